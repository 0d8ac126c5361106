//! How a way out of a clash is carried into effect: as commands, like all else people do.

use super::proposals::{Proposal, Remedy};
use crate::occupation::MOST_DAYS;
use crate::report::Report;
use model::{BookingVerb, Command, FieldValue, Kind, Subject};
use units::NaiveDateTime;

impl Report {
    /// The commands that carry a way out into effect, together one step to undo; none if its
    /// booking is gone. A challenge is to be answered by the end of the next day on which the house
    /// works.
    pub fn commands_of(&self, proposal: &Proposal) -> Vec<Command> {
        let Proposal { production, booking: id, remedy } = *proposal;
        let plan = self.document(production);
        let Some(booking) = plan.and_then(|plan| plan.bookings.get(&id)) else {
            return Vec::new();
        };
        let set = |field: &str, value| Command::Set {
            subject: Subject::planned(production, Kind::Booking, id),
            values: [(field.to_owned(), value)].into(),
        };
        let change = |verb| Command::ChangeBooking { production, booking: id, verb };
        vec![match remedy {
            Remedy::Room(room) => set("room", room.write()),
            Remedy::Person { from, to } => {
                let mut people = booking.people.clone();
                from.map(|from| people.remove(&from));
                people.insert(to);
                set("people", people.write())
            }
            Remedy::Slide(start) => Command::MoveBooking { production, booking: id, start },
            Remedy::Challenge(by) => {
                change(BookingVerb::Challenge { by, answer_by: self.next_evening() })
            }
            Remedy::Confirm => change(BookingVerb::Confirm),
            Remedy::Release => change(BookingVerb::Release),
        }]
    }

    /// The end of the next day on which the house works.
    fn next_evening(&self) -> NaiveDateTime {
        let today = self.time.civil(self.now).date();
        let mut later = today.iter_days().skip(1).take(MOST_DAYS);
        let next = later.find(|date| self.time.works_on(*date));
        self.time.civil(self.time.end_of_day(next.unwrap_or(today)))
    }
}
