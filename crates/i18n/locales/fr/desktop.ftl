# La fenêtre : ce que tous les écrans ont en commun. Chaque écran a son fichier,
# desktop-<écran>.ftl, et ses clefs, desktop-<écran>-…
# Ce que l’on fait.
desktop-close = Fermer
desktop-copy = Copier
desktop-delete = Supprimer
desktop-filter = Filtrer

# Ce qui se compte.
desktop-count-clashes = { $count ->
        [one] { $count } conflit
       *[other] { $count } conflits
    }
desktop-count-tasks = { $count ->
        [one] { $count } tâche
       *[other] { $count } tâches
    }

# Les touches, telles qu’elles sont gravées sur le clavier.
desktop-key-ctrl = Ctrl
desktop-key-shift = Maj
desktop-key-alt = Alt
desktop-key-enter = Entrée
desktop-key-delete = Suppr

# Le mois qui s’ouvre d’un champ de date.
desktop-date-open = choisir dans le mois
desktop-date-week = S
desktop-date-previous = Mois précédent
desktop-date-next = Mois suivant
