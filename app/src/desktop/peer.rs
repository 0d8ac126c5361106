//! The node as the window holds it: nothing here waits. What is asked is answered later, on a
//! channel that is looked at before each frame.

use crate::desktop::pending::{Outstanding, Pending};
use model::{Finding, ProductionId, Scope, VariantId};
use node::{Engine, Failure, Group, Happening, Node, Receipt, Snapshot};
use std::sync::{Arc, mpsc};

/// What became of something that was asked for.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What was asked, in the word of the history; shown in the notice.
    pub(crate) word: String,
    /// Is there to be a notice if it went well?
    pub(crate) told: bool,
    /// What became of it.
    pub(crate) result: Result<Receipt, Failure>,
}

/// The node, and what is under way with it.
pub(crate) struct Peer {
    node: Node,
    context: egui::Context,
    outstanding: Outstanding,
    outcomes: mpsc::Receiver<Outcome>,
    reports: mpsc::Sender<Outcome>,
    alarms: mpsc::Receiver<Finding>,
}

impl Peer {
    pub(crate) fn new(node: Node, context: &egui::Context, outstanding: &Outstanding) -> Self {
        let (reports, outcomes) = mpsc::channel();
        let alarms = watch(&node, context);
        let (context, outstanding) = (context.clone(), outstanding.clone());
        Self { node, context, outstanding, outcomes, reports, alarms }
    }

    /// What happened between machines that a person should know of, since the last look.
    pub(crate) fn alarms(&self) -> Vec<Finding> {
        self.alarms.try_iter().collect()
    }

    /// The newest snapshot.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.node.snapshot()
    }

    /// Has a group of commands carried out.
    pub(crate) fn submit(&self, group: Group, told: bool) {
        let word = group.commands.first().map_or("group", model::Command::key);
        let word = if group.label.is_empty() { word.to_owned() } else { group.label.clone() };
        self.change(word, told, move |engine| engine.submit(&group));
    }

    /// Takes back the last step of this machine.
    pub(crate) fn undo(&self) {
        self.change("undo".to_owned(), true, Engine::undo);
    }

    /// Brings back what was last undone.
    pub(crate) fn redo(&self) {
        self.change("redo".to_owned(), true, Engine::redo);
    }

    /// Has everything shown and done in a variant, or in the plans themselves.
    pub(crate) fn work_in(&self, into: Option<(ProductionId, VariantId)>) {
        self.change("work_in".to_owned(), false, move |engine| {
            engine.work_in(into)?;
            Ok(Receipt { revision: engine.snapshot().revision, findings: Vec::new() })
        });
    }

    /// Has templates name their steps in the reader's language.
    pub(crate) fn speak(&self, language: &'static str) {
        // A node that has stopped says so at the next change.
        let _stopped = self.node.post(move |engine| engine.speak(language), |()| {});
    }

    /// Tells the others what who sits here looks at.
    pub(crate) fn look_at(&self, scope: Scope, place: &'static str) {
        // A node that has stopped says so at the next change.
        let _stopped = self.node.post(move |engine| engine.look_at(scope, place), |()| {});
    }

    /// Has everything looked at as of now: options lapse and days pass without anybody's edit.
    pub(crate) fn look_at_the_clock(&self) {
        let started = self.outstanding.begin();
        let context = self.context.clone();
        // A node that has stopped says so at the next change.
        let _stopped = self.node.post(Engine::publish, move |()| {
            drop(started);
            context.request_repaint();
        });
    }

    /// Asks the engine something; the answer comes later.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Engine) -> T + Send + 'static,
    ) -> Pending<T> {
        let (answer, pending) = Pending::new(&self.outstanding, &self.context);
        // Without a node the answer never comes, and the next change says why.
        let _stopped = self.node.post(question, move |told| answer.give(told));
        pending
    }

    /// What has become of what was asked for, since the last look.
    pub(crate) fn outcomes(&self) -> Vec<Outcome> {
        self.outcomes.try_iter().collect()
    }

    fn change(
        &self,
        word: String,
        told: bool,
        change: impl FnOnce(&mut Engine) -> Result<Receipt, Failure> + Send + 'static,
    ) {
        let started = self.outstanding.begin();
        let (reports, context) = (self.reports.clone(), self.context.clone());
        let posted = self.node.post(change, {
            let word = word.clone();
            move |result| {
                // The window may be gone; what was asked is kept all the same.
                let _closed = reports.send(Outcome { word, told, result });
                drop(started);
                context.request_repaint();
            }
        });
        if let Err(failure) = posted {
            let _closed = self.reports.send(Outcome { word, told, result: Err(failure) });
        }
    }
}

/// Has the window drawn anew when others have written something, come or gone, and hears of what
/// is an alarm.
fn watch(node: &Node, context: &egui::Context) -> mpsc::Receiver<Finding> {
    let (tell, alarms) = mpsc::channel();
    let context = context.clone();
    // A node that has stopped says so at the next change.
    let _stopped = node.watch(move |engine| {
        for happening in engine.happenings() {
            if let Happening::Alarm(finding) = happening {
                // The window may be gone.
                let _closed = tell.send(finding);
            }
        }
        context.request_repaint();
    });
    alarms
}

/// The finding of an outcome that went wrong.
pub(crate) fn refusal(outcome: &Outcome) -> Option<&Finding> {
    outcome.result.as_ref().err().map(Failure::finding)
}
