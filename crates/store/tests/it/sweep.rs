//! Every scenario, broken off at its first operation, then at its second, and so on until it
//! passes: by a power cut, by an I/O error (with and without a power cut after it), by a full disk.

use store::{Store, StoreError};
use testkit::disk::{Disk, Faults};

use crate::kinds::Kind;
use crate::model::Contents;
use crate::scenarios::{Scenario, Step, all, edit};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Crash,
    Error,
    ErrorThenCrash,
    Full,
}

impl Fault {
    fn at(self, operation: u64) -> Faults {
        let mut faults = Faults::default();
        match self {
            Self::Crash => faults.crash_at = Some(operation),
            Self::Error | Self::ErrorThenCrash => faults.error_at = Some(operation),
            Self::Full => faults.full_from = Some(operation),
        }
        faults
    }
}

/// What became of a scenario.
struct Outcome {
    /// Nothing while the store does not exist.
    acknowledged: Option<Contents>,
    under_way: Option<Contents>,
    failed: Option<StoreError>,
}

fn play(kind: Kind, disk: &Disk, scenario: &Scenario, faults: Faults) -> Outcome {
    let create_first = matches!(scenario.steps.first(), Some(Step::Create));
    let mut outcome = Outcome { acknowledged: None, under_way: None, failed: None };
    let mut open = None;
    if !create_first {
        let store = kind.create(disk).unwrap();
        let mut contents = Contents::default();
        for batch in &scenario.before {
            store.write(batch).unwrap();
            contents = contents.after(batch);
        }
        outcome.acknowledged = Some(contents);
        open = Some(store);
    }
    disk.set_faults(faults);
    for step in &scenario.steps {
        if let Err(error) = take(kind, disk, step, &mut open, &mut outcome) {
            outcome.failed = Some(error);
            break;
        }
    }
    if outcome.failed.is_none()
        && let Some(store) = open.take()
    {
        outcome.failed = store.close().err();
    }
    outcome
}

fn take(
    kind: Kind,
    disk: &Disk,
    step: &Step,
    open: &mut Option<Store>,
    outcome: &mut Outcome,
) -> Result<(), StoreError> {
    match step {
        Step::Create => {
            *open = Some(kind.create(disk)?);
            outcome.acknowledged = Some(Contents::default());
        }
        Step::Write(batch) => {
            let after = outcome.acknowledged.clone().unwrap_or_default().after(batch);
            let store = open.as_ref().unwrap();
            if let Err(error) = store.write(batch) {
                outcome.under_way = Some(after);
                let again = store.write(batch);
                let refused =
                    matches!(again, Err(StoreError::MustReopen | StoreError::ReadOnly { .. }));
                assert!(refused, "{again:?} after {error}");
                return Err(error);
            }
            outcome.acknowledged = Some(after);
        }
        Step::Reopen => {
            open.take().unwrap().close()?;
            let opened = kind.open(disk)?;
            assert_eq!(opened.report, None);
            *open = Some(opened.store);
        }
        Step::Compact => {
            let store = open.as_mut().unwrap();
            let done = store.compact_if_wasteful()?;
            assert!(done || store.read_only_reason().is_some(), "there is nothing to compact");
        }
    }
    Ok(())
}

/// Breaks the scenario off at one operation; whether anything broke.
fn broken_off_at(kind: Kind, scenario: &Scenario, fault: Fault, operation: u64) -> bool {
    let place = format!("{kind:?}, {}, {fault:?} at operation {operation}", scenario.name);
    let disk = Disk::new(operation);
    let outcome = play(kind, &disk, scenario, fault.at(operation));
    if let Some(error) = &outcome.failed {
        let named = matches!(error, StoreError::DiskFull | StoreError::MustReopen)
            || matches!(error, StoreError::ReadOnly { .. }) && fault == Fault::Full
            || matches!(error, StoreError::Io(_)) && fault != Fault::Full;
        assert!(named, "{place}: {error}");
    }
    let reached = disk.operations() >= operation;
    if matches!(fault, Fault::Crash | Fault::ErrorThenCrash) {
        disk.power_on();
    }
    if fault == Fault::Full && outcome.acknowledged.is_some() {
        still_full(kind, &disk, &outcome, &place);
    }
    disk.set_faults(Faults::default());
    let Some(acknowledged) = outcome.acknowledged else {
        // The creation was not acknowledged: its temporary file is thrown away.
        return reached;
    };
    let opened = kind.open(&disk).unwrap_or_else(|error| panic!("{place}: {error}"));
    assert_eq!(opened.report, None, "{place}");
    let found = Contents::of(&opened.store);
    let expected = found == acknowledged || Some(&found) == outcome.under_way.as_ref();
    assert!(expected, "{place}: the store holds something else than was acknowledged");
    goes_on(kind, &disk, opened.store, &found, &place);
    reached
}

/// While the disk is full, the store opens with everything in it, and takes nothing.
fn still_full(kind: Kind, disk: &Disk, outcome: &Outcome, place: &str) {
    disk.set_faults(Faults { full_from: Some(1), ..Faults::default() });
    let opened = kind.open(disk).unwrap_or_else(|e| panic!("{place}, full: {e}"));
    assert_eq!(opened.report, None, "{place}, full");
    let found = Contents::of(&opened.store);
    let known = [outcome.acknowledged.as_ref(), outcome.under_way.as_ref()];
    assert!(known.contains(&Some(&found)), "{place}: lost while full");
    match opened.store.write(&edit(7, 1, 100)) {
        Err(StoreError::DiskFull | StoreError::ReadOnly { .. }) => {}
        other => panic!("{place}, written while full: {other:?}"),
    }
}

/// The store takes and keeps another batch.
fn goes_on(kind: Kind, disk: &Disk, store: Store, found: &Contents, place: &str) {
    let batch = edit(7, 1, 100);
    store.write(&batch).unwrap_or_else(|error| panic!("{place}, afterwards: {error}"));
    store.close().unwrap();
    let opened = kind.open(disk).unwrap();
    assert!(Contents::of(&opened.store) == found.after(&batch), "{place}, afterwards");
}

fn sweep(fault: Fault) {
    let both = |scenario| Kind::BOTH.map(|kind| (kind, scenario));
    for (kind, scenario) in all().iter().flat_map(both) {
        let mut operation = 1;
        while broken_off_at(kind, scenario, fault, operation) {
            operation += 1;
        }
        println!("{kind:?}, {}: {} operations", scenario.name, operation - 1);
        assert!(operation > 5, "{}: hardly anything was done", scenario.name);
    }
}

#[test]
fn a_power_cut_at_any_operation_loses_nothing_acknowledged() {
    sweep(Fault::Crash);
}

#[test]
fn an_error_at_any_operation_loses_nothing_acknowledged() {
    sweep(Fault::Error);
}

#[test]
fn an_error_and_then_a_power_cut_lose_nothing_acknowledged() {
    sweep(Fault::ErrorThenCrash);
}

#[test]
fn a_disk_full_from_any_operation_loses_nothing_acknowledged() {
    sweep(Fault::Full);
}
