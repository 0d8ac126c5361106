//! The card of the machines: how each is linked, what waits, when it was last seen.

use crate::desktop::Scene;
use crate::peers::{label, leading, peer_status};
use egui::{Align2, Painter, Rect, Ui, pos2};
use i18n::{Value, key};
use model::{Choice, DeviceId};
use node::Member;
use ui_kit::Tokens;
use ui_kit::theme;
use ui_kit::widgets::{Tone, card as kit_card, cut_text, list_line};
use units::Stamp;
use views::{PeerStatus, Reach};

/// Height of a line.
const LINE: f32 = 30.0;

/// Where the columns begin, as shares of the width: machine, person, role, link; what waits is
/// right-aligned before the last, when it was seen.
const COLUMNS: [f32; 6] = [0.035, 0.25, 0.46, 0.61, 0.85, 0.88];

/// What a line says.
struct Line {
    tone: Tone,
    cells: [String; 6],
}

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, chosen: &mut Option<DeviceId>) {
    let links = &scene.snapshot.links;
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_LIST), "", |ui| {
        head(ui, scene);
        if let Some(here) = &links.here {
            line(ui, scene, here.device, &own(scene, here), chosen);
        }
        for link in &links.peers {
            let status = peer_status(scene.snapshot, link);
            line(ui, scene, status.device, &other(scene, &link.member, &status), chosen);
        }
        if links.peers.is_empty() {
            let (rect, _) = ui
                .allocate_exact_size(egui::vec2(ui.available_width(), 44.0), egui::Sense::hover());
            let at = pos2(rect.left() + 14.0, rect.center().y);
            let text = scene.say(key::DESKTOP_MACHINES_ALONE_HINT);
            let ink = scene.tokens.ink_3;
            let room = rect.width() - 28.0;
            cut_text(
                &ui.painter_at(rect),
                at,
                Align2::LEFT_CENTER,
                &text,
                theme::text(),
                ink,
                room,
            );
        }
    });
}

fn head(ui: &mut Ui, scene: &Scene<'_>) {
    let size = egui::vec2(ui.available_width(), 26.0);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let names = [
        key::DESKTOP_MACHINES_MACHINE,
        key::DESKTOP_MACHINES_PERSON,
        key::DESKTOP_MACHINES_ROLE,
        key::DESKTOP_MACHINES_LINK,
        key::DESKTOP_MACHINES_WAITS,
        key::DESKTOP_MACHINES_SEEN,
    ];
    let texts = names.map(|name| scene.say(name));
    let painter = ui.painter_at(rect);
    cells(&painter, rect, &texts, [scene.tokens.ink_3; 6], theme::small());
    painter.hline(rect.x_range(), rect.bottom().round() - 0.5, (1.0, scene.tokens.line_1));
}

/// Writes the texts of a line into their columns.
fn cells(
    painter: &Painter,
    rect: Rect,
    texts: &[String; 6],
    inks: [egui::Color32; 6],
    font: egui::FontId,
) {
    let x = |share: f32| rect.left() + rect.width() * share;
    let [_, person, role, link, waits, _] = COLUMNS;
    let ends = [person, role, link, 0.76, waits, 1.0];
    for (place, ((text, ink), end)) in texts.iter().zip(inks).zip(ends).enumerate() {
        let Some(begin) = COLUMNS.get(place).copied() else { continue };
        let y = rect.center().y;
        // What waits is a number: it stands right-aligned where its column begins.
        let (at, align, room) = if place == 4 {
            (pos2(x(begin), y), Align2::RIGHT_CENTER, rect.width() * 0.1)
        } else {
            (pos2(x(begin), y), Align2::LEFT_CENTER, x(end) - x(begin) - 8.0)
        };
        cut_text(painter, at, align, text, font.clone(), ink, room);
    }
}

fn line(
    ui: &mut Ui,
    scene: &Scene<'_>,
    device: DeviceId,
    line: &Line,
    chosen: &mut Option<DeviceId>,
) {
    let [machine, person, role, link, waits, seen] = &line.cells;
    let values = [
        ("machine", Value::Text(machine)),
        ("person", Value::Text(person)),
        ("role", Value::Text(role)),
        ("link", Value::Text(link)),
        ("waits", Value::Text(waits)),
        ("seen", Value::Text(seen)),
    ];
    let spoken = scene.say_with(key::DESKTOP_MACHINES_SPOKEN, &values);
    let is_chosen = *chosen == Some(device);
    let response = list_line(ui, LINE, &spoken, |painter, rect, tokens: &Tokens| {
        if is_chosen {
            painter.rect_filled(rect, 0.0, tokens.bg_3);
        }
        painter.circle_filled(
            pos2(rect.left() + 14.0, rect.center().y),
            3.5,
            line.tone.dot(tokens),
        );
        let (strong, weak) = (tokens.ink_1, tokens.ink_2);
        cells(
            painter,
            rect,
            &line.cells,
            [strong, strong, weak, weak, strong, weak],
            theme::text(),
        );
    });
    if response.clicked() {
        *chosen = if is_chosen { None } else { Some(device) };
    }
}

/// What this machine may do, in a word.
pub(super) fn role_text(scene: &Scene<'_>, member: &Member) -> String {
    let role = leading(member).map(|right| right.role.key().to_owned()).unwrap_or_default();
    if role.is_empty() { role } else { scene.messages.label("role", &role) }
}

fn own(scene: &Scene<'_>, here: &Member) -> Line {
    let name = scene.snapshot.directory.name(here.person).filter(|name| !name.is_empty());
    let values = [("name", Value::Text(name.unwrap_or("—")))];
    Line {
        tone: if scene.snapshot.links.trouble.is_some() { Tone::Warn } else { Tone::Ok },
        cells: [
            label(here),
            scene.say_with(key::DESKTOP_MACHINES_YOU, &values),
            role_text(scene, here),
            "—".to_owned(),
            String::new(),
            scene.say(key::DESKTOP_MACHINES_NOW),
        ],
    }
}

fn other(scene: &Scene<'_>, member: &Member, status: &PeerStatus) -> Line {
    let tone = match status.link {
        Reach::Lan | Reach::Direct | Reach::Relay | Reach::Linked => Tone::Ok,
        Reach::Offline | Reach::TurnsAway => Tone::Warn,
        Reach::Lapsed => Tone::Plain,
        Reach::Revoked => Tone::Bad,
    };
    let reach = scene.messages.label("reach", status.link.key());
    let link = match status.round_trip.filter(|_| status.link.is_linked()) {
        Some(milliseconds) => format!("{reach} · {milliseconds} ms"),
        None => reach,
    };
    let waits = status.to_send.saturating_add(status.to_receive);
    let waits = scene.messages.integer(i64::try_from(waits).unwrap_or(i64::MAX));
    let is_in = !matches!(status.link, Reach::Lapsed | Reach::Revoked);
    let seen = if status.link.is_linked() {
        scene.say(key::DESKTOP_MACHINES_NOW)
    } else {
        status.last_seen.map(|stamp| seen(scene, stamp)).unwrap_or_else(|| "—".to_owned())
    };
    let name = if status.name.is_empty() { "—".to_owned() } else { status.name.clone() };
    Line {
        tone,
        cells: [
            label(member),
            name,
            role_text(scene, member),
            link,
            if is_in { waits } else { String::new() },
            seen,
        ],
    }
}

/// When a machine was last seen: the time today, the date before.
fn seen(scene: &Scene<'_>, stamp: Stamp) -> String {
    let at = scene.snapshot.facility.house.zone.civil(stamp.tick());
    if at.date() == scene.today() {
        scene.messages.time(at.time())
    } else {
        scene.messages.date_short(at.date())
    }
}
