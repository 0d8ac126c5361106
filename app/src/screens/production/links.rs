//! Dependencies worked on by hand: why one cannot be, and the small form in which one is read,
//! changed and deleted.

use super::chart::Chart;
use crate::desktop::{Asks, Scene};
use egui::{
    Area, Frame, Id, Key, Label, Margin, Modifiers, Order, Pos2, Response, RichText, Stroke, Ui,
};
use i18n::key;
use i18n::typed::{self, TypedError};
use model::{Choice, Command, FieldValue, Kind, LinkId, LinkKind, Subject, TaskId, Values};
use std::collections::{BTreeMap, BTreeSet};
use ui_kit::theme;
use ui_kit::widgets::{Field, button, icon_button, segmented};
use views::LinkView;

/// The kinds, in the order in which they are offered.
const KINDS: [LinkKind; 4] = [
    LinkKind::FinishToStart,
    LinkKind::StartToStart,
    LinkKind::FinishToFinish,
    LinkKind::StartToFinish,
];

/// Why a task cannot wait for another: it is itself, waits for it already, or is in its group.
/// `without` are dependencies that are about to go.
pub(super) fn refusal(
    scene: &Scene<'_>,
    chart: &Chart,
    from: TaskId,
    to: TaskId,
    without: &[LinkId],
) -> Option<String> {
    let stands_in = |task: TaskId, group: TaskId| {
        let mut above = chart.task(task).and_then(|task| task.parent);
        let mut seen = BTreeSet::new();
        while let Some(parent) = above.filter(|parent| seen.insert(*parent)) {
            if parent == group {
                return true;
            }
            above = chart.task(parent).and_then(|task| task.parent);
        }
        false
    };
    let code = if from == to || reaches(chart, to, from, without) {
        "link-cycle"
    } else if stands_in(from, to) || stands_in(to, from) {
        "link-within-group"
    } else {
        return None;
    };
    let name = |id: TaskId| chart.task(id).map(|task| task.name.clone()).unwrap_or_default();
    let fields = BTreeMap::from([("from", name(from)), ("to", name(to))]);
    Some(scene.messages.coded(code, &fields, &|_| None))
}

/// Can one get from a task to another along the dependencies?
fn reaches(chart: &Chart, from: TaskId, target: TaskId, without: &[LinkId]) -> bool {
    let mut after: BTreeMap<TaskId, Vec<TaskId>> = BTreeMap::new();
    for link in chart.view.plan.links.iter().filter(|link| !without.contains(&link.id)) {
        if let Some((from, to)) = link.from.zip(link.to) {
            after.entry(from).or_default().push(to);
        }
    }
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(task) = open.pop() {
        if task == target {
            return true;
        }
        if seen.insert(task) {
            open.extend(after.get(&task).into_iter().flatten());
        }
    }
    false
}

/// The form of a dependency.
#[derive(Debug)]
pub(super) struct Form {
    link: LinkId,
    lag: Typed,
    most: Typed,
    place: Pos2,
    fresh: bool,
}

/// What is typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Typed {
    text: String,
    problem: Option<String>,
}

impl Typed {
    fn new(text: String) -> Self {
        Self { text, problem: None }
    }

    /// What was read; or nothing, and the mistake is told.
    fn read<T>(&mut self, scene: &Scene<'_>, read: Result<T, TypedError>) -> Option<T> {
        let messages = scene.messages;
        let told = |error: &TypedError| {
            format!("{}. {}", messages.typed_error(error), messages.typed_hint(error))
        };
        self.problem = read.as_ref().err().map(told);
        read.ok()
    }

    fn show(&mut self, ui: &mut Ui, label: &str, hint: &str) -> Response {
        let field = Field::new(label).hint(hint).problem(self.problem.as_deref());
        // What is wrong with it stands below it and not beside.
        let column = |ui: &mut Ui| {
            ui.set_width(150.0);
            field.show(ui, &mut self.text)
        };
        ui.vertical(column).inner
    }
}

impl Form {
    /// The form of a dependency, at a place of the screen.
    pub(super) fn open(scene: &Scene<'_>, link: &LinkView, place: Pos2) -> Self {
        let day = scene.source().day();
        let language = scene.messages.language();
        let lag = Typed::new(typed::write_lag(link.lag, day, language));
        let most = Typed::new(typed::write_most(link.most, day, language));
        Self { link: link.id, lag, most, place, fresh: true }
    }

    /// Draws it; false when it is done with.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        chart: &Chart,
        asks: &mut Asks,
    ) -> bool {
        let Some(link) = chart.link(self.link) else { return false };
        let tokens = scene.tokens;
        let ground = Frame::new()
            .fill(tokens.bg_2)
            .stroke(Stroke::new(1.0, tokens.line_2))
            .corner_radius(8)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::same(12));
        let area = Area::new(Id::unique("production-link"))
            .order(Order::Foreground)
            .constrain(true)
            .default_pos(self.place);
        let mut open = true;
        let shown = area.show(ui.ctx(), |ui| {
            ground.show(ui, |ui| {
                ui.set_width(480.0);
                open = self.content(ui, scene, chart, link, asks);
            });
        });
        let elsewhere = shown.response.clicked_elsewhere() && !self.fresh;
        let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if elsewhere && !self.keep(scene, chart, link, asks) {
            return true;
        }
        self.fresh = false;
        open && !elsewhere && !escape
    }

    fn content(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        chart: &Chart,
        link: &LinkView,
        asks: &mut Asks,
    ) -> bool {
        let tokens = scene.tokens;
        let name = |id: Option<TaskId>| {
            id.and_then(|id| chart.task(id)).map(|task| task.name.as_str()).unwrap_or_default()
        };
        let mut open = true;
        ui.horizontal(|ui| {
            let title = format!("{} → {}", name(link.from), name(link.to));
            let title = RichText::new(title).font(theme::strong()).color(tokens.ink_1);
            ui.scope(|ui| {
                ui.set_max_width(430.0);
                ui.add(Label::new(title).truncate());
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                open = !icon_button(ui, "×", &scene.say(key::DESKTOP_CLOSE)).clicked();
            });
        });
        ui.add_space(4.0);
        let read_only = scene.is_read_only();
        ui.add_enabled_ui(!read_only, |ui| {
            self.kinds(ui, scene, chart, link, asks);
            ui.add_space(4.0);
            ui.horizontal_top(|ui| {
                let label = |key| scene.messages.field(Kind::Link, key);
                let hint = scene.say(key::DESKTOP_PRODUCTION_LAG_HINT);
                let lag = self.lag.show(ui, &label("lag"), &hint);
                let hint = scene.say(key::DESKTOP_PRODUCTION_MOST_HINT);
                let most = self.most.show(ui, &label("most"), &hint);
                if self.fresh {
                    lag.request_focus();
                }
                if lag.lost_focus() || most.lost_focus() {
                    let enter = ui.input(|input| input.key_pressed(Key::Enter));
                    let kept = self.keep(scene, chart, link, asks);
                    open = open && !(enter && kept);
                }
                ui.vertical(|ui| {
                    ui.add_space(17.0);
                    if button(ui, &scene.say(key::DESKTOP_PRODUCTION_DELETE_LINK)).clicked() {
                        let subject = self.subject(chart);
                        asks.command(Command::Delete { subject });
                        open = false;
                    }
                });
            });
        });
        open
    }

    fn subject(&self, chart: &Chart) -> Subject {
        Subject::planned(chart.wanted.production, Kind::Link, self.link)
    }

    fn kinds(
        &self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        chart: &Chart,
        link: &LinkView,
        asks: &mut Asks,
    ) {
        let names: Vec<String> = KINDS
            .iter()
            .map(|kind| scene.messages.choice(Kind::Link, "kind", kind.key()))
            .map(|name| name.split(" (").next().unwrap_or_default().to_owned())
            .collect();
        let chosen = KINDS.iter().position(|kind| *kind == link.kind).unwrap_or(usize::MAX);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some(kind) = segmented(ui, chosen, &names).and_then(|place| KINDS.get(place)) {
            let subject = self.subject(chart);
            let values = Values::from([("kind".to_owned(), model::Value::from(kind.key()))]);
            asks.command(Command::Set { subject, values });
        }
    }

    /// Keeps both lags, if they are understood.
    fn keep(&mut self, scene: &Scene<'_>, chart: &Chart, link: &LinkView, asks: &mut Asks) -> bool {
        let day = scene.source().day();
        let lag = typed::lag(&self.lag.text, day);
        let most = typed::most(&self.most.text, day);
        let (lag, most) = (self.lag.read(scene, lag), self.most.read(scene, most));
        let mut values = Values::new();
        if let Some(lag) = lag.filter(|lag| *lag != link.lag) {
            values.insert("lag".to_owned(), lag.write());
        }
        if let Some(most) = most.filter(|most| *most != link.most) {
            values.insert("most".to_owned(), most.write());
        }
        if !values.is_empty() {
            asks.command(Command::Set { subject: self.subject(chart), values });
        }
        lag.is_some() && most.is_some()
    }
}
