//! Runs many seeds of a simulator and prints what happened.
//!
//! `cargo run -p testkit --release --bin simulate -- --seeds 10000 [--from 0] [--large]
//! [--sabotage SendBeforeDurable]`; with `--members` the one of facilities whose members come and
//! go, `--once` without running each seed twice.

use std::fmt::Debug;
use std::process::ExitCode;
use std::time::Instant;
use testkit::membership;
use testkit::simulation::{self, Failure, Size};

/// What was asked for on the command line.
struct Asked(Vec<String>);

impl Asked {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|argument| argument == name)
    }

    fn value(&self, name: &str) -> Option<&String> {
        let place = self.0.iter().position(|argument| argument == name)?;
        self.0.get(place + 1)
    }

    fn number(&self, name: &str, usual: u64) -> u64 {
        self.value(name).and_then(|it| it.parse().ok()).unwrap_or(usual)
    }

    /// The rule that is to be broken, by its name.
    fn rule<T: Debug + Copy>(&self, all: &[T]) -> Option<T> {
        let name = self.value("--sabotage")?;
        all.iter().find(|rule| format!("{rule:?}") == *name).copied()
    }
}

fn main() -> ExitCode {
    let asked = Asked(std::env::args().skip(1).collect());
    if asked.has("--members") {
        let sabotage = asked.rule(&membership::Sabotage::ALL);
        let once = asked.has("--once");
        return all(&asked, add_members, |seed| {
            let settings = membership::Settings { seed, sabotage };
            let result =
                if once { membership::run(settings) } else { membership::run_twice(settings) };
            result.map(|report| (report.counts, report.trace))
        });
    }
    let sabotage = asked.rule(&simulation::Sabotage::ALL);
    let size = if asked.has("--large") { Size::Large } else { Size::Small };
    all(&asked, add, |seed| {
        let report = simulation::run_twice(simulation::Settings { seed, size, sabotage })?;
        Ok((report.counts, report.trace))
    })
}

/// Runs all seeds that were asked for on all cores, and prints the sum.
fn all<C: Default + Debug + Send>(
    asked: &Asked,
    add: fn(&mut C, &C),
    run: impl Fn(u64) -> Result<(C, u64), Failure> + Sync,
) -> ExitCode {
    let (from, seeds) = (asked.number("--from", 0), asked.number("--seeds", 1_000));
    let threads = asked.number("--threads", simulation::cores() as u64);
    let begun = Instant::now();
    let (mut counts, mut trace, mut failed) = (C::default(), 0_u64, 0_u64);
    simulation::each_seed(from..from + seeds, threads as usize, run, |seed, result| match result {
        Ok((of_seed, its_trace)) => {
            add(&mut counts, &of_seed);
            trace ^= its_trace.rotate_left((seed % 64) as u32);
        }
        Err(failure) => {
            println!("{failure}");
            failed += 1;
        }
    });
    let took = begun.elapsed().as_secs_f64();
    println!("{seeds} seeds from {from}: {failed} failed");
    println!("{took:.1} s, {:.1} seeds a second, {threads} threads", seeds as f64 / took);
    println!("{counts:#?}");
    println!("traces together: {trace:016x}");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Sums; of the time until all held the same, the longest.
fn add(sum: &mut simulation::Counts, counts: &simulation::Counts) {
    sum.machines += counts.machines;
    sum.acked += counts.acked;
    sum.crashes += counts.crashes;
    sum.restores += counts.restores;
    sum.connections += counts.connections;
    sum.ended += counts.ended;
    sum.forks += counts.forks;
    sum.withdrawn += counts.withdrawn;
    sum.frames += counts.frames;
    sum.bytes += counts.bytes;
    sum.aside += counts.aside;
    sum.converged_in = sum.converged_in.max(counts.converged_in);
}

/// The same of facilities whose members come and go.
fn add_members(sum: &mut membership::Counts, counts: &membership::Counts) {
    sum.machines += counts.machines;
    sum.acked += counts.acked;
    sum.refused += counts.refused;
    sum.let_in += counts.let_in;
    sum.revoked += counts.revoked;
    sum.readmitted += counts.readmitted;
    sum.crashes += counts.crashes;
    sum.restores += counts.restores;
    sum.connections += counts.connections;
    sum.turned_away += counts.turned_away;
    sum.ended += counts.ended;
    sum.forged += counts.forged;
    sum.frames += counts.frames;
    sum.aside += counts.aside;
    sum.adopted += counts.adopted;
    sum.set_aside += counts.set_aside;
    sum.converged_in = sum.converged_in.max(counts.converged_in);
}
