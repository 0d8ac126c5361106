//! The list with its chart.

use super::*;
use model::Severity;

const GROUP: TaskId = TaskId(RawId(32));

fn line(view: &GanttView, id: TaskId) -> &GanttLine {
    let place = view.plan.tasks.iter().position(|task| task.id == id).expect("a task");
    &view.lines[place]
}

#[test]
fn a_group_says_the_sums_of_what_is_in_it() {
    let sample = Sample::with(|plan| {
        let mut group = Task::new(GROUP);
        group.name = "Son".into();
        plan.tasks.insert(GROUP, Arc::new(group));
        for id in [EDIT, MIX] {
            Arc::make_mut(plan.tasks.get_mut(&id).unwrap()).parent = Some(GROUP);
        }
        Arc::make_mut(plan.tasks.get_mut(&EDIT).unwrap()).remaining = Some(Minutes(240));
    });
    let view = gantt(&sample.source(), PRODUCTION, None).unwrap();
    let group = line(&view, GROUP);
    assert_eq!((group.work, group.remaining), (Minutes(1_440), Minutes(720)));
    assert_eq!(group.done, Some(500));
    assert_eq!(line(&view, EDIT).done, Some(750));
    assert_eq!((view.figures.work, view.figures.remaining), (Minutes(1_440), Minutes(720)));
}

#[test]
fn who_is_booked_where_is_told_in_short_names() {
    let view = gantt(&Sample::new().source(), PRODUCTION, None).unwrap();
    let mix = line(&view, MIX);
    assert_eq!(mix.people[0], "A.\u{a0}Exemple");
    assert_eq!(mix.rooms, ["Audi 1"]);
    assert_eq!(mix.sessions, [SESSION]);
    assert_eq!(mix.predecessors[0].1, (EDIT, LinkKind::FinishToStart, model::Lag::ZERO));
}

#[test]
fn a_clash_of_a_session_is_told_of_its_task() {
    let calm = gantt(&Sample::new().source(), PRODUCTION, None).unwrap();
    let rival = gantt(&Sample::with_rival().source(), PRODUCTION, None).unwrap();
    assert_ne!(line(&calm, MIX).clash, Some(Severity::Error));
    assert_eq!(line(&rival, MIX).clash, Some(Severity::Error));
    assert_eq!(line(&rival, EDIT).clash, line(&calm, EDIT).clash);
}

#[test]
fn the_figures_tell_how_far_the_plan_has_slipped() {
    let sample = Sample::with(|plan| {
        let mut baseline = Baseline::new(BaselineId(RawId(60)));
        let dates = BaselineDates {
            start: moment("2026-11-25T09:00"),
            finish: moment("2026-11-26T18:00"),
            work: Minutes(480),
        };
        baseline.tasks.insert(MIX, dates);
        plan.baselines.insert(baseline.id, Arc::new(baseline));
    });
    let view = gantt(&sample.source(), PRODUCTION, None).unwrap();
    assert_eq!(view.figures.slip, Some(Minutes::hours(8)));
    assert_eq!(view.baselines.len(), 1);
}

#[test]
fn names_are_short_where_room_is_short() {
    assert_eq!(short_name("Noé Ferrand"), "N.\u{a0}Ferrand");
    assert_eq!(short_name("Zazie"), "Zazie");
    assert_eq!(short_name("Ana de la Cruz"), "A.\u{a0}de la Cruz");
}
