//! The facilities of this installation: one place of the user, a folder for each facility, a list of
//! them in a small file. Each has a store of its own, and with it keys of its own: to one facility
//! nothing tells that this machine is also in another. A store that stands in the place itself, as
//! all did once, is one of them.
//!
//! The list is a help and no truth: what it lacks is there all the same and comes back to it when it
//! is opened. It says no name of a sealed store, which nobody could read in the store either.

use crate::console::error;
use model::Finding;
use node::Snapshot;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use units::{Stamp, folded};

/// The file with the list, in the place.
const LIST: &str = "facilities.json";

/// The longest list that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Folders of further facilities are called so, with a number: a name would tell what is sealed.
const FURTHER: &str = "facility-";

/// A facility of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    /// Its folder, below the place or anywhere.
    folder: PathBuf,
    /// What it is called; empty where that is not to be known.
    #[serde(default)]
    pub(crate) name: String,
    /// When it was last opened, in seconds since 1970; 0: never by this program.
    #[serde(default)]
    pub(crate) opened: i64,
}

/// The list as it stands in the file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct List {
    #[serde(default)]
    facilities: Vec<Listed>,
}

/// Where the program works: a place, and the folder of one facility in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whereabouts {
    /// Where the list is.
    pub(crate) place: PathBuf,
    /// The folder of the store.
    pub(crate) folder: PathBuf,
}

impl Listed {
    /// Where its store is.
    pub(crate) fn folder(&self, place: &Path) -> PathBuf {
        if self.folder.as_os_str().is_empty() { place.to_owned() } else { place.join(&self.folder) }
    }

    /// What it is called, or its folder where it has no name that may be known.
    pub(crate) fn called(&self, place: &Path) -> String {
        if !self.name.is_empty() {
            return self.name.clone();
        }
        let folder = self.folder(place);
        let last = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        last.unwrap_or_else(|| folder.display().to_string())
    }
}

/// The facilities of a place: those listed, or the store of the place itself where there is no list.
/// In the order they were last opened.
pub(crate) fn listed(place: &Path) -> Vec<Listed> {
    let mut all = read(place).unwrap_or_else(|| {
        let own = Listed { folder: PathBuf::new(), name: String::new(), opened: 0 };
        has_store(place).then_some(own).into_iter().collect()
    });
    all.sort_by(|a, b| (b.opened, &a.name, &a.folder).cmp(&(a.opened, &b.name, &b.folder)));
    all
}

/// Is there a store in a folder?
pub(crate) fn has_store(folder: &Path) -> bool {
    folder.join(node::FILE).is_file()
}

/// The folder of the facility that is meant.
///
/// # Errors
/// A name that none or several have; no name where there are several and none stands in the place
/// itself. What there is is told.
pub(crate) fn chosen(place: &Path, name: Option<&str>) -> Result<PathBuf, Box<Finding>> {
    let all = listed(place);
    let told = |code, some: &[&Listed]| {
        let known: Vec<String> = some.iter().map(|it| it.called(place)).collect();
        Box::new(error(code).with("known", known.join(", ")))
    };
    let everybody: Vec<&Listed> = all.iter().collect();
    let Some(name) = name else {
        let there: Vec<&Listed> = all.iter().filter(|it| has_store(&it.folder(place))).collect();
        return match there.as_slice() {
            _ if has_store(place) => Ok(place.to_owned()),
            [] => Ok(place.to_owned()),
            [one] => Ok(one.folder(place)),
            _ => Err(told("facility-not-said", &there)),
        };
    };
    let wanted = folded(name);
    let which = |test: &dyn Fn(&str) -> bool| -> Vec<&Listed> {
        let folder = |it: &Listed| folded(&it.folder.display().to_string());
        let is_meant = |it: &&Listed| test(&folded(&it.called(place))) || test(&folder(it));
        all.iter().filter(is_meant).collect()
    };
    let exact = which(&|text| text == wanted);
    let found = if exact.is_empty() {
        which(&|text| !wanted.is_empty() && text.starts_with(&wanted))
    } else {
        exact
    };
    match found.as_slice() {
        [one] => Ok(one.folder(place)),
        [] => {
            let unknown = told("facility-unknown", &everybody);
            Err(Box::new((*unknown).with("name", name)))
        }
        several => {
            let folders: Vec<String> =
                several.iter().map(|it| it.folder(place).display().to_string()).collect();
            let ambiguous = error("facility-ambiguous").with("name", name);
            Err(Box::new(ambiguous.with("known", folders.join(", "))))
        }
    }
}

/// The folder of the facility that was opened last, for the window; that of the place if none was.
pub(crate) fn last(place: &Path) -> PathBuf {
    let all = listed(place);
    let mut there = all.iter().map(|it| it.folder(place)).filter(|folder| has_store(folder));
    there.next().unwrap_or_else(|| place.to_owned())
}

/// A folder in which a further facility can be made: the place itself while no store is there.
pub(crate) fn free_folder(place: &Path) -> PathBuf {
    if !has_store(place) {
        return place.to_owned();
    }
    let mut numbered = (2_u32..).map(|number| place.join(format!("{FURTHER}{number}")));
    numbered.find(|folder| !folder.exists()).unwrap_or_else(|| place.join(FURTHER))
}

/// What an open facility is called in the list: nothing, if it is sealed.
pub(crate) fn name_of(snapshot: &Snapshot) -> &str {
    if snapshot.links.is_sealed { "" } else { &snapshot.facility.house.name }
}

/// Keeps in mind that a facility was opened, and what it is called ([`name_of`]). What cannot be
/// written is kept in mind the next time.
pub(crate) fn opened(at: &Whereabouts, name: &str, now: Stamp) {
    let _next_time = change(&at.place, |all| {
        let folder = relative(&at.place, &at.folder);
        let fresh = Listed { folder, name: name.to_owned(), opened: now.0 };
        match all.iter_mut().find(|it| it.folder == fresh.folder) {
            Some(known) => *known = fresh,
            None => all.push(fresh),
        }
    });
}

/// Keeps in mind what a facility is called that a command has opened; when the window opened it last
/// stays as it is.
pub(crate) fn noticed(at: &Whereabouts, name: &str) {
    let folder = relative(&at.place, &at.folder);
    let known = listed(&at.place).into_iter().find(|it| it.folder == folder);
    let opened_last = known.map_or(0, |it| it.opened);
    opened(at, name, Stamp(opened_last));
}

/// A store was sealed: from here on the list does not say what it is called.
///
/// # Errors
/// When the list cannot be written: the name would go on standing there.
pub(crate) fn unnamed(at: &Whereabouts) -> std::io::Result<()> {
    change(&at.place, |all| {
        let folder = relative(&at.place, &at.folder);
        all.iter_mut().filter(|it| it.folder == folder).for_each(|it| it.name.clear());
    })
}

/// Takes a facility from the list. Its folder stays as it is.
pub(crate) fn forget(at: &Whereabouts) -> std::io::Result<()> {
    change(&at.place, |all| {
        let folder = relative(&at.place, &at.folder);
        all.retain(|it| it.folder != folder);
    })
}

/// What the file says; nothing where there is none, or one that cannot be read.
fn read(place: &Path) -> Option<Vec<Listed>> {
    let file = place.join(LIST);
    let length = fs::metadata(&file).ok()?.len();
    if length > LONGEST {
        return None;
    }
    serde_json::from_slice::<List>(&fs::read(file).ok()?).ok().map(|list| list.facilities)
}

/// Changes the list: written under another name and renamed, and not at all if nothing changes.
fn change(place: &Path, change: impl FnOnce(&mut Vec<Listed>)) -> std::io::Result<()> {
    let before = listed(place);
    let mut facilities = before.clone();
    change(&mut facilities);
    if facilities == before {
        return Ok(());
    }
    let mut bytes = serde_json::to_vec_pretty(&List { facilities })?;
    bytes.push(b'\n');
    fs::create_dir_all(place)?;
    // Two programs that write at once must not write into one file.
    let part = place.join(format!("{LIST}.{}.part", std::process::id()));
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, place.join(LIST)));
    if written.is_err()
        && let Err(error) = fs::remove_file(&part)
        && error.kind() != ErrorKind::NotFound
    {
        return Err(error);
    }
    written
}

/// A folder as the list says it: below the place without the place, so that both can be moved.
fn relative(place: &Path, folder: &Path) -> PathBuf {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (place, folder) = (whole(place), whole(folder));
    let below = folder.strip_prefix(&place).map(Path::to_owned);
    let plain = |path: &PathBuf| path.components().all(|it| matches!(it, Component::Normal(_)));
    below.ok().filter(plain).unwrap_or(folder)
}

#[cfg(test)]
mod tests;
