//! The export: which sheet, of what, in which form; it is made on a worker, kept where the reader
//! says or shown at once.

mod making;

use crate::desktop::{Asks, Notice, Pending, Scene, date_field};
use crate::exporting::Bytes;
use egui::{ComboBox, Ui};
use i18n::{Value, key};
use making::{Format, Order, make};
use model::{Finding, PersonId, ProductionId, Publication, PublicationId, RoomId, Severity};
use std::path::{Path, PathBuf};
use ui_kit::widgets::{
    Entry, Field, Mark, button, dialogue, entry, field_label, primary_button, problem, segmented,
};

pub(super) use making::Sheet;

/// What the dialogue remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    open: bool,
    sheet: Sheet,
    format: usize,
    production: Option<ProductionId>,
    person: Option<PersonId>,
    room: Option<RoomId>,
    publication: Option<PublicationId>,
    first: String,
    weeks: String,
    making: Option<(Making, Goal)>,
    failed: Option<Box<Finding>>,
}

/// What is under way.
#[derive(Debug)]
enum Making {
    /// How often bookings have changed is asked of the engine first.
    Asking(Pending<making::Changes>, Order),
    /// The file is being made.
    Working(Pending<Bytes>),
}

/// What is done with the file.
#[derive(Debug, Clone)]
enum Goal {
    /// It is kept there.
    Keep(PathBuf),
    /// It is shown by the program the machine has for it, from a folder beside the store.
    Show(PathBuf),
}

impl State {
    /// Opens it at something that was sent to a client.
    pub(super) fn open_publication(&mut self, publication: PublicationId) {
        self.open(Sheet::Publication);
        self.publication = Some(publication);
    }

    /// Opens it at a sheet.
    pub(super) fn open(&mut self, sheet: Sheet) {
        *self = Self { open: true, sheet, weeks: "1".to_owned(), ..Self::default() };
    }
}

/// Draws the dialogue, if it is open.
pub(super) fn ui(ui: &Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if !state.open {
        return;
    }
    go_on(scene, state, asks);
    if !state.sheet.is_for(scene.snapshot) {
        let mut sheets = Sheet::ALL.into_iter();
        state.sheet = sheets.find(|sheet| sheet.is_for(scene.snapshot)).unwrap_or_default();
    }
    if state.first.is_empty() {
        state.first = scene.messages.date(units::monday(scene.today()));
    }
    if state.production.is_none() {
        state.production = default_production(scene);
    }
    let title = scene.say(key::DESKTOP_EXCHANGE_EXPORT);
    let (over, close) = dialogue(ui, "export", 620.0, &title, |ui| {
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(220.0);
                ui.spacing_mut().item_spacing.y = 1.0;
                for sheet in Sheet::ALL.into_iter().filter(|it| it.is_for(scene.snapshot)) {
                    let name = scene.messages.label("desktop-exchange-sheet", sheet.word());
                    let chosen = state.sheet == sheet;
                    if entry(ui, &Entry { text: &name, mark: Mark::None, chosen }).clicked() {
                        (state.sheet, state.format) = (sheet, 0);
                    }
                }
            });
            ui.add_space(14.0);
            ui.vertical(|ui| {
                ui.set_width(320.0);
                form(ui, scene, state)
            });
        });
        ui.add_space(12.0);
        buttons(ui, scene, state)
    });
    if over || (close && state.making.is_none()) {
        state.open = false;
    }
}

/// The production the reader is at, else the first.
fn default_production(scene: &Scene<'_>) -> Option<ProductionId> {
    let here = match scene.place {
        crate::desktop::Place::Production(id) => Some(id),
        _ => scene.selected().and_then(|subject| subject.scope.production()),
    };
    here.or_else(|| scene.derived.productions.first().map(|production| production.id))
}

/// What the chosen sheet wants to know.
fn form(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let formats = state.sheet.formats();
    field_label(ui, &scene.say(key::DESKTOP_EXCHANGE_FORMAT));
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    if let Some(chosen) = segmented(ui, state.format, &names) {
        state.format = chosen;
    }
    ui.add_space(6.0);
    let source = scene.source();
    if state.sheet.wants_production() {
        let all = scene.derived.productions.iter();
        let options: Vec<_> = all.map(|it| (it.id, it.title.clone())).collect();
        choose(
            ui,
            &scene.say(key::DESKTOP_EXCHANGE_OF_PRODUCTION),
            &options,
            &mut state.production,
        );
    }
    if state.sheet.wants_person() {
        let people = views::people(&source);
        let options: Vec<_> = people.into_iter().map(|it| (it.id, it.name)).collect();
        state.person = state.person.or(Some(scene.person));
        choose(ui, &scene.say(key::DESKTOP_EXCHANGE_OF_PERSON), &options, &mut state.person);
    }
    if state.sheet.wants_room() {
        let rooms = views::rooms(&source);
        let options: Vec<_> = rooms.into_iter().map(|it| (it.id, it.name)).collect();
        state.room = state.room.or(options.first().map(|(id, _)| *id));
        choose(ui, &scene.say(key::DESKTOP_EXCHANGE_OF_ROOM), &options, &mut state.room);
    }
    if state.sheet.wants_publication() {
        let options = publications(scene);
        state.publication = state.publication.or(options.first().map(|(id, _)| *id));
        let label = scene.say(key::DESKTOP_EXCHANGE_PUBLICATION);
        choose(ui, &label, &options, &mut state.publication);
    }
    if state.sheet.wants_period() {
        let told = first_day(scene, state).err();
        let label = scene.say(key::DESKTOP_EXCHANGE_FIRST_DAY);
        date_field(ui, scene, Field::new(&label).problem(told.as_deref()), &mut state.first);
        let told = weeks(scene, state).err();
        Field::new(&scene.say(key::DESKTOP_EXCHANGE_WEEKS))
            .problem(told.as_deref())
            .show(ui, &mut state.weeks);
    }
}

/// What was sent to clients: by title, the newest first. Asked in each frame, so nothing is compared.
fn publications(scene: &Scene<'_>) -> Vec<(PublicationId, String)> {
    let all = scene.snapshot.publications.values();
    let mut sent: Vec<_> = all.flat_map(|sent| sent.in_order().into_iter().rev()).collect();
    sent.sort_by(|a, b| a.title.cmp(&b.title));
    let name = |sent: &Publication| {
        let number = [("number", Value::Integer(sent.number))];
        let number = scene.say_with(key::DESKTOP_PUBLICATIONS_NUMBER, &number);
        format!("{} {number}", sent.title)
    };
    sent.into_iter().map(|sent| (sent.id, name(sent))).collect()
}

/// One of several records, by name.
fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    options: &[(T, String)],
    chosen: &mut Option<T>,
) {
    field_label(ui, label);
    let name = options.iter().find(|(id, _)| Some(*id) == *chosen).map_or("", |(_, name)| name);
    let combo = ComboBox::from_id_salt(label).selected_text(name).width(300.0);
    let shown = combo.height(320.0).show_ui(ui, |ui| {
        for (id, name) in options {
            ui.selectable_value(chosen, Some(*id), name);
        }
    });
    shown.response.accessible_name(label);
}

fn first_day(scene: &Scene<'_>, state: &State) -> Result<units::NaiveDate, String> {
    let language = scene.messages.language();
    i18n::typed::date(&state.first, scene.today(), language)
        .map_err(|error| scene.messages.typed_error(&error))
}

fn weeks(scene: &Scene<'_>, state: &State) -> Result<u64, String> {
    let typed = state.weeks.trim().parse().ok().filter(|weeks| (1..=26).contains(weeks));
    typed.ok_or_else(|| scene.say(key::DESKTOP_EXCHANGE_WEEKS_WRONG))
}

/// What is to be made, if everything it wants is there.
fn order(scene: &Scene<'_>, state: &State) -> Option<Order> {
    let sheet = state.sheet;
    let format = sheet.formats().get(state.format).copied()?;
    let (first, weeks) = if sheet.wants_period() {
        (first_day(scene, state).ok()?, weeks(scene, state).ok()?)
    } else {
        (scene.today(), 1)
    };
    let production = if sheet.wants_production() { Some(state.production?) } else { None };
    let person = if sheet.wants_person() { Some(state.person?) } else { None };
    let room = if sheet.wants_room() { Some(state.room?) } else { None };
    let publication = if sheet.wants_publication() {
        Some(publications(scene).into_iter().find(|(id, _)| Some(*id) == state.publication)?)
    } else {
        None
    };
    Some(Order { sheet, format, production, person, room, publication, first, weeks })
}

fn buttons(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) -> bool {
    if let Some(finding) = &state.failed {
        problem(ui, &scene.messages.finding(finding));
        problem(ui, &scene.messages.hint(finding, &|_| None).unwrap_or_default());
    }
    if let Some((making, _)) = &state.making {
        let progress = match making {
            Making::Asking(pending, _) => pending.progress(),
            Making::Working(pending) => pending.progress(),
        };
        ui.add(egui::ProgressBar::new(progress.share()).desired_width(320.0));
    }
    let mut over = false;
    ui.horizontal(|ui| {
        let order = order(scene, state).filter(|_| state.making.is_none());
        ui.add_enabled_ui(order.is_some(), |ui| {
            let Some(order) = order else {
                primary_button(ui, &scene.say(key::DESKTOP_EXCHANGE_SAVE_AS));
                return;
            };
            let name = order.file_name(scene);
            if primary_button(ui, &scene.say(key::DESKTOP_EXCHANGE_SAVE_AS)).clicked()
                && let Some(path) =
                    scene.files().save_as(&scene.say(key::DESKTOP_EXCHANGE_EXPORT), &name)
            {
                state.making = Some((begin(scene, order.clone()), Goal::Keep(path)));
            }
            if button(ui, &scene.say(key::DESKTOP_EXCHANGE_OPEN)).clicked() {
                let path = scene.folder().join("sheets").join(&name);
                state.making = Some((begin(scene, order), Goal::Show(path)));
            }
        });
        over = button(ui, &scene.say(key::DESKTOP_EXCHANGE_CANCEL)).clicked();
    });
    if over && let Some((Making::Working(pending), _)) = &state.making {
        pending.progress().cancel();
    }
    over
}

fn begin(scene: &Scene<'_>, order: Order) -> Making {
    match order.calendar() {
        Some(of) => {
            let bookings = crate::calendar::bookings(scene.snapshot, of);
            Making::Asking(scene.ask(move |engine| engine.booking_changes(&bookings)), order)
        }
        None => Making::Working(make(scene, order, making::Changes::default())),
    }
}

/// Takes what was made, and does with it what was asked for.
fn go_on(scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let Some((making, goal)) = state.making.take() else { return };
    match making {
        Making::Asking(pending, order) => match pending.take() {
            Some(changes) => {
                let working = Making::Working(make(scene, order, changes));
                state.making = Some((working, goal));
            }
            None => state.making = Some((Making::Asking(pending, order), goal)),
        },
        Making::Working(pending) => match pending.take() {
            None => state.making = Some((Making::Working(pending), goal)),
            Some(Err(finding)) => state.failed = Some(finding),
            Some(Ok(bytes)) => match finish(scene, &goal, &bytes) {
                Ok(path) => {
                    let path = path.display().to_string();
                    let values = [("path", Value::Text(&path))];
                    asks.tell(Notice::info(scene.say_with(key::DESKTOP_EXCHANGE_WRITTEN, &values)));
                    state.open = false;
                }
                Err(finding) => state.failed = Some(finding),
            },
        },
    }
}

/// Writes the file under a temporary name, renames it, and shows it if that was asked for.
fn finish(scene: &Scene<'_>, goal: &Goal, bytes: &[u8]) -> Result<PathBuf, Box<Finding>> {
    let (Goal::Keep(path) | Goal::Show(path)) = goal;
    let failed = |cause: String| {
        let finding = Finding::new(Severity::Error, "cli-file-unwritable");
        Box::new(finding.with("path", path.display()).with("cause", cause))
    };
    write(path, bytes).map_err(|error| failed(error.to_string()))?;
    if let Goal::Show(path) = goal {
        scene.files().open(path).map_err(failed)?;
    }
    Ok(path.clone())
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let part = path.with_extension("part");
    std::fs::write(&part, bytes)?;
    std::fs::rename(&part, path)
}

/// Formats by their names on the buttons.
impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Xlsx => "XLSX",
            Self::Mspdi => "MS Project XML",
            Self::Ics => "ICS",
        }
    }
}
