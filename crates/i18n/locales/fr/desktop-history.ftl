# L’écran de l’historique, et le planning d’un moment passé.
desktop-history-remark = { $shown } sur { $of }
desktop-history-list = Liste des changements
desktop-history-search = Chercher dans l’historique
desktop-history-search-hint = Mot, titre, personne…
desktop-history-filter-production = Filtrer par production
desktop-history-filter-person = Filtrer par personne
desktop-history-filter-kind = Filtrer par objet
desktop-history-filter-period = Filtrer par période
desktop-history-all-productions = Toutes productions
desktop-history-all-people = Tout le monde
desktop-history-all-kinds = Tous objets
desktop-history-all-periods = Toutes dates
desktop-history-period-today = Aujourd’hui
desktop-history-period-yesterday = Depuis hier
desktop-history-period-week = 7 derniers jours
desktop-history-period-month = 30 derniers jours
desktop-history-clear = Montrer tout
desktop-history-loading = Lecture de l’historique…
desktop-history-nothing = Aucun changement
    .hint = Tout ce qui est écrit ici ou reçu d’un autre poste apparaîtra, avec son auteur et ses valeurs d’avant.
desktop-history-none-shown = Aucun changement ne passe ces filtres
    .hint = Élargissez la période, ou effacez le texte cherché.
desktop-history-unknown-person = autre poste
desktop-history-shared = Maison
desktop-history-and-more = { $names } et { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
desktop-history-row-spoken = { $when }, { $who }, { $what }, { $where }
desktop-history-detail-by = { $who }, le { $when }
desktop-history-no-value = vide
desktop-history-deleted = Suppression
desktop-history-deleted-yes = supprimé
desktop-history-deleted-no = présent
desktop-history-born = création
desktop-history-only-order = Rangé autrement parmi ses voisins
desktop-history-more-records = { $count ->
        [one] et un autre objet
       *[other] et { $count } autres objets
    }
desktop-history-show = Montrer
desktop-history-whole = Toute son histoire
desktop-history-show-spoken = Montrer : { $what }
desktop-history-record-nothing = Aucune valeur écrite
desktop-history-revisit = Revoir le planning à ce moment
desktop-history-revisit-before = Juste avant
desktop-history-go-to = Revoir un moment…
desktop-history-go = Revoir

# Le planning d’un moment passé.
desktop-history-past-title = Planning au { $moment }
desktop-history-past-moment = Moment à revoir
desktop-history-past-hint = 12/11 14 h, hier, −3 j…
desktop-history-past-future = Ce moment n’est pas encore passé
desktop-history-past-back = Revenir à aujourd’hui
desktop-history-past-back-key = Échap
desktop-history-past-loading = Reconstitution du planning…
desktop-history-past-same = Rien n’a bougé depuis
    .hint = Dates, séances et salles étaient déjà ce qu’elles sont. Choisissez un moment plus ancien.
desktop-history-past-unchanged = { $count ->
        [0] toutes les productions ont changé
        [one] une production inchangée
       *[other] { $count } productions inchangées
    }
desktop-history-past-productions = Productions qui ont changé
desktop-history-past-new = nouvelle depuis
desktop-history-past-gone = supprimée depuis
desktop-history-past-sessions = Séances : { $what }
desktop-history-past-moved = { $count ->
        [one] { $count } changée
       *[other] { $count } changées
    }
desktop-history-past-added = { $count ->
        [one] { $count } ajoutée
       *[other] { $count } ajoutées
    }
desktop-history-past-removed = { $count ->
        [one] { $count } retirée
       *[other] { $count } retirées
    }
desktop-history-past-tab-tasks = Tâches ({ $count })
desktop-history-past-tab-bookings = Séances ({ $count })
desktop-history-past-tab-since = Changements depuis
desktop-history-past-tab-rooms = Salles
desktop-history-past-delivery = Livraison
desktop-history-past-finish = Fin du planning
desktop-history-past-float = Marge
desktop-history-past-then = Alors
desktop-history-past-now = Aujourd’hui
desktop-history-past-shift = Écart
desktop-history-past-task = Tâche
desktop-history-past-booking = Séance
desktop-history-past-was-added = ajoutée
desktop-history-past-was-removed = retirée
desktop-history-past-no-tasks = Aucune date de tâche n’a changé
desktop-history-past-no-bookings = Aucune séance n’a changé
desktop-history-past-row-spoken = { $what } : alors { $then }, aujourd’hui { $now }, { $shift }
desktop-history-past-production-spoken = { $title } : { $what }
desktop-history-past-tables = Comparaison
desktop-history-past-previous = Jour précédent
desktop-history-past-next = Jour suivant

# Ce qui a été fait, en quelques mots : did-<commande>, did-<commande>-<objet>.
desktop-history-did-add-booking = { $count ->
        [one] une séance ajoutée
       *[other] { $count } séances ajoutées
    }
desktop-history-did-add-task = { $count ->
        [one] une tâche ajoutée
       *[other] { $count } tâches ajoutées
    }
desktop-history-did-add-link = { $count ->
        [one] un lien ajouté
       *[other] { $count } liens ajoutés
    }
desktop-history-did-add-production = { $count ->
        [one] une production ajoutée
       *[other] { $count } productions ajoutées
    }
desktop-history-did-add-episode = { $count ->
        [one] un épisode ajouté
       *[other] { $count } épisodes ajoutés
    }
desktop-history-did-add-baseline = { $count ->
        [one] un planning de référence ajouté
       *[other] { $count } plannings de référence ajoutés
    }
desktop-history-did-add-attachment = { $count ->
        [one] une pièce jointe ajoutée
       *[other] { $count } pièces jointes ajoutées
    }
desktop-history-did-set-attachment = { $count ->
        [one] une pièce jointe modifiée
       *[other] { $count } pièces jointes modifiées
    }
desktop-history-did-delete-attachment = { $count ->
        [one] une pièce jointe retirée
       *[other] { $count } pièces jointes retirées
    }
desktop-history-did-restore-attachment = { $count ->
        [one] une pièce jointe rétablie
       *[other] { $count } pièces jointes rétablies
    }
desktop-history-did-add-variant = { $count ->
        [one] une variante ajoutée
       *[other] { $count } variantes ajoutées
    }
desktop-history-did-add-room = { $count ->
        [one] une salle ajoutée
       *[other] { $count } salles ajoutées
    }
desktop-history-did-add-equipment = { $count ->
        [one] un matériel ajouté
       *[other] { $count } matériels ajoutés
    }
desktop-history-did-add-person = { $count ->
        [one] une personne ajoutée
       *[other] { $count } personnes ajoutées
    }
desktop-history-did-add-absence = { $count ->
        [one] une indisponibilité ajoutée
       *[other] { $count } indisponibilités ajoutées
    }
desktop-history-did-add-holiday_zone = { $count ->
        [one] une zone de jours fériés ajoutée
       *[other] { $count } zones de jours fériés ajoutées
    }
desktop-history-did-add-affinity = { $count ->
        [one] une affinité ajoutée
       *[other] { $count } affinités ajoutées
    }
desktop-history-did-add-cost_rate = { $count ->
        [one] un coût horaire ajouté
       *[other] { $count } coûts horaires ajoutés
    }
desktop-history-did-add-house = { $count ->
       *[other] réglages de la maison ajoutés
    }
desktop-history-did-set-booking = { $count ->
        [one] une séance modifiée
       *[other] { $count } séances modifiées
    }
desktop-history-did-set-task = { $count ->
        [one] une tâche modifiée
       *[other] { $count } tâches modifiées
    }
desktop-history-did-set-link = { $count ->
        [one] un lien modifié
       *[other] { $count } liens modifiés
    }
desktop-history-did-set-production = { $count ->
        [one] une production modifiée
       *[other] { $count } productions modifiées
    }
desktop-history-did-set-episode = { $count ->
        [one] un épisode modifié
       *[other] { $count } épisodes modifiés
    }
desktop-history-did-set-baseline = { $count ->
        [one] un planning de référence modifié
       *[other] { $count } plannings de référence modifiés
    }
desktop-history-did-set-variant = { $count ->
        [one] une variante modifiée
       *[other] { $count } variantes modifiées
    }
desktop-history-did-set-room = { $count ->
        [one] une salle modifiée
       *[other] { $count } salles modifiées
    }
desktop-history-did-set-equipment = { $count ->
        [one] un matériel modifié
       *[other] { $count } matériels modifiés
    }
desktop-history-did-set-person = { $count ->
        [one] une personne modifiée
       *[other] { $count } personnes modifiées
    }
desktop-history-did-set-absence = { $count ->
        [one] une indisponibilité modifiée
       *[other] { $count } indisponibilités modifiées
    }
desktop-history-did-set-holiday_zone = { $count ->
        [one] une zone de jours fériés modifiée
       *[other] { $count } zones de jours fériés modifiées
    }
desktop-history-did-set-affinity = { $count ->
        [one] une affinité modifiée
       *[other] { $count } affinités modifiées
    }
desktop-history-did-set-cost_rate = { $count ->
        [one] un coût horaire modifié
       *[other] { $count } coûts horaires modifiés
    }
desktop-history-did-set-house = { $count ->
       *[other] réglages de la maison modifiés
    }
desktop-history-did-delete-booking = { $count ->
        [one] une séance supprimée
       *[other] { $count } séances supprimées
    }
desktop-history-did-delete-task = { $count ->
        [one] une tâche supprimée
       *[other] { $count } tâches supprimées
    }
desktop-history-did-delete-link = { $count ->
        [one] un lien supprimé
       *[other] { $count } liens supprimés
    }
desktop-history-did-delete-production = { $count ->
        [one] une production supprimée
       *[other] { $count } productions supprimées
    }
desktop-history-did-delete-episode = { $count ->
        [one] un épisode supprimé
       *[other] { $count } épisodes supprimés
    }
desktop-history-did-delete-baseline = { $count ->
        [one] un planning de référence supprimé
       *[other] { $count } plannings de référence supprimés
    }
desktop-history-did-delete-variant = { $count ->
        [one] une variante abandonnée
       *[other] { $count } variantes abandonnées
    }
desktop-history-did-delete-room = { $count ->
        [one] une salle supprimée
       *[other] { $count } salles supprimées
    }
desktop-history-did-delete-equipment = { $count ->
        [one] un matériel supprimé
       *[other] { $count } matériels supprimés
    }
desktop-history-did-delete-person = { $count ->
        [one] une personne supprimée
       *[other] { $count } personnes supprimées
    }
desktop-history-did-delete-absence = { $count ->
        [one] une indisponibilité supprimée
       *[other] { $count } indisponibilités supprimées
    }
desktop-history-did-delete-holiday_zone = { $count ->
        [one] une zone de jours fériés supprimée
       *[other] { $count } zones de jours fériés supprimées
    }
desktop-history-did-delete-affinity = { $count ->
        [one] une affinité supprimée
       *[other] { $count } affinités supprimées
    }
desktop-history-did-delete-cost_rate = { $count ->
        [one] un coût horaire supprimé
       *[other] { $count } coûts horaires supprimés
    }
desktop-history-did-delete-house = { $count ->
       *[other] réglages de la maison supprimés
    }
desktop-history-did-restore-booking = { $count ->
        [one] une séance rétablie
       *[other] { $count } séances rétablies
    }
desktop-history-did-restore-task = { $count ->
        [one] une tâche rétablie
       *[other] { $count } tâches rétablies
    }
desktop-history-did-restore-link = { $count ->
        [one] un lien rétabli
       *[other] { $count } liens rétablis
    }
desktop-history-did-restore-production = { $count ->
        [one] une production rétablie
       *[other] { $count } productions rétablies
    }
desktop-history-did-restore-episode = { $count ->
        [one] un épisode rétabli
       *[other] { $count } épisodes rétablis
    }
desktop-history-did-restore-baseline = { $count ->
        [one] un planning de référence rétabli
       *[other] { $count } plannings de référence rétablis
    }
desktop-history-did-restore-variant = { $count ->
        [one] une variante rétablie
       *[other] { $count } variantes rétablies
    }
desktop-history-did-restore-room = { $count ->
        [one] une salle rétablie
       *[other] { $count } salles rétablies
    }
desktop-history-did-restore-equipment = { $count ->
        [one] un matériel rétabli
       *[other] { $count } matériels rétablis
    }
desktop-history-did-restore-person = { $count ->
        [one] une personne rétablie
       *[other] { $count } personnes rétablies
    }
desktop-history-did-restore-absence = { $count ->
        [one] une indisponibilité rétablie
       *[other] { $count } indisponibilités rétablies
    }
desktop-history-did-restore-holiday_zone = { $count ->
        [one] une zone de jours fériés rétablie
       *[other] { $count } zones de jours fériés rétablies
    }
desktop-history-did-restore-affinity = { $count ->
        [one] une affinité rétablie
       *[other] { $count } affinités rétablies
    }
desktop-history-did-restore-cost_rate = { $count ->
        [one] un coût horaire rétabli
       *[other] { $count } coûts horaires rétablis
    }
desktop-history-did-restore-house = { $count ->
       *[other] réglages de la maison rétablis
    }
desktop-history-did-move_booking = { $count ->
        [one] une séance déplacée
       *[other] { $count } séances déplacées
    }
desktop-history-did-split_booking = { $count ->
        [one] une séance scindée
       *[other] { $count } séances scindées
    }
desktop-history-did-copy_booking = { $count ->
        [one] une séance copiée
       *[other] { $count } séances copiées
    }
desktop-history-did-change_booking = { $count ->
        [one] une séance : nouveau statut
       *[other] { $count } séances : nouveau statut
    }
desktop-history-did-place_task = { $count ->
        [one] une tâche placée
       *[other] { $count } tâches placées
    }
desktop-history-did-move_task = { $count ->
        [one] une tâche déplacée
       *[other] { $count } tâches déplacées
    }
desktop-history-did-take_baseline = { $count ->
        [one] un planning de référence gelé
       *[other] { $count } plannings de référence gelés
    }
desktop-history-did-take_variant = { $count ->
        [one] une variante reprise dans le planning
       *[other] { $count } variantes reprises dans le planning
    }
desktop-history-did-create_production = { $count ->
        [one] production créée
       *[other] { $count } productions créées
    }
desktop-history-did-add-slip = { $count ->
        [one] un bon de séance commencé
       *[other] { $count } bons de séance commencés
    }
desktop-history-did-set-slip = { $count ->
        [one] un bon de séance rempli
       *[other] { $count } bons de séance remplis
    }
desktop-history-did-delete-slip = { $count ->
        [one] un bon de séance supprimé
       *[other] { $count } bons de séance supprimés
    }
desktop-history-did-restore-slip = { $count ->
        [one] un bon de séance rétabli
       *[other] { $count } bons de séance rétablis
    }
desktop-history-did-add-accepted_slip = { $count ->
        [one] une séance validée
       *[other] { $count } séances validées
    }
desktop-history-did-set-accepted_slip = { $count ->
        [one] un bon validé corrigé
       *[other] { $count } bons validés corrigés
    }
desktop-history-did-delete-accepted_slip = { $count ->
        [one] un bon rouvert
       *[other] { $count } bons rouverts
    }
desktop-history-did-restore-accepted_slip = { $count ->
        [one] un bon de nouveau validé
       *[other] { $count } bons de nouveau validés
    }
desktop-history-did-hand_in_slip = { $count ->
        [one] un bon remis
       *[other] { $count } bons remis
    }
desktop-history-did-accept_slip = { $count ->
        [one] un bon validé
       *[other] { $count } bons validés
    }
desktop-history-did-keep_accepted_slip = { $count ->
        [one] un bon validé maintenu
       *[other] { $count } bons validés maintenus
    }
desktop-history-did-reopen_slip = { $count ->
        [one] un bon rouvert
       *[other] { $count } bons rouverts
    }
desktop-history-did-add-publication = { $count ->
        [one] une publication au client
       *[other] { $count } publications au client
    }
desktop-history-did-set-publication = { $count ->
        [one] une publication modifiée
       *[other] { $count } publications modifiées
    }
desktop-history-did-delete-publication = { $count ->
        [one] une publication retirée
       *[other] { $count } publications retirées
    }
desktop-history-did-restore-publication = { $count ->
        [one] une publication rétablie
       *[other] { $count } publications rétablies
    }
desktop-history-did-add-answer = { $count ->
        [one] une réponse du client
       *[other] { $count } réponses du client
    }
desktop-history-did-set-answer = { $count ->
        [one] une réponse modifiée
       *[other] { $count } réponses modifiées
    }
desktop-history-did-delete-answer = { $count ->
        [one] une réponse retirée
       *[other] { $count } réponses retirées
    }
desktop-history-did-restore-answer = { $count ->
        [one] une réponse rétablie
       *[other] { $count } réponses rétablies
    }
desktop-history-did-publish = { $count ->
        [one] une publication au client
       *[other] { $count } publications au client
    }
desktop-history-did-answer = { $count ->
        [one] une réponse du client
       *[other] { $count } réponses du client
    }
