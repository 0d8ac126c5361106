//! Both sides of an invitation, told anything at any time: neither ends well without its person.
#![no_main]

use access::{
    Certificate, Channel, DeviceKey, EndpointKey, Invitations, Inviter, InviterEffect,
    InviterEvent, Joiner, JoinerEffect, JoinerEvent, RootKey, Ticket,
};
use libfuzzer_sys::fuzz_target;
use model::{FacilityId, PersonId, Role};
use std::sync::OnceLock;
use units::Stamp;

static CERTIFICATES: OnceLock<[Certificate; 2]> = OnceLock::new();

fuzz_target!(|said: Vec<Vec<u8>>| {
    let [host, guest] = CERTIFICATES.get_or_init(|| {
        [1_u8, 2].map(|number| {
            let device = DeviceKey::from_seed(&[number; 32]);
            let endpoint = EndpointKey::from_seed(&[number + 9; 32]);
            Certificate::seal(&device, &endpoint, FacilityId::default(), PersonId::default(), "")
        })
    });
    let ticket = Ticket {
        facility: host.facility,
        inviter: host.endpoint,
        addresses: Vec::new(),
        person: None,
        role: Role::Technician,
        scope: access::GrantScope::Facility,
        secret: [1; 16],
        expires: Stamp(9),
    };
    let channel = |peer| Channel { peer, exported: [3; 32] };
    let root = RootKey::from_seed(&[1; 32]).id();
    let mut inviter = Inviter::new(root, host.clone(), [4; 32], channel(guest.endpoint));
    let (mut joiner, _) =
        Joiner::start(ticket, guest.clone(), [5; 32], &channel(host.endpoint));
    let mut invitations = Invitations::default();
    for bytes in said {
        let effects = joiner.step(JoinerEvent::Heard(bytes.clone()));
        assert!(!effects.iter().any(|it| matches!(it, JoinerEffect::Joined { .. })));
        let effects = inviter.step(InviterEvent::Heard(bytes), Stamp(0), &mut invitations);
        assert!(!effects.iter().any(|it| matches!(it, InviterEffect::Admit { .. })));
    }
});
