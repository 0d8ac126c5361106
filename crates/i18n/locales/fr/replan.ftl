# Ce qui arrive : event-<mot>.
event-rushes_late = « { $production } » : rushes en retard, « { $task } » attend le { $at }
event-notes_late = « { $production } » : retours du client en retard, « { $task } » attend le { $at }
event-absent = { $resource } : absence jusqu’au { $at }
event-room_down = { $resource } : indisponible jusqu’au { $at }
event-overrun = « { $production } » : il reste { $minutes } de « { $task } »
event-relock = « { $production } » : nouveau verrouillage, à reprendre : { $task }
event-qc_refused = « { $production } » : contrôle qualité refusé, { $minutes } à reprendre sur « { $task } »
event-delivery_moved = « { $production } » : livraison au { $at }
event-clash = Conflit

# Ce que fait une solution : way-<mot>.
way-absorb = Absorber dans la marge
way-ask_date = Ne rien déplacer et demander une autre date
way-slide = Faire glisser la suite
way-advance = Avancer des séances
way-rooms = Échanger des salles
way-people = { $count ->
    [none] Changer de personnes
    [one] { $people } en remplacement
    [many] { $people } et { $others } autres en remplacement
   *[other] { $people } en remplacement
}
way-together = { $count ->
    [none] Partager le travail avec une deuxième personne
    [many] Partager le travail avec { $people } et { $others } autres
   *[other] Partager le travail avec { $people }
}
way-overtime = { $hours ->
    [saturday] Travailler le samedi
    [evening] Travailler en soirée
    [longer] Allonger les journées
   *[mixed] Samedi, soirée ou journées longues
} ({ $overtime_minutes })
way-start_anyway = Commencer sur ce qui est reçu

# Pourquoi une séance ne reste pas où elle était : why-<mot>.
why-waits = attend « { $other } », possible à partir du { $at }
why-precedes = doit venir avant « { $other } », au plus tard le { $at }
why-follows = ne peut pas venir si longtemps après « { $other } » : au plus tard le { $at }
why-leads = « { $other } » ne peut pas venir si longtemps après : pas avant le { $at }
why-deadline = pour tenir l’échéance de « { $other } », le { $at }
why-busy = { $resource } est pris par « { $other } » jusqu’au { $at }
why-closed = { $resource } n’est pas disponible avant le { $at }
why-not_before = ce qu’il faut n’est là que le { $at }
why-hours = en dehors des heures de travail à cet endroit
why-rule = le repos, la durée du travail ou le battement l’interdit
why-better = rien ne l’empêchait : l’ensemble y gagne
# Une séance qui n’était qu’une idée et qu’il faut retenir.
way-option = à poser en option
# Options à surveiller : celles des autres, et celles qui tombent avant la séance.
way-others_option = « { $name } » est une option de « { $production } » : à demander avant de la déplacer
way-option_ends = « { $name } » : l’option tombe le { $at }, à confirmer avant
way-because = « { $booking } » : { $why }

replan-instance = Le planning ne peut pas être recalculé ({ $problem })
    .hint = Un cercle dans les dépendances ou un planning démesuré : voir Conflits.
replan-too-large = Trop de séances et de tâches pour replanifier ({ $count }, au plus { $limit })
    .hint = Archivez les productions livrées, puis recommencez.

# Une date que rien ne peut sauver, et pourquoi : obstacle-<mot>.
impossible = { $count ->
    [none] « { $name } » ne peut pas finir le { $at } : le travail seul prend plus de temps
   *[other] « { $name } » ne peut pas finir le { $at }, quoi qu’on déplace : { $because }
}
obstacle-begins = « { $other } » ne commence pas avant le { $at }
obstacle-order = « { $second } » attend « { $other } »
obstacle-stays = « { $other } » est en cours ou épinglée
obstacle-closed = { $resource } n’est pas disponible
