//! What the log, sessions, envelopes and the verdict after a revocation take, as the mean of some
//! rounds. `cargo bench -p access --bench figures`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench stops at its first mistake"
)]

#[path = "../src/tests/support.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod support;

use access::*;
use model::*;
use std::time::Instant;
use support::*;
use units::Stamp;

fn told<T>(what: &str, times: u32, mut work: impl FnMut() -> T) -> T {
    let start = Instant::now();
    let mut last = work();
    for _ in 1..times {
        last = work();
    }
    println!("{what}: {:?}", start.elapsed() / times);
    last
}

fn main() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.root(admin(2, 2));
    for id in 10..2_500_u128 {
        office.write(1, grant(id, 4 + (id % 60) as u8, Role::Coordination));
        office.write(2, revoke([id]));
    }
    office.root(revoke([2]));
    office.write(1, grant(5, 4, Role::Coordination));
    let operations: Vec<Vec<u8>> = office.log.after(&[]).iter().map(|it| it.encode()).collect();
    println!("operations: {}, bytes: {}", operations.len(), operations.concat().len());
    told("open and offer a whole log", 1, || {
        let mut log = FacilityLog::new(FACILITY, root().id());
        for bytes in &operations {
            log.offer(Operation::open(bytes).unwrap());
        }
        log.len()
    });
    let membership = told("fold it", 20, || office.log.fold());
    let endpoint = certificate(4, 4).endpoint;
    told("open a session", 1_000, || membership.session(endpoint, Stamp(0)).is_ok());

    let change = vec![7; 200];
    let document = DocumentId(RawId(1));
    let heads = office.log.heads();
    let sealed = told("seal an envelope", 1_000, || {
        Envelope::seal(&device(4), document, [1; 16], 1, heads.clone(), change.clone())
    });
    let bytes = sealed.encode();
    told("decode and verify it", 1_000, || Envelope::decode(&bytes).unwrap().verify().is_ok());

    let written: Vec<Written> = (0..100_000_u32).map(written).collect();
    let steps = [].into();
    told("judge 100,000 changes of 12 devices, 4 of them revoked", 3, || {
        let standing = |device: DeviceId| match device.0[0] {
            0..8 => Standing::Good,
            actor => Standing::Ended([([actor; 16], 4_000)].into()),
        };
        judge(&written, &steps, standing).counted.len()
    });
}

/// Twelve devices in turn; each builds on its own last change and on that of its neighbour.
fn written(number: u32) -> Written {
    let hash = |number: u32| {
        let mut hash = [0; 32];
        hash[..4].copy_from_slice(&number.to_be_bytes());
        hash
    };
    let device = (number % 12) as u8;
    let deps = [number.checked_sub(12), number.checked_sub(7)];
    let deps = deps.into_iter().flatten().map(hash).collect();
    Written {
        hash: hash(number),
        author: DeviceId([device; 32]),
        actor: [device; 16],
        sequence: u64::from(number / 12) + 1,
        deps,
    }
}
