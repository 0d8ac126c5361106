//! Publications: what was sent to the clients of productions, what they answered, and what has moved
//! since, for whoever may read it.

mod table;

pub(crate) use table::COLUMNS;
pub use table::publications_table;

use crate::json;
use crate::{Moment, Source};
use model::{
    Answer, AnswerId, ClientVerdict, LineKind, ProductionId, Publication, PublicationId,
    Publications, PublishedDetail, PublishedLine, TaskId,
};
use schedule::published_lines;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Money, NaiveDate, NaiveDateTime};

/// How far a publication has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicationState {
    /// The client is asked to agree and has not yet.
    Awaiting,
    /// The client has agreed.
    Agreed,
    /// The client has refused.
    Refused,
    /// It was sent for information.
    Sent,
    /// Another one was sent before the client agreed or refused.
    Replaced,
}

/// What was sent, and what was answered to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicationView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: PublicationId,
    /// Of which production.
    #[serde(serialize_with = "json::text")]
    pub production: ProductionId,
    /// The title of the production as it was sent.
    pub title: String,
    /// The name of the house as it was sent.
    pub house: String,
    /// Its number within the production.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Words to the client.
    pub remark: String,
    /// When it was sent.
    pub published: Option<Moment>,
    /// By whom; empty where the directory is not received or does not know.
    pub published_by: String,
    /// How much of the plan it is.
    #[serde(serialize_with = "json::word")]
    pub detail: PublishedDetail,
    /// How far it has come.
    pub state: PublicationState,
    /// Was the client asked to agree?
    pub agreement: bool,
    /// The price, without tax.
    #[serde(serialize_with = "json::optional_text")]
    pub price: Option<Money>,
    /// The day the master is due.
    #[serde(serialize_with = "json::optional_date")]
    pub delivery: Option<NaiveDate>,
    /// The plan.
    pub lines: Vec<PublishedLineView>,
    /// How many of its tasks have other dates in the plan by now, or are not in it any more; none
    /// where the plan is not received.
    pub moved_since: Option<usize>,
    /// What was answered, oldest first.
    pub answers: Vec<AnswerView>,
}

/// A line of a published plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedLineView {
    /// The task.
    #[serde(serialize_with = "json::text")]
    pub task: TaskId,
    /// Its name.
    pub name: String,
    /// Depth in the outline.
    pub level: u8,
    /// What it is: `task`, `group`, `milestone`.
    #[serde(serialize_with = "json::text")]
    pub kind: LineKind,
    /// Step of the trade.
    #[serde(serialize_with = "json::word")]
    pub step: model::Step,
    /// Is it finished?
    pub finished: bool,
    /// Start.
    pub start: Option<Moment>,
    /// Finish.
    pub finish: Option<Moment>,
    /// By how many days the finish has moved since the publication before; none where that said
    /// nothing of it.
    pub moved_days: Option<i64>,
}

/// What a client answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: AnswerId,
    /// What was said.
    #[serde(serialize_with = "json::word")]
    pub verdict: ClientVerdict,
    /// The name it is signed with.
    pub signed: String,
    /// Words to coordination.
    pub remark: String,
    /// When.
    pub answered: Option<Moment>,
    /// Has the publication another price or day now than when it was answered to? Nothing of this
    /// program does that.
    pub changed_since: bool,
}

/// From the first start of a published plan to its last finish, if that takes any time.
pub fn published_span(lines: &[PublishedLineView]) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let first = lines.iter().filter_map(|line| line.start).map(|at| at.at).min()?;
    let last = lines.iter().filter_map(|line| line.finish).map(|at| at.at).max()?;
    (first < last).then_some((first, last))
}

impl PublicationState {
    /// Every word, for messages `publication-state-<word>`.
    pub const WORDS: [&'static str; 5] = ["awaiting", "agreed", "refused", "sent", "replaced"];

    /// Its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Awaiting => "awaiting",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::Sent => "sent",
            Self::Replaced => "replaced",
        }
    }
}

/// What was sent to clients, of one production or of all: by title, the newest first.
pub fn publications(source: &Source<'_>, production: Option<ProductionId>) -> Vec<PublicationView> {
    let wanted = |id: &ProductionId| production.is_none_or(|wanted| wanted == *id);
    let rooms = source.publications.iter().filter(|(id, _)| wanted(id));
    let mut views: Vec<PublicationView> =
        rooms.flat_map(|(production, sent)| of_production(source, *production, sent)).collect();
    views.sort_by(|a, b| a.title.cmp(&b.title).then(a.production.cmp(&b.production)));
    views
}

/// How many productions wait for the agreement of a client to what was sent last.
pub fn awaiting(source: &Source<'_>) -> usize {
    let waits = |(production, sent): &(&ProductionId, &Arc<Publications>)| {
        sent.newest().is_some_and(|newest| {
            let answers = answers(source, **production, newest);
            state(newest, &answers) == PublicationState::Awaiting
        })
    };
    source.publications.iter().filter(waits).count()
}

/// The views of one production, newest first.
fn of_production(
    source: &Source<'_>,
    production: ProductionId,
    sent: &Publications,
) -> Vec<PublicationView> {
    let sent = sent.in_order();
    let now = ends_now(source, production);
    let before = std::iter::once(None).chain(sent.iter().map(|sent| Some(sent.as_ref())));
    let mut views: Vec<PublicationView> = before
        .zip(&sent)
        .map(|(before, sent)| view(source, production, sent, before, now.as_ref()))
        .collect();
    views.reverse();
    for replaced in views.iter_mut().skip(1) {
        if replaced.state == PublicationState::Awaiting {
            replaced.state = PublicationState::Replaced;
        }
    }
    views
}

fn view(
    source: &Source<'_>,
    production: ProductionId,
    sent: &Publication,
    before: Option<&Publication>,
    now: Option<&Ends>,
) -> PublicationView {
    let answers = answers(source, production, sent);
    let state = state(sent, &answers);
    let by = sent.published_by.and_then(|person| source.directory.name(person));
    PublicationView {
        id: sent.id,
        production,
        title: sent.title.clone(),
        house: sent.house.clone(),
        number: sent.number,
        name: sent.name.clone(),
        remark: sent.remark.clone(),
        published: sent.published.map(|at| source.moment(at)),
        published_by: by.unwrap_or_default().to_owned(),
        detail: sent.detail.clone(),
        state,
        agreement: sent.agreement,
        price: sent.price,
        delivery: sent.delivery,
        lines: lines(source, sent, before),
        moved_since: now.map(|now| moved(&sent.lines, now)),
        answers,
    }
}

/// How far a publication has come, were it the newest: the last agreement or refusal counts.
fn state(sent: &Publication, answers: &[AnswerView]) -> PublicationState {
    let last = answers.iter().rev().find(|answer| answer.verdict != ClientVerdict::Remark);
    match last.map(|answer| &answer.verdict) {
        Some(ClientVerdict::Agreed) => PublicationState::Agreed,
        Some(ClientVerdict::Refused) => PublicationState::Refused,
        _ if sent.agreement => PublicationState::Awaiting,
        _ => PublicationState::Sent,
    }
}

fn answers(source: &Source<'_>, production: ProductionId, sent: &Publication) -> Vec<AnswerView> {
    let said = source.answers.get(&production).into_iter().flat_map(|said| said.answers.values());
    let mut to: Vec<&Arc<Answer>> =
        said.filter(|answer| answer.publication == Some(sent.id)).collect();
    to.sort_by_key(|answer| (answer.answered, answer.id));
    let view = |answer: &Arc<Answer>| AnswerView {
        id: answer.id,
        verdict: answer.verdict.clone(),
        signed: answer.signed.clone(),
        remark: answer.remark.clone(),
        answered: answer.answered.map(|at| source.moment(at)),
        changed_since: !answer.is_to(sent),
    };
    to.into_iter().map(view).collect()
}

fn lines(
    source: &Source<'_>,
    sent: &Publication,
    before: Option<&Publication>,
) -> Vec<PublishedLineView> {
    let before = before.map(|before| ends(&before.lines)).unwrap_or_default();
    let view = |line: &PublishedLine| {
        let then = before.get(&line.task).and_then(|(_, finish)| *finish);
        let moved = line.finish.zip(then).map(|(now, then)| (now.date() - then.date()).num_days());
        PublishedLineView {
            task: line.task,
            name: line.name.clone(),
            level: line.level,
            kind: line.kind,
            step: line.step.clone(),
            finished: line.finished,
            start: line.start.map(|at| source.moment(at)),
            finish: line.finish.map(|at| source.moment(at)),
            moved_days: moved,
        }
    };
    sent.lines.iter().map(view).collect()
}

/// How many lines the plan would not say in the same way.
fn moved(sent: &[PublishedLine], now: &Ends) -> usize {
    let sent = ends(sent);
    sent.iter().filter(|(task, ends)| now.get(*task) != Some(*ends)).count()
}

/// When tasks begin and end, by task.
type Ends = BTreeMap<TaskId, (Option<NaiveDateTime>, Option<NaiveDateTime>)>;

fn ends(lines: &[PublishedLine]) -> Ends {
    lines.iter().map(|line| (line.task, (line.start, line.finish))).collect()
}

/// When the tasks of the plan itself begin and end; none where it is not received.
fn ends_now(source: &Source<'_>, production: ProductionId) -> Option<Ends> {
    let plan = source.plans.get(&production)?;
    let dates = source.report.plan(production)?;
    Some(ends(&published_lines(plan, dates, source.time(), &PublishedDetail::Tasks)))
}
