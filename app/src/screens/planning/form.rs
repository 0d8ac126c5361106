//! The small form of a new booking, near where it was drawn. Enter makes it, Esc drops it; all of it
//! can be done by keyboard.

mod lists;

use super::chooser::{Asked, Chooser};
use super::hands::Change;
use super::verdict::{Memory, Verdict};
use crate::desktop::{Scene, moment_field, state_text};
use egui::{
    Area, Frame, Id, Key, Label, Margin, Modifiers, Order, Popup, Pos2, RichText, Stroke, Ui, vec2,
};
use i18n::{Value, key};
use lists::Lists;
use model::{
    Booking, BookingId, BookingState, Kind, PersonId, ProductionId, RawId, RoomId, TaskId,
};
use ui_kit::theme;
use ui_kit::widgets::{Field, Tone, button, dot, primary_button, segmented};
use units::NaiveDateTime;
use views::board::BoardKey;

/// Width of the form.
const WIDTH: f32 = 330.0;

/// The states a new booking may have, in the order of their buttons.
const STATES: [BookingState; 3] =
    [BookingState::Idea, BookingState::Option, BookingState::Confirmed];

/// A booking that is being written.
#[derive(Debug)]
pub(super) struct Form {
    at: Pos2,
    start: NaiveDateTime,
    end: NaiveDateTime,
    production: Chooser<ProductionId>,
    task: Chooser<TaskId>,
    room: Chooser<RoomId>,
    person: Chooser<PersonId>,
    state: BookingState,
    texts: [String; 2],
    problems: [Option<String>; 2],
    incomplete: bool,
    begun: bool,
    lists: Lists,
    /// Counts the changes of what is drawn.
    pub(super) turn: u64,
}

/// What the form came to in a frame.
#[derive(Debug)]
pub(super) enum Answer {
    /// It is still being written.
    Open,
    /// It is dropped.
    Dropped,
    /// The booking is meant.
    Made(Box<Change>),
}

impl Form {
    /// The form of a booking that was drawn in a row.
    pub(super) fn new(
        scene: &Scene<'_>,
        row: Option<&BoardKey>,
        (start, end): (NaiveDateTime, NaiveDateTime),
        at: Pos2,
    ) -> Self {
        let mut form = Self {
            at,
            start,
            end,
            production: Chooser::default(),
            task: Chooser::default(),
            room: Chooser::default(),
            person: Chooser::default(),
            state: BookingState::Option,
            texts: Default::default(),
            problems: Default::default(),
            incomplete: false,
            begun: false,
            lists: Lists::default(),
            turn: 0,
        };
        form.write_dates(scene);
        form.take_row(scene, row);
        form.take_selection(scene);
        form
    }

    /// It was drawn anew elsewhere: what is already said stays.
    pub(super) fn draw_again(
        &mut self,
        scene: &Scene<'_>,
        row: Option<&BoardKey>,
        (start, end): (NaiveDateTime, NaiveDateTime),
        at: Pos2,
    ) {
        (self.start, self.end, self.at) = (start, end, at);
        self.begun = false;
        self.turn += 1;
        self.write_dates(scene);
        self.take_row(scene, row);
    }

    fn take_row(&mut self, scene: &Scene<'_>, row: Option<&BoardKey>) {
        let source = scene.source();
        match row {
            Some(BoardKey::Room(id)) => self.room.choose(*id, source.room(*id)),
            Some(BoardKey::Person(id)) => self.person.choose(*id, source.person(*id)),
            Some(BoardKey::Production(id) | BoardKey::Family(id, _)) => {
                self.production.choose(*id, source.production(*id));
            }
            Some(BoardKey::NoRoom | BoardKey::Nobody | BoardKey::Function(_)) | None => {}
        }
    }

    /// A task or a production that is selected is what it is for.
    fn take_selection(&mut self, scene: &Scene<'_>) {
        let Some(subject) = scene.selected().filter(|_| self.production.chosen().is_none()) else {
            return;
        };
        let Some(production) = subject.scope.production() else { return };
        let source = scene.source();
        if matches!(subject.kind, Kind::Task | Kind::Production) {
            self.production.choose(production, source.production(production));
        }
        if let (Kind::Task, Some(plan)) = (subject.kind, scene.snapshot.plans.get(&production)) {
            let task = TaskId(subject.id);
            self.task.choose(task, source.task(plan, task));
        }
    }

    fn write_dates(&mut self, scene: &Scene<'_>) {
        let written = |moment: NaiveDateTime| {
            let (date, time) = (moment.date(), moment.time());
            format!("{} {}", scene.messages.date_day(date), scene.messages.time(time))
        };
        self.texts = [written(self.start), written(self.end)];
        self.problems = Default::default();
    }

    /// The booking as it would be.
    pub(super) fn change(&self) -> Change {
        // It gets its identifier when it is meant.
        let mut booking = Booking::new(BookingId(RawId(0)));
        (booking.start, booking.end) = (Some(self.start), Some(self.end));
        booking.task = self.task.chosen();
        booking.room = self.room.chosen();
        booking.people.extend(self.person.chosen());
        booking.state = self.state.clone();
        booking.rank = (self.state == BookingState::Option).then_some(1);
        let production = self.production.chosen().unwrap_or_default();
        Change { production, before: None, after: booking, ghost: false }
    }

    /// Shows the form.
    pub(super) fn show(&mut self, ui: &Ui, scene: &Scene<'_>, memory: &mut Memory) -> Answer {
        let tokens = scene.tokens;
        self.lists.refresh(scene, &self.change());
        let frame = Frame::new()
            .fill(tokens.bg_1)
            .stroke(Stroke::new(1.0, tokens.line_2))
            .corner_radius(8)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::same(14));
        let area = Area::new(Id::unique("planning-form"))
            .order(Order::Foreground)
            .default_pos(self.at + vec2(14.0, 10.0))
            .constrain(true);
        let area = if self.begun { area } else { area.current_pos(self.at + vec2(14.0, 10.0)) };
        // Those keys are the month's while one is open.
        let month = Popup::is_any_open(ui.ctx());
        let shown =
            area.show(ui.ctx(), |ui| frame.show(ui, |ui| self.content(ui, scene, memory)).inner);
        self.begun = true;
        let (enter, escape) = ui.input_mut(|input| {
            let mut pressed = |key| !month && input.consume_key(Modifiers::NONE, key);
            (pressed(Key::Enter), pressed(Key::Escape))
        });
        match shown.inner {
            Pressed::Drop => Answer::Dropped,
            _ if escape => Answer::Dropped,
            Pressed::Make => self.meant(scene),
            Pressed::Nothing if enter => self.meant(scene),
            Pressed::Nothing => Answer::Open,
        }
    }

    fn meant(&mut self, scene: &Scene<'_>) -> Answer {
        self.read_dates(scene);
        let unclear = self.task.is_unclear() || self.room.is_unclear() || self.person.is_unclear();
        let wrong = self.problems.iter().any(Option::is_some);
        if self.production.chosen().is_none() || unclear || wrong {
            self.incomplete = true;
            return Answer::Open;
        }
        Answer::Made(Box::new(self.change()))
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>, memory: &mut Memory) -> Pressed {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 8.0;
        let before = self.change();
        let title = scene.say(key::DESKTOP_PLANNING_NEW_BOOKING);
        ui.label(RichText::new(title).font(theme::strong()).color(scene.tokens.ink_1));
        let first = self.choosers(ui, scene);
        if !self.begun {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        self.dates(ui, scene);
        let option = state_text(scene.messages, &BookingState::Option, Some(1));
        let texts = STATES.map(|state| match state {
            BookingState::Option => option.clone(),
            other => state_text(scene.messages, &other, None),
        });
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let place = STATES.iter().position(|state| *state == self.state).unwrap_or(1);
        if let Some(state) = segmented(ui, place, &texts).and_then(|place| STATES.get(place)) {
            self.state = state.clone();
        }
        let change = self.change();
        if change != before {
            self.turn += 1;
        }
        let verdict = match self.production.chosen() {
            Some(_) => memory.verdict(scene, std::slice::from_ref(&change)),
            None => Verdict::default(),
        };
        said(ui, scene, &change, &verdict);
        ui.horizontal(|ui| {
            let make = primary_button(ui, &scene.say(key::DESKTOP_PLANNING_CREATE)).clicked();
            let drop = button(ui, &scene.say(key::DESKTOP_PLANNING_DROP)).clicked();
            match (make, drop) {
                (_, true) => Pressed::Drop,
                (true, _) => Pressed::Make,
                _ => Pressed::Nothing,
            }
        })
        .inner
    }

    /// The fields in which something is chosen. Gives the first that is still empty.
    fn choosers(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Id {
        let id = |field: &str| Id::unique(("planning-form", field));
        let unknown = scene.say(key::DESKTOP_PLANNING_UNKNOWN);
        let hint = scene.say(key::DESKTOP_PLANNING_CHOOSE_HINT);
        let missing = scene.say(key::DESKTOP_PLANNING_PRODUCTION_MISSING);
        let label = scene.messages.kind(Kind::Production);
        let missing = (self.incomplete && self.production.chosen().is_none()).then_some(missing);
        let asked =
            Asked { label: &label, hint: &hint, unknown: &unknown, problem: missing.as_deref() };
        let lists = &self.lists;
        let mut chosen = false;
        if self.production.show(ui, id("production"), &asked, &lists.productions) {
            self.task = Chooser::default();
            chosen = self.production.chosen().is_some();
        }
        let label = scene.messages.kind(Kind::Task);
        let asked = Asked { label: &label, problem: None, ..asked };
        chosen |=
            self.task.show(ui, id("task"), &asked, &lists.tasks) && self.task.chosen().is_some();
        let label = scene.messages.kind(Kind::Room);
        let asked = Asked { label: &label, ..asked };
        chosen |=
            self.room.show(ui, id("room"), &asked, &lists.rooms) && self.room.chosen().is_some();
        let label = scene.messages.kind(Kind::Person);
        let asked = Asked { label: &label, ..asked };
        self.person.show(ui, id("person"), &asked, &lists.people);
        let filled = [
            ("production", self.production.chosen().is_some()),
            ("task", self.task.chosen().is_some()),
            ("room", self.room.chosen().is_some()),
            ("person", self.person.chosen().is_some()),
        ];
        let empty = filled.iter().find(|(_, filled)| !filled);
        let next = empty.map_or(id("production"), |(field, _)| id(field));
        if chosen && empty.is_some() {
            // What is chosen leads to what is still to be chosen.
            ui.memory_mut(|memory| memory.request_focus(next));
        }
        next
    }

    fn dates(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let labels = ["start", "end"].map(|field| scene.messages.field(Kind::Booking, field));
        let mut left = false;
        ui.horizontal_top(|ui| {
            let width = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
            let fields = labels.iter().zip(&mut self.texts).zip(&self.problems);
            let moments = [self.start, self.end];
            for (((label, text), problem), usual) in fields.zip(moments) {
                ui.push_id(label, |ui| {
                    ui.set_width(width);
                    let field = Field::new(label).problem(problem.as_deref());
                    let (field, picked) = moment_field(ui, scene, field, usual, text);
                    left |= field.lost_focus() || picked;
                });
            }
        });
        if left {
            self.read_dates(scene);
        }
    }

    /// Reads what is typed; an end that is left alone goes along with the start.
    fn read_dates(&mut self, scene: &Scene<'_>) {
        let language = scene.messages.language();
        let [start, end] = &self.texts;
        let read = |text: &str, usual: NaiveDateTime| {
            i18n::typed::date_time(text, usual.date(), usual.time(), language)
                .map_err(|error| scene.messages.typed_error(&error))
        };
        let (start, end) = (read(start, self.start), read(end, self.end));
        let (Ok(start), Ok(end)) = (&start, &end) else {
            self.problems = [start.err(), end.err()];
            return;
        };
        let (start, mut end) = (*start, *end);
        if start != self.start && end == self.end {
            let old = self.change().after;
            let time = scene.snapshot.report.time();
            end = time.shifted(&old, start).map_or(end, |(_, end)| end);
        }
        if end <= start {
            let text = scene.say(key::DESKTOP_PLANNING_END_BEFORE_START);
            self.problems = [None, Some(text)];
            return;
        }
        if (start, end) != (self.start, self.end) {
            (self.start, self.end) = (start, end);
            self.turn += 1;
        }
        self.write_dates(scene);
    }
}

/// What was pressed in the form.
#[derive(Debug, Clone, Copy)]
enum Pressed {
    Nothing,
    Make,
    Drop,
}

/// How much work it is, and what would clash.
fn said(ui: &mut Ui, scene: &Scene<'_>, change: &Change, verdict: &Verdict) {
    let time = scene.snapshot.report.time();
    let pieces = time.occupation(&change.after).pieces;
    let work = scene.messages.work(time.booked_work(&pieces), scene.source().day());
    ui.horizontal(|ui| {
        let (tone, text) = match verdict.reasons.first() {
            None => {
                let values = [("work", Value::Text(&work))];
                (Tone::Ok, scene.say_with(key::DESKTOP_PLANNING_WORK_FITS, &values))
            }
            Some(reason) => (Tone::Bad, reason.clone()),
        };
        if change.production == ProductionId::default() {
            let text = RichText::new(work).font(theme::small()).color(scene.tokens.ink_3);
            ui.label(text);
            return;
        }
        dot(ui, tone);
        let ink = if verdict.clash { scene.tokens.bad_ink } else { scene.tokens.ink_2 };
        ui.add(Label::new(RichText::new(text).font(theme::small()).color(ink)).wrap());
    });
}
