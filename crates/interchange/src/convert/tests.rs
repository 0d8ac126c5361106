//! What our documentary becomes.

use super::*;
use crate::{Content, ReadOptions, read};
use model::{
    BaselineTasks, Booking, FacilityId, FieldValue, HolidayZone, Link, Person, PersonId, Room,
    RoomId, Task,
};
use std::sync::Arc;
use units::{Minutes, parse_date, parse_date_time};

const CASE: &str = include_str!("../../../../tests/cases/import/mspdi/documentary.xml");

fn documentary() -> ImportedPlan {
    let imported = read(CASE.as_bytes(), "documentary.xml", &ReadOptions::default());
    let Content::Plan(plan) = imported.content else { panic!("no plan") };
    *plan
}

/// A facility that knows the room and the person of the documentary.
fn facility() -> (Facility, Directory) {
    let mut facility = Facility::new(FacilityId(RawId(1)));
    let mut room = Room::new(RoomId(RawId(2)));
    room.name = "AUDI  2".into();
    facility.rooms.insert(room.id, Arc::new(room));
    let person = Person::new(PersonId(RawId(3)));
    let mut directory = Directory::default();
    directory.entries.insert(
        person.id,
        model::DirectoryEntry { name: "edith modele".into(), ..Default::default() },
    );
    facility.people.insert(person.id, Arc::new(person));
    (facility, directory)
}

fn convert(plan: &ImportedPlan, options: &ConvertOptions) -> Converted {
    let (facility, directory) = facility();
    let known = Known { facility: &facility, directory: &directory };
    let mut next = 100;
    to_commands(plan, Target::New { title: "" }, known, options, &mut || {
        next += 1;
        RawId(next)
    })
}

/// The records of a kind that the commands add.
fn added<T: Record>(converted: &Converted) -> Vec<T> {
    let records = converted.commands.iter().filter_map(|command| match command {
        Command::Add { subject, values } if subject.kind == T::KIND => {
            let mut problems = Vec::new();
            let record = T::from_values(subject.id, values, &mut problems);
            assert_eq!(problems, []);
            assert!(subject.is_consistent());
            Some(record)
        }
        _ => None,
    });
    records.collect()
}

fn codes(converted: &Converted) -> Vec<&str> {
    converted.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn tasks_keep_their_outline_work_progress_and_dates() {
    let converted = convert(&documentary(), &ConvertOptions::default());
    let tasks: Vec<Task> = added(&converted);
    assert_eq!(tasks.len(), 9, "the summary of the whole is the production");
    assert!(tasks.is_sorted_by(|a, b| a.order < b.order));
    assert_eq!(tasks[1].parent, Some(tasks[0].id));
    assert_eq!(tasks[3].parent, None);
    assert_eq!((tasks[0].work, tasks[2].work), (Minutes::ZERO, Minutes::hours(160)));
    assert_eq!(tasks[2].remaining, Some(Minutes::hours(96)));
    assert_eq!(tasks[1].actual_finish, parse_date_time("2026-11-06T18:00"));
    assert_eq!(tasks[3].not_before, parse_date_time("2027-01-11T09:00"));
    assert_eq!(
        tasks[7].work,
        Minutes::hours(16),
        "two days by the clock are two days of eight hours"
    );
    assert!(tasks[8].milestone);
    let Command::CreateProduction { values, .. } = &converted.commands[0] else { panic!() };
    assert_eq!(values["title"], Value::from("The lighthouse keepers"));
}

#[test]
fn links_and_baselines_lead_to_the_new_tasks() {
    let converted = convert(&documentary(), &ConvertOptions::default());
    let links: Vec<Link> = added(&converted);
    assert_eq!(links.len(), 6);
    assert_eq!(links[0].from, converted.tasks.get(&2).copied());
    let baselines: Vec<model::Baseline> = added(&converted);
    let numbers: Vec<i64> = baselines.iter().map(|baseline| baseline.number).collect();
    assert_eq!(numbers, (0..=10).collect::<Vec<_>>());
    let frozen: &BaselineTasks = &baselines[0].tasks;
    assert_eq!(frozen[&converted.tasks[&2]].work, Minutes::hours(240));
}

#[test]
fn assignments_become_bookings_of_the_known_room_and_person() {
    let bookings: Vec<Booking> = added(&convert(&documentary(), &ConvertOptions::default()));
    assert_eq!(bookings.len(), 2);
    assert_eq!(bookings[1].room, Some(RoomId(RawId(2))));
    assert!(bookings.iter().all(|booking| booking.people.contains(&PersonId(RawId(3)))));
    assert!(bookings.iter().all(|booking| booking.state == BookingState::Idea));
    let options = ConvertOptions { bookings: BookingState::Option, ..ConvertOptions::default() };
    let held: Vec<Booking> = added(&convert(&documentary(), &options));
    assert!(held.iter().all(|booking| booking.rank == Some(1)));
}

#[test]
fn unknown_resources_are_told_or_added() {
    let mut plan = documentary();
    plan.resources[1].name = "Camille Inconnu".into();
    let told = convert(&plan, &ConvertOptions::default());
    assert!(codes(&told).contains(&"import-resource-unknown"));
    assert_eq!(added::<Person>(&told).len(), 0);
    assert_eq!(added::<Booking>(&told).len(), 1, "the room is booked without her");
    let options = ConvertOptions { unknown: UnknownResources::Add, ..ConvertOptions::default() };
    let with_her = convert(&plan, &options);
    let [person]: [Person; 1] = added(&with_her).try_into().unwrap();
    assert!(person.functions.contains("editor"));
    assert!(with_her.commands.iter().any(|command| matches!(command,
        Command::NamePerson { person: named, entry } if *named == person.id && entry.mail == "edith@example.org")));
    assert_eq!(added::<Booking>(&with_her).len(), 2);
}

#[test]
fn days_off_of_base_calendars_become_a_zone_and_the_rest_is_told() {
    let converted = convert(&documentary(), &ConvertOptions::default());
    let [zone]: [HolidayZone; 1] = added(&converted).try_into().unwrap();
    assert_eq!(zone.name, "House");
    assert_eq!(zone.days_off.len(), 9 + 3 + 2);
    assert_eq!(zone.days_off[&parse_date("2026-12-25").unwrap()], "Closed");
    for code in [
        "import-worked-exception-left-out",
        "import-own-calendar-left-out",
        "import-calendar-hours-left-out",
        "import-resource-not-booked",
        "import-elapsed-duration",
    ] {
        assert!(codes(&converted).contains(&code), "{code}: {:?}", codes(&converted));
    }
}

#[test]
fn a_circle_loses_one_link_and_says_which() {
    let mut plan = documentary();
    let back = crate::ImportedLink { from: 9, to: 2, ..plan.links[0].clone() };
    plan.links.push(back);
    let converted = convert(&plan, &ConvertOptions::default());
    assert_eq!(added::<Link>(&converted).len(), 6);
    assert_eq!(codes(&converted).iter().filter(|code| **code == "import-link-circle").count(), 1);
}

#[test]
fn days_off_are_added_to_the_zone_of_the_same_name() {
    let (mut facility, directory) = facility();
    let mut zone = HolidayZone::new(model::HolidayZoneId(RawId(9)));
    zone.name = "HOUSE".into();
    zone.days_off.insert(parse_date("2027-05-07").unwrap(), "Bridge".into());
    facility.holiday_zones.insert(zone.id, Arc::new(zone));
    let known = Known { facility: &facility, directory: &directory };
    let mut next = 100;
    let mut mint = || {
        next += 1;
        RawId(next)
    };
    let plan = documentary();
    let options = ConvertOptions::default();
    let converted = to_commands(&plan, Target::New { title: "" }, known, &options, &mut mint);
    let set = converted.commands.iter().find_map(|command| match command {
        Command::Set { subject, values } if subject.id == RawId(9) => values.get("days_off"),
        _ => None,
    });
    assert_eq!(model::DaysOff::read(set.unwrap()).unwrap().len(), 15);
}

/// The plan that the commands make of an empty one.
fn applied(converted: &Converted) -> Plan {
    let mut plan = Plan::new(converted.production);
    for command in &converted.commands {
        match command {
            Command::Add { subject, values } => {
                plan.apply(&model::Edit::add(*subject, values.clone()))
            }
            Command::CreateProduction { production, values, .. } => {
                let subject = Subject::planned(*production, Kind::Production, *production);
                plan.apply(&model::Edit::set(subject, values.clone()));
            }
            _ => {}
        }
    }
    plan
}

/// Imports, exports as a file, imports that, and gives both plans.
fn there_and_back() -> (Plan, Plan, ImportedPlan) {
    let imported = documentary();
    let converted = convert(&imported, &ConvertOptions::default());
    let plan = applied(&converted);
    let dates: TaskDates = imported
        .tasks
        .iter()
        .filter_map(|task| Some((*converted.tasks.get(&task.uid)?, (task.start?, task.finish?))))
        .collect();
    let (facility, directory) = facility();
    let holidays = model::DaysOff::from([(parse_date("2027-05-06").unwrap(), "Ascension".into())]);
    let surroundings = Surroundings {
        facility: &facility,
        directory: &directory,
        holidays: &holidays,
        dates: &dates,
    };
    let exported = from_plan(&plan, surroundings);
    let file = crate::mspdi::write(&exported);
    let again = read(&file, "again.xml", &ReadOptions::default());
    assert_eq!(again.findings, []);
    let Content::Plan(again) = again.content else { panic!() };
    let second = applied(&convert(&again, &ConvertOptions::default()));
    (plan, second, *again)
}

#[test]
fn a_plan_survives_the_way_through_another_programs_file() {
    let (first, second, _) = there_and_back();
    let tasks = |plan: &Plan| -> Vec<Task> {
        plan.tasks_in_order()
            .into_iter()
            .map(|task| Task {
                id: TaskId::default(),
                order: Order::default(),
                parent: None,
                ..Task::clone(task)
            })
            .collect()
    };
    assert_eq!(tasks(&first), tasks(&second));
    let name = |plan: &Plan, task: Option<TaskId>| {
        plan.tasks.get(&task.unwrap()).map(|task| task.name.clone())
    };
    let links = |plan: &Plan| -> std::collections::BTreeSet<String> {
        let link = |link: &Arc<Link>| {
            format!(
                "{:?} {:?} {:?} {}",
                name(plan, link.from),
                name(plan, link.to),
                link.kind,
                link.lag
            )
        };
        plan.links.values().map(link).collect()
    };
    assert_eq!(links(&first), links(&second));
    let bookings = |plan: &Plan| -> std::collections::BTreeSet<String> {
        let booking = |b: &Arc<Booking>| {
            format!(
                "{:?} {:?} {:?} {:?} {:?}",
                name(plan, b.task),
                b.room,
                b.people,
                b.start,
                b.end
            )
        };
        plan.bookings.values().map(booking).collect()
    };
    assert_eq!(bookings(&first), bookings(&second));
    let baselines = |plan: &Plan| -> Vec<(i64, Vec<model::BaselineDates>)> {
        plan.baselines
            .values()
            .map(|one| (one.number, one.tasks.values().copied().collect()))
            .collect()
    };
    assert_eq!(baselines(&first), baselines(&second));
}

#[test]
fn an_exported_plan_carries_the_calendar_of_the_house() {
    let (_, _, exported) = there_and_back();
    let [calendar] = exported.calendars.as_slice() else { panic!("{:?}", exported.calendars) };
    assert_eq!(calendar.week.0.len(), 7);
    assert_eq!((calendar.exceptions.len(), calendar.exceptions[0].name.as_str()), (1, "Ascension"));
    assert_eq!((exported.tasks.len(), exported.tasks[0].outline_level), (10, 0));
}

#[test]
fn groups_that_stand_in_each_other_are_exported_once() {
    let converted = convert(&documentary(), &ConvertOptions::default());
    let mut plan = applied(&converted);
    let [a, b] = [converted.tasks[&1], converted.tasks[&2]];
    for (task, parent) in [(a, b), (b, a)] {
        let subject = Subject::planned(plan.production.id, Kind::Task, task);
        plan.apply(&model::Edit::set(
            subject,
            Values::from([("parent".into(), Value::Text(parent.to_string()))]),
        ));
    }
    let (facility, directory) = facility();
    let (holidays, dates) = (model::DaysOff::new(), TaskDates::new());
    let surroundings = Surroundings {
        facility: &facility,
        directory: &directory,
        holidays: &holidays,
        dates: &dates,
    };
    assert_eq!(from_plan(&plan, surroundings).tasks.len(), 10);
}
