//! Why connections end, as numbers on the wire.
//!
//! 0 broken off; 1 refused; 2 replaced; 3 no place; 4 rules broken; 5 program ended; 256 + n closed
//! by the users of this crate with reason n.

use crate::event::{CloseReason, JoinFault};
use iroh::endpoint::{ConnectionError, VarInt};

pub(crate) const BROKEN_OFF: VarInt = VarInt::from_u32(0);
/// The same for who is unknown, not admitted, and for who would join when nobody is expected.
pub(crate) const REFUSED: VarInt = VarInt::from_u32(1);
pub(crate) const REPLACED: VarInt = VarInt::from_u32(2);
pub(crate) const NO_PLACE: VarInt = VarInt::from_u32(3);
pub(crate) const FAULT: VarInt = VarInt::from_u32(4);
pub(crate) const ENDED: VarInt = VarInt::from_u32(5);
const FIRST_GIVEN: u32 = 256;

/// The number that says `reason`.
pub(crate) fn given(reason: u8) -> VarInt {
    VarInt::from_u32(FIRST_GIVEN + u32::from(reason))
}

/// The number the other side hears when this side ends a connection for a reason.
pub(crate) fn number(reason: CloseReason) -> VarInt {
    match reason {
        CloseReason::Here(reason) => given(reason),
        CloseReason::Withdrawn | CloseReason::Refused => REFUSED,
        CloseReason::Replaced => REPLACED,
        CloseReason::Fault => FAULT,
        CloseReason::Ended => ENDED,
        CloseReason::There(_)
        | CloseReason::Moved
        | CloseReason::Silent
        | CloseReason::Lost
        | CloseReason::Overflow
        | CloseReason::Late => BROKEN_OFF,
    }
}

/// Why a connection did not come about that the other side has ended.
pub(crate) fn join_fault(error: &ConnectionError) -> JoinFault {
    match error {
        ConnectionError::ApplicationClosed(close) if close.error_code == REFUSED => {
            JoinFault::Refused
        }
        ConnectionError::ApplicationClosed(close) if close.error_code == NO_PLACE => {
            JoinFault::Full
        }
        _ => JoinFault::Unreachable,
    }
}

/// Why a connection ended that was not ended here.
pub(crate) fn reason(error: &ConnectionError) -> CloseReason {
    match error {
        ConnectionError::ApplicationClosed(close) => {
            let number = close.error_code.into_inner();
            if number == REFUSED.into_inner() {
                return CloseReason::Refused;
            }
            if number == REPLACED.into_inner() {
                return CloseReason::Replaced;
            }
            let given = number.checked_sub(u64::from(FIRST_GIVEN));
            let given = given.and_then(|reason| u8::try_from(reason).ok());
            given.map_or(CloseReason::Lost, CloseReason::There)
        }
        ConnectionError::TimedOut => CloseReason::Silent,
        _ => CloseReason::Lost,
    }
}
