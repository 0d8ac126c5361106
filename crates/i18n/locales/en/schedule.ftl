# Genre templates and floors; public holidays.

template-does-not-fit = The steps of the template “{ $template }” do not fit into { $years } years
    .hint = Check the hours of the house and the number of episodes.
template-too-many-episodes = The production has { $count } episodes; a template is laid out for { $most } at most
    .hint = Split the series into several productions, one per season for instance.
template-later-than-delivery = The steps of the template lead to { $finish }, after the delivery promised for { $delivery }
    .hint = Begin earlier, shorten steps, or change the delivery date.
template-earlier-than-start = To deliver in time, work must begin on { $needed }, before the start planned for { $start }
    .hint = Begin earlier, shorten steps, or change the delivery date.
schedule-beyond-horizon = “{ $name }” goes beyond { $until }: its dates are not worked out any further
    .hint = Check the work of the task, its earliest start and its links.
below-floor = { $step }: { $work_minutes } planned, less than the floor of the genre ({ $floor_minutes }){ $episode ->
        [none] { "" }
       *[other] , episode { $episode }
    }
    .hint = Plan more, or have the director and the editor confirm this delay.

# Public holidays
holiday-new_year = New Year’s Day
holiday-easter_monday = Easter Monday
holiday-labour_day = Labour Day
holiday-victory_1945 = Victory in 1945
holiday-ascension = Ascension Day
holiday-whit_monday = Whit Monday
holiday-national_day = Bastille Day
holiday-assumption = Assumption Day
holiday-all_saints = All Saints’ Day
holiday-armistice_1918 = Armistice of 1918
holiday-christmas = Christmas Day
holiday-good_friday = Good Friday
holiday-second_christmas_day = St Stephen’s Day
holiday-slavery_abolition = Abolition of slavery
holiday-citizenship_day = Citizenship Day
holiday-arrival_of_the_gospel = Arrival of the Gospel
holiday-autonomy_day = Autonomy Day
holiday-matarii = Matāri’i
holiday-saint_peter_chanel = Saint Peter Chanel
holiday-saints_peter_and_paul = Saints Peter and Paul
holiday-territory_day = Territory Day
