//! A form of any record, made from its field table: each field is shown and typed after what it
//! holds. What a kind of record has beside its fields is in the file of that kind.

use super::drafts::{Drafts, Kept};
use super::values::values_of;
use crate::desktop::{Asks, Scene, date_field, moment_field};
use egui::{Button, ComboBox, Response, RichText, Role, Ui, WidgetInfo};
use i18n::{Messages, key, typed};
use model::{
    Command, FieldKind, FieldValue, Kind, Lag, ProductionId, RawId, Subject, Value, Values,
    vocabulary,
};
use std::collections::BTreeSet;
use ui_kit::theme;
use ui_kit::widgets::{Field, field_label};
use units::{Minutes, NaiveDate, NaiveDateTime, NaiveTime};

mod week;

/// The fields of a record that a form shows, in order.
pub(crate) fn fields(
    ui: &mut Ui,
    scene: &Scene<'_>,
    drafts: &mut Drafts,
    asks: &mut Asks,
    subject: Subject,
    keys: &[&str],
) {
    let Some(values) = values_of(scene.snapshot, subject) else { return };
    let mut form = Form { scene, drafts, asks, subject, values };
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        for key in keys {
            if let Some(field) = subject.kind.field(key) {
                form.field(ui, field.key, field.kind);
                ui.add_space(4.0);
            }
        }
    });
}

/// A word that can be added to a set.
pub(super) struct Offered {
    /// The word.
    pub(super) word: String,
    /// What it is called.
    pub(super) name: String,
    /// What is said of it beside its name; may be empty.
    pub(super) remark: String,
    /// What more is said of it under the pointer; may be empty.
    pub(super) more: String,
}

/// A set of records with what can be added in an order of its own, and what is said of each.
pub(super) fn offered(
    ui: &mut Ui,
    scene: &Scene<'_>,
    drafts: &mut Drafts,
    asks: &mut Asks,
    subject: Subject,
    name: &'static str,
    options: &[Offered],
) {
    let Some(values) = values_of(scene.snapshot, subject) else { return };
    let mut form = Form { scene, drafts, asks, subject, values };
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        form.set_of(ui, name, options, false);
        ui.add_space(4.0);
    });
}

struct Form<'f, 's> {
    scene: &'f Scene<'s>,
    drafts: &'f mut Drafts,
    asks: &'f mut Asks,
    subject: Subject,
    values: Values,
}

impl Form<'_, '_> {
    fn field(&mut self, ui: &mut Ui, name: &'static str, kind: FieldKind) {
        match kind {
            FieldKind::Flag => self.flag(ui, name),
            FieldKind::Choice(words) => self.choice(ui, name, words),
            FieldKind::Reference(kind) => self.reference(ui, name, kind),
            FieldKind::References(kind) => self.references(ui, name, kind),
            FieldKind::Words => self.words(ui, name),
            FieldKind::Week => week::week(self, ui, name),
            FieldKind::Order
            | FieldKind::DaysOff
            | FieldKind::BaselineDates
            | FieldKind::Divergences
            | FieldKind::PublishedLines => {}
            written => self.written(ui, name, written),
        }
    }

    fn label(&self, name: &str) -> String {
        self.scene.messages.field(self.subject.kind, name)
    }

    fn value(&self, name: &str) -> Value {
        self.values.get(name).cloned().unwrap_or(Value::Nothing)
    }

    fn set(&mut self, name: &str, value: Value) {
        let values = Values::from([(name.to_owned(), value)]);
        self.asks.command(Command::Set { subject: self.subject, values });
    }

    /// A field that is typed as text.
    fn written(&mut self, ui: &mut Ui, name: &'static str, kind: FieldKind) {
        let label = self.label(name);
        let value = self.value(name);
        let messages = self.scene.messages;
        let shown = match &value {
            Value::Text(word) if name == "function" => messages.function(word),
            value => shown(self.scene, kind, value),
        };
        let (scene, asks, subject) = (self.scene, &mut *self.asks, self.subject);
        let show = |ui: &mut Ui, field: Field<'_>, text: &mut String| match kind {
            FieldKind::Date => date_field(ui, scene, field, text),
            FieldKind::DateTime => moment_field(ui, scene, field, usual(scene), text),
            _ => (field.show(ui, text), false),
        };
        let field = Kept { subject, key: name, label: &label, text: &shown };
        self.drafts.shown(ui, field, show, |text| {
            let value = match name {
                "function" => Value::Text(messages.function_word(text)),
                _ => read(scene, kind, text)?,
            };
            asks.command(set_written(scene, subject, name, value));
            Ok(())
        });
    }

    fn flag(&mut self, ui: &mut Ui, name: &str) {
        let mut on = self.value(name) == Value::Flag(true);
        if ui.checkbox(&mut on, self.label(name)).changed() {
            self.set(name, Value::Flag(on));
        }
    }

    fn choice(&mut self, ui: &mut Ui, name: &'static str, words: &'static [&'static str]) {
        let label = self.label(name);
        field_label(ui, &label);
        let Value::Text(before) = self.value(name) else { return };
        let kind = self.subject.kind;
        let text = |word: &str| self.scene.messages.choice(kind, name, word);
        let mut chosen = before.clone();
        let combo = ComboBox::from_id_salt((self.subject.id.0, name))
            .selected_text(text(&before))
            .width(ui.available_width());
        let shown = combo.height(340.0).show_ui(ui, |ui| {
            for word in words {
                ui.selectable_value(&mut chosen, (*word).to_owned(), text(word));
            }
        });
        shown.response.accessible_name(label);
        if chosen != before {
            self.set(name, Value::Text(chosen));
        }
    }

    fn reference(&mut self, ui: &mut Ui, name: &'static str, kind: Kind) {
        let label = self.label(name);
        field_label(ui, &label);
        let before = match self.value(name) {
            Value::Text(id) => Some(id),
            _ => None,
        };
        let options = records(self.scene, self.subject, kind);
        let none = self.scene.say(key::DESKTOP_INSPECTOR_NONE);
        let named = |id: &Option<String>| match id {
            Some(id) => options
                .iter()
                .find(|(known, _)| known.to_string() == *id)
                .map_or_else(|| id.clone(), |(_, name)| name.clone()),
            None => none.clone(),
        };
        let mut chosen = before.clone();
        let combo = ComboBox::from_id_salt((self.subject.id.0, name))
            .selected_text(named(&before))
            .width(ui.available_width())
            .truncate();
        let shown = combo.height(340.0).show_ui(ui, |ui| {
            ui.selectable_value(&mut chosen, None, &none);
            for (id, name) in &options {
                ui.selectable_value(&mut chosen, Some(id.to_string()), name);
            }
        });
        shown.response.accessible_name(label);
        if chosen != before {
            self.set(name, chosen.map_or(Value::Nothing, Value::Text));
        }
    }

    fn references(&mut self, ui: &mut Ui, name: &'static str, kind: Kind) {
        let options = records(self.scene, self.subject, kind);
        let options: Vec<Offered> =
            options.into_iter().map(|(id, name)| Offered::plain(id.to_string(), name)).collect();
        self.set_of(ui, name, &options, false);
    }

    fn words(&mut self, ui: &mut Ui, name: &'static str) {
        let (list, words) = vocabulary::of_field(name);
        let text = |word: &str| self.scene.messages.label(list, word);
        let options: Vec<Offered> =
            words.iter().map(|word| Offered::plain((*word).to_owned(), text(word))).collect();
        self.set_of(ui, name, &options, true);
    }

    /// A set: what is in it, each to be taken out, and a list of what can be added.
    fn set_of(&mut self, ui: &mut Ui, name: &'static str, options: &[Offered], free: bool) {
        let label = self.label(name);
        field_label(ui, &label);
        let Value::Set(before) = self.value(name) else { return };
        let named = |word: &str| {
            let known = options.iter().find(|known| known.word == word);
            known.map_or(word, |known| known.name.as_str()).to_owned()
        };
        let mut after = before.clone();
        ui.horizontal_wrapped(|ui| {
            for word in &before {
                let name = named(word);
                let values = [("what", i18n::Value::Text(&name))];
                let take_out = self.scene.say_with(key::DESKTOP_INSPECTOR_TAKE_OUT, &values);
                if chip(ui, &name, &take_out).clicked() {
                    after.remove(word);
                }
            }
        });
        let add = self.scene.say(key::DESKTOP_INSPECTOR_ADD);
        let combo = ComboBox::from_id_salt((self.subject.id.0, name, "add"))
            .selected_text(RichText::new(&add).font(theme::small()))
            .width(ui.available_width());
        let shown = combo.height(340.0).show_ui(ui, |ui| {
            for option in options.iter().filter(|option| !before.contains(&option.word)) {
                let mut line = ui.selectable_label(false, option.told());
                if !option.more.is_empty() {
                    line = line.on_hover_text(&option.more);
                }
                if line.clicked() {
                    after.insert(option.word.clone());
                }
            }
        });
        shown.response.accessible_name(format!("{label} — {add}"));
        if free {
            let own = format!("{label} — {}", self.scene.say(key::DESKTOP_INSPECTOR_OTHER));
            let added = &mut after;
            self.drafts.entry(ui, self.subject, name, &own, |text| {
                added.insert(text.to_owned());
                Ok(())
            });
        }
        if after != before {
            self.set(name, Value::Set(after));
        }
    }
}

impl Offered {
    /// A word with its name and nothing more.
    fn plain(word: String, name: String) -> Self {
        Self { word, name, remark: String::new(), more: String::new() }
    }

    /// The name with what is said beside it.
    fn told(&self) -> String {
        if self.remark.is_empty() {
            return self.name.clone();
        }
        format!("{} · {}", self.name, self.remark)
    }
}

/// A word of a set; a click takes it out.
fn chip(ui: &mut Ui, text: &str, spoken: &str) -> Response {
    let chip = Button::new(RichText::new(format!("{text}  ×")).font(theme::small()));
    let response = ui.add(chip.corner_radius(9));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), spoken));
    response.on_hover_text(spoken)
}

/// Setting a written field: the start of a booking or of an absence moves it whole.
fn set_written(scene: &Scene<'_>, subject: Subject, name: &str, value: Value) -> Command {
    if let (Kind::Booking, "start", Some(production), Value::Text(text)) =
        (subject.kind, name, subject.scope.production(), &value)
        && let Some(start) = units::parse_date_time(text)
        && has_dates(scene, subject)
    {
        return Command::MoveBooking { production, booking: subject.id.into(), start };
    }
    let mut values = Values::from([(name.to_owned(), value)]);
    if let (Kind::Absence, "start", Some(Value::Text(text))) =
        (subject.kind, name, values.get(name))
        && let Some(start) = units::parse_date_time(text)
        && let Some(absence) = scene.snapshot.facility.absences.get(&subject.id.into())
        && let (Some(from), Some(to)) = (absence.start, absence.end)
    {
        let end = units::after(start, Minutes((to - from).num_minutes()));
        values.insert("end".to_owned(), end.write());
    }
    Command::Set { subject, values }
}

fn has_dates(scene: &Scene<'_>, subject: Subject) -> bool {
    let plan = subject.scope.production().and_then(|id| scene.snapshot.plans.get(&id));
    let booking = plan.and_then(|plan| plan.bookings.get(&subject.id.into()));
    booking.is_some_and(|booking| booking.start.is_some() && booking.end.is_some())
}

/// The records of a kind that a field may name, by name.
pub(crate) fn records(scene: &Scene<'_>, subject: Subject, kind: Kind) -> Vec<(RawId, String)> {
    let facility = &scene.snapshot.facility;
    let plans = &scene.snapshot.plans;
    let production = production_of(scene, subject);
    let plan = production.and_then(|id| plans.get(&id));
    let ids: Vec<RawId> = match kind {
        Kind::Production => plans.keys().map(|id| (*id).into()).collect(),
        Kind::Room => {
            views::rooms(&scene.source()).into_iter().map(|room| room.id.into()).collect()
        }
        Kind::Equipment => facility.equipment.keys().map(|id| (*id).into()).collect(),
        Kind::Person => facility.people.keys().map(|id| (*id).into()).collect(),
        Kind::HolidayZone => facility.holiday_zones.keys().map(|id| (*id).into()).collect(),
        Kind::Task => plan
            .map(|plan| plan.tasks_in_order().into_iter().map(|task| task.id.into()).collect())
            .unwrap_or_default(),
        Kind::Episode => plan
            .map(|plan| plan.episodes.keys().map(|id| (*id).into()).collect())
            .unwrap_or_default(),
        Kind::Booking => plan
            .map(|plan| plan.bookings.keys().map(|id| (*id).into()).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let source = scene.source();
    let named = |id: RawId| {
        let scope = match kind {
            Kind::Production => model::Scope::Plan(id.into()),
            _ => scope_of(subject, production, kind),
        };
        let subject = Subject { scope, kind, id };
        source.name(&subject).map(|name| (id, name))
    };
    let mut named: Vec<(RawId, String)> = ids.into_iter().filter_map(named).collect();
    if kind == Kind::Person {
        named.sort_by(|a, b| a.1.cmp(&b.1));
    }
    named
}

/// The production a record is of: that of its plan, or the one a slip names.
fn production_of(scene: &Scene<'_>, subject: Subject) -> Option<ProductionId> {
    let model::Scope::Desk(person) = subject.scope else { return subject.scope.production() };
    scene.snapshot.desks.get(&person)?.slips.get(&subject.id.into())?.production
}

fn scope_of(subject: Subject, production: Option<ProductionId>, kind: Kind) -> model::Scope {
    let scope = model::Scope::of(kind.document(), production, subject.scope.person());
    scope.unwrap_or(subject.scope)
}

/// A value as it is typed.
pub(crate) fn shown(scene: &Scene<'_>, kind: FieldKind, value: &Value) -> String {
    let messages = scene.messages;
    let day = scene.source().day();
    match (kind, value) {
        (_, Value::Nothing) => String::new(),
        (FieldKind::Date, Value::Text(text)) => {
            units::parse_date(text).map_or_else(|| text.clone(), |date| messages.date(date))
        }
        (FieldKind::DateTime, Value::Text(text)) => units::parse_date_time(text)
            .map_or_else(|| text.clone(), |moment| messages.date_time(moment)),
        (FieldKind::Minutes, Value::Integer(minutes)) => messages.work(Minutes(*minutes), day),
        (FieldKind::Money, Value::Text(text)) => {
            text.parse().map_or_else(|_| text.clone(), |money| messages.money(money))
        }
        (FieldKind::Lag, value) => Lag::read(value)
            .map_or_else(|_| String::new(), |lag| typed::write_lag(lag, day, messages.language())),
        (FieldKind::Window, Value::Text(text)) => {
            typed::hours(text).map_or_else(|_| text.clone(), |hours| messages.day_hours(&hours))
        }
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Integer(number)) => number.to_string(),
        (_, Value::Flag(_) | Value::Set(_) | Value::Map(_)) => String::new(),
    }
}

/// What stands in for the day or the time that is not typed of a moment: today at nine.
fn usual(scene: &Scene<'_>) -> NaiveDateTime {
    scene.today().and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())
}

/// What is wrong with what was typed, and below it what can be typed instead.
pub(crate) fn told(messages: &Messages, error: &typed::TypedError) -> String {
    format!("{}\n{}", messages.typed_error(error), messages.typed_hint(error))
}

/// What was typed as a value, or what is wrong with it.
pub(crate) fn read(scene: &Scene<'_>, kind: FieldKind, text: &str) -> Result<Value, String> {
    if text.is_empty() && kind != FieldKind::Text {
        return Ok(Value::Nothing);
    }
    let (messages, today) = (scene.messages, scene.today());
    let language = messages.language();
    let told = |error| told(messages, &error);
    let day = scene.source().day();
    match kind {
        FieldKind::Date => typed::date(text, today, language)
            .map(|date: NaiveDate| Value::Text(units::format_date(date)))
            .map_err(told),
        FieldKind::DateTime => {
            let usual = usual(scene);
            typed::date_time(text, usual.date(), usual.time(), language)
                .map(|moment: NaiveDateTime| Value::Text(units::format_date_time(moment)))
                .map_err(told)
        }
        FieldKind::Minutes => {
            typed::work(text, day).map(|minutes| Value::Integer(minutes.0)).map_err(told)
        }
        FieldKind::Money => typed::hourly(text, language).map(|it| it.write()).map_err(told),
        FieldKind::Lag => typed::lag(text, day).map(|lag| FieldValue::write(&lag)).map_err(told),
        FieldKind::Window => typed::hours(text)
            .map(|hours| hours.spans().first().map_or(Value::Nothing, FieldValue::write))
            .map_err(told),
        FieldKind::Integer => text
            .parse()
            .map(Value::Integer)
            .map_err(|_| scene.say(key::DESKTOP_INSPECTOR_NO_NUMBER)),
        _ => Ok(Value::Text(text.to_owned())),
    }
}

/// Words of a set as a list in the reader's language, for panels and tables.
pub(crate) fn listed(words: &BTreeSet<String>, text: impl Fn(&str) -> String) -> String {
    words.iter().map(|word| text(word)).collect::<Vec<_>>().join(", ")
}
