//! The people of a session: who could hold it, in the order of the ranking, and who could hold it
//! instead of somebody who is away or whom the director does not want.

use super::drafts::Drafts;
use super::form::{self, Offered};
use crate::desktop::ranking::{parts, ranking, score};
use crate::desktop::{Asks, Scene};
use egui::{Label, RichText, Ui};
use i18n::{Value, key};
use model::{Booking, Command, FieldValue, Kind, PersonId, ProductionId, Subject, TaskId, Values};
use node::{Group, Snapshot};
use schedule::Exclusion;
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use ui_kit::theme;
use ui_kit::widgets::{button, section};
use views::{RankedView, RankingView};

/// How many people are proposed, and how many are told who cannot be.
const MOST: usize = 4;

/// What was worked out last, of which session.
#[derive(Debug, Default)]
pub(super) struct State {
    of: Option<(Weak<Snapshot>, Subject, i18n::Language)>,
    ranking: RankingView,
}

impl State {
    /// Works the ranking out anew if something has changed.
    pub(super) fn refresh(&mut self, scene: &Scene<'_>, subject: Subject, booking: &Booking) {
        let language = scene.messages.language();
        let is_of = |(snapshot, of, told): &(Weak<Snapshot>, Subject, i18n::Language)| {
            std::ptr::eq(snapshot.as_ptr(), Arc::as_ptr(scene.snapshot))
                && (*of, *told) == (subject, language)
        };
        if self.of.as_ref().is_some_and(is_of) {
            return;
        }
        self.of = Some((Arc::downgrade(scene.snapshot), subject, language));
        let production = subject.scope.production();
        self.ranking = ranking(scene, production, booking.task, booking);
    }
}

/// The people who are on it, and everybody to choose from.
pub(super) fn field(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &State,
    subject: Subject,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let ranking = &state.ranking;
    let ranked = ranking.ranked.iter().map(|it| Offered {
        word: it.person.to_string(),
        name: it.name.clone(),
        remark: remark(scene, it, ranking.most),
        more: parts(it),
    });
    let excluded = ranking.excluded.iter().map(|it| Offered {
        word: it.person.to_string(),
        name: it.name.clone(),
        remark: it.message.clone(),
        more: String::new(),
    });
    let offered: Vec<Offered> = ranked.chain(excluded).collect();
    form::offered(ui, scene, drafts, asks, subject, "people", &offered);
}

/// Who should hold a session that nobody holds, or that somebody cannot: one click and they do.
pub(super) fn proposals(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &State,
    production: ProductionId,
    booking: &Booking,
    asks: &mut Asks,
) {
    let plan = scene.snapshot.plans.get(&production);
    let has_task = |task: TaskId| plan.is_some_and(|plan| plan.tasks.contains_key(&task));
    if scene.is_read_only() || !booking.task.is_some_and(has_task) || booking.start.is_none() {
        return;
    }
    let ranking = &state.ranking;
    let cannot = ranking.excluded.iter().filter(|it| it.why != Exclusion::NoFunction);
    let lost = cannot.clone().find(|it| booking.people.contains(&it.person));
    let title = match lost {
        Some(lost) => {
            let values = [("name", Value::Text(&lost.name)), ("why", Value::Text(&lost.message))];
            scene.say_with(key::DESKTOP_INSPECTOR_INSTEAD, &values)
        }
        None if booking.people.is_empty() => scene.say(key::DESKTOP_INSPECTOR_WHO_COULD),
        None => return,
    };
    section(ui, &title);
    let others = ranking.ranked.iter().filter(|it| !booking.people.contains(&it.person));
    for ranked in others.take(MOST) {
        let text = format!("{} · {}", ranked.name, remark(scene, ranked, ranking.most));
        if button(ui, &text).on_hover_text(parts(ranked)).clicked() {
            let mut people: BTreeSet<PersonId> = booking.people.clone();
            lost.map(|lost| people.remove(&lost.person));
            people.insert(ranked.person);
            let values = Values::from([("people".to_owned(), people.write())]);
            let subject = Subject::planned(production, Kind::Booking, booking.id);
            asks.submit(Group::one(Command::Set { subject, values }));
        }
    }
    for excluded in cannot.filter(|it| lost.is_none_or(|lost| lost.person != it.person)).take(MOST)
    {
        let text = RichText::new(format!("{} · {}", excluded.name, excluded.message));
        ui.add(Label::new(text.font(theme::small()).color(scene.tokens.ink_3)).wrap());
    }
    ui.add_space(6.0);
}

/// The score, and whether others hold them then: `52/100 · pris`.
fn remark(scene: &Scene<'_>, ranked: &RankedView, most: i64) -> String {
    let score = score(ranked, most);
    if ranked.free {
        return score;
    }
    format!("{score} · {}", scene.say(key::DESKTOP_PLANNING_TAKEN))
}
