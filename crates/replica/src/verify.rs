//! Whether operations only speak of what their change could know.
//!
//! Automerge applies operations that write over values of other keys, or of changes they do not
//! build on; the document then saves to bytes that never load again, or differs from machine to
//! machine. Such operations are found here, once they are applied and before anything else is:
//! the verdict depends on the change and on what it builds on, so it is the same everywhere.

use crate::Document;
use crate::run::{Place, Run};
use automerge as am;
use automerge::ReadDoc;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};

const SEQUENCE: &str = "it writes a list, a text or a counter in a way that cannot be kept";

const UNKNOWN_ELEMENT: &str = "it writes to an element it cannot know";

/// What the changes of a run can know: what each builds on, and its own earlier operations.
pub(crate) struct Known<'a> {
    document: &'a Document,
    run: Run,
}

impl Document {
    /// For looking at changes that were applied together, in the order they were.
    pub(crate) fn known(&self) -> Known<'_> {
        Known { document: self, run: Run::new() }
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

impl Known<'_> {
    /// The first thing that is wrong with the operations of the next change, if anything is.
    pub(crate) fn wrong_operation(
        &mut self,
        change: &am::Change,
        operations: &[Op],
    ) -> Option<&'static str> {
        self.run.begin(change);
        let mut sequences = false;
        for (number, operation) in (change.start_op().get()..).zip(operations) {
            match self.look(change, operation) {
                Ok(()) => {}
                Err(SEQUENCE) => sequences = true,
                Err(wrong) => return Some(wrong),
            }
            let makes = matches!(operation.action, OpType::Make(_));
            let in_container = makes && self.is_root(&object_id(&operation.obj));
            let number = OpId(number, change.actor_id().clone());
            self.run.wrote(&number, operation, in_container);
        }
        self.run.end(change);
        (sequences && !self.document.loads_again()).then_some(SEQUENCE)
    }

    fn look(&mut self, change: &am::Change, operation: &Op) -> Result<(), &'static str> {
        let kind = match &operation.obj {
            ObjectId::Root => Some(am::ObjType::Map),
            ObjectId::Id(number) => self.object_type(change, number),
        };
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
                self.knows_values(change, || am::Prop::Map(key.to_string()), operation)?;
                match operation.action {
                    OpType::Make(_) | OpType::Put(_) | OpType::Delete => Ok(()),
                    OpType::Increment(_) | OpType::MarkBegin(_) | OpType::MarkEnd(_) => {
                        Err(SEQUENCE)
                    }
                }
            }
            (Key::Seq(element), Some(am::ObjType::List | am::ObjType::Text)) => {
                self.knows_element(change, element, operation)?;
                Err(SEQUENCE)
            }
            (Key::Map(_) | Key::Seq(_), Some(_)) => Err("it takes one kind of thing for another"),
        }
    }

    /// Is the element there where the change begins, or did the change insert it itself before?
    fn knows_element(
        &self,
        change: &am::Change,
        element: &ElementId,
        operation: &Op,
    ) -> Result<(), &'static str> {
        let index = match element {
            ElementId::Head if operation.insert => Ok(0),
            ElementId::Head => Err(UNKNOWN_ELEMENT),
            ElementId::Id(number) if self.run.own_element(&operation.obj, number) => Ok(usize::MAX),
            ElementId::Id(number) => {
                self.index(change, &operation.obj, number).ok_or(UNKNOWN_ELEMENT)
            }
        }?;
        if operation.insert {
            return if operation.pred.is_empty() { Ok(()) } else { Err(UNKNOWN_ELEMENT) };
        }
        self.knows_values(change, || am::Prop::Seq(index), operation)
    }

    /// Where an element stands where the change begins.
    fn index(&self, change: &am::Change, object: &ObjectId, element: &OpId) -> Option<usize> {
        let cursor = am::Cursor::try_from(format!("{}@{}", element.0, element.1)).ok()?;
        let document = &self.document.automerge;
        document.get_cursor_position(object_id(object), &cursor, Some(change.deps())).ok()
    }

    /// Are all values it writes over of this key, and there where the change begins or written
    /// by itself before?
    fn knows_values(
        &self,
        change: &am::Change,
        prop: impl Fn() -> am::Prop,
        operation: &Op,
    ) -> Result<(), &'static str> {
        let is_element = |value: &OpId| operation.key == Key::Seq(ElementId::Id(value.clone()));
        let is_known = |value: &&OpId| self.run.knows_value(operation, value) || is_element(value);
        let mut unknown: Vec<&OpId> =
            operation.pred.iter().filter(|value| !is_known(value)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let (object, document) = (object_id(&operation.obj), &self.document.automerge);
        let there = document.get_all_at(object, prop(), change.deps()).unwrap_or_default();
        for (_, there) in there {
            let there = number(&there);
            unknown.retain(|value| there.as_ref() != Some(value));
        }
        if unknown.is_empty() { Ok(()) } else { Err("it writes over something it cannot know") }
    }

    /// What an object is, if it was there and not hidden where the change begins, or if the change made
    /// it itself.
    fn object_type(&mut self, change: &am::Change, object: &OpId) -> Option<am::ObjType> {
        let known = self.run.own_object(object).or_else(|| self.run.in_sight(object));
        if known.is_some() {
            return known;
        }
        let id = am::ObjId::Id(object.0, object.1.clone(), 0);
        let kind = self.document.automerge.object_type(&id).ok()?;
        if self.is_root(&id) {
            return Some(kind);
        }
        let lies_at = self.lies_at(change, &id)?;
        if let Some(lies_at) = lies_at {
            self.run.saw(object, kind, lies_at);
        }
        Some(kind)
    }

    /// The places of an object and of those it lies in, up to a container, if all of them are in sight
    /// where the change begins; as `None` inside where a list is among them.
    fn lies_at(&self, change: &am::Change, object: &am::ObjId) -> Option<Option<Vec<Place>>> {
        let document = &self.document.automerge;
        let mut places = Some(Vec::new());
        for parent in document.parents_at(object, change.deps()).ok()? {
            if !parent.visible {
                return None;
            }
            places = places.zip(place(&parent)).map(|(mut places, place)| {
                places.push(place);
                places
            });
            if self.document.layout.kind_of(&parent.obj).is_some() {
                break;
            }
        }
        Some(places)
    }

    /// Is it one of the objects that the steps of the schema have made?
    fn is_root(&self, object: &am::ObjId) -> bool {
        let layout = &self.document.layout;
        *object == layout.meta || layout.kind_of(object).is_some()
    }
}

fn object_id(object: &ObjectId) -> am::ObjId {
    match object {
        ObjectId::Root => am::ROOT,
        ObjectId::Id(OpId(counter, actor)) => am::ObjId::Id(*counter, actor.clone(), 0),
    }
}

fn number(object: &am::ObjId) -> Option<OpId> {
    match object {
        am::ObjId::Root => None,
        am::ObjId::Id(counter, actor, _) => Some(OpId(*counter, actor.clone())),
    }
}

/// Where a child lies in its parent, unless that is a list.
fn place(parent: &am::Parent) -> Option<Place> {
    match &parent.prop {
        am::Prop::Map(key) => {
            let object = number(&parent.obj).map_or(ObjectId::Root, ObjectId::Id);
            Some((object, Key::Map(key.as_str().into())))
        }
        am::Prop::Seq(_) => None,
    }
}
