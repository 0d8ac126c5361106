//! Answers that come later: from the node's writer thread, or from a worker that was started for a
//! long piece of work and can be stopped.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, mpsc};

/// Counts what is under way, so that somebody who drives the window can wait for all of it.
#[derive(Debug, Clone, Default)]
pub struct Outstanding(Arc<Counter>);

#[derive(Debug, Default)]
struct Counter {
    count: Mutex<usize>,
    /// How often something was begun.
    begun: AtomicU32,
    changed: Condvar,
}

/// Something under way; it is over when this is dropped.
#[derive(Debug)]
pub(crate) struct Started(Arc<Counter>);

impl Outstanding {
    pub(crate) fn begin(&self) -> Started {
        self.0.begun.fetch_add(1, Ordering::Relaxed);
        if let Ok(mut count) = self.0.count.lock() {
            *count += 1;
        }
        Started(Arc::clone(&self.0))
    }

    /// Is something under way?
    pub fn is_busy(&self) -> bool {
        self.0.count.lock().is_ok_and(|count| *count > 0)
    }

    /// How often something was begun: a frame in which it stays the same has nothing left to wait for.
    pub fn begun(&self) -> u32 {
        self.0.begun.load(Ordering::Relaxed)
    }

    /// Waits until nothing is under way. Not for the window itself, which never waits.
    pub fn wait(&self) {
        let Ok(mut count) = self.0.count.lock() else { return };
        while *count > 0 {
            let Ok(again) = self.0.changed.wait(count) else { return };
            count = again;
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if let Ok(mut count) = self.0.count.lock() {
            *count = count.saturating_sub(1);
        }
        self.0.changed.notify_all();
    }
}

/// How far a worker is, and whether it should stop. Shared with the worker.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// In thousandths.
    done: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says how far the work is, as a share in thousandths.
    pub(crate) fn at(&self, thousandths: u32) {
        self.0.done.store(thousandths.min(1000), Ordering::Relaxed);
    }

    /// The share that is done, from 0 to 1.
    pub(crate) fn share(&self) -> f32 {
        // At most a thousand, which `f32` holds exactly.
        self.0.done.load(Ordering::Relaxed) as f32 / 1000.0
    }

    /// Asks the worker to stop.
    pub(crate) fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Should the worker stop?
    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }
}

/// An answer that is awaited.
#[derive(Debug)]
pub(crate) struct Pending<T> {
    receiver: mpsc::Receiver<T>,
    progress: Progress,
}

/// Where the answer is handed in.
#[derive(Debug)]
pub(crate) struct Answer<T> {
    sender: mpsc::Sender<T>,
    context: egui::Context,
    started: Started,
}

impl<T: Send + 'static> Pending<T> {
    pub(crate) fn new(outstanding: &Outstanding, context: &egui::Context) -> (Answer<T>, Self) {
        let (sender, receiver) = mpsc::channel();
        let answer = Answer { sender, context: context.clone(), started: outstanding.begin() };
        (answer, Self { receiver, progress: Progress::default() })
    }

    /// Starts a worker for a long piece of work.
    pub(crate) fn work(
        outstanding: &Outstanding,
        context: &egui::Context,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Self {
        let (answer, pending) = Self::new(outstanding, context);
        let progress = pending.progress.clone();
        let run = move || answer.give(work(&progress));
        // A machine that can start no thread gives no answer; the dialogue can still be closed.
        let _refused = std::thread::Builder::new().name("worker".to_owned()).spawn(run);
        pending
    }

    /// The answer, once it is there. Never waits.
    pub(crate) fn take(&self) -> Option<T> {
        self.receiver.try_recv().ok()
    }

    /// How far it is.
    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }
}

impl<T> Answer<T> {
    /// Hands in the answer. Nobody may be waiting for it any more.
    pub(crate) fn give(self, told: T) {
        let _unwanted = self.sender.send(told);
        drop(self.started);
        self.context.request_repaint();
    }
}
