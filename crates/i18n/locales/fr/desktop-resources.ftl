# Salles, équipes, matériel, absences, affinités, règles de la maison.
desktop-resources-title = Salles et équipes
desktop-resources-rooms = Salles
desktop-resources-people = Équipes
desktop-resources-equipment = Matériel
desktop-resources-absences = Absences
desktop-resources-affinities = Affinités
desktop-resources-house = Maison
desktop-resources-new-room = Nouvelle salle
desktop-resources-new-person = Nouvelle personne
desktop-resources-new-equipment = Nouveau matériel
desktop-resources-new-absence = Nouvelle absence
desktop-resources-new-affinity = Nouvelle affinité
desktop-resources-new-holidays = Nouvelle zone de jours fériés
desktop-resources-new-room-name = Salle sans nom
desktop-resources-new-person-name = Personne sans nom
desktop-resources-new-equipment-name = Matériel sans nom
desktop-resources-new-holidays-name = Zone sans nom
desktop-resources-filter = Filtrer la liste
desktop-resources-paste-hint = Ctrl V ajoute des lignes copiées d’un tableur : nom, puis nature ou fonction.
desktop-resources-paste-cut = { $count ->
        [one] Une ligne de trop n’a pas été reprise : 5 000 au plus à la fois
       *[other] { $count } lignes de trop n’ont pas été reprises : 5 000 au plus à la fois
    }
desktop-resources-paste-nothing = Il n’y a rien à prendre dans ce qui est copié : une salle ou une personne par ligne, son nom d’abord.
desktop-resources-paste-kind = « { $what } » n’est pas une nature de salle ; la salle est ajoutée sans
desktop-resources-paste-long = le nom « { $what } » est trop long ; son début est pris
desktop-resources-empty = La liste est vide. Ajoutez-en, ou collez des lignes d’un tableur.
desktop-resources-not-found = Rien ne passe ce filtre.
desktop-resources-show-all = Tout montrer
desktop-resources-name = Nom
desktop-resources-kind = Nature
desktop-resources-offers = Équipement
desktop-resources-remark = Remarque
desktop-resources-functions = Fonctions
desktop-resources-skills = Compétences
desktop-resources-employment = Statut
desktop-resources-contact = Contact
desktop-resources-room = Salle
desktop-resources-who = Qui ou quoi
desktop-resources-when = Quand
desktop-resources-director = Réalisateur
desktop-resources-person = Personne
desktop-resources-rating = Affinité
desktop-resources-veto = veto : jamais proposé
desktop-resources-holidays = Jours fériés des douze mois à venir
desktop-resources-edit = Modifier
desktop-resources-who-is-free = Qui est libre ?
desktop-resources-anybody = N’importe qui
desktop-resources-when-hint = jeudi après-midi, 26/11 14h-18h
desktop-resources-how-long = Au moins (2h, 1j)
desktop-resources-free-count = { $count ->
        [0] personne
        [one] { $count } possibilité
       *[other] { $count } possibilités
    }
desktop-resources-nobody-free = Personne n’est libre à ce moment. Essayez un autre jour, ou une durée plus courte.
desktop-resources-book = Réserver
desktop-resources-points = Ce que coûte un dérangement, en points
desktop-resources-points-why = Les solutions à un imprévu dérangent le moins possible. Les points comptent quatre fois pour une séance confirmée, et plus encore à moins de dix jours.
