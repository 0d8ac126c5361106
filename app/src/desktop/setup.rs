//! What the window is given from outside, so that nothing in it looks at the machine: the store,
//! the clock and the source of chance, the language, dialogues for files. Tests bring their own.

use crate::facilities::Whereabouts;
use crate::keychain::{Keychain, Nowhere, OfSystem};
use model::RawId;
use node::{Listening, System, World};
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use units::Stamp;

/// How long is searched: about as long as it takes to read the first ways out.
const SEARCH: Duration = Duration::from_secs(3);

/// Files, and programs that show them.
pub trait Files: Debug {
    /// Asks for files to read; none if the reader thinks better of it.
    fn choose(&self, title: &str) -> Vec<PathBuf>;

    /// Asks where a file is to be kept.
    fn save_as(&self, title: &str, name: &str) -> Option<PathBuf>;

    /// Asks for a folder.
    fn choose_folder(&self, title: &str) -> Option<PathBuf>;

    /// Has a file shown by the program the machine has for it.
    fn open(&self, path: &Path) -> Result<(), String>;
}

/// Clocks and sources of chance, one for each who needs one.
pub type Worlds = Box<dyn Fn() -> Box<dyn World>>;

/// What the window is given from outside.
pub struct Setup {
    /// Where the facilities of this installation are listed.
    pub place: PathBuf,
    /// The folder of the store.
    pub folder: PathBuf,
    /// Dialogues.
    pub files: Box<dyn Files>,
    /// The language of the command line, if it was said there.
    pub language: Option<i18n::Language>,
    /// What keeps the passphrase of a sealed store.
    pub keychain: Arc<dyn Keychain>,
    /// How long ways out of an event are searched.
    pub budget: node::Budget,
    /// How the machine listens for the others of its facility; `None`: it stays alone.
    pub listening: Option<Listening>,
    worlds: Worlds,
    world: Mutex<Box<dyn World>>,
}

impl Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Setup {
    /// The store of a folder on this machine, listed in a place, with its clock.
    pub fn of_machine(place: &Path, folder: &Path, language: Option<i18n::Language>) -> Self {
        let worlds: Worlds = Box::new(|| Box::new(System::default()));
        let listening = Some(Listening { discover: true, ..Listening::default() });
        let keychain = Arc::new(OfSystem);
        let place = place.to_owned();
        let setup = Self::new(folder, Box::new(Dialogues), language, worlds);
        Self { listening, keychain, place, ..setup }
    }

    /// The same with everything given; alone and without a keychain, the folder itself the place.
    pub fn new(
        folder: &Path,
        files: Box<dyn Files>,
        language: Option<i18n::Language>,
        worlds: Worlds,
    ) -> Self {
        let world = Mutex::new(worlds());
        Self {
            place: folder.to_owned(),
            folder: folder.to_owned(),
            files,
            language,
            keychain: Arc::new(Nowhere),
            budget: node::Budget::Time(SEARCH),
            listening: None,
            worlds,
            world,
        }
    }

    /// The folder of the store, and where it is listed.
    pub(crate) fn whereabouts(&self) -> Whereabouts {
        Whereabouts { place: self.place.clone(), folder: self.folder.clone() }
    }

    /// A clock and source of chance for a node.
    pub(crate) fn world(&self) -> Box<dyn World> {
        (self.worlds)()
    }

    /// What the clock says.
    pub(crate) fn now(&self) -> Stamp {
        self.world.lock().map(|mut world| world.now()).unwrap_or_default()
    }

    /// A new identifier.
    pub(crate) fn new_id(&self) -> RawId {
        match self.world.lock() {
            Ok(mut world) => node::new_id(world.as_mut()),
            // Nobody panics while making an identifier; a fresh source is as good.
            Err(_) => node::new_id((self.worlds)().as_mut()),
        }
    }
}

/// The dialogues of the platform. They are asked for on the window's thread, which the platform
/// wants on some machines; the window stands still while they are open, as with any program.
#[derive(Debug)]
struct Dialogues;

impl Files for Dialogues {
    fn choose(&self, title: &str) -> Vec<PathBuf> {
        rfd::FileDialog::new().set_title(title).pick_files().unwrap_or_default()
    }

    fn save_as(&self, title: &str, name: &str) -> Option<PathBuf> {
        rfd::FileDialog::new().set_title(title).set_file_name(name).save_file()
    }

    fn choose_folder(&self, title: &str) -> Option<PathBuf> {
        rfd::FileDialog::new().set_title(title).pick_folder()
    }

    fn open(&self, path: &Path) -> Result<(), String> {
        opener::open(path).map_err(|error| error.to_string())
    }
}
