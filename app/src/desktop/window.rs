//! The window on the machine: the renderer, where its state is kept, and what is said when it
//! cannot be opened. What is in the window is in `desktop`.

use crate::console::error;
use crate::desktop::{Desktop, Settings, Setup};
use egui::ViewportBuilder;
use i18n::Language;
use model::Finding;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Under which key what the reader chose is kept.
const SETTINGS: &str = "settings";

/// The file with the state of the window, in the place of the facilities.
const STATE: &str = "window.ron";

/// Opens the window on a facility of a place and stays until it is closed; the finding says why it cannot be
/// opened.
pub(crate) fn open(
    place: &Path,
    folder: &Path,
    language: Option<Language>,
) -> Result<(), Box<Finding>> {
    let viewport = ViewportBuilder::default()
        .with_title("Raccord")
        .with_app_id("raccord")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([800.0, 560.0]);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        persistence_path: Some(place.join(STATE)),
        ..eframe::NativeOptions::default()
    };
    let setup = Setup::of_machine(place, folder, language);
    let opened = Arc::new(AtomicBool::new(false));
    quiet_until(&opened);
    let create: eframe::AppCreator<'_> = Box::new({
        let opened = Arc::clone(&opened);
        move |creation| {
            opened.store(true, Ordering::Relaxed);
            #[cfg(feature = "inspection")]
            tell_that_the_port_is_open();
            let kept = creation.storage.and_then(|kept| eframe::get_value(kept, SETTINGS));
            let desktop = Desktop::new(&creation.egui_ctx, setup, kept);
            let kept = desktop.settings().clone();
            Ok(Box::new(Window { desktop, kept }))
        }
    });
    let run = || eframe::run_native("Raccord", options, create);
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(ended) => ended.map_err(|cause| Box::new(unavailable(&cause))),
        Err(panic) if opened.load(Ordering::Relaxed) => resume_unwind(panic),
        // The platform's libraries are looked for when the window opens, and one that is missing
        // is said by a panic.
        Err(panic) => Err(Box::new(error("window-unavailable").with("cause", said(&*panic)))),
    }
}

/// The desktop in its window, and its settings as they are on the disk.
struct Window {
    desktop: Desktop,
    kept: Settings,
}

impl eframe::App for Window {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        self.desktop.logic(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.desktop.ui(ui);
        // What was chosen is kept at once and not only when the window is closed: nobody chooses
        // it twice because the power went. The file is written on a thread of its own.
        if self.kept != *self.desktop.settings()
            && let Some(storage) = frame.storage_mut()
        {
            self.save(storage);
            storage.flush();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.kept.clone_from(self.desktop.settings());
        eframe::set_value(storage, SETTINGS, &self.kept);
    }
}

/// Says nothing of panics until the window is open: what they say is told in the reader's language.
fn quiet_until(opened: &Arc<AtomicBool>) {
    let (opened, usual) = (Arc::clone(opened), take_hook());
    set_hook(Box::new(move |panic| {
        if opened.load(Ordering::Relaxed) {
            usual(panic);
        }
    }));
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default().to_owned()
}

/// Why the window cannot be opened.
fn unavailable(cause: &eframe::Error) -> Finding {
    match cause {
        eframe::Error::WinitEventLoop(_) => error("window-without-display"),
        eframe::Error::NoGlutinConfigs(_, cause) => {
            error("window-without-opengl").with("cause", cause)
        }
        eframe::Error::Glutin(cause) => error("window-without-opengl").with("cause", cause),
        eframe::Error::OpenGL(cause) => error("window-without-opengl").with("cause", cause),
        other => error("window-unavailable").with("cause", other),
    }
}

/// Tests that drive the window wait for this line: its control port can be spoken to.
#[cfg(feature = "inspection")]
fn tell_that_the_port_is_open() {
    println!("inspection");
}
