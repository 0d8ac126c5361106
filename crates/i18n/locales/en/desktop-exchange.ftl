# Files in and out.
desktop-exchange-import = Import
desktop-exchange-choose = Files to import
desktop-exchange-reading = Reading…
desktop-exchange-into = Into which production
desktop-exchange-new-production = A new production
desktop-exchange-columns = Columns (headings in row { $row })
desktop-exchange-columns-of = Columns of “{ $sheet }” (headings in row { $row })
desktop-exchange-clean = Nothing odd in this file
desktop-exchange-findings = { $count ->
        [one] One remark
       *[other] { $count } remarks
    }
desktop-exchange-nothing = Nothing to import in these files. Raccord reads MS Project XML, XLSX, CSV and iCalendar.
desktop-exchange-keep = Import
desktop-exchange-cancel = Cancel
desktop-exchange-column-number = Number
desktop-exchange-column-outline = Level
desktop-exchange-column-group = Group
desktop-exchange-column-name = Name of the task
desktop-exchange-column-start = Start
desktop-exchange-column-finish = Finish
desktop-exchange-column-half_day = Half day
desktop-exchange-column-start_time = Start time
desktop-exchange-column-end_time = End time
desktop-exchange-column-duration = Duration
desktop-exchange-column-remaining = Remaining
desktop-exchange-column-percent = Progress
desktop-exchange-column-predecessors = Predecessors
desktop-exchange-column-rooms = Rooms
desktop-exchange-column-people = People
desktop-exchange-column-deadline = Deadline
desktop-exchange-column-milestone = Milestone
desktop-exchange-column-remark = Remark
desktop-exchange-column-ignore = Leave aside
