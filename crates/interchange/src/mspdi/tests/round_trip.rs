//! What is written is read back as it was.

use super::read;
use crate::plan::*;
use model::{Choice, DayHours, Lag, LinkKind, Place, WeekHours};
use proptest::prelude::*;
use units::{Days, Decimal, Minutes, NaiveDate, NaiveDateTime, Percent, clean_name};

fn name() -> impl Strategy<Value = String> {
    "[ -~éœ€<>&\"']{0,30}".prop_map(|text| clean_name(&text))
}

fn moment() -> impl Strategy<Value = NaiveDateTime> {
    (0_u64..30_000, 0_u32..24, 0_u32..60).prop_map(|(day, hour, minute)| {
        let first = NaiveDate::from_ymd_opt(1995, 1, 1).unwrap();
        (first + Days::new(day)).and_hms_opt(hour, minute, 0).unwrap()
    })
}

fn date() -> impl Strategy<Value = NaiveDate> {
    moment().prop_map(|moment| moment.date())
}

fn length() -> impl Strategy<Value = Minutes> {
    (0_i64..1_000_000).prop_map(Minutes)
}

fn percent() -> impl Strategy<Value = Percent> {
    (0_i64..100_000).prop_map(|hundredths| Percent(Decimal::new(hundredths, 2).normalize()))
}

fn hours() -> impl Strategy<Value = DayHours> {
    let texts = ["", "09:00-13:00 14:00-18:00", "22:00-06:00", "00:00-00:00", "08:30-12:15"];
    prop::sample::select(texts.to_vec()).prop_map(|text| text.parse().unwrap())
}

fn constraint() -> impl Strategy<Value = Option<Constraint>> {
    prop_oneof![
        Just(None),
        Just(Some(Constraint::AsLate)),
        moment().prop_map(|at| Some(Constraint::MustStart(at))),
        moment().prop_map(|at| Some(Constraint::MustFinish(at))),
        moment().prop_map(|at| Some(Constraint::StartNoEarlier(at))),
        moment().prop_map(|at| Some(Constraint::StartNoLater(at))),
        moment().prop_map(|at| Some(Constraint::FinishNoEarlier(at))),
        moment().prop_map(|at| Some(Constraint::FinishNoLater(at))),
    ]
}

prop_compose! {
    fn task()(
        name in name(),
        outline_level in 1_u32..8,
        milestone: bool,
        dates in prop::option::of((moment(), length())),
        duration in prop::option::of(length()),
        elapsed: bool,
        work in prop::option::of(length()),
        remaining in prop::option::of(length()),
        percent_complete in 0_u8..=100,
        actual_start in prop::option::of(moment()),
        actual_finish in prop::option::of(moment()),
        (constraint, deadline) in (constraint(), prop::option::of(moment())),
        calendar in prop::option::of(1_i64..5),
        remark in name(),
    ) -> ImportedTask {
        ImportedTask {
            uid: 0,
            name,
            outline_level,
            milestone,
            start: dates.map(|(start, _)| start),
            finish: dates.map(|(start, _)| start),
            duration,
            elapsed,
            work,
            remaining,
            percent_complete,
            actual_start,
            actual_finish,
            constraint,
            deadline,
            calendar,
            remark,
            place: Place::default(),
        }
    }
}

prop_compose! {
    fn calendar()(
        name in name(),
        base in prop::option::of(1_i64..5),
        week in prop::collection::btree_map(0_u8..7, hours(), 0..7),
        exceptions in prop::collection::vec((name(), date(), 0_u64..20, hours()), 0..4),
    ) -> ImportedCalendar {
        let exceptions = exceptions.into_iter().map(|(name, from, days, hours)| {
            CalendarException { name, from, to: from + Days::new(days), hours }
        });
        ImportedCalendar { uid: 0, name, base, week: WeekHours(week), exceptions: exceptions.collect(), place: Place::default() }
    }
}

prop_compose! {
    fn resource()(
        name in name(),
        kind in prop::sample::select(vec![ResourceKind::Work, ResourceKind::Material, ResourceKind::Cost]),
        units in percent(),
        group in name(),
        mail in name(),
        calendar in prop::option::of(1_i64..5),
    ) -> ImportedResource {
        ImportedResource { uid: 0, name, kind, units, group, mail, calendar, place: Place::default() }
    }
}

fn lag() -> impl Strategy<Value = Lag> {
    prop_oneof![
        (-50_000_i64..50_000).prop_map(|minutes| Lag::Working(Minutes(minutes))),
        (-50_000_i64..50_000).prop_map(|minutes| Lag::Elapsed(Minutes(minutes))),
        (-200_i64..200).prop_map(|percent| Lag::Share(Percent(Decimal::from(percent)))),
    ]
}

prop_compose! {
    fn plan()(tasks in prop::collection::vec(task(), 2..12))(
        links in prop::collection::vec((0..tasks.len(), 1..tasks.len(), prop::sample::select(LinkKind::KNOWN.to_vec()), lag()), 0..12),
        assignments in prop::collection::vec((0..tasks.len(), prop::option::of(1_i64..6), percent(), prop::option::of(length()), prop::option::of(moment())), 0..8),
        baselines in prop::collection::btree_map(0_i64..11, prop::collection::vec((moment(), moment(), length()), 1..tasks.len()), 0..11),
        calendars in prop::collection::vec(calendar(), 0..4),
        resources in prop::collection::vec(resource(), 0..6),
        title in name(),
        start in prop::option::of(moment()),
        calendar in prop::option::of(1_i64..5),
        minutes_per_day in 1_i64..=1_440,
        tasks in Just(tasks),
    ) -> ImportedPlan {
        let count = tasks.len();
        let numbered = |index: usize| i64::try_from(index).unwrap() + 1;
        let mut plan = ImportedPlan { title, start, finish: start, calendar, minutes_per_day, tasks, calendars, resources, ..ImportedPlan::default() };
        for (index, task) in plan.tasks.iter_mut().enumerate() {
            task.uid = numbered(index);
        }
        for (index, calendar) in plan.calendars.iter_mut().enumerate() {
            calendar.uid = numbered(index);
        }
        for (index, resource) in plan.resources.iter_mut().enumerate() {
            resource.uid = numbered(index);
        }
        plan.links = links.into_iter().map(|(from, step, kind, lag)| ImportedLink {
            from: numbered(from), to: numbered((from + step) % count), kind: LinkKind::from_key(kind), lag, most: None, place: Place::default(),
        }).collect();
        // Links are written with the task they lead to.
        plan.links.sort_by_key(|link| link.to);
        plan.assignments = assignments.into_iter().map(|(task, resource, units, work, start)| ImportedAssignment {
            task: numbered(task), resource, units, work, start, finish: start, place: Place::default(),
        }).collect();
        plan.baselines = baselines.into_iter().map(|(number, dates)| ImportedBaseline {
            number,
            tasks: dates.into_iter().enumerate().map(|(index, (start, finish, duration))| ImportedBaselineTask { task: numbered(index), start, finish, duration }).collect(),
        }).collect();
        plan
    }
}

/// The plan without its places, which say where a record stands in a file.
fn placeless(mut plan: ImportedPlan) -> ImportedPlan {
    plan.tasks.iter_mut().for_each(|task| task.place = Place::default());
    plan.links.iter_mut().for_each(|link| link.place = Place::default());
    plan.calendars.iter_mut().for_each(|calendar| calendar.place = Place::default());
    plan.resources.iter_mut().for_each(|resource| resource.place = Place::default());
    plan.assignments.iter_mut().for_each(|assignment| assignment.place = Place::default());
    plan
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_plan_survives_being_written_and_read(plan in plan()) {
        let written = String::from_utf8(crate::mspdi::write(&plan)).unwrap();
        let (again, findings) = read(&written);
        prop_assert_eq!(findings, vec![]);
        prop_assert_eq!(placeless(again), plan);
    }
}
