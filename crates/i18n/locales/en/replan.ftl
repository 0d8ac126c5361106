# What happens: event-<word>.
event-rushes_late = “{ $production }”: rushes late, “{ $task }” waits until { $at }
event-notes_late = “{ $production }”: the client’s notes are late, “{ $task }” waits until { $at }
event-absent = { $resource }: away until { $at }
event-room_down = { $resource }: not available until { $at }
event-overrun = “{ $production }”: { $minutes } of “{ $task }” remain
event-relock = “{ $production }”: locked again, to be redone: { $task }
event-qc_refused = “{ $production }”: quality control refused, { $minutes } to redo on “{ $task }”
event-delivery_moved = “{ $production }”: delivery on { $at }
event-clash = Clash

# What a way out does: way-<word>.
way-absorb = Absorb it in the margin
way-ask_date = Move nothing and ask for another date
way-slide = Let what follows slide
way-advance = Bring sessions forward
way-rooms = Exchange rooms
way-people = { $count ->
    [none] Change people
    [one] { $people } comes in
    [many] { $people } and { $others } others come in
   *[other] { $people } come in
}
way-together = { $count ->
    [none] Share the work with a second person
    [many] Share the work with { $people } and { $others } others
   *[other] Share the work with { $people }
}
way-overtime = { $hours ->
    [saturday] Work on Saturday
    [evening] Work in the evening
    [longer] Longer days
   *[mixed] Saturday, evening or longer days
} ({ $overtime_minutes })
way-start_anyway = Begin on what has been received

# Why a session does not stay where it was: why-<word>.
why-waits = waits for “{ $other }”, possible from { $at }
why-precedes = has to come before “{ $other }”, by { $at }
why-follows = cannot come so long after “{ $other }”: by { $at } at the latest
why-leads = “{ $other }” cannot come so long after it: not before { $at }
why-deadline = so that “{ $other }” is in time, on { $at }
why-busy = { $resource } is taken by “{ $other }” until { $at }
why-closed = { $resource } is not available before { $at }
why-not_before = what it needs is not there before { $at }
why-hours = outside working hours there
why-rule = rest, length of work or the time between productions forbids it
why-better = nothing was against it: all in all it is better
# A session that was only thought of and has to be held.
way-option = to be held as an option
# Options to look after: those of others, and those that run out before the session.
way-others_option = “{ $name }” is an option of “{ $production }”: to be asked for before it is moved
way-option_ends = “{ $name }”: the option runs out on { $at }, to be confirmed before
way-because = “{ $booking }”: { $why }

replan-instance = The plan cannot be worked out again ({ $problem })
    .hint = A circle of dependencies, or a plan beyond measure: see Clashes.
replan-too-large = Too many sessions and tasks to plan again ({ $count }, at most { $limit })
    .hint = Archive the productions that are delivered, then try again.

# A date that nothing can save, and why: obstacle-<word>.
impossible = { $count ->
    [none] “{ $name }” cannot be finished on { $at }: the work alone takes longer
   *[other] “{ $name }” cannot be finished on { $at }, whatever is moved: { $because }
}
obstacle-begins = “{ $other }” does not begin before { $at }
obstacle-order = “{ $second }” waits for “{ $other }”
obstacle-stays = “{ $other }” is under way or pinned
obstacle-closed = { $resource } is not available
