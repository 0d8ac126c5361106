# Clashes of the plan. $resource, $first and $second are names given by the caller, $from and $to
# moments.

clash-kind-double_booking = Double booking
clash-kind-closed_hours = Outside hours
clash-kind-absence = Not available
clash-kind-capability = Not fit for the task
clash-kind-rest = Working time
clash-kind-turnaround = Turnaround
clash-kind-lag = Broken dependency
clash-kind-maximum_lag = Maximum lag exceeded
clash-kind-deadline = Missed deadline
clash-kind-expired_option = Expired option
clash-kind-same_as = Broken continuity
clash-kind-veto = Veto of the director
clash-kind-deleted_task = Deleted task
clash-kind-deleted_resource = Deleted room or person
clash-kind-cycle = Cycle
clash-kind-bad_dates = Impossible dates

clash-double_booking = “{ $resource }” is booked twice ({ $minutes }) between { $from } and { $to }: { $first } and { $second }
    .hint = Change the room or the time, or ask the option to confirm or release.
clash-closed_hours = { $reason ->
        [holiday] “{ $resource }”: { $minutes } on a day off, from { $from }
       *[hours] “{ $resource }”: { $minutes } outside its hours, from { $from }
    }
    .hint = Move the session, or accept overtime rates.
clash-absence = “{ $resource }” is not available for { $minutes } of the session, from { $from }
    .hint = See who is free then, or move the session.
clash-capability = { $reason ->
        [room_kind] “{ $resource }” is not fit: it takes “{ $room_kind }”
        [capabilities] “{ $resource }” does not offer: { $missing }
        [function] Nobody booked has the function “{ $function }”
       *[skills] “{ $resource }” does not master: { $missing }
    }
    .hint = Change the room or the person, or add the equipment that is missing.
clash-rest = { $reason ->
        [rest] “{ $resource }” has only { $minutes } of rest between two days of work (at least { $limit_minutes }), on { $to }
        [day] “{ $resource }” works { $minutes } in a day (at most { $limit_minutes }), from { $from }
       *[week] “{ $resource }” works { $minutes } in a week (at most { $limit_minutes }), from { $from }
    }
    .hint = Start later, shorten a session or give it to somebody else.
clash-turnaround = “{ $resource }”: only { $minutes } between two productions, on { $from }
    .hint = Shift one of the sessions.
clash-lag = { $second } starts or finishes too early ({ $minutes } of work) for { $first }
    .hint = Move the booking after { $to }, or review the link.
clash-maximum_lag = { $counted ->
        [elapsed] { $second } starts or finishes too late (by { $minutes } on the clock) after { $first }
       *[working] { $second } starts or finishes too late (by { $minutes } of work) after { $first }
    }
    .hint = Bring the two closer, with { $second } by { $from } at the latest, or look at the maximum lag of the link again.
clash-deadline = { $first } finishes on { $to }, after its deadline of { $from } (late by { $minutes } of working time)
    .hint = Work in parallel, add people, or ask for another date.
clash-expired_option = { $reason ->
        [answer_by] Challenged option without an answer for { $since_minutes }
       *[expires] Option expired for { $since_minutes }
    }
    .hint = Confirm or release it.
clash-same_as = { $reason ->
        [room] The tasks “{ $word }” must be done in the same room
       *[person] The tasks “{ $word }” must be done by the same person
    }
    .hint = Book the same room and person, or separate the tasks.
clash-veto = The director does not wish to work with “{ $resource }”
    .hint = Propose somebody else.
clash-deleted_task = The task of this booking was deleted
    .hint = Release the booking or attach it to another task.
clash-deleted_resource = The room, person or equipment of this booking was deleted
    .hint = Choose another one.
clash-cycle = { $count ->
        [one] A task waits for itself: { $first }
       *[other] { $count } tasks wait for each other, { $first } among them
    }; they have no dates
    .hint = Delete one of the links of the cycle.
clash-bad_dates = { $reason ->
        [missing] Booking without a start or an end
        [reversed] The booking ends before it starts
        [too_long] The booking lasts more than two years; only its first days count
        [no_day] No working day between start and end of the booking
       *[outside] The booking is more than ten years away
    }
    .hint = Correct the dates.

clash-finish-of-group = A link to the finish of a group has no effect on dates
    .hint = Link the last task of the group instead.
clash-contrary-lags = “{ $from }” → “{ $to }”: the maximum lag is less than the lag, so that no date is right
    .hint = Make the maximum lag longer or take it out.
clash-too-many = Too many clashes on this resource: the list is cut
    .hint = Check whether bookings were imported more than once.
