//! Attachments in the words of people and of scripts.

use crate::peers;
use i18n::{Messages, Value};
use model::{AttachmentId, DeviceId, ProductionId};
use node::{AttachmentHere, Snapshot};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};

/// What files with these endings hold.
const TYPES: [(&str, &str); 14] = [
    ("ale", "text/plain"),
    ("csv", "text/csv"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("edl", "text/plain"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("mhl", "application/xml"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("txt", "text/plain"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// The folder of the copies that were opened, in that of the store.
const COPIES: &str = "attachments";

/// What a file holds of which nothing is known.
const UNKNOWN: &str = "application/octet-stream";

/// What a file holds, by the ending of its name.
pub(crate) fn media_type(file: &Path) -> &'static str {
    let ending = file.extension().map(|it| it.to_string_lossy().to_lowercase());
    let known = TYPES.iter().find(|(it, _)| ending.as_deref() == Some(it));
    known.map_or(UNKNOWN, |(_, media_type)| media_type)
}

/// Is it something that a program shows, and no program itself?
pub(crate) fn is_for_reading(name: &str) -> bool {
    media_type(Path::new(name)) != UNKNOWN
}

/// The name of a file for an attachment, whatever somebody has called that: one name and no path,
/// and nothing that is hidden.
pub(crate) fn safe_name(name: &str) -> String {
    let plain = |letter: char| {
        if letter.is_control() || "/\\:*?\"<>|".contains(letter) { '_' } else { letter }
    };
    let name: String = name.chars().map(plain).collect();
    let name = name.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    if name.is_empty() { "attachment".to_owned() } else { name.to_owned() }
}

/// Where an attachment is copied to be opened, in the folder of its store.
pub(crate) fn copy_of(store: &Path, id: AttachmentId, name: &str) -> PathBuf {
    store.join(COPIES).join(id.to_string()).join(safe_name(name))
}

/// Deletes the copies that were opened: beside a sealed store nothing may lie that anybody can read.
/// What another program holds open on some platforms goes the next time. Whatever else lies there is
/// somebody's own and stays.
pub(crate) fn forget_copies(store: &Path) {
    let folder = store.join(COPIES);
    for copies in entries(&folder) {
        let name = copies.file_name().unwrap_or_default().to_string_lossy();
        if name.parse::<AttachmentId>().is_err() {
            continue;
        }
        for copy in entries(&copies) {
            let _held_open = std::fs::remove_file(copy);
        }
        let _not_empty = std::fs::remove_dir(&copies);
    }
    let _not_empty = std::fs::remove_dir(&folder);
}

/// What lies in a folder; nothing if it is not there.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).into_iter().flatten();
    read.flatten().map(|entry| entry.path()).collect()
}

/// What an attachment is told from.
pub(crate) struct Shown<'a> {
    /// The reader's language.
    pub(crate) messages: &'a Messages,
    /// Who is who.
    pub(crate) snapshot: &'a Snapshot,
    /// The production it is beside.
    pub(crate) production: ProductionId,
    /// The attachment, and how much of it is here.
    pub(crate) told: &'a AttachmentHere,
}

impl Shown<'_> {
    /// As people read it: the name, the size, who added it, whether it is here and where else.
    pub(crate) fn line(&self) -> String {
        let attachment = &self.told.attachment;
        let size = self.size(u64::try_from(attachment.length).unwrap_or_default());
        let (by, here) = (self.added_by(), self.here());
        let values = [
            ("name", Value::Text(&attachment.name)),
            ("size", Value::Text(&size)),
            ("by", Value::Text(&by)),
            ("here", Value::Text(&here)),
        ];
        self.messages.text("attachment-line", &values)
    }

    /// Whether it is here; if not, how much is, and who has it.
    fn here(&self) -> String {
        if self.told.is_whole {
            return self.messages.text("attachment-here", &[]);
        }
        let size = self.size(self.told.here);
        let holders: Vec<String> = self.told.holders.iter().map(|it| self.machine(*it)).collect();
        let (holders, by) = (holders.join(", "), self.added_by());
        let where_else = match (holders.is_empty(), by.is_empty()) {
            (false, _) => "holders",
            (true, false) => "author",
            (true, true) => "unknown",
        };
        let values = [
            ("where", Value::Text(where_else)),
            ("holders", Value::Text(&holders)),
            ("by", Value::Text(&by)),
            ("begun", Value::Text(if self.told.here > 0 { "yes" } else { "no" })),
            ("size", Value::Text(&size)),
            ("room", Value::Text(if self.told.lacks_room { "none" } else { "enough" })),
        ];
        self.messages.text("attachment-not-here-yet", &values)
    }

    /// As scripts read it.
    pub(crate) fn json(&self) -> Json {
        let attachment = &self.told.attachment;
        let plan = self.snapshot.plans.get(&self.production);
        let title = plan.map(|plan| plan.production.title.clone());
        let holders: Vec<String> = self.told.holders.iter().map(ToString::to_string).collect();
        json!({
            "id": attachment.id.to_string(),
            "production": self.production.to_string(),
            "production_title": title.unwrap_or_default(),
            "name": attachment.name,
            "media_type": attachment.media_type,
            "length": attachment.length,
            "sha256": attachment.sha256,
            "added_by": attachment.added_by.map(|person| person.to_string()),
            "added_by_name": self.added_by(),
            "remark": attachment.remark,
            "here": self.told.is_whole,
            "received": self.told.here,
            "lacks_room": self.told.lacks_room,
            "holders": holders,
        })
    }

    fn added_by(&self) -> String {
        let person = self.told.attachment.added_by;
        let name = person.and_then(|person| self.snapshot.directory.name(person));
        name.unwrap_or_default().to_owned()
    }

    fn machine(&self, device: DeviceId) -> String {
        let mut peers = self.snapshot.links.peers.iter();
        let known = peers.find(|link| link.member.device == device);
        known.map_or_else(|| device.to_string(), |link| peers::label(&link.member))
    }

    /// So many bytes, in the unit that leaves the fewest digits.
    fn size(&self, bytes: u64) -> String {
        let (unit, count) = match bytes {
            0..1_000 => ("bytes", bytes),
            1_000..1_000_000 => ("kilo", bytes.div_ceil(1_000)),
            _ => ("mega", bytes.div_ceil(1_000_000)),
        };
        let count = Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        self.messages.text(&format!("attachment-size-{unit}"), &[("count", count)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_is_told_by_its_ending_whatever_the_case() {
        assert_eq!(media_type(Path::new("Devis.PDF")), "application/pdf");
        assert_eq!(media_type(Path::new("disque.mhl")), "application/xml");
        assert_eq!(media_type(Path::new("pdf")), "application/octet-stream");
        assert!(TYPES.is_sorted(), "in the order of the alphabet");
    }

    #[test]
    fn of_a_folder_of_that_name_only_copies_are_deleted() {
        let store = tempfile::tempdir().unwrap();
        let copy = copy_of(store.path(), AttachmentId(model::RawId(7)), "Devis.pdf");
        let own = store.path().join(COPIES).join("photos").join("plateau.jpg");
        for file in [&copy, &own] {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "x").unwrap();
        }
        forget_copies(store.path());
        assert!(!copy.parent().unwrap().exists());
        assert!(own.exists(), "it is somebody's own");
        std::fs::remove_dir_all(own.parent().unwrap()).unwrap();
        forget_copies(store.path());
        assert!(!store.path().join(COPIES).exists());
    }

    #[test]
    fn a_name_that_somebody_has_sent_leads_nowhere_and_starts_nothing() {
        assert_eq!(safe_name("Devis signé.pdf"), "Devis signé.pdf");
        assert_eq!(safe_name("../../.bashrc"), "_.._.bashrc");
        assert_eq!(safe_name("C:\\x\u{0}.pdf"), "C__x_.pdf");
        for name in ["", "..", " . ", "..."] {
            assert_eq!(safe_name(name), "attachment");
        }
        assert!(is_for_reading("plan.pdf"));
        assert!(
            ["a.exe", "a.desktop", "a.sh", "a.pdf.bat", "pdf"].iter().all(|it| !is_for_reading(it))
        );
    }
}
