//! Keys with exactly the modifiers that are meant: egui by itself takes Alt Shift → for → as well.

use egui::{Event, InputState, Key, Modifiers};

/// Alt and Shift together.
pub(super) const ALT_SHIFT: Modifiers = Modifiers { alt: true, shift: true, ..Modifiers::NONE };

/// Was the key pressed with these modifiers and no others? It is taken then.
pub(super) fn take(input: &mut InputState, modifiers: Modifiers, key: Key) -> bool {
    let mut taken = false;
    input.events.retain(|event| {
        let wanted = matches!(
            event,
            Event::Key { key: pressed, modifiers: held, pressed: true, .. }
                if *pressed == key && held.matches_exact(modifiers)
        );
        taken |= wanted;
        !wanted
    });
    taken
}

/// Text that was typed, if any; it is taken.
pub(super) fn typed(input: &mut InputState) -> Option<String> {
    let mut typed = String::new();
    input.events.retain(|event| {
        let Event::Text(text) = event else { return true };
        typed.push_str(text);
        false
    });
    (!typed.is_empty()).then_some(typed)
}

/// Text that was pasted, and whether something is to be copied; both are taken.
pub(super) fn clipboard(input: &mut InputState) -> (Option<String>, bool) {
    let (mut pasted, mut copied) = (None, false);
    input.events.retain(|event| match event {
        Event::Paste(text) => {
            pasted = Some(text.clone());
            false
        }
        Event::Copy | Event::Cut => {
            copied = true;
            false
        }
        _ => true,
    });
    (pasted, copied)
}
