//! What stands on the plan of a production.

use super::pages::{day, letterhead, pages, same_as, shows, sizes};
use crate::gantt_pdf;
use crate::gantt_pdf::gantt_sheet;
use i18n::{Language, Messages};
use model::{
    BaselineId, Genre, Kind, ProductionId, ProductionKind, ProductionState, RawId, Step, TaskId,
};
use units::{Minutes, NaiveDateTime, Zone, parse_date_time};
use views::{
    BaselineView, DeadlineView, Moment, PlanView, ProductionView, TaskBaselineView, TaskDatesView,
    TaskView,
};

const DAY: Minutes = Minutes(480);

fn moment(text: &str) -> Moment {
    at(parse_date_time(text).expect("a moment"))
}

fn at(at: NaiveDateTime) -> Moment {
    Moment { at, zone: Zone::PARIS }
}

fn production() -> ProductionView {
    ProductionView {
        id: ProductionId(RawId(1)),
        title: "Le Phare".to_owned(),
        code: String::new(),
        kind: ProductionKind::Unitary,
        genre: Genre::TvFilm,
        state: ProductionState::Live,
        runtime: Minutes(90),
        client: "Héron Films".to_owned(),
        broadcaster: "Canal Nord".to_owned(),
        director: None,
        director_name: "Ada Exemple".to_owned(),
        start: None,
        delivery: Some(day("2027-03-26")),
        air: None,
        planned_start: None,
        planned_finish: None,
        float: None,
        tasks: 0,
        bookings: 0,
        errors: 0,
        warnings: 0,
    }
}

fn dates(start: Moment, finish: Moment, float: i64, critical: bool) -> TaskDatesView {
    TaskDatesView {
        start,
        finish,
        early_start: start,
        early_finish: finish,
        late_start: None,
        late_finish: None,
        total_float: Some(Minutes(float)),
        free_float: None,
        delivery_float: None,
        critical,
        booked: Minutes::ZERO,
        unbooked: Minutes::ZERO,
        driver: "calendar",
        driver_id: None,
    }
}

fn task(number: usize, name: &str, dates: Option<TaskDatesView>) -> TaskView {
    TaskView {
        id: TaskId(RawId(number as u128)),
        number,
        level: 1,
        group: false,
        milestone: false,
        name: name.to_owned(),
        step: Step::Mix,
        family: Step::Mix.family().key(),
        parent: None,
        episode: None,
        room_kind: None,
        function: None,
        work: Minutes(960),
        remaining: Minutes(480),
        actual_start: None,
        actual_finish: None,
        not_before: None,
        deadline: None,
        dates,
        baseline: None,
        predecessors: Vec::new(),
    }
}

fn plan(tasks: Vec<TaskView>) -> PlanView {
    PlanView {
        production: production(),
        tasks,
        links: Vec::new(),
        deadlines: Vec::new(),
        baseline: None,
    }
}

/// A film of half a year: a group, steps, a milestone, dates to be met, a baseline.
fn film() -> PlanView {
    let span = |from: &str, to: &str| (moment(from), moment(to));
    let (start, finish) = span("2026-11-02T09:00", "2027-03-12T18:00");
    let group = TaskView {
        level: 0,
        group: true,
        ..task(1, "Montage", Some(dates(start, finish, 2_400, false)))
    };
    let (start, finish) = span("2026-11-02T09:00", "2026-12-18T18:00");
    let mut edit = task(2, "Montage image", Some(dates(start, finish, -720, true)));
    edit.deadline = Some(moment("2026-12-16T18:00"));
    let (then, so_far) = span("2026-10-29T09:00", "2026-12-11T18:00");
    edit.baseline =
        Some(TaskBaselineView { start: then, finish: so_far, work: Minutes(960), slip: None });
    let lock = moment("2026-12-21T09:00");
    let lock = TaskView {
        milestone: true,
        work: Minutes::ZERO,
        ..task(3, "Image bloquée", Some(dates(lock, lock, 480, false)))
    };
    let ring = task(4, "Sans date", None);
    let mut plan = plan(vec![group, edit, lock, ring]);
    let deadline = |kind: Kind, name: &str, at: &str, float: i64| DeadlineView {
        kind: kind.key(),
        id: name.to_owned(),
        name: name.to_owned(),
        at: moment(at),
        finish: Some(moment("2027-03-12T18:00")),
        float: Some(Minutes(float)),
    };
    plan.deadlines = vec![
        deadline(Kind::Episode, "Crue", "2027-02-26T18:00", -4_800),
        deadline(Kind::Task, "Montage image", "2026-12-16T18:00", 0),
        deadline(Kind::Production, "Le Phare", "2027-03-26T18:00", 4_800),
    ];
    plan.baseline = Some(BaselineView {
        id: BaselineId(RawId(9)),
        number: 0,
        name: "Devis signé".to_owned(),
        taken: None,
    });
    plan
}

#[test]
fn half_a_year_stands_on_one_page_in_both_languages() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        let sheet = || gantt_sheet(&film(), DAY, &letterhead(), &messages);
        assert_eq!(sizes(sheet()), [(420, 297)]);
        same_as("gantt", language, &pages(sheet()));
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_another_plan_another_identifier() {
    let messages = Messages::new(Language::French);
    let print = |plan: &PlanView| gantt_pdf(plan, DAY, &letterhead(), &messages).expect("a sheet");
    let (once, twice) = (print(&film()), print(&film()));
    assert_eq!(once, twice);
    let other = PlanView {
        production: ProductionView { title: "Le Port".to_owned(), ..production() },
        ..film()
    };
    let identifier = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (_, id) = text.rsplit_once("/ID").expect("an identifier");
        id.chars().take(40).collect::<String>()
    };
    assert_ne!(identifier(&once.bytes), identifier(&print(&other).bytes));
}

#[test]
fn three_hundred_steps_go_on_over_pages_with_title_and_weeks_above_each() {
    let messages = Messages::new(Language::French);
    let start = parse_date_time("2026-11-02T09:00").expect("a moment");
    let tasks = (1..=300).map(|number| {
        let from = units::after(start, Minutes(number as i64 * 600));
        let to = units::after(from, Minutes(4_000));
        task(number, &format!("Étape {number}"), Some(dates(at(from), at(to), 0, number % 5 == 0)))
    });
    let pages = pages(gantt_sheet(&plan(tasks.collect()), DAY, &letterhead(), &messages));
    assert_eq!(pages.len(), 7);
    for page in &pages {
        let page = std::slice::from_ref(page);
        assert!(shows(page, "Le Phare") && shows(page, "décembre 2026"), "{page:#?}");
    }
    assert!(shows(&pages, "Étape 300") && shows(&pages, "Page 7 sur 7"));
}

#[test]
fn a_year_and_a_half_is_one_page_wide_and_three_years_are_two() {
    let messages = Messages::new(Language::French);
    let step = |number, name, from, to| {
        task(number, name, Some(dates(moment(from), moment(to), 0, false)))
    };
    let first = step(1, "Rushes", "2026-11-02T09:00", "2026-11-06T18:00");
    let late = step(2, "Mixage", "2028-04-03T09:00", "2028-04-28T18:00");
    let last = step(3, "Archivage", "2029-10-01T09:00", "2029-10-05T18:00");
    let pages =
        |tasks: Vec<TaskView>| pages(gantt_sheet(&plan(tasks), DAY, &letterhead(), &messages));
    assert_eq!(pages(vec![first.clone(), late]).len(), 1);
    let two = pages(vec![first, last]);
    assert_eq!(two.len(), 2, "{two:#?}");
    assert!(shows(&two[..1], "Rushes") && !shows(&two[..1], "Archivage"));
    assert!(shows(&two[1..], "Archivage") && !shows(&two[1..], "Rushes"));
}

fn day_of_year_9999() -> NaiveDateTime {
    let date = units::NaiveDate::from_ymd_opt(9_999, 12, 31).expect("a date");
    date.and_time(units::NaiveTime::MIN)
}

#[test]
fn a_date_far_away_is_no_reason_for_thousands_of_pages() {
    let messages = Messages::new(Language::French);
    for (first, last) in [
        (NaiveDateTime::MIN, NaiveDateTime::MAX),
        (NaiveDateTime::MAX, NaiveDateTime::MIN),
        (NaiveDateTime::MAX, NaiveDateTime::MAX),
        (moment("2026-11-02T09:00").at, day_of_year_9999()),
    ] {
        let tasks = vec![task(1, "Mixage", Some(dates(at(first), at(last), i64::MIN, true)))];
        let pages = pages(gantt_sheet(&plan(tasks), DAY, &letterhead(), &messages));
        assert_eq!(pages.len(), 1);
        assert!(shows(&pages, "Mixage"));
    }
}

#[test]
fn a_plan_without_steps_says_so() {
    for (language, said) in [
        (Language::French, "Aucune étape dans ce planning"),
        (Language::English, "No step in this plan"),
    ] {
        let messages = Messages::new(language);
        let pages = pages(gantt_sheet(&plan(Vec::new()), DAY, &letterhead(), &messages));
        assert_eq!(pages.len(), 1);
        assert!(shows(&pages, said) && shows(&pages, "Le Phare"), "{pages:#?}");
    }
}

#[test]
fn a_name_longer_than_its_column_is_cut_with_an_ellipsis() {
    let messages = Messages::new(Language::French);
    let (from, to) = (moment("2026-11-02T09:00"), moment("2026-11-20T18:00"));
    for long in ["très long ".repeat(1_000), "x".repeat(10_000), "#panic() ".repeat(40)] {
        let tasks = vec![task(1, &long, Some(dates(from, to, 0, false)))];
        let pages = pages(gantt_sheet(&plan(tasks), DAY, &letterhead(), &messages));
        assert_eq!(pages.len(), 1);
        assert!(shows(&pages, "…"), "{pages:#?}");
        assert!(shows(&pages, &long[..20]), "{pages:#?}");
    }
}
