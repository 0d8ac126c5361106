//! How good plans are after some seconds of one processor; prints one row a goal.
//!
//! `cargo bench -p schedule --bench solve -- j30 j60 j120 mplib1 replan large ways` runs all rows,
//! fewer words run fewer. `PSPLIB` names the folder of the published instances; `SEEDS` says how
//! many seeds give the median, `EVERY=3` takes each third instance, `BUDGET=1` one budget alone in
//! seconds, `EACH=1` prints each instance, `FACILITY=FILE` writes the last one of `replan` into a file.
//! `peer.py` beside it runs the same ones through CP-SAT.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench stops at its first mistake"
)]

mod clock;
mod export;
mod facility;
mod literature;
mod replan;

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted =
        |row: &str| words.is_empty() || words.iter().any(|word| row.starts_with(word.as_str()));
    literature::run(&wanted);
    if wanted("replan") {
        replan::run(literature::number("SEEDS", 5));
    }
    if wanted("large") {
        replan::large();
    }
    if wanted("ways") {
        replan::ways(literature::number("SEEDS", 5));
    }
}
