//! Another machine is invited: who it will be, then the ticket as picture and text, and those that
//! are still open.

use crate::desktop::{Asks, Notice, Pending, Scene};
use crate::screens::filters::choice;
use access::{GrantScope, Ticket};
use egui::{Color32, Label, Margin, Rect, RichText, Ui, pos2, vec2};
use i18n::{Value, key};
use model::{Choice, PersonId, ProductionId, Role};
use node::{Failure, Invitation};
use qrcode::{EcLevel, QrCode};
use std::collections::BTreeSet;
use ui_kit::theme;
use ui_kit::widgets::{
    button, card as kit_card, field_label, link_button, primary_button, segmented,
};

/// How long a ticket may be good for, in minutes.
const MINUTES: [u32; 4] = [15, 60, 480, 1_440];

/// Side of the picture.
const PICTURE: f32 = 216.0;

/// Roles that can be given.
const ROLES: [Role; 4] =
    [Role::Technician, Role::Coordination, Role::PayrollAccounts, Role::Client];

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    is_open: bool,
    role: usize,
    person: Option<PersonId>,
    productions: BTreeSet<ProductionId>,
    minutes: usize,
    asked: Option<Pending<Result<Ticket, Failure>>>,
    shown: Option<Shown>,
    withdrawing: Option<Pending<Result<(), Failure>>>,
}

/// A ticket that is shown.
#[derive(Debug)]
struct Shown {
    ticket: Ticket,
    text: String,
    /// The text as a picture: whether each module is dark, line by line, and how many a line has.
    picture: Option<(Vec<bool>, usize)>,
}

impl Shown {
    /// Capital letters make a smaller picture, and mean the same.
    fn new(ticket: Ticket) -> Self {
        let text = ticket.text();
        let code = QrCode::with_error_correction_level(text.to_uppercase(), EcLevel::L).ok();
        let picture = code.map(|code| {
            let dark = code.to_colors().into_iter().map(|it| it == qrcode::Color::Dark);
            (dark.collect(), code.width())
        });
        Self { ticket, text, picture }
    }
}

impl State {
    /// Opens the form.
    pub(super) fn open(&mut self) {
        self.is_open = true;
        self.shown = None;
        self.minutes = 1;
    }
}

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if let Some(answer) = state.asked.as_ref().and_then(Pending::take) {
        state.asked = None;
        match answer {
            Ok(ticket) => state.shown = Some(Shown::new(ticket)),
            Err(failure) => asks.tell(Notice::finding(scene.messages, failure.finding())),
        }
    }
    if let Some(Err(failure)) = state.withdrawing.as_ref().and_then(Pending::take) {
        asks.tell(Notice::finding(scene.messages, failure.finding()));
    }
    let tickets = &scene.snapshot.links.tickets;
    if !state.is_open && tickets.is_empty() {
        return;
    }
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_INVITE), "", |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            if state.is_open {
                match &state.shown {
                    Some(it) if shown(ui, scene, it) => {
                        (state.is_open, state.shown) = (false, None);
                    }
                    Some(_) => {}
                    None => form(ui, scene, state),
                }
            }
            open_tickets(ui, scene, state);
        });
    });
}

fn form(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    field_label(ui, &scene.say(key::DESKTOP_MACHINES_ROLE));
    let roles = ROLES.map(|role| scene.messages.label("role", role.key()));
    for (place, name) in roles.iter().enumerate() {
        if ui.radio(state.role == place, name).clicked() {
            state.role = place;
        }
    }
    ui.add_space(4.0);
    field_label(ui, &scene.say(key::DESKTOP_MACHINES_PERSON));
    let directory = &scene.snapshot.directory;
    let mut people: Vec<(PersonId, String)> = scene
        .snapshot
        .facility
        .people
        .keys()
        .filter_map(|id| Some((*id, directory.name(*id)?.to_owned())))
        .collect();
    people.sort_by(|one, other| one.1.cmp(&other.1));
    let name = scene.say(key::DESKTOP_MACHINES_PERSON);
    let somebody = scene.say(key::DESKTOP_MACHINES_NEW_PERSON);
    choice(ui, &name, &somebody, &mut state.person, &people);
    ui.add_space(4.0);
    let role = ROLES.get(state.role).cloned().unwrap_or(Role::Technician);
    field_label(ui, &scene.say(key::DESKTOP_MACHINES_SCOPE));
    let whole = scene.say(key::DESKTOP_MACHINES_SCOPE_WHOLE);
    if role != Role::Client && state.productions.is_empty() {
        ui.label(RichText::new(whole).font(theme::small()).color(scene.tokens.ink_3));
    }
    egui::ScrollArea::vertical().id_salt("scope").max_height(120.0).show(ui, |ui| {
        for production in &scene.derived.productions {
            let mut is_in = state.productions.contains(&production.id);
            if ui.checkbox(&mut is_in, &production.title).changed() {
                if is_in {
                    state.productions.insert(production.id);
                } else {
                    state.productions.remove(&production.id);
                }
            }
        }
    });
    ui.add_space(4.0);
    field_label(ui, &scene.say(key::DESKTOP_MACHINES_GOOD_FOR));
    let names = ["15 min", "1 h", "8 h", "24 h"];
    if let Some(place) = segmented(ui, state.minutes, &names) {
        state.minutes = place;
    }
    ui.add_space(6.0);
    let is_complete = role != Role::Client || !state.productions.is_empty();
    ui.horizontal(|ui| {
        ui.add_enabled_ui(is_complete && state.asked.is_none(), |ui| {
            let make = primary_button(ui, &scene.say(key::DESKTOP_MACHINES_MAKE_TICKET));
            let make = make.on_disabled_hover_text(scene.say(key::DESKTOP_MACHINES_CLIENT_SCOPE));
            if make.clicked() {
                ask(scene, state, role);
            }
        });
        if button(ui, &scene.say(key::DESKTOP_SHELL_CLOSE)).clicked() {
            state.is_open = false;
        }
    });
}

fn ask(scene: &Scene<'_>, state: &mut State, role: Role) {
    let scope = if state.productions.is_empty() {
        GrantScope::Facility
    } else {
        GrantScope::Productions(state.productions.clone())
    };
    let invitation = Invitation {
        person: state.person,
        role,
        scope,
        minutes: MINUTES.get(state.minutes).copied().unwrap_or(60),
        addresses: scene.snapshot.links.addresses.clone(),
    };
    state.asked = Some(scene.ask(move |engine| engine.invite(&invitation)));
}

/// The ticket as picture and text; `true` when the reader has done with it.
fn shown(ui: &mut Ui, scene: &Scene<'_>, shown: &Shown) -> bool {
    let Shown { ticket, text, picture } = shown;
    if let Some((dark, width)) = picture {
        draw(ui, dark, *width, &scene.say(key::DESKTOP_MACHINES_TICKET));
    }
    ui.label(RichText::new(what_for(scene, ticket)).color(scene.tokens.ink_2));
    let how = RichText::new(scene.say(key::DESKTOP_MACHINES_TICKET_HOW));
    ui.add(Label::new(how.font(theme::small()).color(scene.tokens.ink_3)).wrap());
    let small = RichText::new(text).font(theme::small()).color(scene.tokens.ink_3);
    ui.add(Label::new(small).wrap().selectable(true));
    let mut is_over = false;
    ui.horizontal(|ui| {
        if primary_button(ui, &scene.say(key::DESKTOP_MACHINES_COPY)).clicked() {
            ui.ctx().copy_text(text.clone());
        }
        is_over = button(ui, &scene.say(key::DESKTOP_SHELL_CLOSE)).clicked();
    });
    is_over
}

/// For whom a ticket is, and how long.
fn what_for(scene: &Scene<'_>, ticket: &Ticket) -> String {
    let until = scene.snapshot.facility.house.zone.civil(ticket.expires.tick());
    let until = scene.messages.date_time(until);
    let role = scene.messages.label("role", ticket.role.key());
    let values = [("role", Value::Text(role.as_str())), ("until", Value::Text(&until))];
    scene.say_with(key::DESKTOP_MACHINES_TICKET_FOR, &values)
}

/// A QR code: dark on light in every theme, since cameras want it so.
fn draw(ui: &mut Ui, dark: &[bool], modules: usize, name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(PICTURE, PICTURE), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 4.0, Color32::WHITE);
    let side = PICTURE / (modules + 8) as f32;
    let corner = rect.min + vec2(4.0 * side, 4.0 * side);
    for (place, _) in dark.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
        let (x, y) = (place % modules, place / modules);
        let min = pos2(corner.x + x as f32 * side, corner.y + y as f32 * side);
        painter.rect_filled(Rect::from_min_size(min, vec2(side, side)), 0.0, Color32::BLACK);
    }
}

/// Tickets that somebody may still come with, each to be taken back.
fn open_tickets(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let tickets = &scene.snapshot.links.tickets;
    if tickets.is_empty() {
        return;
    }
    ui.add_space(4.0);
    field_label(ui, &scene.say(key::DESKTOP_MACHINES_OPEN_TICKETS));
    for ticket in tickets {
        ui.horizontal(|ui| {
            ui.label(
                RichText::new(what_for(scene, ticket))
                    .font(theme::small())
                    .color(scene.tokens.ink_2),
            );
            if link_button(ui, &scene.say(key::DESKTOP_MACHINES_WITHDRAW)).clicked() {
                let secret = ticket.secret;
                state.withdrawing = Some(scene.ask(move |engine| engine.withdraw_ticket(&secret)));
            }
        });
    }
}
