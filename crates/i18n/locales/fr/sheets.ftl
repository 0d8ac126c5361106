# Spreadsheets. The sheet-format-* are number formats as spreadsheet files carry them.
sheet-format-date = dd/mm/yyyy
sheet-format-date-time = dd/mm/yyyy hh:mm
sheet-format-days = 0.00" j"
sheet-format-clock = [h]:mm
sheet-grid = Salles par semaine
sheet-no-room = Sans salle
sheet-option = option { $rank }
sheet-cut = Suite non écrite : une feuille ne va pas plus loin. Réduisez la période ou filtrez.
sheet-page = Page { $page } sur { $pages }
