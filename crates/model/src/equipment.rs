//! Equipment that moves between rooms and can be booked by itself.

use crate::RoomId;
use crate::record::record;
use std::collections::BTreeSet;

record! {
    /// A machine, a licence or another thing of which only one session at a time can make use.
    pub struct Equipment(EquipmentId) {
        /// Its name.
        name: String,
        /// What can be done with it.
        capabilities: BTreeSet<String>,
        /// Where it usually stands.
        room: Option<RoomId>,
        /// A short remark.
        remark: String,
    }
}
