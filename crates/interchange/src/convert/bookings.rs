//! Assignments become bookings: one for each task and stretch, with everybody who is on it.

use super::Conversion;
use super::resources::Identity;
use crate::findings::{fill, shown};
use model::{Booking, BookingId, BookingState, Kind, Place};
use std::collections::{BTreeMap, BTreeSet};
use units::NaiveDateTime;

/// Task, first and last moment.
type Session = (i64, NaiveDateTime, NaiveDateTime);

impl Conversion<'_> {
    pub(super) fn bookings(&mut self, resources: &BTreeMap<i64, Identity>) {
        let sessions = self.sessions(resources);
        let orders = self.orders(Kind::Booking, sessions.len());
        for (((task, start, end), identities), order) in sessions.into_iter().zip(orders) {
            let Some(task) = self.tasks.get(&task).copied() else { continue };
            for (room, others) in by_room(&identities) {
                let id = BookingId((self.mint)());
                let mut booking = Booking::new(id);
                booking.order = order.clone();
                booking.task = Some(task);
                booking.room = room;
                for identity in &others {
                    match identity {
                        Identity::Person(person) => drop(booking.people.insert(*person)),
                        Identity::Equipment(machine) => drop(booking.equipment.insert(*machine)),
                        Identity::Room(_) => {}
                    }
                }
                booking.start = Some(start);
                booking.end = Some(end);
                booking.state = self.options.bookings.clone();
                booking.rank = (booking.state == BookingState::Option).then_some(1);
                self.add(&booking, &Booking::new(id));
            }
        }
    }

    /// Who is on each task when. Assignments without dates have those of their task.
    fn sessions(
        &mut self,
        resources: &BTreeMap<i64, Identity>,
    ) -> BTreeMap<Session, Vec<Identity>> {
        let plan = self.plan;
        let tasks: BTreeMap<i64, _> = plan.tasks.iter().map(|task| (task.uid, task)).collect();
        let mut sessions: BTreeMap<Session, Vec<Identity>> = BTreeMap::new();
        for assignment in &plan.assignments {
            let identity = assignment.resource.and_then(|uid| resources.get(&uid));
            let (Some(identity), Some(task)) = (identity, tasks.get(&assignment.task)) else {
                continue;
            };
            let start = assignment.start.or(task.start);
            let end = assignment.finish.or(task.finish);
            match start.zip(end) {
                Some((start, end)) if start < end => {
                    sessions.entry((task.uid, start, end)).or_default().push(*identity);
                }
                _ => {
                    let place: &Place = &assignment.place;
                    fill(
                        self.findings.warn("import-booking-without-dates", place),
                        [("name", shown(&task.name))],
                    );
                }
            }
        }
        sessions
    }
}

/// A booking holds one room: several rooms make several bookings, of which the first has the
/// people and the machines.
fn by_room(identities: &[Identity]) -> Vec<(Option<model::RoomId>, Vec<Identity>)> {
    let rooms: BTreeSet<_> = identities
        .iter()
        .filter_map(|identity| match identity {
            Identity::Room(room) => Some(*room),
            Identity::Person(_) | Identity::Equipment(_) => None,
        })
        .collect();
    let mut rooms = rooms.into_iter();
    let first = (rooms.next(), identities.to_vec());
    std::iter::once(first).chain(rooms.map(|room| (Some(room), Vec::new()))).collect()
}
