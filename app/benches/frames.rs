//! How long a frame of the whole window takes on the planning, in milliseconds, at 1600 by 900 points
//! with a screen reader listening: the processor's time, where the system tells it, as the mean of
//! all frames; by the clock the median and the 99th hundredth, of drawing a frame and of making
//! triangles of it. On a machine that does something else meanwhile the clock is an upper bound.
//! `cargo bench -p raccord --bench frames`.

use egui::{Context, Event, Key, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, pos2, vec2};
use model::{Booking, BookingId, BookingState, Command, Kind, RawId, Record, Room};
use model::{RoomId, Subject};
use node::{Failure, Group, Node, Opening, Seeded, World};
use raccord::desktop::{
    Action, Desktop, Files, LIMIT, PlanningFilter, PlanningSettings, PlanningSpan,
};
use raccord::desktop::{Settings, Setup};
use std::path::{Path, PathBuf};
use std::time::Instant;
use units::{Datelike, Minutes, NaiveDate, NaiveTime, Stamp, after, parse_date};

/// How many frames are measured of each scene.
const FRAMES: usize = 200;

/// The rooms that are added, and what they are called.
const ROOMS: u128 = 14;
const NAME: &str = "Plateau";

fn main() -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("raccord-frames-{}", std::process::id()));
    let today = parse_date("2026-11-24").unwrap_or_default();
    raccord::make_demo(&folder, today)?;
    scene("the demonstration over three weeks", &folder, &demonstration(PlanningSpan::ThreeWeeks));
    scene("the demonstration over a quarter", &folder, &demonstration(PlanningSpan::Quarter));
    walk(&folder);
    let added = fill(&folder, today)?;
    println!("{added} more sessions, in {ROOMS} more rooms");
    let filter = PlanningFilter { text: NAME.to_owned(), ..PlanningFilter::default() };
    let quarter = PlanningSettings { span: PlanningSpan::Quarter, filter, ..Default::default() };
    scene("about 2,000 sessions in view", &folder, &quarter);
    let _left_behind = std::fs::remove_dir_all(&folder);
    Ok(())
}

fn demonstration(span: PlanningSpan) -> PlanningSettings {
    PlanningSettings { span, ..PlanningSettings::default() }
}

fn now() -> Stamp {
    Stamp::parse("2026-11-24T14:47:00+01:00").unwrap_or_default()
}

/// Rooms full of half-days over the quarter that begins with the week of a date.
fn fill(folder: &Path, today: NaiveDate) -> Result<usize, Failure> {
    let world = Box::new(Seeded::new(99, now()));
    let node = Node::open(Opening::new(folder), world)?;
    let production = node.snapshot().plans.keys().next().copied().unwrap_or_default();
    let monday = today - units::Days::new(u64::from(today.weekday().num_days_from_monday()));
    let days: Vec<NaiveDate> = monday
        .iter_days()
        .take(91)
        .filter(|day| day.weekday().num_days_from_monday() < 5)
        .collect();
    let mut count = 0;
    for number in 0..ROOMS {
        let mut room = Room::new(RoomId(RawId(0xF00 + number)));
        room.name = format!("{NAME} {number}");
        let subject = Subject::shared(Kind::Room, room.id);
        let mut commands = vec![Command::Add { subject, values: room.filled_values() }];
        for (day, date) in days.iter().enumerate() {
            let thirds: &[(u32, i64)] =
                if day % 2 == 0 { &[(9, 2), (11, 2), (14, 4)] } else { &[(9, 4), (14, 4)] };
            for (hour, hours) in thirds {
                count += 1;
                let id = BookingId(RawId(0xF_0000 + count as u128));
                let mut booking = Booking::new(id);
                let start = date.and_time(NaiveTime::from_hms_opt(*hour, 0, 0).unwrap_or_default());
                booking.start = Some(start);
                booking.end = Some(after(start, Minutes::hours(*hours)));
                booking.room = Some(room.id);
                booking.state = BookingState::Confirmed;
                let subject = Subject::planned(production, Kind::Booking, id);
                commands.push(Command::Add { subject, values: booking.filled_values() });
            }
        }
        let group = Group::of(commands);
        node.call(move |engine| engine.submit(&group))??;
    }
    Ok(count)
}

/// Dialogues that nobody answers.
#[derive(Debug)]
struct Nobody;

impl Files for Nobody {
    fn choose(&self, _title: &str) -> Vec<PathBuf> {
        Vec::new()
    }

    fn save_as(&self, _title: &str, _name: &str) -> Option<PathBuf> {
        None
    }

    fn choose_folder(&self, _title: &str) -> Option<PathBuf> {
        None
    }

    fn open(&self, _path: &Path) -> Result<(), String> {
        Ok(())
    }
}

/// A window that is drawn frame by frame.
struct Window {
    context: Context,
    desktop: Desktop,
    time: f64,
}

impl Window {
    fn new(folder: &Path, planning: &PlanningSettings) -> Self {
        let context = Context::default();
        context.enable_accesskit();
        let worlds = || -> Box<dyn World> { Box::new(Seeded::new(7, now())) };
        let setup = Setup::new(folder, Box::new(Nobody), None, Box::new(worlds));
        let settings = Settings { planning: planning.clone(), ..Settings::default() };
        let desktop = Desktop::new(&context, setup, Some(settings));
        let mut window = Self { context, desktop, time: 0.0 };
        while window.desktop.place().is_none() {
            window.desktop.settle();
            window.frame(Vec::new());
        }
        let context = window.context.clone();
        window.desktop.act(&context, Action::OpenPlanning);
        window.settle();
        window
    }

    fn settle(&mut self) {
        for _ in 0..20 {
            self.desktop.settle();
            self.frame(Vec::new());
        }
    }

    /// Draws a frame; tells how long that took, and making triangles of it.
    fn frame(&mut self, events: Vec<Event>) -> (f64, f64) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 900.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let desktop = &mut self.desktop;
        let started = Instant::now();
        let mut output = self.context.run_ui(input, |ui| {
            desktop.logic(ui.ctx());
            desktop.ui(ui);
        });
        let drawn = started.elapsed().as_secs_f64() * 1e3;
        let started = Instant::now();
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = self.context.tessellate(shapes, output.pixels_per_point);
        let made = started.elapsed().as_secs_f64() * 1e3;
        assert!(!meshes.is_empty());
        output.drop_without_applying_deltas();
        (drawn, made)
    }

    fn measure(&mut self, name: &str, mut events: impl FnMut(usize) -> Vec<Event>) {
        let before = processor();
        let times: Vec<(f64, f64)> = (0..FRAMES).map(|frame| self.frame(events(frame))).collect();
        let spent = before.zip(processor()).map(|(before, after)| (after - before) / FRAMES as f64);
        let spent = spent.map_or("?".to_owned(), |spent| format!("{spent:.2}"));
        let mut drawn: Vec<f64> = times.iter().map(|(drawn, _)| *drawn).collect();
        let mut made: Vec<f64> = times.iter().map(|(_, made)| *made).collect();
        let mut both: Vec<f64> = times.iter().map(|(drawn, made)| drawn + made).collect();
        let (drawn, made, both) = (told(&mut drawn), told(&mut made), told(&mut both));
        println!("    {name:<20} processor {spent} ms; clock {both} ({drawn} + {made})");
    }
}

fn scene(name: &str, folder: &Path, planning: &PlanningSettings) {
    let mut window = Window::new(folder, planning);
    println!("{name}");
    window.measure("standing still", |_| Vec::new());
    window.measure("pointer over bars", |frame| {
        vec![Event::PointerMoved(pos2(500.0 + (frame % 40) as f32 * 12.0, 300.0))]
    });
    window.measure("panning", |frame| vec![wheel(if frame % 20 < 10 { -9.0 } else { 9.0 })]);
    let Some(bar) = window.bar() else { return };
    drag(&mut window, bar);
    edit(&mut window, bar);
}

/// To every screen and through what takes most work there, in both languages: the processor's time
/// of all frames of a screen. None should be over the limit.
fn walk(folder: &Path) {
    let mut window = Window::new(folder, &PlanningSettings::default());
    for _ in 0..2 {
        for screen in [Key::F5, Key::F7, Key::F8, Key::F9] {
            window.press_key(screen);
        }
        window.frame(vec![key(Key::K, Modifiers::COMMAND, true)]);
        window.settle();
        window.frame(vec![Event::Text("saurine".to_owned())]);
        window.settle();
        window.press_key(Key::Enter);
        for key in [Key::F6, Key::F4, Key::PageDown, Key::PageUp, Key::Plus, Key::Minus] {
            window.press_key(key);
        }
        let context = window.context.clone();
        window.desktop.act(&context, Action::SwitchLanguage);
        window.settle();
    }
    let names: String = (1..=5_000).map(|n| format!("Salle {n}\tAuditorium\n")).collect();
    window.press_key(Key::F8);
    window.frame(vec![Event::Paste(names)]);
    window.settle();
    window.frame(vec![key(Key::Z, Modifiers::COMMAND, true)]);
    window.settle();
    println!(
        "a walk through all screens, 5,000 rooms pasted and taken back: frames over {LIMIT:?}"
    );
    for (place, times) in window.desktop.frame_times() {
        let mean = times.sum / times.count.max(1);
        let (count, slow, worst) = (times.count, times.slow, times.worst);
        println!("    {place:?}: {slow} of {count}; mean {mean:?}, worst {worst:?}");
    }
}

fn wheel(x: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(x, 0.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

fn press(at: Pos2, pressed: bool) -> Event {
    let button = egui::PointerButton::Primary;
    Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE }
}

fn key(key: Key, modifiers: Modifiers, pressed: bool) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

impl Window {
    fn press_key(&mut self, which: Key) {
        self.frame(vec![key(which, Modifiers::NONE, true)]);
        self.frame(vec![key(which, Modifiers::NONE, false)]);
        self.settle();
    }

    /// A place on the screen where a click selects a session.
    fn bar(&mut self) -> Option<Pos2> {
        for x in 0..90 {
            for y in 0..12 {
                let at = pos2(360.0 + x as f32 * 13.0, 190.0 + y as f32 * 54.0);
                self.frame(vec![Event::PointerMoved(at)]);
                self.frame(vec![press(at, true)]);
                self.frame(vec![press(at, false)]);
                self.frame(Vec::new());
                if !self.desktop.selection().is_empty() {
                    return Some(at);
                }
            }
        }
        None
    }
}

/// A session is dragged about: what it would come to is told in every frame.
fn drag(window: &mut Window, bar: Pos2) {
    window.frame(vec![Event::PointerMoved(bar)]);
    window.frame(vec![press(bar, true)]);
    let at = |frame: usize| bar + vec2((frame % 100) as f32 * 3.0, (frame % 3) as f32 * 54.0);
    window.measure("dragging a session", |frame| vec![Event::PointerMoved(at(frame))]);
    let escape = |pressed| key(Key::Escape, Modifiers::NONE, pressed);
    window.frame(vec![escape(true)]);
    window.frame(vec![escape(false), press(bar, false)]);
    window.settle();
}

/// Frames in which what follows from a change arrives, and all rows are made anew.
fn edit(window: &mut Window, bar: Pos2) {
    window.frame(vec![Event::PointerMoved(bar)]);
    window.frame(vec![press(bar, true)]);
    window.frame(vec![press(bar, false)]);
    let mut worst = 0.0_f64;
    let before = processor();
    for frame in 0..40 {
        let way = if frame % 2 == 0 { Key::ArrowRight } else { Key::ArrowLeft };
        let (drawn, made) = window.frame(vec![key(way, Modifiers::ALT, true)]);
        worst = worst.max(drawn + made);
        window.desktop.settle();
        for _ in 0..3 {
            let (drawn, made) = window.frame(Vec::new());
            worst = worst.max(drawn + made);
        }
    }
    let spent = before.zip(processor()).map_or(f64::NAN, |(before, after)| (after - before) / 40.0);
    println!(
        "    a session moved, 4 frames: processor {spent:.2} ms; longest by the clock {worst:.2} ms"
    );
}

/// Milliseconds for which this thread has had the processor, if the system tells (Linux does).
fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}

fn told(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    format!("{:.2} / {:.2} ms", at(50), at(99))
}
