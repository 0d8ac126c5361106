//! The program with its window open.

use super::display::{Display, NEEDED};
use super::remote::{Remote, Tree};
use crate::program::Program;
use egui::{Key, Modifiers};
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread::JoinHandle;

/// How many frames something may take to appear. Each is drawn in full, without a graphics card.
const FRAMES: usize = 2_000;

/// A window on the store of a program. Dropping it kills the program.
pub(super) struct Opened {
    child: Child,
    remote: Remote,
    told: Option<JoinHandle<String>>,
}

impl Opened {
    /// Opens a window, in French unless something else was chosen before.
    pub(super) fn on(program: &Program, display: &Display) -> Self {
        let mut command = program.command(&[]);
        display.lend(&mut command);
        Self::start(command)
    }

    pub(super) fn start(mut command: Command) -> Self {
        let address = address();
        command.env("EGUI_INSPECTION", address.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Read all the time, so that the program is never held up by what it says.
        let mut told = child.stderr.take().unwrap();
        let told = std::thread::spawn(move || {
            let mut text = String::new();
            told.read_to_string(&mut text).map(|_| text).unwrap_or_default()
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        if line.is_empty() {
            child.wait().unwrap();
            panic!("the window does not open: {}\n{NEEDED}", told.join().unwrap());
        }
        let mut remote = Remote::connect(address);
        remote.settle();
        Self { child, remote, told: Some(told) }
    }

    /// What is on the screen.
    pub(super) fn tree(&mut self) -> Tree {
        self.remote.tree()
    }

    /// Draws until this text is on the screen.
    pub(super) fn wait_for(&mut self, text: &str) {
        self.wait(&format!("“{text}”"), |tree| tree.shows(text));
    }

    /// Draws until this text is not on the screen any more.
    pub(super) fn wait_until_gone(&mut self, text: &str) {
        self.wait(&format!("no “{text}”"), |tree| !tree.shows(text));
    }

    /// Clicks what can be used under this name, once it is there.
    pub(super) fn click(&mut self, name: &str) {
        let tree = self.wait(&format!("“{name}” to use"), |tree| tree.place(name).is_some());
        self.remote.click(tree.place(name).unwrap());
    }

    /// Types into the field of this name.
    pub(super) fn type_into(&mut self, name: &str, text: &str) {
        self.click(name);
        self.remote.type_text(text);
        self.wait_for(text);
    }

    /// Presses keys.
    pub(super) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.remote.press_keys(modifiers, key);
    }

    /// Draws until nothing moves.
    pub(super) fn settle(&mut self) {
        self.remote.settle();
    }

    /// Closes the window as a person does; the program must end well, and say nothing.
    pub(super) fn close(mut self) {
        self.remote.press_last_keys(Modifiers::COMMAND, Key::Q);
        let status = self.child.wait().unwrap();
        let told = self.told.take().unwrap().join().unwrap();
        assert!(status.success(), "{status}: {told}");
        assert_eq!(told, "");
    }

    /// Kills the program, as when the power goes.
    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Draws until something is so, and gives the screen on which it is.
    pub(super) fn wait(&mut self, what: &str, there: impl Fn(&Tree) -> bool) -> Tree {
        for _ in 0..FRAMES {
            let tree = self.remote.tree();
            if there(&tree) {
                return tree;
            }
        }
        panic!("waiting for {what}, the window shows:\n{}", self.remote.tree().listing());
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // It may have been closed or killed before.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// An address nobody else has: every process has a network of loopback addresses to itself here,
/// and each of its windows a port.
fn address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(20_000);
    let [_, high, middle, low] = std::process::id().to_be_bytes();
    let port = NEXT.fetch_add(1, Ordering::Relaxed);
    SocketAddr::from((Ipv4Addr::new(127, high, middle, low), port))
}
