# Le planning : salles, personnes ou productions dans le temps, à la main.
desktop-planning-name = Séances, ligne par ligne
desktop-planning-rooms = Salles
desktop-planning-people = Personnes
desktop-planning-productions = Productions
desktop-planning-day = Jour
desktop-planning-three-weeks = 3 semaines
desktop-planning-quarter = Trimestre
desktop-planning-back = Plus tôt
desktop-planning-forth = Plus tard
desktop-planning-today = Aujourd’hui
desktop-planning-load = { $load } % pris

# Ce que l’on cherche.
desktop-planning-find = Chercher dans le planning
desktop-planning-find-hint = Production, tâche, salle, personne…
desktop-planning-all-productions = Toutes les productions
desktop-planning-all-rooms = Toutes les salles
desktop-planning-all-states = Tous les états
desktop-planning-only-clashes = Conflits seulement
desktop-planning-found = { $found } sur { $all }
desktop-planning-show-all = Tout montrer
desktop-planning-nothing-found = Aucune séance ne répond à ces filtres
    .hint = Cherchez moins de mots, ou montrez tout.

# Ce qui manque.
desktop-planning-no-room = Sans salle
desktop-planning-nobody = Sans personne
desktop-planning-no-function = Sans fonction
desktop-planning-no-rooms = Aucune salle encore
    .hint = Entrez les salles et les personnes de la maison : le planning aura une ligne pour chacune.
    .do = Salles et équipes
desktop-planning-no-people = Personne encore
desktop-planning-no-productions = Aucune production encore
    .hint = Une production apporte ses tâches, d’après un modèle ou un fichier ; on les place ensuite dans les salles.

# Les barres.
desktop-planning-option = Option { $rank }
desktop-planning-clashing = en conflit
desktop-planning-closed = Fermé
desktop-planning-would-clash = Conflit
desktop-planning-refused = Impossible
desktop-planning-worked = Une séance faite ne se déplace pas
desktop-planning-tie-from-start = Lien depuis le début
desktop-planning-tie-from-end = Lien depuis la fin
desktop-planning-scroll = Défilement des lignes
desktop-planning-sessions = { $count ->
        [one] { $count } séance
       *[other] { $count } séances
    }
desktop-planning-others = { $reason } (+ { $count })
desktop-planning-to-row = → { $row }

# Le formulaire d’une séance.
desktop-planning-new-booking = Nouvelle séance
desktop-planning-choose-hint = Tapez un nom, ou choisissez avec ↓
desktop-planning-unknown = Rien de ce nom : choisissez dans la liste
desktop-planning-production-missing = Pour quelle production ?
desktop-planning-to-book = reste { $work }
desktop-planning-free = libre
desktop-planning-taken = pris
desktop-planning-work-fits = { $work }, aucun conflit
desktop-planning-end-before-start = La fin précède le début
desktop-planning-create = Créer
desktop-planning-drop = Abandonner

# Le menu d’une séance.
desktop-planning-menu = Actions
desktop-planning-confirm = Confirmer
desktop-planning-release = Libérer
desktop-planning-cancel = Annuler la séance
desktop-planning-split = Scinder ici
desktop-planning-split-keys = S
desktop-planning-split-nowhere = Cette séance est trop courte pour être scindée là
desktop-planning-duplicate = Dupliquer
desktop-planning-duplicate-keys = Ctrl D
desktop-planning-pin = Épingler
desktop-planning-unpin = Désépingler
desktop-planning-open-production = Ouvrir « { $title } »
desktop-planning-new-here = Nouvelle séance ici
