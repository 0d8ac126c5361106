//! Calendars of people and rooms as iCalendar files.
