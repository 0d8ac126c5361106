//! Tasks with their links and baselines.

use super::fields::Fields;
use super::{ELAPSED_FORMATS, ELAPSED_PERCENT, LINK_KINDS, PERCENT_FORMATS};
use crate::findings::{Findings, fill, shown};
use crate::plan::{Constraint, ImportedBaselineTask, ImportedLink, ImportedTask};
use crate::xml::Element;
use model::{Lag, LinkKind};
use units::{Decimal, Minutes, Percent};

/// Reads a task without its links and baselines; nothing for a blank row.
pub(super) fn read(record: &Element<'_>, findings: &mut Findings) -> Option<ImportedTask> {
    let mut fields = Fields::new(record, findings);
    if fields.flag("IsNull") {
        return None;
    }
    let remark = fields.text("Notes").unwrap_or_default();
    let mut task = ImportedTask {
        uid: fields.integer("UID")?,
        name: fields.name("Name"),
        outline_level: level(&mut fields),
        milestone: fields.flag("Milestone"),
        start: fields.moment("Start"),
        finish: fields.moment("Finish"),
        duration: fields.length("Duration"),
        elapsed: fields
            .integer("DurationFormat")
            .is_some_and(|format| ELAPSED_FORMATS.contains(&format)),
        work: fields.length("Work"),
        remaining: fields.length("RemainingDuration"),
        percent_complete: percent(&mut fields),
        actual_start: fields.moment("ActualStart"),
        actual_finish: fields.moment("ActualFinish"),
        constraint: constraint(&mut fields),
        deadline: fields.moment("Deadline"),
        calendar: fields.integer("CalendarUID").filter(|uid| *uid > 0),
        remark: String::new(),
        place: fields.place.clone(),
    };
    task.remark = fields.findings.remark(remark, &task.place);
    if task.start.zip(task.finish).is_some_and(|(start, finish)| finish < start) {
        fill(
            findings.warn("import-finish-before-start", &task.place),
            [("name", shown(&task.name))],
        );
    }
    Some(task)
}

fn level(fields: &mut Fields<'_, '_>) -> u32 {
    let level = fields.integer("OutlineLevel").unwrap_or(1);
    u32::try_from(level.clamp(0, 1_000)).unwrap_or(1)
}

fn percent(fields: &mut Fields<'_, '_>) -> u8 {
    let percent = fields.integer("PercentComplete").unwrap_or_default();
    u8::try_from(percent.clamp(0, 100)).unwrap_or_default()
}

fn constraint(fields: &mut Fields<'_, '_>) -> Option<Constraint> {
    let kind = fields.integer("ConstraintType")?;
    if kind == 1 {
        return Some(Constraint::AsLate);
    }
    let make = match kind {
        2 => Constraint::MustStart,
        3 => Constraint::MustFinish,
        4 => Constraint::StartNoEarlier,
        5 => Constraint::StartNoLater,
        6 => Constraint::FinishNoEarlier,
        7 => Constraint::FinishNoLater,
        _ => return None,
    };
    fields.moment("ConstraintDate").map(make)
}

/// The links of which a task is the successor.
pub(super) fn links(record: &Element<'_>, to: i64, findings: &mut Findings) -> Vec<ImportedLink> {
    let mut links = Vec::new();
    for link in record.all("PredecessorLink") {
        let mut fields = Fields::new(link, findings);
        let Some(from) = fields.integer("PredecessorUID") else {
            let place = fields.place.clone();
            findings.warn("mspdi-link-without-predecessor", &place);
            continue;
        };
        if fields.flag("CrossProject") {
            let place = fields.place.clone();
            findings.warn("mspdi-link-to-other-file", &place);
            continue;
        }
        let number = fields.integer("Type").unwrap_or(1);
        let known = usize::try_from(number).ok().and_then(|number| LINK_KINDS.get(number));
        if known.is_none() {
            let place = fields.place.clone();
            fill(
                fields.findings.warn("mspdi-unknown-link-kind", &place),
                [("found", number.to_string())],
            );
        }
        links.push(ImportedLink {
            from,
            to,
            kind: known.cloned().unwrap_or(LinkKind::FinishToStart),
            lag: lag(&mut fields),
            most: None,
            place: fields.place.clone(),
        });
    }
    links
}

/// A lag is in tenths of a minute, or a percentage, by its format.
fn lag(fields: &mut Fields<'_, '_>) -> Lag {
    let Some(amount) = fields.integer("LinkLag") else { return Lag::ZERO };
    let format = fields.integer("LagFormat").unwrap_or(7);
    if PERCENT_FORMATS.contains(&format) {
        if ELAPSED_PERCENT.contains(&format) {
            let place = fields.place.clone();
            fields.findings.info("mspdi-elapsed-percent", &place);
        }
        return Lag::Share(Percent(Decimal::from(amount)));
    }
    if amount % 10 != 0 {
        let place = fields.place.clone();
        fields.findings.info("mspdi-lag-rounded", &place);
    }
    // Rounded to the nearest minute, away from zero.
    let minutes = amount.saturating_add(5 * amount.signum()) / 10;
    if ELAPSED_FORMATS.contains(&format) {
        Lag::Elapsed(Minutes(minutes))
    } else {
        Lag::Working(Minutes(minutes))
    }
}

/// The dates of a task in each baseline, by the baseline's number. Interim plans are left out.
pub(super) fn baselines(
    record: &Element<'_>,
    task: i64,
    findings: &mut Findings,
) -> Vec<(i64, ImportedBaselineTask)> {
    let mut found = Vec::new();
    for baseline in record.all("Baseline") {
        let mut fields = Fields::new(baseline, findings);
        let number = fields.integer("Number").unwrap_or_default();
        if fields.flag("Interim") || !(0..=10).contains(&number) {
            continue;
        }
        if let (Some(start), Some(finish)) = (fields.moment("Start"), fields.moment("Finish")) {
            let duration = fields.length("Duration").unwrap_or_default();
            found.push((number, ImportedBaselineTask { task, start, finish, duration }));
        }
    }
    found
}
