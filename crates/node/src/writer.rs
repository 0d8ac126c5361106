//! The writer thread: takes requests and what happens at connections, one after the other, has the
//! engine do it, sends what comes of it, and publishes snapshots.

use crate::engine::{Engine, Group, Receipt};
use crate::failure::Failure;
use crate::network::Network;
use crate::snapshot::Snapshot;
use arc_swap::ArcSwap;
use net::NetEvent;
use std::fmt;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// So long the writer does what comes before it sees to what comes of it.
const TURN: Duration = Duration::from_millis(20);

/// After a few envelopes were taken in, the next wait so many times as long as that took: the busier
/// the machine, the more of them share one commit.
const INTAKE_SHARE: u32 = 4;

/// So many are no few: what a commit costs is little beside them.
const MANY: usize = 64;

/// Very many that come wait for each other, but not longer than this: taken in at once they cost less.
const LONGEST_GATHERING: Duration = Duration::from_secs(2);

/// And what is new here is told to others at most once in so many times as long.
const NEWS_SHARE: u32 = 10;

/// But not longer than this.
const LONGEST_INTAKE: Duration = Duration::from_millis(300);

/// After a snapshot was published that nobody here has asked for, the next waits so many times as
/// long as that took.
const PUBLISH_SHARE: u32 = 10;

/// But not longer than this: a while in which many thousand changes of others come in.
const LONGEST_PUBLISH: Duration = Duration::from_secs(5);

/// The same of how this machine stands with the others: looking at each of many costs more than an
/// edit, and somebody reads it at leisure.
const LINKS_SHARE: u32 = 100;

/// But not longer than this.
const LONGEST_LINKS: Duration = Duration::from_secs(1);

/// So long after the last edit or change of others there is time for what nobody waits for.
const QUIET: Duration = Duration::from_secs(5);

/// How long something usually takes is the mean of about so many times.
const SMOOTH: u32 = 8;

/// How long the writer sleeps when nothing is due.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Called when something has changed that nobody here has asked for.
pub(crate) type Watch = Box<dyn FnMut(&mut Engine) + Send>;

/// Told what became of a group.
pub(crate) type Answer = Box<dyn FnOnce(Result<Receipt, Failure>) + Send>;

/// What comes to the writer thread.
pub(crate) enum Request {
    /// A group of commands, and who is told what became of it.
    Group(Group, Answer),
    /// Work of this program.
    Work(Box<dyn FnOnce(&mut Writer) + Send>),
    /// Something happened at a connection.
    Net(NetEvent),
    /// The program ends.
    Stop,
}

/// What the writer thread has.
pub(crate) struct Writer {
    pub(crate) engine: Engine,
    pub(crate) network: Option<Network>,
    pub(crate) watch: Option<Watch>,
    /// Makes the backups that the store is set for: a program that stays does, a command that is
    /// over in a moment does not.
    pub(crate) keeps_backups: bool,
    /// Groups that are to be carried out together.
    groups: Vec<(Group, Answer)>,
    published: Arc<ArcSwap<Snapshot>>,
    /// Has something changed that is not published?
    is_stale: bool,
    /// Or something about the other machines?
    are_links_stale: bool,
    intake: Pacing,
    /// Until when what has come waits for more of it.
    gathering: Option<Instant>,
    publishing: Pacing,
    linking: Pacing,
    /// When something was last written or taken in.
    busy: Instant,
}

/// When something may be done again that is worth doing for much at once.
#[derive(Debug, Clone, Copy, Default)]
struct Pacing {
    due: Option<Instant>,
    /// How long it usually takes: one slow disk now and then is not what the next is paced by.
    usual: Duration,
}

impl Pacing {
    fn is_due(self) -> bool {
        self.due.is_none_or(|due| due <= Instant::now())
    }

    /// How long until it may be done.
    fn wait(self) -> Duration {
        self.due.map_or(Duration::ZERO, |due| due.saturating_duration_since(Instant::now()))
    }

    /// Something that was begun then is done: the next waits so many times as long as it usually
    /// takes.
    fn done(&mut self, begun: Instant, share: u32, longest: Duration) {
        let now = Instant::now();
        self.usual = (self.usual * (SMOOTH - 1) + now.duration_since(begun)) / SMOOTH;
        self.due = Some(now + (self.usual * share).min(longest));
    }
}

impl Writer {
    pub(crate) fn new(engine: Engine, published: Arc<ArcSwap<Snapshot>>) -> Self {
        Self {
            engine,
            network: None,
            watch: None,
            keeps_backups: false,
            groups: Vec::new(),
            published,
            is_stale: false,
            are_links_stale: false,
            intake: Pacing::default(),
            gathering: None,
            publishing: Pacing::default(),
            linking: Pacing::default(),
            busy: Instant::now(),
        }
    }

    /// Does what comes until the program ends: all that is there, then what comes of it.
    pub(crate) fn run(mut self, requests: &mpsc::Receiver<Request>) {
        'all: loop {
            let mut next = match requests.recv_timeout(self.sleep()) {
                Ok(request) => Some(request),
                Err(mpsc::RecvTimeoutError::Timeout) => None,
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            };
            let begun = Instant::now();
            while let Some(request) = next {
                match request {
                    Request::Group(group, answer) => self.groups.push((group, answer)),
                    Request::Work(work) => {
                        self.carry_out();
                        work(&mut self);
                    }
                    Request::Net(event) => self.happened(event),
                    Request::Stop => break 'all,
                }
                let is_enough = begun.elapsed() >= TURN || self.engine.talk.waiting.is_much();
                next = if is_enough { None } else { requests.try_recv().ok() };
            }
            self.carry_out();
            self.see_to_it();
        }
        self.carry_out();
        self.end();
    }

    /// Carries out the groups that wait, and tells what became of them once they are on disk and
    /// published.
    fn carry_out(&mut self) {
        let (groups, answers): (Vec<Group>, Vec<Answer>) =
            std::mem::take(&mut self.groups).into_iter().unzip();
        if groups.is_empty() {
            return;
        }
        let done = self.engine.submit_all_with(&groups, Engine::publish_documents);
        self.are_links_stale |= self.engine.has_others();
        self.busy = Instant::now();
        self.publish();
        answers.into_iter().zip(done).for_each(|(answer, done)| answer(done));
    }

    /// Takes in what has come, sends what is to be sent, publishes what has changed: each as often
    /// as it is worth.
    fn see_to_it(&mut self) {
        if self.engine.wake() == Some(0) {
            self.engine.tick();
        }
        let waiting = self.engine.talk.waiting.count;
        if waiting == 0 {
            self.gathering = None;
        } else if self.is_worth_taking_in(waiting) {
            self.gathering = None;
            let share = if waiting < MANY { INTAKE_SHARE } else { 0 };
            let begun = Instant::now();
            self.engine.take_in();
            // What was gathered is published too if nothing else happens.
            self.is_stale = true;
            self.are_links_stale = true;
            self.busy = Instant::now();
            self.intake.done(begun, share, LONGEST_INTAKE);
            let every = (self.intake.usual * NEWS_SHARE).as_millis();
            self.engine.pace(u64::try_from(every).unwrap_or(u64::MAX));
        }
        if let Some(network) = &mut self.network {
            network.flush(&mut self.engine);
        }
        self.engine.keep_what_can_wait();
        self.tell_change();
        if self.engine.is_unsaved(self.busy.elapsed() >= QUIET) {
            self.engine.save_one();
        }
        if self.keeps_backups {
            self.engine.back_up_when_due(false);
        }
    }

    /// Is what has come to be taken in now, so many envelopes?
    fn is_worth_taking_in(&mut self, waiting: usize) -> bool {
        if self.engine.talk.waiting.is_much() {
            return true;
        }
        if waiting >= MANY && self.engine.is_catching_up() {
            let now = Instant::now();
            return now >= *self.gathering.get_or_insert(now + LONGEST_GATHERING);
        }
        self.gathering = None;
        self.intake.is_due()
    }

    /// Publishes the newest snapshot.
    pub(crate) fn publish(&mut self) {
        self.published.store(self.engine.shown());
    }

    fn happened(&mut self, event: NetEvent) {
        if let Some(network) = &mut self.network {
            network.happened(&mut self.engine, event);
            self.is_stale = true;
            self.are_links_stale = true;
        }
    }

    /// Looks anew at what has changed, as often as it is worth, and tells who wants to know.
    fn tell_change(&mut self) {
        let begun = Instant::now();
        let looks = self.is_stale && self.publishing.is_due();
        if looks {
            self.is_stale = false;
            self.engine.introduce_when_known();
            self.engine.publish_documents();
        }
        let counts = self.are_links_stale && self.linking.is_due();
        if counts {
            self.are_links_stale = false;
            let begun = Instant::now();
            self.engine.publish_links();
            self.linking.done(begun, LINKS_SHARE, LONGEST_LINKS);
        }
        if looks || counts {
            self.publish();
            if let Some(watch) = &mut self.watch {
                watch(&mut self.engine);
            }
        }
        if looks {
            self.publishing.done(begun, PUBLISH_SHARE, LONGEST_PUBLISH);
        }
    }

    fn sleep(&mut self) -> Duration {
        let due = self.engine.wake().map(Duration::from_millis);
        let gathering =
            || self.gathering.map(|until| until.saturating_duration_since(Instant::now()));
        let intake = (self.engine.talk.waiting.count > 0)
            .then(|| gathering().unwrap_or_else(|| self.intake.wait()));
        let publishing = self.is_stale.then(|| self.publishing.wait());
        let linking = self.are_links_stale.then(|| self.linking.wait());
        let saving =
            self.engine.is_unsaved(true).then(|| QUIET.saturating_sub(self.busy.elapsed()));
        let due = [due, intake, publishing, linking, saving].into_iter().flatten().min();
        due.map_or(LONGEST_SLEEP, |due| due.min(LONGEST_SLEEP))
    }

    /// Everything acknowledged is kept already; a snapshot that cannot be saved only makes the next
    /// start slower, and the store says itself what is wrong with it then.
    fn end(mut self) {
        for peer in self.engine.linked() {
            self.engine.disconnected(peer);
        }
        self.network = None;
        if self.keeps_backups {
            self.engine.back_up_when_due(true);
        }
        let _slower_start = self.engine.close();
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Group(..) => "Group",
            Self::Work(_) => "Work",
            Self::Net(_) => "Net",
            Self::Stop => "Stop",
        })
    }
}
