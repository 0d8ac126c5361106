//! Every action of the window, once: the menu, the palette, the shortcuts and the tests take them
//! from here. What an action means is in `desktop::Desktop`; what changes a document is a command
//! of `model`.

use egui::{Key as Button, KeyboardShortcut, Modifiers};
use i18n::{Key, key};

/// Declares the actions: their word, their label, their shortcut.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $label:ident, $shortcut:expr;)*) => {
        /// An action of the window.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// All of them, in the order of the palette.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its word, for tests and settings.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What it is called.
            pub const fn label(self) -> Key {
                match self { $(Self::$name => key::$label,)* }
            }

            /// The keys that ask for it.
            pub const fn shortcut(self) -> Option<KeyboardShortcut> {
                match self { $(Self::$name => $shortcut,)* }
            }
        }
    };
}

const fn command(button: Button) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, button))
}

const fn command_shift(button: Button) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), button))
}

const fn plain(button: Button) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, button))
}

actions! {
    /// The palette.
    Search = "search", DESKTOP_SHELL_SEARCH, command(Button::K);
    /// What was done last is taken back.
    Undo = "undo", DESKTOP_SHELL_UNDO, command(Button::Z);
    /// What was undone last is brought back.
    Redo = "redo", DESKTOP_SHELL_REDO, command_shift(Button::Z);
    /// The screen of the day.
    OpenToday = "open_today", DESKTOP_SHELL_TODAY, plain(Button::F5);
    /// The planning of rooms, people, productions.
    OpenPlanning = "open_planning", DESKTOP_SHELL_PLANNING, plain(Button::F6);
    /// The list of clashes.
    OpenClashes = "open_clashes", DESKTOP_SHELL_CLASHES, plain(Button::F7);
    /// Session slips.
    OpenSlips = "open_slips", DESKTOP_SHELL_SLIPS, command_shift(Button::B);
    /// What was sent to clients, and what they answered.
    OpenPublications = "open_publications", DESKTOP_SHELL_PUBLICATIONS, command_shift(Button::P);
    /// Rooms, equipment, people.
    OpenResources = "open_resources", DESKTOP_SHELL_RESOURCES, plain(Button::F8);
    /// Who changed what and when.
    OpenHistory = "open_history", DESKTOP_SHELL_HISTORY, plain(Button::F9);
    /// The machines of the facility and what each may do.
    OpenMachines = "open_machines", DESKTOP_SHELL_MACHINES, plain(Button::F11);
    /// Another facility of this installation, or a further one.
    SwitchFacility = "switch_facility", DESKTOP_FACILITIES_SWITCH, command_shift(Button::F);
    /// The screen that was left.
    Back = "back", DESKTOP_SHELL_BACK, plain(Button::F3);
    /// A new production, with its plan from a template.
    NewProduction = "new_production", DESKTOP_SHELL_NEW_PRODUCTION, command(Button::N);
    /// A new booking.
    NewBooking = "new_booking", DESKTOP_SHELL_NEW_BOOKING, command_shift(Button::N);
    /// A variant of a plan, to be worked on apart.
    NewVariant = "new_variant", DESKTOP_SHELL_NEW_VARIANT, command_shift(Button::V);
    /// The variant one works in beside its plan.
    CompareVariant = "compare_variant", DESKTOP_SHELL_COMPARE_VARIANT, command_shift(Button::C);
    /// Back to the plans themselves.
    LeaveVariant = "leave_variant", DESKTOP_SHELL_LEAVE_VARIANT, None;
    /// Something has happened: ways out of it.
    Unforeseen = "unforeseen", DESKTOP_SHELL_UNFORESEEN, command_shift(Button::E);
    /// The next clash, wherever it is.
    NextClash = "next_clash", DESKTOP_SHELL_NEXT_CLASH, plain(Button::F4);
    /// Files are read.
    Import = "import", DESKTOP_SHELL_IMPORT, command(Button::O);
    /// Files and sheets are written.
    Export = "export", DESKTOP_SHELL_EXPORT, command(Button::E);
    /// Sheets are printed: the same dialogue, with the week chosen.
    Print = "print", DESKTOP_SHELL_PRINT, command(Button::P);
    /// The inspector is opened or closed.
    Inspector = "inspector", DESKTOP_SHELL_INSPECTOR, command(Button::I);
    /// The navigation becomes narrow or wide.
    Navigation = "navigation", DESKTOP_SHELL_NAVIGATION, command(Button::B);
    /// French becomes English, English French.
    SwitchLanguage = "switch_language", DESKTOP_SHELL_SWITCH_LANGUAGE, command_shift(Button::L);
    /// Dark becomes light, light dark.
    SwitchTheme = "switch_theme", DESKTOP_SHELL_SWITCH_THEME, command_shift(Button::T);
    /// Hue by family or by production.
    SwitchHue = "switch_hue", DESKTOP_SHELL_SWITCH_HUE, command_shift(Button::H);
    /// Everything is shown larger.
    ZoomIn = "zoom_in", DESKTOP_SHELL_ZOOM_IN, command(Button::Plus);
    /// Everything is shown smaller.
    ZoomOut = "zoom_out", DESKTOP_SHELL_ZOOM_OUT, command(Button::Minus);
    /// Everything is shown in the size of the design.
    ZoomReset = "zoom_reset", DESKTOP_SHELL_ZOOM_RESET, command(Button::Num0);
    /// Language, theme, size.
    Settings = "settings", DESKTOP_SHELL_SETTINGS, command(Button::Comma);
    /// All the keys.
    Shortcuts = "shortcuts", DESKTOP_SHELL_SHORTCUTS, plain(Button::F1);
    /// A sealed store is closed until its passphrase is typed.
    Lock = "lock", DESKTOP_SHELL_LOCK, plain(Button::F12);
    /// The window is closed.
    Quit = "quit", DESKTOP_SHELL_QUIT, command(Button::Q);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_actions_share_a_word_or_keys() {
        let words: BTreeSet<&str> = Action::ALL.iter().map(|action| action.word()).collect();
        assert_eq!(words.len(), Action::ALL.len());
        let keys: Vec<String> = Action::ALL
            .iter()
            .filter_map(|action| action.shortcut())
            .map(|keys| format!("{keys:?}"))
            .collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }
}
