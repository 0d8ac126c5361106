# What reading a file or a line of commands has to say: one message per code of `interchange`.

# -- Commands as JSON
command-not-json = { $reason ->
        [truncated] The line breaks off: it is no complete JSON object
       *[other] The line is no JSON
    }
    .hint = One object a line, for example "command": "add_room", "name": "Audi 2", between braces.
command-not-object = A command is a JSON object
    .hint = For example "command": "add_room", "name": "Audi 2", between braces.
command-line-too-long = The line is longer than { $limit } bytes
    .hint = Make several lines or groups of it.
command-group-too-long = A group holds { $limit } commands at most
    .hint = Make several groups of it.
command-unknown = There is no command “{ $name }”
    .hint = { $guess ->
        [no] “raccord help commands” lists them.
       *[other] Did you mean “{ $nearest }”?
    }
command-unknown-field = “{ $name }” has no field “{ $field }”
    .hint = { $guess ->
        [no] “raccord help commands” lists the fields.
       *[other] Did you mean “{ $nearest }”?
    }
command-without-name = “command” is missing
    .hint = “raccord help commands” lists the commands.
command-missing-field = “{ $field }” is missing in “{ $name }”
    .hint = “raccord help commands” shows an example.
command-wrong-type = “{ $field }” holds “{ $found }”; it wants { $expected }
    .hint = Correct the value.
command-unknown-choice = “{ $found }” is no word for “{ $field }”
    .hint = { $guess ->
        [no] Known words: { $known }.
       *[other] Did you mean “{ $nearest }”? Known words: { $known }.
    }
command-unknown-alias = Nothing is called “{ $alias }” so far
    .hint = { $guess ->
        [no] Define it first: "id": "{ $alias }" in an earlier command.
       *[other] Did you mean “{ $nearest }”?
    }
command-alias-taken = “{ $alias }” already stands for a record
    .hint = Take another alias.
command-text-too-long = “{ $field }” is longer than { $limit } characters
    .hint = Shorten it.
command-sets-nothing = This command sets no field
    .hint = Give at least one field.
command-anchor = A template is dated from one day: “forward_from” or “backward_from”
    .hint = Give exactly one of the two.
mismatch-commands = a list of commands

# -- Files
import-file-empty = The file is empty
    .hint = Check that it was copied whole.
import-file-too-large = The file holds { $bytes } bytes; { $limit } are read at most
    .hint = Export a part of it, or in another format.
import-unknown-format = The format of this file is not known
    .hint = Known formats: { $known }. Say which it is with --as.
import-more-findings = { $count } more findings are not shown
    .hint = Correct the first ones and read the file again.
import-too-many-records = The file holds more than { $limit } records; the rest is left out
    .hint = Export a part of it.
import-too-many-days = More than { $limit } days off; the rest is left out
    .hint = Shorten the recurring days.
text-damaged = Some letters are damaged ({ $encoding })
    .hint = Export the file again in UTF-8.
text-encoding-guessed = The encoding of the text was guessed: { $encoding }
    .hint = If accents look wrong, export in UTF-8.
xml-truncated = The file breaks off here; what came before was kept
    .hint = Copy or export it again.
xml-broken = The file is damaged here; what came before was kept
    .hint = Export it again.
xml-too-deep = Elements are nested too deeply; what came before was kept
    .hint = This is no plan that a planning program writes.
xml-doctype = The file defines a document type, which is passed over
    .hint = Nothing to do if names look right.
xml-entity = The entity “{ $name }” is not expanded
    .hint = Replace it in the file if a name lacks a part.
archive-damaged = The workbook is damaged and cannot be unpacked
    .hint = Open it in its program and save it again.
archive-too-many-entries = The archive lists more than { $limit } entries
    .hint = This is no workbook; export it again.
archive-entry-too-large = “{ $entry }” unpacks to more than { $limit } bytes
    .hint = Export only the sheet of the plan.
archive-packed-too-tightly = “{ $entry }” unpacks to more than { $limit } times its size
    .hint = This is no usual workbook; export it again.
workbook-unreadable = The workbook cannot be read: { $reason }
    .hint = Open it in its program and save it again as XLSX.
workbook-sheet-breaks-off = The sheet “{ $sheet }” breaks off here ({ $reason }); what came before was kept
    .hint = Open the workbook in its program and save it again.

# -- Plans
import-no-tasks = No task was found
    .hint = Check that this is the file of the plan.
import-name-cut = “{ $name }…” has { $length } characters and is cut to { $limit }
    .hint = Put the rest into a remark.
import-remark-cut = A remark of { $length } characters is cut to { $limit }
    .hint = Keep the rest elsewhere.
import-task-twice = A second task has the number { $number } and is left out
    .hint = Give it another number.
import-negative-duration = The duration “{ $found }” is negative and taken as nothing
    .hint = Give zero or more.
import-finish-before-start = “{ $name }” finishes before it starts
    .hint = Correct one of the two dates.
import-link-to-itself = Task { $from } follows itself; the link is left out
    .hint = Remove the link, or name another predecessor.
import-link-to-nothing = The link from { $from } to { $to } leads to no task that is taken; it is left out
    .hint = Check the number of the predecessor.
import-link-circle = The link from “{ $from }” to “{ $to }” closes a circle; it is left out
    .hint = Decide which of the tasks comes first.
import-milestone-with-work = “{ $name }” is a milestone with a duration; it is taken as a task
    .hint = Set the duration to nought if it is a date.
import-elapsed-duration = The duration of “{ $name }” is counted by the clock; its working part is taken
    .hint = Check its work.
import-constraint-loosened = The fixed date of “{ $name }” becomes “not before” or a deadline
    .hint = Pin its booking if it must not move.
import-constraint-left-out = A constraint of “{ $name }” is not known here and is left out
    .hint = Check its dates.
import-baseline-renumbered = Baseline { $from } exists already; it becomes number { $to }
    .hint = Nothing to do.
import-booking-without-dates = The assignment to “{ $name }” has no dates and becomes no booking
    .hint = Book it once the task has dates.
import-resource-unknown = “{ $name }” is no known room, person or machine; its work is taken without it
    .hint = Add it under this name, or let the import add unknown resources.
import-resource-added = “{ $name }” is added
    .hint = Complete its record.
import-resource-ambiguous = Several rooms, people or machines are called “{ $name }”; none is taken
    .hint = Tell their names apart, or book by hand.
import-resource-not-booked = “{ $name }” is a material or an expense and is not booked
    .hint = Nothing to do.
import-hours-overlap = The hours “{ $found }” overlap or are out of order; the day is taken as closed
    .hint = Correct them in the calendar.
import-exception-without-dates = The exception “{ $name }” has no dates and is left out
    .hint = Give it dates from 1990 to 2100.
import-exception-unknown-recurrence = The exception “{ $name }” recurs in a way that is not known; it is left out
    .hint = Enter its days one by one.
import-end-before-start = The end comes before the start; one day is taken
    .hint = Correct the dates.
import-worked-exception-left-out = “{ $name }” ({ $date }) has hours of its own, which are not taken
    .hint = Book on that day all the same if need be.
import-long-exception-left-out = “{ $name }” ({ $date }) lasts more than a year and is left out
    .hint = Enter an absence or a closure instead.
import-own-calendar-left-out = The own calendar “{ $name }” of a resource is not taken
    .hint = Enter its hours and absences with the person or the room.
import-calendar-hours-left-out = The hours of the calendar “{ $name }” differ from those of the house and are not taken
    .hint = Set hours with the house, the rooms or the people.
import-zone-added = The zone of holidays “{ $name }” is added with { $count } days
    .hint = Say who keeps it: the house, rooms or people.
import-zone-extended = The zone of holidays “{ $name }” gets the days off of the file ({ $count })
    .hint = Nothing to do.

# -- Microsoft Project XML
mspdi-bad-value = <{ $element }> holds “{ $found }”, which cannot be read; it is taken as empty
    .hint = Dates go from 1990 to 2100; correct the value in its program.
mspdi-unknown-link-kind = A link of kind { $found } is taken as finish to start
    .hint = Check the link.
mspdi-link-without-predecessor = A link names no predecessor and is left out
    .hint = Check the predecessors of the task.
mspdi-link-to-other-file = A link leads to another file and is left out
    .hint = Set a “not before” date instead.
mspdi-elapsed-percent = A lag in percent of elapsed time is taken in working time
    .hint = Check the lag.
mspdi-lag-rounded = A lag is rounded to whole minutes
    .hint = Nothing to do.

# -- Instances of plans (.sm, .rcp)
project-file-not-text = The file is no text
    .hint = Check that it is a PSPLIB or Patterson file, unpacked.
project-file-too-large = The file holds more than { $most } { $what }
    .hint = Solve a part of it.
project-file-ends-early = The file ends before the instance is complete
    .hint = Check that it was copied whole.
project-file-bad-number = “{ $found }” stands where a whole number from 0 to 1,000,000 is expected
    .hint = Correct the line.
project-file-unknown-activity = There is no activity { $found } here
    .hint = Activities are numbered from 1, one after the other.
project-file-too-much = “{ $found }” stands after the end of the instance
    .hint = Check the numbers of activities and resources in the first line.
project-file-no-instance = “{ $found }” stands where a new instance should begin
    .hint = Each begins with: instance NAME ACTIVITIES RESOURCES.
project-file-no-section = The section “{ $found }” is missing
    .hint = Check that it is a PSPLIB file of one mode.
project-file-rows = A section holds { $found } rows and not one for each activity
    .hint = Check that the file was copied whole.
project-file-modes = An activity has several modes
    .hint = Only instances of one mode are read.
project-file-nonrenewable = The instance has resources that are used up
    .hint = Only instances of renewable resources are read.

# -- Tables
sheet-one-column = No separator of columns was found
    .hint = Export with semicolons, commas or tabs.
sheet-without-headings = No row of headings was found with a name of tasks
    .hint = Say with --map which heading holds what, for example “Intitulé” → “name”.
sheet-columns-left-out = Columns that are not taken: { $columns }
    .hint = Say with --map what they hold, if need be.
sheet-row-without-name = The row has no name of a task and is left out
    .hint = Give it a name.
sheet-not-a-date = “{ $found }” is no date from 1990 to 2100
    .hint = Write 24/11/2026 or 2026-11-24.
sheet-not-a-time = “{ $found }” is no time of the day
    .hint = Write 14:30 or 14h30.
sheet-not-a-duration = “{ $found }” is no duration
    .hint = Write 5 d, 2.5 d, 8 h or 480.
sheet-not-a-percentage = “{ $found }” is no percentage from 0 to 100
    .hint = Write 40 %.
sheet-not-predecessors = “{ $found }” names no predecessors
    .hint = Write 4, 4FS+2d or 4;5.
sheet-months-first = Dates are read with the month first
    .hint = Use dates with the year first if this is wrong.
sheet-unit-guessed = Numbers without a unit are taken as { $unit ->
        [minutes] minutes
        [hours] hours
        [days] days
       *[other] { $unit }
    }
    .hint = Put the unit into the heading, for example “Duration (h)”.
sheet-too-large = The sheet is larger than { $rows } rows or { $cells } cells; the rest is left out
    .hint = Export only the rows of the plan.
sheet-too-wide = Columns beyond number { $limit } are left out
    .hint = Export only the columns of the plan.
mapping-not-an-object = The mapping is no JSON object from heading to word
    .hint = For example "Intitulé": "name", between braces.
mapping-unknown-word = “{ $found }” is no word for a column
    .hint = { $guess ->
        [no] Known words: { $known }.
       *[other] Did you mean “{ $nearest }”? Known words: { $known }.
    }

# -- iCalendar
ics-no-calendar = No calendar was found
    .hint = Check that the file begins with BEGIN:VCALENDAR.
ics-no-days = No day off was found
    .hint = Only events of whole days are taken.
ics-bad-line = The line “{ $found }” cannot be read and is passed over
    .hint = Nothing to do if the days look right.
ics-too-deep = Components are nested too deeply; what came before was kept
    .hint = Export the calendar again.
ics-end-without-begin = “{ $found }” ends without having begun
    .hint = Nothing to do if the days look right.
ics-not-closed = Something inside “{ $found }” was not closed
    .hint = Nothing to do if the days look right.
ics-breaks-off = The file breaks off inside “{ $found }”; what came before was kept
    .hint = Copy or export it again.
ics-event-without-start = The event “{ $name }” has no start and is left out
    .hint = Give it a date.
ics-bad-date = The event “{ $name }” has no date that can be read (“{ $found }”) and is left out
    .hint = Dates go from 1990 to 2100.
ics-timed-event-left-out = The event “{ $name }” has a time of the day; it is no day off and is left out
    .hint = Make it last whole days if it is one.
ics-cancelled-left-out = The event “{ $name }” is cancelled and left out
    .hint = Nothing to do.
ics-long-event-left-out = The event “{ $name }” lasts more than a year and is left out
    .hint = Shorten it.
ics-recurrence-cut = “{ $name }” comes again for ever; it is taken up to { $found }
    .hint = Import again later.
ics-recurrence-unknown = “{ $name }” comes again in a way that is not known ({ $found }); its first day is taken
    .hint = Enter the other days.
