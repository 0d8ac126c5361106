//! The window at work: the node, the screens with what each remembers, what is selected, notices,
//! and which dialogue is open.

use crate::attachments::forget_copies;
use crate::desktop::derived::Deriver;
use crate::desktop::notice::{Notice, Notices};
use crate::desktop::opened::Opened;
use crate::desktop::palette::Palette;
use crate::desktop::peer::{Outcome, Peer, refusal};
use crate::desktop::scene::Scene;
use crate::desktop::settings::Settings;
use crate::desktop::setup::Setup;
use crate::desktop::shell::facilities;
use crate::desktop::{Action, Asks, Derived, Outstanding, Place, inspector, shell, variants};
use crate::peers;
use crate::screens::Screens;
use i18n::{Messages, key};
use model::{PersonId, ProductionId, PublicationId, Severity, Subject, VariantId, VariantState};
use node::Snapshot;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use units::Stamp;

/// The window at work.
pub(super) struct Workplace {
    peer: Peer,
    /// The folder of the store.
    folder: PathBuf,
    deriver: Deriver,
    derived: Arc<Derived>,
    snapshot: Arc<Snapshot>,
    wanted: Wanted,
    person: PersonId,
    place: Place,
    /// The place that the others were told of last.
    told: Option<Place>,
    back: Vec<Place>,
    selection: Vec<Subject>,
    notices: Notices,
    palette: Palette,
    dialogue: Dialogue,
    variants: variants::State,
    /// Has the reader asked to leave the variant he works in?
    leaves: bool,
    facilities: facilities::State,
    screens: Screens,
    inspector: inspector::State,
    /// The title the window has.
    title: String,
    outstanding: Outstanding,
    /// Was something under way when the snapshot was taken? If not, it holds all that was asked for.
    busy: bool,
}

/// What the screens were last worked out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted {
    revision: u64,
    now: i64,
    language: i18n::Language,
    variant: Option<VariantId>,
}

fn wanted(snapshot: &Snapshot, language: i18n::Language) -> Wanted {
    let variant = snapshot.variant.as_ref().map(|it| it.variant.id);
    Wanted { revision: snapshot.revision, now: snapshot.now.0, language, variant }
}

/// The dialogue that is open over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialogue {
    /// None.
    None,
    /// Language, theme, size.
    Settings,
    /// All the keys.
    Shortcuts,
    /// The facilities of this installation.
    Facilities,
}

impl Drop for Workplace {
    /// Locked, left for another facility, or closed.
    fn drop(&mut self) {
        if self.snapshot.links.is_sealed {
            forget_copies(&self.folder);
        }
    }
}

impl Workplace {
    pub(super) fn new(
        opened: Opened,
        folder: &Path,
        context: &egui::Context,
        outstanding: &Outstanding,
    ) -> Self {
        let Opened { node, person, derived, language, workings } = opened;
        let peer = Peer::new(node, context, outstanding);
        let snapshot = Arc::clone(&derived.snapshot);
        peer.speak(language.code());
        if snapshot.links.is_sealed {
            // The program may have ended last time without a word.
            forget_copies(folder);
        }
        Self {
            peer,
            folder: folder.to_owned(),
            deriver: Deriver::start(workings, context, outstanding),
            wanted: wanted(&snapshot, language),
            variants: variants::State::default(),
            leaves: false,
            derived,
            snapshot,
            person,
            place: Place::Today,
            told: None,
            back: Vec::new(),
            selection: Vec::new(),
            notices: Notices::default(),
            palette: Palette::default(),
            dialogue: Dialogue::None,
            facilities: facilities::State::default(),
            screens: Screens::default(),
            inspector: inspector::State::default(),
            title: String::new(),
            outstanding: outstanding.clone(),
            busy: false,
        }
    }

    /// Takes what was answered, and has things worked out anew where they are no longer true.
    pub(super) fn logic(&mut self, context: &egui::Context, setup: &Setup, messages: &Messages) {
        // In this order: what is answered in between is in the snapshot, and still counts as busy.
        self.busy = self.outstanding.is_busy();
        let before = std::mem::replace(&mut self.snapshot, self.peer.snapshot());
        let time = context.input(|input| input.time);
        for outcome in self.peer.outcomes() {
            self.tell_outcome(&outcome, messages, time);
        }
        for alarm in self.peer.alarms() {
            self.notices.add(Notice::finding(messages, &alarm), time);
        }
        self.notice_variant(&before, messages, time);
        let wanted = wanted(&self.snapshot, messages.language());
        if wanted != self.wanted {
            if wanted.language != self.wanted.language {
                self.peer.speak(messages.language().code());
            }
            self.wanted = wanted;
            self.deriver.want(&self.snapshot, messages.language());
        }
        if let Some(derived) = self.deriver.newest() {
            self.derived = derived;
        }
        self.forget_what_is_gone();
        if self.told.replace(self.place) != Some(self.place) {
            let (scope, word) = shell::presence::told(self.place);
            self.peer.look_at(scope, word);
        }
        self.name_the_window(context, messages);
        let Stamp(now) = setup.now();
        let next_minute = 60 - now.rem_euclid(60);
        if now.div_euclid(60) > self.snapshot.now.0 && !self.busy {
            self.peer.look_at_the_clock();
        }
        let next_minute = u64::try_from(next_minute).unwrap_or(60);
        context.request_repaint_after(Duration::from_secs(next_minute));
    }

    fn tell_outcome(&mut self, outcome: &Outcome, messages: &Messages, time: f64) {
        if let Some(finding) = refusal(outcome) {
            self.notices.add(Notice::finding(messages, finding), time);
            return;
        }
        let Ok(receipt) = &outcome.result else { return };
        self.notices.forget_undo();
        if outcome.told {
            let text = messages.label("command", &outcome.word);
            let undo = !matches!(outcome.word.as_str(), "undo" | "redo");
            self.notices.add(Notice { undo, ..Notice::info(text) }, time);
        }
        for finding in receipt.findings.iter().filter(|it| it.severity != Severity::Info).take(3) {
            self.notices.add(Notice::finding(messages, finding), time);
        }
    }

    fn name_the_window(&mut self, context: &egui::Context, messages: &Messages) {
        let facility = &self.snapshot.facility.house.name;
        let values = [("facility", i18n::Value::Text(facility))];
        let title = messages.say_with(key::DESKTOP_SHELL_TITLE, &values);
        if title != self.title {
            self.title.clone_from(&title);
            context.send_viewport_cmd(egui::ViewportCommand::Title(title));
        }
    }

    /// A production or a record that somebody has deleted is no longer shown as chosen.
    fn forget_what_is_gone(&mut self) {
        let snapshot = &self.snapshot;
        let known = |subject: &Subject| match subject.scope.production() {
            Some(production) => snapshot.plans.contains_key(&production),
            None => true,
        };
        self.selection.retain(known);
        if let Place::Production(production) = self.place
            && !snapshot.plans.contains_key(&production)
        {
            self.place = Place::Planning;
        }
        if self.place == Place::Today && peers::is_outside(snapshot) {
            // The day of the house is not theirs.
            self.place = Place::Publications;
        }
    }

    /// Draws a frame.
    pub(super) fn ui(
        &mut self,
        ui: &mut egui::Ui,
        setup: &Setup,
        settings: &Settings,
        messages: &Messages,
        asks: &mut Asks,
    ) {
        let context = ui.ctx().clone();
        let time = context.input(|input| input.time);
        let zone = self.snapshot.facility.house.zone;
        let scene = Scene {
            snapshot: &self.snapshot,
            derived: &self.derived,
            messages,
            tokens: crate::desktop::tokens(ui),
            settings,
            place: self.place,
            selection: &self.selection,
            now: zone.civil(self.snapshot.now),
            person: self.person,
            peer: &self.peer,
            setup,
            outstanding: &self.outstanding,
            busy: self.busy,
            context: &context,
        };
        shell::shortcuts(&scene, asks);
        shell::top_bar(ui, &scene, asks);
        variants::strip(ui, &scene, asks);
        shell::status_line(ui, &scene, asks);
        shell::navigation(ui, &scene, asks);
        let ways = self.place == Place::Planning && self.screens.planning.shows_ways();
        if has_inspector(self.place, settings) && !ways {
            inspector::panel(ui, &scene, &mut self.inspector, asks);
        }
        self.screens.ui(ui, &scene, asks);
        self.palette.ui(ui, &scene, asks);
        self.variants.ui(ui, &scene, asks);
        shell::dialogue(ui, &scene, &mut self.dialogue, &mut self.facilities, asks);
        let (standing, next) = self.notices.standing(time);
        for closed in shell::notices(ui, &scene, &standing, asks) {
            self.notices.close(&closed);
        }
        if let Some(next) = next {
            context.request_repaint_after(Duration::from_secs_f64((next - time).max(0.05)));
        }
    }

    pub(super) fn peer(&self) -> &Peer {
        &self.peer
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.peer.snapshot()
    }

    pub(super) fn selection(&self) -> &[Subject] {
        &self.selection
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Goes to a screen; the one left can be gone back to.
    pub(super) fn go(&mut self, place: Place) {
        if place != self.place {
            self.back.push(self.place);
            self.place = place;
        }
    }

    pub(super) fn select(&mut self, selection: Vec<Subject>) {
        self.selection = selection;
    }

    /// Selects a record, whose first field gets the keys.
    pub(super) fn edit(&mut self, subject: Subject) {
        self.selection = vec![subject];
        self.inspector.edit(subject);
    }

    /// Shows a booking on the planning.
    pub(super) fn show_on_planning(&mut self, subject: Subject) {
        self.screens.planning.show(subject);
        self.go(Place::Planning);
    }

    /// Shows a clash with both sides and its ways out.
    pub(super) fn show_clash(&mut self, clash: Arc<schedule::Clash>) {
        self.screens.clashes.choose(clash);
        self.go(Place::Clashes);
    }

    /// Searches ways out of an event, beside the planning.
    pub(super) fn replan(&mut self, event: schedule::Event) {
        self.screens.planning.replan(event);
        self.go(Place::Planning);
    }

    /// Opens the form of a new booking on the planning.
    pub(super) fn book(&mut self, of: Subject, stretch: units::TickRange) {
        let zone = self.snapshot.facility.house.zone;
        let ends = (zone.civil(stretch.start), zone.civil(stretch.end));
        self.screens.planning.new_booking_at(of, ends);
        self.go(Place::Planning);
    }

    /// Opens the export of something that was sent to a client.
    pub(super) fn export(&mut self, publication: PublicationId) {
        self.screens.exchange.open_publication(publication);
    }

    /// Works in a variant from now on, or in the plans themselves.
    pub(super) fn work_in(&mut self, into: Option<(ProductionId, VariantId)>) {
        self.leaves = self.snapshot.variant.is_some();
        self.peer.work_in(into);
    }

    /// Says so where a variant is gone that the reader has not left.
    fn notice_variant(&mut self, before: &Snapshot, messages: &Messages, time: f64) {
        let Some(was) = before.variant.as_ref().filter(|_| self.snapshot.variant.is_none()) else {
            return;
        };
        let plan = self.snapshot.plans.get(&was.production);
        let known = plan.and_then(|plan| plan.variants.get(&was.variant.id));
        let is_taken = known.is_some_and(|variant| variant.state == VariantState::Taken);
        if !std::mem::take(&mut self.leaves) && !is_taken {
            let values = [("name", i18n::Value::Text(&was.variant.name))];
            let text = messages.say_with(key::DESKTOP_VARIANTS_GONE, &values);
            self.notices.add(Notice::info(text), time);
        }
    }

    pub(super) fn tell(&mut self, notice: Notice, context: &egui::Context) {
        self.notices.add(notice, context.input(|input| input.time));
    }

    /// Carries out an action that is not about settings.
    pub(super) fn run(&mut self, action: Action, context: &egui::Context) {
        match action {
            Action::Search => self.palette.open(),
            Action::Undo => self.peer.undo(),
            Action::Redo => self.peer.redo(),
            Action::OpenToday => self.go(Place::Today),
            Action::OpenPlanning => self.go(Place::Planning),
            Action::OpenClashes => self.go(Place::Clashes),
            Action::OpenSlips => self.go(Place::Slips),
            Action::OpenPublications => self.go(Place::Publications),
            Action::OpenResources => self.go(Place::Resources),
            Action::OpenHistory => self.go(Place::History),
            Action::OpenMachines => self.go(Place::Machines),
            Action::Back => self.place = self.back.pop().unwrap_or(self.place),
            Action::Settings => self.dialogue = Dialogue::Settings,
            Action::Shortcuts => self.dialogue = Dialogue::Shortcuts,
            Action::SwitchFacility => {
                self.facilities = facilities::State::default();
                self.dialogue = Dialogue::Facilities;
            }
            Action::NextClash => self.next_clash(),
            Action::Unforeseen => {
                self.go(Place::Planning);
                self.screens.planning.tell_event();
            }
            Action::NewVariant => self.variants.begin(),
            Action::CompareVariant => self.variants.compare(),
            Action::LeaveVariant => self.work_in(None),
            Action::NewBooking => {
                self.go(Place::Planning);
                self.screens.planning.new_booking();
            }
            other => self.screens.run(other, context),
        }
    }

    /// The clash after the one that is selected, on the planning where it has a booking.
    fn next_clash(&mut self) {
        let clashes = &self.snapshot.report.clashes;
        let with_sides = clashes
            .iter()
            .filter(|clash| clash.severity != Severity::Info && !clash.sides.is_empty());
        let sides: Vec<Subject> =
            with_sides.filter_map(|clash| clash.sides.first().copied()).collect();
        let led = self.selection.last();
        let after = sides.iter().position(|side| Some(side) == led).map_or(0, |place| place + 1);
        let next = sides.get(after).or_else(|| sides.first()).copied();
        if let Some(subject) = next {
            self.select(vec![subject]);
            self.show_on_planning(subject);
        }
    }
}

impl Dialogue {
    /// Its title.
    pub(super) fn title(self) -> Option<i18n::Key> {
        match self {
            Self::None => None,
            Self::Settings => Some(key::DESKTOP_SHELL_SETTINGS),
            Self::Shortcuts => Some(key::DESKTOP_SHELL_SHORTCUTS),
            Self::Facilities => Some(key::DESKTOP_FACILITIES_TITLE),
        }
    }
}

/// Is the inspector beside this screen? Whatever is selected, so that nothing moves under the
/// pointer; the other screens have details of their own.
fn has_inspector(place: Place, settings: &Settings) -> bool {
    match place {
        Place::Planning | Place::Resources => settings.inspector,
        Place::Production(_) => settings.inspector_in_plan,
        Place::Today
        | Place::Clashes
        | Place::Slips
        | Place::Publications
        | Place::History
        | Place::Machines => false,
    }
}
