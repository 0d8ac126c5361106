//! What rights mean, in few words: the part of the table of roles that concerns what there is in a
//! run. Said apart from `access`, which is held against it.

use access::GrantScope;
use model::{PersonId, Role, Scope};
use node::Member;

/// A role and where it holds.
pub(super) type Right = (Role, GrantScope);

/// May that person, with this right, read the document?
pub(super) fn reads((role, scope): &Right, own: PersonId, document: Scope) -> bool {
    let whole = *scope == GrantScope::Facility;
    let within = |production| match scope {
        GrantScope::Productions(within) => within.contains(&production),
        _ => whole,
    };
    match (role, document) {
        (Role::Client | Role::Coordination, Scope::Publications(of) | Scope::Answers(of)) => {
            within(of)
        }
        (Role::Client, _) | (_, Scope::Publications(_) | Scope::Answers(_)) => false,
        (Role::Coordination, Scope::Casting) => whole,
        (_, Scope::Casting) => false,
        (_, Scope::Facility) => true,
        (Role::Coordination | Role::PayrollAccounts, Scope::Desk(_)) => true,
        (_, Scope::Desk(person)) => own == person,
        (_, Scope::Plan(production)) => within(production),
    }
}

/// May that person, with this right, write the document?
pub(super) fn writes(right: &Right, own: PersonId, document: Scope) -> bool {
    match right.0 {
        Role::Client => matches!(document, Scope::Answers(_)) && reads(right, own, document),
        _ if matches!(document, Scope::Answers(_)) => false,
        _ if let Scope::Desk(person) = document => own == person,
        Role::Coordination => reads(right, own, document),
        Role::Admin => document == Scope::Facility,
        _ => false,
    }
}

/// May somebody with this right read names?
pub(super) fn reads_names((role, _): &Right) -> bool {
    *role != Role::Client
}

/// May whoever has this right name that person?
pub(super) fn names((role, _): &Right, own: PersonId, person: PersonId) -> bool {
    match role {
        Role::Coordination => true,
        Role::Client => false,
        _ => own == person,
    }
}

/// The rights of a member that did not end.
pub(super) fn open(member: &Member) -> Vec<Right> {
    let open = member.rights.iter().filter(|right| !right.is_revoked);
    open.map(|right| (right.role.clone(), right.scope.clone())).collect()
}

/// How a member stands as a writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Never,
    Ended,
    Good,
}

/// How a member stands as the writer of a document, as a facility log has it.
pub(super) fn standing(member: Option<&Member>, document: Scope) -> Standing {
    let own = member.map(|member| member.person).unwrap_or_default();
    let rights = member.iter().flat_map(|member| &member.rights);
    let writing =
        rights.filter(|right| writes(&(right.role.clone(), right.scope.clone()), own, document));
    let ended: Vec<bool> = writing.map(|right| right.is_revoked).collect();
    match ended.as_slice() {
        [] => Standing::Never,
        ended if ended.contains(&false) => Standing::Good,
        _ => Standing::Ended,
    }
}
