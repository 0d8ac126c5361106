//! Changes that are taken in together, and what they know of each other: most of what a change writes
//! over was written by one shortly before it, and then nothing has to be asked of the document.
//!
//! Here only what is certain is said. Where nothing is, the document is asked and has the last word
//! (`verify.rs`): the verdict on a change is the same whatever it came together with.

use automerge as am;
use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Objects lie less deep in others. What a stranger nests deeper is asked of the document.
const DEEPEST: usize = 8;

/// A value is written over by fewer. What a stranger writes over more often is asked of the document.
const MOST_OVER: usize = 16;

/// Once so much is remembered of a run, what follows is looked at as a run of its own.
const MOST_REMEMBERED: usize = 200_000;

/// Where a value stands: the object, and the key or element in it.
pub(crate) type Place = (ObjectId, Key);

/// What was written by the changes of a run that were looked at so far, and who could know of it.
pub(crate) struct Run {
    /// What is known once each of them is written.
    known: HashMap<am::ChangeHash, Knowledge>,
    written: HashMap<OpId, Written>,
    /// How many operations wrote to a place.
    places: HashMap<Place, usize>,
    /// Objects as an author last saw them.
    seen: HashMap<(OpId, am::ActorId), Seen>,
    /// What is known where the change begins that is looked at now, and its first operation.
    now: Knowledge,
    first: OpId,
    remembered: usize,
}

/// What can be known of the run, as Automerge reckons: of each author everything up to a number.
#[derive(Clone)]
struct Knowledge {
    /// The author who wrote last, of whom more is known than stands in `others`: in a chain of changes
    /// of one author nothing else moves.
    author: am::ActorId,
    last: u64,
    others: Rc<BTreeMap<am::ActorId, u64>>,
    /// The changes of before the run that these build on.
    before: Rc<BTreeSet<am::ChangeHash>>,
}

/// An operation of the run.
struct Written {
    place: Place,
    made: Option<am::ObjType>,
    is_value: bool,
    inserts: bool,
    /// Those of the run that write over it.
    over: Vec<OpId>,
}

/// An object that was in sight where a change began, or that it made.
struct Seen {
    kind: am::ObjType,
    by: OpId,
    known: Knowledge,
    /// The place it lies at, that of the object it lies in, and so on, and how many operations of the
    /// run have put it there: one or none. Were there others, it may be out of sight.
    places: Vec<(Place, usize)>,
}

impl Run {
    pub(crate) fn new() -> Self {
        let nobody = am::ActorId::from([]);
        Self {
            known: HashMap::new(),
            written: HashMap::new(),
            places: HashMap::new(),
            seen: HashMap::new(),
            now: Knowledge::nothing(nobody.clone()),
            first: OpId(0, nobody),
            remembered: 0,
        }
    }

    /// The next change is looked at. Those of the run that it builds on were before.
    pub(crate) fn begin(&mut self, change: &am::Change) {
        if self.remembered > MOST_REMEMBERED {
            *self = Self::new();
        }
        let only = match change.deps() {
            [only] => self.known.get(only).cloned(),
            _ => None,
        };
        self.now = only.unwrap_or_else(|| {
            let together = self.together(change);
            self.remembered += together.others.len() + together.before.len();
            together
        });
        self.first = OpId(change.start_op().get(), change.actor_id().clone());
    }

    /// What is known where a change begins that builds on several, or on something of before the run.
    fn together(&self, change: &am::Change) -> Knowledge {
        let mut all = BTreeMap::new();
        let mut before = BTreeSet::new();
        for dep in change.deps() {
            let Some(known) = self.known.get(dep) else {
                before.insert(*dep);
                continue;
            };
            before.extend(known.before.iter().copied());
            for (author, last) in known.others.iter().chain([(&known.author, &known.last)]) {
                let most: &mut u64 = all.entry(author.clone()).or_default();
                *most = (*most).max(*last);
            }
        }
        let author = change.actor_id().clone();
        let last = all.get(&author).copied().unwrap_or(0);
        Knowledge { author, last, others: Rc::new(all), before: Rc::new(before) }
    }

    /// The change was found good: others of the run may build on it.
    pub(crate) fn end(&mut self, change: &am::Change) {
        let mut known = self.now.clone();
        if known.author != *change.actor_id() {
            let mut others = (*known.others).clone();
            others.insert(known.author, known.last);
            self.remembered += others.len();
            known.others = Rc::new(others);
            known.author = change.actor_id().clone();
        }
        known.last = change.max_op();
        self.known.insert(change.hash(), known);
    }

    /// Is it an operation of the change itself?
    fn is_own(&self, number: &OpId) -> bool {
        number.1 == self.first.1 && number.0 >= self.first.0
    }

    fn own(&self, number: &OpId) -> Option<&Written> {
        self.written.get(number).filter(|_| self.is_own(number))
    }

    /// The kind of an object that the change itself has made.
    pub(crate) fn own_object(&self, object: &OpId) -> Option<am::ObjType> {
        self.own(object)?.made
    }

    /// Has the change itself inserted an element?
    pub(crate) fn own_element(&self, object: &ObjectId, element: &OpId) -> bool {
        self.own(element).is_some_and(|it| it.inserts && it.place.0 == *object)
    }

    /// The kind of an object that is certainly in sight where the change begins: its author has seen it,
    /// has heard of nobody since, and nobody of the run has written where it lies.
    pub(crate) fn in_sight(&self, object: &OpId) -> Option<am::ObjType> {
        let seen = self.seen.get(&(object.clone(), self.first.1.clone()))?;
        let has_seen = self.is_own(&seen.by) || self.now.has(&seen.by);
        let wrote = |place: &Place| self.places.get(place).copied().unwrap_or(0);
        let is_alone = || seen.places.iter().all(|(place, count)| wrote(place) == *count);
        (has_seen && seen.known.is_as_of_before(&self.now) && is_alone()).then_some(seen.kind)
    }

    /// An object was found in sight where the change begins; where it lies, from the inside out.
    pub(crate) fn saw(&mut self, object: &OpId, kind: am::ObjType, lies_at: Vec<Place>) {
        let mut inner = object.clone();
        let mut places = Vec::new();
        for place in lies_at {
            let count = usize::from(self.written.contains_key(&inner));
            if let ObjectId::Id(outer) = &place.0 {
                inner = outer.clone();
            }
            places.push((place, count));
        }
        self.remember(object, kind, self.first.clone(), places);
    }

    fn remember(
        &mut self,
        object: &OpId,
        kind: am::ObjType,
        by: OpId,
        places: Vec<(Place, usize)>,
    ) {
        if places.len() <= DEEPEST {
            let seen = Seen { kind, by, known: self.now.clone(), places };
            self.seen.insert((object.clone(), self.first.1.clone()), seen);
        }
    }

    /// Has the change itself written this, or is it certainly a value of the place where it begins?
    pub(crate) fn knows_value(&self, operation: &Op, value: &OpId) -> bool {
        let is_here = |it: &&Written| it.place.0 == operation.obj && it.place.1 == operation.key;
        let Some(written) = self.written.get(value).filter(is_here) else { return false };
        self.is_own(value)
            || written.is_value
                && self.now.has(value)
                && written.over.len() < MOST_OVER
                && !written.over.iter().any(|over| self.now.has(over))
    }

    /// The change has written this, and it was found good. Whether it lies in a root container: those
    /// are always in sight.
    pub(crate) fn wrote(&mut self, number: &OpId, operation: &Op, in_container: bool) {
        for value in operation.pred.iter() {
            if let Some(written) = self.written.get_mut(value)
                && written.over.len() < MOST_OVER
            {
                written.over.push(number.clone());
            }
        }
        let place = (operation.obj.clone(), operation.key.clone());
        self.remembered += 1;
        *self.places.entry(place.clone()).or_default() += 1;
        let made = match operation.action {
            OpType::Make(kind) => Some(kind),
            _ => None,
        };
        if let Some((kind, outer)) = made.zip(self.places_of(&place.0, in_container)) {
            let places = [(place.clone(), 1)].into_iter().chain(outer).collect();
            self.remember(number, kind, number.clone(), places);
        }
        let is_value = made.is_some() || matches!(operation.action, OpType::Put(_));
        let written =
            Written { place, made, is_value, inserts: operation.insert, over: Vec::new() };
        self.written.insert(number.clone(), written);
    }

    /// Where an object lies that the author has just seen, if that is known.
    fn places_of(&self, object: &ObjectId, is_container: bool) -> Option<Vec<(Place, usize)>> {
        match object {
            ObjectId::Id(number) if !is_container => {
                let seen = self.seen.get(&(number.clone(), self.first.1.clone()))?;
                Some(seen.places.clone())
            }
            ObjectId::Id(_) | ObjectId::Root => Some(Vec::new()),
        }
    }
}

impl Knowledge {
    fn nothing(author: am::ActorId) -> Self {
        Self { author, last: 0, others: Rc::default(), before: Rc::default() }
    }

    fn has(&self, number: &OpId) -> bool {
        let of_author = (number.1 == self.author).then_some(&self.last);
        let last = of_author.or_else(|| self.others.get(&number.1));
        last.is_some_and(|last| number.0 <= *last)
    }

    /// Is the same known of what was before the run? Who knows any change of an author knows all of
    /// that author's earlier ones, so the authors must be the same, too.
    fn is_as_of_before(&self, later: &Self) -> bool {
        Rc::ptr_eq(&self.before, &later.before)
            && Rc::ptr_eq(&self.others, &later.others)
            && self.author == later.author
            && (self.last > 0) == (later.last > 0)
    }
}
