# La fenêtre : ce que tous les écrans ont en commun. Chaque écran a son fichier,
# desktop-<écran>.ftl, et ses clefs, desktop-<écran>-…
# Il n’y a pas de bouton « Enregistrer » : tout ce qui est montré comme gardé est sur le disque.

desktop-app-name = Raccord
desktop-window-title = { $facility } — Raccord

# Où l’on va.
desktop-nav = Navigation
desktop-nav-today = Aujourd’hui
desktop-nav-planning = Planning
desktop-nav-clashes = Conflits
desktop-nav-productions = Productions
desktop-nav-more_productions = { $count ->
        [one] { $count } autre…
       *[other] { $count } autres…
    }
desktop-nav-house = Maison
desktop-nav-resources = Salles et équipes
desktop-nav-history = Historique
desktop-nav-settings = Réglages
desktop-nav-back = Écran précédent
desktop-nav-forward = Écran suivant
desktop-search = Aller à une production, une salle, une personne…
    .spoken = Chercher une production, une salle, une personne, une tâche ou une commande
desktop-search-nothing = Rien ne s’appelle « { $text } »
    .hint = Essayez le début d’un nom, ou le nom d’une commande.

# Ce que l’on fait.
desktop-undo = Annuler
desktop-undo-what = Annuler : { $what }
desktop-undone = Annulé : { $what }
desktop-undo-nothing = Rien à annuler
desktop-redo = Rétablir
desktop-redo-what = Rétablir : { $what }
desktop-redone = Rétabli : { $what }
desktop-redo-nothing = Rien à rétablir
desktop-add = Ajouter
desktop-apply = Appliquer
desktop-cancel = Abandonner
desktop-choose = Choisir…
desktop-clear = Effacer
desktop-close = Fermer
desktop-compare = Comparer
desktop-copy = Copier
desktop-cut = Couper
desktop-delete = Supprimer
desktop-deleted = Supprimé : { $what }
desktop-details = Détails
desktop-duplicate = Dupliquer
desktop-edit = Modifier
desktop-export = Exporter
desktop-filter = Filtrer
desktop-help = Aide
desktop-hide = Masquer
desktop-import = Importer
desktop-more = Autres actions
desktop-move = Déplacer
desktop-new = Nouveau
desktop-next = Suivant
desktop-open = Ouvrir
desktop-paste = Coller
desktop-previous = Précédent
desktop-print = Imprimer
desktop-quit = Quitter
desktop-rename = Renommer
desktop-restore = Reprendre
desktop-retry = Réessayer
desktop-select_all = Tout sélectionner
desktop-show = Montrer
desktop-split = Scinder
desktop-why = Pourquoi

# La ligne d’état.
desktop-kept = Tout est gardé sur ce poste
    .hint = Aucun réseau n’est nécessaire. Chaque modification est sur le disque dès qu’elle est montrée comme gardée.
desktop-keeping = Mise sur disque…
desktop-not_kept = La dernière modification n’est pas sur le disque : { $cause }
    .hint = Vérifiez la place et les droits du dossier des données, puis réessayez.
desktop-read_only = Lecture seule : { $reason }
    .hint = On peut tout lire et tout imprimer, rien changer.
desktop-busy = En cours : { $what }
desktop-progress = { $what } : { $done } sur { $total }

# Ce qui se compte.
desktop-count-productions = { $count ->
        [one] { $count } production
       *[other] { $count } productions
    }
desktop-count-clashes = { $count ->
        [one] { $count } conflit
       *[other] { $count } conflits
    }
desktop-count-bookings = { $count ->
        [one] { $count } réservation
       *[other] { $count } réservations
    }
desktop-count-tasks = { $count ->
        [one] { $count } tâche
       *[other] { $count } tâches
    }
desktop-count-selected = { $count ->
        [one] { $count } sélectionné
       *[other] { $count } sélectionnés
    }

# Ce qui manque.
desktop-all = Tout
desktop-none = Aucun
desktop-unnamed = Sans nom
desktop-unknown = Inconnu
desktop-nothing = Rien à montrer

# Les langues, chacune dans la sienne.
desktop-language = Langue
desktop-language-fr = Français
desktop-language-en = English

# Les touches, telles qu’elles sont gravées sur le clavier.
desktop-key-ctrl = Ctrl
desktop-key-shift = Maj
desktop-key-alt = Alt
desktop-key-enter = Entrée
desktop-key-escape = Échap
desktop-key-delete = Suppr
desktop-key-backspace = Retour
desktop-key-space = Espace
desktop-key-tab = Tab
desktop-key-home = Début
desktop-key-end = Fin
desktop-key-page_up = Page préc.
desktop-key-page_down = Page suiv.
desktop-key-up = Haut
desktop-key-down = Bas
desktop-key-left = Gauche
desktop-key-right = Droite
