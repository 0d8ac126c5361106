//! Whether operations only speak of what their change could know.
//!
//! Automerge applies operations that write over values of other keys, or of changes they do not
//! build on; the document then saves to bytes that never load again, or differs from machine to
//! machine. Such operations are found here, once they are applied and before anything else is:
//! the verdict depends on the change and on what it builds on, so it is the same everywhere.

use crate::Document;
use automerge as am;
use automerge::ReadDoc;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use std::collections::{BTreeMap, BTreeSet};

/// The number and the author of an operation.
type Number = (u64, am::ActorId);

impl Document {
    /// The first thing that is wrong with the operations of an applied change, if anything is.
    pub(crate) fn wrong_operation(
        &self,
        change: &am::Change,
        operations: &[Op],
    ) -> Option<&'static str> {
        let mut known = Known { document: self, change, objects: BTreeMap::new(), own: Own::new() };
        let first = change.start_op().get();
        let mut sequences = false;
        for (number, operation) in (first..).zip(operations) {
            match known.look(number, operation) {
                Ok(()) => {}
                Err(SEQUENCE) => sequences = true,
                Err(wrong) => return Some(wrong),
            }
        }
        (sequences && !self.loads_again()).then_some(SEQUENCE)
    }

    /// Saves and loads, for operations on lists and texts, which cannot be looked up one by one.
    /// No program writes any yet.
    fn loads_again(&self) -> bool {
        am::Automerge::load(&self.automerge.save()).is_ok_and(|again| {
            again.get_heads() == self.automerge.get_heads()
                && again.hydrate(None) == self.automerge.hydrate(None)
        })
    }
}

const SEQUENCE: &str = "it writes a list, a text or a counter in a way that cannot be kept";

const UNKNOWN_ELEMENT: &str = "it writes to an element it cannot know";

/// Values the change itself wrote, by object and key; elements it inserted, under an empty key.
type Own = BTreeMap<(Option<Number>, String), BTreeSet<Number>>;

/// What a change can know: what it builds on, and its own earlier operations.
struct Known<'a> {
    document: &'a Document,
    change: &'a am::Change,
    /// Objects that were looked at, and what they are if the change could know them.
    objects: BTreeMap<Number, Option<am::ObjType>>,
    own: Own,
}

impl Known<'_> {
    fn look(&mut self, number: u64, operation: &Op) -> Result<(), &'static str> {
        let (object, place) = match &operation.obj {
            ObjectId::Root => (am::ROOT, None),
            ObjectId::Id(OpId(counter, actor)) => {
                (am::ObjId::Id(*counter, actor.clone(), 0), Some((*counter, actor.clone())))
            }
        };
        let kind = match &place {
            None => Some(am::ObjType::Map),
            Some(number) => self.object_type(number, &object),
        };
        let made = (number, self.change.actor_id().clone());
        if let OpType::Make(kind) = operation.action {
            self.objects.insert(made.clone(), Some(kind));
        }
        let takes_away = matches!(operation.action, OpType::Delete | OpType::Increment(_));
        if takes_away && operation.pred.is_empty() {
            return Err("it takes away from nothing");
        }
        match (&operation.key, kind) {
            (_, None) => Err("it writes to something it cannot know"),
            (Key::Map(_), Some(am::ObjType::Map)) if operation.insert => {
                Err("it inserts into a map")
            }
            (Key::Map(key), Some(am::ObjType::Map)) => {
                let key = (place, key.to_string());
                self.knows_values(&object, am::Prop::Map(key.1.clone()), key, operation, made)?;
                match operation.action {
                    OpType::Make(_) | OpType::Put(_) | OpType::Delete => Ok(()),
                    OpType::Increment(_) | OpType::MarkBegin(_) | OpType::MarkEnd(_) => {
                        Err(SEQUENCE)
                    }
                }
            }
            (Key::Seq(element), Some(am::ObjType::List | am::ObjType::Text)) => {
                self.knows_element(&object, place, element, operation, made)?;
                Err(SEQUENCE)
            }
            (Key::Map(_) | Key::Seq(_), Some(_)) => Err("it takes one kind of thing for another"),
        }
    }

    /// Is the element there where the change begins, or did the change insert it itself before?
    fn knows_element(
        &mut self,
        object: &am::ObjId,
        place: Option<Number>,
        element: &ElementId,
        operation: &Op,
        made: Number,
    ) -> Result<(), &'static str> {
        let inserted = (place.clone(), String::new());
        let index = match element {
            ElementId::Head if operation.insert => Ok(0),
            ElementId::Head => Err(UNKNOWN_ELEMENT),
            ElementId::Id(OpId(counter, actor)) => {
                let number = (*counter, actor.clone());
                if self.own.get(&inserted).is_some_and(|own| own.contains(&number)) {
                    Ok(usize::MAX)
                } else {
                    self.index(object, &number).ok_or(UNKNOWN_ELEMENT)
                }
            }
        }?;
        if operation.insert {
            self.own.entry(inserted).or_default().insert(made);
            return if operation.pred.is_empty() { Ok(()) } else { Err(UNKNOWN_ELEMENT) };
        }
        let values = (place, format!("{element:?}"));
        self.own.entry(values.clone()).or_default().extend(match element {
            ElementId::Head => None,
            ElementId::Id(OpId(counter, actor)) => Some((*counter, actor.clone())),
        });
        self.knows_values(object, am::Prop::Seq(index), values, operation, made)
    }

    /// Where an element stands where the change begins.
    fn index(&self, object: &am::ObjId, number: &Number) -> Option<usize> {
        let cursor = am::Cursor::try_from(format!("{}@{}", number.0, number.1)).ok()?;
        let document = &self.document.automerge;
        document.get_cursor_position(object, &cursor, Some(self.change.deps())).ok()
    }

    /// Are all values it writes over of this key, and there where the change begins or written
    /// by itself before?
    fn knows_values(
        &mut self,
        object: &am::ObjId,
        prop: am::Prop,
        place: (Option<Number>, String),
        operation: &Op,
        made: Number,
    ) -> Result<(), &'static str> {
        let over = operation.pred.iter().map(|OpId(counter, actor)| (*counter, actor.clone()));
        let own = self.own.entry(place).or_default();
        let mut unknown: BTreeSet<Number> = over.filter(|number| !own.contains(number)).collect();
        own.insert(made);
        if unknown.is_empty() {
            return Ok(());
        }
        let deps = self.change.deps();
        let there = self.document.automerge.get_all_at(object, prop, deps).unwrap_or_default();
        for (_, operation) in there {
            if let am::ObjId::Id(counter, actor, _) = operation {
                unknown.remove(&(counter, actor));
            }
        }
        if unknown.is_empty() { Ok(()) } else { Err("it writes over something it cannot know") }
    }

    /// What an object is, if it was there and not hidden where the change begins.
    fn object_type(&mut self, number: &Number, object: &am::ObjId) -> Option<am::ObjType> {
        if let Some(known) = self.objects.get(number) {
            return *known;
        }
        let kind = self.document.automerge.object_type(object).ok();
        let kind = kind.filter(|_| self.is_in_sight(object));
        self.objects.insert(number.clone(), kind);
        kind
    }

    fn is_in_sight(&self, object: &am::ObjId) -> bool {
        let layout = &self.document.layout;
        if *object == layout.meta || layout.kind_of(object).is_some() {
            return true;
        }
        let parents = self.document.automerge.parents_at(object, self.change.deps());
        let Ok(parents) = parents else { return false };
        for parent in parents {
            if !parent.visible {
                return false;
            }
            if layout.kind_of(&parent.obj).is_some() {
                return true;
            }
        }
        true
    }
}
