//! The colours, radii and sizes of the design, under the names they have there (`tokens.css`), for
//! the dark and the light theme.
//!
//! Hue is the family of a step (or, at a switch, the production); shape is status; a red outline
//! is a clash and nothing else; the accent is what is selected, and now.

use egui::Color32;

/// The colours of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// Is it the dark one?
    pub dark: bool,
    /// Ground of the working area.
    pub bg_0: Color32,
    /// Ground of bars, cards and the navigation.
    pub bg_1: Color32,
    /// Buttons, headings inside a list.
    pub bg_2: Color32,
    /// What is chosen in a list; tags.
    pub bg_3: Color32,
    /// What is chosen in a segmented button; under the pointer.
    pub bg_4: Color32,
    /// Lines between rows.
    pub line_1: Color32,
    /// Outlines of buttons and fields.
    pub line_2: Color32,
    /// Text that is read first.
    pub ink_1: Color32,
    /// Other text.
    pub ink_2: Color32,
    /// Text that is read last.
    pub ink_3: Color32,
    /// Text on the accent.
    pub ink_inverse: Color32,
    /// What is selected, and now.
    pub accent: Color32,
    /// Ground of what is selected.
    pub accent_soft: Color32,
    /// Good.
    pub ok: Color32,
    /// Ground of what is good.
    pub ok_soft: Color32,
    /// Text of what is good.
    pub ok_ink: Color32,
    /// To be looked at.
    pub warn: Color32,
    /// Ground of what is to be looked at.
    pub warn_soft: Color32,
    /// Text of what is to be looked at.
    pub warn_ink: Color32,
    /// Cannot stay so; the outline of a clash.
    pub bad: Color32,
    /// Ground of what cannot stay so.
    pub bad_soft: Color32,
    /// Text of what cannot stay so.
    pub bad_ink: Color32,
    /// Told for information.
    pub info: Color32,
    /// Ground of what is told for information.
    pub info_soft: Color32,
    /// Text of what is told for information.
    pub info_ink: Color32,
    /// Steps of the picture edit.
    pub picture: Color32,
    /// Steps of the sound.
    pub sound: Color32,
    /// Conform, grading, effects and titles.
    pub vfx: Color32,
    /// Deliveries.
    pub delivery: Color32,
    /// Everything else.
    pub admin: Color32,
}

/// Corners of tags and bars.
pub const RADIUS_1: u8 = 3;
/// Corners of buttons and fields.
pub const RADIUS_2: u8 = 6;
/// Corners of cards.
pub const RADIUS_3: u8 = 10;
/// Size of running text.
pub const SIZE_TEXT: f32 = 13.0;
/// Size of headings of columns, tags and hints.
pub const SIZE_SMALL: f32 = 11.5;
/// Size of the title of a screen.
pub const SIZE_TITLE: f32 = 18.0;
/// Height of a button or a field.
pub const HEIGHT_CONTROL: f32 = 28.0;
/// Height of a row of a list.
pub const HEIGHT_ROW: f32 = 30.0;

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The theme of edit rooms.
pub const DARK: Tokens = Tokens {
    dark: true,
    bg_0: rgb(0x0f_11_14),
    bg_1: rgb(0x15_18_1c),
    bg_2: rgb(0x1b_1f_24),
    bg_3: rgb(0x23_28_30),
    bg_4: rgb(0x2d_33_3c),
    line_1: rgb(0x26_2b_33),
    line_2: rgb(0x36_3d_48),
    ink_1: rgb(0xe8_ea_ed),
    ink_2: rgb(0xa9_b0_bb),
    ink_3: rgb(0x7d_87_95),
    ink_inverse: rgb(0x07_14_2a),
    accent: rgb(0x5b_9d_ff),
    accent_soft: rgb(0x1c_2f_4d),
    ok: rgb(0x4f_b2_86),
    ok_soft: rgb(0x17_35_28),
    ok_ink: rgb(0x7f_d6_ae),
    warn: rgb(0xe0_a6_3a),
    warn_soft: rgb(0x3a_2d_14),
    warn_ink: rgb(0xf0_c3_6b),
    bad: rgb(0xe5_64_5a),
    bad_soft: rgb(0x41_20_1d),
    bad_ink: rgb(0xff_95_8c),
    info: rgb(0x8f_9b_ff),
    info_soft: rgb(0x26_2a_4a),
    info_ink: rgb(0xb6_bd_ff),
    picture: rgb(0x5b_8f_d9),
    sound: rgb(0x4a_a7_a0),
    vfx: rgb(0xa0_7b_e0),
    delivery: rgb(0xd9_8a_4f),
    admin: rgb(0x7d_87_94),
};

/// The theme of offices by day, with the same contrast.
pub const LIGHT: Tokens = Tokens {
    dark: false,
    bg_0: rgb(0xf3_f5_f7),
    bg_1: rgb(0xfb_fc_fd),
    bg_2: rgb(0xff_ff_ff),
    bg_3: rgb(0xe6_ea_ef),
    bg_4: rgb(0xd7_dd_e4),
    line_1: rgb(0xdf_e4_ea),
    line_2: rgb(0xc2_ca_d3),
    ink_1: rgb(0x10_16_1c),
    ink_2: rgb(0x3f_4a_56),
    ink_3: rgb(0x5f_6a_77),
    ink_inverse: rgb(0xff_ff_ff),
    accent: rgb(0x1f_6f_e0),
    accent_soft: rgb(0xd6_e6_fd),
    ok: rgb(0x1d_8a_5b),
    ok_soft: rgb(0xd3_f0_e2),
    ok_ink: rgb(0x0f_5c_3b),
    warn: rgb(0xb4_73_0c),
    warn_soft: rgb(0xfb_ea_c8),
    warn_ink: rgb(0x74_48_00),
    bad: rgb(0xc9_3a_38),
    bad_soft: rgb(0xfa_dc_da),
    bad_ink: rgb(0x9a_20_1e),
    info: rgb(0x4a_55_d0),
    info_soft: rgb(0xe2_e5_fd),
    info_ink: rgb(0x32_3a_a0),
    picture: rgb(0x2f_6f_c9),
    sound: rgb(0x1b_83_7b),
    vfx: rgb(0x7a_4f_c8),
    delivery: rgb(0xb8_62_20),
    admin: rgb(0x5c_66_73),
};

impl Tokens {
    /// The colours of the theme in which something is being drawn.
    pub fn of(context: &egui::Context) -> &'static Self {
        if context.global_style().visuals.dark_mode { &DARK } else { &LIGHT }
    }

    /// Ground of a bar of a hue: dark and of little colour in the dark theme, pale in the light one.
    pub fn bar_fill(&self, hue: Color32) -> Color32 {
        mix(self.bg_1, hue, if self.dark { 0.28 } else { 0.22 })
    }

    /// Ground of the finished part of a bar.
    pub fn bar_done(&self, hue: Color32) -> Color32 {
        mix(self.bg_1, hue, if self.dark { 0.72 } else { 0.58 })
    }
}

/// A colour between two; 0 is the first, 1 the second.
pub fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    let channel = |a: u8, b: u8| {
        let (a, b) = (f32::from(a), f32::from(b));
        // Between two bytes, so that the cast cannot leave their range.
        (a + (b - a) * share.clamp(0.0, 1.0)).round() as u8
    };
    Color32::from_rgb(
        channel(from.r(), to.r()),
        channel(from.g(), to.g()),
        channel(from.b(), to.b()),
    )
}

/// Hues for productions, muted and told apart by people who see few colours.
pub const PRODUCTION_HUES: [Color32; 8] = [
    rgb(0x5b_8f_d9),
    rgb(0xd9_8a_4f),
    rgb(0x4a_a7_a0),
    rgb(0xc9_6a_9a),
    rgb(0x8f_a8_46),
    rgb(0xa0_7b_e0),
    rgb(0xc2_a5_3f),
    rgb(0x6a_8a_a8),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast after WCAG 2.2 (W3C), 1.4.3.
    fn contrast(one: Color32, other: Color32) -> f64 {
        let channel = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |colour: Color32| {
            0.2126 * channel(colour.r())
                + 0.7152 * channel(colour.g())
                + 0.0722 * channel(colour.b())
        };
        let (light, dark) = (luminance(one), luminance(other));
        (light.max(dark) + 0.05) / (light.min(dark) + 0.05)
    }

    #[test]
    fn all_text_reaches_the_contrast_of_wcag_aa_in_both_themes() {
        for tokens in [DARK, LIGHT] {
            for ground in [tokens.bg_0, tokens.bg_1, tokens.bg_2] {
                for ink in [tokens.ink_1, tokens.ink_2, tokens.ink_3] {
                    assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}");
                }
            }
            for (ink, ground) in [
                (tokens.ok_ink, tokens.ok_soft),
                (tokens.warn_ink, tokens.warn_soft),
                (tokens.bad_ink, tokens.bad_soft),
                (tokens.info_ink, tokens.info_soft),
                (tokens.ink_inverse, tokens.accent),
            ] {
                assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn labels_can_be_read_on_bars_of_every_hue() {
        for tokens in [DARK, LIGHT] {
            let families =
                [tokens.picture, tokens.sound, tokens.vfx, tokens.delivery, tokens.admin];
            for hue in families.into_iter().chain(PRODUCTION_HUES) {
                assert!(contrast(tokens.ink_1, tokens.bar_fill(hue)) >= 4.5, "{hue:?}");
                assert!(contrast(tokens.ink_2, tokens.bar_fill(hue)) >= 3.0, "{hue:?}");
            }
        }
    }
}
