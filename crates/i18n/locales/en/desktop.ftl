# The window: what all screens have in common. Each screen has a file, desktop-<screen>.ftl,
# and keys of its own, desktop-<screen>-…
# What to do.
desktop-close = Close
desktop-copy = Copy
desktop-delete = Delete
desktop-filter = Filter

# What is counted.
desktop-count-clashes = { $count ->
        [one] { $count } clash
       *[other] { $count } clashes
    }
desktop-count-tasks = { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }

# Keys, as they are engraved on the keyboard.
desktop-key-ctrl = Ctrl
desktop-key-shift = Shift
desktop-key-alt = Alt
desktop-key-enter = Enter
desktop-key-delete = Del

# The month that opens from a field of a date.
desktop-date-open = pick from the month
desktop-date-week = W
desktop-date-previous = Previous month
desktop-date-next = Next month
