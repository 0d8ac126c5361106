//! No floating point where money, hours and dates are computed.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;
use crate::rust_source::has_word;

pub(super) const CHECK: Check = Check {
    name: "floats",
    why: "binary fractions cannot hold a cent or a third of an hour exactly, and differ between machines",
    run,
};

/// Rooms that compute money and time; those that do not exist yet are simply not found.
const EXACT: &[&str] = &["units", "pay", "billing"];

fn run(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, number, line) in repository.shipped_lines(EXACT) {
        if has_word(&line, "f32") || has_word(&line, "f64") {
            problems.push(Problem::new(
                format!("{path}:{number}"),
                "a floating point number where amounts must be exact",
                "use Money, Percent, Minutes or another type of `units`",
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn a_float_in_an_exact_room_is_found_and_elsewhere_not() {
        let line = "/// f64\nfn hours() -> f64 {}";
        let files = [("crates/units/src/lib.rs", line), ("crates/views/src/lib.rs", line)];
        let problems = run(&sample(&["units", "views"], &files));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place, "crates/units/src/lib.rs:2");
    }
}
