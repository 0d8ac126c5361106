//! Tables as people keep them.

use super::*;
use crate::plan::{Constraint, ImportedPlan, ResourceKind};
use crate::{Content, Imported, ReadOptions, read};
use model::{Lag, LinkKind};
use units::{Minutes, format_date_time};

fn import(bytes: &[u8], mapping: Mapping) -> (ImportedPlan, Imported) {
    let options = ReadOptions { mapping, ..ReadOptions::default() };
    let imported = read(bytes, "plan.csv", &options);
    let Content::Plan(plan) = imported.content.clone() else { panic!("{:?}", imported.findings) };
    (*plan, imported)
}

fn codes(imported: &Imported) -> Vec<&str> {
    imported.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_session_list_is_read_the_same_in_three_encodings() {
    let expected = include_bytes!("../../../../tests/cases/import/csv/planning_utf8_bom.csv");
    for bytes in [
        expected.as_slice(),
        include_bytes!("../../../../tests/cases/import/csv/planning_cp1252_semicolon.csv"),
        include_bytes!("../../../../tests/cases/import/csv/planning_utf16le_bom.csv"),
    ] {
        let (plan, imported) = import(bytes, Mapping::default());
        assert_eq!(imported.format, Some("csv"));
        let [first, second] = plan.tasks.as_slice() else { panic!("{imported:?}") };
        assert_eq!(first.name, "Étalonnage « L'Œuvre »");
        assert_eq!(first.duration, Some(Minutes(510)));
        assert_eq!(first.start.map(format_date_time).as_deref(), Some("2026-11-24T09:00"));
        assert_eq!(first.finish.map(format_date_time).as_deref(), Some("2026-11-24T18:30"));
        assert_eq!((second.name.as_str(), second.duration), ("Mixage; 5.1", Some(Minutes(480))));
        assert_eq!(
            (plan.resources[0].name.as_str(), plan.resources[0].kind),
            ("Montage 3", ResourceKind::Room)
        );
        let told: Vec<_> =
            codes(&imported).into_iter().filter(|code| *code != "text-encoding-guessed").collect();
        assert_eq!(told, ["sheet-columns-left-out"]);
    }
}

const TASKS: &str = "N°;Tâche;Début;Durée;Prédécesseurs;Salle;Ressources;% achevé;Jalon;Échéance\n\
    1;Dérushage;24 nov. 2026;2,5 j;;Montage 1;Camille Exemple, Dominique Modèle;100 %;;\n\
    2;Montage;;4 sem;1FD+1 j;Montage 1;Camille Exemple;40%;;\n\
    3;Mixage;mardi 5 janvier 2027 14h;7h30;2DD+2 jé max 3 jé;Audi 2;;;;15/01/2027\n\
    4;PAD;15/01/2027;0 j;2;;;;oui;\n";

#[test]
fn a_french_plan_with_links_and_progress_is_read() {
    let (plan, imported) = import(TASKS.as_bytes(), Mapping::default());
    assert_eq!(codes(&imported), Vec::<&str>::new());
    let durations: Vec<i64> = plan.tasks.iter().map(|task| task.duration.unwrap().0).collect();
    assert_eq!(durations, [1_200, 20 * 480, 450, 0]);
    let links: Vec<_> =
        plan.links.iter().map(|link| (link.from, link.to, link.kind.clone(), link.lag)).collect();
    assert_eq!(
        links,
        [
            (1, 2, LinkKind::FinishToStart, Lag::Working(Minutes(480))),
            (2, 3, LinkKind::StartToStart, Lag::Elapsed(Minutes(2_880))),
            (2, 4, LinkKind::FinishToStart, Lag::ZERO),
        ]
    );
    let most: Vec<_> = plan.links.iter().map(|link| link.most).collect();
    assert_eq!(most, [None, Some(Lag::Elapsed(Minutes(4_320))), None]);
    assert_eq!(plan.tasks[0].constraint, plan.tasks[0].start.map(Constraint::StartNoEarlier));
    assert_eq!(plan.tasks[2].constraint, None, "it follows another");
    assert_eq!(plan.tasks[2].finish.map(format_date_time).as_deref(), Some("2027-01-05T21:30"));
    assert_eq!(plan.tasks[2].deadline.map(format_date_time).as_deref(), Some("2027-01-15T18:00"));
    assert!(plan.tasks[3].milestone);
    assert_eq!((plan.resources.len(), plan.assignments.len()), (4, 6));
    assert_eq!(plan.tasks[1].percent_complete, 40);
}

#[test]
fn what_cannot_be_read_is_told_with_row_and_column() {
    let source = "Task,Start,Duration,Predecessors,Percent\nA,someday,two days,9x,140\n,2026-11-24,1 d,,\nB,01/01/1900,-1 d,7,\n";
    let (plan, imported) = import(source.as_bytes(), Mapping::default());
    assert_eq!(plan.tasks.len(), 2);
    let mut told: Vec<_> = imported
        .findings
        .iter()
        .map(|finding| {
            (finding.place.line, finding.place.column.as_deref().unwrap_or(""), finding.code)
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            (Some(2), "Duration", "sheet-not-a-duration"),
            (Some(2), "Percent", "sheet-not-a-percentage"),
            (Some(2), "Predecessors", "sheet-not-predecessors"),
            (Some(2), "Start", "sheet-not-a-date"),
            (Some(3), "", "sheet-row-without-name"),
            (Some(4), "Duration", "import-negative-duration"),
            (Some(4), "Predecessors", "import-link-to-nothing"),
            (Some(4), "Start", "sheet-not-a-date"),
        ]
    );
}

#[test]
fn a_mapping_says_what_headings_do_not() {
    let source = "Quoi\tQuand\tOù\nMixage\t2026-11-24 après-midi\tAudi 2\n";
    let mapping =
        Mapping::from_json(r#"{"quoi": "name", "quand": "start", "ou": "rooms"}"#).unwrap();
    let (plan, imported) = import(source.as_bytes(), mapping);
    assert_eq!(codes(&imported), Vec::<&str>::new());
    assert_eq!(plan.tasks[0].start.map(format_date_time).as_deref(), Some("2026-11-24T14:00"));
    assert_eq!(plan.tasks[0].duration, Some(Minutes(240)));
    let preview = imported.preview.unwrap();
    assert_eq!(preview.columns[2], ("Où".to_owned(), Some(Column::Rooms)));
    assert_eq!(preview.rows[0][0], "Mixage");
}

#[test]
fn months_first_and_units_are_guessed_from_the_whole_column() {
    let source = "Task;Start;Duration\nA;11/24/2026;5\nB;02/03/2027;10\n";
    let (plan, imported) = import(source.as_bytes(), Mapping::default());
    assert_eq!(codes(&imported), ["sheet-unit-guessed", "sheet-months-first"]);
    assert_eq!(plan.tasks[1].start.map(format_date_time).as_deref(), Some("2027-02-03T09:00"));
    assert_eq!(plan.tasks[0].duration, Some(Minutes(5 * 480)));
    let minutes = source.replace(";10\n", ";480\n");
    assert_eq!(
        import(minutes.as_bytes(), Mapping::default()).0.tasks[0].duration,
        Some(Minutes(5))
    );
}

#[test]
fn groups_and_outline_numbers_become_an_outline() {
    let grouped = "Phase;Tâche\nImage;Montage\nImage;Étalonnage\nSon;Mixage\n";
    let (plan, _) = import(grouped.as_bytes(), Mapping::default());
    let outline: Vec<_> =
        plan.tasks.iter().map(|task| (task.outline_level, task.name.as_str())).collect();
    assert_eq!(
        outline,
        [(1, "Image"), (2, "Montage"), (2, "Étalonnage"), (1, "Son"), (2, "Mixage")]
    );
    let numbered = "WBS;Task\n1;Picture\n1.1;Edit\n1.1.2;Viewing\n2;Sound\n";
    let (plan, _) = import(numbered.as_bytes(), Mapping::default());
    let levels: Vec<_> = plan.tasks.iter().map(|task| task.outline_level).collect();
    assert_eq!(levels, [1, 2, 3, 2].map(|level| if level == 2 { 2 } else { level }));
}

#[test]
fn a_table_without_known_headings_says_so_and_shows_itself() {
    let (plan, imported) = import(b"alpha;beta\n1;2\n", Mapping::default());
    assert_eq!((plan.tasks.len(), codes(&imported)), (0, vec!["sheet-without-headings"]));
    assert_eq!(imported.preview.unwrap().rows[1], ["1", "2"]);
}

#[test]
fn lines_are_counted_through_cells_of_several_lines_and_blank_ones() {
    for end in ["\n", "\r\n", "\r"] {
        let source = ["Task;Start", "\"A", "B\";24/11/2026", "", "C;someday", ""].join(end);
        let (plan, imported) = import(source.as_bytes(), Mapping::default());
        assert_eq!(plan.tasks[0].name, "A B");
        assert_eq!(imported.findings[0].place.line, Some(5), "{end:?}");
    }
}
