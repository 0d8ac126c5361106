# How dates, times, durations and answers are written.
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
# The month in letters: 03/04/2026 is another day on each side of the ocean.
format-date = { $day2 } { $month } { $year }
format-date-long = { $weekday } { $day } { $month } { $year }
format-time = { $hour2 }:{ $minute2 }
format-time-whole = { $hour2 }:00
format-date-time = { $date }, { $time }
format-week = Week { $number } ({ $year })
format-days = { $days } d
format-hours = { $hours } h
format-minutes = { $minutes } min
format-hours-minutes = { $hours } h { $minutes2 }
format-quoted = “{ $text }”
flag-yes = yes
flag-no = no
# Where a finding was made.
place-line = line { $number }
place-row = row { $number }
place-column = column { $column }
