//! Laws of variants: what is written into one is what is read from it, and taking it over is doing
//! it in the plan.

use super::*;
use crate::{BookingId, PersonId, ProductionId, RoomId, Task, TaskId, VariantId};
use proptest::prelude::*;
use std::collections::BTreeMap;

const FILM: ProductionId = ProductionId(RawId(1));

/// An edit of a plan with a few tasks and bookings.
#[derive(Debug, Clone)]
enum Deed {
    Name(u8, String),
    People(u8, BTreeSet<u8>),
    Room(u8, Option<u8>),
    AddBooking(u8),
    DeleteBooking(u8),
    DeleteTask(u8),
    Title(String),
}

fn deed() -> impl Strategy<Value = Deed> {
    let name = "[a-c,|]{0,3}";
    prop_oneof![
        (0..3_u8, name).prop_map(|(task, name)| Deed::Name(task, name)),
        (0..4_u8, proptest::collection::btree_set(0..4_u8, 0..3))
            .prop_map(|(booking, people)| Deed::People(booking, people)),
        (0..4_u8, proptest::option::of(0..3_u8))
            .prop_map(|(booking, room)| Deed::Room(booking, room)),
        (0..6_u8).prop_map(Deed::AddBooking),
        (0..6_u8).prop_map(Deed::DeleteBooking),
        (0..3_u8).prop_map(Deed::DeleteTask),
        name.prop_map(Deed::Title),
    ]
}

fn id(number: u8) -> RawId {
    RawId(u128::from(number) + 100)
}

fn plan() -> Plan {
    let mut plan = Plan::new(FILM);
    for number in 0..3 {
        let task = Task { name: "mix".into(), ..Task::new(TaskId(id(number))) };
        plan.tasks.insert(task.id, Arc::new(task));
    }
    for number in 0..3 {
        let booking = crate::Booking {
            task: Some(TaskId(id(number))),
            room: Some(RoomId(id(0))),
            people: [PersonId(id(0)), PersonId(id(1))].into(),
            ..crate::Booking::new(BookingId(id(number)))
        };
        plan.bookings.insert(booking.id, Arc::new(booking));
    }
    plan
}

/// Does it, if it can be done there.
fn act(plan: &mut Plan, deed: &Deed) {
    let set = |kind, number: u8, field: &str, value| {
        let values = [(field.to_owned(), value)].into();
        Edit::set(Subject::planned(FILM, kind, id(number)), values)
    };
    let change = |kind, number: u8, change| Edit {
        subject: Subject::planned(FILM, kind, id(number)),
        change,
    };
    let ids = |people: &BTreeSet<u8>| people.iter().map(|it| id(*it).to_string()).collect();
    let edit = match deed {
        Deed::Name(task, name) => set(Kind::Task, *task, "name", Value::Text(name.clone())),
        Deed::People(booking, people) => {
            set(Kind::Booking, *booking, "people", Value::Set(ids(people)))
        }
        Deed::Room(booking, room) => {
            let room = room.map_or(Value::Nothing, |room| Value::Text(id(room).to_string()));
            set(Kind::Booking, *booking, "room", room)
        }
        Deed::AddBooking(number) if !plan.bookings.contains_key(&id(*number).into()) => {
            let people = ("people".to_owned(), Value::Set(ids(&[*number].into())));
            change(Kind::Booking, *number, Change::Add([people].into()))
        }
        Deed::AddBooking(_) => return,
        Deed::DeleteBooking(number) => change(Kind::Booking, *number, Change::Delete),
        Deed::DeleteTask(number) => change(Kind::Task, *number, Change::Delete),
        Deed::Title(title) => Edit::set(
            Subject::planned(FILM, Kind::Production, FILM),
            [("title".to_owned(), Value::Text(title.clone()))].into(),
        ),
    };
    plan.apply(&edit);
}

/// A variant in which these things were done, one after the other, as the program does it.
fn varied(plan: &Plan, deeds: &[Deed]) -> Variant {
    let mut variant = Variant::new(VariantId(RawId(9)));
    for deed in deeds {
        let mut after = plan.branch(&variant).plan;
        act(&mut after, deed);
        variant.changes = plan.divergences(&variant, &after);
    }
    variant
}

/// The written form forgets whether an empty text was ever written.
fn told(plan: &Plan) -> BTreeMap<(Kind, RawId), Values> {
    let tasks = plan.tasks.values().map(|it| ((Kind::Task, it.id.0), it.to_values()));
    let bookings = plan.bookings.values().map(|it| ((Kind::Booking, it.id.0), it.to_values()));
    let production = ((Kind::Production, FILM.0), plan.production.to_values());
    tasks.chain(bookings).chain([production]).collect()
}

proptest! {
    #[test]
    fn a_variant_reads_as_the_plan_in_which_the_same_was_done(
        deeds in proptest::collection::vec(deed(), 0..12),
    ) {
        let plan = plan();
        let mut wanted = plan.clone();
        deeds.iter().for_each(|deed| act(&mut wanted, deed));
        let branch = plan.branch(&varied(&plan, &deeds));
        prop_assert_eq!(told(&branch.plan), told(&wanted));
        prop_assert!(branch.overtaken.is_empty());
    }

    #[test]
    fn taking_a_variant_over_makes_the_plan_what_the_variant_was(
        deeds in proptest::collection::vec(deed(), 0..12),
        meanwhile in proptest::collection::vec(deed(), 0..6),
    ) {
        let mut plan = plan();
        let variant = varied(&plan, &deeds);
        meanwhile.iter().for_each(|deed| act(&mut plan, deed));
        let branch = plan.branch(&variant);
        let (edits, overtaken) = plan.edits_of(&variant, true);
        prop_assert_eq!(&overtaken, &branch.overtaken);
        let mut taken = plan.clone();
        edits.iter().for_each(|edit| taken.apply(edit));
        prop_assert_eq!(told(&taken), told(&branch.plan));
    }

    #[test]
    fn a_variant_in_which_nothing_is_left_otherwise_says_nothing(
        deeds in proptest::collection::vec(deed(), 0..12),
    ) {
        let plan = plan();
        let variant = varied(&plan, &deeds);
        prop_assert_eq!(plan.divergences(&variant, &plan), Divergences::default());
    }

    #[test]
    fn what_is_not_touched_in_a_variant_follows_the_plan(
        deeds in proptest::collection::vec(deed(), 0..8),
        title in "[a-z]{1,5}",
    ) {
        let mut plan = plan();
        let no_title: Vec<Deed> =
            deeds.into_iter().filter(|deed| !matches!(deed, Deed::Title(_))).collect();
        let variant = varied(&plan, &no_title);
        act(&mut plan, &Deed::Title(title.clone()));
        prop_assert_eq!(&plan.branch(&variant).plan.production.title, &title);
    }
}

#[test]
fn where_the_plan_has_moved_on_the_variant_says_so_and_the_plan_stays_unless_it_is_written_over() {
    let mut plan = plan();
    let variant = varied(&plan, &[Deed::Room(0, Some(1)), Deed::Name(0, "evening".into())]);
    act(&mut plan, &Deed::Room(0, Some(2)));
    let room = |plan: &Plan| plan.bookings[&BookingId(id(0))].room;
    let branch = plan.branch(&variant);
    assert_eq!(room(&branch.plan), Some(RoomId(id(1))));
    let subject = Subject::planned(FILM, Kind::Booking, id(0));
    assert_eq!(branch.overtaken, [(subject, Some("room".to_owned()))]);
    for (over, wanted) in [(false, 2), (true, 1)] {
        let mut taken = plan.clone();
        plan.edits_of(&variant, over).0.iter().for_each(|edit| taken.apply(edit));
        assert_eq!(room(&taken), Some(RoomId(id(wanted))));
        assert_eq!(taken.tasks[&TaskId(id(0))].name, "evening");
    }
}

#[test]
fn people_added_on_both_sides_are_all_kept() {
    let mut plan = plan();
    let variant = varied(&plan, &[Deed::People(0, [0, 2].into())]);
    act(&mut plan, &Deed::People(0, [0, 1, 3].into()));
    let branch = plan.branch(&variant);
    let wanted: BTreeSet<PersonId> = [0, 2, 3].map(|number| PersonId(id(number))).into();
    assert_eq!(branch.plan.bookings[&BookingId(id(0))].people, wanted);
    assert!(branch.overtaken.is_empty());
}

#[test]
fn a_record_that_the_plan_has_deleted_is_not_brought_back() {
    let mut plan = plan();
    let variant = varied(&plan, &[Deed::Room(0, Some(1))]);
    act(&mut plan, &Deed::DeleteBooking(0));
    let branch = plan.branch(&variant);
    assert!(!branch.plan.bookings.contains_key(&BookingId(id(0))));
    assert_eq!(branch.overtaken, [(Subject::planned(FILM, Kind::Booking, id(0)), None)]);
}

#[test]
fn what_a_newer_program_has_written_stays_and_is_counted() {
    let plan = plan();
    let mut variant = varied(&plan, &[Deed::Room(0, Some(1))]);
    let newer = [
        ("slip/00000000000000000000000001/hours", "#1|#2"),
        ("booking/00000000000000000000000034/mood", "|=good"),
        ("booking/00000000000000000000000034/room", "~1|~2"),
    ];
    let entries = newer.map(|(key, text)| (key.to_owned(), text.to_owned()));
    variant.changes.0.extend(entries.clone());
    assert_eq!(plan.branch(&variant).not_understood, 3);
    let mut after = plan.branch(&variant).plan;
    act(&mut after, &Deed::Title("new".into()));
    let changes = plan.divergences(&variant, &after);
    assert!(entries.iter().all(|(key, text)| changes.0.get(key) == Some(text)));
}
