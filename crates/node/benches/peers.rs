//! How long others wait for an edit, over true connections on the loopback interface: one edit
//! after the other, a day apart, the first exchange, and fifty machines at once; what two linked
//! machines cost that do nothing.
//!
//! `cargo bench -p node --bench peers`; with names behind `--` only those: `edits`, `idle`, `day`,
//! `demo`, `many` (with `machines 10` so many instead of fifty), and what takes minutes to prepare
//! and is measured by name alone: `large`, the first exchange of 10,000 tasks in 100,000 changes,
//! and `week`, twelve machines that meet after 5,000 edits each. Stores are real files in the
//! folder for temporary files (`TMPDIR`), and every process is this one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench stops at its first mistake"
)]

use access::GrantScope;
use model::{Command, EndpointId, Kind, PersonId, RawId, Role, Subject, Value, Values};
use node::{
    Engine, Failure, Founding, Group, Listening, Node, Opening, Receipt, Snapshot, System, meet,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};
use testkit::facility::{BusyHouse, WEEKS, carried_out, demonstration};
use units::{Stamp, parse_date};

/// Nothing that works takes longer.
const PATIENCE: Duration = Duration::from_secs(600);
const EDITS: usize = 500;
const DAY: usize = 200;

/// A node that tells whenever something has come from outside.
struct Machine {
    node: Arc<Node>,
    endpoint: EndpointId,
    told: mpsc::Receiver<Instant>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let place = arguments.iter().position(|argument| argument == "machines");
    let machines = place.map_or(50, |place| arguments[place + 1].parse().unwrap());
    let modes: [(&str, bool, &dyn Fn()); 7] = [
        ("edits", true, &edits),
        ("idle", true, &idle),
        ("day", true, &day_apart),
        ("demo", true, &|| first_exchange("the demonstration", demo)),
        ("large", false, &|| first_exchange("10,000 tasks", large)),
        ("week", false, &|| week_apart(12, 5_000)),
        ("many", true, &|| many(machines, 10, 10)),
    ];
    let is_named = |mode: &str| arguments.iter().any(|argument| argument == mode);
    let are_named = modes.iter().any(|(mode, ..)| is_named(mode));
    println!("{:<52} {:>10} {:>10} {:>10}", "", "median", "p95", "p99");
    for (mode, is_usual, measure) in modes {
        if if are_named { is_named(mode) } else { is_usual } {
            measure();
        }
    }
}

fn line(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| {
        let place = (times.len() * share / 100).min(times.len() - 1);
        format!("{:.1} ms", times[place].as_secs_f64() * 1e3)
    };
    println!("{what:<52} {:>10} {:>10} {:>10}", at(50), at(95), at(99));
}

fn once(what: &str, time: Duration) {
    println!("{what:<52} {:>10}", format!("{:.2} s", time.as_secs_f64()));
}

fn real() -> Box<System> {
    Box::new(System::default())
}

fn founded(folder: &Path) -> Engine {
    let founding = Founding::Usual { name: "Atelier".into(), person: "Camille".into() };
    Opening::new(folder).found(&founding, real()).unwrap()
}

fn let_in(folder: &Path, admin: &mut Engine, number: u128) -> Engine {
    let right = (Role::Coordination, GrantScope::Facility);
    admin.set_up(Opening::new(folder), PersonId(RawId(number)), right, real()).unwrap()
}

fn start(engine: Engine) -> Machine {
    let endpoint = engine.endpoint();
    let node = Arc::new(Node::start(engine).unwrap());
    let (tell, told) = mpsc::channel();
    node.watch(move |_| {
        let _over = tell.send(Instant::now());
    })
    .unwrap();
    Machine { node, endpoint, told }
}

fn listen(node: &Node) -> Vec<String> {
    let bind = vec!["127.0.0.1:0".parse().unwrap()];
    node.listen(Listening { bind, ..Listening::default() }).unwrap()
}

/// Both listen, and the second is told where the first is.
fn connect(first: &Machine, second: &Machine) {
    let addresses = listen(&first.node);
    listen(&second.node);
    second.node.learn(first.endpoint, addresses).unwrap();
}

impl Machine {
    /// Waits until a snapshot shows something; when it was published.
    fn wait(&self, shows: impl Fn(&Snapshot) -> bool) -> Instant {
        let mut at = Instant::now();
        while !shows(&self.node.snapshot()) {
            at = self.told.recv_timeout(PATIENCE).unwrap();
        }
        at
    }

    fn heads(&self) -> Vec<(RawId, Vec<[u8; 32]>)> {
        let heads = self.node.call(|engine| engine.heads()).unwrap();
        heads.into_values().map(|(id, heads)| (id.into(), heads)).collect()
    }

    /// Waits until another holds the same as this one.
    fn wait_for_same(&self, other: &Self) -> Instant {
        loop {
            if self.heads() == other.heads() {
                return Instant::now();
            }
            // Either of the two may be the one that lacks something.
            let _nothing_came = self.told.recv_timeout(Duration::from_millis(5));
        }
    }
}

fn text(text: String) -> Value {
    Value::Text(text)
}

fn room(number: u128) -> Subject {
    Subject::shared(Kind::Room, RawId(0x7000 + number))
}

fn add_room(number: u128) -> Command {
    let values: Values = [("name".into(), text(format!("Salle {number}")))].into();
    Command::Add { subject: room(number), values }
}

fn remark(number: u128, count: usize) -> Group {
    let values: Values = [("remark".into(), text(count.to_string()))].into();
    Group::one(Command::Set { subject: room(number), values })
}

/// What the remark of a room counts up to.
fn counted(snapshot: &Snapshot, number: u128) -> Option<usize> {
    let room = snapshot.facility.rooms.get(&RawId(0x7000 + number).into())?;
    room.remark.parse().ok()
}

fn pair(folders: &[tempfile::TempDir; 2]) -> [Machine; 2] {
    let mut ana = founded(folders[0].path());
    ana.submit(&Group::one(add_room(0))).unwrap();
    let mut ben = let_in(folders[1].path(), &mut ana, 2);
    meet(&mut ana, &mut ben).unwrap();
    [start(ana), start(ben)]
}

fn folders() -> [tempfile::TempDir; 2] {
    [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()]
}

fn edits() {
    let folders = folders();
    let [ana, ben] = pair(&folders);
    connect(&ana, &ben);
    let mut times = Vec::new();
    let mut durable = Vec::new();
    for count in 0..EDITS + 10 {
        let begun = Instant::now();
        ana.node.submit(remark(0, count)).unwrap();
        let kept = begun.elapsed();
        let shown = ben.wait(|snapshot| counted(snapshot, 0) == Some(count));
        // The first ones go while the two are still connecting.
        if count >= 10 {
            durable.push(kept);
            times.push(shown.saturating_duration_since(begun));
        }
    }
    line("one edit, until it is durable here", durable);
    line("one edit, until the other machine shows it", times);
}

fn idle() {
    let folders = folders();
    let [ana, ben] = pair(&folders);
    connect(&ana, &ben);
    ana.node.submit(remark(0, 1)).unwrap();
    ben.wait(|snapshot| counted(snapshot, 0) == Some(1));
    let span = Duration::from_secs(10);
    let (before, begun) = (processor_time(), Instant::now());
    while let Some(left) = span.checked_sub(begun.elapsed()) {
        let _news = ben.told.recv_timeout(left);
    }
    let used = processor_time().saturating_sub(before);
    let share = used.as_secs_f64() / begun.elapsed().as_secs_f64() * 100.0;
    println!(
        "{:<52} {:>10}",
        "two linked machines at rest, of one processor",
        format!("{share:.2} %")
    );
    println!("{:<52} {:>10}", "and their memory together, with this program", memory());
}

/// The processor time of this process, to a hundredth of a second.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// On a machine that does other things too, this says more than the clock; and where all machines
/// share one, what each would use of its own.
fn used_since(before: Duration, machines: usize) {
    let used = processor_time().saturating_sub(before).as_secs_f64();
    let each = used / machines as f64;
    for (what, used) in [("  processor time", used), ("  of each machine", each)] {
        println!("{what:<52} {:>10}", format!("{used:.1} s"));
    }
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: u64 = line.and_then(|it| it.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    format!("{} MiB", kib / 1_024)
}

fn day_apart() {
    let folders = folders();
    let mut house = BusyHouse::new(1, 6, 210);
    let founding = Founding::Bare { facility: house.facility, person: house.person };
    let mut ana = Opening::new(folders[0].path()).found(&founding, real()).unwrap();
    let groups = house.founding().into_iter().map(Group::of);
    ana.run(groups.map(|group| (Stamp(0), group))).unwrap();
    let mut ben = let_in(folders[1].path(), &mut ana, 2);
    meet(&mut ana, &mut ben).unwrap();
    for _ in 0..DAY {
        // One hand makes what both do: no two additions of one name.
        for engine in [&mut ana, &mut ben] {
            let mut group = Group::of(house.edit());
            while engine.submit(&group).is_err() {
                group = Group::of(house.edit());
            }
        }
    }
    let changes = |engine: &Engine| engine.status().iter().map(|it| it.changes).sum::<u64>();
    let before = changes(&ana);
    let (ana, ben) = (start(ana), start(ben));
    assert_ne!(ana.heads(), ben.heads());
    listen(&ben.node);
    let addresses = listen(&ana.node);
    let begun = Instant::now();
    ben.node.learn(ana.endpoint, addresses).unwrap();
    let done = ana.wait_for_same(&ben);
    once(&format!("a day apart, {DAY} edits each, until both are the same"), done - begun);
    let after = ana.node.call(move |engine| changes(engine)).unwrap();
    println!("{:<52} {:>10}", "  changes that came in at one of the two", after - before);
}

fn demo(folder: &Path) -> Engine {
    let script = demonstration(1, WEEKS, parse_date("2026-11-23").unwrap());
    carried_out(folder, &script).unwrap().close().unwrap();
    Opening::new(folder).open(real()).unwrap()
}

fn large(folder: &Path) -> Engine {
    let mut house = BusyHouse::new(1, 48, 210);
    let founding = Founding::Bare { facility: house.facility, person: house.person };
    let mut engine = Opening::new(folder).found(&founding, real()).unwrap();
    let groups = house.founding().into_iter().map(Group::of);
    engine.run(groups.map(|group| (Stamp(0), group))).unwrap();
    let mut changes = 0;
    while changes < 100_000 {
        // A refused edit ends a run; the next begins behind it.
        let some = (0..2_000).map(|_| (Stamp(0), Group::of(house.edit())));
        let _refused = engine.run(some);
        changes = engine.status().iter().map(|status| status.changes).sum();
    }
    engine.close().unwrap();
    Opening::new(folder).open(real()).unwrap()
}

fn first_exchange(what: &str, make: fn(&Path) -> Engine) {
    let folders = folders();
    let mut ana = make(folders[0].path());
    let changes: u64 = ana.status().iter().map(|status| status.changes).sum();
    let ben = let_in(folders[1].path(), &mut ana, 2);
    let (ana, ben) = (start(ana), start(ben));
    listen(&ben.node);
    let addresses = listen(&ana.node);
    let (before, begun) = (processor_time(), Instant::now());
    ben.node.learn(ana.endpoint, addresses).unwrap();
    let done = ben.wait_for_same(&ana);
    once(&format!("first exchange of {what}: {changes} changes"), done - begun);
    used_since(before, 2);
}

/// So many machines of one facility that have each made so many edits, and then meet: how long
/// until all hold the same.
fn week_apart(machines: usize, edits: usize) {
    let folders: Vec<_> = (0..machines).map(|_| tempfile::tempdir().unwrap()).collect();
    let mut house = BusyHouse::new(1, 6, 210);
    let founding = Founding::Bare { facility: house.facility, person: house.person };
    let mut first = Opening::new(folders[0].path()).found(&founding, real()).unwrap();
    let groups = house.founding().into_iter().map(Group::of);
    first.run(groups.map(|group| (Stamp(0), group))).unwrap();
    let mut engines = Vec::new();
    for (number, folder) in folders.iter().enumerate().skip(1) {
        engines.push(let_in(folder.path(), &mut first, number as u128 + 10));
    }
    for engine in &mut engines {
        meet(&mut first, engine).unwrap();
    }
    engines.push(first);
    for engine in &mut engines {
        let mut made = 0;
        while made < edits {
            // A refused edit ends a run; the next begins behind it.
            let before = engine.snapshot().revision;
            let some = (made..edits).map(|_| (Stamp(0), Group::of(house.edit())));
            let _refused = engine.run(some);
            made += usize::try_from(engine.snapshot().revision - before).unwrap();
        }
    }
    let machines: Vec<Machine> = engines.into_iter().map(start).collect();
    let (before, begun) = (processor_time(), Instant::now());
    let addresses: Vec<Vec<String>> = machines.iter().map(|it| listen(&it.node)).collect();
    for (at, machine) in machines.iter().enumerate() {
        for (other, addresses) in machines.iter().zip(&addresses).skip(at + 1) {
            machine.node.learn(other.endpoint, addresses.clone()).unwrap();
        }
    }
    for machine in machines.iter().skip(1) {
        machine.wait_for_same(&machines[0]);
    }
    let what = format!("a week apart, {} machines, {edits} edits each", machines.len());
    once(&what, begun.elapsed());
    used_since(before, machines.len());
    let changes = |engine: &mut Engine| engine.status().iter().map(|it| it.changes).sum::<u64>();
    let changes = machines[0].node.call(changes).unwrap();
    println!("{:<52} {changes:>10}", "  changes of all documents together");
    println!("{:<52} {:>10}", "  memory of all", memory());
}

/// So many machines, each linked with every other, each of which edits so often in a second for so
/// many seconds: how long until each of the others shows it.
fn many(machines: usize, edits_a_second: usize, seconds: usize) {
    let folders: Vec<_> = (0..machines).map(|_| tempfile::tempdir().unwrap()).collect();
    let mut engines = vec![founded(folders[0].path())];
    let rooms = (0..machines).map(|number| add_room(number as u128)).collect();
    engines[0].submit(&Group::of(rooms)).unwrap();
    for (number, folder) in folders.iter().enumerate().skip(1) {
        let engine = let_in(folder.path(), &mut engines[0], number as u128 + 10);
        engines.push(engine);
    }
    let (first, others) = engines.split_at_mut(1);
    for engine in others {
        meet(&mut first[0], engine).unwrap();
    }
    let total = edits_a_second * seconds;
    let sent: Arc<Mutex<BTreeMap<(u128, usize), Instant>>> = Arc::default();
    let (tell, times) = mpsc::channel();
    let nodes: Vec<(Arc<Node>, EndpointId)> = engines
        .into_iter()
        .enumerate()
        .map(|(here, engine)| {
            let endpoint = engine.endpoint();
            let node = Arc::new(Node::start(engine).unwrap());
            let (sent, tell) = (Arc::clone(&sent), tell.clone());
            let mut seen = vec![0; machines];
            node.watch(move |engine| {
                let (now, snapshot) = (Instant::now(), engine.snapshot());
                for (number, seen) in seen.iter_mut().enumerate().filter(|(it, _)| *it != here) {
                    let last = counted(&snapshot, number as u128).unwrap_or(0);
                    let sent = sent.lock().unwrap();
                    for count in *seen + 1..=last {
                        if let Some(begun) = sent.get(&(number as u128, count)) {
                            let _over = tell.send(now.saturating_duration_since(*begun));
                        }
                    }
                    *seen = last.max(*seen);
                }
            })
            .unwrap();
            (node, endpoint)
        })
        .collect();
    let begun = Instant::now();
    let addresses: Vec<Vec<String>> = nodes.iter().map(|(node, _)| listen(node)).collect();
    for (at, (node, _)) in nodes.iter().enumerate() {
        for (other, (_, endpoint)) in nodes.iter().enumerate().skip(at + 1) {
            node.learn(*endpoint, addresses[other].clone()).unwrap();
        }
    }
    let linked = |node: &Node| node.call(|engine| engine.linked().len()).unwrap();
    while nodes.iter().any(|(node, _)| linked(node) + 1 < machines) {
        assert!(begun.elapsed() < PATIENCE, "they never found each other");
        std::thread::park_timeout(Duration::from_millis(100));
    }
    once(&format!("{machines} machines, until each is linked with each"), begun.elapsed());
    let (before, begun) = (processor_time(), Instant::now());
    for count in 1..=total {
        let due = Duration::from_secs_f64((count - 1) as f64 / edits_a_second as f64);
        if let Some(wait) = due.checked_sub(begun.elapsed()) {
            std::thread::park_timeout(wait);
        }
        for (number, (node, _)) in nodes.iter().enumerate() {
            let number = number as u128;
            sent.lock().unwrap().insert((number, count), Instant::now());
            let answer = |done: Result<Receipt, Failure>| drop(done.unwrap());
            node.post_group(remark(number, count), answer).unwrap();
        }
    }
    let all = total * machines * (machines - 1);
    let times: Vec<Duration> = (0..all).map(|_| times.recv_timeout(PATIENCE).unwrap()).collect();
    let took = begun.elapsed();
    line(&format!("{machines} machines, {edits_a_second} edits a second each"), times);
    once(&format!("  {} edits, until the last was everywhere", total * machines), took);
    used_since(before, machines);
    println!("{:<52} {:>10}", "  memory of all", memory());
}
