//! Certificates: which endpoint a device is reached by, whose it is, and what it is called. A
//! certificate is signed by both keys of the device and counts once a grant names it.
//!
//! Frame, version 1: `1 | facility 16 | device 32 | endpoint 32 | person 16 | label 1 + n |
//! signature of the endpoint 64 | signature of the device 64`.

use crate::bytes::{Frame, cut, put_id, put_text};
use crate::device::{DeviceKey, EndpointKey};
use crate::frame_error::{FrameError, versioned};
use crate::signed::{has_signed, key_has_signed};
use model::{DeviceId, EndpointId, FacilityId, PersonId};

/// The longest label of a device, in bytes of UTF-8.
pub const MAX_LABEL_BYTES: u8 = 64;

const VERSION: u8 = 1;
const TAG: &[u8] = b"raccord certificate 1\0";

/// The longest certificate: its fixed fields and the longest label.
const MAX_BYTES: usize = 1 + 16 + 32 + 32 + 16 + 1 + MAX_LABEL_BYTES as usize + 64 + 64;

/// A device, bound to its endpoint and its person, in one facility. A device of several
/// facilities has one certificate in each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Certificate {
    /// The facility it is for: it is worth nothing in another.
    pub facility: FacilityId,
    /// The key the device signs with.
    pub device: DeviceId,
    /// The key its connections are made with.
    pub endpoint: EndpointId,
    /// Whose device it is.
    pub person: PersonId,
    /// What the machine is called, such as `Montage 2`. It stays in the log for ever: names of
    /// people belong in the directory, which can forget.
    pub label: String,
    /// The endpoint's signature: nobody can claim the endpoint of somebody else.
    pub endpoint_signature: [u8; 64],
    /// The device's signature.
    pub signature: [u8; 64],
}

impl Certificate {
    /// Writes and signs a certificate. A label longer than [`MAX_LABEL_BYTES`] is cut.
    pub fn seal(
        key: &DeviceKey,
        endpoint: &EndpointKey,
        facility: FacilityId,
        person: PersonId,
        label: &str,
    ) -> Self {
        let mut certificate = Self {
            facility,
            device: key.device(),
            endpoint: endpoint.endpoint(),
            person,
            label: cut(label, usize::from(MAX_LABEL_BYTES)).to_owned(),
            endpoint_signature: [0; 64],
            signature: [0; 64],
        };
        let statement = certificate.statement();
        certificate.endpoint_signature = endpoint.sign(&statement);
        certificate.signature = key.sign(&statement);
        certificate
    }

    /// The bytes that travel and rest.
    pub fn encode(&self) -> Vec<u8> {
        let mut frame = vec![VERSION];
        self.put_head(&mut frame);
        frame.extend(self.endpoint_signature);
        frame.extend(self.signature);
        frame
    }

    /// Reads the bytes; the signatures are not looked at.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, FrameError> {
        versioned(bytes, MAX_BYTES, VERSION, Self::read)
    }

    /// Reads the bytes and checks both signatures.
    pub fn open(bytes: &[u8]) -> Result<Self, FrameError> {
        let certificate = Self::decode(bytes)?;
        if certificate.is_signed() { Ok(certificate) } else { Err(FrameError::Signature) }
    }

    /// Has each of the two keys signed that it belongs to the other?
    pub fn is_signed(&self) -> bool {
        let statement = self.statement();
        has_signed(self.device, &statement, &self.signature)
            && key_has_signed(&self.endpoint.0, &statement, &self.endpoint_signature)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = Frame(bytes);
        let certificate = Self {
            facility: frame.id()?.into(),
            device: DeviceId(frame.array()?),
            endpoint: EndpointId(frame.array()?),
            person: frame.id()?.into(),
            label: frame.text(MAX_LABEL_BYTES)?.to_owned(),
            endpoint_signature: frame.array()?,
            signature: frame.array()?,
        };
        frame.end()?;
        Some(certificate)
    }

    fn put_head(&self, frame: &mut Vec<u8>) {
        put_id(frame, self.facility);
        frame.extend(self.device.0);
        frame.extend(self.endpoint.0);
        put_id(frame, self.person);
        put_text(frame, &self.label);
    }

    fn statement(&self) -> Vec<u8> {
        let mut statement = TAG.to_vec();
        self.put_head(&mut statement);
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::{certificate, flipped};
    use model::RawId;
    use proptest::prelude::*;

    #[test]
    fn a_device_cannot_claim_the_endpoint_of_another() {
        let (mine, theirs) = (certificate(1, 1), certificate(2, 2));
        let mut claimed = mine.clone();
        claimed.endpoint = theirs.endpoint;
        claimed.signature = DeviceKey::from_seed(&[1; 32]).sign(&claimed.statement());
        assert_eq!(Certificate::open(&claimed.encode()), Err(FrameError::Signature));
        assert_eq!(Certificate::open(&mine.encode()), Ok(mine));
    }

    #[test]
    fn a_certificate_is_worth_nothing_in_another_facility() {
        let mut elsewhere = certificate(1, 1);
        elsewhere.facility = FacilityId(RawId(99));
        assert_eq!(Certificate::open(&elsewhere.encode()), Err(FrameError::Signature));
    }

    #[test]
    fn a_long_label_is_cut_between_two_characters() {
        let key = DeviceKey::from_seed(&[1; 32]);
        let endpoint = EndpointKey::from_seed(&[2; 32]);
        let (facility, person) = (FacilityId(RawId(1)), PersonId(RawId(1)));
        let sealed = Certificate::seal(&key, &endpoint, facility, person, &"é".repeat(40));
        assert_eq!(sealed.label, "é".repeat(32));
        let odd = format!("a{}", "é".repeat(40));
        let sealed = Certificate::seal(&key, &endpoint, facility, person, &odd);
        assert_eq!(sealed.label.len(), 63);
        assert_eq!(Certificate::open(&sealed.encode()), Ok(sealed));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_flipped_bit_never_passes(place in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let bytes = certificate(1, 1).encode();
            prop_assert!(Certificate::open(&flipped(&bytes, place.index(bytes.len()), bit)).is_err());
        }

        #[test]
        fn junk_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(Certificate::open(&bytes).is_err());
        }
    }
}
