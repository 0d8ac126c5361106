# Spreadsheets. The sheet-format-* are number formats as spreadsheet files carry them.
sheet-format-date = dd mmm yyyy
sheet-format-date-time = dd mmm yyyy hh:mm
sheet-format-days = 0.00" d"
sheet-format-clock = [h]:mm
sheet-grid = Rooms by week
sheet-no-room = No room
sheet-option = hold { $rank }
sheet-cut = The rest is not written: a sheet goes no further. Take a shorter period or filter.
sheet-page = Page { $page } of { $pages }
