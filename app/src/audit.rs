//! The list of what was decided about access and what was turned away here, in the words of people
//! and of scripts.

use crate::peers;
use i18n::{Messages, Value};
use model::{Choice, DeviceId, EndpointId, PersonId, Scope};
use node::{Audited, Known, Member, Snapshot};
use serde_json::{Value as Json, json};
use units::Stamp;

/// How much of a key stands for a machine that has no name here.
const KEY_LETTERS: usize = 8;

/// A line as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// When, as well as that is known.
    pub(crate) when: String,
    /// Who has done it.
    pub(crate) who: String,
    /// What was done, to whom.
    pub(crate) what: String,
}

/// What names are taken from.
pub(crate) struct Words<'a> {
    /// The reader's language.
    pub(crate) messages: &'a Messages,
    /// Who is who.
    pub(crate) snapshot: &'a Snapshot,
}

impl Words<'_> {
    /// A line as people read it.
    pub(crate) fn line(&self, told: &Audited) -> Line {
        Line { when: self.when(told), who: self.who(told), what: self.what(told) }
    }

    /// The same as scripts read it.
    pub(crate) fn json(&self, told: &Audited) -> Json {
        let stamp = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.to_string());
        let scope = told.scope.as_ref().map(|scope| {
            let ids: Vec<String> = scope.ids().iter().map(ToString::to_string).collect();
            json!({ "kind": scope.key(), "ids": ids })
        });
        let document = told.document.map(|scope| {
            let production = scope.production().map(|production| production.to_string());
            json!({ "kind": scope.document().key(), "production": production })
        });
        json!({
            "deed": told.deed,
            "known": told.known.key(),
            "at": stamp(told.at),
            "heard": told.is_heard,
            "last": stamp(told.last),
            "count": told.count,
            "by": told.by.map(|device| device.to_string()),
            "root_key": told.by_root,
            "device": told.device.map(|device| device.to_string()),
            "endpoint": told.endpoint.map(|endpoint| endpoint.to_string()),
            "label": told.label,
            "person": told.person.map(|person| person.to_string()),
            "name": self.name(told.person),
            "role": told.role.as_ref().map(|role| role.key().to_owned()),
            "scope": scope,
            "not_after": stamp(told.not_after),
            "document": document,
            "detail": told.detail,
            "counts": told.counts,
            "message": self.what(told),
        })
    }

    fn when(&self, told: &Audited) -> String {
        let Some(at) = told.at else { return self.messages.text("audit-when-unknown", &[]) };
        let at = self.moment(at);
        if !told.is_heard {
            return at;
        }
        self.messages.text("audit-when-heard", &[("at", Value::Text(&at))])
    }

    fn who(&self, told: &Audited) -> String {
        match (told.by, told.known) {
            (Some(device), _) => self.machine(Some(device), None),
            (None, Known::Here) => self.messages.text("audit-by-this-machine", &[]),
            (None, _) if told.by_root => self.messages.text("audit-by-root-key", &[]),
            (None, _) => String::new(),
        }
    }

    fn what(&self, told: &Audited) -> String {
        let messages = self.messages;
        let machine = self.machine(told.device, told.endpoint);
        let name = self.name(told.person).unwrap_or_default();
        let role = told.role.as_ref().map(|role| role.key().to_owned());
        let role = role.unwrap_or_else(|| told.detail.clone());
        let role = messages.label("role", &role);
        let scope = told.scope.as_ref().map(|scope| messages.label("grant-scope", scope.key()));
        let why = messages.label("audit-why", &told.detail);
        let document = told.document.map(|scope| self.document(scope)).unwrap_or_default();
        let values = [
            ("machine", Value::Text(&machine)),
            ("name", Value::Text(&name)),
            ("role", Value::Text(&role)),
            ("scope", Value::Text(scope.as_deref().unwrap_or_default())),
            ("why", Value::Text(&why)),
            ("detail", Value::Text(&told.detail)),
            ("document", Value::Text(&document)),
        ];
        let what = messages.text(&format!("audit-{}", told.deed), &values);
        let what = self.several(what, told);
        if told.counts { what } else { self.remarked("audit-void", &what) }
    }

    /// How often, where it was more than once.
    fn several(&self, what: String, told: &Audited) -> String {
        let Some(last) = told.last.filter(|_| told.count > 1) else { return what };
        let (last, count) = (self.moment(last), i64::try_from(told.count).unwrap_or(i64::MAX));
        let values = [
            ("what", Value::Text(&what)),
            ("count", Value::Integer(count)),
            ("last", Value::Text(&last)),
        ];
        self.messages.text("audit-several", &values)
    }

    fn remarked(&self, key: &str, what: &str) -> String {
        self.messages.text(key, &[("what", Value::Text(what))])
    }

    fn moment(&self, at: Stamp) -> String {
        self.messages.date_time(self.snapshot.facility.house.zone.civil(at.tick()))
    }

    fn document(&self, scope: Scope) -> String {
        let production = scope.production();
        let titled = production.and_then(|id| self.snapshot.plans.get(&id));
        let title = titled.map(|plan| self.messages.quoted(&plan.production.title));
        title.unwrap_or_else(|| self.messages.label("document", scope.document().key()))
    }

    fn name(&self, person: Option<PersonId>) -> Option<String> {
        let name = self.snapshot.directory.name(person?).filter(|name| !name.is_empty());
        name.map(str::to_owned)
    }

    /// What a machine is called, with whose it is; the beginning of its key for a stranger.
    fn machine(&self, device: Option<DeviceId>, endpoint: Option<EndpointId>) -> String {
        let links = &self.snapshot.links;
        let others = links.peers.iter().map(|link| &link.member);
        let mut members = links.here.iter().chain(others);
        let known = device.and_then(|device| members.find(|member| member.device == device));
        let Some(member) = known else {
            let key = endpoint.map(|endpoint| endpoint.to_string());
            let key = key.or_else(|| device.map(|device| device.to_string())).unwrap_or_default();
            let key: String = key.chars().take(KEY_LETTERS).collect();
            return self.messages.text("audit-stranger", &[("key", Value::Text(&key))]);
        };
        self.called(member)
    }

    fn called(&self, member: &Member) -> String {
        let label = peers::label(member);
        let name = self.name(Some(member.person)).unwrap_or_default();
        let key = if name.is_empty() { "audit-machine-unnamed" } else { "audit-machine" };
        let values = [("label", Value::Text(&label)), ("name", Value::Text(&name))];
        self.messages.text(key, &values)
    }
}
