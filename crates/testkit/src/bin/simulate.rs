//! Runs many seeds of the simulator and prints what happened.
//!
//! `cargo run -p testkit --release --bin simulate -- --seeds 10000 [--from 0] [--large]
//! [--sabotage SendBeforeDurable]`

use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;
use testkit::simulation::{Counts, Failure, Sabotage, Settings, Size, run_twice};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1)
    };
    let number =
        |name: &str, usual: u64| value(name).and_then(|it| it.parse().ok()).unwrap_or(usual);
    let (from, seeds) = (number("--from", 0), number("--seeds", 1_000));
    let is_large = arguments.iter().any(|argument| argument == "--large");
    let size = if is_large { Size::Large } else { Size::Small };
    let sabotage = value("--sabotage");
    let sabotage =
        sabotage.and_then(|name| Sabotage::ALL.into_iter().find(|it| format!("{it:?}") == *name));
    let threads =
        number("--threads", std::thread::available_parallelism().map_or(1, |it| it.get() as u64));
    let begun = Instant::now();
    let sum = Mutex::new((Counts::default(), Vec::<Failure>::new(), 0_u64));
    std::thread::scope(|scope| {
        for worker in 0..threads {
            let sum = &sum;
            scope.spawn(move || {
                for seed in (from..from + seeds).filter(|seed| seed % threads == worker) {
                    let result = run_twice(Settings { seed, size, sabotage });
                    let mut sum = sum.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    match result {
                        Ok(report) => {
                            add(&mut sum.0, &report.counts);
                            sum.2 ^= report.trace.rotate_left((seed % 64) as u32);
                        }
                        Err(failure) => {
                            println!("{failure}");
                            sum.1.push(failure);
                        }
                    }
                }
            });
        }
    });
    let (counts, failures, trace) =
        sum.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let took = begun.elapsed().as_secs_f64();
    println!("{seeds} seeds from {from}, each twice, {size:?}: {} failed", failures.len());
    println!("{took:.1} s, {:.1} seeds a second, {threads} threads", seeds as f64 / took);
    println!("{counts:#?}");
    println!("traces together: {trace:016x}");
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Sums; of the time until all held the same, the longest.
fn add(sum: &mut Counts, counts: &Counts) {
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
