# The planning: rooms, people or productions over time, by hand.
desktop-planning-name = Sessions, row by row
desktop-planning-rooms = Rooms
desktop-planning-people = People
desktop-planning-productions = Productions
desktop-planning-day = Day
desktop-planning-three-weeks = 3 weeks
desktop-planning-quarter = Quarter
desktop-planning-back = Earlier
desktop-planning-forth = Later
desktop-planning-today = Today
desktop-planning-load = { $load }% taken

# What is looked for.
desktop-planning-find = Search the planning
desktop-planning-find-hint = Production, task, room, person…
desktop-planning-all-productions = All productions
desktop-planning-all-rooms = All rooms
desktop-planning-all-states = All states
desktop-planning-only-clashes = Clashes only
desktop-planning-found = { $found } of { $all }
desktop-planning-show-all = Show all
desktop-planning-nothing-found = No session matches these filters
    .hint = Search for fewer words, or show all.

# What is missing.
desktop-planning-no-room = No room
desktop-planning-nobody = Nobody
desktop-planning-no-function = No function
desktop-planning-no-rooms = No rooms yet
    .hint = Enter the rooms and people of the house: the planning will have a row for each.
    .do = Rooms and people
desktop-planning-no-people = Nobody yet
desktop-planning-no-productions = No productions yet
    .hint = A production brings its tasks, from a template or a file; they are then placed in rooms.

# The bars.
desktop-planning-option = Option { $rank }
desktop-planning-clashing = clashes
desktop-planning-closed = Closed
desktop-planning-would-clash = Clash
desktop-planning-refused = Not possible
desktop-planning-worked = A session that is done does not move
desktop-planning-tie-from-start = Link from the start
desktop-planning-tie-from-end = Link from the end
desktop-planning-scroll = Rows in view
desktop-planning-sessions = { $count ->
        [one] { $count } session
       *[other] { $count } sessions
    }
desktop-planning-others = { $reason } (+ { $count })
desktop-planning-to-row = → { $row }

# The form of a session.
desktop-planning-new-booking = New session
desktop-planning-choose-hint = Type a name, or choose with ↓
desktop-planning-unknown = Nothing of that name: choose from the list
desktop-planning-production-missing = For which production?
desktop-planning-to-book = { $work } left
desktop-planning-free = free
desktop-planning-taken = taken
desktop-planning-work-fits = { $work }, no clash
desktop-planning-end-before-start = The end comes before the start
desktop-planning-create = Create
desktop-planning-drop = Drop

# The menu of a session.
desktop-planning-menu = Actions
desktop-planning-confirm = Confirm
desktop-planning-release = Release
desktop-planning-cancel = Cancel the session
desktop-planning-split = Split here
desktop-planning-split-keys = S
desktop-planning-split-nowhere = This session is too short to be split there
desktop-planning-duplicate = Duplicate
desktop-planning-duplicate-keys = Ctrl D
desktop-planning-pin = Pin
desktop-planning-unpin = Unpin
desktop-planning-open-production = Open “{ $title }”
desktop-planning-new-here = New session here
