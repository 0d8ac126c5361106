//! The facility log in the situations people know: admins, removals, lapse, two machines apart.

use super::support::*;
use crate::*;
use model::*;
use units::Stamp;

const PLAN: Target = Target::Plan(ProductionId(RawId(10)));
const DOCUMENT: DocumentId = DocumentId(RawId(70));

fn codes(log: &FacilityLog) -> Vec<&'static str> {
    log.fold().findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn an_administrator_lets_in_and_a_revocation_ends_it_for_ever() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.write(1, grant(2, 4, Role::Coordination));
    let in_good_standing = office.log.fold();
    assert!(in_good_standing.is_admin(device(1).device()));
    assert!(!in_good_standing.is_admin(device(4).device()));
    assert_eq!(in_good_standing.access(device(4).device(), PLAN), Access::Write);
    office.write(1, revoke([2]));
    office.write(1, grant(2, 4, Role::Coordination));
    assert_eq!(office.log.fold().access(device(4).device(), PLAN), Access::None, "the same number");
    office.write(1, grant(3, 4, Role::Technician));
    assert_eq!(office.log.fold().access(device(4).device(), PLAN), Access::Read, "a new one");
    assert_eq!(office.log.fold().findings, []);
}

#[test]
fn who_is_no_administrator_is_refused() {
    let mut office = Office::new();
    let early = office.seal(1, grant(9, 5, Role::Coordination));
    assert_eq!(office.log.offer(early.clone()), Offered::Refused(LogRefusal::NotAdmin));
    office.root(admin(1, 1));
    let again = office.log.offer(early);
    assert_eq!(again, Offered::Refused(LogRefusal::NotAdmin), "signed before root named it");
    for (number, action, refusal) in [
        (5, grant(9, 5, Role::Coordination), LogRefusal::NotAdmin),
        (1, admin(9, 5), LogRefusal::RootOnly),
    ] {
        let operation = office.seal(number, action);
        assert_eq!(office.log.offer(operation), Offered::Refused(refusal));
    }
    let by_root = Operation::seal_by_root(
        &root(),
        FACILITY,
        2,
        office.log.heads(),
        grant(9, 5, Role::Client),
    );
    assert_eq!(office.log.offer(by_root), Offered::Refused(LogRefusal::NotForRoot));
    let elsewhere = Operation::seal(&device(1), FacilityId(RawId(1)), [], revoke([1]));
    assert_eq!(office.log.offer(elsewhere), Offered::Refused(LogRefusal::Facility));
}

#[test]
fn an_administrator_cannot_remove_another_and_the_root_can() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.root(admin(2, 2));
    office.write(1, revoke([2]));
    assert!(office.log.fold().is_admin(device(2).device()));
    assert_eq!(codes(&office.log), ["log-admin-stays"]);
    office.root(revoke([2]));
    assert!(!office.log.fold().is_admin(device(2).device()));
}

#[test]
fn a_grant_of_the_role_admin_makes_no_administrator() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.write(1, grant(2, 4, Role::Admin));
    office.write(1, grant(3, 5, Role::Client));
    let membership = office.log.fold();
    assert!(!membership.is_admin(device(4).device()));
    assert_eq!(codes(&office.log), ["log-grant-void"; 2], "and a client never gets everything");
}

#[test]
fn a_removed_administrator_cannot_write_into_the_past() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.root(admin(2, 2));
    office.write(2, grant(3, 4, Role::Coordination));
    let before = office.log.heads();
    office.root(revoke([2]));
    for heads in [before, office.log.heads()] {
        let late = Operation::seal(&device(2), FACILITY, heads, grant(9, 5, Role::Coordination));
        assert!(matches!(office.log.offer(late), Offered::Taken { .. }));
    }
    let membership = office.log.fold();
    assert_eq!(membership.access(device(5).device(), PLAN), Access::None);
    assert_eq!(membership.access(device(4).device(), PLAN), Access::Write, "let in before");
    assert_eq!(codes(&office.log), ["log-after-removal"]);
}

#[test]
fn two_root_operations_of_one_number_are_an_alarm() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.root(admin(2, 2));
    assert_eq!(office.log.next_root_sequence(), 3);
    let fork = Operation::seal_by_root(&root(), FACILITY, 2, office.log.heads(), admin(3, 3));
    office.log.offer(fork);
    let membership = office.log.fold();
    assert_eq!(codes(&office.log), ["log-root-fork"]);
    assert_eq!(membership.findings[0].severity, Severity::Error);
    assert!(membership.is_admin(device(3).device()), "both count until a person looks");
}

#[test]
fn operations_wait_for_what_they_name_and_come_in_with_it() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    for id in 2..6 {
        office.write(1, grant(id, 4, Role::Technician));
    }
    let mut other = FacilityLog::new(FACILITY, root().id());
    let all: Vec<Operation> = office.log.after(&[]).into_iter().cloned().collect();
    for operation in all[1..].iter().rev() {
        assert_eq!(other.offer(operation.clone()), Offered::Waiting);
    }
    assert!(!other.is_whole() && other.is_empty());
    assert_eq!(other.missing(), [all[0].hash()].into());
    assert_eq!(other.offer(all[0].clone()), Offered::Taken { freed: 4 });
    assert_eq!(other.offer(all[2].clone()), Offered::Known);
    assert_eq!(other.fold(), office.log.fold());
    assert!(office.log.after(&other.heads()).is_empty());
    assert_eq!(office.log.after(&[all[1].hash()]).len(), 3);
}

#[test]
fn lapse_ends_sessions_and_nothing_else() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    let Action::Grant(mut lapsing) = grant(2, 4, Role::Coordination) else { panic!("a grant") };
    lapsing.not_after = Some(Stamp(1_000));
    let endpoint = lapsing.certificate.endpoint;
    office.write(1, Action::Grant(lapsing));
    let membership = office.log.fold();
    let open = membership.session(endpoint, Stamp(1_000)).unwrap();
    assert_eq!(open.access(PLAN), Access::Write);
    assert_eq!(open.devices(), [device(4).device()].into());
    assert_eq!(membership.session(endpoint, Stamp(1_001)), Err(SessionRefusal::Lapsed));
    assert_eq!(membership.standing(device(4).device(), DOCUMENT, PLAN), Standing::Good);
    office.write(1, revoke([2]));
    let membership = office.log.fold();
    assert_eq!(membership.session(endpoint, Stamp(0)), Err(SessionRefusal::Revoked));
    let stranger = certificate(9, 9).endpoint;
    assert_eq!(membership.session(stranger, Stamp(0)), Err(SessionRefusal::Unknown));
}

#[test]
fn a_device_that_changed_its_endpoint_is_not_let_in_by_the_old_one() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    let Action::Grant(mut before) = grant(2, 4, Role::Technician) else { panic!("a grant") };
    before.not_after = Some(Stamp(10));
    let mut after = before.clone();
    let (person, endpoint) = (before.certificate.person, EndpointKey::from_seed(&[99; 32]));
    after.certificate = Certificate::seal(&device(4), &endpoint, FACILITY, person, "");
    (after.id, after.not_after) = (GrantId(RawId(3)), None);
    let (old, new) = (before.certificate.endpoint, endpoint.endpoint());
    office.write(1, Action::Grant(before));
    office.write(1, Action::Grant(after));
    let membership = office.log.fold();
    assert_eq!(membership.session(old, Stamp(20)), Err(SessionRefusal::Lapsed));
    assert!(membership.session(new, Stamp(20)).is_ok());
    assert!(membership.session(old, Stamp(10)).is_ok());
}

#[test]
fn a_device_of_several_grants_may_what_any_of_them_allows() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.write(1, grant(2, 1, Role::Technician));
    let membership = office.log.fold();
    let may = |target| membership.access(device(1).device(), target);
    assert_eq!(may(Target::Facility), Access::Write, "as administrator");
    assert_eq!(may(Target::Desk(PersonId(RawId(1)))), Access::Write, "as technician");
    assert_eq!(may(Target::Casting), Access::None);
}

#[test]
fn the_furthest_of_several_frontiers_counts_and_a_live_grant_more_than_any() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.write(1, grant(2, 4, Role::Coordination));
    let end = |documents: &[(u128, u8, u64)]| Action::Revoke {
        grants: [GrantId(RawId(2))].into(),
        frontier: documents
            .iter()
            .map(|(document, actor, last)| {
                (DocumentId(RawId(*document)), [([*actor; 16], *last)].into())
            })
            .collect(),
    };
    office.write(1, end(&[(70, 1, 5)]));
    office.write(1, end(&[(70, 1, 7), (71, 1, 1)]));
    let standing =
        |office: &Office, target| office.log.fold().standing(device(4).device(), DOCUMENT, target);
    assert_eq!(standing(&office, PLAN), Standing::Ended([([1; 16], 7)].into()));
    let vault = Target::Vault(PersonId(RawId(1)));
    assert_eq!(standing(&office, vault), Standing::Never);
    office.write(1, grant(3, 4, Role::Coordination));
    assert_eq!(standing(&office, PLAN), Standing::Good);
    let unknown = office.log.fold().standing(device(7).device(), DOCUMENT, PLAN);
    assert_eq!(unknown, Standing::Unknown);
}

#[test]
fn erasures_and_key_changes_add_up_and_newer_operations_are_told() {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office.write(1, Action::Erase(PersonId(RawId(5))));
    office.write(1, Action::RotateKey(DOCUMENT));
    office.write(1, Action::RotateKey(DOCUMENT));
    office.write(1, Action::Other { kind: 99, body: vec![1] });
    let membership = office.log.fold();
    assert_eq!(membership.erased, [PersonId(RawId(5))].into());
    assert_eq!(membership.rotations, [(DOCUMENT, 2)].into());
    assert_eq!(codes(&office.log), ["log-unknown-operation"]);
}
