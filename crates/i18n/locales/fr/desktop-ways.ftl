# Les solutions à ce qui arrive, à côté du planning.
desktop-ways-hint = { $count ->
    [0] Rien n’est écrit tant que vous n’appliquez pas
    [one] 1 solution · rien n’est écrit tant que vous n’appliquez pas
   *[other] { $count } solutions · rien n’est écrit tant que vous n’appliquez pas
}
desktop-ways-close = Fermer
desktop-ways-searching = Recherche de meilleures solutions
desktop-ways-stop = Arrêter
desktop-ways-apply = Appliquer { $letter }
desktop-ways-compare = Comparer
desktop-ways-apply-hint = S’applique en une étape, annulable. Les personnes concernées le voient à leur prochaine synchronisation.
desktop-ways-summary = { $moved ->
    [0] Aucune séance déplacée
    [one] 1 séance déplacée
   *[other] { $moved } séances déplacées
}{ $confirmed ->
    [0] {""}
    [one] {" "}· 1 confirmée
   *[other] {" "}· { $confirmed } confirmées
}{ $added ->
    [0] {""}
    [one] {" "}· 1 ajoutée
   *[other] {" "}· { $added } ajoutées
}
desktop-ways-spoken = { $title }, { $cost }, { $summary }, { $dates }
desktop-ways-dates-kept = dates tenues
desktop-ways-late = +{ $days } j → { $date }
desktop-ways-kept = tenu, { $date }
desktop-ways-date-of = { $name } : { $dates }
desktop-ways-unpriced = { $count ->
    [one] Le coût horaire de quelqu’un ou d’une salle n’est pas renseigné
   *[other] { $count } coûts horaires ne sont pas renseignés
}
desktop-ways-why = Pourquoi
desktop-ways-bends = À accepter
desktop-ways-calls = À prévenir
desktop-ways-moves = Séances
desktop-ways-more = et { $count } de plus, sur le planning
desktop-ways-added = nouvelle, { $place }
desktop-ways-unplaced = aucune place trouvée, reste le { $place }
desktop-ways-row-dates = Livraison
desktop-ways-row-cost = Coût en plus
desktop-ways-row-moved = Séances touchées
desktop-ways-row-confirmed = dont confirmées
desktop-ways-row-overtime = Heures en plus
desktop-ways-row-calls = À prévenir
desktop-ways-row-bends = À accepter
desktop-ways-form = Un imprévu
desktop-ways-what = Ce qui arrive
desktop-ways-event-rushes_late = Rushes en retard
desktop-ways-event-absent = Technicien absent
desktop-ways-event-room_down = Salle ou appareil indisponible
desktop-ways-event-overrun = Dépassement
desktop-ways-event-delivery_moved = Livraison déplacée
desktop-ways-event-notes_late = Retours du client en retard
desktop-ways-event-relock = Image rouverte après verrouillage
desktop-ways-event-qc_refused = Contrôle qualité refusé
desktop-ways-room-or-machine = Salle ou appareil
desktop-ways-until = Disponible à partir du
desktop-ways-from = Du
desktop-ways-to = Jusqu’au
desktop-ways-remaining = Travail qui reste
desktop-ways-again = Travail à reprendre
desktop-ways-work-hint = 2j, 12h
desktop-ways-date = Nouvelle date
desktop-ways-find = Chercher des solutions
desktop-ways-drop = Abandonner
desktop-ways-missing = Choisissez d’abord ce qui est touché.
desktop-ways-all = Toutes les solutions
desktop-ways-others = Déplacer aussi les séances confirmées d’autres productions
