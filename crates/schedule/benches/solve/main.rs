//! How good plans are after some seconds of one processor; prints one row a goal.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench stops at its first mistake"
)]

mod clock;
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
    if wanted("ways") {
        replan::ways_out(1);
    }
}
