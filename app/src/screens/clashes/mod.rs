//! What cannot hold, with both sides and the ways out.

mod detail;
mod disputes;
mod list;
mod sides;
mod solutions;

use crate::desktop::{Asks, Scene};
use crate::screens::filters::choice;
use crate::screens::halves::halves;
use crate::screens::slips;
use egui::{Margin, RichText, Ui, vec2};
use i18n::{Value, key};
use model::{ProductionId, Severity};
use node::Snapshot;
use schedule::{Clash, ClashKind};
use std::sync::Arc;
use ui_kit::widgets::{button, empty, heading};
use units::{Days, NaiveTime, TickRange};

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    filter: Filter,
    chosen: Option<Arc<Clash>>,
    /// Its place in the list, for when it is gone.
    place: usize,
    /// A way out was applied: the next clash is chosen once the list says what became of it.
    advance: bool,
    /// The chosen clash is to be brought into view.
    reveal: bool,
    made_for: Option<(Arc<Snapshot>, Filter)>,
    shown: Vec<Arc<Clash>>,
    solutions: solutions::State,
    sides: sides::State,
}

/// Which clashes are wanted; what is not named is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filter {
    production: Option<ProductionId>,
    severity: Option<Severity>,
    kind: Option<ClashKind>,
    /// So many days from today on.
    days: Option<u64>,
}

impl State {
    /// Chooses a clash, whatever is filtered.
    pub(crate) fn choose(&mut self, clash: Arc<Clash>) {
        self.filter = Filter::default();
        self.chosen = Some(clash);
        self.reveal = true;
        self.made_for = None;
    }

    /// Looks at the clashes anew where they or the filter are no longer the same.
    fn make(&mut self, scene: &Scene<'_>) {
        let made = self.made_for.as_ref().is_some_and(|(snapshot, filter)| {
            Arc::ptr_eq(snapshot, scene.snapshot) && *filter == self.filter
        });
        if made {
            return;
        }
        let clashes = scene.snapshot.report.clashes.iter();
        self.shown = clashes.filter(|clash| self.filter.wants(scene, clash)).cloned().collect();
        self.made_for = Some((Arc::clone(scene.snapshot), self.filter.clone()));
        self.settle();
    }

    /// Finds the chosen clash again, or the one that now stands in its place.
    fn settle(&mut self) {
        let chosen = self.chosen.as_ref();
        let found = chosen.and_then(|chosen| self.shown.iter().position(|it| is_same(it, chosen)));
        let place = match found {
            Some(place) if self.advance => place + 1,
            Some(place) => place,
            None => self.place,
        };
        self.reveal |= self.advance;
        self.advance = false;
        self.pick(place);
    }

    fn pick(&mut self, place: usize) {
        self.place = place.min(self.shown.len().saturating_sub(1));
        self.chosen = self.shown.get(self.place).cloned();
    }
}

impl Filter {
    fn wants(&self, scene: &Scene<'_>, clash: &Clash) -> bool {
        self.production.is_none_or(|id| clash.productions().contains(&id))
            && self.severity.is_none_or(|severity| clash.severity == severity)
            && self.kind.is_none_or(|kind| clash.kind == kind)
            && self.days.is_none_or(|days| {
                let midnight = scene.today().and_time(NaiveTime::MIN);
                let until = scene.today().checked_add_days(Days::new(days));
                let until = until.unwrap_or(scene.today()).and_time(NaiveTime::MIN);
                let time = scene.snapshot.report.time();
                let wanted = TickRange::new(time.tick(midnight), time.tick(until));
                clash.range.is_none_or(|range| range.overlaps(wanted))
            })
    }
}

/// Is it the same clash in a newer report? What it says of itself may have changed.
fn is_same(one: &Clash, other: &Clash) -> bool {
    one == other
        || (one.kind, one.resource, &one.sides) == (other.kind, other.resource, &other.sides)
            && one.details.get("reason") == other.details.get("reason")
            && one.range.zip(other.range).is_none_or(|(one, other)| one.overlaps(other))
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    state.make(scene);
    ui.spacing_mut().item_spacing.y = 0.0;
    disputes::show(ui, scene, asks);
    slips::changed(ui, scene, asks);
    let others = scene.snapshot.disputes.len() + scene.derived.slips_changed().count();
    if scene.snapshot.report.clashes.is_empty() && others > 0 {
        return;
    }
    if scene.snapshot.report.clashes.is_empty() {
        let text = scene.say(key::DESKTOP_CLASHES_NOTHING_HINT);
        empty(ui, &scene.say(key::DESKTOP_CLASHES_NOTHING), &text, None);
        return;
    }
    let head = egui::Frame::new().inner_margin(Margin::symmetric(18, 12));
    head.show(ui, |ui| bar(ui, scene, state));
    ui_kit::widgets::separator(ui);
    if state.shown.is_empty() {
        let text = scene.say(key::DESKTOP_CLASHES_NONE_SHOWN_HINT);
        let title = scene.say(key::DESKTOP_CLASHES_NONE_SHOWN);
        if empty(ui, &title, &text, Some(&scene.say(key::DESKTOP_CLASHES_CLEAR))) {
            state.filter = Filter::default();
        }
        return;
    }
    halves(
        ui,
        &mut (state, asks),
        |ui, (state, asks)| list::show(ui, scene, state, asks),
        |ui, (state, asks)| detail::show(ui, scene, state, asks),
    );
}

/// The title and the filters.
fn bar(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let number = |count: usize| scene.messages.integer(i64::try_from(count).unwrap_or(i64::MAX));
    let (shown, of) = (number(state.shown.len()), number(scene.snapshot.report.clashes.len()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let values = [("shown", Value::Text(shown.as_str())), ("of", Value::Text(&of))];
        let remark = scene.say_with(key::DESKTOP_CLASHES_REMARK, &values);
        heading(ui, &scene.say(key::DESKTOP_SHELL_CLASHES), &remark);
        let filter = &mut state.filter;
        let productions: Vec<(ProductionId, String)> =
            scene.derived.productions.iter().map(|it| (it.id, it.title.clone())).collect();
        let name = scene.say(key::DESKTOP_CLASHES_FILTER_PRODUCTION);
        let all = scene.say(key::DESKTOP_CLASHES_ALL_PRODUCTIONS);
        choice(ui, &name, &all, &mut filter.production, &productions);
        let severities = [Severity::Error, Severity::Warning, Severity::Info];
        let severities = severities.map(|severity| (severity, list::severity(scene, severity)));
        let name = scene.say(key::DESKTOP_CLASHES_FILTER_SEVERITY);
        let all = scene.say(key::DESKTOP_CLASHES_ALL_SEVERITIES);
        choice(ui, &name, &all, &mut filter.severity, &severities);
        let kinds =
            ClashKind::ALL.map(|kind| (kind, scene.messages.label("clash-kind", kind.key())));
        let name = scene.say(key::DESKTOP_CLASHES_FILTER_KIND);
        let all = scene.say(key::DESKTOP_CLASHES_ALL_KINDS);
        choice(ui, &name, &all, &mut filter.kind, &kinds);
        let periods = [
            (1, scene.say(key::DESKTOP_CLASHES_PERIOD_TODAY)),
            (7, scene.say(key::DESKTOP_CLASHES_PERIOD_WEEK)),
            (30, scene.say(key::DESKTOP_CLASHES_PERIOD_MONTH)),
        ];
        let name = scene.say(key::DESKTOP_CLASHES_FILTER_PERIOD);
        let all = scene.say(key::DESKTOP_CLASHES_ALL_PERIODS);
        choice(ui, &name, &all, &mut filter.days, &periods);
        // Where nothing passes, the way back is told in the middle.
        if *filter != Filter::default()
            && !state.shown.is_empty()
            && button(ui, &scene.say(key::DESKTOP_CLASHES_CLEAR)).clicked()
        {
            *filter = Filter::default();
        }
    });
}

/// Weak running text.
fn weak(scene: &Scene<'_>, text: &str) -> RichText {
    RichText::new(text).color(scene.tokens.ink_3)
}
