# L’écran du jour.
desktop-today-remark = { $week } · { $productions } · { $rooms }
desktop-today-productions = { $count ->
        [0] aucune production au travail
        [one] { $count } production au travail
       *[other] { $count } productions au travail
    }
desktop-today-rooms-in-use = { $count ->
        [0] aucune salle occupée sur { $of }
        [one] { $count } salle occupée sur { $of }
       *[other] { $count } salles occupées sur { $of }
    }
desktop-today-rooms-none = aucune salle encore
desktop-today-previous = Jour précédent
desktop-today-next = Jour suivant
desktop-today-back = Aujourd’hui
desktop-today-print = Imprimer les feuilles de salle
desktop-today-new-booking = Nouvelle séance

# À décider.
desktop-today-decide = À décider
desktop-today-decide-order = { $count } · d’abord ce qui menace une livraison
desktop-today-begin = Pour commencer
desktop-today-begin-rooms = Ajouter des salles et des équipes
desktop-today-begin-rooms-why = une à une, ou collées d’un tableur : le nom, puis la nature ou la fonction
desktop-today-begin-production = Créer une production
desktop-today-begin-production-why = son planning se pose à rebours du PAD, ou à partir des premiers rushes
desktop-today-begin-import = Importer un planning
desktop-today-begin-import-why = MS Project XML, tableur ou agenda ; rien n’est gardé avant d’avoir été montré
desktop-today-begin-done = fait
desktop-today-decide-nothing = Rien à décider
    .hint = Toutes les livraisons ont de la marge, aucun conflit ferme n’est proche, aucune option n’arrive à échéance.
desktop-today-more = { $count ->
        [one] Montrer l’autre
       *[other] Montrer les { $count } autres
    }
desktop-today-less = Montrer moins
desktop-today-late = { $delivery } manqué
desktop-today-tight = { $delivery } presque sans marge
desktop-today-pad = PAD du { $date }
desktop-today-pad-episode = PAD ép. { $number } du { $date }
desktop-today-pad-task = échéance de « { $task } », le { $date },
desktop-today-last = « { $task } » finit le { $finish } ; { $driver }
desktop-today-driver-actual = déjà commencé
desktop-today-driver-booking = séance placée le { $start }
desktop-today-driver-room = séance placée en { $room } le { $start }
desktop-today-driver-link = suit « { $task } »
desktop-today-driver-group = suit le groupe « { $task } »
desktop-today-driver-date = retenu par une date
desktop-today-driver-now = rien n’est encore placé
desktop-today-clash-tag = conflit
desktop-today-option = { $when } en option
desktop-today-option-lapses = L’option tombe le { $at }
desktop-today-option-lapsed = L’option est tombée le { $at }
desktop-today-option-asked = { $challenger } attend une réponse avant le { $at }
desktop-today-option-silent = { $challenger } attendait une réponse avant le { $at }
desktop-today-option-tag = option
desktop-today-option-tag-lapsed = échue
desktop-today-option-tag-asked = réponse
desktop-today-unfinished = { $count ->
        [one] Une séance
       *[other] { $count } séances
    }
desktop-today-unfinished-what = { $count ->
        [one] terminée et pas encore marquée faite
       *[other] terminées et pas encore marquées faites
    }
desktop-today-unfinished-tag = à clore
desktop-today-go-plan = Voir le plan
desktop-today-go-clash = Solutions
desktop-today-go-option = Décider
desktop-today-go-finish = Marquer faites
desktop-today-go-spoken = { $action } : { $what }
desktop-today-finished-note = Séances marquées faites

# Salles du jour.
desktop-today-rooms-today = Salles aujourd’hui
desktop-today-rooms-on = Salles, { $date }
desktop-today-rooms-now = { $hours } · maintenant { $now }
desktop-today-rooms-nothing = Aucune salle n’est occupée ce jour-là
    .hint = Posez une séance : « Nouvelle séance », ou glissez sur le planning.
desktop-today-rooms-free = libres : { $rooms }
desktop-today-rooms-closed = fermées : { $rooms }
desktop-today-session-spoken = { $what }, { $room }, { $hours }, { $state }
desktop-today-session-clash = { $session }, en conflit
desktop-today-option-rank = option { $rank }
desktop-today-episode = ép. { $number }
desktop-today-row-spoken = { $count ->
        [one] { $room }, une séance
       *[other] { $room }, { $count } séances
    }
desktop-today-scroll = Défilement des salles

# Livraisons à venir.
desktop-today-deliveries = Livraisons à venir
desktop-today-deliveries-weeks = 6 semaines
desktop-today-deliveries-nothing = Aucune livraison dans les six semaines
desktop-today-delivery = { $title } · PAD
desktop-today-delivery-to = { $title } · PAD { $broadcaster }
desktop-today-delivery-episode = { $title } · PAD ép. { $number }
desktop-today-delivery-spoken = { $delivery }, le { $date }, marge { $float }

# Depuis hier.
desktop-today-since-yesterday = Depuis hier soir
desktop-today-since = Depuis { $day } soir
desktop-today-since-nothing = Rien n’a changé depuis.
desktop-today-since-all = Tout l’historique
desktop-today-since-loading = Lecture…
desktop-today-slips-remark = { $day } · { $count ->
        [0] rien à valider
        [one] { $count } à valider
       *[other] { $count } à valider
    }
desktop-today-slip-spoken = Bon de séance : { $room }, { $person }, { $hours }, { $state }
