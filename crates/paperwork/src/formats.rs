//! How cells look. Colours of families are those of the screens (`ui/tokens.css`), lightened for
//! paper.

use i18n::Messages;
use model::Family;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use views::CellKind;

/// Looks by kind of cell.
pub(crate) struct Formats {
    date: Format,
    moment: Format,
    days: Format,
    clock: Format,
    integer: Format,
    money: Format,
    text: Format,
    /// Headings of columns.
    pub(crate) heading: Format,
}

impl Formats {
    pub(crate) fn new(messages: &Messages) -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        let number = |key: &str| cell.clone().set_num_format(messages.text(key, &[]));
        Self {
            date: number("sheet-format-date"),
            moment: number("sheet-format-date-time"),
            days: number("sheet-format-days"),
            clock: number("sheet-format-clock"),
            integer: cell.clone().set_num_format("0"),
            money: number("sheet-format-euros"),
            text: cell.clone(),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xE6_E9_EE))
                .set_border_bottom(FormatBorder::Thin),
        }
    }

    /// The look of a cell; `depth` indents the text of an outline.
    pub(crate) fn cell(&self, kind: CellKind, group: bool, depth: u8) -> Format {
        let format = match kind {
            CellKind::Date => &self.date,
            CellKind::DateTime => &self.moment,
            CellKind::Work => &self.days,
            CellKind::Minutes => &self.clock,
            CellKind::Integer => &self.integer,
            CellKind::Money => &self.money,
            CellKind::Text | CellKind::Id | CellKind::Flag | CellKind::Words => &self.text,
        };
        let format = if group { format.clone().set_bold() } else { format.clone() };
        if depth > 0 { format.set_indent(depth) } else { format }
    }
}

/// The colour of a family of steps; an option has a lighter one.
pub(crate) fn family_colour(family: Family, firm: bool) -> Color {
    Color::RGB(match (family, firm) {
        (Family::Edit, true) => 0xBF_D7_F5,
        (Family::Edit, false) => 0xE6_F0_FB,
        (Family::Picture, true) => 0xF6_D9_A8,
        (Family::Picture, false) => 0xFC_F1_DE,
        (Family::Sound, true) => 0xC4_E6_C3,
        (Family::Sound, false) => 0xE8_F5_E7,
        (Family::Delivery, true) => 0xE0_C8_EE,
        (Family::Delivery, false) => 0xF4_EA_F9,
        (Family::General, true) => 0xDB_DE_E3,
        (Family::General, false) => 0xF1_F2_F4,
    })
}

/// The width of a column of a kind, in characters. Moments get theirs by hand: programs that
/// measure text find them too narrow and show `###`.
pub(crate) fn width(kind: CellKind, longest: usize) -> u32 {
    let measured = u32::try_from(longest).unwrap_or(u32::MAX).saturating_add(2);
    match kind {
        CellKind::Date => 12,
        CellKind::DateTime => 17,
        CellKind::Id => 29,
        CellKind::Work | CellKind::Minutes | CellKind::Integer | CellKind::Flag => 11,
        CellKind::Money => 14,
        CellKind::Text | CellKind::Words => measured.clamp(10, 48),
    }
}
