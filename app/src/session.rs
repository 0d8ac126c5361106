//! What sub-commands share: the opened store, and how people name productions, days and moments.

use crate::arguments::text;
use crate::console::{Console, Problem, error};
use crate::facilities::{self, Whereabouts};
use crate::keychain::{self, OfSystem};
use clap::ArgMatches;
use i18n::Messages;
use model::{Finding, ProductionId, RawId, VariantState};
use node::{Node, Opening, Snapshot, System, World};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use units::{NaiveDate, Stamp};
use views::{PlaceView, Source};

/// A sub-command at work.
pub(crate) struct Session {
    /// Where it speaks.
    pub(crate) console: Console,
    /// Where the facilities of this installation are listed.
    pub(crate) place: PathBuf,
    /// The folder of the data.
    pub(crate) folder: PathBuf,
    /// The file whose first line is a passphrase.
    pub(crate) words: Option<PathBuf>,
}

impl Session {
    /// Opens the store and starts its node. A damaged file is opened read-only, and that is said.
    pub(crate) fn open(&self) -> Result<Node, Problem> {
        let node = Node::start(self.engine()?)?;
        let snapshot = node.snapshot();
        match &snapshot.read_only {
            Some(reason) => self.console.progress(&self.console.finding_text(reason)),
            None => facilities::noticed(&self.whereabouts(), facilities::name_of(&snapshot)),
        }
        Ok(node)
    }

    /// Opens the store and works in the variant that is named, if one is.
    pub(crate) fn open_within(&self, arguments: &ArgMatches) -> Result<Node, Problem> {
        let node = self.open()?;
        if let Some(name) = text(arguments, "variant") {
            let snapshot = node.snapshot();
            let of = text(arguments, "production");
            let of = of.map(|name| self.production(&snapshot, name)).transpose()?;
            let plans = snapshot.plans.iter().filter(|(id, _)| of.is_none_or(|of| of == **id));
            let open = plans.flat_map(|(production, plan)| {
                let open = plan.variants.values().filter(|it| it.state == VariantState::Open);
                open.map(|it| ((*production, it.id), it.id.0, it.name.as_str()))
            });
            let into = named(name, open)?;
            node.call(move |engine| engine.work_in(Some(into)))??;
        }
        Ok(node)
    }

    /// The folder of the data, and where it is listed.
    pub(crate) fn whereabouts(&self) -> Whereabouts {
        Whereabouts { place: self.place.clone(), folder: self.folder.clone() }
    }

    /// Opens the store, a sealed one with its passphrase: that of the file, or what is typed.
    fn engine(&self) -> Result<node::Engine, Problem> {
        let opening = opening(&self.folder);
        let world = || -> Box<dyn World> { Box::new(System::default()) };
        if self.words.is_some() {
            return Ok(opening.unlocked(&self.passphrase(false)?).open(world())?);
        }
        match keychain::opened(opening.clone(), &self.folder, &OfSystem, [world(), world()]) {
            Err(locked) if locked.finding().code == "store-locked" => {
                // Where nobody can type, that it is locked is what there is to say.
                let words = self.passphrase(false).map_err(|_| Problem::from(locked))?;
                Ok(opening.unlocked(&words).open(world())?)
            }
            opened => Ok(opened?),
        }
    }

    /// A passphrase: the first line of the file, or what is typed; a new one is typed twice.
    pub(crate) fn passphrase(&self, is_new: bool) -> Result<String, Problem> {
        if let Some(path) = &self.words {
            let length = std::fs::metadata(path).map_or(0, |it| it.len());
            if length > LONGEST_PASSPHRASE {
                return Err(self.unreadable(path, &format!("> {LONGEST_PASSPHRASE}")));
            }
            let text = String::from_utf8(self.read(path)?);
            let text = text.map_err(|cause| self.unreadable(path, &cause.to_string()))?;
            return Ok(text.lines().next().unwrap_or_default().to_owned());
        }
        let messages = &self.console.messages;
        let ask = |key: &str| {
            let typed = rpassword::prompt_password(format!("{} ", messages.text(key, &[])));
            typed.map_err(|_| Problem::usage(error("cli-passphrase-missing")))
        };
        let words = ask("cli-passphrase")?;
        if is_new && ask("cli-passphrase-again")? != words {
            return Err(Problem::refused(error("cli-passphrase-differs")));
        }
        Ok(words)
    }

    /// The production that a person names by identifier, by title, or by the beginning of a title.
    pub(crate) fn production(
        &self,
        snapshot: &Snapshot,
        name: &str,
    ) -> Result<ProductionId, Problem> {
        let known = titles(snapshot);
        if let Ok(id) = name.parse::<ProductionId>()
            && known.contains_key(&id)
        {
            return Ok(id);
        }
        let wanted = name.to_lowercase();
        let titled = |test: &dyn Fn(&str) -> bool| -> Vec<ProductionId> {
            let titles = known.iter().filter(|(_, title)| test(&title.to_lowercase()));
            titles.map(|(id, _)| *id).collect()
        };
        let exact = titled(&|title| title == wanted);
        let found =
            if exact.is_empty() { titled(&|title| title.starts_with(&wanted)) } else { exact };
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(Problem::refused(error("cli-unknown-production").with("name", name))),
            several => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                Err(Problem::refused(
                    error("cli-ambiguous-production")
                        .with("name", name)
                        .with("ids", ids.join(", ")),
                ))
            }
        }
    }

    /// A day as scripts write it.
    pub(crate) fn day(text: &str) -> Result<NaiveDate, Problem> {
        units::parse_date(text)
            .ok_or_else(|| Problem::usage(error("cli-bad-date").with("text", text)))
    }

    /// A moment as scripts write it.
    pub(crate) fn moment(text: &str) -> Result<Stamp, Problem> {
        Stamp::parse(text).ok_or_else(|| Problem::usage(error("cli-bad-moment").with("text", text)))
    }

    /// An identifier as scripts write it.
    pub(crate) fn id<T: From<RawId>>(text: &str) -> Result<T, Problem> {
        let read = RawId::from_str(text);
        read.map(T::from).map_err(|_| Problem::usage(error("cli-bad-id").with("text", text)))
    }

    /// A file that cannot be read.
    pub(crate) fn unreadable(&self, path: &Path, cause: &str) -> Problem {
        Problem::refused(of_file("cli-file-unreadable", path).with("cause", cause))
    }

    /// Reads a file whole, up to a limit that no honest file reaches.
    pub(crate) fn read(&self, path: &Path) -> Result<Vec<u8>, Problem> {
        let size = std::fs::metadata(path)
            .map_err(|error| self.unreadable(path, &error.to_string()))?
            .len();
        if size > LONGEST_FILE {
            return Err(self.unreadable(path, &format!("> {} MiB", LONGEST_FILE >> 20)));
        }
        std::fs::read(path).map_err(|error| self.unreadable(path, &error.to_string()))
    }

    /// Writes a file under a temporary name and renames it, so that no half file is left behind.
    pub(crate) fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Problem> {
        let unwritable = |cause: std::io::Error| {
            Problem::Fault(Box::new(of_file("cli-file-unwritable", path).with("cause", cause)))
        };
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(".part");
        let part = path.with_file_name(name);
        std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path)).map_err(|cause| {
            // What is left of the half file is of no use; that it stays behind is not worth a second error.
            let _left_behind = std::fs::remove_file(&part);
            unwritable(cause)
        })
    }
}

/// The store of a folder, on the machine of this name.
pub(crate) fn opening(folder: &Path) -> Opening {
    Opening::new(folder).labelled(&gethostname::gethostname().to_string_lossy())
}

/// The longest passphrase file that is read, in bytes.
const LONGEST_PASSPHRASE: u64 = 4_096;

/// The longest file that is read into memory.
const LONGEST_FILE: u64 = 64 << 20;

fn of_file(code: &'static str, path: &Path) -> Finding {
    error(code).with("path", path.display())
}

/// The one that a person names by identifier, by name, or by the beginning of a name.
pub(crate) fn named<'a, T: Copy>(
    name: &str,
    all: impl Iterator<Item = (T, RawId, &'a str)>,
) -> Result<T, Problem> {
    let all: Vec<(T, RawId, &str)> = all.collect();
    if let Ok(id) = name.parse::<RawId>()
        && let Some((found, ..)) = all.iter().find(|(_, it, _)| *it == id)
    {
        return Ok(*found);
    }
    let wanted = name.to_lowercase();
    let which = |test: &dyn Fn(&str) -> bool| -> Vec<(T, RawId)> {
        let found = all.iter().filter(|(.., it)| test(&it.to_lowercase()));
        found.map(|(it, id, _)| (*it, *id)).collect()
    };
    let exact = which(&|it| it == wanted);
    let found = if exact.is_empty() { which(&|it| it.starts_with(&wanted)) } else { exact };
    match found.as_slice() {
        [(one, _)] => Ok(*one),
        [] => Err(Problem::refused(error("cli-unknown-record").with("name", name))),
        several => {
            let ids: Vec<String> = several.iter().map(|(_, id)| id.to_string()).collect();
            let finding = error("cli-ambiguous-record").with("name", name);
            Err(Problem::refused(finding.with("ids", ids.join(", "))))
        }
    }
}

/// Where and when a session lies, as text.
pub(crate) fn place_text(messages: &Messages, place: &PlaceView) -> String {
    let mut parts = vec![messages.date_time(place.start.at)];
    parts.extend((!place.room_name.is_empty()).then(|| place.room_name.clone()));
    parts.extend(place.people_names.iter().cloned());
    parts.join(", ")
}

/// The productions this machine knows, by title: a client knows those of which something was sent.
fn titles(snapshot: &Snapshot) -> BTreeMap<ProductionId, String> {
    let source = source(snapshot);
    let all = snapshot.plans.keys().chain(snapshot.publications.keys());
    all.filter_map(|id| Some((*id, source.title(*id)?.to_owned()))).collect()
}

/// What views are made from.
pub(crate) fn source(snapshot: &Snapshot) -> Source<'_> {
    Source {
        facility: &snapshot.facility,
        casting: snapshot.holds_casting.then_some(&snapshot.casting),
        plans: &snapshot.plans,
        desks: &snapshot.desks,
        publications: &snapshot.publications,
        answers: &snapshot.answers,
        directory: &snapshot.directory,
        report: &snapshot.report,
    }
}
