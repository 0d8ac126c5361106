//! What stands on paper of session slips.

use super::pages::{day, letterhead, pages, same_as, shows, sizes};
use crate::slips_pdf::slips_sheet;
use i18n::{Language, Messages};
use model::{PersonId, ProductionId, RawId, SlipId, WaitingCause};
use units::{Minutes, NaiveDate, Zone, parse_date_time};
use views::{Moment, SlipState, SlipView, Stretch};

fn moment(text: &str) -> Moment {
    Moment { at: parse_date_time(text).expect("a moment"), zone: Zone::PARIS }
}

/// A session of eight hours that was planned, and nothing said of it.
fn planned(id: u128, date: &str, state: SlipState) -> SlipView {
    let (start, end) = (moment(&format!("{date}T09:00")), moment(&format!("{date}T18:00")));
    SlipView {
        id: Some(SlipId(RawId(id))),
        state,
        accepted: None,
        accepted_at: None,
        accepted_by: String::new(),
        handed_in: None,
        person: PersonId(RawId(id)),
        person_name: "Ada Exemple".to_owned(),
        day: Some(day(date)),
        production: Some(ProductionId(RawId(1))),
        title: "Le Phare".to_owned(),
        task: None,
        task_name: "Mixage".to_owned(),
        booking: None,
        room: None,
        room_name: "Audi 1".to_owned(),
        planned: Some(Stretch { start, end }),
        planned_work: Some(Minutes(480)),
        start: None,
        end: None,
        worked: None,
        remaining: None,
        breaks: None,
        waiting: None,
        waiting_cause: None,
        done: String::new(),
        supplies: String::new(),
        remark: String::new(),
        changes: Vec::new(),
    }
}

/// The same as it went: an hour and a quarter longer, with half an hour in which one waited.
fn worked(id: u128, date: &str) -> SlipView {
    SlipView {
        start: Some(moment(&format!("{date}T09:30"))),
        end: Some(moment(&format!("{date}T19:45"))),
        breaks: Some(Minutes(60)),
        waiting: Some(Minutes(30)),
        waiting_cause: Some(WaitingCause::Client),
        worked: Some(Minutes(555)),
        done: "Bobines 2 et 3".to_owned(),
        supplies: "1 disque de 2 To".to_owned(),
        remark: "Le client est difficile".to_owned(),
        ..planned(id, date, SlipState::Accepted)
    }
}

fn week() -> (NaiveDate, NaiveDate) {
    (day("2026-11-23"), day("2026-11-29"))
}

fn slips() -> Vec<SlipView> {
    let other = SlipView {
        production: Some(ProductionId(RawId(2))),
        title: "Anse nord".to_owned(),
        waiting: Some(Minutes(0)),
        waiting_cause: Some(WaitingCause::Unstated),
        ..worked(3, "2026-11-25")
    };
    vec![
        planned(2, "2026-11-25", SlipState::Missing),
        worked(1, "2026-11-24"),
        other,
        planned(4, "2026-11-27", SlipState::Ahead),
    ]
}

#[test]
fn each_production_signs_for_what_was_worked_for_it_in_both_languages() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        let sheet = || slips_sheet(&slips(), week(), &letterhead(), &messages);
        assert_eq!(sizes(sheet()), [(297, 210), (297, 210)]);
        same_as("slips", language, &pages(sheet()));
    }
}

#[test]
fn what_is_said_to_coordination_alone_and_what_is_still_ahead_is_not_on_it() {
    let messages = Messages::new(Language::French);
    let pages = pages(slips_sheet(&slips(), week(), &letterhead(), &messages));
    assert!(!shows(&pages, "difficile") && !shows(&pages, "27 nov."), "{pages:#?}");
}

#[test]
fn nobody_signs_for_the_hours_of_a_draft() {
    let messages = Messages::new(Language::French);
    let draft = SlipView { state: SlipState::Draft, ..worked(1, "2026-11-24") };
    let pages = pages(slips_sheet(&[draft], week(), &letterhead(), &messages));
    assert!(shows(&pages, "9 h – 18 h | brouillon"), "{pages:#?}");
    assert!(!shows(&pages, "19 h 45") && !shows(&pages, "Bobines"), "{pages:#?}");
    assert!(shows(&pages, "Visa de la production · Le Phare · 0 h"), "{pages:#?}");
}

#[test]
fn a_week_without_slips_says_so() {
    let messages = Messages::new(Language::English);
    let pages = pages(slips_sheet(&[], week(), &letterhead(), &messages));
    assert!(shows(&pages, "No session in this period"), "{pages:#?}");
}

#[test]
fn a_long_list_goes_on_over_pages_and_its_total_counts_all() {
    let messages = Messages::new(Language::French);
    let slips: Vec<SlipView> = (0..60).map(|id| worked(id, "2026-11-24")).collect();
    let pages = pages(slips_sheet(&slips, week(), &letterhead(), &messages));
    assert!(pages.len() > 2, "{}", pages.len());
    let shows_on = |page: &String, text: &str| shows(std::slice::from_ref(page), text);
    assert!(pages.iter().all(|page| shows_on(page, "Le Phare")), "{pages:#?}");
    assert!(shows(&pages, "Total | 30 h | 555 h"), "{:?}", pages.last());
    let signed = pages.iter().find(|page| shows_on(page, "Signature")).expect("a place to sign");
    assert!(shows_on(signed, "Visa de la production · Le Phare · 555 h"), "{signed}");
}
