//! Steps go into groups and out of them, up and down, and their groups with them.

use super::*;
use std::fmt::Write as _;

/// A plan of tasks `(id, group)` in that order; 0 is no group.
fn plan(tasks: &[(u128, u128)]) -> Plan {
    let mut plan = Plan::new(ProductionId(RawId(1)));
    for ((id, group), order) in tasks.iter().zip(Order::run(None, tasks.len())) {
        let task = Task {
            order,
            parent: (*group > 0).then_some(TaskId(RawId(*group))),
            name: id.to_string(),
            ..Task::new(TaskId(RawId(*id)))
        };
        plan.tasks.insert(task.id, Arc::new(task));
    }
    plan
}

fn ids(numbers: &[u128]) -> Vec<TaskId> {
    numbers.iter().map(|number| TaskId(RawId(*number))).collect()
}

/// The outline after commands: `1 2(3 4) 5`.
fn outline(plan: &Plan, commands: &[Command]) -> String {
    let mut changed = plan.clone();
    for edit in edits(commands) {
        changed.apply(&edit);
    }
    let mut text = String::new();
    write_level(&Draft::new(&changed), None, &mut text);
    text
}

fn write_level(draft: &Draft, group: Option<TaskId>, text: &mut String) {
    for (place, task) in draft.siblings(group).iter().enumerate() {
        let gap = if place > 0 { " " } else { "" };
        write!(text, "{gap}{}", task.id.0.0).unwrap();
        if draft.is_group(task.id) {
            text.push('(');
            write_level(draft, Some(task.id), text);
            text.push(')');
        }
    }
}

fn shifted(plan: &Plan, tasks: &[u128], way: Way) -> String {
    outline(plan, &Draft::new(plan).shift(&ids(tasks), way).unwrap())
}

#[test]
fn steps_go_into_the_group_before_and_out_again() {
    let start = plan(&[(1, 0), (2, 1), (3, 0), (4, 0)]);
    assert_eq!(shifted(&start, &[3, 4], Way::In), "1(2 3 4)");
    let inside = plan(&[(1, 0), (2, 1), (3, 1), (4, 1), (5, 0)]);
    assert_eq!(shifted(&inside, &[3, 4], Way::Out), "1(2) 3 4 5");
    assert_eq!(
        Draft::new(&start).shift(&ids(&[1]), Way::In),
        Err(key::DESKTOP_PRODUCTION_NOTHING_BEFORE)
    );
    assert_eq!(
        Draft::new(&start).shift(&ids(&[1]), Way::Out),
        Err(key::DESKTOP_PRODUCTION_OUTERMOST)
    );
}

#[test]
fn a_group_moves_with_what_is_in_it_and_a_selection_keeps_its_order() {
    let start = plan(&[(1, 0), (2, 1), (3, 0), (4, 0)]);
    assert_eq!(shifted(&start, &[1, 2], Way::Down), "3 1(2) 4");
    assert_eq!(shifted(&start, &[4, 3], Way::Up), "3 4 1(2)");
    assert_eq!(
        Draft::new(&start).shift(&ids(&[4]), Way::Down),
        Err(key::DESKTOP_PRODUCTION_ALREADY_LAST)
    );
}

#[test]
fn there_is_room_even_where_keys_leave_none() {
    let mut start = plan(&[(1, 0), (2, 0), (3, 0)]);
    for task in start.tasks.values_mut() {
        Arc::make_mut(task).order = Order::default();
    }
    assert_eq!(shifted(&start, &[3], Way::Up), "1 3 2");
    let mut draft = Draft::new(&start);
    draft.add_after(Task::new(TaskId(RawId(9))), Some(TaskId(RawId(1))));
    assert_eq!(outline(&start, &draft.finish()), "1 9 2 3");
}

#[test]
fn a_new_step_comes_behind_the_one_before_or_at_the_head_of_a_group() {
    let start = plan(&[(1, 0), (2, 1), (3, 0)]);
    for (after, expected) in
        [(Some(2), "1(2 9) 3"), (Some(1), "1(9 2) 3"), (Some(3), "1(2) 3 9"), (None, "1(2) 3 9")]
    {
        let mut draft = Draft::new(&start);
        draft.add_after(Task::new(TaskId(RawId(9))), after.map(|id| TaskId(RawId(id))));
        assert_eq!(outline(&start, &draft.finish()), expected);
    }
}

#[test]
fn a_copied_group_has_its_own_steps_and_dependencies() {
    let mut start = plan(&[(1, 0), (2, 1), (3, 1), (4, 0)]);
    let mut link = Link::new(LinkId(RawId(50)));
    (link.from, link.to) = (Some(TaskId(RawId(2))), Some(TaskId(RawId(3))));
    start.links.insert(link.id, Arc::new(link));
    let mut next = 100;
    let mut new_id = || {
        next += 1;
        RawId(next)
    };
    let commands = Draft::new(&start).duplicate(&ids(&[1]), &mut new_id).unwrap();
    assert_eq!(outline(&start, &commands), "1(2 3) 101(102 103) 4");
    let mut changed = start.clone();
    edits(&commands).iter().for_each(|edit| changed.apply(edit));
    let copied = changed.links.values().find(|link| link.id.0.0 == 104).unwrap();
    assert_eq!((copied.from, copied.to), (Some(TaskId(RawId(102))), Some(TaskId(RawId(103)))));
}

#[test]
fn a_selection_is_put_into_a_new_group_in_its_place() {
    let start = plan(&[(1, 0), (2, 0), (3, 0), (4, 0)]);
    let group = Task::new(TaskId(RawId(9)));
    let commands = Draft::new(&start).group(&ids(&[2, 3]), group).unwrap();
    assert_eq!(outline(&start, &commands), "1 9(2 3) 4");
}

#[test]
fn what_is_in_a_deleted_group_is_not_deleted_twice() {
    let start = plan(&[(1, 0), (2, 1), (3, 0)]);
    assert_eq!(Draft::new(&start).delete(&ids(&[1, 2, 3])).len(), 2);
}

#[test]
fn a_step_with_sessions_does_not_become_a_group() {
    let mut start = plan(&[(1, 0), (2, 0)]);
    let mut booking = model::Booking::new(model::BookingId(RawId(60)));
    booking.task = Some(TaskId(RawId(1)));
    start.bookings.insert(booking.id, Arc::new(booking));
    let outcome = Draft::new(&start).shift(&ids(&[2]), Way::In);
    assert_eq!(outcome, Err(key::DESKTOP_PRODUCTION_NO_GROUP_OF_BOOKED));
}
