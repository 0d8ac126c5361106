//! The planning: sessions on rooms, people and productions, by pointer and by keyboard.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Pos2, Role, Theme, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use model::{Booking, BookingId, BookingState, ProductionId};
use raccord::desktop::PlanningSpan;
use std::sync::Arc;
use units::format_date_time;

const NONE: Modifiers = Modifiers::NONE;

fn planning() -> Window {
    planning_as(Wanted::default())
}

fn planning_as(wanted: Wanted) -> Window {
    let mut window = Window::demo_as(wanted);
    window.keys(NONE, Key::F6);
    window
}

impl Window {
    /// The middle of what has this in its name.
    fn middle(&self, name: &str) -> Pos2 {
        self.harness.get_by_label_contains(name).rect().center()
    }

    /// A place on a row: so many working days after Monday, in the span of three weeks.
    fn ground(&self, row: &str, days: f32) -> Pos2 {
        let row = self.harness.get_by_label_contains(row).rect();
        let body = self.harness.get_by_role(Role::Group).rect();
        // A weekend is 0.84 of a day wide.
        let weekends = (days / 5.0).floor() * 0.84;
        egui::pos2(body.left() + (days + weekends) * body.width() / 17.52, row.center().y)
    }

    /// Presses at a place, goes to another in a few steps, and stays there.
    fn drag(&mut self, from: Pos2, to: Pos2) {
        self.harness.hover_at(from);
        self.harness.step();
        self.harness.drag_at(from);
        self.harness.step();
        for part in [0.2_f32, 0.6, 1.0] {
            self.harness.hover_at(from + (to - from) * part);
            self.harness.step();
        }
    }

    fn drop_at(&mut self, at: Pos2) {
        self.harness.drop_at(at);
        self.harness.step();
        self.settle();
    }

    fn drag_and_drop(&mut self, from: Pos2, to: Pos2) {
        self.drag(from, to);
        self.drop_at(to);
    }

    /// All bookings of all plans.
    fn bookings(&self) -> Vec<(ProductionId, Arc<Booking>)> {
        let snapshot = self.snapshot();
        let plans = snapshot.plans.iter();
        plans
            .flat_map(|(id, plan)| plan.bookings.values().map(|booking| (*id, booking.clone())))
            .collect()
    }

    fn booking(&self, id: BookingId) -> Arc<Booking> {
        let found = self.bookings().into_iter().find(|(_, booking)| booking.id == id);
        found.unwrap().1
    }

    /// The booking that is there now and was not before.
    fn new_booking(&self, before: &[(ProductionId, Arc<Booking>)]) -> Arc<Booking> {
        let known = |id: BookingId| before.iter().any(|(_, booking)| booking.id == id);
        let mut new: Vec<_> =
            self.bookings().into_iter().filter(|(_, booking)| !known(booking.id)).collect();
        assert_eq!(new.len(), 1);
        new.remove(0).1
    }

    /// The booking of a room that begins at a moment.
    fn booking_at(&self, room: &str, start: &str) -> Arc<Booking> {
        let snapshot = self.snapshot();
        let room = snapshot.facility.rooms.values().find(|it| it.name == room).unwrap().id;
        let is = |booking: &Booking| {
            booking.room == Some(room) && booking.start.map(format_date_time) == Some(start.into())
        };
        self.bookings().into_iter().find(|(_, booking)| is(booking)).unwrap().1
    }
}

fn dates(booking: &Booking) -> String {
    let moment = |moment: Option<units::NaiveDateTime>| format_date_time(moment.unwrap());
    format!("{} {}", moment(booking.start), moment(booking.end))
}

#[test]
fn pictures() {
    let mut window = planning();
    window.picture("planning-fr-dark");
    window.click("Personnes");
    window.picture("planning-people");
    window.click("Productions");
    window.picture("planning-productions");
    window.click("Trimestre");
    window.picture("planning-quarter");
    window.click("Salles");
    window.click("Jour");
    window.picture("planning-day");
}

#[test]
fn a_session_is_drawn_on_a_room_and_undone() {
    let mut window = planning();
    let before = window.bookings();
    let (from, to) = (window.ground("Audi 4", 2.1), window.ground("Audi 4", 3.9));
    window.drag(from, to);
    window.picture("planning-drawing");
    window.drop_at(to);
    window.picture("planning-form");
}
