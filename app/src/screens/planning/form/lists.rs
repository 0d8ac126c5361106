//! What can be chosen in the form: productions, tasks with work to book, rooms that are fit, those
//! that are free first, people in the order of their ranking.

use super::super::chooser::Choice;
use super::super::hands::Change;
use super::super::made_from::MadeFrom;
use crate::desktop::Scene;
use crate::desktop::ranking::{parts, ranking, score};
use i18n::{Value, key};
use model::{PersonId, ProductionId, RoomId, TaskId};
use units::NaiveDateTime;
use views::RankingView;
use views::board::{bookable_tasks, rooms_for};

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
        self.productions =
            productions.map(|it| Choice::new(it.id, it.title.clone(), it.client.clone())).collect();
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
            .map(|task| Choice::new(task.id, task.name, left(task.unbooked)))
            .collect();
        let said = Said {
            free: scene.say(key::DESKTOP_PLANNING_FREE),
            taken: scene.say(key::DESKTOP_PLANNING_TAKEN),
        };
        self.people = said.people(ranking(scene, production, booking.task, booking));
        let anywhere = production.or_else(|| scene.derived.productions.first().map(|it| it.id));
        let Some(production) = anywhere else { return };
        let rooms = rooms_for(&source, production, booking.task, booking).into_iter();
        self.rooms =
            rooms.map(|it| Choice::new(it.id, it.name, said.of(it.free).to_owned())).collect();
    }
}

/// What is said of rooms and people.
struct Said {
    free: String,
    taken: String,
}

impl Said {
    fn of(&self, is_free: bool) -> &str {
        if is_free { &self.free } else { &self.taken }
    }

    /// People with their scores and the parts of these; last, and with the reason, those who are
    /// out of the question.
    fn people(&self, ranking: RankingView) -> Vec<Choice<PersonId>> {
        let most = ranking.most;
        let ranked = ranking.ranked.into_iter().map(|it| Choice {
            id: it.person,
            remark: format!("{} · {}", score(&it, most), self.of(it.free)),
            more: parts(&it),
            name: it.name,
        });
        let excluded = ranking.excluded.into_iter();
        ranked.chain(excluded.map(|it| Choice::new(it.person, it.name, it.message))).collect()
    }
}
