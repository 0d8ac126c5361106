//! When a room, a person or a machine can be had in the weeks to come, and by what it is held until
//! then. What is free can be booked from here.

use crate::desktop::{Asks, Scene};
use egui::{Label, RichText, Ui};
use i18n::{Value, key};
use model::Subject;
use node::Snapshot;
use schedule::Resource;
use std::sync::{Arc, Weak};
use ui_kit::theme;
use ui_kit::widgets::section;
use units::{Datelike, Days, Minutes, NaiveDateTime, TickRange};
use views::{FreeStretch, SessionAhead, free_stretches, sessions_ahead};

/// How far it is looked ahead.
const WEEKS: u64 = 8;

/// A stretch shorter than this is of no use.
const LEAST: Minutes = Minutes::hours(1);

/// How many of each are shown.
const MOST: usize = 5;

/// What was worked out last, of what and when.
#[derive(Debug, Default)]
pub(super) struct State {
    of: Option<(Weak<Snapshot>, Resource, NaiveDateTime)>,
    free: Vec<FreeStretch>,
    sessions: Vec<SessionAhead>,
}

pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    state: &mut State,
    asks: &mut Asks,
) {
    let Some(resource) = Resource::of(subject) else { return };
    state.refresh(scene, resource);
    section(ui, &scene.say(key::DESKTOP_INSPECTOR_FREE));
    if state.free.is_empty() {
        weak(ui, scene, &scene.say(key::DESKTOP_INSPECTOR_NEVER_FREE));
    }
    let zone = scene.source().zone();
    for free in &state.free {
        let (from, to) = (zone.civil(free.range.start), zone.civil(free.range.end));
        let range = scene.messages.range(from, to);
        let work = scene.messages.work(free.work, scene.source().day());
        let values = [("range", Value::Text(&range)), ("work", Value::Text(&work))];
        let text = scene.say_with(key::DESKTOP_INSPECTOR_FREE_STRETCH, &values);
        let booked = scene.say_with(key::DESKTOP_INSPECTOR_BOOK, &[("range", Value::Text(&range))]);
        let text = RichText::new(text).color(scene.tokens.accent);
        if ui.link(text).on_hover_text(booked).clicked() {
            asks.book(subject, first_day(scene, free.range));
        }
    }
    section(ui, &scene.say(key::DESKTOP_INSPECTOR_AHEAD));
    if state.sessions.is_empty() {
        weak(ui, scene, &scene.say(key::DESKTOP_INSPECTOR_NOT_BOOKED));
    }
    for session in &state.sessions {
        let (from, to) = (zone.civil(session.range.start), zone.civil(session.range.end));
        let name = scene.source().name(&session.booking).unwrap_or_default();
        let text = format!("{} — {name}", scene.messages.range(from, to));
        if ui.link(RichText::new(text).color(scene.tokens.accent)).clicked() {
            asks.show(session.booking);
        }
    }
    ui.add_space(8.0);
}

fn weak(ui: &mut Ui, scene: &Scene<'_>, text: &str) {
    let text = RichText::new(text).font(theme::small()).color(scene.tokens.ink_3);
    ui.add(Label::new(text).wrap());
}

/// Of a stretch of days the first: what is booked for longer is said in the form.
fn first_day(scene: &Scene<'_>, range: TickRange) -> TickRange {
    let source = scene.source();
    let day = source.zone().civil(range.start).date();
    let close = day.and_time(source.time().window(day.weekday()).to);
    let close = source.zone().tick(close);
    let end = if close > range.start { range.end.min(close) } else { range.end };
    TickRange::new(range.start, end)
}

impl State {
    /// Works it out anew when the plan, the record or the day is another.
    fn refresh(&mut self, scene: &Scene<'_>, resource: Resource) {
        // From the opening of the day: a minute that goes by changes nothing.
        let from =
            scene.today().and_time(scene.source().time().window(scene.today().weekday()).from);
        let known = self.of.as_ref().is_some_and(|(snapshot, known, at)| {
            std::ptr::eq(snapshot.as_ptr(), Arc::as_ptr(scene.snapshot))
                && (*known, *at) == (resource, from)
        });
        if known {
            return;
        }
        let source = scene.source();
        let range = TickRange::new(
            source.zone().tick(scene.now.max(from)),
            source.zone().tick(from + Days::new(7 * WEEKS)),
        );
        self.free = free_stretches(&source, resource, range, LEAST);
        self.free.truncate(MOST);
        self.sessions = sessions_ahead(&source, resource, range);
        self.sessions.truncate(MOST);
        self.of = Some((Arc::downgrade(scene.snapshot), resource, from));
    }
}
