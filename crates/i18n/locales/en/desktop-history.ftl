# The screen of the history, and the plan of a past moment.
desktop-history-remark = { $shown } of { $of }
desktop-history-list = List of changes
desktop-history-search = Search the history
desktop-history-search-hint = Word, title, person…
desktop-history-filter-production = Filter by production
desktop-history-filter-person = Filter by person
desktop-history-filter-kind = Filter by sort of record
desktop-history-filter-period = Filter by period
desktop-history-all-productions = All productions
desktop-history-all-people = Everybody
desktop-history-all-kinds = All records
desktop-history-all-periods = All dates
desktop-history-period-today = Today
desktop-history-period-yesterday = Since yesterday
desktop-history-period-week = Last 7 days
desktop-history-period-month = Last 30 days
desktop-history-clear = Show all
desktop-history-loading = Reading the history…
desktop-history-nothing = No change
    .hint = All that is written here or received from another machine will show, with its author and the values before.
desktop-history-none-shown = No change passes these filters
    .hint = Choose a longer period, or clear the text.
desktop-history-unknown-person = another machine
desktop-history-shared = House
desktop-history-and-more = { $names } and { $count } more
desktop-history-row-spoken = { $when }, { $who }, { $what }, { $where }
desktop-history-detail-by = { $who }, { $when }
desktop-history-no-value = empty
desktop-history-deleted = Deletion
desktop-history-deleted-yes = deleted
desktop-history-deleted-no = there
desktop-history-born = created
desktop-history-only-order = Put elsewhere among its neighbours
desktop-history-more-records = { $count ->
        [one] and another record
       *[other] and { $count } other records
    }
desktop-history-show = Show
desktop-history-whole = Its whole history
desktop-history-show-spoken = Show: { $what }
desktop-history-record-nothing = No value was written
desktop-history-revisit = See the plan at that moment
desktop-history-revisit-before = Just before
desktop-history-go-to = See a past moment…
desktop-history-go = See it

# The plan of a past moment.
desktop-history-past-title = Plan as of { $moment }
desktop-history-past-moment = Moment to look at
desktop-history-past-hint = 12 Nov 14:00, yesterday, −3d…
desktop-history-past-future = That moment has not passed yet
desktop-history-past-back = Back to today
desktop-history-past-back-key = Esc
desktop-history-past-loading = Putting the plan together…
desktop-history-past-same = Nothing has moved since
    .hint = Dates, sessions and rooms were what they are. Choose an earlier moment.
desktop-history-past-unchanged = { $count ->
        [0] every production has changed
        [one] one production unchanged
       *[other] { $count } productions unchanged
    }
desktop-history-past-productions = Productions that have changed
desktop-history-past-new = new since
desktop-history-past-gone = deleted since
desktop-history-past-sessions = Sessions: { $what }
desktop-history-past-moved = { $count } changed
desktop-history-past-added = { $count } added
desktop-history-past-removed = { $count } removed
desktop-history-past-tab-tasks = Tasks ({ $count })
desktop-history-past-tab-bookings = Sessions ({ $count })
desktop-history-past-tab-since = Changes since
desktop-history-past-tab-rooms = Rooms
desktop-history-past-delivery = Delivery
desktop-history-past-finish = End of the plan
desktop-history-past-float = Float
desktop-history-past-then = Then
desktop-history-past-now = Today
desktop-history-past-shift = Shift
desktop-history-past-task = Task
desktop-history-past-booking = Session
desktop-history-past-was-added = added
desktop-history-past-was-removed = removed
desktop-history-past-no-tasks = No date of a task has changed
desktop-history-past-no-bookings = No session has changed
desktop-history-past-row-spoken = { $what }: then { $then }, today { $now }, { $shift }
desktop-history-past-production-spoken = { $title }: { $what }
desktop-history-past-tables = Comparison
desktop-history-past-previous = Previous day
desktop-history-past-next = Next day

# What was done, in a few words: did-<command>, did-<command>-<record>.
desktop-history-did-add-booking = { $count ->
        [one] a session added
       *[other] { $count } sessions added
    }
desktop-history-did-add-task = { $count ->
        [one] a task added
       *[other] { $count } tasks added
    }
desktop-history-did-add-link = { $count ->
        [one] a dependency added
       *[other] { $count } dependencies added
    }
desktop-history-did-add-production = { $count ->
        [one] a production added
       *[other] { $count } productions added
    }
desktop-history-did-add-episode = { $count ->
        [one] an episode added
       *[other] { $count } episodes added
    }
desktop-history-did-add-baseline = { $count ->
        [one] a baseline added
       *[other] { $count } baselines added
    }
desktop-history-did-add-attachment = { $count ->
        [one] one attachment added
       *[other] { $count } attachments added
    }
desktop-history-did-set-attachment = { $count ->
        [one] one attachment changed
       *[other] { $count } attachments changed
    }
desktop-history-did-delete-attachment = { $count ->
        [one] one attachment removed
       *[other] { $count } attachments removed
    }
desktop-history-did-restore-attachment = { $count ->
        [one] one attachment restored
       *[other] { $count } attachments restored
    }
desktop-history-did-add-variant = { $count ->
        [one] one variant added
       *[other] { $count } variants added
    }
desktop-history-did-add-room = { $count ->
        [one] a room added
       *[other] { $count } rooms added
    }
desktop-history-did-add-equipment = { $count ->
        [one] a machine added
       *[other] { $count } machines added
    }
desktop-history-did-add-person = { $count ->
        [one] a person added
       *[other] { $count } people added
    }
desktop-history-did-add-absence = { $count ->
        [one] an absence added
       *[other] { $count } absences added
    }
desktop-history-did-add-holiday_zone = { $count ->
        [one] a zone of holidays added
       *[other] { $count } zones of holidays added
    }
desktop-history-did-add-affinity = { $count ->
        [one] an affinity added
       *[other] { $count } affinities added
    }
desktop-history-did-add-cost_rate = { $count ->
        [one] an hourly cost added
       *[other] { $count } hourly costs added
    }
desktop-history-did-add-house = { $count ->
       *[other] house rules added
    }
desktop-history-did-set-booking = { $count ->
        [one] a session changed
       *[other] { $count } sessions changed
    }
desktop-history-did-set-task = { $count ->
        [one] a task changed
       *[other] { $count } tasks changed
    }
desktop-history-did-set-link = { $count ->
        [one] a dependency changed
       *[other] { $count } dependencies changed
    }
desktop-history-did-set-production = { $count ->
        [one] a production changed
       *[other] { $count } productions changed
    }
desktop-history-did-set-episode = { $count ->
        [one] an episode changed
       *[other] { $count } episodes changed
    }
desktop-history-did-set-baseline = { $count ->
        [one] a baseline changed
       *[other] { $count } baselines changed
    }
desktop-history-did-set-variant = { $count ->
        [one] one variant changed
       *[other] { $count } variants changed
    }
desktop-history-did-set-room = { $count ->
        [one] a room changed
       *[other] { $count } rooms changed
    }
desktop-history-did-set-equipment = { $count ->
        [one] a machine changed
       *[other] { $count } machines changed
    }
desktop-history-did-set-person = { $count ->
        [one] a person changed
       *[other] { $count } people changed
    }
desktop-history-did-set-absence = { $count ->
        [one] an absence changed
       *[other] { $count } absences changed
    }
desktop-history-did-set-holiday_zone = { $count ->
        [one] a zone of holidays changed
       *[other] { $count } zones of holidays changed
    }
desktop-history-did-set-affinity = { $count ->
        [one] an affinity changed
       *[other] { $count } affinities changed
    }
desktop-history-did-set-cost_rate = { $count ->
        [one] an hourly cost changed
       *[other] { $count } hourly costs changed
    }
desktop-history-did-set-house = { $count ->
       *[other] house rules changed
    }
desktop-history-did-delete-booking = { $count ->
        [one] a session deleted
       *[other] { $count } sessions deleted
    }
desktop-history-did-delete-task = { $count ->
        [one] a task deleted
       *[other] { $count } tasks deleted
    }
desktop-history-did-delete-link = { $count ->
        [one] a dependency deleted
       *[other] { $count } dependencies deleted
    }
desktop-history-did-delete-production = { $count ->
        [one] a production deleted
       *[other] { $count } productions deleted
    }
desktop-history-did-delete-episode = { $count ->
        [one] an episode deleted
       *[other] { $count } episodes deleted
    }
desktop-history-did-delete-baseline = { $count ->
        [one] a baseline deleted
       *[other] { $count } baselines deleted
    }
desktop-history-did-delete-variant = { $count ->
        [one] one variant dropped
       *[other] { $count } variants dropped
    }
desktop-history-did-delete-room = { $count ->
        [one] a room deleted
       *[other] { $count } rooms deleted
    }
desktop-history-did-delete-equipment = { $count ->
        [one] a machine deleted
       *[other] { $count } machines deleted
    }
desktop-history-did-delete-person = { $count ->
        [one] a person deleted
       *[other] { $count } people deleted
    }
desktop-history-did-delete-absence = { $count ->
        [one] an absence deleted
       *[other] { $count } absences deleted
    }
desktop-history-did-delete-holiday_zone = { $count ->
        [one] a zone of holidays deleted
       *[other] { $count } zones of holidays deleted
    }
desktop-history-did-delete-affinity = { $count ->
        [one] an affinity deleted
       *[other] { $count } affinities deleted
    }
desktop-history-did-delete-cost_rate = { $count ->
        [one] an hourly cost deleted
       *[other] { $count } hourly costs deleted
    }
desktop-history-did-delete-house = { $count ->
       *[other] house rules deleted
    }
desktop-history-did-restore-booking = { $count ->
        [one] a session restored
       *[other] { $count } sessions restored
    }
desktop-history-did-restore-task = { $count ->
        [one] a task restored
       *[other] { $count } tasks restored
    }
desktop-history-did-restore-link = { $count ->
        [one] a dependency restored
       *[other] { $count } dependencies restored
    }
desktop-history-did-restore-production = { $count ->
        [one] a production restored
       *[other] { $count } productions restored
    }
desktop-history-did-restore-episode = { $count ->
        [one] an episode restored
       *[other] { $count } episodes restored
    }
desktop-history-did-restore-baseline = { $count ->
        [one] a baseline restored
       *[other] { $count } baselines restored
    }
desktop-history-did-restore-variant = { $count ->
        [one] one variant restored
       *[other] { $count } variants restored
    }
desktop-history-did-restore-room = { $count ->
        [one] a room restored
       *[other] { $count } rooms restored
    }
desktop-history-did-restore-equipment = { $count ->
        [one] a machine restored
       *[other] { $count } machines restored
    }
desktop-history-did-restore-person = { $count ->
        [one] a person restored
       *[other] { $count } people restored
    }
desktop-history-did-restore-absence = { $count ->
        [one] an absence restored
       *[other] { $count } absences restored
    }
desktop-history-did-restore-holiday_zone = { $count ->
        [one] a zone of holidays restored
       *[other] { $count } zones of holidays restored
    }
desktop-history-did-restore-affinity = { $count ->
        [one] an affinity restored
       *[other] { $count } affinities restored
    }
desktop-history-did-restore-cost_rate = { $count ->
        [one] an hourly cost restored
       *[other] { $count } hourly costs restored
    }
desktop-history-did-restore-house = { $count ->
       *[other] house rules restored
    }
desktop-history-did-move_booking = { $count ->
        [one] a session moved
       *[other] { $count } sessions moved
    }
desktop-history-did-split_booking = { $count ->
        [one] a session split
       *[other] { $count } sessions split
    }
desktop-history-did-copy_booking = { $count ->
        [one] a session copied
       *[other] { $count } sessions copied
    }
desktop-history-did-change_booking = { $count ->
        [one] a session: new status
       *[other] { $count } sessions: new status
    }
desktop-history-did-place_task = { $count ->
        [one] a task placed
       *[other] { $count } tasks placed
    }
desktop-history-did-move_task = { $count ->
        [one] a task moved
       *[other] { $count } tasks moved
    }
desktop-history-did-take_baseline = { $count ->
        [one] a baseline taken
       *[other] { $count } baselines taken
    }
desktop-history-did-take_variant = { $count ->
        [one] one variant taken into the plan
       *[other] { $count } variants taken into the plan
    }
desktop-history-did-create_production = { $count ->
        [one] production created
       *[other] { $count } productions created
    }
desktop-history-did-add-slip = { $count ->
        [one] one session slip begun
       *[other] { $count } session slips begun
    }
desktop-history-did-set-slip = { $count ->
        [one] one session slip filled in
       *[other] { $count } session slips filled in
    }
desktop-history-did-delete-slip = { $count ->
        [one] one session slip deleted
       *[other] { $count } session slips deleted
    }
desktop-history-did-restore-slip = { $count ->
        [one] one session slip restored
       *[other] { $count } session slips restored
    }
desktop-history-did-add-accepted_slip = { $count ->
        [one] one session accepted
       *[other] { $count } sessions accepted
    }
desktop-history-did-set-accepted_slip = { $count ->
        [one] one accepted slip corrected
       *[other] { $count } accepted slips corrected
    }
desktop-history-did-delete-accepted_slip = { $count ->
        [one] one slip reopened
       *[other] { $count } slips reopened
    }
desktop-history-did-restore-accepted_slip = { $count ->
        [one] one slip accepted again
       *[other] { $count } slips accepted again
    }
desktop-history-did-hand_in_slip = { $count ->
        [one] one slip handed in
       *[other] { $count } slips handed in
    }
desktop-history-did-accept_slip = { $count ->
        [one] one slip accepted
       *[other] { $count } slips accepted
    }
desktop-history-did-keep_accepted_slip = { $count ->
        [one] one accepted slip kept
       *[other] { $count } accepted slips kept
    }
desktop-history-did-reopen_slip = { $count ->
        [one] one slip reopened
       *[other] { $count } slips reopened
    }
desktop-history-did-add-publication = { $count ->
        [one] one publication to the client
       *[other] { $count } publications to the client
    }
desktop-history-did-set-publication = { $count ->
        [one] one publication changed
       *[other] { $count } publications changed
    }
desktop-history-did-delete-publication = { $count ->
        [one] one publication withdrawn
       *[other] { $count } publications withdrawn
    }
desktop-history-did-restore-publication = { $count ->
        [one] one publication brought back
       *[other] { $count } publications brought back
    }
desktop-history-did-add-answer = { $count ->
        [one] one answer of the client
       *[other] { $count } answers of the client
    }
desktop-history-did-set-answer = { $count ->
        [one] one answer changed
       *[other] { $count } answers changed
    }
desktop-history-did-delete-answer = { $count ->
        [one] one answer withdrawn
       *[other] { $count } answers withdrawn
    }
desktop-history-did-restore-answer = { $count ->
        [one] one answer brought back
       *[other] { $count } answers brought back
    }
desktop-history-did-publish = { $count ->
        [one] one publication to the client
       *[other] { $count } publications to the client
    }
desktop-history-did-answer = { $count ->
        [one] one answer of the client
       *[other] { $count } answers of the client
    }
