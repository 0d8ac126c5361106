# Les bons de séance.

desktop-slips-list = Bons de séance
desktop-slips-spoken = { $day }, { $who }, { $what }, { $hours }, { $state }
desktop-slips-remark = { $week } · { $count ->
        [0] rien à valider
        [one] { $count } bon à valider
       *[other] { $count } bons à valider
    }
desktop-slips-week = Semaine
desktop-slips-waiting = En attente
desktop-slips-week-before = Semaine précédente
desktop-slips-week-after = Semaine suivante
desktop-slips-this-week = Cette semaine
desktop-slips-new = Nouveau bon
desktop-slips-none = Aucune séance cette semaine
desktop-slips-none-hint = Les séances confirmées paraissent ici, une ligne par personne et par jour. Pour un travail qui n’était pas prévu : Nouveau bon.
desktop-slips-none-waiting = Rien n’attend
desktop-slips-none-waiting-hint = Les brouillons, les bons remis et ceux qui ont changé après validation paraissent ici, de quelque semaine qu’ils soient.
desktop-slips-planned = Prévu { $hours }, soit { $work }
desktop-slips-planned-left = prévu : { $planned }
desktop-slips-fill = Remplir comme prévu
desktop-slips-fill-hint = Le bon reprend les heures prévues ; il n’y a plus qu’à corriger ce qui s’est passé autrement.
desktop-slips-missing-hint = Aucun bon n’est parvenu à ce poste pour cette séance.
desktop-slips-hand-in = Remettre
desktop-slips-take-back = Reprendre
desktop-slips-delete = Supprimer
desktop-slips-accept = Valider
desktop-slips-reopen = Rouvrir
desktop-slips-accept-now = Valider ce que dit le bon
desktop-slips-keep = Garder ce qui est validé
desktop-slips-change = validé : { $before } · le bon dit : { $now }
desktop-slips-changed = Bons modifiés après validation
desktop-slips-effect = Ce que ce bon change
desktop-slips-remains = reste { $says } (prévu { $planned })
desktop-slips-left = reste { $left }
desktop-slips-less = Une demi-journée de moins
desktop-slips-more = Une demi-journée de plus
desktop-slips-signatures = Signatures
desktop-slips-technician = Technicien
desktop-slips-coordination = Coordination
desktop-slips-signed = signé { $at }
desktop-slips-to-sign = à remettre
desktop-slips-to-accept = à valider
desktop-slips-hours = Heures
desktop-slips-to-come = prévu { $hours }
desktop-slips-total = Semaine
desktop-slips-record = Valider comme prévu
desktop-slips-recorded = Saisi par la coordination : aucun bon du technicien n’est sur ce poste.
desktop-slips-sides = Validé par { $by }, { $at } · remis par { $person }, { $handed_in }
