//! A group carried out in memory: expanded into edits, written into documents, signed, entered
//! into the journal. What is to be on disk afterwards waits in `pending` until `keep` writes it.

use crate::engine::{Engine, Group, REVISION};
use crate::expand::{self, Means};
use crate::failure::Failure;
use crate::held::{Held, kept, key};
use crate::journal::{Entry, KEPT, NameChange, Reason};
use crate::variants;
use crate::working::Working;
use crate::world::new_id;
use access::{Access, Envelope, Target};
use model::{
    Command, DirectoryEntry, DocumentId, Edit, Finding, Kind, PersonId, RawId, Scope, Severity,
};
use replica::{Applied, ChangeMessage, ChangeRecord, Document, Identity, Refusal, Scalar, Write};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Batch, DocumentKey, DocumentRow, RecordKey};
use units::Stamp;

/// The most edits that are tried as one change: about what it may hold (`replica::MAX_OPERATIONS`,
/// of which a new record takes some ten), so that a large import is not written again and again in
/// halves before it fits.
const MOST_EDITS: usize = 2_000;

impl Engine {
    /// Carries out a group in memory: all of it, or nothing.
    pub(crate) fn stage(&mut self, group: &Group) -> Result<Vec<Finding>, Failure> {
        self.ready()?;
        let (working, findings) = self.expand(group)?;
        let before = self.snapshot();
        let earlier = std::mem::take(&mut self.pending);
        let told = self.talk.unsent.len();
        let written = self.write(working, group);
        let own = std::mem::replace(&mut self.pending, earlier);
        match written {
            Ok(()) => join(&mut self.pending, own),
            Err(refusal) => {
                if !own.is_empty() {
                    // Documents hold a part of the group, which must not be: they are read again,
                    // once what earlier groups of a run have done is on disk.
                    self.snapshot = before;
                    // Nobody hears of what was never kept.
                    self.talk.unsent.truncate(told);
                    self.keep()?;
                    self.recover()?;
                }
                return Err(refusal.into());
            }
        }
        Ok(findings)
    }

    /// Writes what a group has come to, up to a refusal.
    fn write(&mut self, working: Working, group: &Group) -> Result<(), Finding> {
        let id = self.new_id();
        let message = ChangeMessage {
            command: group.word(),
            group: Some(id),
            label: group.note.clone(),
            of: None,
        };
        let stamp = self.world.now();
        let mut by_scope: BTreeMap<Scope, Vec<Edit>> = BTreeMap::new();
        for edit in working.edits {
            by_scope.entry(edit.subject.scope).or_default().push(edit);
        }
        let mut born = BTreeSet::new();
        for (production, document) in &working.new_plans {
            born.insert(Scope::Plan(*production));
            self.found(Scope::Plan(*production), *document, stamp);
        }
        let mut entry = self.entry(Reason::Done, group.word(), stamp);
        for scope in by_scope.keys() {
            self.may_write(*scope)?;
            let facility = self.members.log.facility();
            if !self.holdings.contains_key(scope)
                && let Some(document) = access::named_document(facility, Target::from(*scope))
            {
                self.found(*scope, document, stamp);
            }
        }
        for (person, _) in &working.names {
            self.may_name(*person)?;
        }
        for (scope, edits) in by_scope {
            let held = self.holdings.get_mut(&scope).ok_or_else(|| unknown(scope))?;
            let mut pieces = Vec::new();
            let document = &mut held.document;
            let mut write = |edits: &[Edit]| document.apply(edits, &message, stamp);
            let written = edits
                .chunks(MOST_EDITS)
                .try_for_each(|edits| in_pieces(edits, &mut write, &mut pieces));
            if born.contains(&scope) {
                newborn(&mut pieces, scope);
            }
            for piece in pieces {
                self.take(scope, piece, &mut entry);
            }
            written.map_err(|refusal| refusal.finding())?;
        }
        self.name(&working.names, &mut entry, stamp);
        self.enter(&entry);
        Ok(())
    }

    /// Works out what a group comes to; nothing is changed yet.
    fn expand(&mut self, group: &Group) -> Result<(Working, Vec<Finding>), Finding> {
        let inside = self.inside_for(group);
        let mut working = Working::on(&self.snapshot, self.documents());
        let plan = inside.map(|inside| variants::enter(&mut working, inside)).transpose()?;
        let mut findings = Vec::new();
        let (now, person) = (self.world.now().tick(), self.person());
        let world = self.world.as_mut();
        let mut means = Means {
            new_id: &mut || new_id(world),
            language: self.language,
            now,
            person,
            checker: &mut self.checker,
        };
        for command in &group.commands {
            let before = working.edits.len();
            match expand::take(&mut working, command, &mut means) {
                Ok(found) => findings.extend(found),
                Err(reason) if group.lenient && matches!(command, Command::Add { .. }) => {
                    working.take_back(before);
                    findings.push(Finding { severity: Severity::Warning, ..reason });
                }
                Err(reason) => return Err(reason),
            }
        }
        if let (Some(inside), Some(plan)) = (inside, plan) {
            variants::leave(&mut working, inside, plan)?;
        }
        Ok((working, findings))
    }

    /// A new document comes to be.
    pub(crate) fn found(&mut self, scope: Scope, id: DocumentId, stamp: Stamp) {
        self.talk.has_founded = true;
        let facility = self.snapshot.facility.house.id;
        let identity = Identity::of(id, facility, scope);
        let mut actor = [0; 16];
        self.world.fill(&mut actor);
        let (document, change) = Document::create(scope.document(), identity, actor, stamp);
        self.pending.settings.insert(actor_setting(id), Some(actor.to_vec()));
        let mut held = Held::new(id, document);
        Arc::make_mut(&mut self.snapshot).show(scope, held.read(scope));
        self.holdings.insert(scope, held);
        self.put(scope, change);
    }

    /// Takes in what was written to a document: for the disk, the journal, the snapshot.
    pub(crate) fn take(&mut self, scope: Scope, applied: Applied, entry: &mut Entry) {
        let Some(held) = self.holdings.get_mut(&scope) else { return };
        let snapshot = Arc::make_mut(&mut self.snapshot);
        let shown = snapshot.take(scope);
        snapshot.show(scope, held.refresh(scope, shown, &applied.touched));
        if let Some(change) = applied.change {
            entry.writes.push((held.id.0.0, replica::encode_writes(&applied.writes)));
            self.put(scope, change);
        }
    }

    /// Signs a change and has it kept with the next batch.
    fn put(&mut self, scope: Scope, change: ChangeRecord) {
        let device = self.device();
        let Some(held) = self.holdings.get_mut(&scope) else { return };
        let ChangeRecord { actor, seq, hash, bytes } = change;
        let heads = self.members.log.heads();
        let sealed = Envelope::seal(&self.members.key, held.id, actor, seq, heads, bytes);
        held.owners.insert(actor, device);
        held.unsaved += 1;
        self.talk.unsent.push((held.id, (actor, seq, hash)));
        self.pending.documents.insert(key(held.id), row(scope, &held.document));
        self.pending.envelopes.push(kept(&sealed));
    }

    /// Writes directory entries.
    pub(crate) fn name(
        &mut self,
        names: &[(PersonId, DirectoryEntry)],
        entry: &mut Entry,
        stamp: Stamp,
    ) {
        for (person, after) in names {
            let before = self.snapshot.directory.entries.get(person).cloned().unwrap_or_default();
            if before == *after {
                continue;
            }
            let record = self.records.write(&self.members.key, *person, after, stamp);
            self.records.take(&record);
            let key = RecordKey { kind: record.kind, id: record.id.0.to_be_bytes() };
            self.pending.records.insert(key, Some(record.encode()));
            self.talk.has_named = true;
            entry.names.push(NameChange::new(*person, &before, after));
            let snapshot = Arc::make_mut(&mut self.snapshot);
            Arc::make_mut(&mut snapshot.directory).entries.insert(*person, after.clone());
        }
    }

    /// Refuses what this machine may not write.
    pub(crate) fn may_write(&self, scope: Scope) -> Result<(), Finding> {
        if self.members.may_write(scope) {
            return Ok(());
        }
        let refused = Failure::refused("not-allowed");
        Err(refused.with("document", scope.document().key()))
    }

    fn may_name(&self, person: PersonId) -> Result<(), Finding> {
        if self.members.access(Target::Directory(person)) == Access::Write {
            return Ok(());
        }
        Err(Failure::refused("not-allowed").with("document", "directory"))
    }

    pub(crate) fn entry(&self, reason: Reason, label: String, stamp: Stamp) -> Entry {
        Entry { reason, label, stamp: stamp.0, writes: Vec::new(), names: Vec::new() }
    }

    /// Enters a step into the journal, and counts the revision. A step that changed nothing is
    /// none; an undo that found nothing left to take back is one, or the next would find the same.
    pub(crate) fn enter(&mut self, entry: &Entry) {
        if entry.reason == Reason::Done && entry.writes.is_empty() && entry.names.is_empty() {
            return;
        }
        let number = self.journal.next();
        self.pending.journal.insert(number, entry.encode());
        if let Some(oldest) = number.checked_sub(KEPT) {
            self.pending.journal_deletions.push(0..=oldest);
        }
        self.journal.push(number, entry);
        self.count();
    }

    pub(crate) fn count(&mut self) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.revision += 1;
        self.pending
            .settings
            .insert(REVISION.to_owned(), Some(snapshot.revision.to_be_bytes().to_vec()));
    }
}

/// Puts what a group has to have kept behind what is to be kept already.
fn join(batch: &mut Batch, own: Batch) {
    batch.documents.extend(own.documents);
    batch.envelopes.extend(own.envelopes);
    batch.snapshots.extend(own.snapshots);
    batch.records.extend(own.records);
    batch.journal_deletions.extend(own.journal_deletions);
    batch.journal.extend(own.journal);
    batch.settings.extend(own.settings);
}

/// No document of this machine stands for that.
fn unknown(scope: Scope) -> Finding {
    Failure::refused("unknown-production").with("id", scope.production().unwrap_or_default())
}

/// Writes something as one change. What is more than a change may hold (a large import, or what
/// takes it back) becomes several, which are still one step; those written are in `pieces` even
/// if a later one is refused.
pub(crate) fn in_pieces<T, P>(
    whole: &[T],
    write: &mut impl FnMut(&[T]) -> Result<P, Refusal>,
    pieces: &mut Vec<P>,
) -> Result<(), Refusal> {
    match write(whole) {
        Ok(piece) => pieces.push(piece),
        Err(Refusal::TooLarge) if whole.len() > 1 => {
            let (first, second) = whole.split_at(whole.len() / 2);
            in_pieces(first, write, pieces)?;
            in_pieces(second, write, pieces)?;
        }
        Err(refusal) => return Err(refusal),
    }
    Ok(())
}

/// What is written into a production that has just come to be is taken back as a whole, by
/// deleting the production: that leaves nothing half empty behind.
fn newborn(pieces: &mut [Applied], scope: Scope) {
    for piece in pieces.iter_mut() {
        piece.writes.clear();
    }
    let mark = scope.production().map(|production| Write {
        kind: Kind::Production,
        id: production.0,
        key: "deleted".to_owned(),
        before: Scalar::Bool(true),
        after: Scalar::Bool(false),
    });
    if let Some(first) = pieces.first_mut() {
        first.writes.extend(mark);
    }
}

/// The setting that holds the actor of a document.
pub(crate) fn actor_setting(document: DocumentId) -> String {
    format!("actor/{document}")
}

/// What the store keeps of a document beside its envelopes.
pub(crate) fn row(scope: Scope, document: &Document) -> DocumentRow {
    let about = scope.production().map(RawId::from).or(scope.person().map(RawId::from));
    DocumentRow {
        kind: scope.document().key().to_owned(),
        about: about.map(|about| DocumentKey(about.0.to_be_bytes())),
        heads: document.heads(),
    }
}
