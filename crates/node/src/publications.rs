//! What is sent to the client of a production, and what the client answers.
//!
//! What is sent is a copy made here (`schedule::published_lines`), and the client's machine receives
//! nothing else of the production.

use crate::expand::{Means, add_record};
use crate::failure::Failure;
use crate::rules;
use crate::working::Working;
use model::{
    Answer, AnswerId, ClientVerdict, Finding, Kind, ProductionId, Publication, PublicationId,
    PublishedDetail, Subject,
};
use schedule::published_lines;
use std::sync::Arc;
use units::{Money, clean_name};

/// What coordination says with a publication.
pub(crate) struct Sending<'a> {
    pub(crate) name: &'a str,
    pub(crate) remark: &'a str,
    pub(crate) detail: &'a PublishedDetail,
    pub(crate) price: Option<Money>,
    pub(crate) agreement: bool,
}

/// What the client says to one.
pub(crate) struct Saying<'a> {
    pub(crate) verdict: &'a ClientVerdict,
    pub(crate) signed: &'a str,
    pub(crate) remark: &'a str,
}

/// Sends a copy of the plan as it is, and a price, to the client.
pub(crate) fn publish(
    working: &mut Working,
    production: ProductionId,
    id: PublicationId,
    sending: &Sending<'_>,
    means: &mut Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let plan = Arc::clone(rules::plan(working, production)?);
    let subject = Subject::published(production, id);
    let report = means.report(working);
    let dates = report.plan(production);
    let lines = dates.map(|dates| published_lines(&plan, dates, report.time(), sending.detail));
    let lines = lines.unwrap_or_default();
    if lines.is_empty() && sending.price.is_none() {
        return Err(Failure::about("publication-empty", subject));
    }
    let earlier = working.publications.get(&production);
    let earlier = earlier.into_iter().flat_map(|sent| sent.publications.values());
    let record = Publication {
        number: earlier.map(|sent| sent.number).max().unwrap_or(0).saturating_add(1),
        name: clean_name(sending.name),
        title: plan.production.title.clone(),
        house: working.facility.house.name.clone(),
        remark: sending.remark.trim().to_owned(),
        published: Some(working.facility.house.zone.civil(means.now)),
        published_by: Some(means.person),
        detail: sending.detail.clone(),
        agreement: sending.agreement,
        price: sending.price,
        delivery: plan.production.delivery,
        lines,
        ..Publication::new(id)
    };
    add_record(working, subject, &record)
}

/// Answers to what was sent: what it says of price and delivery is kept with the answer.
pub(crate) fn answer(
    working: &mut Working,
    (production, publication): (ProductionId, PublicationId),
    id: AnswerId,
    saying: &Saying<'_>,
    means: &Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let sent = working.publications.get(&production);
    let Some(sent) = sent.and_then(|sent| sent.publications.get(&publication)) else {
        let unknown = Failure::about("unknown-record", Subject::published(production, publication));
        return Err(unknown.with("kind", Kind::Publication.key()).with("id", publication));
    };
    let record = Answer {
        publication: Some(publication),
        verdict: saying.verdict.clone(),
        signed: clean_name(saying.signed),
        remark: saying.remark.trim().to_owned(),
        answered: Some(working.facility.house.zone.civil(means.now)),
        answered_by: Some(means.person),
        price: sent.price,
        delivery: sent.delivery,
        ..Answer::new(id)
    };
    add_record(working, Subject::answered(production, id), &record)
}
