//! The form of a new variant: of which plan, and what it is called.

use crate::desktop::{Asks, Place, Scene, production_field};
use egui::{Key, RichText, Sides, Ui};
use i18n::key;
use model::{Command, Kind, ProductionId, Subject, VariantId};
use node::Group;
use ui_kit::widgets::{Field, button, dialogue, primary_button};

/// Width of the form.
const WIDTH: f32 = 420.0;

/// A variant that is being named.
#[derive(Debug, Default)]
pub(super) struct Form {
    production: Option<ProductionId>,
    name: String,
    problem: Option<String>,
    begun: bool,
}

impl Form {
    /// Draws the form; true once it is done with.
    pub(super) fn show(&mut self, ui: &Ui, scene: &Scene<'_>, asks: &mut Asks) -> bool {
        let fresh = !std::mem::replace(&mut self.begun, true);
        if fresh {
            self.production = near(scene);
        }
        let title = scene.say(key::DESKTOP_SHELL_NEW_VARIANT);
        let (pressed, close) =
            dialogue(ui, "variant-form", WIDTH, &title, |ui| self.content(ui, scene, fresh));
        match pressed {
            Some(true) => self.make(scene, asks),
            Some(false) => true,
            None => close,
        }
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>, fresh: bool) -> Option<bool> {
        ui.spacing_mut().item_spacing.y = 8.0;
        let why = scene.say(key::DESKTOP_VARIANTS_WHY);
        ui.label(RichText::new(why).color(scene.tokens.ink_2));
        let label = scene.say(key::DESKTOP_VARIANTS_OF);
        production_field(ui, scene, "variant-production", &label, &mut self.production);
        let label = scene.say(key::DESKTOP_VARIANTS_NAME);
        let hint = scene.say(key::DESKTOP_VARIANTS_NAME_HINT);
        let field = Field::new(&label).hint(&hint).problem(self.problem.as_deref());
        let response = field.show(ui, &mut self.name);
        if fresh {
            response.request_focus();
        }
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(6.0);
        let mut pressed = enter.then_some(true);
        Sides::new().show(
            ui,
            |_| {},
            |ui| {
                if primary_button(ui, &scene.say(key::DESKTOP_VARIANTS_MAKE)).clicked() {
                    pressed = Some(true);
                }
                if button(ui, &scene.say(key::DESKTOP_CLOSE)).clicked() {
                    pressed = Some(false);
                }
            },
        );
        pressed
    }

    /// Makes the variant and goes into it, if nothing is missing.
    fn make(&mut self, scene: &Scene<'_>, asks: &mut Asks) -> bool {
        let name = units::clean_name(&self.name);
        let Some(production) = self.production.filter(|_| !name.is_empty()) else {
            self.problem = Some(scene.say(key::DESKTOP_VARIANTS_MISSING));
            return false;
        };
        let id = VariantId(scene.new_id());
        let subject = Subject::planned(production, Kind::Variant, id);
        let values = [("name".to_owned(), model::Value::Text(name))].into();
        let add = Command::Add { subject, values };
        asks.submit_quietly(Group { label: "add_variant".to_owned(), ..Group::one(add) });
        asks.work_in(Some((production, id)));
        true
    }
}

/// The production the reader looks at, or has selected something of; else the first.
fn near(scene: &Scene<'_>) -> Option<ProductionId> {
    let of_place = match scene.place {
        Place::Production(production) => Some(production),
        _ => None,
    };
    let of_selection = || scene.selected().and_then(|subject| subject.scope.production());
    let first = || scene.derived.productions.first().map(|production| production.id);
    of_place.or_else(of_selection).or_else(first)
}
