//! Variants in the window: a strip that says in which one the reader works, the list to go into one,
//! the form of a new one, and the variant beside its plan.
//!
//! While one is open every screen shows the plan as it has it, and what is done goes into it.

mod compare;
mod form;

use crate::desktop::{Action, Asks, Scene};
use compare::Comparing;
use egui::{Button, Frame, Label, Margin, Panel, Popup, RichText, Role, Ui, WidgetInfo, vec2};
use form::Form;
use i18n::{Value, key};
use model::{Command, Kind, ProductionId, Subject, VariantId, VariantState};
use node::Group;
use ui_kit::theme;
use ui_kit::tokens::HEIGHT_CONTROL;
use ui_kit::widgets::{button, menu_item};

/// What is remembered of variants.
#[derive(Debug, Default)]
pub(super) struct State {
    form: Option<Form>,
    comparing: Option<Comparing>,
}

impl State {
    /// Opens the form of a new variant.
    pub(super) fn begin(&mut self) {
        self.form = Some(Form::default());
    }

    /// Shows the variant the reader works in beside its plan.
    pub(super) fn compare(&mut self) {
        self.comparing = Some(Comparing::default());
    }

    /// Draws the dialogue that is open, if any.
    pub(super) fn ui(&mut self, ui: &Ui, scene: &Scene<'_>, asks: &mut Asks) {
        if let Some(form) = &mut self.form
            && form.show(ui, scene, asks)
        {
            self.form = None;
        }
        let is_inside = scene.snapshot.variant.is_some();
        if let Some(comparing) = &mut self.comparing
            && (!is_inside || comparing.show(ui, scene, asks))
        {
            self.comparing = None;
        }
    }
}

/// Says in which variant the reader works, if in one, and what can be done with it.
pub(super) fn strip(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let Some(inside) = &scene.snapshot.variant else { return };
    let tokens = scene.tokens;
    let frame = Frame::new().fill(tokens.accent_soft).inner_margin(Margin::symmetric(14, 4));
    Panel::top("variant").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            let title = scene.source().production(inside.production);
            let values =
                [("name", Value::Text(&inside.variant.name)), ("production", Value::Text(&title))];
            let text = scene.say_with(key::DESKTOP_VARIANTS_INSIDE, &values);
            let text = RichText::new(text).font(theme::strong()).color(tokens.ink_1);
            ui.add(Label::new(text));
            if !inside.overtaken.is_empty() {
                let count = i64::try_from(inside.overtaken.len()).unwrap_or(i64::MAX);
                let values = [("count", Value::Integer(count))];
                let text = scene.say_with(key::DESKTOP_VARIANTS_OVERTAKEN, &values);
                ui.add(Label::new(RichText::new(text).color(tokens.warn_ink)));
            }
            if button(ui, &scene.say(key::DESKTOP_VARIANTS_COMPARE)).clicked() {
                asks.run(Action::CompareVariant);
            }
            ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                if button(ui, &scene.say(key::DESKTOP_VARIANTS_TAKE)).clicked() {
                    asks.submit(take(inside.production, inside.variant.id, false));
                }
                if button(ui, &scene.say(key::DESKTOP_VARIANTS_DROP)).clicked() {
                    drop(inside.production, inside.variant.id, asks);
                }
            });
            if button(ui, &scene.say(key::DESKTOP_VARIANTS_LEAVE)).clicked() {
                asks.run(Action::LeaveVariant);
            }
        });
    });
}

/// Writes a variant into its plan.
fn take(production: ProductionId, variant: VariantId, over: bool) -> Group {
    Group::one(Command::TakeVariant { production, variant, over })
}

/// Leaves a variant and deletes it.
fn drop(production: ProductionId, variant: VariantId, asks: &mut Asks) {
    let subject = Subject::planned(production, Kind::Variant, variant);
    let delete = Command::Delete { subject };
    asks.work_in(None);
    asks.submit(Group { label: "drop_variant".to_owned(), ..Group::one(delete) });
}

/// The button that says which variant is shown, with the list of those there are.
pub(crate) fn menu(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let inside = scene.snapshot.variant.as_ref();
    let name = menu_text(scene);
    let response = ui.add(
        Button::new(format!("{name}  ▼"))
            .selected(inside.is_some())
            .min_size(vec2(0.0, HEIGHT_CONTROL)),
    );
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, inside.is_some(), &name));
    let spoken = scene.say(key::DESKTOP_VARIANTS_LIST);
    Popup::menu(&response).accessible_name(&spoken).show(|ui| {
        ui.set_width(320.0);
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        if menu_item(ui, &scene.say(key::DESKTOP_VARIANTS_PLAN), inside.is_none()) {
            asks.run(Action::LeaveVariant);
        }
        for (production, variant, text) in open(scene) {
            let chosen = inside.is_some_and(|it| it.variant.id == variant);
            if menu_item(ui, &text, chosen) {
                asks.work_in(Some((production, variant)));
            }
        }
        ui.separator();
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            if menu_item(ui, &scene.say(key::DESKTOP_SHELL_NEW_VARIANT), false) {
                asks.run(Action::NewVariant);
            }
        });
    });
}

/// What the button of [`menu`] says.
pub(crate) fn menu_text(scene: &Scene<'_>) -> String {
    match &scene.snapshot.variant {
        Some(inside) => {
            let values = [("name", Value::Text(&inside.variant.name))];
            scene.say_with(key::DESKTOP_VARIANTS_SHOWN, &values)
        }
        None => scene.say(key::DESKTOP_VARIANTS_NONE),
    }
}

/// The variants that can be worked on, by production and name.
fn open(scene: &Scene<'_>) -> Vec<(ProductionId, VariantId, String)> {
    let views = views::variants(&scene.source(), None).into_iter();
    let open = views.filter(|view| view.state == model::Choice::key(&VariantState::Open));
    open.map(|it| (it.production, it.id, format!("{} · {}", it.production_title, it.name)))
        .collect()
}
