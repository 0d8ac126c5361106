//! What stands on paper of what was sent to a client.

use super::pages::{day, letterhead, pages, same_as, shows, sizes};
use crate::publication_pdf;
use crate::publication_pdf::publication_sheet;
use i18n::{Language, Messages};
use model::{
    AnswerId, ClientVerdict, LineKind, ProductionId, PublicationId, PublishedDetail, RawId, Step,
    TaskId,
};
use units::{Zone, parse_date_time};
use views::{AnswerView, Moment, PublicationState, PublicationView, PublishedLineView};

fn moment(text: &str) -> Option<Moment> {
    Some(Moment { at: parse_date_time(text).expect("a moment"), zone: Zone::PARIS })
}

fn line(name: &str, step: Step, start: &str, finish: &str) -> PublishedLineView {
    PublishedLineView {
        task: TaskId(RawId(1)),
        name: name.to_owned(),
        level: 0,
        kind: LineKind::Task,
        step,
        finished: false,
        start: moment(start),
        finish: moment(finish),
        moved_days: None,
    }
}

fn sent() -> PublicationView {
    let edit = line("Montage image", Step::Edit, "2026-11-02T09:00", "2026-11-27T18:00");
    let mix = line("Mixage", Step::Mix, "2026-12-07T09:00", "2026-12-11T18:00");
    let master = line("PAD", Step::Master, "2026-12-18T18:00", "2026-12-18T18:00");
    PublicationView {
        id: PublicationId(RawId(7)),
        production: ProductionId(RawId(1)),
        title: "Le Phare".to_owned(),
        house: "Atelier du Canal".to_owned(),
        number: 2,
        name: "Planning du 24 nov.".to_owned(),
        remark: "Sous réserve des archives.".to_owned(),
        published: moment("2026-11-24T09:30"),
        published_by: "Camille Exemple".to_owned(),
        detail: PublishedDetail::Tasks,
        state: PublicationState::Awaiting,
        agreement: true,
        price: "48500.50 EUR".parse().ok(),
        delivery: Some(day("2026-12-18")),
        lines: vec![
            PublishedLineView { kind: LineKind::Group, ..edit.clone() },
            PublishedLineView { level: 1, finished: true, moved_days: Some(-1), ..edit },
            PublishedLineView { moved_days: Some(3), ..mix },
            PublishedLineView { kind: LineKind::Milestone, moved_days: Some(0), ..master },
        ],
        moved_since: Some(4),
        answers: Vec::new(),
    }
}

fn agreed() -> PublicationView {
    let answer = AnswerView {
        id: AnswerId(RawId(8)),
        verdict: ClientVerdict::Agreed,
        signed: "Jeanne Exemple".to_owned(),
        remark: "Et les titres ?".to_owned(),
        answered: moment("2026-11-24T16:05"),
        changed_since: false,
    };
    PublicationView { state: PublicationState::Agreed, answers: vec![answer], ..sent() }
}

#[test]
fn a_client_reads_the_price_the_dates_and_what_has_moved_and_finds_where_to_sign() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        let sheet = || publication_sheet(&sent(), &letterhead(), &messages);
        assert_eq!(sizes(sheet()), [(210, 297)]);
        same_as("publication", language, &pages(sheet()));
    }
}

#[test]
fn what_was_answered_stands_below_and_nobody_is_asked_to_sign_again() {
    let messages = Messages::new(Language::French);
    let pages = pages(publication_sheet(&agreed(), &letterhead(), &messages));
    assert!(shows(&pages, "Bon pour accord · Jeanne Exemple") && shows(&pages, "Et les titres ?"));
    assert!(!shows(&pages, "Nom et qualité"), "{pages:#?}");
}

#[test]
fn nothing_of_the_house_is_on_it() {
    let messages = Messages::new(Language::French);
    let pages = pages(publication_sheet(&sent(), &letterhead(), &messages));
    assert!(!shows(&pages, "ont changé"), "whether the plan has moved since is the house's to say");
}

#[test]
fn a_price_that_was_not_sent_leaves_no_word_and_a_plan_without_a_line_says_so() {
    let messages = Messages::new(Language::English);
    let bare = PublicationView { price: None, delivery: None, lines: Vec::new(), ..sent() };
    let pages = pages(publication_sheet(&bare, &letterhead(), &messages));
    assert!(shows(&pages, "No step in this plan") && !shows(&pages, "excl. tax"), "{pages:#?}");
}

#[test]
fn a_long_plan_goes_on_over_pages_and_the_place_to_sign_stays_whole() {
    let messages = Messages::new(Language::French);
    let line = sent().lines.remove(1);
    let long = PublicationView { lines: vec![line; 120], ..sent() };
    let pages = pages(publication_sheet(&long, &letterhead(), &messages));
    assert!(pages.len() > 2);
    for page in &pages {
        assert!(shows(std::slice::from_ref(page), "Le Phare"), "{page}");
    }
    let last = &pages[pages.len() - 1..];
    assert!(["Nom et qualité", "Date", "Signature"].iter().all(|words| shows(last, words)));
}

#[test]
fn what_was_written_to_a_client_is_never_markup() {
    let messages = Messages::new(Language::French);
    let name = "] #panic() [ שלום";
    let hostile = PublicationView { title: name.to_owned(), remark: "$ sum $".into(), ..sent() };
    let paper = publication_pdf(&hostile, &letterhead(), &messages).expect("a sheet");
    assert!(paper.bytes.starts_with(b"%PDF-") && paper.replaced.contains(&'ש'));
    let pages = pages(publication_sheet(&hostile, &letterhead(), &messages));
    assert!(shows(&pages, "] #panic() [") && shows(&pages, "$ sum $"));
}
