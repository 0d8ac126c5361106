//! What can be chosen in the form: productions, tasks with work to book, rooms and people that are
//! fit, those that are free first.

use super::super::chooser::Choice;
use super::super::hands::Change;
use super::super::made_from::MadeFrom;
use crate::desktop::Scene;
use i18n::{Value, key};
use model::{PersonId, ProductionId, RoomId, TaskId};
use units::NaiveDateTime;
use views::board::{Candidate, bookable_tasks, people_for, rooms_for};

type MadeFor =
    (MadeFrom<node::Snapshot>, Option<ProductionId>, Option<TaskId>, NaiveDateTime, NaiveDateTime);

/// What can be chosen, for as long as it is still true.
#[derive(Debug, Default)]
pub(super) struct Lists {
    made_for: Option<MadeFor>,
    pub(super) productions: Vec<Choice<ProductionId>>,
    pub(super) tasks: Vec<Choice<TaskId>>,
    pub(super) rooms: Vec<Choice<RoomId>>,
    pub(super) people: Vec<Choice<PersonId>>,
}

impl Lists {
    /// Makes them anew if need be.
    pub(super) fn refresh(&mut self, scene: &Scene<'_>, draft: &Change) {
        let booking = &draft.after;
        let production = Some(draft.production).filter(|id| *id != ProductionId::default());
        let Some((start, end)) = booking.start.zip(booking.end) else { return };
        let made_for = (MadeFrom::of(scene.snapshot), production, booking.task, start, end);
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        self.made_for = Some(made_for);
        let source = scene.source();
        let productions = scene.derived.productions.iter();
        self.productions = productions
            .map(|it| Choice { id: it.id, name: it.title.clone(), remark: it.client.clone() })
            .collect();
        let day = source.day();
        let left = |unbooked: units::Minutes| {
            if !unbooked.is_positive() {
                return String::new();
            }
            let work = scene.messages.work(unbooked, day);
            scene.say_with(key::DESKTOP_PLANNING_TO_BOOK, &[("work", Value::Text(&work))])
        };
        self.tasks = production
            .map(|id| bookable_tasks(&source, id))
            .unwrap_or_default()
            .into_iter()
            .map(|task| Choice { id: task.id, name: task.name, remark: left(task.unbooked) })
            .collect();
        let anywhere = production.or_else(|| scene.derived.productions.first().map(|it| it.id));
        let Some(production) = anywhere else { return };
        let (free, taken) =
            (scene.say(key::DESKTOP_PLANNING_FREE), scene.say(key::DESKTOP_PLANNING_TAKEN));
        self.rooms = choices(rooms_for(&source, production, booking.task, booking), &free, &taken);
        self.people =
            choices(people_for(&source, production, booking.task, booking), &free, &taken);
    }
}

fn choices<I>(found: Vec<Candidate<I>>, free: &str, taken: &str) -> Vec<Choice<I>> {
    let remark = |is_free: bool| if is_free { free.to_owned() } else { taken.to_owned() };
    found
        .into_iter()
        .map(|it| Choice { id: it.id, name: it.name, remark: remark(it.free) })
        .collect()
}
