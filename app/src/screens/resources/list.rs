//! A list in columns, of which only the rows in view are drawn; worked out anew when what it tells
//! of has changed.

use super::Tab;
use super::rows::{Row, columns, rows};
use crate::desktop::{Asks, Scene};
use egui::{Key, Label, RichText, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};
use i18n::Language;
use model::{Command, Subject};
use node::Group;
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::tokens::HEIGHT_ROW;
use units::folded;

/// What a list was worked out from: snapshot, language, which list, filter.
type MadeFrom = (usize, Language, Tab, String);

/// A list.
#[derive(Debug, Default)]
pub(super) struct List {
    made_from: Option<MadeFrom>,
    rows: Vec<Row>,
    led: Option<Subject>,
    /// The led row is to be brought into view.
    reveal: bool,
    /// By which column it is sorted, if not in its own order, and whether backwards.
    sorted: Option<(usize, bool)>,
}

impl List {
    /// Works it out, if what it tells of has changed.
    pub(super) fn make(&mut self, scene: &Scene<'_>, tab: Tab, filter: &str) {
        let snapshot = Arc::as_ptr(scene.snapshot) as usize;
        let made_from = (snapshot, scene.messages.language(), tab, filter.to_owned());
        if self.made_from.as_ref() == Some(&made_from) {
            return;
        }
        if self.made_from.as_ref().is_some_and(|(_, _, before, _)| *before != tab) {
            self.sorted = None;
        }
        let words = folded(filter);
        let words: Vec<&str> = words.split_whitespace().collect();
        self.rows = rows(scene, tab);
        if !words.is_empty() {
            self.rows.retain(|row| {
                let text = folded(&row.cells.join(" "));
                words.iter().all(|word| text.contains(word))
            });
        }
        self.made_from = Some(made_from);
        self.sort();
    }

    fn sort(&mut self) {
        if let Some((column, backwards)) = self.sorted {
            let cell =
                |row: &Row| row.cells.get(column).map(|cell| folded(cell)).unwrap_or_default();
            self.rows.sort_by_cached_key(cell);
            if backwards {
                self.rows.reverse();
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The record that leads it.
    pub(super) fn led(&self) -> Option<Subject> {
        self.led
    }

    /// Has a record lead it, and brings it into view.
    pub(super) fn lead(&mut self, subject: Subject) {
        self.led = Some(subject);
        self.reveal = true;
    }

    /// Draws it.
    pub(super) fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
        let Some((_, _, tab, _)) = self.made_from else { return };
        let columns = columns(tab);
        self.keys(ui, scene, asks);
        let place = self.rows.iter().position(|row| Some(row.subject) == self.led);
        let mut table = TableBuilder::new(ui)
            .id_salt(("resources", tab as usize))
            .sense(Sense::click())
            .striped(false)
            .auto_shrink(false)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
        for (place, (_, width)) in columns.iter().enumerate() {
            let last = place + 1 == columns.len();
            table = table.column(if last {
                Column::remainder().at_least(80.0).clip(true)
            } else {
                Column::initial(*width).at_least(60.0).clip(true).resizable(true)
            });
        }
        if let Some(place) = place.filter(|_| std::mem::take(&mut self.reveal)) {
            table = table.scroll_to_row(place, None);
        }
        let mut sorted = self.sorted;
        let table = table.header(28.0, |mut header| {
            for (place, (name, _)) in columns.iter().enumerate() {
                header.col(|ui| {
                    let sign = match sorted {
                        Some((by, true)) if by == place => " ▼",
                        Some((by, false)) if by == place => " ▲",
                        _ => "",
                    };
                    let text = format!("{}{sign}", scene.say(*name));
                    let text =
                        RichText::new(text).font(theme::small_strong()).color(scene.tokens.ink_3);
                    if ui.add(Label::new(text).sense(Sense::click())).clicked() {
                        sorted = match sorted {
                            Some((by, false)) if by == place => Some((place, true)),
                            Some((by, true)) if by == place => None,
                            _ => Some((place, false)),
                        };
                    }
                });
            }
        });
        table.body(|body| {
            body.rows(HEIGHT_ROW, self.rows.len(), |mut line| {
                let Some(row) = self.rows.get(line.index()) else { return };
                let chosen = scene.selection.contains(&row.subject);
                line.set_selected(chosen);
                for (place, cell) in row.cells.iter().enumerate() {
                    let ink = if place == 0 { scene.tokens.ink_1 } else { scene.tokens.ink_2 };
                    line.col(|ui| {
                        let text = RichText::new(cell).color(ink);
                        ui.add(Label::new(text).truncate().selectable(false));
                    });
                }
                let response = line.response();
                response.widget_info(|| {
                    let spoken: Vec<&str> =
                        row.cells.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
                    WidgetInfo::selected(Role::Button, true, chosen, spoken.join(", "))
                });
                if response.clicked() {
                    self.led = Some(row.subject);
                    asks.select(row.subject);
                }
            });
        });
        if sorted != self.sorted {
            self.sorted = sorted;
            // The order of the list itself is only known when it is made anew.
            self.made_from = if sorted.is_none() { None } else { self.made_from.take() };
            self.sort();
        }
    }

    /// Up and down walk the list, Enter and F2 lead to the fields of what leads it, Delete deletes
    /// that.
    fn keys(&mut self, ui: &Ui, scene: &Scene<'_>, asks: &mut Asks) {
        if !scene.has_keys() || self.rows.is_empty() {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        if let Some(subject) = self.led {
            if pressed(Key::Enter) || pressed(Key::F2) {
                asks.edit(subject);
            }
            if pressed(Key::Delete) && !scene.is_read_only() {
                asks.submit(Group::one(Command::Delete { subject }));
                asks.select_all(Vec::new());
            }
        }
        let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
        if !up && !down {
            return;
        }
        let place = self.rows.iter().position(|row| Some(row.subject) == self.led);
        let next = match place {
            None => 0,
            Some(place) if up => place.saturating_sub(1),
            Some(place) => (place + 1).min(self.rows.len() - 1),
        };
        if let Some(row) = self.rows.get(next) {
            let subject = row.subject;
            self.lead(subject);
            asks.select(subject);
        }
    }
}
