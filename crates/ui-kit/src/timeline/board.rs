//! What all parts of a frame share: what is shown and where, the letters, keys to be looked up.

use super::Options;
use super::data::{Grid, Key, Row, Tie, Words};
use super::layout::Layout;
use crate::theme;
use crate::tokens::{SIZE_SMALL, SIZE_TEXT, Tokens};
use egui::{FontFamily, FontId, Id, Ui};

/// What is shown this frame, and where: the same for all who draw and react.
pub(super) struct Board<'a> {
    pub(super) id: Id,
    pub(super) rows: &'a [Row],
    pub(super) grid: &'a Grid,
    pub(super) ties: &'a [Tie],
    pub(super) options: Options,
    pub(super) words: &'a Words,
    pub(super) tokens: &'static Tokens,
    pub(super) fonts: Fonts,
    pub(super) layout: Layout,
}

/// The letters in use.
pub(super) struct Fonts {
    /// Title of a bar.
    pub(super) bar: FontId,
    /// Subtitles, days.
    pub(super) small: FontId,
    /// Weeks and months.
    pub(super) small_strong: FontId,
    /// On low bars.
    pub(super) tiny: FontId,
    pub(super) tiny_strong: FontId,
    /// Title of a row.
    pub(super) label: FontId,
    pub(super) label_strong: FontId,
    /// Title of a heading row.
    pub(super) heading: FontId,
}

impl Fonts {
    pub(super) fn of(ui: &Ui) -> Self {
        // The faces of the theme are there from the second frame on.
        let known = |family: FontFamily| {
            let loaded = ui.fonts(|fonts| fonts.definitions().families.contains_key(&family));
            if loaded { family } else { FontFamily::Proportional }
        };
        let plain = FontFamily::Proportional;
        let (medium, semi_bold) = (known(theme::medium()), known(theme::semi_bold()));
        Self {
            bar: FontId::new(12.0, medium.clone()),
            small: FontId::new(SIZE_SMALL, plain.clone()),
            small_strong: FontId::new(SIZE_SMALL, medium.clone()),
            tiny: FontId::new(10.0, plain.clone()),
            tiny_strong: FontId::new(10.0, medium),
            label: FontId::new(SIZE_TEXT, plain),
            label_strong: FontId::new(SIZE_TEXT, semi_bold.clone()),
            heading: FontId::new(12.0, semi_bold),
        }
    }
}

/// Keys to be looked up: sorted, so that looking one up does not go through all.
pub(super) struct Keys(Vec<Key>);

impl Keys {
    pub(super) fn of(keys: &[Key]) -> Self {
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        Self(sorted)
    }

    pub(super) fn contains(&self, key: Key) -> bool {
        self.0.binary_search(&key).is_ok()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
