//! Bookings: a session of work with its room, its people, its machines.
//!
//! What states a booking may go through is decided here; whether it clashes with others is
//! `schedule`'s to tell. A clash never forbids a booking: it is shown.

use crate::choice::choices;
use crate::record::record;
use crate::{BookingId, EquipmentId, PersonId, RoomId, TaskId, TimeSpan, Value, Values};
use std::collections::BTreeSet;
use units::{NaiveDateTime, Zone, format_date_time};

/// A daily window of a booking over several days.
pub type Window = TimeSpan;

choices! {
    /// How firm a booking is.
    pub enum BookingState {
        /// A thought; it holds nothing.
        Idea = "idea",
        /// Held with a rank; the first rank goes before the second.
        Option = "option",
        /// Firm.
        Confirmed = "confirmed",
        /// Being worked.
        InProgress = "in_progress",
        /// Worked.
        Done = "done",
        /// Called off.
        Cancelled = "cancelled",
        /// Given back to whoever is next.
        Released = "released",
    }
    absent Idea
}

choices! {
    /// Which days a booking over several days takes.
    pub enum BookingDays {
        /// Days on which the house works.
        Working = "working",
        /// Those, and Saturdays that are no holidays.
        WithSaturdays = "with_saturdays",
        /// Every day.
        Every = "every",
    }
    absent Working
}

record! {
    /// A session, or the same session day after day.
    ///
    /// A booking of less than 24 hours is one stretch from `start` to `end`. A longer one takes,
    /// on each of its days, the stretch of `window`, cut at `start` and `end`.
    pub struct Booking(BookingId) {
        /// The task worked on.
        task: Option<TaskId>,
        /// The room.
        room: Option<RoomId>,
        /// The people.
        people: BTreeSet<PersonId>,
        /// The machines booked by themselves.
        equipment: BTreeSet<EquipmentId>,
        /// First moment on the wall clock.
        start: Option<NaiveDateTime>,
        /// First moment after it.
        end: Option<NaiveDateTime>,
        /// Whose wall; the house's if not stated.
        zone: Option<Zone>,
        /// Daily window; from the first to the last working hour of the house if not stated.
        window: Option<Window>,
        /// Which days it takes.
        days: BookingDays,
        /// How firm it is.
        state: BookingState,
        /// Rank of an option: 1, 2, 3.
        rank: Option<i64>,
        /// When the option lapses.
        expires: Option<NaiveDateTime>,
        /// The booking whose holder asks for an answer.
        challenged_by: Option<BookingId>,
        /// When the challenged option lapses without an answer.
        answer_by: Option<NaiveDateTime>,
        /// It stays where it is when others are moved.
        pinned: bool,
        /// A short remark.
        remark: String,
    }
}

/// What people do to a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookingVerb {
    /// Hold it as an option of a rank, until a moment or for good.
    Hold {
        /// 1, 2 or 3.
        rank: i64,
        /// When it lapses.
        expires: Option<NaiveDateTime>,
    },
    /// Make it firm.
    Confirm,
    /// Work has begun.
    Begin,
    /// Work is finished.
    Finish,
    /// Call it off.
    Cancel,
    /// Give it back.
    Release,
    /// The holder of a lower rank asks this one to confirm or release.
    Challenge {
        /// The booking that asks.
        by: BookingId,
        /// When the answer is due.
        answer_by: NaiveDateTime,
    },
}

/// What a verb does to a booking, or why it cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transition {
    /// The values to set.
    To(Values),
    /// The verb makes no sense in this state.
    Refused {
        /// The state it is in.
        state: BookingState,
        /// The verb's word.
        verb: &'static str,
    },
}

impl BookingState {
    /// Does it hold its room and people, as an option or firmly?
    pub fn holds(&self) -> bool {
        matches!(
            self,
            Self::Option | Self::Confirmed | Self::InProgress | Self::Done | Self::Other(_)
        )
    }

    /// Is it firm?
    pub fn is_firm(&self) -> bool {
        matches!(self, Self::Confirmed | Self::InProgress | Self::Done)
    }

    /// How firm a copy of a booking is: as firm, but nothing of it has been worked, and what was
    /// called off is only a thought again.
    pub fn of_copy(&self) -> Self {
        match self {
            Self::InProgress | Self::Done => Self::Confirmed,
            Self::Cancelled | Self::Released => Self::Idea,
            Self::Idea | Self::Option | Self::Confirmed | Self::Other(_) => self.clone(),
        }
    }
}

impl Booking {
    /// A booking like this one under another identifier, from a moment on; it keeps its length on
    /// the wall clock. Nobody has challenged it, and it is not pinned.
    pub fn copied(&self, id: BookingId, start: NaiveDateTime) -> Self {
        let length = self.start.zip(self.end).map(|(start, end)| end - start);
        Self {
            id,
            start: Some(start),
            end: length.and_then(|length| start.checked_add_signed(length)),
            state: self.state.of_copy(),
            challenged_by: None,
            answer_by: None,
            pinned: false,
            ..self.clone()
        }
    }
}

impl BookingVerb {
    /// Its word in commands and messages.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Hold { .. } => "hold",
            Self::Confirm => "confirm",
            Self::Begin => "begin",
            Self::Finish => "finish",
            Self::Cancel => "cancel",
            Self::Release => "release",
            Self::Challenge { .. } => "challenge",
        }
    }

    /// What the verb does to a booking in a state.
    pub fn on(&self, state: &BookingState) -> Transition {
        use BookingState as S;
        let to = |state: BookingState| Transition::To(settled(&state));
        match (self, state) {
            (
                Self::Hold { rank, expires },
                S::Idea | S::Option | S::Confirmed | S::Cancelled | S::Released,
            ) if (1..=3).contains(rank) => {
                let mut values = settled(&S::Option);
                values.insert("rank".into(), Value::Integer(*rank));
                values.insert(
                    "expires".into(),
                    expires.map_or(Value::Nothing, |moment| Value::Text(format_date_time(moment))),
                );
                Transition::To(values)
            }
            (Self::Confirm, S::Idea | S::Option | S::Confirmed) => to(S::Confirmed),
            (Self::Begin, S::Confirmed | S::InProgress) => to(S::InProgress),
            (Self::Finish, S::Confirmed | S::InProgress | S::Done) => to(S::Done),
            (Self::Cancel, S::Idea | S::Option | S::Confirmed | S::InProgress | S::Cancelled) => {
                to(S::Cancelled)
            }
            (Self::Release, S::Option | S::Confirmed | S::Released) => to(S::Released),
            (Self::Challenge { by, answer_by }, S::Option) => Transition::To(Values::from([
                ("challenged_by".into(), Value::Text(by.to_string())),
                ("answer_by".into(), Value::Text(format_date_time(*answer_by))),
            ])),
            (verb, state) => Transition::Refused { state: state.clone(), verb: verb.key() },
        }
    }
}

/// The values of a booking that goes to a state: rank, expiry and challenge are over.
fn settled(state: &BookingState) -> Values {
    use crate::Choice;
    let ended = ["rank", "expires", "challenged_by", "answer_by"]
        .map(|key| (key.to_owned(), Value::Nothing));
    let mut values = Values::from(ended);
    values.insert("state".into(), Value::from(state.key()));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_cannot_be_called_off() {
        assert!(matches!(
            BookingVerb::Cancel.on(&BookingState::Done),
            Transition::Refused { verb: "cancel", .. }
        ));
    }

    #[test]
    fn confirming_an_option_ends_its_rank_and_its_challenge() {
        let Transition::To(values) = BookingVerb::Confirm.on(&BookingState::Option) else {
            panic!("an option can be confirmed")
        };
        assert_eq!(values["state"], Value::from("confirmed"));
        assert_eq!(values["rank"], Value::Nothing);
        assert_eq!(values["challenged_by"], Value::Nothing);
    }

    #[test]
    fn there_is_no_fourth_option() {
        let hold = BookingVerb::Hold { rank: 4, expires: None };
        assert!(matches!(hold.on(&BookingState::Idea), Transition::Refused { .. }));
    }
}
