//! The menu of a step, opened by the secondary button of the pointer or by Shift F10.

use super::act::Act;
use super::chart::Chart;
use super::columns::Column;
use super::steps::Way;
use crate::desktop::Scene;
use egui::containers::menu::menu_style;
use egui::{Align, Button, Id, Layout, Popup, PopupAnchor, PopupKind, Pos2, Ui};
use i18n::key;
use model::{LinkId, TaskId};

/// The menu, where it was opened.
#[derive(Debug)]
pub(super) struct Menu {
    place: Pos2,
    open: bool,
    fresh: bool,
}

/// What was chosen in the menu.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Chosen {
    Act(Act),
    /// The form of a dependency.
    Link(LinkId),
}

/// What stands in the menu, with its keys; `None` is a line between.
const ENTRIES: &[Option<(Act, &str)>] = &[
    Some((Act::Place, "Ctrl ↩")),
    Some((Act::Begin, "")),
    Some((Act::Finish, "")),
    Some((Act::Type(Column::Deadline), "")),
    None,
    Some((Act::Add, "Ins")),
    Some((Act::AddMilestone, "⇧ Ins")),
    Some((Act::Duplicate, "Ctrl D")),
    Some((Act::Copy, "Ctrl C")),
    None,
    Some((Act::Group, "Ctrl G")),
    Some((Act::Shift(Way::In), "Alt ⇧ →")),
    Some((Act::Shift(Way::Out), "Alt ⇧ ←")),
    Some((Act::Shift(Way::Up), "Alt ⇧ ↑")),
    Some((Act::Shift(Way::Down), "Alt ⇧ ↓")),
    None,
    Some((Act::Delete, "⌫")),
];

impl Menu {
    pub(super) fn open(place: Pos2) -> Self {
        Self { place, open: true, fresh: true }
    }

    /// Draws it; what was chosen, and whether it stays open.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        chart: &Chart,
        selection: &[TaskId],
    ) -> (Option<Chosen>, bool) {
        let mut chosen = None;
        let fresh = std::mem::take(&mut self.fresh);
        let id = Id::unique("production-menu");
        Popup::new(id, ui.ctx().clone(), PopupAnchor::Position(self.place), ui.layer_id())
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(Align::Min))
            .style(menu_style)
            .width(300.0)
            .open_bool(&mut self.open)
            .show(|ui| {
                let mut first = fresh;
                for entry in ENTRIES {
                    let Some((act, keys)) = entry else {
                        ui.separator();
                        continue;
                    };
                    let Some(label) = act.label() else { continue };
                    let usable = is_usable(act, scene, chart, selection);
                    let text = scene.say(label);
                    let button = Button::new(text).shortcut_text(keyboard(scene, keys));
                    let response = ui.add_enabled(usable, button);
                    if first && usable {
                        response.request_focus();
                        first = false;
                    }
                    if response.clicked() {
                        chosen = Some(Chosen::Act(act.clone()));
                    }
                }
                links(ui, scene, chart, selection, &mut chosen);
            });
        (chosen, self.open)
    }
}

/// Keys as they are engraved in the reader's language.
fn keyboard(scene: &Scene<'_>, keys: &str) -> String {
    keys.replace('⇧', &scene.say(key::DESKTOP_KEY_SHIFT))
        .replace('↩', &scene.say(key::DESKTOP_KEY_ENTER))
        .replace("Ctrl", &scene.say(key::DESKTOP_KEY_CTRL))
        .replace("Alt", &scene.say(key::DESKTOP_KEY_ALT))
        .replace('⌫', &scene.say(key::DESKTOP_KEY_DELETE))
}

fn is_usable(act: &Act, scene: &Scene<'_>, chart: &Chart, selection: &[TaskId]) -> bool {
    if act.changes() && scene.is_read_only() {
        return false;
    }
    let tasks = || selection.iter().filter_map(|id| chart.task(*id));
    match act {
        Act::Place => selection
            .iter()
            .filter_map(|id| chart.line(*id).zip(chart.task(*id)))
            .any(|(line, task)| !task.group && line.unbooked.is_positive()),
        Act::Begin => tasks().any(|task| !task.group && task.actual_start.is_none()),
        Act::Finish => tasks().any(|task| !task.group && task.actual_finish.is_none()),
        _ => true,
    }
}

/// The dependencies of the step that leads, to be looked at.
fn links(
    ui: &mut Ui,
    scene: &Scene<'_>,
    chart: &Chart,
    selection: &[TaskId],
    chosen: &mut Option<Chosen>,
) {
    let Some(led) = selection.last() else { return };
    let name = |id: Option<TaskId>| {
        id.and_then(|id| chart.task(id)).map(|task| task.name.as_str()).unwrap_or_default()
    };
    let all = chart.view.plan.links.iter();
    let own: Vec<_> =
        all.filter(|link| link.from == Some(*led) || link.to == Some(*led)).take(12).collect();
    if own.is_empty() {
        return;
    }
    ui.separator();
    ui.label(scene.say(key::DESKTOP_PRODUCTION_LINKS));
    let day = scene.source().day();
    for link in own {
        let (sign, other) =
            if link.to == Some(*led) { ("←", link.from) } else { ("→", link.to) };
        let lags = scene.messages.lags(link.lag, link.most, day);
        let text = format!("{sign} {} {lags}", name(other));
        if ui.add(Button::new(text.trim_end().to_owned())).clicked() {
            *chosen = Some(Chosen::Link(link.id));
        }
    }
}
