# Ways out of what happens, beside the planning.
desktop-ways-hint = { $count ->
    [0] Nothing is written until you apply
    [one] 1 way out · nothing is written until you apply
   *[other] { $count } ways out · nothing is written until you apply
}
desktop-ways-close = Close
desktop-ways-searching = Searching for better ways out
desktop-ways-stop = Stop
desktop-ways-apply = Apply { $letter }
desktop-ways-compare = Compare
desktop-ways-apply-hint = Applied in one step that can be undone. Those concerned see it when they next synchronise.
desktop-ways-summary = { $moved ->
    [0] No session moved
    [one] 1 session moved
   *[other] { $moved } sessions moved
}{ $confirmed ->
    [0] {""}
    [one] {" "}· 1 confirmed
   *[other] {" "}· { $confirmed } confirmed
}{ $added ->
    [0] {""}
    [one] {" "}· 1 added
   *[other] {" "}· { $added } added
}
desktop-ways-spoken = { $title }, { $cost }, { $summary }, { $dates }
desktop-ways-dates-kept = dates kept
desktop-ways-late = +{ $days } d → { $date }
desktop-ways-kept = in time, { $date }
desktop-ways-date-of = { $name }: { $dates }
desktop-ways-unpriced = { $count ->
    [one] The hourly cost of somebody or of a room is not known
   *[other] { $count } hourly costs are not known
}
desktop-ways-why = Why
desktop-ways-bends = To be accepted
desktop-ways-calls = To be told
desktop-ways-moves = Sessions
desktop-ways-more = and { $count } more, on the planning
desktop-ways-added = new, { $place }
desktop-ways-unplaced = no place found, stays on { $place }
desktop-ways-row-dates = Delivery
desktop-ways-row-cost = Extra cost
desktop-ways-row-moved = Sessions touched
desktop-ways-row-confirmed = of which confirmed
desktop-ways-row-overtime = Extra hours
desktop-ways-row-calls = To be told
desktop-ways-row-bends = To be accepted
desktop-ways-form = Something unforeseen
desktop-ways-what = What happens
desktop-ways-event-rushes_late = Rushes late
desktop-ways-event-absent = Technician away
desktop-ways-event-room_down = Room or machine not available
desktop-ways-event-overrun = Overrun
desktop-ways-event-delivery_moved = Delivery moved
desktop-ways-event-notes_late = Client’s notes late
desktop-ways-event-relock = Picture reopened after lock
desktop-ways-event-qc_refused = Quality control refused
desktop-ways-room-or-machine = Room or machine
desktop-ways-until = Available from
desktop-ways-from = From
desktop-ways-to = Until
desktop-ways-remaining = Work that remains
desktop-ways-again = Work to be redone
desktop-ways-work-hint = 2d, 12h
desktop-ways-date = New date
desktop-ways-find = Search ways out
desktop-ways-drop = Drop
desktop-ways-missing = First choose what is concerned.
desktop-ways-all = All ways out
desktop-ways-others = Also move confirmed sessions of other productions
