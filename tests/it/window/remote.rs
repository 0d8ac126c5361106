//! The control port of a window: its accessible tree is read, what a person does is sent. Each
//! question is answered after a frame, so that nothing here waits for time to pass.

use egui::accesskit::{Node, NodeId, Role, Toggled};
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_inspection::protocol::read_handshake;
use egui_inspection::{PROTOCOL_VERSION, Request, Response, read_message, write_message};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// When a window that says nothing is given up; far longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// The most frames until a window is to be still.
const FRAMES: u64 = 600;

/// A connection to a window.
pub(super) struct Remote {
    stream: TcpStream,
}

impl Remote {
    pub(super) fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        assert_eq!(read_handshake(&stream).unwrap(), PROTOCOL_VERSION);
        Self { stream }
    }

    /// Everything that is on the screen, after a frame.
    pub(super) fn tree(&mut self) -> Tree {
        match self.ask(&Request::GetTree) {
            Response::Tree { accesskit: Some(update), .. } => Tree(update.nodes),
            other => panic!("no tree: {other:?}"),
        }
    }

    /// Draws until nothing moves.
    pub(super) fn settle(&mut self) {
        match self.ask(&Request::Settle { max_steps: FRAMES }) {
            Response::Settled { settled: true, .. } => {}
            other => panic!("the window does not come to rest: {other:?}"),
        }
    }

    pub(super) fn click(&mut self, at: Pos2) {
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.send(vec![Event::PointerMoved(at)]);
        self.send(vec![button(true)]);
        self.send(vec![button(false)]);
    }

    pub(super) fn type_text(&mut self, text: &str) {
        self.send(vec![Event::Text(text.to_owned())]);
    }

    pub(super) fn press_keys(&mut self, modifiers: Modifiers, key: Key) {
        let event =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.send(vec![event(true)]);
        self.send(vec![event(false)]);
    }

    /// The same where the answer may not come any more: the window goes.
    pub(super) fn press_last_keys(&mut self, modifiers: Modifiers, key: Key) {
        let pressed =
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        write_message(&self.stream, &Request::ApplyEvents { events: vec![pressed] }).unwrap();
    }

    fn send(&mut self, events: Vec<Event>) {
        match self.ask(&Request::ApplyEvents { events }) {
            Response::Done => {}
            other => panic!("not applied: {other:?}"),
        }
    }

    fn ask(&mut self, request: &Request) -> Response {
        write_message(&self.stream, request).unwrap();
        read_message(&self.stream).unwrap()
    }
}

/// What is on the screen, as screen readers are told.
pub(super) struct Tree(Vec<(NodeId, Node)>);

impl Tree {
    /// The middle of the only thing that can be used under this name.
    pub(super) fn place(&self, name: &str) -> Option<Pos2> {
        let named = |node: &&Node| node.label() == Some(name) && node.role() != Role::Label;
        let found: Vec<&Node> = self.0.iter().map(|(_, node)| node).filter(named).collect();
        assert!(found.len() < 2, "“{name}” is there {} times", found.len());
        let bounds = found.first()?.bounds()?;
        let middle = |from: f64, to: f64| ((from + to) / 2.0) as f32;
        Some(Pos2::new(middle(bounds.x0, bounds.x1), middle(bounds.y0, bounds.y1)))
    }

    /// Is the thing of this name the one that is chosen?
    pub(super) fn is_chosen(&self, name: &str) -> bool {
        let mut nodes = self.0.iter().map(|(_, node)| node);
        nodes.any(|node| node.label() == Some(name) && node.toggled() == Some(Toggled::True))
    }

    /// Is this text somewhere on the screen?
    pub(super) fn shows(&self, text: &str) -> bool {
        self.texts().any(|shown| shown.contains(text))
    }

    /// All texts, for people to read.
    pub(super) fn listing(&self) -> String {
        self.texts().collect::<Vec<_>>().join("\n")
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|(_, node)| node.label().or_else(|| node.value()))
    }
}
