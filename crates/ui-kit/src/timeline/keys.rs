//! Which key asks for what.

use super::walk::Step;
use egui::{Key as KeyName, Modifiers};

/// What becomes of the selection when the keyboard goes to another bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Take {
    /// The bar alone is selected.
    Alone,
    /// The bar is selected too.
    Also,
    /// The selection stays; the space bar adds to it.
    Nothing,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Command {
    Go(Step, Take),
    Open,
    PickRow,
    Rename,
    Delete,
    Menu,
    Toggle,
    All,
    Clear,
    /// Moves by so many steps.
    Nudge(f64),
    /// Moves to a row above or below.
    Lift(Step),
    /// Moves the end by so many steps.
    Stretch(f64),
    Create,
    /// Goes on by such a part of the view.
    Pan(f32),
    Scroll(f32),
    Zoom(f64),
}

pub(super) fn command(key: KeyName, modifiers: Modifiers) -> Option<Command> {
    let Modifiers { alt, shift, command, .. } = modifiers;
    let take = match (shift, command) {
        (false, false) => Take::Alone,
        (true, false) => Take::Also,
        (_, true) => Take::Nothing,
    };
    let sign = if key == KeyName::ArrowLeft { -1.0 } else { 1.0 };
    Some(match (key, alt, shift, command) {
        (KeyName::ArrowLeft | KeyName::ArrowRight, true, false, false) => Command::Nudge(sign),
        (KeyName::ArrowLeft | KeyName::ArrowRight, true, true, false) => Command::Stretch(sign),
        (KeyName::ArrowUp, true, false, false) => Command::Lift(Step::Up),
        (KeyName::ArrowDown, true, false, false) => Command::Lift(Step::Down),
        (_, true, ..) => return None,
        (KeyName::ArrowLeft, ..) => Command::Go(Step::Previous, take),
        (KeyName::ArrowRight, ..) => Command::Go(Step::Next, take),
        (KeyName::ArrowUp, ..) => Command::Go(Step::Up, take),
        (KeyName::ArrowDown, ..) => Command::Go(Step::Down, take),
        (KeyName::Home, _, _, false) => Command::Go(Step::First, take),
        (KeyName::End, _, _, false) => Command::Go(Step::Last, take),
        (KeyName::Home, _, false, true) => Command::Go(Step::FirstOfAll, Take::Alone),
        (KeyName::End, _, false, true) => Command::Go(Step::LastOfAll, Take::Alone),
        (KeyName::PageUp, _, false, false) => Command::Pan(-0.9),
        (KeyName::PageDown, _, false, false) => Command::Pan(0.9),
        (KeyName::PageUp, _, true, false) => Command::Scroll(-0.9),
        (KeyName::PageDown, _, true, false) => Command::Scroll(0.9),
        (KeyName::Plus | KeyName::Equals, _, _, false) => Command::Zoom(1.25),
        (KeyName::Minus, _, _, false) => Command::Zoom(0.8),
        (KeyName::Enter, _, false, false) => Command::Open,
        (KeyName::Enter, _, false, true) => Command::PickRow,
        (KeyName::F2, _, false, false) => Command::Rename,
        (KeyName::F10, _, true, false) => Command::Menu,
        (KeyName::Delete | KeyName::Backspace, _, false, false) => Command::Delete,
        (KeyName::Insert, _, false, false) => Command::Create,
        (KeyName::Space, _, false, _) => Command::Toggle,
        (KeyName::A, _, false, true) => Command::All,
        (KeyName::Escape, _, false, false) => Command::Clear,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drag_has_a_key() {
        let alt = Modifiers::ALT;
        assert_eq!(command(KeyName::ArrowLeft, alt), Some(Command::Nudge(-1.0)));
        assert_eq!(command(KeyName::ArrowDown, alt), Some(Command::Lift(Step::Down)));
        let both = Modifiers { shift: true, ..alt };
        assert_eq!(command(KeyName::ArrowRight, both), Some(Command::Stretch(1.0)));
        assert_eq!(command(KeyName::Insert, Modifiers::NONE), Some(Command::Create));
    }

    #[test]
    fn keys_of_others_are_left_alone() {
        for (key, modifiers) in [
            (KeyName::K, Modifiers::COMMAND),
            (KeyName::Z, Modifiers::COMMAND),
            (KeyName::Plus, Modifiers::COMMAND),
            (KeyName::Tab, Modifiers::NONE),
            (KeyName::S, Modifiers::NONE),
            (KeyName::Enter, Modifiers::ALT),
        ] {
            assert_eq!(command(key, modifiers), None, "{key:?} {modifiers:?}");
        }
    }
}
