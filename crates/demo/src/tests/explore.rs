use super::*;
#[test]
fn explore_one() {
    let title = std::env::var("TITLE").unwrap_or_default();
    let seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let t = std::time::Instant::now();
    let script: Script = script(seed, WEEKS, monday());
    println!(
        "{:?} {} steps {} commands",
        t.elapsed(),
        script.steps.len(),
        script.steps.iter().map(|s| s.commands.len()).sum::<usize>()
    );
    let t = std::time::Instant::now();
    let replay = replayed(&script);
    println!("replay {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let report =
        report(&mut Checker::new(), &replay, stamp(midnight(0) + units::Minutes::hours(9)));
    println!("check {:?}", t.elapsed());
    for plan in replay.plans.values() {
        let dates = report.plan(plan.production.id).unwrap();
        println!(
            "{} {:?} {:?} {:?} tasks {} bookings {}",
            plan.production.title,
            plan.production.state,
            plan.production.start,
            plan.production.delivery,
            plan.tasks.len(),
            plan.bookings.len()
        );
        if plan.production.title.starts_with(&title) && !title.is_empty() {
            for task in plan.tasks_in_order() {
                let d = &dates.tasks[&task.id];
                let b: Vec<String> = plan
                    .bookings
                    .values()
                    .filter(|b| b.task == Some(task.id))
                    .map(|b| {
                        format!(
                            "{}>{} {:?}",
                            b.start.unwrap().format("%d%b%H"),
                            b.end.unwrap().format("%d%b%H"),
                            b.state
                        )
                    })
                    .collect();
                println!(
                    "{:40} {} {} nb {:?} {:?} done {:?} {:?}",
                    task.name,
                    report.time().civil(d.start),
                    report.time().civil(d.finish),
                    task.not_before,
                    task.actual_start,
                    task.actual_finish.is_some(),
                    b
                );
            }
        }
    }
    for kind in [
        RoomKind::Edit,
        RoomKind::SoundEdit,
        RoomKind::Stage,
        RoomKind::Foley,
        RoomKind::Voice,
        RoomKind::Grading,
        RoomKind::Conform,
        RoomKind::Effects,
        RoomKind::Lab,
        RoomKind::Screening,
    ] {
        println!(
            "{kind:?} {:?}",
            (-8..12).map(|w| load(&replay, &report, &kind, w..w + 1)).collect::<Vec<_>>()
        );
    }
    if !title.is_empty() {
        for event in &script.week {
            println!(
                "== {} {} [{} steps before] {}",
                event.day,
                event.key,
                event.before.len(),
                event.label.fr
            );
            for action in &event.actions {
                println!(
                    "   {} {}",
                    action.label.fr,
                    match &action.deed {
                        crate::Deed::Group(c) => format!("{} commands", c.len()),
                        d => format!("{d:?}").chars().take(20).collect(),
                    }
                );
            }
        }
    }
}
