//! A month to pick a day from: Monday first, ISO weeks, holidays marked and named. Arrows go from
//! day to day, Page up and Page down from month to month, Enter picks.

use super::day::Day;
use crate::Tokens;
use crate::theme;
use crate::tokens::RADIUS_1;
use crate::widgets::icon_button;
use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Sides, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// Width of the column of a day.
const COLUMN: f32 = 32.0;

/// Width of the column of the numbers of weeks.
const WEEK: f32 = 28.0;

/// Height of the row of a week.
const ROW: f32 = 28.0;

/// Rows that any month fits in.
const ROWS: i64 = 6;

/// What a calendar says, in the reader's language.
#[derive(Clone, Copy)]
pub struct CalendarWords<'a> {
    /// The month a day lies in: `décembre 2026`.
    pub month: &'a dyn Fn(Day) -> String,
    /// A day in speech: `jeudi 10 décembre 2026`.
    pub day: &'a dyn Fn(Day) -> String,
    /// The days of the week, Monday first, in a letter or two.
    pub letters: &'a [String; 7],
    /// What the column of the weeks is headed with.
    pub week: &'a str,
    /// What the button is called that opens it.
    pub open: &'a str,
    /// What the button is called that goes a month back.
    pub previous: &'a str,
    /// What the button is called that goes a month on.
    pub next: &'a str,
}

/// How a day is marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayMark {
    /// The name of a holiday.
    pub holiday: Option<String>,
    /// Nobody works that day.
    pub off: bool,
}

/// A calendar.
#[derive(Clone, Copy)]
pub struct Calendar<'a> {
    /// What it says.
    pub words: &'a CalendarWords<'a>,
    /// The day that is chosen.
    pub chosen: Option<Day>,
    /// Today.
    pub today: Option<Day>,
    /// How days are marked.
    pub mark: &'a dyn Fn(Day) -> DayMark,
}

impl Calendar<'_> {
    /// Shows the month of the day the keys are at, which moves; gives the day that was picked.
    pub fn show(&self, ui: &mut Ui, id: Id, at: &mut Day) -> Option<Day> {
        ui.set_width(WEEK + 7.0 * COLUMN);
        ui.spacing_mut().item_spacing.y = 2.0;
        self.head(ui, at);
        let size = vec2(WEEK + 7.0 * COLUMN, 18.0 + ROWS as f32 * ROW);
        let (_, area) = ui.allocate_space(size);
        let ground = ui.interact(area, id, Sense::click());
        ground.widget_info(|| WidgetInfo::labeled(Role::Grid, true, (self.words.day)(*at)));
        let picked = if ground.has_focus() { keys(ui, id, at) } else { None };
        self.heads_of_columns(ui, area);
        let first = at.first_of_month();
        let monday = Day(first.0 - i64::from(first.weekday()));
        let mut clicked = None;
        for row in 0..ROWS {
            let top = area.top() + 18.0 + row as f32 * ROW;
            let week = Day(monday.0 + 7 * row);
            self.week(ui, pos2(area.left(), top), week);
            for column in 0..7 {
                let day = Day(week.0 + column);
                let left = area.left() + WEEK + column as f32 * COLUMN;
                let cell = Rect::from_min_size(pos2(left, top), vec2(COLUMN, ROW));
                if self.day(ui, cell, id, day, *at, ground.has_focus()) {
                    clicked = Some(day);
                }
            }
        }
        picked.or(clicked)
    }

    fn head(&self, ui: &mut Ui, at: &mut Day) {
        let tokens = Tokens::of(ui.ctx());
        let title = (self.words.month)(*at);
        Sides::new().show(
            ui,
            |ui| {
                let title = egui::RichText::new(title).font(theme::strong()).color(tokens.ink_1);
                ui.label(title);
            },
            |ui| {
                if icon_button(ui, "›", self.words.next).clicked() {
                    *at = at.months_later(1);
                }
                if icon_button(ui, "‹", self.words.previous).clicked() {
                    *at = at.months_later(-1);
                }
            },
        );
    }

    fn heads_of_columns(&self, ui: &Ui, area: Rect) {
        let tokens = Tokens::of(ui.ctx());
        let painter = ui.painter();
        let middle = area.top() + 8.0;
        let week = pos2(area.left() + WEEK / 2.0, middle);
        let centre = Align2::CENTER_CENTER;
        painter.text(week, centre, self.words.week, theme::small(), tokens.ink_3);
        for (column, letter) in self.words.letters.iter().enumerate() {
            let at = pos2(area.left() + WEEK + (column as f32 + 0.5) * COLUMN, middle);
            painter.text(at, centre, letter, theme::small(), tokens.ink_3);
        }
    }

    fn week(&self, ui: &Ui, at: egui::Pos2, monday: Day) {
        let tokens = Tokens::of(ui.ctx());
        let at = at + vec2(WEEK / 2.0, ROW / 2.0);
        let number = monday.week().to_string();
        ui.painter().text(at, Align2::CENTER_CENTER, number, theme::small(), tokens.ink_3);
    }

    /// A day; true if it is clicked.
    fn day(&self, ui: &Ui, cell: Rect, id: Id, day: Day, at: Day, focused: bool) -> bool {
        let tokens = Tokens::of(ui.ctx());
        let mark = (self.mark)(day);
        let response = ui.interact(cell, id.with(day), Sense::CLICK);
        let chosen = self.chosen == Some(day);
        let spoken = || {
            let name = (self.words.day)(day);
            mark.holiday.as_ref().map_or_else(|| name.clone(), |it| format!("{name}, {it}"))
        };
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, spoken()));
        let (year, month, number) = day.date();
        let (shown_year, shown_month, _) = at.date();
        let of_month = (year, month) == (shown_year, shown_month);
        let painter = ui.painter();
        let rect = cell.shrink(1.5);
        if chosen {
            painter.rect_filled(rect, RADIUS_1, tokens.accent);
        } else if response.hovered() {
            painter.rect_filled(rect, RADIUS_1, tokens.bg_4);
        } else if (mark.off || mark.holiday.is_some()) && of_month {
            painter.rect_filled(rect, RADIUS_1, tokens.bg_3);
        }
        let ink = match (chosen, of_month, mark.off || mark.holiday.is_some()) {
            (true, ..) => tokens.ink_inverse,
            (false, true, false) => tokens.ink_1,
            (false, true, true) => tokens.ink_2,
            (false, false, _) => tokens.ink_3,
        };
        let centre = Align2::CENTER_CENTER;
        painter.text(cell.center(), centre, number.to_string(), theme::text(), ink);
        if mark.holiday.is_some() {
            // Not by its ground alone: a dot below the number.
            let dot = if chosen { tokens.ink_inverse } else { tokens.warn };
            painter.circle_filled(pos2(cell.center().x, cell.bottom() - 5.0), 1.8, dot);
        }
        if self.today == Some(day) {
            let ring = Stroke::new(1.0, tokens.accent);
            painter.rect_stroke(rect, RADIUS_1, ring, StrokeKind::Inside);
        }
        if focused && day == at {
            let ring = Stroke::new(1.5, tokens.ink_1);
            painter.rect_stroke(rect.shrink(1.0), RADIUS_1, ring, StrokeKind::Inside);
        }
        let response = match &mark.holiday {
            Some(name) => response.on_hover_text(name),
            None => response,
        };
        response.clicked()
    }
}

/// The keys of a calendar that has the keyboard's attention.
fn keys(ui: &Ui, id: Id, at: &mut Day) -> Option<Day> {
    let filter =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let steps =
            [(Key::ArrowLeft, -1), (Key::ArrowRight, 1), (Key::ArrowUp, -7), (Key::ArrowDown, 7)];
        for (key, days) in steps {
            if pressed(key) {
                at.0 += days;
            }
        }
        if pressed(Key::PageUp) {
            *at = at.months_later(-1);
        }
        if pressed(Key::PageDown) {
            *at = at.months_later(1);
        }
        pressed(Key::Enter).then_some(*at)
    })
}
