//! A display for one test: an X server without a screen.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// What a machine needs for these tests.
pub(super) const NEEDED: &str = "the tests of the window need a display server without a screen \
     and OpenGL in software; on Debian: apt-get install xvfb libgl1 libegl1 libx11-6 libx11-xcb1 \
     libxcursor1 libxi6 libxkbcommon-x11-0";

/// An X server that ends with the test.
pub(super) struct Display {
    server: Child,
    number: String,
}

impl Display {
    /// Starts a server, which chooses a number that is free and says it once it answers.
    pub(super) fn new() -> Self {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-noreset", "-nolisten", "tcp"]);
        command.args(["-screen", "0", "1600x1000x24"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().unwrap_or_else(|error| panic!("Xvfb: {error}; {NEEDED}"));
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(number.ends_with('\n'), "Xvfb ends before it has a display; {NEEDED}");
        Self { server, number: number.trim().to_owned() }
    }

    /// Has a program open its windows here and draw them without a graphics card, whatever the
    /// machine has.
    pub(super) fn lend(&self, command: &mut Command) {
        command.env("DISPLAY", format!(":{}", self.number));
        command.env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // A server that has ended by itself is gone all the same.
        let _gone = self.server.kill();
        let _gone = self.server.wait();
    }
}
