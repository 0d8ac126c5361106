# The screen of a production: head, list of steps with its chart, sessions, sheet, dialogues.

# Tabs.
desktop-production-tab-plan = Schedule
desktop-production-tab-sessions = Bookings
desktop-production-tab-sheet = Details
desktop-production-tab-files = Files
desktop-production-files-add = Attach a file…
desktop-production-files-adding = Under way…
desktop-production-files-drop = or drop them here; 256 MiB at most each
desktop-production-files-none = No file yet: signed quote, MHL, technical sheet…
desktop-production-files-to-open = Open
desktop-production-files-open = Open “{ $name }”
desktop-production-files-to-save = Save…
desktop-production-files-save = Save “{ $name }”…
desktop-production-files-to-remove = Remove
desktop-production-files-remove = Remove “{ $name }”
desktop-production-files-saved = Saved
desktop-production-files-not-shown = The file cannot be opened: { $cause }
desktop-production-tab-changes = History
desktop-production-read-only = Read only

# Head and figures.
desktop-production-directed-by = dir. { $name }
desktop-production-broadcast-by = for { $name }
desktop-production-delivery = Delivery
desktop-production-no-delivery = Not set
desktop-production-margin = float { $float }
desktop-production-finish-planned = Planned finish
desktop-production-slip = { $slip } from version
desktop-production-on-plan = as in the version
desktop-production-progress = Progress
desktop-production-percent = { $percent }%
desktop-production-left = { $work } left
desktop-production-booked = Booked
desktop-production-to-book = to book: { $work }
desktop-production-clashes = Clashes
desktop-production-errors = { $count ->
        [one] { $count } to solve
       *[other] { $count } to solve
    }
desktop-production-warnings = { $count ->
        [one] { $count } to look at
       *[other] { $count } to look at
    }
desktop-production-no-clash = nothing to solve
desktop-production-days = { $days } d

# Versions of the schedule.
desktop-production-versions = Versions: { $name }
desktop-production-no-version = none
desktop-production-no-version-yet = No version has been frozen yet. “Freeze the schedule” keeps today’s dates under a name: from then on you see what slips.
desktop-production-compare-with = Compare with
desktop-production-compare-nothing = Do not compare
desktop-production-version-number = version { $number }
desktop-production-delete-version = Delete the version { $name }
desktop-production-take-version = Freeze the schedule
desktop-production-take-version-why = Today’s dates are kept under this name. A grey line under each bar recalls them, and the “Slip” column says what has moved.
desktop-production-version-name = Name of the version
desktop-production-version-name-missing = Give it a name, such as “Signed” or “Amendment 1”
desktop-production-version-of = Schedule of { $date }
desktop-production-take = Freeze

# Tools.
desktop-production-step = Step
desktop-production-place-short = Place…
desktop-production-view = View
desktop-production-fit = Fit
desktop-production-today = Today
desktop-production-zoom-in = Zoom in
desktop-production-zoom-out = Zoom out
desktop-production-critical-only = Critical path only
desktop-production-show-links = Links
desktop-production-show-floats = Floats behind bars
desktop-production-show-signed = Frozen version under bars
desktop-production-fold-all = Collapse all groups
desktop-production-columns = Columns

# Columns.
desktop-production-column-number = No.
desktop-production-column-number-long = Number
desktop-production-column-name = Step
desktop-production-column-work = Days
desktop-production-column-work-long = Days of work
desktop-production-column-remaining = Left
desktop-production-column-remaining-long = Work left
desktop-production-column-start = Start
desktop-production-column-finish = Finish
desktop-production-column-float = Float
desktop-production-column-predecessors = Pred.
desktop-production-column-predecessors-long = Predecessors
desktop-production-column-deadline = Deadline
desktop-production-column-booked = Booked
desktop-production-column-slip = Slip
desktop-production-column-slip-long = Slip from the version
desktop-production-column-who = Who · where
desktop-production-column-width = Width of the column { $column }

# List and chart.
desktop-production-list = List of steps
desktop-production-chart = Chart of steps
desktop-production-scroll = Scroll the steps
desktop-production-fold = Collapse or show { $group }
desktop-production-legend = red outline: critical path · grey line: frozen version · dragging a bar shows what becomes of the delivery · Enter or F2: type into a cell
desktop-production-done = { $percent }% done
desktop-production-critical = critical path
desktop-production-clash = in a clash
desktop-production-float-of = Float of { $task }: { $float }
desktop-production-deadline-of = Deadline of { $task }: { $date }
desktop-production-would-clash = in a clash
desktop-production-cannot = not possible
desktop-production-tie-from-start = Link from the start
desktop-production-tie-from-end = Link from the end

# What becomes of the delivery during a gesture.
desktop-production-ahead-delivery = delivery { $days }
desktop-production-ahead-finish = finish { $days }
desktop-production-ahead-float = float { $float }
desktop-production-sessions-follow = { $count ->
        [one] its session follows
       *[other] its { $count } sessions follow
    }
desktop-production-sessions-decide = Its sessions decide when it starts: move the whole bar, or the session.
desktop-production-is-begun = Begun on { $moment }: it can no longer be moved.

# What is typed, and how it is understood.
desktop-production-name-missing = A step needs a name
desktop-production-name-missing-hint = Type a name, or press Esc to keep the old one.
desktop-production-name-too-long = This name is too long: 200 characters at most
desktop-production-echo-milestone = A milestone, without work
desktop-production-echo-remaining-as-planned = All the planned work is left
desktop-production-echo-no-date = Without a set date
desktop-production-echo-begun = Begun on { $moment }
desktop-production-echo-finished = Finished on { $moment }
desktop-production-echo-not-before = Not before { $moment }
desktop-production-echo-moved = { $count ->
        [one] Moved to { $moment }, with its session
       *[other] Moved to { $moment }, with its { $count } sessions
    }
desktop-production-echo-until = Until { $moment }: { $work }
desktop-production-echo-deadline = To be finished by { $moment }
desktop-production-before-start = The step begins on { $moment }: it cannot finish before
desktop-production-before-start-hint = Type a later date, or change its start first.
desktop-production-cycle-hint = Choose a step that does not wait for this one already.

# What is done to steps.
desktop-production-add = New step
desktop-production-add-milestone = New milestone
desktop-production-new-step = New step
desktop-production-new-milestone = New milestone
desktop-production-new-group = New group
desktop-production-delete = Delete
desktop-production-duplicate = Duplicate
desktop-production-group = Group
desktop-production-indent = Put into the group above
desktop-production-outdent = Take out of the group
desktop-production-up = Move up
desktop-production-down = Move down
desktop-production-begin = Begins now
desktop-production-finish = Finished now
desktop-production-set-deadline = Set a deadline…
desktop-production-place = Place in a room…
desktop-production-links = Links
desktop-production-outermost = This step is in no group
desktop-production-already-first = It is the first already
desktop-production-already-last = It is the last already
desktop-production-nothing-before = There is no step above to make a group of
desktop-production-no-group-of-booked = The step above is a milestone or has sessions: it cannot become a group. Use “Group”.
desktop-production-nothing-selected = Choose steps first

# Links.
desktop-production-lag-hint = +2d, -4h, 50%
desktop-production-most-hint = 5d, 2ed
desktop-production-delete-link = Delete the link

# Placing a step.
desktop-production-place-title = Place “{ $task }”
desktop-production-place-left = Left to book: { $left } · booked already: { $booked }
desktop-production-place-from = From
desktop-production-place-room = Room
desktop-production-place-person = Person
desktop-production-place-looking = Looking for free rooms and people…
desktop-production-place-nothing-left = All the work of this step is booked already.
desktop-production-place-no-room = No room of this kind is free for long enough.
desktop-production-place-nobody = This step asks for nobody in particular.
desktop-production-place-without-room = Without a room
desktop-production-place-free = free
desktop-production-place-together = works on it already
desktop-production-place-missing = lacks { $what }
desktop-production-place-load = load { $percent }%
desktop-production-place-book = Book
desktop-production-nothing-to-place = Nothing to place: these are groups, milestones or steps that are booked already

# Pasting a table.
desktop-production-paste-title = Paste { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
desktop-production-paste-reading = Reading the rows…
desktop-production-paste-summary = { $added ->
        [one] { $added } new step
       *[other] { $added } new steps
    } · { $changed ->
        [one] { $changed } changed
       *[other] { $changed } changed
    } · { $same ->
        [one] { $same } unchanged
       *[other] { $same } unchanged
    }
desktop-production-paste-nothing = There is nothing to take in what was copied.
desktop-production-paste-nothing-hint = Copy rows of a spreadsheet, one step a row, its name in the first column or under a heading “Step”.
desktop-production-paste-columns = Columns: { $columns }
desktop-production-paste-line = Row { $line }, { $column }
desktop-production-paste-line-alone = Row { $line }
desktop-production-paste-no-name = no name: row left out
desktop-production-paste-problems = { $count ->
        [one] { $count } cell left out
       *[other] { $count } cells left out
    }
desktop-production-paste-more = and { $count } more
desktop-production-paste-too-many = Beyond { $most } rows, import the file instead: the rest is left out.
desktop-production-paste-take = Add to the schedule

# Sessions and history.
desktop-production-session-when = When
desktop-production-session-step = Step
desktop-production-session-room = Room
desktop-production-session-people = With
desktop-production-session-work = Work
desktop-production-no-sessions = No session
desktop-production-no-sessions-why = Choose a step in the Schedule tab, then “Place…”: a room and a person who are free are proposed.

# The sheet.
desktop-production-sheet-what = The production
desktop-production-sheet-whom = For whom, with whom
desktop-production-sheet-when = Dates
desktop-production-episodes = Episodes
desktop-production-episode = Episode { $number }
desktop-production-add-episode = Add an episode
desktop-production-delete-episode = Delete episode { $number }
desktop-production-title-missing = A production needs a title
desktop-production-too-long = { $longest } characters at most
desktop-production-date-hint = 12/11/2026, Monday, +3w
desktop-production-runtime-hint = 90 min
desktop-production-new-person = “{ $name }” will be a new person

# A new production, an empty schedule.
desktop-production-new = New production
desktop-production-create = Create the production
desktop-production-incomplete = Something above is still missing
desktop-production-template = Template of steps
desktop-production-no-template = No template
desktop-production-no-template-why = The schedule will begin empty: steps are added one by one, pasted from a spreadsheet or imported.
desktop-production-template-steps = { $count ->
        [one] { $count } step
       *[other] { $count } steps
    }
desktop-production-episode-count = Number of episodes
desktop-production-episode-count-wrong = A number from 1 to 200
desktop-production-forward = From the rushes
desktop-production-backward = Back from the delivery
desktop-production-first-rushes = First rushes
desktop-production-delivery-due = Delivery due
desktop-production-delivered-on = Delivery: { $date }
desktop-production-begins-on = Begins at the latest: { $date }
desktop-production-begins-in-the-past = That day has passed: the delivery would be late.
desktop-production-date-missing = This date is still missing
desktop-production-empty = This schedule is empty
desktop-production-empty-why = Take the steps of a template, add them one by one, paste them from a spreadsheet or import a file.
desktop-production-apply-template = Apply the template
desktop-production-first-step = Add a step
desktop-production-languages-hint = French, English
