# What somebody has points for in the ranking for a task: rank-<word>.
rank-skills = Skills: { $asked ->
    [none] none asked for
   *[other] { $lacking ->
        [none] all of them
       *[other] { $missing } missing
    }
}
rank-availability = Availability: { $free_minutes } of { $wanted_minutes }{ $outside ->
    [none] { "" }
   *[other] , and { $outside_minutes } outside their hours
}
rank-hours = Legal working hours: { $left_minutes } left of { $limit_minutes }
rank-cost = Hourly cost: { $hourly ->
    [unknown] not known, counted as half
   *[other] { $hourly }
}
rank-director = Sessions with the director: { $sessions ->
    [none] none
   *[other] { $sessions }
}
rank-rating = The director’s opinion: { $rating ->
    [unknown] nothing said
   *[other] { $rating } of 5
}
rank-continuity = Continuity: { $known ->
    [task] already on the task
    [production] already on the production
   *[none] not on the production yet
}
rank-languages = Languages: { $asked ->
    [none] none is asked for
   *[other] { $lacking ->
        [none] all of them
       *[other] { $languages } is missing
    }
}
rank-travel = Way to work: { $far ->
    [some] comes from { $from }
   *[other] none to speak of
}

# Why somebody is not proposed: rank-excluded-<word>.
rank-excluded-veto = the director’s veto
rank-excluded-absent = away at that time
rank-excluded-no_function = not in this function
