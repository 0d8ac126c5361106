# Les conflits du planning. $resource, $first et $second sont des noms donnés par l’appelant,
# $from et $to des moments.

clash-kind-double_booking = Double réservation
clash-kind-closed_hours = Hors horaires
clash-kind-absence = Indisponibilité
clash-kind-capability = Moyens inadaptés
clash-kind-rest = Temps de travail
clash-kind-turnaround = Battement entre productions
clash-kind-lag = Enchaînement rompu
clash-kind-maximum_lag = Décalage maximal dépassé
clash-kind-deadline = Échéance dépassée
clash-kind-expired_option = Option échue
clash-kind-same_as = Continuité rompue
clash-kind-veto = Veto du réalisateur
clash-kind-deleted_task = Tâche supprimée
clash-kind-deleted_resource = Salle ou personne supprimée
clash-kind-cycle = Boucle
clash-kind-bad_dates = Dates impossibles

clash-double_booking = « { $resource } » est pris deux fois ({ $minutes }) entre le { $from } et le { $to } : { $first } et { $second }
    .hint = Changez de salle ou d’horaire, ou demandez à l’option de confirmer ou de libérer.
clash-closed_hours = { $reason ->
        [holiday] « { $resource } » : { $minutes } un jour férié ou chômé, à partir du { $from }
       *[hours] « { $resource } » : { $minutes } hors des horaires d’ouverture, à partir du { $from }
    }
    .hint = Déplacez la séance, ou acceptez les heures majorées.
clash-absence = « { $resource } » n’est pas disponible pendant { $minutes } de la séance, à partir du { $from }
    .hint = Cherchez qui est libre à ce moment-là, ou déplacez la séance.
clash-capability = { $reason ->
        [room_kind] « { $resource } » ne convient pas : il faut « { $room_kind } »
        [capabilities] « { $resource } » n’offre pas : { $missing }
        [function] Personne de réservé n’a la fonction « { $function } »
       *[skills] « { $resource } » ne maîtrise pas : { $missing }
    }
    .hint = Changez de salle ou de personne, ou ajoutez le matériel qui manque.
clash-rest = { $reason ->
        [rest] « { $resource } » n’a que { $minutes } de repos entre deux jours de travail (minimum : { $limit_minutes }), le { $to }
        [day] « { $resource } » travaille { $minutes } dans la journée (maximum : { $limit_minutes }), à partir du { $from }
       *[week] « { $resource } » travaille { $minutes } dans la semaine (maximum : { $limit_minutes }), à partir du { $from }
    }
    .hint = Décalez la reprise, raccourcissez une séance ou confiez-la à quelqu’un d’autre.
clash-turnaround = « { $resource } » : { $minutes } seulement entre deux productions, le { $from }
    .hint = Décalez l’une des séances.
clash-lag = { $second } commence ou finit trop tôt ({ $minutes } de travail) par rapport à { $first }
    .hint = Déplacez la réservation après le { $to }, ou revoyez le lien.
clash-maximum_lag = { $counted ->
        [elapsed] { $second } commence ou finit trop tard ({ $minutes } de trop par l’horloge) après { $first }
       *[working] { $second } commence ou finit trop tard ({ $minutes } de travail de trop) après { $first }
    }
    .hint = Rapprochez les deux, avec { $second } au plus tard le { $from }, ou revoyez le décalage maximal du lien.
clash-deadline = { $first } finit le { $to }, après l’échéance du { $from } (retard : { $minutes } ouvrées)
    .hint = Parallélisez, renforcez l’équipe, ou demandez une autre date.
clash-expired_option = { $reason ->
        [answer_by] Option contestée restée sans réponse depuis { $since_minutes }
       *[expires] Option échue depuis { $since_minutes }
    }
    .hint = Confirmez-la ou libérez-la.
clash-same_as = { $reason ->
        [room] Les tâches « { $word } » doivent se faire dans la même salle
       *[person] Les tâches « { $word } » doivent être faites par la même personne
    }
    .hint = Réservez la même salle et la même personne, ou séparez les tâches.
clash-veto = Le réalisateur ne souhaite pas travailler avec « { $resource } »
    .hint = Proposez quelqu’un d’autre.
clash-deleted_task = La tâche de cette réservation a été supprimée
    .hint = Libérez la réservation ou rattachez-la à une autre tâche.
clash-deleted_resource = La salle, la personne ou le matériel de cette réservation a été supprimé
    .hint = Choisissez-en un autre.
clash-cycle = { $count ->
        [one] Une tâche s’attend elle-même : { $first }
       *[other] { $count } tâches s’attendent l’une l’autre, dont { $first }
    } ; elles n’ont pas de dates
    .hint = Supprimez l’un des liens de la boucle.
clash-bad_dates = { $reason ->
        [missing] Réservation sans début ou sans fin
        [reversed] La réservation finit avant d’avoir commencé
        [too_long] La réservation dure plus de deux ans ; seuls les premiers jours comptent
        [no_day] Aucun jour travaillé entre le début et la fin de la réservation
       *[outside] La réservation est à plus de dix ans d’ici
    }
    .hint = Corrigez les dates.

clash-finish-of-group = Un lien vers la fin d’un groupe n’a pas d’effet sur les dates
    .hint = Liez plutôt la dernière tâche du groupe.
clash-contrary-lags = « { $from } » → « { $to } » : le décalage maximal est inférieur au décalage, aucune date ne convient
    .hint = Augmentez le décalage maximal ou retirez-le.
clash-too-many = Trop de conflits sur cette ressource : la liste est coupée
    .hint = Vérifiez si des réservations n’ont pas été importées plusieurs fois.
