//! What a production is: its fields, each kept when it is left; Escape takes back what was typed.

use super::people;
use crate::desktop::{Asks, Scene, date_field};
use egui::{ComboBox, Key, ScrollArea, Ui};
use i18n::{key, typed};
use model::{
    Choice, Command, Episode, EpisodeId, FieldValue, Genre, Kind, Plan, Production, ProductionId,
    ProductionKind, ProductionState, Record, Subject, Value, Values,
};
use node::Group;
use std::collections::BTreeMap;
use ui_kit::widgets::{Field, button, field_label, icon_button, section};
use units::{MAX_NAME_CHARS, Minutes, NaiveDate, clean_name};

/// The longest code of an account.
const LONGEST_CODE: usize = 15;

/// What is being typed, by record and field.
#[derive(Default)]
pub(super) struct State {
    typed: BTreeMap<(String, &'static str), Typed>,
}

struct Typed {
    text: String,
    problem: Option<String>,
}

/// A field that is shown as text.
#[derive(Default)]
struct Shown<'a> {
    key: &'static str,
    label: &'a str,
    hint: &'a str,
    /// What is kept, as it can be typed.
    text: String,
    is_date: bool,
}

/// Draws the fields.
pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: ProductionId,
    state: &mut State,
    asks: &mut Asks,
) {
    let Some(plan) = scene.snapshot.plans.get(&id) else { return };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(18, 10)).show(ui, |ui| {
            ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                ui.set_max_width(760.0);
                ui.spacing_mut().item_spacing = egui::vec2(16.0, 8.0);
                let mut form = Form { scene, plan, state, asks };
                form.fields(ui);
                form.episodes(ui);
            });
        });
    });
}

struct Form<'a> {
    scene: &'a Scene<'a>,
    plan: &'a Plan,
    state: &'a mut State,
    asks: &'a mut Asks,
}

impl Form<'_> {
    fn fields(&mut self, ui: &mut Ui) {
        let plan = self.plan;
        let production: &Production = &plan.production;
        section(ui, &self.scene.say(key::DESKTOP_PRODUCTION_SHEET_WHAT));
        self.pair(
            ui,
            |form, ui| form.name(ui, "title", &production.title, true),
            |form, ui| form.code(ui, &production.code),
        );
        self.pair(ui, Self::genre, Self::kind);
        self.pair(ui, Self::runtime, Self::stands);
        self.pair(ui, Self::languages, |_, _| {});
        section(ui, &self.scene.say(key::DESKTOP_PRODUCTION_SHEET_WHOM));
        self.pair(
            ui,
            |form, ui| form.name(ui, "client", &production.client, false),
            |form, ui| form.name(ui, "broadcaster", &production.broadcaster, false),
        );
        self.pair(ui, Self::director, |form, ui| {
            form.name(ui, "remark", &production.remark, false)
        });
        section(ui, &self.scene.say(key::DESKTOP_PRODUCTION_SHEET_WHEN));
        self.pair(
            ui,
            |form, ui| form.date(ui, "start", production.start),
            |form, ui| form.date(ui, "delivery", production.delivery),
        );
        self.pair(
            ui,
            |form, ui| form.date(ui, "shooting_start", production.shooting_start),
            |form, ui| form.date(ui, "shooting_end", production.shooting_end),
        );
        self.pair(ui, |form, ui| form.date(ui, "air", production.air), |_, _| {});
    }

    /// Two fields side by side; one above the other where there is little room.
    fn pair(
        &mut self,
        ui: &mut Ui,
        left: impl FnOnce(&mut Self, &mut Ui),
        right: impl FnOnce(&mut Self, &mut Ui),
    ) {
        ui.columns(2, |columns| {
            if let [one, other] = columns {
                left(self, one);
                right(self, other);
            }
        });
    }

    fn subject(&self) -> Subject {
        let id = self.plan.production.id;
        Subject::planned(id, Kind::Production, id)
    }

    fn set(&mut self, subject: Subject, field: &str, value: Value) {
        let values = Values::from([(field.to_owned(), value)]);
        self.asks.submit_quietly(Group::one(Command::Set { subject, values }));
    }

    /// A field of text: what `read` makes of it is kept when it is left.
    fn text(
        &mut self,
        ui: &mut Ui,
        subject: Subject,
        shown: Shown<'_>,
        read: impl FnOnce(&str) -> Result<Value, String>,
    ) {
        let place = (subject.id.to_string(), shown.key);
        let typed = self.state.typed.entry(place.clone());
        let typed = typed.or_insert_with(|| Typed { text: shown.text.clone(), problem: None });
        let field = Field::new(shown.label).hint(shown.hint).problem(typed.problem.as_deref());
        let (response, picked) = if shown.is_date {
            date_field(ui, self.scene, field, &mut typed.text)
        } else {
            (field.show(ui, &mut typed.text), false)
        };
        if response.has_focus() && !picked {
            return;
        }
        if !response.lost_focus() && !picked {
            // What was changed elsewhere shows, unless something here waits to be put right.
            if typed.problem.is_none() {
                self.state.typed.remove(&place);
            }
            return;
        }
        let given_up = ui.input(|input| input.key_pressed(Key::Escape));
        if given_up || typed.text == shown.text {
            self.state.typed.remove(&place);
            return;
        }
        match read(&typed.text) {
            Ok(value) => {
                self.state.typed.remove(&place);
                self.set(subject, shown.key, value);
            }
            Err(problem) => typed.problem = Some(problem),
        }
    }

    fn name(&mut self, ui: &mut Ui, field: &'static str, kept: &str, needed: bool) {
        let scene = self.scene;
        let label = scene.messages.field(Kind::Production, field);
        let shown = Shown { key: field, label: &label, text: kept.to_owned(), ..Shown::default() };
        self.text(ui, self.subject(), shown, |text| read_name(scene, text, needed, MAX_NAME_CHARS));
    }

    fn code(&mut self, ui: &mut Ui, kept: &str) {
        let scene = self.scene;
        let label = scene.messages.field(Kind::Production, "code");
        let shown = Shown { key: "code", label: &label, text: kept.to_owned(), ..Shown::default() };
        self.text(ui, self.subject(), shown, |text| read_name(scene, text, false, LONGEST_CODE));
    }

    fn date(&mut self, ui: &mut Ui, field: &'static str, kept: Option<NaiveDate>) {
        let label = self.scene.messages.field(Kind::Production, field);
        self.date_of(ui, self.subject(), field, &label, kept);
    }

    fn date_of(
        &mut self,
        ui: &mut Ui,
        subject: Subject,
        field: &'static str,
        label: &str,
        kept: Option<NaiveDate>,
    ) {
        let scene = self.scene;
        let text = kept.map(|date| scene.messages.date(date)).unwrap_or_default();
        let hint = scene.say(key::DESKTOP_PRODUCTION_DATE_HINT);
        let shown = Shown { key: field, label, hint: &hint, text, is_date: true };
        self.text(ui, subject, shown, |text| read_date(scene, text).map(|date| date.write()));
    }

    /// The languages, one after the other.
    fn languages(&mut self, ui: &mut Ui) {
        let messages = self.scene.messages;
        let label = messages.field(Kind::Production, "languages");
        let named = |word: &String| messages.label("language", word);
        let text: Vec<String> = self.plan.production.languages.iter().map(named).collect();
        let hint = self.scene.say(key::DESKTOP_PRODUCTION_LANGUAGES_HINT);
        let text = text.join(", ");
        let shown =
            Shown { key: "languages", label: &label, hint: &hint, text, ..Shown::default() };
        self.text(ui, self.subject(), shown, |text| {
            let words = text.split(',').map(clean_name).filter(|word| !word.is_empty());
            Ok(Value::Set(words.map(|word| messages.word_of_field("languages", &word)).collect()))
        });
    }

    fn runtime(&mut self, ui: &mut Ui) {
        let scene = self.scene;
        let label = scene.messages.field(Kind::Production, "runtime");
        let kept = self.plan.production.runtime;
        let text = if kept.is_positive() { format!("{} min", kept.0) } else { String::new() };
        let hint = scene.say(key::DESKTOP_PRODUCTION_RUNTIME_HINT);
        let shown = Shown { key: "runtime", label: &label, hint: &hint, text, ..Shown::default() };
        self.text(ui, self.subject(), shown, |text| read_runtime(scene, text));
    }

    fn genre(&mut self, ui: &mut Ui) {
        let kept = self.plan.production.genre.clone();
        self.choice::<Genre>(ui, "genre", kept.key());
    }

    fn kind(&mut self, ui: &mut Ui) {
        let kept = self.plan.production.kind.clone();
        self.choice::<ProductionKind>(ui, "kind", kept.key());
    }

    fn stands(&mut self, ui: &mut Ui) {
        let kept = self.plan.production.state.clone();
        self.choice::<ProductionState>(ui, "state", kept.key());
    }

    fn choice<C: Choice>(&mut self, ui: &mut Ui, field: &'static str, kept: &str) {
        let messages = self.scene.messages;
        let label = messages.field(Kind::Production, field);
        let name = |word: &str| messages.choice(Kind::Production, field, word);
        let mut chosen = None;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            field_label(ui, &label);
            let combo = ComboBox::from_id_salt(("production-sheet", field))
                .width(ui.available_width())
                .selected_text(name(kept));
            let shown = combo.show_ui(ui, |ui| {
                for word in C::KNOWN {
                    if ui.selectable_label(*word == kept, name(word)).clicked() && *word != kept {
                        chosen = Some(*word);
                    }
                }
            });
            shown.response.accessible_name(&label);
        });
        if let Some(word) = chosen {
            self.set(self.subject(), field, Value::from(word));
        }
    }

    fn director(&mut self, ui: &mut Ui) {
        let scene = self.scene;
        let kept = self.plan.production.director;
        let text = kept.and_then(|id| scene.snapshot.directory.name(id)).unwrap_or_default();
        let label = scene.messages.field(Kind::Production, "director");
        let subject = self.subject();
        let place = (subject.id.to_string(), "director");
        let typed = self.state.typed.entry(place.clone());
        let typed = typed.or_insert_with(|| Typed { text: text.to_owned(), problem: None });
        if !people::field(ui, scene, "director", &label, "director", &mut typed.text) {
            let field = egui::Id::unique(("production-person", "director"));
            if !ui.memory(|memory| memory.has_focus(field)) {
                self.state.typed.remove(&place);
            }
            return;
        }
        let written = typed.text.clone();
        self.state.typed.remove(&place);
        if written == text || ui.input(|input| input.key_pressed(Key::Escape)) {
            return;
        }
        let (person, mut commands) = people::resolved(scene, "director", &written);
        if person != kept {
            let values = Values::from([("director".to_owned(), person.write())]);
            commands.push(Command::Set { subject, values });
            let label = "set".to_owned();
            self.asks.submit_quietly(Group { label, ..Group::of(commands) });
        }
    }

    fn episodes(&mut self, ui: &mut Ui) {
        let plan = self.plan;
        if plan.production.kind != ProductionKind::Series && plan.episodes.is_empty() {
            return;
        }
        let scene = self.scene;
        section(ui, &scene.say(key::DESKTOP_PRODUCTION_EPISODES));
        let mut episodes: Vec<_> = plan.episodes.values().collect();
        episodes.sort_by_key(|episode| (episode.number, episode.id));
        for episode in &episodes {
            self.episode(ui, episode);
        }
        if button(ui, &scene.say(key::DESKTOP_PRODUCTION_ADD_EPISODE)).clicked() {
            let number = episodes.last().map_or(1, |last| last.number + 1);
            self.asks.command(new_episode(scene, plan.production.id, number));
        }
    }

    fn episode(&mut self, ui: &mut Ui, episode: &Episode) {
        let scene = self.scene;
        let subject = Subject::planned(self.plan.production.id, Kind::Episode, episode.id);
        let number = [("number", i18n::Value::Integer(episode.number))];
        let name = scene.say_with(key::DESKTOP_PRODUCTION_EPISODE, &number);
        ui.columns(3, |columns| {
            let [title, delivery, air] = columns else { return };
            let label = format!("{name} — {}", scene.messages.field(Kind::Episode, "title"));
            let text = episode.title.clone();
            let shown = Shown { key: "title", label: &label, text, ..Shown::default() };
            self.text(title, subject, shown, |text| read_name(scene, text, false, MAX_NAME_CHARS));
            let label = format!("{name} — {}", scene.messages.field(Kind::Episode, "delivery"));
            self.date_of(delivery, subject, "delivery", &label, episode.delivery);
            air.horizontal(|ui| {
                ui.vertical(|ui| {
                    ui.set_width((ui.available_width() - 44.0).max(80.0));
                    let label = format!("{name} — {}", scene.messages.field(Kind::Episode, "air"));
                    self.date_of(ui, subject, "air", &label, episode.air);
                });
                ui.vertical(|ui| {
                    ui.add_space(17.0);
                    let text = scene.say_with(key::DESKTOP_PRODUCTION_DELETE_EPISODE, &number);
                    if icon_button(ui, "×", &text).clicked() {
                        self.asks.submit(Group::one(Command::Delete { subject }));
                    }
                });
            });
        });
    }
}

/// The command of a new episode.
pub(super) fn new_episode(scene: &Scene<'_>, production: ProductionId, number: i64) -> Command {
    let id = EpisodeId(scene.new_id());
    let episode = Episode { number, ..Episode::new(id) };
    let values = episode.filled_values();
    Command::Add { subject: Subject::planned(production, Kind::Episode, id), values }
}

pub(super) fn read_name(
    scene: &Scene<'_>,
    text: &str,
    needed: bool,
    longest: usize,
) -> Result<Value, String> {
    let name = clean_name(text);
    if needed && name.is_empty() {
        return Err(scene.say(key::DESKTOP_PRODUCTION_TITLE_MISSING));
    }
    if name.chars().count() > longest {
        let longest = i18n::Value::Integer(i64::try_from(longest).unwrap_or(i64::MAX));
        return Err(scene.say_with(key::DESKTOP_PRODUCTION_TOO_LONG, &[("longest", longest)]));
    }
    Ok(Value::Text(name))
}

pub(super) fn read_date(scene: &Scene<'_>, text: &str) -> Result<Option<NaiveDate>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let messages = scene.messages;
    typed::date(text, scene.today(), messages.language())
        .map(Some)
        .map_err(|error| messages.typed_problem(&error))
}

/// A length in minutes: `90`, `90 min`, `1h30`.
pub(super) fn read_runtime(scene: &Scene<'_>, text: &str) -> Result<Value, String> {
    let text = text.trim().trim_end_matches(['’', '\'', '′']).trim_end();
    if text.is_empty() {
        return Ok(Minutes::ZERO.write());
    }
    if let Ok(minutes) = text.parse::<u16>() {
        return Ok(Minutes(i64::from(minutes)).write());
    }
    let messages = scene.messages;
    typed::work(text, scene.source().day())
        .map(|length| length.write())
        .map_err(|error| messages.typed_problem(&error))
}
