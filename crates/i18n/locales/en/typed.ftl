# What is typed and not understood: what is wrong, and what can be typed.
typed-empty = Nothing is written
    .hint = Type a value, or Esc to change nothing.
typed-too-long = This text is too long: “{ $text }…”
    .hint = It was probably pasted by mistake.

typed-date = “{ $text }” is not a date
    .hint = Type for example 12/11 (12 November), 12 Nov, Monday, +3d or w48.
typed-no-such-day = There is no { $day } { $month } { $year }
    .hint = That month ends on day { $days }.
typed-no-such-day-number = No month has a day { $day }
    .hint = Type a day from 1 to 31, or a date such as 12/11.
typed-no-such-month = There is no month { $number }
    .hint = The day comes first, then the month: 12/11 is 12 November.
typed-no-such-week = There is no week { $week } in { $year }
    .hint = Weeks go from 1 to 52 or 53; the first one holds 4 January.
typed-other-weekday = The day of the week and the date disagree: it would be { $date }
    .hint = Correct one of them, or type the date alone.
typed-too-far = This date is too far away for a plan
    .hint = Years go from 1990 to 2100.
typed-time = “{ $text }” is not a time
    .hint = Type for example 9:00, 9:30, 2pm, 14h or 930.
typed-no-such-time = There is no { $hour }:{ $minute }
    .hint = Hours go from 0 to 23 (1 to 12 with am or pm), minutes from 0 to 59.
typed-moment = “{ $text }” is neither a date nor a time
    .hint = Type for example 12/11 9:30, tomorrow 2pm or Monday.

typed-work = “{ $text }” is not a duration
    .hint = Type for example 3d, 2.5d, 4h30, 90min or 2w; a number alone counts days.
typed-work-negative = A duration cannot be negative: “{ $text }”
    .hint = Type the duration without its sign.
typed-work-too-long = This duration is too long
    .hint = 9,999 days at most.
typed-no-length-of-day = It is not known how many hours make a day
    .hint = Type the duration in hours, for example 16h.

typed-money = “{ $text }” is not an amount of money
    .hint = Type for example 32.50, 32,5 € or €1,340.
typed-money-negative = An amount cannot be negative here: “{ $text }”
    .hint = Type the amount without its sign.
typed-money-decimals = An amount has two decimals at most: “{ $text }”
    .hint = Cents follow the point; thousands are written 1340 or 1,340.50.
typed-money-currency = Amounts are in euros for now: “{ $text }”
    .hint = Type the amount in euros, with or without €.
typed-money-too-much = This amount is too large
    .hint = Check the digits and the point.

typed-lag = “{ $text }” is not a lag
    .hint = Type for example 2d, -4h, 50%; 2ed counts nights and weekends too.
typed-predecessors = “{ $text }” is not a list of predecessors
    .hint = Type numbers of the list: 4, 4FS+2d, 3SS, 5FF-1d; with semicolons between them.
typed-no-such-task = No task has the number { $text }
    .hint = Numbers are those of the first column.
typed-predecessor-twice = Task { $number } is named twice
    .hint = Keep one of the two.

typed-hours = “{ $text }” is not a list of hours
    .hint = Type for example 9:00-18:00, 9h-13h 14h-18h, 22h-6h, or “closed”.
typed-hours-overlap = These hours overlap or are out of order: “{ $text }”
    .hint = Type them in order; only the last stretch may pass midnight.

typed-stretch = “{ $text }” is not a stretch of time
    .hint = Type for example Thursday afternoon, 26/11 2pm-6pm, 21/12 to 24/12 or w49.
typed-stretch-backwards = This stretch ends before it begins: “{ $text }”
    .hint = Type the beginning first, then the end.
