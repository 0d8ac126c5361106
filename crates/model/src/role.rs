//! Roles: what a person of the facility is there for. What a role may read and write is decided
//! in `access`.

use crate::choice::choices;

choices! {
    /// What a grant makes of a device.
    pub enum Role {
        /// Names machines, calendars and rights. Only the root key makes administrators.
        Admin = "admin",
        /// Plans, quotes, and publishes to clients.
        Coordination = "coordination",
        /// Closes pay periods, issues invoices.
        PayrollAccounts = "payroll_accounts",
        /// Reads the plan, writes the own slips.
        Technician = "technician",
        /// Reads what is published of its productions, and answers.
        Client = "client",
        /// Reads its own catalogue.
        RightsHolder = "rights_holder",
        /// Reads what is published, and answers nothing.
        ReadOnly = "read_only",
    } absent ReadOnly
}

impl Role {
    /// Every role this program knows, in the order people expect them.
    pub const ALL: [Self; 7] = [
        Self::Admin,
        Self::Coordination,
        Self::PayrollAccounts,
        Self::Technician,
        Self::Client,
        Self::RightsHolder,
        Self::ReadOnly,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Choice;

    #[test]
    fn a_role_of_a_newer_program_is_kept_as_it_was_written() {
        for role in Role::ALL {
            assert_eq!(Role::from_key(role.key()), role);
        }
        assert_eq!(Role::from_key("archivist").key(), "archivist");
    }
}
