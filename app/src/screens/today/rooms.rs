//! The card of the rooms of a day by the hour: those in use as a timeline to be looked at, the free
//! ones by name.

use crate::desktop::{Asks, Scene};
use egui::{Color32, Label, Margin, RichText, Ui, vec2};
use i18n::{Language, Value, key};
use model::{BookingState, Choice, Family, Kind, ProductionId, Subject};
use node::Snapshot;
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::timeline::{Bar, Event, Grid, Mark, Row, Shape, Timeline, Viewport, Words};
use ui_kit::tokens::PRODUCTION_HUES;
use ui_kit::widgets::card as kit_card;
use units::{NaiveDate, NaiveTime, Tick};
use views::{DayRoom, DaySession, DayView};

/// Height of a row.
const ROW: f32 = 38.0;

/// Width of the names of the rooms.
const NAMES: f32 = 108.0;

/// The hours shown even if nothing takes place in them.
const HOURS: (u32, u32) = (9, 19);

/// Space around the rooms that nobody uses.
const FOOT: Margin = Margin { left: 14, right: 14, top: 8, bottom: 9 };

/// Room after the last hour, as a share of an hour: its heading is read.
const AFTER: f64 = 0.6;

/// What the card remembers.
#[derive(Debug, Default)]
pub(in crate::screens) struct State {
    made_for: Option<Made>,
    chart: Option<Chart>,
    top: f32,
}

/// What a chart was made from.
#[derive(Debug, Clone)]
struct Made {
    snapshot: Arc<Snapshot>,
    date: NaiveDate,
    language: Language,
    by_production: bool,
    dark: bool,
}

/// A day ready to be drawn.
#[derive(Debug)]
pub(in crate::screens) struct Chart {
    day: DayView,
    rows: Vec<Row>,
    /// First and last hour shown.
    hours: (u32, u32),
}

impl State {
    /// Makes the rows anew where they are no longer true.
    pub(in crate::screens) fn make(&mut self, scene: &Scene<'_>, date: NaiveDate) {
        let now = Made {
            snapshot: Arc::clone(scene.snapshot),
            date,
            language: scene.messages.language(),
            by_production: scene.settings.hue_by_production,
            dark: scene.tokens.dark,
        };
        if self.made_for.as_ref().is_some_and(|made| made.is(&now)) {
            return;
        }
        self.chart = Some(Chart::new(scene, views::day(&scene.source(), date)));
        self.made_for = Some(now);
    }

    /// Productions at work, rooms in use, rooms of the facility.
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        self.chart.as_ref().map_or((0, 0, 0), |chart| {
            let day = &chart.day;
            let all = day.rooms.len() + day.free.len() + day.closed.len();
            (day.productions, day.rooms.len(), all)
        })
    }
}

impl Made {
    fn is(&self, now: &Self) -> bool {
        Arc::ptr_eq(&self.snapshot, &now.snapshot)
            && (self.date, self.language, self.by_production, self.dark)
                == (now.date, now.language, now.by_production, now.dark)
    }
}

impl Chart {
    /// The rows of a day. Their positions are hours since midnight.
    pub(in crate::screens) fn new(scene: &Scene<'_>, day: DayView) -> Self {
        let hour = |tick: Tick| (tick - day.range.start).0 as f64 / 60.0;
        let sessions = day.rooms.iter().flat_map(|room| &room.sessions);
        let (mut from, mut to) = HOURS;
        for session in sessions {
            // Hours of one day.
            from = from.min(hour(session.range.start).floor() as u32);
            to = to.max(hour(session.range.end).ceil() as u32);
        }
        let rows = day.rooms.iter().map(|room| row(scene, room, &hour)).collect();
        Self { rows, hours: (from, to), day }
    }

    /// The height at which all rows are seen.
    pub(in crate::screens) fn height(&self) -> f32 {
        let mark = Mark { at: 0.0, label: String::new(), strong: false };
        let grid = Grid { lower: vec![mark], ..Grid::default() };
        Timeline::new("", &self.rows, &grid, &Words::default()).row_height(ROW).height()
    }

    /// Draws the rows over a height. What is clicked is selected, what is opened is shown.
    pub(in crate::screens) fn show(
        &self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        id: &str,
        top: &mut f32,
        height: f32,
        asks: Option<&mut Asks>,
    ) {
        let date = self.day.date;
        let now = (date == scene.today()).then(|| {
            f64::from(units::Timelike::num_seconds_from_midnight(&scene.now.time())) / 3600.0
        });
        let grid = Grid { lower: self.marks(scene), now, ..Grid::default() };
        let words = Words {
            name: self.title(scene),
            scroll: scene.say(key::DESKTOP_TODAY_SCROLL),
            ..Words::default()
        };
        ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
            ui.set_min_height(height);
            let width = ui.available_width() - NAMES;
            let (from, to) = (f64::from(self.hours.0), f64::from(self.hours.1) + AFTER);
            let mut view = Viewport::new(from, to - from, width);
            view.top = *top;
            let selected = scene.selection.iter().filter(|it| it.kind == Kind::Booking);
            let mut selection: Vec<u128> = selected.map(|it| it.id.0).collect();
            let timeline =
                Timeline::new(id, &self.rows, &grid, &words).label_width(NAMES).row_height(ROW);
            let events = timeline.show(ui, &mut view, &mut selection);
            *top = view.top;
            let Some(asks) = asks else { return };
            for event in events {
                match event {
                    Event::Selected(keys) => {
                        let found = keys.iter().filter_map(|key| self.session(*key));
                        asks.select_all(found.map(|session| session.booking).collect());
                    }
                    Event::Opened(key) => {
                        if let Some(session) = self.session(key) {
                            asks.show(session.booking);
                        }
                    }
                    Event::RowPicked(key) => {
                        let room = self.day.rooms.iter().find(|room| room.room.0.0 == key);
                        if let Some(room) = room {
                            asks.select(Subject::shared(Kind::Room, room.room));
                        }
                    }
                    _ => {}
                }
            }
        });
    }

    fn session(&self, key: u128) -> Option<&DaySession> {
        let mut sessions = self.day.rooms.iter().flat_map(|room| &room.sessions);
        sessions.find(|session| session.booking.id.0 == key)
    }

    fn marks(&self, scene: &Scene<'_>) -> Vec<Mark> {
        let mark = |hour: u32| Mark {
            at: f64::from(hour),
            label: scene.messages.time(clock(hour)),
            strong: false,
        };
        (self.hours.0..=self.hours.1).map(mark).collect()
    }

    pub(in crate::screens) fn title(&self, scene: &Scene<'_>) -> String {
        if self.day.date == scene.today() {
            return scene.say(key::DESKTOP_TODAY_ROOMS_TODAY);
        }
        let date = scene.messages.date_day(self.day.date);
        scene.say_with(key::DESKTOP_TODAY_ROOMS_ON, &[("date", Value::Text(&date))])
    }
}

pub(super) fn card(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    height: Option<f32>,
    asks: &mut Asks,
) {
    let Some(chart) = &state.chart else { return };
    let remark = remark(scene, chart);
    let foot = foot(scene, &chart.day);
    kit_card(ui, &chart.title(scene), &remark, |ui| {
        if chart.rows.is_empty() {
            let text = scene.say(key::DESKTOP_TODAY_ROOMS_NOTHING_HINT);
            super::calm(ui, scene, &scene.say(key::DESKTOP_TODAY_ROOMS_NOTHING), &text);
        } else {
            let foot = foot_height(ui, &foot);
            let room = height.map_or(f32::INFINITY, |height| height - 44.0 - foot);
            let shown = chart.height().min(room.max(2.0 * ROW));
            chart.show(ui, scene, "rooms-of-the-day", &mut state.top, shown, Some(asks));
        }
        if !foot.is_empty() {
            let text = RichText::new(&foot).font(theme::small()).color(scene.tokens.ink_3);
            let frame = egui::Frame::new().inner_margin(FOOT);
            frame.show(ui, |ui| ui.add(Label::new(text).wrap()));
        }
    });
}

/// The height of the rooms that nobody uses, told below the others.
fn foot_height(ui: &Ui, text: &str) -> f32 {
    if text.is_empty() {
        return 0.0;
    }
    let width = ui.available_width() - FOOT.sum().x;
    let ink = egui::Color32::PLACEHOLDER;
    let galley = ui.painter().layout(text.to_owned(), theme::small(), ink, width);
    galley.size().y + FOOT.sum().y
}

/// The wall clock at a full hour.
fn clock(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour % 24, 0, 0).unwrap_or_default()
}

/// `9 h – 19 h · maintenant 14 h 47`.
fn remark(scene: &Scene<'_>, chart: &Chart) -> String {
    let hours = scene.messages.hours_range(clock(chart.hours.0), clock(chart.hours.1));
    if chart.day.date != scene.today() {
        return hours;
    }
    let now = scene.messages.time(scene.now.time());
    let values = [("hours", Value::Text(hours.as_str())), ("now", Value::Text(&now))];
    scene.say_with(key::DESKTOP_TODAY_ROOMS_NOW, &values)
}

/// The rooms that nobody uses.
fn foot(scene: &Scene<'_>, day: &DayView) -> String {
    let mut parts = Vec::new();
    for (names, key) in
        [(&day.free, key::DESKTOP_TODAY_ROOMS_FREE), (&day.closed, key::DESKTOP_TODAY_ROOMS_CLOSED)]
    {
        if !names.is_empty() {
            let names = names.join(", ");
            parts.push(scene.say_with(key, &[("rooms", Value::Text(&names))]));
        }
    }
    parts.join(" · ")
}

fn row(scene: &Scene<'_>, room: &DayRoom, hour: &dyn Fn(Tick) -> f64) -> Row {
    let mut bars: Vec<Bar> =
        room.sessions.iter().map(|session| bar(scene, room, session, hour)).collect();
    ui_kit::timeline::lanes(&mut bars);
    let count = i64::try_from(bars.len()).unwrap_or(i64::MAX);
    let values = [("room", Value::Text(room.name.as_str())), ("count", Value::Integer(count))];
    Row {
        key: room.room.0.0,
        title: room.name.clone(),
        subtitle: String::new(),
        heading: false,
        load: None,
        spoken: scene.say_with(key::DESKTOP_TODAY_ROW_SPOKEN, &values),
        bars,
        shades: Vec::new(),
    }
}

fn bar(scene: &Scene<'_>, room: &DayRoom, session: &DaySession, hour: &dyn Fn(Tick) -> f64) -> Bar {
    let people = session.people.join(", ");
    let parts = [session.task.as_str(), &people];
    let subtitle =
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let title = match session.episode {
        Some(number) => {
            let values = [("number", Value::Integer(number))];
            format!("{} {}", session.title, scene.say_with(key::DESKTOP_TODAY_EPISODE, &values))
        }
        None => session.title.clone(),
    };
    Bar {
        key: session.booking.id.0,
        start: hour(session.range.start),
        end: hour(session.range.end),
        pieces: Vec::new(),
        lane: 0,
        spoken: spoken(scene, room, session, &format!("{title}, {subtitle}")),
        title,
        subtitle,
        beside: String::new(),
        hue: hue(scene, session.production, session.family),
        shape: shape(&session.state, session.rank),
        clash: session.clash,
        critical: false,
        done: None,
        before: None,
        fixed: true,
        faint: false,
    }
}

fn spoken(scene: &Scene<'_>, room: &DayRoom, session: &DaySession, what: &str) -> String {
    let hours = scene.messages.hours_range(session.start.time(), session.end.time());
    let state = match session.rank {
        Some(rank) => {
            scene.say_with(key::DESKTOP_TODAY_OPTION_RANK, &[("rank", Value::Integer(rank))])
        }
        None => scene.messages.choice(Kind::Booking, "state", session.state.key()),
    };
    let values = [
        ("what", Value::Text(what)),
        ("room", Value::Text(&room.name)),
        ("hours", Value::Text(&hours)),
        ("state", Value::Text(&state)),
    ];
    let session_text = scene.say_with(key::DESKTOP_TODAY_SESSION_SPOKEN, &values);
    if session.clash {
        let values = [("session", Value::Text(session_text.as_str()))];
        return scene.say_with(key::DESKTOP_TODAY_SESSION_CLASH, &values);
    }
    session_text
}

/// Hue by family of step, or by production.
fn hue(scene: &Scene<'_>, production: ProductionId, family: Family) -> Color32 {
    if scene.settings.hue_by_production {
        let place = scene.derived.productions.iter().position(|it| it.id == production);
        let place = place.unwrap_or_default() % PRODUCTION_HUES.len();
        return PRODUCTION_HUES.get(place).copied().unwrap_or(scene.tokens.admin);
    }
    match family {
        Family::Edit => scene.tokens.picture,
        Family::Picture => scene.tokens.vfx,
        Family::Sound => scene.tokens.sound,
        Family::Delivery => scene.tokens.delivery,
        Family::General => scene.tokens.admin,
    }
}

fn shape(state: &BookingState, rank: Option<i64>) -> Shape {
    match state {
        BookingState::Option => {
            let rank = rank.unwrap_or(1).clamp(1, 3);
            Shape::Hatched(u8::try_from(rank).unwrap_or(1))
        }
        BookingState::Confirmed | BookingState::InProgress => Shape::Solid,
        BookingState::Done => Shape::Done,
        _ => Shape::Hollow,
    }
}
