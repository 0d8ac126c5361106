# The window: what all screens have in common. Each screen has a file, desktop-<screen>.ftl,
# and keys of its own, desktop-<screen>-…
# There is no Save button: what is shown as kept is on disk.

desktop-app-name = Raccord
desktop-window-title = { $facility } — Raccord

# Where to go.
desktop-nav = Navigation
desktop-nav-today = Today
desktop-nav-planning = Schedule
desktop-nav-clashes = Clashes
desktop-nav-productions = Productions
desktop-nav-more_productions = { $count ->
        [one] { $count } more…
       *[other] { $count } more…
    }
desktop-nav-house = Facility
desktop-nav-resources = Rooms and crew
desktop-nav-history = History
desktop-nav-settings = Settings
desktop-nav-back = Previous screen
desktop-nav-forward = Next screen
desktop-search = Go to a production, a room, a person…
    .spoken = Find a production, a room, a person, a task or a command
desktop-search-nothing = Nothing is called “{ $text }”
    .hint = Try the beginning of a name, or the name of a command.

# What to do.
desktop-undo = Undo
desktop-undo-what = Undo: { $what }
desktop-undone = Undone: { $what }
desktop-undo-nothing = Nothing to undo
desktop-redo = Redo
desktop-redo-what = Redo: { $what }
desktop-redone = Redone: { $what }
desktop-redo-nothing = Nothing to redo
desktop-add = Add
desktop-apply = Apply
desktop-cancel = Cancel
desktop-choose = Choose…
desktop-clear = Clear
desktop-close = Close
desktop-compare = Compare
desktop-copy = Copy
desktop-cut = Cut
desktop-delete = Delete
desktop-deleted = Deleted: { $what }
desktop-details = Details
desktop-duplicate = Duplicate
desktop-edit = Edit
desktop-export = Export
desktop-filter = Filter
desktop-help = Help
desktop-hide = Hide
desktop-import = Import
desktop-more = More actions
desktop-move = Move
desktop-new = New
desktop-next = Next
desktop-open = Open
desktop-paste = Paste
desktop-previous = Previous
desktop-print = Print
desktop-quit = Quit
desktop-rename = Rename
desktop-restore = Bring back
desktop-retry = Try again
desktop-select_all = Select all
desktop-show = Show
desktop-split = Split
desktop-why = Why

# The status line.
desktop-kept = Everything is kept on this machine
    .hint = No network is needed. Every change is on disk as soon as it is shown as kept.
desktop-keeping = Writing to disk…
desktop-not_kept = The last change is not on disk: { $cause }
    .hint = Check the free space and the permissions of the data folder, then try again.
desktop-read_only = Read only: { $reason }
    .hint = Everything can be read and printed, nothing can be changed.
desktop-busy = Under way: { $what }
desktop-progress = { $what }: { $done } of { $total }

# What is counted.
desktop-count-productions = { $count ->
        [one] { $count } production
       *[other] { $count } productions
    }
desktop-count-clashes = { $count ->
        [one] { $count } clash
       *[other] { $count } clashes
    }
desktop-count-bookings = { $count ->
        [one] { $count } booking
       *[other] { $count } bookings
    }
desktop-count-tasks = { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }
desktop-count-selected = { $count ->
        [one] { $count } selected
       *[other] { $count } selected
    }

# What is missing.
desktop-all = All
desktop-none = None
desktop-unnamed = Unnamed
desktop-unknown = Unknown
desktop-nothing = Nothing to show

# The languages, each in its own.
desktop-language = Language
desktop-language-fr = Français
desktop-language-en = English

# Keys, as they are engraved on the keyboard.
desktop-key-ctrl = Ctrl
desktop-key-shift = Shift
desktop-key-alt = Alt
desktop-key-enter = Enter
desktop-key-escape = Esc
desktop-key-delete = Del
desktop-key-backspace = Backspace
desktop-key-space = Space
desktop-key-tab = Tab
desktop-key-home = Home
desktop-key-end = End
desktop-key-page_up = Page Up
desktop-key-page_down = Page Down
desktop-key-up = Up
desktop-key-down = Down
desktop-key-left = Left
desktop-key-right = Right
