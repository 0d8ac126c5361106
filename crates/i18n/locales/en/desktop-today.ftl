# The screen of the day.
desktop-today-remark = { $week } · { $productions } · { $rooms }
desktop-today-productions = { $count ->
        [0] no production at work
        [one] { $count } production at work
       *[other] { $count } productions at work
    }
desktop-today-rooms-in-use = { $count ->
        [0] none of { $of } rooms in use
       *[other] { $count } of { $of } rooms in use
    }
desktop-today-rooms-none = no room yet
desktop-today-previous = Previous day
desktop-today-next = Next day
desktop-today-back = Today
desktop-today-print = Print the door sheets
desktop-today-new-booking = New session

# To decide.
desktop-today-decide = To decide
desktop-today-decide-order = { $count } · what threatens a delivery first
desktop-today-begin = To begin with
desktop-today-begin-rooms = Add rooms and people
desktop-today-begin-rooms-why = one by one, or pasted from a spreadsheet: the name, then the kind or the function
desktop-today-begin-production = Create a production
desktop-today-begin-production-why = its schedule runs backward from the delivery, or forward from the first rushes
desktop-today-begin-import = Import a schedule
desktop-today-begin-import-why = MS Project XML, spreadsheet or calendar; nothing is kept before it was shown
desktop-today-begin-done = done
desktop-today-decide-nothing = Nothing to decide
    .hint = Every delivery has float, no firm clash is near, no option is about to lapse.
desktop-today-more = { $count ->
        [one] Show the other one
       *[other] Show the other { $count }
    }
desktop-today-less = Show fewer
desktop-today-late = { $delivery } missed
desktop-today-tight = { $delivery } with hardly any float
desktop-today-pad = Delivery of { $date }
desktop-today-pad-episode = Delivery of ep. { $number } on { $date }
desktop-today-pad-task = Deadline of “{ $task }” on { $date }
desktop-today-last = “{ $task }” finishes on { $finish }; { $driver }
desktop-today-driver-actual = already begun
desktop-today-driver-booking = session booked on { $start }
desktop-today-driver-room = session booked in { $room } on { $start }
desktop-today-driver-link = follows “{ $task }”
desktop-today-driver-group = follows the group “{ $task }”
desktop-today-driver-date = held back by a date
desktop-today-driver-now = nothing is placed yet
desktop-today-clash-tag = clash
desktop-today-option = { $when } as an option
desktop-today-option-lapses = The option lapses on { $at }
desktop-today-option-lapsed = The option lapsed on { $at }
desktop-today-option-asked = { $challenger } wants an answer by { $at }
desktop-today-option-silent = { $challenger } wanted an answer by { $at }
desktop-today-option-tag = option
desktop-today-option-tag-lapsed = lapsed
desktop-today-option-tag-asked = answer due
desktop-today-unfinished = { $count ->
        [one] One session
       *[other] { $count } sessions
    }
desktop-today-unfinished-what = { $count ->
       *[other] over and not yet marked as done
    }
desktop-today-unfinished-tag = to close
desktop-today-go-plan = See the plan
desktop-today-go-clash = Ways out
desktop-today-go-option = Decide
desktop-today-go-finish = Mark as done
desktop-today-go-spoken = { $action }: { $what }
desktop-today-finished-note = Sessions marked as done

# Rooms of the day.
desktop-today-rooms-today = Rooms today
desktop-today-rooms-on = Rooms, { $date }
desktop-today-rooms-now = { $hours } · now { $now }
desktop-today-rooms-nothing = No room is in use on that day
    .hint = Book a session: “New session”, or drag on the planning.
desktop-today-rooms-free = free: { $rooms }
desktop-today-rooms-closed = closed: { $rooms }
desktop-today-session-spoken = { $what }, { $room }, { $hours }, { $state }
desktop-today-session-clash = { $session }, clashes
desktop-today-option-rank = option { $rank }
desktop-today-episode = ep. { $number }
desktop-today-row-spoken = { $count ->
        [one] { $room }, one session
       *[other] { $room }, { $count } sessions
    }
desktop-today-scroll = Scrolling of the rooms

# Deliveries to come.
desktop-today-deliveries = Deliveries to come
desktop-today-deliveries-weeks = 6 weeks
desktop-today-deliveries-nothing = No delivery within six weeks
desktop-today-delivery = { $title } · delivery
desktop-today-delivery-to = { $title } · delivery to { $broadcaster }
desktop-today-delivery-episode = { $title } · delivery of ep. { $number }
desktop-today-delivery-spoken = { $delivery }, on { $date }, float { $float }

# Since yesterday.
desktop-today-since-yesterday = Since last evening
desktop-today-since = Since { $day } evening
desktop-today-since-nothing = Nothing has changed since.
desktop-today-since-all = All of the history
desktop-today-since-loading = Reading…
desktop-today-slips-remark = { $day } · { $count ->
        [0] nothing to accept
        [one] { $count } to accept
       *[other] { $count } to accept
    }
desktop-today-slip-spoken = Session slip: { $room }, { $person }, { $hours }, { $state }
