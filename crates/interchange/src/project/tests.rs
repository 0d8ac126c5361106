//! The three forms, and files that are not whole.

use super::{ImportedProject, MAX_ACTIVITIES, read};
use model::Finding;

const SM: &str = include_str!("../../../../tests/cases/solve/small.sm");
const RCP: &str = include_str!("../../../../tests/cases/solve/small.rcp");
const PACKED: &str = include_str!("../../../../tests/cases/solve/small.txt");

fn one(text: &str) -> ImportedProject {
    let mut projects = read(text.as_bytes()).unwrap();
    assert_eq!(projects.len(), 1);
    projects.remove(0)
}

fn refused(text: &str) -> Finding {
    read(text.as_bytes()).unwrap_err()
}

fn code(text: &str) -> (&'static str, Option<u64>) {
    let finding = refused(text);
    (finding.code, finding.place.line)
}

#[test]
fn the_three_forms_hold_the_same() {
    let (sm, rcp) = (one(SM), one(RCP));
    assert_eq!(sm, rcp);
    assert_eq!(sm.capacities, [3, 2]);
    assert_eq!(sm.activities.len(), 6);
    assert_eq!(sm.activities[1].duration, 4);
    assert_eq!(sm.activities[1].requests, [2, 0]);
    assert_eq!(sm.activities[0].successors, [1, 2, 3]);
    let packed = read(PACKED.as_bytes()).unwrap();
    assert_eq!(packed.len(), 2);
    assert_eq!(packed[0].name, "small_1");
    assert_eq!(ImportedProject { name: String::new(), ..packed[0].clone() }, sm);
}

#[test]
fn mistakes_are_named_with_their_line() {
    assert_eq!(code("3 1\n5\n0 0 1 2\n2 -1 1 3\n0 0 0\n"), ("project-file-bad-number", Some(4)));
    assert_eq!(code("3 1\n5\n0 0 1 2\n2 x 1 3\n0 0 0\n"), ("project-file-bad-number", Some(4)));
    assert_eq!(code("3 1\n5\n0 0 1 9\n"), ("project-file-unknown-activity", Some(3)));
    assert_eq!(code("3 1\n5\n0 0 1 0\n"), ("project-file-unknown-activity", Some(3)));
    assert_eq!(code("3 1\n5\n0 0 1 2\n2 1 1 3\n"), ("project-file-ends-early", Some(4)));
    assert_eq!(code(&format!("{RCP} 7")), ("project-file-too-much", Some(11)));
    assert_eq!(code(&format!("{} 1\n5", MAX_ACTIVITIES + 1)), ("project-file-too-large", Some(1)));
    assert_eq!(code("3 4000000000\n"), ("project-file-bad-number", Some(1)));
    assert_eq!(code(&format!("{PACKED}\nstill more")), ("project-file-no-instance", Some(19)));
    assert_eq!(code(""), ("project-file-ends-early", Some(1)));
    assert_eq!(read(b"\xFF\xFE").unwrap_err().code, "project-file-not-text");
}

#[test]
fn what_these_plans_do_not_know_is_refused() {
    let several =
        SM.replace("   2        1          1           5", "   2        2          1           5");
    assert_eq!(code(&several), ("project-file-modes", Some(20)));
    let more =
        SM.replace("- nonrenewable              :  0   N", "- nonrenewable              :  2   N");
    assert_eq!(code(&more).0, "project-file-nonrenewable");
    let cut = SM.replace("REQUESTS/DURATIONS", "SOMETHING");
    assert_eq!(code(&cut).0, "project-file-no-section");
    let short = SM.replace("   6        1          0        \n", "");
    assert_eq!(code(&short).0, "project-file-rows");
    let swapped =
        SM.replace("   3        1          1           5", "   4        1          1           5");
    assert_eq!(code(&swapped).0, "project-file-unknown-activity");
}

#[test]
fn a_file_cut_anywhere_is_read_or_refused() {
    for text in [SM, RCP, PACKED] {
        for (end, _) in text.char_indices() {
            let _ = read(&text.as_bytes()[..end]);
            let _ = read(&text.as_bytes()[end..]);
        }
    }
}
