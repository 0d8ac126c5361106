//! Admission, step by step, and each way to fail.

use super::support::*;
use crate::*;
use model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use units::Stamp;

const PLAN: DocumentId = DocumentId(RawId(70));
const CASTING: DocumentId = DocumentId(RawId(71));
const OWN: ActorId = [200; 16];

/// A machine that holds a plan and the casting. A "change" is its actor and its sequence.
#[derive(Default)]
struct Machine {
    owners: BTreeMap<ActorId, DeviceId>,
}

impl Known for Machine {
    fn target(&self, document: DocumentId) -> Option<Target> {
        match document {
            PLAN => Some(Target::Plan(ProductionId(RawId(10)))),
            CASTING => Some(Target::Casting),
            _ => None,
        }
    }
    fn owner(&self, _: DocumentId, actor: &ActorId) -> Option<DeviceId> {
        self.owners.get(actor).copied()
    }
    fn is_own(&self, _: DocumentId, actor: &ActorId) -> bool {
        *actor == OWN
    }
    fn said(&self, change: &[u8]) -> Option<Said> {
        let (actor, sequence) = change.split_first_chunk()?;
        let sequence = u64::from_be_bytes(sequence.try_into().ok()?);
        Some(Said { actor: *actor, sequence, deps: Vec::new() })
    }
}

fn change(actor: u8, sequence: u64) -> Vec<u8> {
    [[actor; 16].as_slice(), &sequence.to_be_bytes()].concat()
}

fn envelope(device_number: u8, document: DocumentId, actor: u8, sequence: u64) -> Envelope {
    let change = change(actor, sequence);
    let key = device(device_number);
    Envelope::seal(&key, document, [actor; 16], sequence, Vec::new(), change)
}

fn verdict(office: &Office, machine: &Machine, envelope: &Envelope) -> &'static str {
    match admit(&envelope.encode(), &office.log, &office.log.fold(), machine) {
        Verdict::Accepted(_) => "accepted",
        Verdict::Beyond(_) => "beyond",
        Verdict::Pending(_, awaited) => awaited.code(),
        Verdict::Dropped(dropped) => dropped.code(),
    }
}

/// Device 1 administers, 4 coordinates, 5 is a technician.
fn office() -> Office {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.write(1, grant(2, 4, Role::Coordination));
    office.write(1, grant(3, 5, Role::Technician));
    office
}

#[test]
fn each_step_of_admission_can_fail_and_says_so() {
    let office = office();
    let machine = Machine { owners: [([8; 16], device(4).device())].into() };
    let mut forged = envelope(4, PLAN, 9, 1);
    forged.author = device(1).device();
    let mut unseen = Envelope::seal(&device(4), PLAN, [9; 16], 1, vec![[1; 32]], change(9, 1));
    let mut relabelled = envelope(4, PLAN, 8, 2);
    relabelled.sequence = 1;
    let mut empty = envelope(4, PLAN, 8, 2);
    empty = Envelope::seal(&device(4), PLAN, empty.actor, 2, Vec::new(), Vec::new());
    for (sent, expected) in [
        (envelope(4, PLAN, 9, 1), "accepted"),
        (envelope(4, PLAN, 8, 7), "accepted"),
        (envelope(4, CASTING, 9, 1), "accepted"),
        (forged, "envelope-signature"),
        (envelope(5, PLAN, 9, 1), "envelope-not-allowed"),
        (envelope(1, PLAN, 9, 1), "envelope-not-allowed"),
        (envelope(4, DocumentId(RawId(72)), 9, 1), "envelope-not-allowed"),
        (envelope(7, PLAN, 9, 1), "envelope-awaits-author"),
        (unseen.clone(), "envelope-awaits-log"),
        (relabelled, "envelope-not-its-change"),
        (empty, "envelope-not-its-change"),
        (envelope(4, PLAN, 9, 2), "envelope-awaits-first"),
        (envelope(4, PLAN, OWN[0], 1), "envelope-own-actor"),
    ] {
        assert_eq!(verdict(&office, &machine, &sent), expected);
    }
    let taken_over = Machine { owners: [([8; 16], device(1).device())].into() };
    assert_eq!(verdict(&office, &taken_over, &envelope(4, PLAN, 8, 2)), "envelope-actor");
    let heads = office.log.heads();
    unseen = Envelope::seal(&device(4), PLAN, [9; 16], 1, heads, change(9, 1));
    assert_eq!(verdict(&office, &machine, &unseen), "accepted", "the log has caught up");
    let long = vec![1; MAX_ENVELOPE_BYTES + 1];
    let too_long = admit(&long, &office.log, &office.log.fold(), &machine);
    assert_eq!(too_long, Verdict::Dropped(Dropped::Envelope(EnvelopeError::TooLong)));
}

#[test]
fn what_a_device_wrote_before_its_rights_ended_stays_and_later_ones_are_kept_apart() {
    let mut office = office();
    let machine = Machine { owners: [([8; 16], device(4).device())].into() };
    let frontier = [(PLAN, [([8; 16], 3)].into())].into();
    office.write(1, Action::Revoke { grants: [GrantId(RawId(2))].into(), frontier });
    for (sent, expected) in [
        (envelope(4, PLAN, 8, 3), "accepted"),
        (envelope(4, PLAN, 8, 4), "beyond"),
        (envelope(4, PLAN, 9, 1), "beyond"),
        (envelope(4, CASTING, 8, 1), "beyond"),
        (envelope(4, PLAN, 9, 2), "envelope-awaits-first"),
    ] {
        assert_eq!(verdict(&office, &machine, &sent), expected);
    }
}

#[test]
fn a_person_writes_their_own_directory_entry_and_coordination_any() {
    let mut office = office();
    let record = |number: u8, person: u128| {
        let key = device(number);
        SignedRecord::seal(&key, DIRECTORY_RECORD, RawId(person), 1, Stamp(0), b"x".to_vec())
    };
    let admitted = |office: &Office, record: &SignedRecord| {
        admit_record(&record.encode(), &office.log.fold()).map_err(Dropped::code)
    };
    assert!(admitted(&office, &record(5, 5)).is_ok());
    assert!(admitted(&office, &record(4, 5)).is_ok());
    assert_eq!(admitted(&office, &record(5, 4)), Err("envelope-not-allowed"));
    assert_eq!(admitted(&office, &record(7, 7)), Err("envelope-not-allowed"));
    let unknown = SignedRecord::seal(&device(4), 9, RawId(5), 1, Stamp(0), Vec::new());
    assert_eq!(admitted(&office, &unknown), Err("envelope-not-allowed"));
    let mut forged = record(4, 5);
    forged.version = 2;
    assert_eq!(admitted(&office, &forged), Err("record-signature"));
    office.write(1, Action::Erase(PersonId(RawId(5))));
    assert_eq!(admitted(&office, &record(4, 5)), Err("record-erased"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_are_accepted_that_nobody_signed(
        place in any::<prop::sample::Index>(), bit in 0_u8..8, junk in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let office = office();
        let machine = Machine::default();
        let bytes = envelope(4, PLAN, 9, 1).encode();
        let flipped = flipped(&bytes, place.index(bytes.len()), bit);
        for bytes in [flipped, junk] {
            let verdict = admit(&bytes, &office.log, &office.log.fold(), &machine);
            prop_assert!(matches!(verdict, Verdict::Dropped(_)), "{:?}", verdict);
        }
    }
}
