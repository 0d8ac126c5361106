//! The form in which something that happened is told: what, to whom, until when.

use super::super::chooser::{Asked, Choice, Chooser};
use super::event::{Draft, Kind, read};
use crate::desktop::{Scene, date_field, moment_field};
use egui::{ComboBox, Id, Label, RichText, Ui};
use i18n::key;
use model::{EpisodeId, Kind as Record, ProductionId, TaskId};
use schedule::{Event, Resource};
use ui_kit::widgets::{Field, button, dialogue, field_label, primary_button};
use units::{Days, NaiveTime};

/// Width of the form.
const WIDTH: f32 = 400.0;

/// An event that is being told.
#[derive(Debug, Default)]
pub(super) struct Form {
    draft: Draft,
    production: Chooser<ProductionId>,
    task: Chooser<TaskId>,
    episode: Chooser<EpisodeId>,
    resource: Chooser<Resource>,
    problem: Option<String>,
    begun: bool,
}

/// What the form came to in a frame.
#[derive(Debug)]
pub(super) enum Answer {
    Open,
    Dropped,
    Told(Box<Event>),
}

impl Form {
    pub(super) fn show(&mut self, ui: &Ui, scene: &Scene<'_>) -> Answer {
        if !self.begun {
            self.begin(scene);
        }
        let title = scene.say(key::DESKTOP_WAYS_FORM);
        let (pressed, close) =
            dialogue(ui, "ways-form", WIDTH, &title, |ui| self.content(ui, scene));
        match pressed {
            Some(true) => match self.told(scene) {
                Ok(event) => Answer::Told(Box::new(event)),
                Err(problem) => {
                    self.problem = Some(problem);
                    Answer::Open
                }
            },
            Some(false) => Answer::Dropped,
            None if close => Answer::Dropped,
            None => Answer::Open,
        }
    }

    /// What is selected is what it happened to; a day from now on is when.
    fn begin(&mut self, scene: &Scene<'_>) {
        self.begun = true;
        let source = scene.source();
        let tomorrow = scene.today().checked_add_days(Days::new(1)).unwrap_or(scene.today());
        let morning = scene.snapshot.report.time().window(units::Datelike::weekday(&tomorrow)).from;
        self.draft.until = scene.messages.date_time(tomorrow.and_time(morning));
        self.draft.from = scene.messages.date_time(tomorrow.and_time(NaiveTime::MIN));
        let after = tomorrow.checked_add_days(Days::new(1)).unwrap_or(tomorrow);
        self.draft.to = scene.messages.date_time(after.and_time(NaiveTime::MIN));
        let Some(subject) = scene.selected() else { return };
        if let Some(resource) = Resource::of(subject) {
            self.draft.kind = match resource {
                Resource::Person(_) => Kind::Absent,
                Resource::Room(_) | Resource::Equipment(_) => Kind::RoomDown,
            };
            self.resource.choose(resource, source.name(&subject).unwrap_or_default());
        }
        let Some(production) = subject.scope.production() else { return };
        self.production.choose(production, source.production(production));
        let Some(plan) = scene.snapshot.plans.get(&production) else { return };
        let task = match subject.kind {
            Record::Task => Some(TaskId(subject.id)),
            Record::Booking => plan.bookings.get(&subject.id.into()).and_then(|it| it.task),
            _ => None,
        };
        if let Some(task) = task {
            self.task.choose(task, source.task(plan, task));
        }
        let booking = plan.bookings.get(&subject.id.into());
        let person = booking.and_then(|booking| booking.people.first().copied());
        if let Some(person) = person.filter(|_| subject.kind == Record::Booking) {
            self.resource.choose(Resource::Person(person), source.person(person));
        }
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Option<bool> {
        ui.spacing_mut().item_spacing.y = 9.0;
        self.kind(ui, scene);
        let kind = self.draft.kind;
        if kind.has_production() {
            self.of_production(ui, scene);
        } else {
            self.of_resource(ui, scene);
        }
        let usual = scene.now;
        let moment = |ui: &mut Ui, label: String, text: &mut String| {
            moment_field(ui, scene, Field::new(&label), usual, text);
        };
        match kind {
            Kind::RushesLate | Kind::NotesLate => {
                moment(ui, scene.say(key::DESKTOP_WAYS_UNTIL), &mut self.draft.until);
            }
            Kind::Absent | Kind::RoomDown => {
                moment(ui, scene.say(key::DESKTOP_WAYS_FROM), &mut self.draft.from);
                moment(ui, scene.say(key::DESKTOP_WAYS_TO), &mut self.draft.to);
            }
            Kind::Overrun | Kind::Relock | Kind::QcRefused => {
                let label = scene.say(match kind {
                    Kind::Overrun => key::DESKTOP_WAYS_REMAINING,
                    _ => key::DESKTOP_WAYS_AGAIN,
                });
                let hint = scene.say(key::DESKTOP_WAYS_WORK_HINT);
                Field::new(&label).hint(&hint).show(ui, &mut self.draft.work);
            }
            Kind::DeliveryMoved => {
                let label = scene.say(key::DESKTOP_WAYS_DATE);
                date_field(ui, scene, Field::new(&label), &mut self.draft.date);
            }
        }
        if let Some(problem) = &self.problem {
            ui.add(Label::new(RichText::new(problem).color(scene.tokens.bad_ink)).wrap());
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let find = primary_button(ui, &scene.say(key::DESKTOP_WAYS_FIND)).clicked();
            let drop = button(ui, &scene.say(key::DESKTOP_WAYS_DROP)).clicked();
            match (find, drop) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            }
        })
        .inner
    }

    fn kind(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let label = scene.say(key::DESKTOP_WAYS_WHAT);
        field_label(ui, &label);
        let before = self.draft.kind;
        let text = |kind: Kind| scene.messages.label("desktop-ways-event", kind.key());
        let combo = ComboBox::from_id_salt("ways-kind")
            .selected_text(text(before))
            .width(ui.available_width());
        let shown = combo.height(340.0).show_ui(ui, |ui| {
            for kind in Kind::ALL {
                ui.selectable_value(&mut self.draft.kind, kind, text(kind));
            }
        });
        shown.response.accessible_name(label);
        if self.draft.kind != before {
            self.problem = None;
        }
    }

    fn of_production(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let unknown = scene.say(key::DESKTOP_PLANNING_UNKNOWN);
        let hint = scene.say(key::DESKTOP_PLANNING_CHOOSE_HINT);
        let label = scene.messages.kind(Record::Production);
        let asked = Asked { label: &label, hint: &hint, unknown: &unknown, problem: None };
        let productions: Vec<Choice<ProductionId>> = scene
            .derived
            .productions
            .iter()
            .map(|it| Choice::new(it.id, it.title.clone(), it.client.clone()))
            .collect();
        if self.production.show(ui, Id::unique("ways-production"), &asked, &productions) {
            (self.task, self.episode) = (Chooser::default(), Chooser::default());
        }
        let plan = self.production.chosen().and_then(|id| scene.snapshot.plans.get(&id));
        if self.draft.kind == Kind::DeliveryMoved {
            let episodes = plan.into_iter().flat_map(|plan| plan.episodes.values());
            let name = |title: &str, number: i64| format!("{number} {title}").trim().to_owned();
            let episodes: Vec<Choice<EpisodeId>> = episodes
                .map(|it| Choice::new(it.id, name(&it.title, it.number), String::new()))
                .collect();
            if !episodes.is_empty() {
                let label = scene.messages.kind(Record::Episode);
                let asked = Asked { label: &label, ..asked };
                self.episode.show(ui, Id::unique("ways-episode"), &asked, &episodes);
            }
            return;
        }
        let open = plan.into_iter().flat_map(|plan| plan.tasks_in_order());
        let done = self.draft.kind.of_done_tasks();
        let open = open.filter(|task| (done || !task.is_finished()) && !task.milestone);
        let tasks: Vec<Choice<TaskId>> =
            open.map(|task| Choice::new(task.id, task.name.clone(), String::new())).collect();
        let label = scene.messages.kind(Record::Task);
        let asked = Asked { label: &label, ..asked };
        self.task.show(ui, Id::unique("ways-task"), &asked, &tasks);
    }

    fn of_resource(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let unknown = scene.say(key::DESKTOP_PLANNING_UNKNOWN);
        let hint = scene.say(key::DESKTOP_PLANNING_CHOOSE_HINT);
        let (source, facility) = (scene.source(), &scene.snapshot.facility);
        let choice = |id: Resource, name: String| Choice::new(id, name, String::new());
        let mut all: Vec<Choice<Resource>> = if self.draft.kind == Kind::Absent {
            let people = facility.people.keys();
            people.map(|id| choice(Resource::Person(*id), source.person(*id))).collect()
        } else {
            let rooms = facility.rooms.keys();
            let rooms = rooms.map(|id| choice(Resource::Room(*id), source.room(*id)));
            let machines = facility.equipment.keys();
            let machines =
                machines.map(|id| choice(Resource::Equipment(*id), source.equipment(*id)));
            rooms.chain(machines).collect()
        };
        all.sort_by(|a, b| a.name.cmp(&b.name));
        let label = if self.draft.kind == Kind::Absent {
            scene.messages.kind(Record::Person)
        } else {
            scene.say(key::DESKTOP_WAYS_ROOM_OR_MACHINE)
        };
        let asked = Asked { label: &label, hint: &hint, unknown: &unknown, problem: None };
        self.resource.show(ui, Id::unique("ways-resource"), &asked, &all);
    }

    fn told(&mut self, scene: &Scene<'_>) -> Result<Event, String> {
        let (draft, choosers) = (&mut self.draft, (&self.production, &self.task));
        (draft.production, draft.task) = (choosers.0.chosen(), choosers.1.chosen());
        (draft.episode, draft.resource) = (self.episode.chosen(), self.resource.chosen());
        read(scene, draft)
    }
}
