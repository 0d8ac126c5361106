//! Simulated facilities: what must hold in each, and that broken rules are noticed.

#[cfg(test)]
mod foreign_reader;
#[cfg(test)]
mod membership;
#[cfg(test)]
mod simulation;

#[cfg(test)]
use testkit::simulation::{Failure, Report, cores, each_seed};

/// Runs seeds on all cores, and asserts that everything held in each.
#[cfg(test)]
fn all_well<C: Send>(
    count: u64,
    run: impl Fn(u64) -> Result<Report<C>, Failure> + Sync,
) -> Vec<Report<C>> {
    let (mut reports, mut failures) = (Vec::new(), Vec::new());
    each_seed(0..count, cores(), run, |_, result| match result {
        Ok(report) => reports.push(report),
        Err(failure) => failures.push(failure),
    });
    failures.sort_by_key(|failure| failure.seed);
    assert!(failures.is_empty(), "{} of {count} failed, first: {}", failures.len(), failures[0]);
    reports
}
