//! Publications as lists: how far each has come, what moved, and what is known where.

use super::*;
use crate::{PublicationState, PublicationView, publications};
use model::{
    Answer, AnswerId, Answers, ClientVerdict, Publication, PublicationId, Publications,
    PublishedDetail,
};
use schedule::published_lines;

/// A publication of the plan of the sample, sent at a moment.
fn sent(sample: &Sample, id: u128, at: &str) -> Publication {
    let (plan, dates) = (&sample.plans[&PRODUCTION], sample.report.plan(PRODUCTION).unwrap());
    let mut sent = Publication::new(PublicationId(RawId(id)));
    sent.number = i64::try_from(id).unwrap();
    sent.published = Some(moment(at));
    sent.published_by = Some(MIXER);
    (sent.detail, sent.agreement) = (PublishedDetail::Tasks, true);
    sent.price = "48500 EUR".parse().ok();
    sent.lines = published_lines(plan, dates, sample.report.time(), &sent.detail);
    sent
}

fn answer(id: u128, to: &Publication, verdict: ClientVerdict, at: &str) -> Answer {
    Answer {
        publication: Some(to.id),
        verdict,
        answered: Some(moment(at)),
        price: to.price,
        ..Answer::new(AnswerId(RawId(id)))
    }
}

fn with(mut sample: Sample, sent: &[Publication], said: &[Answer]) -> Sample {
    let publications = sent.iter().map(|it| (it.id, Arc::new(it.clone()))).collect();
    sample.publications.insert(PRODUCTION, Arc::new(Publications { publications }));
    let answers = said.iter().map(|it| (it.id, Arc::new(it.clone()))).collect();
    sample.answers.insert(PRODUCTION, Arc::new(Answers { answers }));
    sample
}

/// The sample with one publication, to which the client has agreed.
pub(super) fn with_an_answer(bare: Sample) -> Sample {
    let one = sent(&bare, 1, "2026-11-20T09:00");
    let said = answer(1, &one, ClientVerdict::Agreed, "2026-11-20T10:00");
    with(bare, &[one], &[said])
}

fn states(sample: &Sample) -> Vec<(i64, PublicationState)> {
    let told = |view: PublicationView| (view.number, view.state);
    publications(&sample.source(), None).into_iter().map(told).collect()
}

#[test]
fn the_last_agreement_or_refusal_says_how_far_a_publication_has_come() {
    let bare = Sample::new();
    let first = sent(&bare, 1, "2026-11-20T09:00");
    let second = sent(&bare, 2, "2026-11-20T10:00");
    let sample = with(bare, &[first.clone(), second.clone()], &[]);
    assert_eq!(
        states(&sample),
        [(2, PublicationState::Awaiting), (1, PublicationState::Replaced)],
        "the client need not answer to the older one any more"
    );
    let said = [
        answer(1, &first, ClientVerdict::Agreed, "2026-11-20T09:30"),
        answer(2, &second, ClientVerdict::Agreed, "2026-11-20T11:00"),
        answer(3, &second, ClientVerdict::Refused, "2026-11-20T12:00"),
        answer(4, &second, ClientVerdict::Remark, "2026-11-20T13:00"),
    ];
    let sample = with(sample, &[first, second], &said);
    assert_eq!(states(&sample), [(2, PublicationState::Refused), (1, PublicationState::Agreed)]);
    let last = &publications(&sample.source(), Some(PRODUCTION))[0];
    let verdicts: Vec<&ClientVerdict> = last.answers.iter().map(|answer| &answer.verdict).collect();
    assert_eq!(verdicts, [&ClientVerdict::Agreed, &ClientVerdict::Refused, &ClientVerdict::Remark]);
    assert!(publications(&sample.source(), Some(ProductionId(RawId(9)))).is_empty());
}

#[test]
fn a_line_says_by_how_much_it_moved_and_the_house_sees_what_moved_since() {
    let bare = Sample::new();
    let before = sent(&bare, 1, "2026-11-20T09:00");
    let mut after = sent(&bare, 2, "2026-11-20T10:00");
    let line = after.lines.iter_mut().find(|line| line.task == MIX).unwrap();
    line.finish = line.finish.and_then(|at| at.checked_add_days(units::Days::new(3)));
    let sample = with(bare, &[before, after], &[]);
    let [newest, oldest] = &publications(&sample.source(), None)[..] else { panic!("two") };
    let moved = |view: &PublicationView, task| {
        view.lines.iter().find(|line| line.task == task).unwrap().moved_days
    };
    assert_eq!((moved(newest, MIX), moved(newest, EDIT)), (Some(3), Some(0)));
    assert_eq!(moved(oldest, MIX), None, "nothing was sent before");
    assert_eq!((newest.moved_since, oldest.moved_since), (Some(1), Some(0)));
    assert_eq!(newest.published_by, "Ada Exemple");
}

#[test]
fn a_client_sees_what_was_sent_and_nothing_of_the_house() {
    let bare = Sample::new();
    let one = sent(&bare, 1, "2026-11-20T09:00");
    let mut theirs = with(bare, &[one], &[]);
    theirs.plans.clear();
    theirs.directory = Directory::default();
    let view = &publications(&theirs.source(), None)[0];
    assert_eq!((view.moved_since, view.published_by.as_str()), (None, ""));
    assert_eq!(view.lines.len(), 2);
    let json = serde_json::to_string(view).unwrap();
    let room = theirs.facility.rooms[&STAGE].name.as_str();
    assert!(!json.contains(room) && !json.contains(&STAGE.to_string()), "{json}");
}
