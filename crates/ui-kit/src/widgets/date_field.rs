//! A field in which a date is typed, with a month to pick one from beside it.

use super::calendar::{Calendar, CalendarWords, DayMark};
use super::day::Day;
use super::field::Field;
use crate::Tokens;
use crate::tokens::RADIUS_1;
use egui::{
    CursorIcon, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role, Sense,
    SetOpenCommand, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Width of the button.
const BUTTON: f32 = 22.0;

/// A field for a date.
pub struct DateField<'a> {
    field: Field<'a>,
    calendar: Calendar<'a>,
}

/// What a field for a date answers.
pub struct DateAnswer {
    /// Of the field of text.
    pub response: Response,
    /// The day that was picked from the month just now.
    pub picked: Option<Day>,
}

impl<'a> DateField<'a> {
    /// A field, with what its calendar says.
    pub fn new(field: Field<'a>, words: &'a CalendarWords<'a>) -> Self {
        let mark: &dyn Fn(Day) -> DayMark = &|_| DayMark::default();
        Self { field, calendar: Calendar { words, chosen: None, today: None, mark } }
    }

    /// The day that is chosen.
    #[must_use]
    pub fn chosen(mut self, day: Option<Day>) -> Self {
        self.calendar.chosen = day;
        self
    }

    /// Today.
    #[must_use]
    pub fn today(mut self, day: Day) -> Self {
        self.calendar.today = Some(day);
        self
    }

    /// How days are marked.
    #[must_use]
    pub fn mark(mut self, mark: &'a dyn Fn(Day) -> DayMark) -> Self {
        self.calendar.mark = mark;
        self
    }

    /// Shows it under an identifier of its own; the text is as typed.
    pub fn show(self, ui: &mut Ui, id: Id, text: &mut String) -> DateAnswer {
        let Self { field, calendar } = self;
        let mut picked = None;
        let name = format!("{}: {}", field.label(), calendar.words.open);
        let field = field.keep_free(BUTTON);
        let response = field.show_with(ui, text, |ui, response| {
            let button = open_button(ui, response, id.with("open"), &name);
            let by_key = response.has_focus()
                && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::ArrowDown));
            picked = month(ui, id, &button, by_key, &calendar);
            if picked.is_some() {
                response.request_focus();
            }
        });
        DateAnswer { response, picked }
    }
}

/// The button with the sign of a calendar, within the right end of a field.
fn open_button(ui: &Ui, field: &Response, id: Id, name: &str) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let rect =
        Rect::from_min_max(pos2(field.rect.right() - BUTTON, field.rect.top()), field.rect.max);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let ink = if response.hovered() || response.has_focus() { tokens.ink_1 } else { tokens.ink_3 };
    let sheet = Rect::from_center_size(rect.center(), vec2(12.0, 11.0));
    let painter = ui.painter();
    let line = Stroke::new(1.0, ink);
    painter.rect_stroke(sheet, 2.0, line, StrokeKind::Inside);
    painter.hline(sheet.x_range(), sheet.top() + 3.5, line);
    for x in [sheet.left() + 3.5, sheet.right() - 3.5] {
        painter.vline(x, sheet.top() - 2.0..=sheet.top() + 1.5, line);
    }
    if response.has_focus() {
        let ring = Stroke::new(1.5, tokens.accent);
        painter.rect_stroke(rect.shrink(2.0), RADIUS_1, ring, StrokeKind::Inside);
    }
    response.on_hover_text(name).on_hover_cursor(CursorIcon::PointingHand)
}

/// The month below the button, while it is open.
fn month(ui: &Ui, id: Id, button: &Response, by_key: bool, calendar: &Calendar<'_>) -> Option<Day> {
    let (place, grid) = (id.with("month"), id.with("days"));
    let was_open = Popup::is_id_open(ui.ctx(), place);
    let opens = (button.clicked() || by_key).then_some(SetOpenCommand::Toggle);
    if opens.is_some() && !was_open {
        let begin = calendar.chosen.or(calendar.today).unwrap_or_default();
        ui.data_mut(|data| data.insert_temp(place, (begin, true)));
    }
    let shown = Popup::from_response(button)
        .id(place)
        .open_memory(opens)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .align(egui::RectAlign::BOTTOM_END)
        .show(|ui| {
            let (mut at, mut new): (Day, bool) =
                ui.data(|data| data.get_temp(place)).unwrap_or_default();
            let picked = calendar.show(ui, grid, &mut at);
            // While its size is being found out it cannot have the keyboard's attention.
            if new && !ui.is_sizing_pass() {
                ui.memory_mut(|memory| memory.request_focus(grid));
                new = false;
            }
            ui.data_mut(|data| data.insert_temp(place, (at, new)));
            picked
        });
    let picked = shown.and_then(|shown| shown.inner);
    if picked.is_some() {
        Popup::close_id(ui.ctx(), place);
    }
    picked
}
