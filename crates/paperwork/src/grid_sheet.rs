//! The sheet on the wall: one block per week, a line per room, a column per day, coloured by
//! family of steps.

use crate::error::PaperError;
use crate::formats::family_colour;
use crate::table_sheet::cut;
use crate::workbook;
use i18n::{Messages, Value};
use rust_xlsxwriter::{ColNum, Format, FormatAlign, FormatBorder, RowNum, Worksheet};
use units::Days;
use views::{WeekEntry, WeekRoom, WeekView};

/// Width of a day, in characters.
const DAY_WIDTH: u32 = 26;
/// Height of a line of text, in points.
const LINE: usize = 13;

/// Writes the weeks on an empty sheet. What does not fit on a sheet is told in its last row.
pub(crate) fn write_weeks(
    sheet: &mut Worksheet,
    weeks: &[WeekView],
    title: &str,
    messages: &Messages,
) -> Result<(), PaperError> {
    workbook::page(sheet, title, messages);
    sheet.set_column_width(0, 20)?.set_freeze_panes(0, 1)?;
    for day in 1..=7 {
        sheet.set_column_width(day, DAY_WIDTH)?;
    }
    let mut row: RowNum = 0;
    for week in weeks {
        let height = RowNum::try_from(week.rooms.len()).unwrap_or(RowNum::MAX).saturating_add(3);
        if row.saturating_add(height) > 1_048_000 {
            sheet.write_string(row, 0, messages.text("sheet-cut", &[]))?;
            return Ok(());
        }
        write_heading(sheet, row, week, messages)?;
        for (offset, room) in (1..).zip(&week.rooms) {
            write_room(sheet, row + offset, room, messages)?;
        }
        row += height - 1;
    }
    Ok(())
}

fn write_heading(
    sheet: &mut Worksheet,
    row: RowNum,
    week: &WeekView,
    messages: &Messages,
) -> Result<(), PaperError> {
    let format = framed().set_bold().set_background_color("E6E9EE");
    sheet.write_string_with_format(row, 0, messages.week(week.monday), &format)?;
    for (column, days) in (1..=7).zip(0..) {
        let date = week.monday.checked_add_days(Days::new(days)).unwrap_or(week.monday);
        sheet.write_string_with_format(row, column, messages.date_long(date), &format)?;
    }
    Ok(())
}

fn write_room(
    sheet: &mut Worksheet,
    row: RowNum,
    room: &WeekRoom,
    messages: &Messages,
) -> Result<(), PaperError> {
    let name = match room.room {
        Some(_) => cut(room.name.clone()),
        None => messages.text("sheet-no-room", &[]),
    };
    sheet.write_string_with_format(row, 0, name, &framed().set_bold())?;
    let mut lines = 1;
    for (column, entries) in (1..=7).zip(&room.days) {
        lines = lines.max(write_day(sheet, row, column, entries, messages)?);
    }
    let height = u32::try_from(lines.saturating_mul(LINE)).unwrap_or(u32::MAX).clamp(30, 400);
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// Writes what a room is used for on a day; gives the number of lines.
fn write_day(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    entries: &[WeekEntry],
    messages: &Messages,
) -> Result<usize, PaperError> {
    let Some(first) = entries.first() else {
        sheet.write_blank(row, column, &framed())?;
        return Ok(0);
    };
    let firm = entries.iter().all(|entry| entry.state.is_firm());
    let format = framed().set_background_color(family_colour(first.family, firm));
    let format = if firm { format } else { format.set_italic() };
    let texts: Vec<String> = entries.iter().map(|entry| entry_text(entry, messages)).collect();
    let text = cut(texts.join("\n"));
    sheet.write_string_with_format(row, column, &text, &format)?;
    Ok(text.lines().count())
}

/// `9 h – 18 h Le Phare`, `Mixage (option 1)`, `Ada Exemple`: a line each.
fn entry_text(entry: &WeekEntry, messages: &Messages) -> String {
    let hours = format!("{} – {}", messages.time(entry.from), messages.time(entry.to));
    let option =
        entry.rank.map(|rank| messages.text("sheet-option", &[("rank", Value::Integer(rank))]));
    let option = option.map(|option| format!("({option})")).unwrap_or_default();
    let lines = [
        format!("{hours} {}", entry.production),
        format!("{} {option}", entry.task).trim().to_owned(),
        entry.people.join(", "),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn framed() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_border_color("B8BEC8")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}
