//! What each role may do with each class of documents: the table of architecture.md, as data, and
//! how a scope narrows it.

use crate::grant_scope::GrantScope;
use crate::target::{DocumentClass, Target};
use model::{PersonId, Role};

/// What may be done with a document. Whoever writes it reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Access {
    /// Nothing: not even whether it exists is told.
    #[default]
    None,
    /// Read.
    Read,
    /// Read and write.
    Write,
}

/// What a role may do with documents of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// With those in its scope.
    pub any: Access,
    /// With those about the holder.
    pub own: Access,
}

const N: Rights = Rights { any: Access::None, own: Access::None };
const R: Rights = Rights { any: Access::Read, own: Access::Read };
const W: Rights = Rights { any: Access::Write, own: Access::Write };
/// Only one's own, to read.
const OR: Rights = Rights { any: Access::None, own: Access::Read };
/// Only one's own, to write.
const OW: Rights = Rights { any: Access::None, own: Access::Write };
/// All to read, one's own to write.
const RO: Rights = Rights { any: Access::Read, own: Access::Write };

/// Roles in the order of [`Role::ALL`]: admin, coordination, payroll and accounts, technician,
/// client, rights holder, read-only. Staff are the first four. What is read-only receives what is
/// published, never a living document (reliability.md 2.2).
const TABLE: [(DocumentClass, [Rights; 7]); 11] = [
    (DocumentClass::Facility, [W, W, R, R, N, N, N]),
    (DocumentClass::Casting, [N, W, N, N, N, N, N]),
    (DocumentClass::Directory, [RO, W, RO, RO, N, N, N]),
    (DocumentClass::Plan, [R, W, R, R, N, N, N]),
    (DocumentClass::Desk, [OW, RO, RO, OW, N, N, N]),
    (DocumentClass::Commercial, [N, W, W, N, N, N, N]),
    (DocumentClass::Pay, [OR, OR, W, OR, N, N, N]),
    (DocumentClass::Publications, [N, W, N, N, R, N, R]),
    (DocumentClass::Answers, [N, R, N, N, W, N, N]),
    (DocumentClass::Catalogue, [N, W, N, N, N, R, N]),
    (DocumentClass::Vault, [N, N, W, N, N, N, N]),
];

/// What a role may do with documents of a class. A role of a newer program may do nothing.
pub fn rights(class: DocumentClass, role: &Role) -> Rights {
    let row = TABLE.iter().find(|(known, _)| *known == class).map(|(_, row)| row);
    let column = Role::ALL.iter().position(|known| known == role);
    row.zip(column).and_then(|(row, column)| row.get(column)).copied().unwrap_or(N)
}

/// Is it a role of those who work in the house?
pub const fn is_staff(role: &Role) -> bool {
    match role {
        Role::Admin | Role::Coordination | Role::PayrollAccounts | Role::Technician => true,
        Role::Client | Role::RightsHolder | Role::ReadOnly | Role::Other(_) => false,
    }
}

/// After how many days a grant of this role lapses unless it is given anew (reliability.md 2.2).
pub const fn usual_days(role: &Role) -> u16 {
    if is_staff(role) { 90 } else { 14 }
}

/// May a grant of the role have that scope? Who is not of the house is let in to named productions
/// or catalogues, never to everything; administrators are made by the root key alone.
pub fn fits(role: &Role, scope: &GrantScope) -> bool {
    match (role, scope) {
        (Role::Admin | Role::Other(_), _) | (_, GrantScope::Other { .. }) => false,
        (Role::Client | Role::ReadOnly, scope) => matches!(scope, GrantScope::Productions(_)),
        (Role::RightsHolder, scope) => matches!(scope, GrantScope::Catalogues(_)),
        (Role::Technician, scope) => !matches!(scope, GrantScope::Catalogues(_)),
        (Role::Coordination | Role::PayrollAccounts, scope) => *scope != GrantScope::OwnDesk,
    }
}

/// What the holder of a role within a scope may do with one document.
pub(crate) fn access(role: &Role, scope: &GrantScope, holder: PersonId, target: Target) -> Access {
    let Rights { any, own } = rights(target.class(), role);
    if reaches(role, scope, target) {
        return if target.person() == Some(holder) { any.max(own) } else { any };
    }
    let about_them = target.person() == Some(holder);
    let known = !matches!(scope, GrantScope::Other { .. });
    if about_them && known { own } else { Access::None }
}

/// Is the document within the scope?
///
/// Rooms, people, names and desks are needed to work on any one production, and so are within
/// reach of those whose role reads them at all. Rates, pay, vault and catalogues are not.
fn reaches(role: &Role, scope: &GrantScope, target: Target) -> bool {
    let shared = matches!(target, Target::Facility | Target::Directory(_));
    match (scope, target) {
        (GrantScope::Facility, _) => is_staff(role),
        (GrantScope::Productions(_), Target::Desk(_)) => true,
        (GrantScope::Productions(within), target) => {
            shared || target.production().is_some_and(|production| within.contains(&production))
        }
        (GrantScope::Catalogues(within), Target::Catalogue(catalogue)) => {
            within.contains(&catalogue)
        }
        (GrantScope::Catalogues(_), _) => shared,
        (GrantScope::OwnDesk | GrantScope::Other { .. }, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{CatalogueId, Choice, ProductionId, RawId};
    use proptest::prelude::*;

    const ME: PersonId = PersonId(RawId(1));
    const OTHER: PersonId = PersonId(RawId(2));
    const INSIDE: ProductionId = ProductionId(RawId(10));
    const OUTSIDE: ProductionId = ProductionId(RawId(11));

    /// The table as people agreed on it: a row per class, readers and writers by role.
    const AGREED: &str = include_str!("../cases/rights.txt");

    fn target(class: DocumentClass, person: PersonId, production: ProductionId) -> Target {
        match class {
            DocumentClass::Facility => Target::Facility,
            DocumentClass::Casting => Target::Casting,
            DocumentClass::Directory => Target::Directory(person),
            DocumentClass::Plan => Target::Plan(production),
            DocumentClass::Desk => Target::Desk(person),
            DocumentClass::Commercial => Target::Commercial(production),
            DocumentClass::Pay => Target::Pay(person),
            DocumentClass::Publications => Target::Publications(production),
            DocumentClass::Answers => Target::Answers(production),
            DocumentClass::Catalogue => Target::Catalogue(CatalogueId(production.0)),
            DocumentClass::Vault => Target::Vault(person),
        }
    }

    /// The scope that reaches furthest for a role.
    fn widest(role: &Role) -> GrantScope {
        let all = || [INSIDE.0, OUTSIDE.0].into_iter();
        match role {
            Role::Client | Role::ReadOnly => GrantScope::of("productions", all()),
            Role::RightsHolder => GrantScope::of("catalogues", all()),
            _ => GrantScope::Facility,
        }
    }

    #[test]
    fn every_class_and_role_is_as_agreed() {
        let mut seen = 0;
        for line in AGREED.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut columns = line.split('|').map(str::trim);
            let class = DocumentClass::from_key(columns.next().unwrap()).unwrap();
            let [readers, own_readers, writers, own_writers] =
                [(); 4].map(|()| columns.next().unwrap().split_whitespace().collect::<Vec<_>>());
            for role in Role::ALL {
                let is = |list: &Vec<&str>| list.contains(&role.key());
                let level = |reads: bool, writes: bool| match (reads, writes) {
                    (_, true) => Access::Write,
                    (true, false) => Access::Read,
                    (false, false) => Access::None,
                };
                let any = level(is(&readers), is(&writers));
                let own = level(is(&own_readers), is(&own_writers)).max(any);
                let scope = widest(&role);
                let found = access(&role, &scope, ME, target(class, OTHER, INSIDE));
                assert_eq!(found, any, "{} of {}", role.key(), class.key());
                let found = access(&role, &scope, ME, target(class, ME, INSIDE));
                let own = if target(class, ME, INSIDE).person().is_some() { own } else { any };
                assert_eq!(found, own, "{} of their own {}", role.key(), class.key());
                seen += 1;
            }
        }
        assert_eq!(seen, DocumentClass::ALL.len() * Role::ALL.len());
    }

    #[test]
    fn a_scope_of_productions_opens_those_and_what_is_needed_for_them() {
        let scope = GrantScope::of("productions", [INSIDE.0]);
        let of = |role: Role, target| access(&role, &scope, ME, target);
        assert_eq!(of(Role::Coordination, Target::Plan(INSIDE)), Access::Write);
        assert_eq!(of(Role::Coordination, Target::Plan(OUTSIDE)), Access::None);
        assert_eq!(of(Role::Coordination, Target::Desk(OTHER)), Access::Read);
        assert_eq!(of(Role::Coordination, Target::Casting), Access::None);
        assert_eq!(of(Role::Technician, Target::Facility), Access::Read);
        assert_eq!(of(Role::Technician, Target::Desk(OTHER)), Access::None);
        assert_eq!(of(Role::Technician, Target::Pay(ME)), Access::Read);
        assert_eq!(of(Role::PayrollAccounts, Target::Vault(OTHER)), Access::None);
        assert_eq!(of(Role::Client, Target::Answers(INSIDE)), Access::Write);
        assert_eq!(of(Role::Client, Target::Answers(OUTSIDE)), Access::None);
        let own = |target| access(&Role::Technician, &GrantScope::OwnDesk, ME, target);
        assert_eq!(own(Target::Desk(ME)), Access::Write);
        assert_eq!([own(Target::Plan(INSIDE)), own(Target::Facility)], [Access::None; 2]);
    }

    #[test]
    fn whoever_is_not_of_the_house_never_gets_all_of_it() {
        for role in [Role::Client, Role::RightsHolder, Role::ReadOnly] {
            assert!(!fits(&role, &GrantScope::Facility));
            for class in DocumentClass::ALL {
                let found = access(&role, &GrantScope::Facility, ME, target(class, ME, INSIDE));
                assert_eq!(found, Access::None, "{} of {}", role.key(), class.key());
            }
        }
    }

    proptest! {
        #[test]
        fn words_of_newer_programs_open_nothing(role in "[a-z]{1,9}", scope in "[a-z]{1,9}", at in 0..11_usize, own: bool) {
            let role = Role::from_key(&format!("x{role}"));
            let person = if own { ME } else { OTHER };
            let target = target(DocumentClass::ALL[at], person, INSIDE);
            prop_assert_eq!(access(&role, &GrantScope::Facility, ME, target), Access::None);
            let scope = GrantScope::of(&format!("x{scope}"), [INSIDE.0]);
            for role in Role::ALL {
                prop_assert_eq!(access(&role, &scope, ME, target), Access::None);
            }
        }
    }
}
