//! The chosen machine: its rights with their ends, where it is reached, and the end of its rights.

use super::list::role_text;
use crate::desktop::{Asks, Notice, Pending, Scene, presence};
use crate::peers::label;
use egui::{Label, Margin, RichText, Ui};
use i18n::{Value, key};
use model::{Choice, DeviceId, Role};
use node::{Failure, Member, MemberRight};
use ui_kit::theme;
use ui_kit::widgets::{Tone, button, card as kit_card, tag};

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The device whose rights somebody is about to end.
    sure: Option<DeviceId>,
    ending: Option<Pending<Result<(), Failure>>>,
}

pub(super) fn card(
    ui: &mut Ui,
    scene: &Scene<'_>,
    device: DeviceId,
    state: &mut State,
    asks: &mut Asks,
) {
    if let Some(ended) = state.ending.as_ref().and_then(Pending::take) {
        state.ending = None;
        if let Err(failure) = ended {
            asks.tell(Notice::finding(scene.messages, failure.finding()));
        }
    }
    let links = &scene.snapshot.links;
    let all = links.here.iter().chain(links.peers.iter().map(|link| &link.member));
    let Some(member) = all.into_iter().find(|member| member.device == device) else { return };
    kit_card(ui, &label(member), &role_text(scene, member), |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for right in &member.rights {
                one(ui, scene, right);
            }
            let mut peers = links.peers.iter().filter(|peer| peer.member.device == device);
            let looks_at = peers.next().and_then(|peer| peer.looks_at.as_ref());
            if let Some(place) = looks_at.and_then(|it| presence::place(scene, it)) {
                let values = [("place", Value::Text(&place))];
                let text = scene.say_with(key::DESKTOP_MACHINES_LOOKS_AT, &values);
                ui.add(Label::new(RichText::new(text).color(scene.tokens.ink_2)).wrap());
            }
            let weak =
                |text: String| RichText::new(text).font(theme::small()).color(scene.tokens.ink_3);
            let key = member.device.to_string();
            let values = [("key", Value::Text(&key))];
            let text = scene.say_with(key::DESKTOP_MACHINES_DEVICE_KEY, &values);
            ui.add(Label::new(weak(text)).wrap());
            if member.is_here && !links.addresses.is_empty() {
                let addresses = links.addresses.join(", ");
                let values = [("addresses", Value::Text(&addresses))];
                let text = scene.say_with(key::DESKTOP_MACHINES_ADDRESSES, &values);
                ui.add(Label::new(weak(text)).wrap());
            }
            revoke(ui, scene, member, state);
        });
    });
}

fn one(ui: &mut Ui, scene: &Scene<'_>, right: &MemberRight) {
    ui.horizontal_wrapped(|ui| {
        let role = scene.messages.label("role", right.role.key());
        let scope = scene.messages.label("grant-scope", right.scope.key());
        ui.label(RichText::new(format!("{role} · {scope}")).color(scene.tokens.ink_1));
        if right.is_revoked {
            tag(ui, Tone::Bad, &scene.messages.label("reach", "revoked"));
        } else if !right.holds {
            tag(ui, Tone::Warn, &scene.messages.label("reach", "lapsed"));
        } else if let Some(not_after) = right.not_after {
            let zone = scene.snapshot.facility.house.zone;
            let date = zone.civil(not_after.tick()).date();
            let date = scene.messages.date_short(date);
            let values = [("date", Value::Text(&date))];
            let text = scene.say_with(key::DESKTOP_MACHINES_UNTIL, &values);
            ui.label(RichText::new(text).font(theme::small()).color(scene.tokens.ink_3));
        }
    });
}

/// The end of a machine's rights, asked for twice: it is for ever.
fn revoke(ui: &mut Ui, scene: &Scene<'_>, member: &Member, state: &mut State) {
    let is_open = member.rights.iter().any(|right| !right.is_revoked && right.role != Role::Admin);
    let is_admin = member.rights.iter().any(|right| !right.is_revoked && right.role == Role::Admin);
    let can = scene.snapshot.links.is_admin && !scene.is_read_only();
    if member.is_here || !is_open || is_admin || !can {
        return;
    }
    let device = member.device;
    if state.sure != Some(device) {
        if button(ui, &scene.say(key::DESKTOP_MACHINES_REVOKE)).clicked() {
            state.sure = Some(device);
        }
        return;
    }
    let text = RichText::new(scene.say(key::DESKTOP_MACHINES_REVOKE_WHAT));
    ui.add(Label::new(text.color(scene.tokens.bad_ink)).wrap());
    ui.horizontal(|ui| {
        if button(ui, &scene.say(key::DESKTOP_MACHINES_REVOKE_SURE)).clicked() {
            state.sure = None;
            state.ending = Some(scene.ask(move |engine| engine.revoke(device)));
        }
        if button(ui, &scene.say(key::DESKTOP_MACHINES_KEEP)).clicked() {
            state.sure = None;
        }
    });
}
