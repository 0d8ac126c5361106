# Rooms, people, equipment, absences, affinities, rules of the house.
desktop-resources-title = Rooms and people
desktop-resources-rooms = Rooms
desktop-resources-people = People
desktop-resources-equipment = Equipment
desktop-resources-absences = Absences
desktop-resources-affinities = Affinities
desktop-resources-house = House
desktop-resources-new-room = New room
desktop-resources-new-person = New person
desktop-resources-new-equipment = New equipment
desktop-resources-new-absence = New absence
desktop-resources-new-affinity = New affinity
desktop-resources-new-holidays = New zone of holidays
desktop-resources-new-room-name = Unnamed room
desktop-resources-new-person-name = Unnamed person
desktop-resources-new-equipment-name = Unnamed equipment
desktop-resources-new-holidays-name = Unnamed zone
desktop-resources-filter = Filter the list
desktop-resources-paste-hint = Ctrl V adds rows copied from a spreadsheet: name, then kind or function.
desktop-resources-paste-cut = { $count ->
        [one] One row too many was not taken: 5,000 at once at most
       *[other] { $count } rows too many were not taken: 5,000 at once at most
    }
desktop-resources-paste-nothing = There is nothing to take in what was copied: one room or person a line, the name first.
desktop-resources-paste-kind = “{ $what }” is no kind of room; the room is added without
desktop-resources-paste-long = the name “{ $what }” is too long; its beginning is taken
desktop-resources-empty = The list is empty. Add something, or paste rows from a spreadsheet.
desktop-resources-not-found = Nothing passes this filter.
desktop-resources-show-all = Show all
desktop-resources-name = Name
desktop-resources-kind = Kind
desktop-resources-offers = Offers
desktop-resources-remark = Remark
desktop-resources-functions = Functions
desktop-resources-skills = Skills
desktop-resources-employment = Employment
desktop-resources-contact = Contact
desktop-resources-room = Room
desktop-resources-who = Who or what
desktop-resources-when = When
desktop-resources-director = Director
desktop-resources-person = Person
desktop-resources-rating = Affinity
desktop-resources-veto = veto: never proposed
desktop-resources-holidays = Public holidays of the next twelve months
desktop-resources-edit = Edit
desktop-resources-who-is-free = Who is free?
desktop-resources-anybody = Anybody
desktop-resources-when-hint = thursday afternoon, 26/11 14-18
desktop-resources-how-long = At least (2h, 1d)
desktop-resources-free-count = { $count ->
        [0] nobody
        [one] { $count } possibility
       *[other] { $count } possibilities
    }
desktop-resources-nobody-free = Nobody is free at that time. Try another day, or a shorter length.
desktop-resources-book = Book
desktop-resources-points = What a disturbance is worth, in points
desktop-resources-points-why = Ways out disturb as little as possible. Points count four times for a confirmed session, and more within ten days.
