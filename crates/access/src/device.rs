//! Devices: the key a machine signs with, and the key its connections are made with.

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use model::{DeviceId, EndpointId};
use std::fmt;

/// The signing key of a device (Ed25519, RFC 8032). It never leaves its machine.
pub struct DeviceKey(SigningKey);

/// The key of a device's connections (Ed25519). The network proves it at every connection; here it
/// signs one thing, the certificate that binds it to the device.
pub struct EndpointKey(SigningKey);

impl DeviceKey {
    /// The key that belongs to a secret seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The device: its public key.
    pub fn device(&self) -> DeviceId {
        DeviceId(self.0.verifying_key().to_bytes())
    }

    /// Signs a statement. Statements begin with a tag that says what they are, so that a
    /// signature of one sort can never pass for another.
    pub(crate) fn sign(&self, statement: &[u8]) -> [u8; 64] {
        self.0.sign(statement).to_bytes()
    }
}

impl EndpointKey {
    /// The key that belongs to a secret seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The endpoint: its public key.
    pub fn endpoint(&self) -> EndpointId {
        EndpointId(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, statement: &[u8]) -> [u8; 64] {
        self.0.sign(statement).to_bytes()
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKey({})", self.device())
    }
}

impl fmt::Debug for EndpointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EndpointKey({})", self.endpoint())
    }
}

/// Has the device signed the statement? Keys of low order and signatures in a second form count
/// as no.
pub(crate) fn has_signed(device: DeviceId, statement: &[u8], signature: &[u8; 64]) -> bool {
    key_has_signed(&device.0, statement, signature)
}

/// The same of any public key.
pub(crate) fn key_has_signed(key: &[u8; 32], statement: &[u8], signature: &[u8; 64]) -> bool {
    Key::unpack(key).is_some_and(|key| key.has_signed(statement, signature))
}

/// A public key that is ready for many signatures: to unpack it costs a tenth of looking at one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key(VerifyingKey);

impl Key {
    /// `None` if it is no key, or one of low order.
    pub(crate) fn unpack(key: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(key).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// What `verify_strict` says, at four fifths of its price: it unpacks the first half of the
    /// signature to learn whether that is of low order. The plain check makes that half anew and
    /// compares bytes, so only the eight in which points of low order are written can pass.
    pub(crate) fn has_signed(&self, statement: &[u8], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        !is_low_order(signature.r_bytes()) && self.0.verify(statement, &signature).is_ok()
    }
}

/// Is it one of the eight points of low order of Curve25519, written as points are (RFC 8032, 5.1.2)?
/// They come in pairs of opposite sign, which is the highest bit.
fn is_low_order(point: &[u8; 32]) -> bool {
    let (halves, _) = point.as_chunks::<16>();
    let [low, high] = halves else { return false };
    matches!(
        (u128::from_le_bytes(*low), u128::from_le_bytes(*high) & (u128::MAX >> 1)),
        (0 | 1, 0)
            | (
                0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffec,
                0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff
            )
            | (
                0x0f67_100d_760b_3cba_4fd8_4d3d_706a_17c7,
                0x7a03_ac92_77fd_c74e_c6cc_392c_fa53_202a
            )
            | (
                0xf098_eff2_89f4_c345_b027_b2c2_8f95_e826,
                0x05fc_536d_8802_38b1_3933_c6d3_05ac_dfd5
            )
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every way in which a point of low order can be written, those that are not its one form too.
    fn low_order() -> Vec<[u8; 32]> {
        let eighth = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
        let other = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
        let minus_one = format!("ec{}7f", "ff".repeat(30));
        let (zero, one) = ("00".repeat(32), format!("01{}", "00".repeat(31)));
        let all = [eighth, other, &minus_one, &zero, &one];
        let points = all.map(|hex| data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap());
        let mut written: Vec<[u8; 32]> = points.map(|it| it.try_into().unwrap()).into();
        for mut opposite in written.clone() {
            opposite[31] ^= 0x80;
            written.push(opposite);
        }
        written
    }

    /// What the library's own strict check says.
    fn strictly(key: &[u8; 32], statement: &[u8], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        VerifyingKey::from_bytes(key)
            .is_ok_and(|key| key.verify_strict(statement, &signature).is_ok())
    }

    #[test]
    fn points_of_low_order_are_known_by_their_bytes() {
        for point in low_order() {
            assert!(is_low_order(&point), "{point:02x?}");
            if let Ok(key) = VerifyingKey::from_bytes(&point) {
                assert!(key.is_weak(), "{point:02x?}");
            }
        }
        let key = DeviceKey::from_seed(&[7; 32]).device();
        assert!(!is_low_order(&key.0));
    }

    /// With a key of low order and a scalar of zero many statements are signed, for the plain check.
    #[test]
    fn nobody_has_signed_with_keys_or_points_of_low_order() {
        let (mut passed_plainly, mut looked_at) = (0, 0);
        for key in low_order() {
            for point in low_order() {
                for statement in 0..16_u8 {
                    let mut signature = [0; 64];
                    signature[..32].copy_from_slice(&point);
                    let plain = VerifyingKey::from_bytes(&key).is_ok_and(|key| {
                        key.verify(&[statement], &Signature::from_bytes(&signature)).is_ok()
                    });
                    passed_plainly += usize::from(plain);
                    looked_at += 1;
                    assert!(!key_has_signed(&key, &[statement], &signature));
                    assert!(!strictly(&key, &[statement], &signature));
                }
            }
        }
        assert!(passed_plainly > 0, "of {looked_at} none tells the two checks apart");
    }

    proptest! {
        #[test]
        fn it_says_what_the_strict_check_of_the_library_says(
            seed: [u8; 32],
            statement: Vec<u8>,
            place in 0_usize..96,
            change in any::<u8>(),
        ) {
            let key = DeviceKey::from_seed(&seed);
            let (mut signer, mut signature) = (key.device().0, key.sign(&statement));
            match signature.get_mut(place) {
                Some(byte) => *byte ^= change,
                None => signer[place - 64] ^= change,
            }
            let says = key_has_signed(&signer, &statement, &signature);
            prop_assert_eq!(says, strictly(&signer, &statement, &signature));
            prop_assert_eq!(says, change == 0);
        }
    }
}
