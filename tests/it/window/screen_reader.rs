//! What a screen reader is told of the window, over the bus that screen readers listen on
//! (AT-SPI), and what it can do there.

use super::{Display, Opened};
use crate::program::Program;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use zbus::Connection;
use zbus::connection::Builder;
use zbus::export::serde::Serialize;
use zbus::zvariant::{DynamicDeserialize, DynamicType, OwnedObjectPath, OwnedValue, Type, Value};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const ACTION: &str = "org.a11y.atspi.Action";
/// The numbers of the roles “button” and “button that stays pressed”.
const BUTTONS: [u32; 2] = [43, 62];

const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

const NEEDED: &str = "the test of the screen reader needs its bus; on Debian: apt-get install \
     dbus at-spi2-core";

/// A session of a desktop with a screen reader, and nothing else: a bus of its own.
struct Session {
    daemon: Child,
    address: String,
    folder: TempDir,
}

impl Session {
    fn new(display: &Display) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--print-address", "--address=unix:tmpdir=/tmp"]);
        // What the bus starts on demand inherits this.
        display.lend(&mut command);
        command.env("XDG_RUNTIME_DIR", folder.path()).env_remove("DBUS_SESSION_BUS_ADDRESS");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut daemon = command.spawn().unwrap_or_else(|error| panic!("{error}; {NEEDED}"));
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(address.ends_with('\n'), "dbus-daemon does not start; {NEEDED}");
        Self { daemon, address: address.trim().to_owned(), folder }
    }

    fn lend(&self, command: &mut Command) {
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command.env("XDG_RUNTIME_DIR", self.folder.path()).env_remove("AT_SPI_BUS_ADDRESS");
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // What the bus has started ends with it.
        let _gone = self.daemon.kill();
        let _gone = self.daemon.wait();
    }
}

/// Something on the screen, or a program, as screen readers know it.
type Object = (String, OwnedObjectPath);

/// A screen reader.
struct Reader {
    connection: Connection,
}

impl Reader {
    /// Starts reading: programs are told that somebody listens.
    async fn start(session: &Session) -> Self {
        let bus = Builder::address(session.address.as_str()).unwrap().build().await.unwrap();
        let session = Self { connection: bus };
        let bus = object("org.a11y.Bus", "/org/a11y/bus");
        let address: String = session.ask(&bus, "org.a11y.Bus", "GetAddress", &()).await;
        let listening = ("org.a11y.Status", "IsEnabled", Value::from(true));
        session.ask::<()>(&bus, PROPERTIES, "Set", &listening).await;
        let bus = Builder::address(address.as_str()).unwrap().build().await.unwrap();
        Self { connection: bus }
    }

    async fn children(&self, of: &Object) -> Vec<Object> {
        self.ask(of, ACCESSIBLE, "GetChildren", &()).await
    }

    async fn name(&self, of: &Object) -> String {
        let name: OwnedValue = self.ask(of, PROPERTIES, "Get", &(ACCESSIBLE, "Name")).await;
        name.try_into().unwrap()
    }

    /// All buttons under something, with their names.
    async fn buttons(&self, under: &Object) -> BTreeMap<String, Object> {
        let (mut found, mut left) = (BTreeMap::new(), self.children(under).await);
        while let Some(object) = left.pop() {
            left.extend(self.children(&object).await);
            let role: u32 = self.ask(&object, ACCESSIBLE, "GetRole", &()).await;
            if BUTTONS.contains(&role) {
                found.insert(self.name(&object).await, object);
            }
        }
        found
    }

    async fn ask<T>(
        &self,
        of: &Object,
        interface: &str,
        method: &str,
        body: &(impl Serialize + DynamicType),
    ) -> T
    where
        T: for<'a> DynamicDeserialize<'a> + Type,
    {
        let (bus, path) = of;
        let asked =
            self.connection.call_method(Some(bus.as_str()), path, Some(interface), method, body);
        let answer = asked.await.unwrap_or_else(|error| panic!("{method}: {error}; {NEEDED}"));
        answer.body().deserialize().unwrap()
    }
}

fn object(bus: &str, path: &str) -> Object {
    (bus.to_owned(), OwnedObjectPath::try_from(path).unwrap())
}

#[test]
fn a_screen_reader_finds_the_screens_and_opens_one() {
    let (display, program) = (Display::new(), Program::founded());
    let session = Session::new(&display);
    let mut command = program.command(&[]);
    display.lend(&mut command);
    session.lend(&mut command);
    let reader = zbus::block_on(Reader::start(&session));
    let mut window = Opened::start(command);
    window.wait_for("Tout est gardé sur ce poste");
    assert!(!window.tree().is_chosen("Planning"));
    let desktop = object("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root");
    let programs = || zbus::block_on(reader.children(&desktop));
    window.wait("the program on the bus of screen readers", |_| programs().len() == 1);
    let buttons = zbus::block_on(reader.buttons(&programs()[0]));
    for name in ["Aujourd’hui", "Planning", "Conflits", "Salles et équipes", "Historique"] {
        assert!(buttons.contains_key(name), "no “{name}” in {:?}", buttons.keys());
    }
    let used = reader.ask(&buttons["Planning"], ACTION, "DoAction", &0_i32);
    let used: bool = zbus::block_on(used);
    assert!(used, "the button can be used");
    window.wait("“Planning” chosen", |tree| tree.is_chosen("Planning"));
}
