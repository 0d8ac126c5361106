//! A step is given a room and people: rooms of its kind with the first dates at which each is free,
//! people of its function with what the director thinks of them, the best chosen already. One press
//! books them, as one step to undo.

use super::chart::Chart;
use super::later::Later;
use crate::desktop::{Asks, Scene};
use egui::{
    Align2, Key, Modifiers, RichText, Role, ScrollArea, Sense, Sides, Ui, WidgetInfo, vec2,
};
use i18n::{Value, key, typed};
use model::{
    Booking, BookingId, BookingState, Command, Kind, PersonId, ProductionId, Record, RoomId,
    Subject, TaskId,
};
use node::{Group, Snapshot};
use schedule::ClashKind;
use std::collections::BTreeSet;
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{
    Field, Tone, button, dialogue, field_label, primary_button, segmented, tag_at,
};
use units::{Minutes, NaiveDateTime};
use views::{PersonOffer, RoomOffer};

/// The dialogue of a step that is being placed.
pub(super) struct Placing {
    task: TaskId,
    /// Steps that come after it.
    rest: Vec<TaskId>,
    from: NaiveDateTime,
    typed: String,
    problem: Option<String>,
    firm: bool,
    offers: Later<Asked, Option<Offers>>,
    /// The room chosen by hand, and the people.
    room: Option<Option<RoomId>>,
    people: Option<BTreeSet<PersonId>>,
    fresh: bool,
}

/// What offers are asked for.
#[derive(Clone)]
struct Asked {
    snapshot: Arc<Snapshot>,
    task: TaskId,
    from: NaiveDateTime,
    room: Option<Option<RoomId>>,
}

/// What is proposed: the rooms, the one that is chosen, people for it.
struct Offers {
    rooms: Vec<RoomOffer>,
    chosen: usize,
    people: Vec<PersonOffer>,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.snapshot, &other.snapshot)
            && self.task == other.task
            && (self.from, self.room) == (other.from, other.room)
    }
}

impl Asked {
    fn answer(&self, production: ProductionId) -> Option<Offers> {
        let task = self.task;
        let source = crate::session::source(&self.snapshot);
        let rooms = views::room_offers(&source, production, task, self.from)?;
        let wanted = |offer: &RoomOffer| self.room == Some(offer.room);
        let chosen = rooms.iter().position(wanted).unwrap_or(0);
        let people = rooms
            .get(chosen)
            .map(|offer| views::person_offers(&source, production, task, offer.room, &offer.dates));
        Some(Offers { people: people.unwrap_or_default(), rooms, chosen })
    }
}

impl Placing {
    /// The dialogue for steps, one after the other.
    pub(super) fn open(scene: &Scene<'_>, chart: &Chart, tasks: &[TaskId]) -> Option<Self> {
        let open = |id: &&TaskId| {
            let task = chart.task(**id);
            task.is_some_and(|task| !task.group && !task.milestone && task.dates.is_some())
        };
        let mut tasks = tasks.iter().filter(open).copied();
        let task = tasks.next()?;
        let mut placing = Self {
            task,
            rest: tasks.collect(),
            from: scene.now,
            typed: String::new(),
            problem: None,
            firm: false,
            offers: Later::default(),
            room: None,
            people: None,
            fresh: true,
        };
        placing.begin(scene, chart);
        Some(placing)
    }

    /// From when the task is planned; what lies behind cannot be booked any more.
    fn begin(&mut self, scene: &Scene<'_>, chart: &Chart) {
        let dates = chart.task(self.task).and_then(|task| task.dates.as_ref());
        self.from = dates.map_or(scene.now, |dates| dates.start.at).max(scene.now);
        self.typed = scene.messages.date(self.from.date());
        (self.problem, self.room, self.people) = (None, None, None);
        self.fresh = true;
    }

    fn asked(&self, scene: &Scene<'_>) -> Asked {
        let snapshot = Arc::clone(scene.snapshot);
        Asked { snapshot, task: self.task, from: self.from, room: self.room }
    }

    fn look(&mut self, scene: &Scene<'_>, production: ProductionId) {
        let asked = self.asked(scene);
        self.offers.look(scene, &asked, |scene| {
            let asked = asked.clone();
            scene.work(move |_| asked.answer(production))
        });
    }

    /// Draws it; false when it is done with.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        chart: &Chart,
        asks: &mut Asks,
    ) -> bool {
        let Some(task) = chart.task(self.task) else { return false };
        self.look(scene, chart.wanted.production);
        let name = task.name.clone();
        let values = [("task", Value::Text(&name))];
        let title = scene.say_with(key::DESKTOP_PRODUCTION_PLACE_TITLE, &values);
        let (open, closed) = dialogue(ui, "production-place", 780.0, &title, |ui| {
            self.work_left(ui, scene, chart);
            ui.add_space(6.0);
            self.first_day_field(ui, scene);
            ui.add_space(8.0);
            self.proposals(ui, scene);
            ui.add_space(10.0);
            let open = self.feet(ui, scene, chart, asks);
            self.fresh = false;
            open
        });
        open && !closed
    }

    fn work_left(&self, ui: &mut Ui, scene: &Scene<'_>, chart: &Chart) {
        let line = chart.line(self.task);
        let day = scene.source().day();
        let work = |work: Minutes| scene.messages.work(work, day);
        let left = work(line.map(|line| line.unbooked).unwrap_or_default());
        let booked = work(line.map(|line| line.booked).unwrap_or_default());
        let values = [("left", Value::Text(&left)), ("booked", Value::Text(&booked))];
        let text = scene.say_with(key::DESKTOP_PRODUCTION_PLACE_LEFT, &values);
        ui.label(RichText::new(text).color(scene.tokens.ink_2));
    }

    fn first_day_field(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let label = scene.say(key::DESKTOP_PRODUCTION_PLACE_FROM);
        let problem = self.problem.clone();
        let field = Field::new(&label).width(220.0).problem(problem.as_deref());
        let response = field.show(ui, &mut self.typed);
        if response.changed() {
            let messages = scene.messages;
            let morning = scene.source().time().window(units::Weekday::Mon).from;
            let read = typed::date_time(&self.typed, scene.today(), morning, messages.language());
            match read {
                Ok(moment) => {
                    (self.from, self.problem, self.room, self.people) = (moment, None, None, None);
                }
                Err(error) => self.problem = Some(messages.typed_problem(&error)),
            }
        }
    }

    fn proposals(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let Some(answer) = self.offers.newest() else {
            ui.label(scene.say(key::DESKTOP_PRODUCTION_PLACE_LOOKING));
            return;
        };
        let Some(offers) = answer else {
            ui.label(scene.say(key::DESKTOP_PRODUCTION_PLACE_NOTHING_LEFT));
            return;
        };
        if offers.rooms.is_empty() {
            ui.label(scene.say(key::DESKTOP_PRODUCTION_PLACE_NO_ROOM));
            return;
        }
        let mut picked_room = None;
        let mut picked_person = None;
        let people = self.chosen_people();
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                field_label(left, &scene.say(key::DESKTOP_PRODUCTION_PLACE_ROOM));
                scroll(left, "production-place-rooms", |ui| {
                    for (place, offer) in offers.rooms.iter().enumerate() {
                        if room_line(ui, scene, offer, place == offers.chosen) {
                            picked_room = Some(offer.room);
                        }
                    }
                });
                field_label(right, &scene.say(key::DESKTOP_PRODUCTION_PLACE_PERSON));
                scroll(right, "production-place-people", |ui| {
                    if offers.people.is_empty() {
                        let text = scene.say(key::DESKTOP_PRODUCTION_PLACE_NOBODY);
                        ui.label(RichText::new(text).color(scene.tokens.ink_3));
                    }
                    for offer in &offers.people {
                        if person_line(ui, scene, offer, people.contains(&offer.person)) {
                            picked_person = Some(offer.person);
                        }
                    }
                });
            }
        });
        if let Some(room) = picked_room {
            self.room = Some(room);
            self.people = None;
        }
        if let Some(person) = picked_person {
            // A second press takes the person away: a session may do without.
            let only = people.len() == 1 && people.contains(&person);
            self.people = Some(if only { BTreeSet::new() } else { BTreeSet::from([person]) });
        }
    }

    fn current(&self) -> Option<&Offers> {
        self.offers.newest().and_then(Option::as_ref)
    }

    /// The people chosen by hand; else the best, if free.
    fn chosen_people(&self) -> BTreeSet<PersonId> {
        if let Some(people) = &self.people {
            return people.clone();
        }
        let best = self.current().and_then(|offers| offers.people.first());
        best.filter(|best| best.clash.is_none()).map(|best| best.person).into_iter().collect()
    }

    /// How firm, and the buttons; false when it is done with.
    fn feet(&mut self, ui: &mut Ui, scene: &Scene<'_>, chart: &Chart, asks: &mut Asks) -> bool {
        let mut open = true;
        let ready = self.offers.is_of(&self.asked(scene))
            && !scene.is_read_only()
            && self.problem.is_none()
            && self.current().is_some_and(|offers| !offers.rooms.is_empty());
        let mut booked = false;
        Sides::new().show(
            ui,
            |ui| {
                let option = scene.messages.choice(model::Kind::Booking, "state", "option");
                let firm = scene.messages.choice(model::Kind::Booking, "state", "confirmed");
                if let Some(place) = segmented(ui, usize::from(self.firm), &[&option, &firm]) {
                    self.firm = place == 1;
                }
            },
            |ui| {
                ui.add_enabled_ui(ready, |ui| {
                    let book = primary_button(ui, &scene.say(key::DESKTOP_PRODUCTION_PLACE_BOOK));
                    let nothing_held = ui.memory(|memory| memory.focused().is_none());
                    if ready && nothing_held {
                        book.request_focus();
                    }
                    let enter =
                        ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
                    booked = book.clicked() || (enter && !self.fresh && ready);
                });
                if button(ui, &scene.say(key::DESKTOP_CLOSE)).clicked() {
                    open = false;
                }
            },
        );
        if booked {
            self.book(scene, chart, asks);
            if self.rest.is_empty() {
                return false;
            }
            self.task = self.rest.remove(0);
            self.begin(scene, chart);
        }
        open
    }

    fn book(&self, scene: &Scene<'_>, chart: &Chart, asks: &mut Asks) {
        let Some(offer) = self.current().and_then(|offers| offers.rooms.get(offers.chosen)) else {
            return;
        };
        let (production, booking) = (chart.wanted.production, BookingId(scene.new_id()));
        let dates = offer.dates;
        let state = if self.firm { BookingState::Confirmed } else { BookingState::Option };
        let session = Booking {
            task: Some(self.task),
            room: offer.room,
            people: self.chosen_people(),
            start: Some(dates.start),
            end: Some(dates.end),
            window: dates.window,
            rank: (state == BookingState::Option).then_some(1),
            state,
            ..Booking::new(booking)
        };
        let subject = Subject::planned(production, Kind::Booking, booking);
        let values = session.filled_values();
        let label = "place_task".to_owned();
        asks.submit(Group { label, ..Group::one(Command::Add { subject, values }) });
    }
}

fn scroll(ui: &mut Ui, salt: &str, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(salt).max_height(250.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            content(ui);
        },
    );
}

fn room_line(ui: &mut Ui, scene: &Scene<'_>, offer: &RoomOffer, chosen: bool) -> bool {
    let dates = scene.messages.range(offer.dates.start, offer.dates.end);
    let name = match offer.room {
        Some(_) => offer.name.clone(),
        None => scene.say(key::DESKTOP_PRODUCTION_PLACE_WITHOUT_ROOM),
    };
    let remark = remark(scene, offer.clash, &offer.missing, offer.together);
    line(ui, scene, chosen, &name, &dates, remark)
}

fn person_line(ui: &mut Ui, scene: &Scene<'_>, offer: &PersonOffer, chosen: bool) -> bool {
    let mut weak = Vec::new();
    if let Some(rating) = offer.rating {
        let stars = rating.clamp(0, 5) as usize;
        weak.push(format!("{}{}", "★".repeat(stars), "☆".repeat(5 - stars)));
    }
    if offer.open.is_positive() {
        let percent = Value::Integer(offer.held.0.saturating_mul(100) / offer.open.0);
        let values = [("percent", percent)];
        weak.push(scene.say_with(key::DESKTOP_PRODUCTION_PLACE_LOAD, &values));
    }
    let remark = remark(scene, offer.clash, &offer.missing, offer.together);
    line(ui, scene, chosen, &offer.name, &weak.join(" · "), remark)
}

/// What is to be known of an offer: what stands in the way, what is missing, that it belongs.
fn remark(
    scene: &Scene<'_>,
    clash: Option<ClashKind>,
    missing: &[String],
    together: bool,
) -> (Tone, String) {
    if let Some(clash) = clash {
        let tone = if clash == ClashKind::Veto { Tone::Bad } else { Tone::Warn };
        return (tone, scene.messages.label("clash-kind", clash.key()));
    }
    if !missing.is_empty() {
        let missing: Vec<String> =
            missing.iter().map(|word| scene.messages.capability(word)).collect();
        let missing = missing.join(", ");
        let values = [("what", Value::Text(&missing))];
        return (Tone::Warn, scene.say_with(key::DESKTOP_PRODUCTION_PLACE_MISSING, &values));
    }
    if together {
        return (Tone::Info, scene.say(key::DESKTOP_PRODUCTION_PLACE_TOGETHER));
    }
    (Tone::Ok, scene.say(key::DESKTOP_PRODUCTION_PLACE_FREE))
}

/// A line that can be chosen.
fn line(
    ui: &mut Ui,
    scene: &Scene<'_>,
    chosen: bool,
    strong: &str,
    weak: &str,
    (tone, remark): (Tone, String),
) -> bool {
    let tokens = scene.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::click());
    response.widget_info(|| {
        let name = [strong, weak, &remark].into_iter().filter(|part| !part.is_empty());
        let name = name.collect::<Vec<_>>().join(", ");
        WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name)
    });
    let fill = match (chosen, response.hovered()) {
        (true, _) => Some(tokens.accent_soft),
        (false, true) => Some(tokens.bg_3),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 5.0, fill);
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(1.5, tokens.accent);
        ui.painter().rect_stroke(rect, 5.0, ring, egui::StrokeKind::Inside);
    }
    let mut right = rect.right() - 8.0;
    if !remark.is_empty() {
        right = tag_at(ui, egui::pos2(right, rect.center().y), tone, &remark).left() - 6.0;
    }
    let clip = egui::Rect::from_min_max(rect.min, egui::pos2(right, rect.bottom()));
    let painter = ui.painter_at(clip.intersect(ui.clip_rect()));
    let left = rect.left() + 9.0;
    let font = if chosen { theme::strong() } else { theme::text() };
    let at = |y: f32| egui::pos2(left, rect.top() + y);
    painter.text(at(12.0), Align2::LEFT_CENTER, strong, font, tokens.ink_1);
    painter.text(at(29.0), Align2::LEFT_CENTER, weak, theme::small(), tokens.ink_2);
    response.clicked()
}
