# Fichiers qui entrent et qui sortent.
desktop-exchange-import = Importer
desktop-exchange-choose = Fichiers à importer
desktop-exchange-reading = Lecture…
desktop-exchange-into = Dans quelle production
desktop-exchange-new-production = Une nouvelle production
desktop-exchange-columns = Colonnes (en-têtes à la ligne { $row })
desktop-exchange-columns-of = Colonnes de « { $sheet } » (en-têtes à la ligne { $row })
desktop-exchange-clean = Rien d’anormal dans ce fichier
desktop-exchange-findings = { $count ->
        [one] Une remarque
       *[other] { $count } remarques
    }
desktop-exchange-nothing = Rien à importer dans ces fichiers. Raccord lit MS Project XML, XLSX, CSV et iCalendar.
desktop-exchange-keep = Importer
desktop-exchange-cancel = Abandonner
desktop-exchange-column-number = Numéro
desktop-exchange-column-outline = Niveau
desktop-exchange-column-group = Groupe
desktop-exchange-column-name = Nom de la tâche
desktop-exchange-column-start = Début
desktop-exchange-column-finish = Fin
desktop-exchange-column-half_day = Demi-journée
desktop-exchange-column-start_time = Heure de début
desktop-exchange-column-end_time = Heure de fin
desktop-exchange-column-duration = Durée
desktop-exchange-column-remaining = Reste à faire
desktop-exchange-column-percent = Avancement
desktop-exchange-column-predecessors = Prédécesseurs
desktop-exchange-column-rooms = Salles
desktop-exchange-column-people = Personnes
desktop-exchange-column-deadline = Échéance
desktop-exchange-column-milestone = Jalon
desktop-exchange-column-remark = Remarque
desktop-exchange-column-ignore = Laisser de côté
