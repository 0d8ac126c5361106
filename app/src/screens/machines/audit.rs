//! The access log: what was decided about the rights of machines and what was turned away here, the
//! newest first, a few lines until somebody wants more.

use crate::audit::{Line, Words};
use crate::desktop::{Pending, Scene};
use egui::{Label, Margin, RichText, Ui};
use i18n::key;
use node::{Audited, Failure};
use ui_kit::theme;
use ui_kit::widgets::{button, card as kit_card, problem};

/// So many lines are shown at first.
const FEW: usize = 8;

/// And so many at most; `raccord audit` tells all of them.
const MANY: usize = 200;

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    asked: Option<Pending<Result<Vec<Audited>, Failure>>>,
    /// What the list was asked for: it is other when this is.
    of: Option<Of>,
    all: Vec<Audited>,
    trouble: Option<Failure>,
    is_long: bool,
}

/// Revision, rights that stand, tickets, machines that are linked, when the last backup was made.
type Of = (u64, usize, usize, usize, Option<units::Stamp>);

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    ask(scene, state);
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_AUDIT), "", |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            if let Some(failure) = &state.trouble {
                problem(ui, &scene.messages.finding(failure.finding()));
            }
            let words = Words { messages: scene.messages, snapshot: scene.snapshot };
            let most = if state.is_long { MANY } else { FEW };
            for told in state.all.iter().take(most) {
                entry(ui, scene, &words.line(told));
            }
            if state.all.len() > FEW {
                let key = if state.is_long {
                    key::DESKTOP_MACHINES_AUDIT_LESS
                } else {
                    key::DESKTOP_MACHINES_AUDIT_MORE
                };
                if button(ui, &scene.say(key)).clicked() {
                    state.is_long = !state.is_long;
                }
            }
        });
    });
}

/// Has the list read anew when something may have come to it.
fn ask(scene: &Scene<'_>, state: &mut State) {
    let links = &scene.snapshot.links;
    let members = links.here.iter().chain(links.peers.iter().map(|link| &link.member));
    let rights = members.flat_map(|member| &member.rights);
    let standing = rights.filter(|right| !right.is_revoked).count();
    let linked = links.peers.iter().filter(|peer| peer.is_linked).count();
    let backup = links.routine.as_ref().and_then(|routine| routine.last);
    let now = (scene.snapshot.revision, standing, links.tickets.len(), linked, backup);
    if state.of != Some(now) && state.asked.is_none() {
        state.of = Some(now);
        state.asked = Some(scene.ask(|engine| engine.audit(None, None)));
    }
    if let Some(all) = state.asked.as_ref().and_then(Pending::take) {
        state.asked = None;
        match all {
            Ok(all) => (state.all, state.trouble) = (all, None),
            Err(failure) => state.trouble = Some(failure),
        }
    }
}

fn entry(ui: &mut Ui, scene: &Scene<'_>, line: &Line) {
    let tokens = scene.tokens;
    let what = RichText::new(&line.what).color(tokens.ink_1);
    let head = if line.who.is_empty() {
        line.when.clone()
    } else {
        format!("{} · {}", line.when, line.who)
    };
    let head = RichText::new(head).font(theme::small()).color(tokens.ink_3);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add(Label::new(what).wrap());
        ui.add(Label::new(head).wrap());
    });
}
