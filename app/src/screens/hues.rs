//! The hue of a family of steps.

use egui::Color32;
use model::Family;
use ui_kit::Tokens;

/// The colour of a family.
pub(super) fn of_family(tokens: &Tokens, family: Family) -> Color32 {
    match family {
        Family::Edit => tokens.picture,
        Family::Picture => tokens.vfx,
        Family::Sound => tokens.sound,
        Family::Delivery => tokens.delivery,
        Family::General => tokens.admin,
    }
}
