//! Our own files with the features of real ones, and files that are wrong on purpose.

use super::{codes, read};
use crate::limits::MAX_RECORD_ELEMENTS;
use crate::plan::{Constraint, ResourceKind};
use model::{Lag, LinkKind};
use units::{MAX_NAME_CHARS, Minutes, parse_date, parse_date_time};

/// A file with these tasks.
fn with_tasks(tasks: &str) -> String {
    format!(
        "<Project xmlns='http://schemas.microsoft.com/project'>\n<Tasks>\n{tasks}\n</Tasks></Project>"
    )
}

#[test]
fn a_name_of_ten_thousand_characters_or_with_bidi_controls_is_cut_and_cleaned() {
    let long = "x".repeat(10_000);
    let (plan, findings) = read(&with_tasks(&format!(
        "<Task><UID>1</UID><Name>{long}</Name></Task><Task><UID>2</UID><Name>Mix\u{202E}age</Name></Task>"
    )));
    assert_eq!(plan.tasks[0].name.chars().count(), MAX_NAME_CHARS);
    assert_eq!(plan.tasks[1].name, "Mixage");
    assert_eq!(codes(&findings), ["import-name-cut"]);
    assert_eq!(findings[0].place.line, Some(3));
}

#[test]
fn dates_of_1900_and_negative_durations_are_told_with_their_line() {
    let (plan, findings) = read(&with_tasks(
        "<Task><UID>1</UID>\n<Start>1900-01-01T08:00:00</Start>\n<Duration>-PT8H0M0S</Duration><Finish>soon</Finish></Task>",
    ));
    assert_eq!((plan.tasks[0].start, plan.tasks[0].duration), (None, Some(Minutes::ZERO)));
    assert_eq!(
        codes(&findings),
        ["mspdi-bad-value", "mspdi-bad-value", "import-negative-duration"]
    );
    assert_eq!(findings[0].place.line, Some(4));
}

#[test]
fn links_to_themselves_and_to_nothing_are_told_and_cycles_are_left_to_the_schedule() {
    let (plan, findings) = read(&with_tasks(
        "<Task><UID>1</UID><PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink><PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink></Task>
         <Task><UID>2</UID><PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink><PredecessorLink><PredecessorUID>9</PredecessorUID></PredecessorLink></Task>",
    ));
    assert_eq!(plan.links.len(), 2);
    assert_eq!(codes(&findings), ["import-link-to-itself", "import-link-to-nothing"]);
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let whole = String::from_utf8(crate::mspdi::write(&read(CASE).0)).unwrap();
    let tasks = read(&whole).0.tasks.len();
    let mut seen = Vec::new();
    for end in (0..whole.len()).step_by(97) {
        let (plan, findings) = read(whole.get(..end).unwrap_or_default());
        assert!(plan.tasks.len() <= tasks);
        seen.push(plan.tasks.len());
        assert!(end == 0 || !findings.is_empty(), "cut at {end} nothing is told");
    }
    assert!(seen.is_sorted() && seen.last() == Some(&tasks), "{seen:?}");
}

#[test]
fn a_document_type_bomb_stays_small() {
    let bomb = format!(
        "<!DOCTYPE Project [<!ENTITY a '{}'>{}]>{}",
        "x".repeat(1_000),
        (0..30).map(|n| format!("<!ENTITY b{n} '&a;&a;&a;&a;&a;&a;&a;&a;'>")).collect::<String>(),
        with_tasks("<Task><UID>1</UID><Name>A&b29;B</Name></Task>"),
    );
    let (plan, findings) = read(&bomb);
    assert_eq!(plan.tasks[0].name, "AB");
    assert_eq!(codes(&findings), ["xml-doctype", "xml-entity"]);
}

#[test]
fn a_record_of_endless_elements_is_cut() {
    let many = "<Baseline/>".repeat(MAX_RECORD_ELEMENTS + 10);
    let (plan, _) = read(&with_tasks(&format!("<Task><UID>1</UID>{many}</Task>")));
    assert_eq!(plan.tasks.len(), 1);
}

#[test]
fn numbers_used_twice_are_told() {
    let (plan, findings) = read(&with_tasks("<Task><UID>1</UID></Task><Task><UID>1</UID></Task>"));
    assert_eq!((plan.tasks.len(), codes(&findings)), (1, vec!["import-task-twice"]));
}

const CASE: &str = include_str!("../../../../../tests/cases/import/mspdi/documentary.xml");

#[test]
fn our_documentary_is_read_whole() {
    let (plan, findings) = read(CASE);
    assert_eq!(findings, []);
    let counts: Vec<usize> = plan.counts().into_iter().map(|(_, count)| count).collect();
    assert_eq!(
        counts,
        [10, 6, 3, 5, 4, 11],
        "task, link, calendar, resource, assignment, baseline"
    );
    let lags: Vec<(LinkKind, String)> =
        plan.links.iter().map(|link| (link.kind.clone(), link.lag.to_string())).collect();
    assert_eq!(
        lags,
        [
            (LinkKind::FinishToStart, "0".into()),
            (LinkKind::FinishToStart, "960".into()),
            (LinkKind::StartToStart, "2880e".into()),
            (LinkKind::FinishToFinish, "-240".into()),
            (LinkKind::StartToFinish, "50%".into()),
            (LinkKind::FinishToStart, "0".into()),
        ]
    );
    assert_eq!(plan.links[4].lag, Lag::Share("50".parse().unwrap()));
}

#[test]
fn our_documentary_keeps_progress_constraints_and_kinds_of_resources() {
    let (plan, _) = read(CASE);
    let task = |uid| plan.task(uid).unwrap();
    assert_eq!(task(2).actual_finish, parse_date_time("2026-11-06T18:00"));
    assert_eq!((task(3).percent_complete, task(3).remaining), (40, Some(Minutes::hours(96))));
    assert_eq!(
        task(4).constraint,
        parse_date_time("2027-01-11T09:00").map(Constraint::StartNoEarlier)
    );
    assert_eq!(task(9).deadline, parse_date_time("2027-03-12T18:00"));
    assert!(task(9).milestone && task(8).elapsed);
    let kinds: Vec<_> = plan.resources.iter().map(|resource| resource.kind).collect();
    use ResourceKind::{Cost, Material, Work};
    assert_eq!(kinds, [Work, Work, Work, Material, Cost]);
}

#[test]
fn our_documentary_has_its_recurring_exceptions_expanded() {
    let (plan, _) = read(CASE);
    let calendar = &plan.calendars[0];
    let of = |name: &str| -> Vec<String> {
        let named = calendar.exceptions.iter().filter(|exception| exception.name == name);
        named.map(|exception| units::format_date(exception.from)).collect()
    };
    assert_eq!(of("Team day"), ["2026-10-05", "2026-11-02", "2026-12-07"]);
    assert_eq!(of("National day"), ["2026-07-14", "2027-07-14"]);
    let closed = calendar.exceptions.iter().find(|exception| exception.name == "Closed").unwrap();
    assert_eq!(Some(closed.to), parse_date("2027-01-01"));
    assert_eq!(plan.baselines.len(), 11);
    assert_eq!(plan.baselines[10].tasks[0].duration, Minutes::hours(250));
}
