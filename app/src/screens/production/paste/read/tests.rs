//! Rows of a spreadsheet as they are pasted: good ones, odd ones, very many.

use super::*;
use model::{Casting, Change, Directory, Edit, Facility, FacilityId, Link, LinkKind};
use std::time::Instant;
use units::parse_date;

const PRODUCTION: ProductionId = ProductionId(RawId(1));
const EDIT: TaskId = TaskId(RawId(30));
const MIX: TaskId = TaskId(RawId(31));

/// A plan of two steps, the second of which waits for the first.
fn snapshot() -> Arc<Snapshot> {
    let mut plan = Plan::new(PRODUCTION);
    for ((id, name), order) in
        [(EDIT, "Montage image"), (MIX, "Mixage")].into_iter().zip(Order::run(None, 2))
    {
        let task = Task { name: name.into(), work: Minutes(480), order, ..Task::new(id) };
        plan.tasks.insert(id, Arc::new(task));
    }
    let mut link = Link::new(LinkId(RawId(50)));
    (link.from, link.to, link.kind) = (Some(EDIT), Some(MIX), LinkKind::FinishToStart);
    plan.links.insert(link.id, Arc::new(link));
    let facility = Arc::new(Facility::new(FacilityId(RawId(2))));
    let casting = Arc::new(Casting::default());
    let plans = BTreeMap::from([(PRODUCTION, Arc::new(plan))]);
    let now = units::Zone::PARIS.tick(units::parse_date_time("2026-11-24T14:00").unwrap());
    let report = schedule::Checker::new().check(&facility, &casting, &plans, now);
    Arc::new(Snapshot {
        revision: 1,
        facility,
        casting,
        holds_casting: true,
        directory: Arc::new(Directory::default()),
        plans,
        desks: BTreeMap::new(),
        publications: BTreeMap::new(),
        answers: BTreeMap::new(),
        report: Arc::new(report),
        findings: Arc::default(),
        now,
        undo: None,
        redo: None,
        links: Default::default(),
        disputes: Default::default(),
        variant: None,
        read_only: None,
    })
}

fn read(text: &str, after: Option<TaskId>) -> (Outcome, Plan) {
    let snapshot = snapshot();
    let today = parse_date("2026-11-24").unwrap();
    let mut next = 100;
    let mut new_id = || {
        next += 1;
        RawId(next)
    };
    let reader = Reader::new(&snapshot, PRODUCTION, Language::French, today);
    let outcome = reader.read(text, after, &mut new_id);
    let mut plan = snapshot.plans[&PRODUCTION].as_ref().clone();
    for command in &outcome.commands {
        match command {
            Command::Add { subject, values } => plan.apply(&Edit::add(*subject, values.clone())),
            Command::Set { subject, values } => plan.apply(&Edit::set(*subject, values.clone())),
            Command::Delete { subject } => {
                plan.apply(&Edit { subject: *subject, change: Change::Delete });
            }
            other => panic!("{other:?}"),
        }
    }
    (outcome, plan)
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.tasks_in_order().into_iter().map(|task| task.name.as_str()).collect()
}

#[test]
fn rows_without_headings_are_new_steps_behind_the_one_that_leads() {
    let (outcome, plan) = read("Conformation\t2 j\nÉtalonnage\t4h\n", Some(EDIT));
    assert_eq!((outcome.added, outcome.changed, outcome.same), (2, 0, 0));
    assert_eq!(names(&plan), ["Montage image", "Conformation", "Étalonnage", "Mixage"]);
    let grading = plan.tasks.values().find(|task| task.name == "Étalonnage").unwrap();
    assert_eq!((grading.work, &grading.step), (Minutes(240), &Step::Grading));
}

#[test]
fn a_row_with_the_name_of_a_step_changes_it_and_what_is_so_already_stays() {
    let (outcome, plan) = read("Étape\tJours\nMixage\t3\nmontage IMAGE\t1\n", None);
    assert_eq!((outcome.added, outcome.changed), (0, 2), "the letters of a name are its owner's");
    assert_eq!(plan.tasks[&MIX].work, Minutes(3 * 480));
    let (outcome, _) = read("N°\tÉtape\tJours\n1\tMontage image\t1\n", None);
    assert_eq!((outcome.added, outcome.changed, outcome.same), (0, 0, 1));
}

#[test]
fn what_cannot_be_understood_is_told_with_its_row_and_column_and_the_rest_is_taken() {
    let (outcome, plan) = read("Étape\tJours\tDébut\nBruitage\tabc\t31/02\n\t5\t\n", None);
    let told: Vec<_> = outcome.remarks.iter().map(|remark| (remark.line, remark.column)).collect();
    assert_eq!(told, [(3, None), (2, Some(Column::Work)), (2, Some(Column::Start))]);
    assert!(outcome.remarks[1].text.contains("abc"), "{:?}", outcome.remarks);
    assert!(names(&plan).contains(&"Bruitage"));
}

#[test]
fn predecessors_are_the_numbers_of_the_rows_where_they_are_numbered() {
    let text = "N°\tÉtape\tJours\tPréd.\n10\tBruitage\t2\t\n11\tPrémix\t3\t10FD+1j;2\n";
    let (_, plan) = read(text, None);
    let premix = plan.tasks.values().find(|task| task.name == "Prémix").unwrap().id;
    let mut before: Vec<&str> = plan
        .links
        .values()
        .filter(|link| link.to == Some(premix))
        .map(|link| plan.tasks[&link.from.unwrap()].name.as_str())
        .collect();
    before.sort_unstable();
    assert_eq!(before, ["Bruitage", "Mixage"]);
}

#[test]
fn five_thousand_rows_are_read_in_a_moment_and_no_more_are_taken() {
    let rows: String =
        (0..MOST + 10).map(|row| format!("Plan truqué {row}\t2,5 j\t12/01/2027\n")).collect();
    let begun = Instant::now();
    let (outcome, plan) = read(&rows, Some(EDIT));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert_eq!((outcome.added, outcome.cut), (MOST, true));
    let longest = plan.tasks.values().map(|task| task.order.as_str().len()).max();
    assert!(longest < Some(16), "{longest:?}");
    assert_eq!(names(&plan).last(), Some(&"Mixage"));
}
