//! The desktop, driven as a person would: by what is written on the screen and spoken of it, by
//! the pointer and by the keys. No display is needed. The clock stands still on a Tuesday of the
//! demonstration; what the window asks of the node and of workers is waited for, never slept for.

mod attachments;
mod clashes;
mod exchange;
mod facilities;
mod history;
mod inspector;
mod lags;
mod machines;
mod pair;
mod pictures;
mod planning;
mod production;
mod publications;
mod resources;
mod shell;
mod slips;
mod today;
mod variants;
mod walk;
mod ways;

use egui::{Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use node::{Listening, Seeded, World};
use raccord::desktop::{Action, Desktop, Files, Settings, Setup};
use raccord::keychain::Keychain;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use tempfile::TempDir;
use units::Stamp;

/// Tuesday 24 November 2026, 14:47 in Paris.
const NOW: &str = "2026-11-24T14:47:00+01:00";

/// A window on a store of its own.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, Option<Desktop>>,
    pub(crate) dialogues: Dialogues,
    pub(crate) keychain: Kept,
    _folder: Option<TempDir>,
}

/// Dialogues that answer what the test has said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dialogues(Arc<Mutex<Answers>>);

#[derive(Debug, Default)]
struct Answers {
    files: Vec<PathBuf>,
    save: Option<PathBuf>,
    opened: Vec<PathBuf>,
}

impl Files for Dialogues {
    fn choose(&self, _title: &str) -> Vec<PathBuf> {
        self.0.lock().unwrap().files.clone()
    }

    fn save_as(&self, _title: &str, name: &str) -> Option<PathBuf> {
        self.0.lock().unwrap().save.as_ref().map(|folder| folder.join(name))
    }

    fn choose_folder(&self, _title: &str) -> Option<PathBuf> {
        self.0.lock().unwrap().save.clone()
    }

    fn open(&self, path: &Path) -> Result<(), String> {
        self.0.lock().unwrap().opened.push(path.to_owned());
        Ok(())
    }
}

impl Dialogues {
    /// These files will be chosen.
    pub(crate) fn will_choose(&self, files: &[PathBuf]) {
        self.0.lock().unwrap().files = files.to_vec();
    }

    /// Files will be kept in this folder.
    pub(crate) fn will_save_in(&self, folder: &Path) {
        self.0.lock().unwrap().save = Some(folder.to_owned());
    }

    /// What was shown by other programs.
    pub(crate) fn opened(&self) -> Vec<PathBuf> {
        self.0.lock().unwrap().opened.clone()
    }
}

/// How a window is to be.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) language: &'static str,
    pub(crate) theme: Theme,
    pub(crate) size: (f32, f32),
    pub(crate) scale: f32,
    /// Does the machine listen for others, on the loopback interface?
    pub(crate) listens: bool,
    pub(crate) keychain: Kept,
}

/// A keychain of one store.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Option<String>>>);

impl Kept {
    /// One that keeps a passphrase already.
    pub(crate) fn of(words: &str) -> Self {
        Self(Arc::new(Mutex::new(Some(words.to_owned()))))
    }
}

impl Keychain for Kept {
    fn words(&self, _folder: &Path) -> Option<String> {
        self.0.lock().unwrap().clone()
    }

    fn keep(&self, _folder: &Path, words: &str) -> Result<(), String> {
        *self.0.lock().unwrap() = Some(words.to_owned());
        Ok(())
    }

    fn forget(&self, _folder: &Path) {
        *self.0.lock().unwrap() = None;
    }
}

/// A clock that stands still for people, while the milliseconds between machines go by.
struct Lively(Seeded, std::time::Instant);

impl World for Lively {
    fn now(&mut self) -> Stamp {
        self.0.now()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn elapsed(&mut self) -> u64 {
        u64::try_from(self.1.elapsed().as_millis()).unwrap()
    }
}

/// A world of a machine that talks to others, at the moment of all these tests.
pub(crate) fn lively(seed: u64) -> Box<dyn World> {
    Box::new(Lively(Seeded::new(seed, Stamp::parse(NOW).unwrap()), std::time::Instant::now()))
}

/// How a machine listens for others in these tests.
pub(crate) fn loopback() -> Listening {
    Listening { bind: vec!["127.0.0.1:0".parse().unwrap()], ..Listening::default() }
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            language: "fr",
            theme: Theme::Dark,
            size: (1440.0, 900.0),
            scale: 1.0,
            listens: false,
            keychain: Kept::default(),
        }
    }
}

/// The demonstration, made once; each window gets a copy.
pub(crate) fn demo() -> &'static Path {
    static DEMO: OnceLock<TempDir> = OnceLock::new();
    let made = DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let today = units::parse_date("2026-11-24").unwrap();
        raccord::make_demo(folder.path(), today).unwrap();
        folder
    });
    made.path()
}

/// Nothing moves by itself: what is on the screen does not depend on how many frames were drawn.
fn stand_still(style: &mut egui::Style) {
    style.animation_time = 0.0;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.visuals.text_cursor.blink = false;
}

/// Where pictures are wanted: has a screen shown in English and light, and in a narrow window, under a
/// name for its pictures. That in French and dark is taken where it is driven.
pub(crate) fn look_at(name: &str, mut show: impl FnMut(&str, Wanted)) {
    if std::env::var_os("RACCORD_PICTURES").is_none() {
        return;
    }
    let light = Wanted { language: "en", theme: egui::Theme::Light, ..Wanted::default() };
    show(&format!("{name}-en-light"), light);
    show(&format!("{name}-narrow"), Wanted { size: (1000.0, 640.0), ..Wanted::default() });
}

impl Window {
    /// A window on the demonstration, in French and dark.
    pub(crate) fn demo() -> Self {
        Self::demo_as(Wanted::default())
    }

    /// A window on the demonstration.
    pub(crate) fn demo_as(wanted: Wanted) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(demo().join(node::FILE), folder.path().join(node::FILE)).unwrap();
        let path = folder.path().to_owned();
        Self { _folder: Some(folder), ..Self::on(&path, wanted) }
    }

    /// A window where there is no store yet.
    pub(crate) fn nowhere(wanted: Wanted) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        Self { _folder: Some(folder), ..Self::on(&path, wanted) }
    }

    /// A window on the store of a folder, which stays when the window is closed.
    pub(crate) fn on(folder: &Path, wanted: Wanted) -> Self {
        let now = Stamp::parse(NOW).unwrap();
        let seeds = Arc::new(Mutex::new(7_u64));
        let worlds = move || -> Box<dyn World> {
            // Each source of chance has a seed of its own, or two would make the same identifiers.
            let mut seed = seeds.lock().unwrap();
            *seed += 1;
            if wanted.listens { lively(*seed) } else { Box::new(Seeded::new(*seed, now)) }
        };
        let dialogues = Dialogues::default();
        let language = wanted.language.parse().unwrap();
        let files = Box::new(dialogues.clone());
        let mut setup = Setup::new(folder, files, Some(language), Box::new(worlds));
        setup.listening = wanted.listens.then(loopback);
        setup.budget = node::Budget::Tries(300);
        setup.keychain = Arc::new(wanted.keychain.clone());
        let theme = match wanted.theme {
            Theme::Dark => raccord::desktop::Theme::Dark,
            Theme::Light => raccord::desktop::Theme::Light,
        };
        let settings = Settings { theme, ..Settings::default() };
        let mut given = Some((setup, settings));
        let draw =
            move |ui: &mut egui::Ui, state: &mut Option<Desktop>| match (&mut *state, given.take())
            {
                // Fonts that are set in a pass are there from the next one on.
                (_, Some((setup, settings))) => {
                    *state = Some(Desktop::new(ui.ctx(), setup, Some(settings)));
                    ui.ctx().all_styles_mut(stand_still);
                    ui.ctx().request_repaint();
                }
                (Some(desktop), None) => {
                    desktop.logic(ui.ctx());
                    desktop.ui(ui);
                }
                (None, None) => {}
            };
        let harness = Harness::builder()
            .with_size(vec2(wanted.size.0, wanted.size.1))
            .with_pixels_per_point(wanted.scale)
            .with_theme(wanted.theme)
            .with_max_steps(60)
            .wgpu()
            .build_ui_state(draw, None);
        let keychain = wanted.keychain;
        let mut window = Self { harness, dialogues, keychain, _folder: None };
        window.settle();
        window
    }

    /// Draws until nothing moves and nothing is under way.
    pub(crate) fn settle(&mut self) {
        for _ in 0..60 {
            let outstanding = self.desktop().outstanding().clone();
            let begun = outstanding.begun();
            outstanding.wait();
            self.harness.run_ok();
            // What was answered has been drawn, and drawing it has asked for nothing more.
            if outstanding.begun() == begun && !outstanding.is_busy() {
                break;
            }
        }
    }

    /// Draws until something is so that others bring about. It gives up after a long while.
    pub(crate) fn wait_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        let begun = std::time::Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed().as_secs() < 60, "it never came to be: {:?}", self.names());
            std::thread::yield_now();
            self.settle();
        }
    }

    /// The window itself.
    pub(crate) fn desktop(&self) -> &Desktop {
        self.harness.state().as_ref().unwrap()
    }

    /// Everything as it is kept.
    pub(crate) fn snapshot(&self) -> Arc<node::Snapshot> {
        self.desktop().snapshot().unwrap()
    }

    /// Clicks what has this name.
    pub(crate) fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.settle();
    }

    /// Clicks the button of this name.
    pub(crate) fn press(&mut self, name: &str) {
        self.harness.get_by_role_and_label(egui::Role::Button, name).click();
        self.settle();
    }

    /// Types into the field of this name, in place of what is there.
    pub(crate) fn type_into(&mut self, name: &str, text: &str) {
        let field = self.harness.get_by_role_and_label(egui::Role::TextInput, name);
        field.focus();
        self.harness.run_ok();
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.harness.get_by_role_and_label(egui::Role::TextInput, name).type_text(text);
        self.settle();
    }

    /// Types into a field whose text is not shown.
    pub(crate) fn type_secret(&mut self, name: &str, text: &str) {
        let field = |window: &Self| {
            window.harness.get_by_role_and_label(egui::Role::PasswordInput, name).focus();
        };
        field(self);
        self.harness.run_ok();
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.harness.run_ok();
        self.type_keys(text);
    }

    /// Types where the keys are.
    pub(crate) fn type_keys(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Has an action carried out, whatever its keys.
    pub(crate) fn act(&mut self, action: Action) {
        let context = self.harness.ctx.clone();
        self.harness.state_mut().as_mut().unwrap().act(&context, action);
        self.settle();
    }

    /// Presses keys.
    pub(crate) fn keys(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Turns the wheel over a place, by so many points.
    pub(crate) fn wheel(&mut self, place: egui::Pos2, points: f32) {
        self.harness.event(egui::Event::PointerMoved(place));
        self.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        self.settle();
    }

    /// Nobody touches anything for so many seconds.
    pub(crate) fn unused_for(&mut self, seconds: f64) {
        let now = self.harness.ctx.input(|input| input.time);
        self.harness.input_mut().time = Some(now + seconds);
        self.settle();
    }

    /// Is something of this name, or with this text in its name, on the screen?
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
            || self.harness.query_all_by_value(text).next().is_some()
    }

    /// What everything on the screen is called or says.
    pub(crate) fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        let named = nodes.flat_map(|node| {
            let node = node.accesskit_node();
            node.label().into_iter().chain(node.value())
        });
        named.collect()
    }

    /// Is this written or spoken anywhere, perhaps within more? All sorts of spaces are one.
    pub(crate) fn tells(&self, text: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = plain(text);
        self.names().iter().any(|name| plain(name).contains(&wanted))
    }

    /// Keeps a picture of the window where `RACCORD_PICTURES` says, for people to look at.
    pub(crate) fn picture(&mut self, name: &str) {
        if std::env::var_os("RACCORD_PICTURES").is_some() {
            self.harness.remove_cursor();
            self.harness.run_ok();
        }
        self.picture_with_pointer(name);
    }

    /// The same with the pointer where it is: in the middle of a drag.
    pub(crate) fn picture_with_pointer(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("RACCORD_PICTURES") else { return };
        let image = self.harness.render().unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        image.save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}
