//! Attachments of productions at this machine: a file is taken in, given out again, and looked at
//! again; how much of each is here and who has it. How their bytes come from others is in
//! `seeking.rs`, how they are kept in `blobs.rs`.

use crate::blobs::{Kept, PART_BYTES, lack_room};
use crate::engine::{Engine, Group, Receipt};
use crate::failure::Failure;
use model::{
    Attachment, AttachmentId, Command, DeviceId, Finding, Kind, MAX_ATTACHMENT_BYTES, ProductionId,
    RawId, Scope, Severity, Subject, Value, Values,
};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use sync::{BlobHash, BlobHasher};
use units::clean_name;

/// So many parts are kept with one commit while a file is taken in.
const PARTS_A_COMMIT: u64 = 8;

/// Bytes of a megabyte, in which room is told.
const MEGA: u64 = 1_000_000;

/// How much of an attachment is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentHere {
    /// What the document says of it.
    pub attachment: Arc<Attachment>,
    /// So many of its bytes are here.
    pub here: u64,
    /// All are, and they were found to be the right ones.
    pub is_whole: bool,
    /// The rest does not come: the disk has no room for it.
    pub lacks_room: bool,
    /// Machines that have said that they have it, since they were connected.
    pub holders: Vec<DeviceId>,
}

impl Engine {
    /// Attaches a file to a production: its bytes are kept, then the plan says so.
    ///
    /// # Errors
    /// Refused where the file cannot be read, is empty or too long, or changes meanwhile, and where
    /// this machine may not write the plan; where the disk has no room, before anything is written.
    pub fn attach(
        &mut self,
        production: ProductionId,
        file: &Path,
        media_type: &str,
    ) -> Result<(AttachmentId, Receipt), Failure> {
        self.ready()?;
        self.may_write(Scope::Plan(production))?;
        if !self.snapshot.plans.contains_key(&production) {
            let subject = Subject::planned(production, Kind::Production, production);
            return Err(Failure::about("unknown-record", subject).into());
        }
        let unreadable = |cause: &dyn std::fmt::Display| {
            let told = Finding::new(Severity::Error, "attachment-unreadable");
            Failure::from(told.with("path", file.display()).with("cause", cause))
        };
        let (hash, length) = digest(file).map_err(|cause| unreadable(&cause))?;
        if length == 0 || length > MAX_ATTACHMENT_BYTES {
            let code = if length == 0 { "attachment-empty" } else { "attachment-too-long" };
            let told = Finding::new(Severity::Error, code).with("path", file.display());
            return Err(told.with("most", MAX_ATTACHMENT_BYTES >> 20).into());
        }
        if !self.blobs.get(&hash).is_some_and(|kept| kept.is_whole) {
            let free = self.opening.room();
            if lack_room(length, free) {
                let told = Finding::new(Severity::Error, "attachment-no-room");
                let told = told.with("path", file.display()).with("needed", length.div_ceil(MEGA));
                return Err(told.with("free", free.unwrap_or_default() / MEGA).into());
            }
            let mut kept = Kept::nothing(hash, length);
            let taken = self.take_file(file, &mut kept);
            if taken.is_err() {
                kept.discard(&mut self.pending);
                // What has gone wrong is told; what is left behind is overwritten the next time.
                let _left_behind = self.keep();
            }
            self.blobs.insert(hash, kept);
            taken.map_err(|failure| match failure {
                Taken::Unreadable(cause) => unreadable(&cause),
                Taken::Changed => {
                    let told = Finding::new(Severity::Error, "attachment-changed");
                    told.with("path", file.display()).into()
                }
                Taken::Failed(failure) => failure,
            })?;
        }
        let id = AttachmentId(self.new_id());
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        let text = |text: &str| Value::Text(clean_name(text));
        let values: Values = [
            ("name".into(), text(&name.unwrap_or_default())),
            ("media_type".into(), text(media_type)),
            ("length".into(), Value::Integer(i64::try_from(length).unwrap_or(i64::MAX))),
            ("sha256".into(), text(&hexadecimal(&hash))),
            ("added_by".into(), text(&self.person().to_string())),
        ]
        .into();
        let subject = Subject::planned(production, Kind::Attachment, id);
        let receipt = self.submit(&Group::one(Command::Add { subject, values }))?;
        self.offer_everywhere(hash);
        Ok((id, receipt))
    }

    /// Keeps the bytes of a file of which the hash is known.
    pub(crate) fn take_file(&mut self, file: &Path, kept: &mut Kept) -> Result<(), Taken> {
        let mut read = File::open(file).map_err(Taken::Unreadable)?;
        let mut hasher = BlobHasher::default();
        while kept.have < kept.length {
            let part = next_part(&mut read).map_err(Taken::Unreadable)?;
            if part.is_empty() || kept.have + part.len() as u64 > kept.length {
                return Err(Taken::Changed);
            }
            hasher.update(&part);
            kept.append(part, &mut self.pending);
            if kept.have.div_ceil(PART_BYTES).is_multiple_of(PARTS_A_COMMIT) {
                self.keep().map_err(Taken::Failed)?;
            }
        }
        if hasher.finish() != kept.hash {
            return Err(Taken::Changed);
        }
        kept.complete(&mut self.pending);
        self.keep().map_err(Taken::Failed)
    }

    /// The attachments of a production, and how much of each is here.
    pub fn attachments(&self, production: ProductionId) -> BTreeMap<AttachmentId, AttachmentHere> {
        let snapshot = self.snapshot();
        let plan = snapshot.plans.get(&production);
        let all = plan.into_iter().flat_map(|plan| &plan.attachments);
        all.map(|(id, attachment)| (*id, self.attachment_here(attachment))).collect()
    }

    fn attachment_here(&self, attachment: &Arc<Attachment>) -> AttachmentHere {
        let hash = attachment.content().map(|(hash, _)| hash);
        let kept = hash.and_then(|hash| self.blobs.get(&hash));
        let length = u64::try_from(attachment.length).unwrap_or_default();
        let rest = kept.map_or(length, Kept::rest);
        AttachmentHere {
            attachment: Arc::clone(attachment),
            lacks_room: rest > 0 && lack_room(rest, self.opening.room()),
            here: kept.map_or(0, |kept| kept.have),
            is_whole: kept.is_some_and(|kept| kept.is_whole),
            holders: hash.map(|hash| self.seeking.holders(&hash)).unwrap_or_default(),
        }
    }

    /// Writes the bytes of an attachment into a file, under another name until all are there.
    ///
    /// # Errors
    /// Refused where there is no such attachment, or not all of it is here; a fault where the file
    /// cannot be written, or what is kept is damaged.
    pub fn save_attachment(&self, id: AttachmentId, to: &Path) -> Result<u64, Failure> {
        let snapshot = self.snapshot();
        let mut plans = snapshot.plans.values();
        let attachment = plans.find_map(|plan| plan.attachments.get(&id));
        let attachment = attachment.ok_or_else(|| {
            Failure::from(Finding::new(Severity::Error, "attachment-unknown").with("id", id))
        })?;
        let whole = attachment.content().and_then(|(hash, _)| self.blobs.get(&hash));
        let whole = whole.filter(|kept| kept.is_whole).ok_or_else(|| {
            let told = Finding::new(Severity::Error, "attachment-not-here");
            Failure::from(told.with("name", &attachment.name))
        })?;
        let unwritable = |cause: std::io::Error| Failure::fault("attachment-unwritable", cause);
        let mut part = to.as_os_str().to_owned();
        part.push(".part");
        let part = Path::new(&part);
        let mut file = File::create(part).map_err(unwritable)?;
        let written = whole.each(self.disk()?, |bytes| file.write_all(bytes));
        let written = written.and_then(|is_sound| {
            if !is_sound {
                return Err(Failure::fault("attachment-damaged", &attachment.name));
            }
            file.sync_all().and_then(|()| std::fs::rename(part, to)).map_err(unwritable)
        });
        if written.is_err() {
            // What is left of the half file is of no use; that it stays is not worth a second error.
            let _left_behind = std::fs::remove_file(part);
        }
        written.map(|()| whole.length)
    }

    /// Reads the bytes of every attachment that is here and looks whether they have their hash.
    pub(crate) fn verify_attachments(&self) -> Result<Option<Finding>, Failure> {
        let mut bad = 0;
        for kept in self.blobs.values().filter(|kept| kept.is_whole) {
            bad += usize::from(!kept.each(self.disk()?, |_| Ok(()))?);
        }
        Ok((bad > 0)
            .then(|| Finding::new(Severity::Error, "attachments-unsound").with("count", bad)))
    }

    /// Says so where the disk has no more room than the plans keep for themselves.
    pub fn short_of_room(&self) -> Option<Finding> {
        let free = self.opening.room().filter(|free| lack_room(0, Some(*free)))?;
        Some(Finding::new(Severity::Warning, "disk-nearly-full").with("free", free / MEGA))
    }

    /// Takes an attachment from its production. Its bytes stay: it can be brought back.
    ///
    /// # Errors
    /// Refused where there is none, or this machine may not write the plan.
    pub fn detach(&mut self, id: AttachmentId) -> Result<Receipt, Failure> {
        let unknown = || Finding::new(Severity::Error, "attachment-unknown").with("id", id);
        let production = self.production_of(id).ok_or_else(unknown)?;
        let subject = Subject::planned(production, Kind::Attachment, RawId::from(id));
        self.submit(&Group::one(Command::Delete { subject }))
    }

    /// How many attachments of the plans are here, of how many there are.
    pub fn attachments_counted(&self) -> (usize, usize) {
        let snapshot = self.snapshot();
        let all = snapshot.plans.values().flat_map(|plan| plan.attachments.values());
        let here: Vec<bool> = all.map(|it| self.attachment_here(it).is_whole).collect();
        (here.iter().filter(|is_whole| **is_whole).count(), here.len())
    }

    /// The production of an attachment.
    pub fn production_of(&self, id: AttachmentId) -> Option<ProductionId> {
        let snapshot = self.snapshot();
        let mut plans = snapshot.plans.iter();
        plans.find(|(_, plan)| plan.attachments.contains_key(&id)).map(|(id, _)| *id)
    }
}

/// Why a file was not taken in.
pub(crate) enum Taken {
    Unreadable(std::io::Error),
    Changed,
    Failed(Failure),
}

/// The hash and the length of a file; of one that is too long, no more is read than shows it.
fn digest(file: &Path) -> std::io::Result<(BlobHash, u64)> {
    let mut read = File::open(file)?;
    let (mut hasher, mut length) = (BlobHasher::default(), 0_u64);
    loop {
        let part = next_part(&mut read)?;
        if part.is_empty() || length > MAX_ATTACHMENT_BYTES {
            return Ok((hasher.finish(), length));
        }
        length += part.len() as u64;
        hasher.update(&part);
    }
}

/// The next part of a file, whole unless the file ends.
fn next_part(read: &mut File) -> std::io::Result<Vec<u8>> {
    let mut part = Vec::new();
    read.take(PART_BYTES).read_to_end(&mut part)?;
    Ok(part)
}

/// A hash as documents say it.
pub(crate) fn hexadecimal(hash: &BlobHash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
