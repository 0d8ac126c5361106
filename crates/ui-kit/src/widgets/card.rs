//! Cards, figures at the head of a screen, headings of sections.

use crate::Tokens;
use crate::theme;
use crate::tokens::RADIUS_3;
use crate::widgets::{Tone, tag};
use egui::{CornerRadius, Frame, Id, Label, Margin, Modal, RichText, Stroke, Ui, vec2};

/// A card with a title, a weak remark on the right of it, and what is in it.
pub fn card<R>(ui: &mut Ui, title: &str, remark: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    card_with(
        ui,
        title,
        |ui| {
            let tokens = Tokens::of(ui.ctx());
            if !remark.is_empty() {
                ui.label(RichText::new(remark).font(theme::small()).color(tokens.ink_3));
            }
        },
        content,
    )
}

/// The same with anything on the right of the title.
pub fn card_with<R>(
    ui: &mut Ui,
    title: &str,
    right: impl FnOnce(&mut Ui),
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let tokens = Tokens::of(ui.ctx());
    let frame = Frame::new()
        .fill(tokens.bg_1)
        .stroke(Stroke::new(1.0, tokens.line_1))
        .corner_radius(CornerRadius::same(RADIUS_3));
    frame
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let heading =
                Frame::new().inner_margin(Margin { left: 14, right: 12, top: 9, bottom: 9 });
            heading.show(ui, |ui| {
                egui::Sides::new().height(20.0).show(
                    ui,
                    |ui| ui.label(RichText::new(title).font(theme::strong()).color(tokens.ink_1)),
                    right,
                );
            });
            line(ui);
            content(ui)
        })
        .inner
}

/// A line across what is being drawn.
fn line(ui: &mut Ui) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top().round() + 0.5, (1.0, tokens.line_1));
}

/// A figure narrower than this is written smaller.
const NARROW: f32 = 140.0;

/// A figure at the head of a screen: what it is, the figure, and how it stands.
pub fn figure(ui: &mut Ui, width: f32, what: &str, figure: &str, tone: Tone, remark: &str) {
    let tokens = Tokens::of(ui.ctx());
    let (margin, size) = if width < NARROW { (9, 14.5) } else { (14, 17.0) };
    let frame = Frame::new()
        .fill(tokens.bg_1)
        .stroke(Stroke::new(1.0, tokens.line_1))
        .corner_radius(CornerRadius::same(RADIUS_3))
        .inner_margin(Margin::symmetric(margin, 11));
    frame.show(ui, |ui| {
        ui.vertical(|ui| {
            ui.set_width(width - 2.0 * f32::from(margin) - 2.0);
            ui.set_height(62.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(what).font(theme::text()).color(tokens.ink_3));
            let text = RichText::new(figure).font(egui::FontId::new(size, theme::semi_bold()));
            ui.add(Label::new(text.color(tokens.ink_1)).truncate());
            if tone == Tone::Plain {
                let weak = RichText::new(remark).font(theme::text()).color(tokens.ink_3);
                ui.add(Label::new(weak).truncate());
            } else if !remark.is_empty() {
                tag(ui, tone, remark);
            }
        });
    });
}

/// A dialogue over everything else, with its title. Gives what its content gives, and whether it is
/// to be closed (Escape, or a click beside it).
pub fn dialogue<R>(
    ui: &Ui,
    id: &str,
    width: f32,
    title: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(22, 18));
    let frame = frame.corner_radius(CornerRadius::same(RADIUS_3)).fill(ui.visuals().window_fill);
    let window = ui.ctx().content_rect();
    let shown = Modal::new(Id::unique(id)).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(width.min(window.width() - 80.0));
        ui.set_max_height(window.height() - 100.0);
        heading(ui, title, "");
        ui.add_space(10.0);
        content(ui)
    });
    let close = shown.should_close();
    (shown.inner, close)
}

/// The title of a screen, with a weaker remark beside it.
pub fn heading(ui: &mut Ui, title: &str, remark: &str) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(RichText::new(title).font(theme::title()).color(tokens.ink_1));
    if !remark.is_empty() {
        ui.label(RichText::new(remark).color(tokens.ink_3));
    }
}

/// The title of a part of a form.
pub fn section(ui: &mut Ui, title: &str) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(6.0);
    ui.label(RichText::new(title).font(theme::strong()).color(tokens.ink_1));
}
