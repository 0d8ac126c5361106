//! The chosen clash: what and why, both sides, what can be done.

use super::{State, list, sides, solutions, weak};
use crate::desktop::{Asks, Scene};
use egui::{Label, Margin, RichText, ScrollArea, Ui};
use i18n::key;
use schedule::Event;
use ui_kit::theme;
use ui_kit::widgets::{button, heading, section, tag};

/// The list of rules by sort of clash; where each comes from is its attribute `source`.
const RULES: &str = "desktop-clashes-rule";

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let Some(clash) = state.chosen.clone() else { return };
    state.sides.make(scene, &clash);
    state.solutions.make(scene, &clash);
    ScrollArea::vertical().id_salt("chosen-clash").auto_shrink(false).show(ui, |ui| {
        let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 14));
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            let source = scene.source();
            ui.horizontal_wrapped(|ui| {
                let kind = scene.messages.label("clash-kind", clash.kind.key());
                heading(ui, &kind, &list::when(scene, &clash));
                let severity = list::severity(scene, clash.severity);
                tag(ui, list::tone(clash.severity), &severity);
            });
            let fields = views::clash_fields(&source, &clash);
            let code = clash.kind.code();
            let told = scene.messages.coded(code, &fields, &|_| None);
            ui.add(Label::new(RichText::new(told).color(scene.tokens.ink_1)).wrap());
            let hint = scene.messages.coded(&format!("{code}.hint"), &fields, &|_| None);
            ui.add(Label::new(weak(scene, &hint)).wrap());
            ui.add_space(6.0);
            section(ui, &scene.say(key::DESKTOP_CLASHES_SOLUTIONS));
            if solutions::show(ui, scene, &state.solutions, asks) {
                state.advance = true;
            }
            ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                if button(ui, &scene.say(key::DESKTOP_WAYS_ALL)).clicked() {
                    asks.replan(Event::Clash(clash.as_ref().clone()));
                }
            });
            ui.add_space(6.0);
            section(ui, &scene.say(key::DESKTOP_CLASHES_SIDES));
            sides::show(ui, scene, &state.sides, asks);
            ui.add_space(6.0);
            section(ui, &scene.say(key::DESKTOP_CLASHES_WHY));
            why(ui, scene, clash.kind.key());
        });
    });
}

/// The rule and where it comes from.
fn why(ui: &mut Ui, scene: &Scene<'_>, kind: &str) {
    let rule = scene.messages.label(RULES, kind);
    ui.add(Label::new(RichText::new(rule).color(scene.tokens.ink_2)).wrap());
    let source = scene.messages.text(&format!("{RULES}-{kind}.source"), &[]);
    ui.add(Label::new(weak(scene, &source).font(theme::small())).wrap());
}
