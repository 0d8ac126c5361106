//! What the bars say of the other machines: how many are linked, where the last change is, what
//! came last.

use crate::desktop::scene::Scene;
use i18n::{Value, key};
use ui_kit::widgets::Tone;

fn count(count: usize) -> Value<'static> {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many machines are linked, and whether they hold the same.
pub(super) fn linked(scene: &Scene<'_>) -> (Tone, String) {
    let links = &scene.snapshot.links;
    if links.trouble.is_some() {
        return (Tone::Bad, scene.say(key::DESKTOP_MACHINES_NO_NETWORK));
    }
    let linked: Vec<_> = links.peers.iter().filter(|peer| peer.is_linked).collect();
    if links.peers.is_empty() {
        return (Tone::Plain, scene.say(key::DESKTOP_MACHINES_ALONE));
    }
    if linked.is_empty() {
        return (Tone::Warn, scene.say(key::DESKTOP_MACHINES_NOBODY));
    }
    let open: u64 = linked.iter().map(|peer| peer.to_send.saturating_add(peer.to_receive)).sum();
    let machines = ("machines", count(linked.len() + 1));
    if open == 0 {
        return (Tone::Ok, scene.say_with(key::DESKTOP_MACHINES_UP_TO_DATE, &[machines]));
    }
    let open = ("count", count(usize::try_from(open).unwrap_or(usize::MAX)));
    (Tone::Warn, scene.say_with(key::DESKTOP_MACHINES_EXCHANGING, &[machines, open]))
}

/// Where what was done is kept.
pub(super) fn kept(scene: &Scene<'_>) -> String {
    if scene.is_busy() {
        return scene.say(key::DESKTOP_SHELL_WORKING);
    }
    match scene.snapshot.links.copies {
        0 | 1 => scene.say(key::DESKTOP_SHELL_KEPT_HERE),
        copies => scene.say_with(key::DESKTOP_MACHINES_KEPT_ON, &[("machines", count(copies))]),
    }
}

/// What others wrote and was taken in last.
pub(super) fn merged(scene: &Scene<'_>) -> Option<String> {
    let links = &scene.snapshot.links;
    let merged = links.merged.as_ref()?;
    let peer = links.peers.iter().find(|peer| peer.member.device == merged.peer)?;
    let zone = scene.snapshot.facility.house.zone;
    let at = zone.civil(merged.at.tick());
    let (time, name) = (scene.messages.time(at.time()), crate::peers::label(&peer.member));
    let values = [
        ("time", Value::Text(&time)),
        ("machine", Value::Text(&name)),
        ("count", count(merged.changes)),
    ];
    Some(scene.say_with(key::DESKTOP_MACHINES_MERGED, &values))
}
