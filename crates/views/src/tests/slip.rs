//! Session slips as lists.

use super::*;
use crate::{SlipFilter, SlipState, SlipView, slips, unsettled_slips};
use model::{AcceptedSlip, AcceptedSlipId, Desk, Slip, SlipId};

const SLIP: SlipId = SlipId(RawId(0x51));

/// The first day of the session as the mixer tells of it.
fn slip(change: impl FnOnce(&mut Slip)) -> Slip {
    let mut slip = Slip::new(SLIP);
    slip.production = Some(PRODUCTION);
    (slip.task, slip.booking, slip.room) = (Some(MIX), Some(SESSION), Some(STAGE));
    slip.day = parse_date("2026-11-26");
    (slip.start, slip.end) = (Some(moment("2026-11-26T09:15")), Some(moment("2026-11-26T18:45")));
    slip.breaks = Minutes(60);
    slip.remaining = Some(Minutes(240));
    change(&mut slip);
    slip
}

fn accepted(slip: &Slip) -> AcceptedSlip {
    slip.accepted(AcceptedSlipId(RawId(0xA1)), MIXER, moment("2026-11-27T08:30"))
}

/// The sample at a moment, with slips at the desk of the mixer and some that were accepted.
fn sample(now: &str, slips: &[Slip], accepted: &[AcceptedSlip]) -> Sample {
    let mut sample = Sample::with(|plan| {
        for accepted in accepted {
            plan.accepted_slips.insert(accepted.id, Arc::new(accepted.clone()));
        }
    });
    let desk = Desk { slips: slips.iter().map(|it| (it.id, Arc::new(it.clone()))).collect() };
    sample.desks.insert(MIXER, Arc::new(desk));
    let casting = Arc::clone(&sample.casting);
    let now = Zone::PARIS.tick(moment(now));
    sample.report = Checker::new().check(&sample.facility, &casting, &sample.plans, now);
    sample
}

fn told(views: &[SlipView]) -> Vec<(String, PersonId, SlipState)> {
    let day = |view: &SlipView| view.day.map(units::format_date).unwrap_or_default();
    views.iter().map(|view| (day(view), view.person, view.state)).collect()
}

#[test]
fn each_day_of_each_person_wants_a_slip_once_it_is_over() {
    let sample = sample("2026-11-26T20:00", &[slip(|_| {})], &[]);
    let all = slips(&sample.source(), &SlipFilter::default());
    let (first, second) = ("2026-11-26".to_owned(), "2026-11-27".to_owned());
    let mut found = told(&all);
    found.sort();
    assert_eq!(
        found,
        [
            (first.clone(), MIXER, SlipState::Draft),
            (first, NOBODY, SlipState::Missing),
            (second.clone(), MIXER, SlipState::Ahead),
            (second, NOBODY, SlipState::Ahead),
        ]
    );
    let mine = all.iter().find(|view| view.id == Some(SLIP)).unwrap();
    assert_eq!((mine.worked, mine.planned_work), (Some(Minutes(510)), Some(Minutes(480))));
    assert_eq!((mine.room_name.as_str(), mine.task_name.as_str()), ("Audi 1", "Mixage"));
}

#[test]
fn a_filter_leaves_one_person_and_some_days() {
    let sample = sample("2026-11-26T20:00", &[slip(|_| {})], &[]);
    let day = parse_date("2026-11-27");
    let period = Period { from: day, to: day };
    let filter = SlipFilter { person: Some(MIXER), period, ..SlipFilter::default() };
    let found = slips(&sample.source(), &filter);
    assert_eq!(told(&found), [("2026-11-27".to_owned(), MIXER, SlipState::Ahead)]);
    let other = SlipFilter { production: Some(ProductionId(RawId(999))), ..SlipFilter::default() };
    assert!(slips(&sample.source(), &other).is_empty());
}

#[test]
fn a_slip_goes_from_draft_to_handed_in_to_accepted_and_says_what_was_changed_since() {
    let handed_in = slip(|slip| slip.handed_in = Some(moment("2026-11-26T18:47")));
    let state = |slip: &Slip, accepted: &[AcceptedSlip]| {
        let sample = sample("2026-11-27T09:00", std::slice::from_ref(slip), accepted);
        let open = unsettled_slips(&sample.source(), None);
        let all = slips(&sample.source(), &SlipFilter::default());
        let view = all.into_iter().find(|view| view.id == Some(SLIP)).unwrap();
        assert_eq!(open.len(), usize::from(view.state != SlipState::Accepted));
        view
    };
    assert_eq!(state(&handed_in, &[]).state, SlipState::HandedIn);
    let taken = accepted(&handed_in);
    assert_eq!(state(&handed_in, std::slice::from_ref(&taken)).state, SlipState::Accepted);
    let later = Slip { breaks: Minutes(0), ..handed_in.clone() };
    let view = state(&later, std::slice::from_ref(&taken));
    assert_eq!(view.state, SlipState::Changed);
    let [change] = view.changes.as_slice() else { panic!("{:?}", view.changes) };
    assert_eq!(change.field, "breaks");
    assert_eq!(json(change), serde_json::json!({"field": "breaks", "accepted": 60, "now": 0}));
    let kept = AcceptedSlip { kept_over: Some(later.said(&taken)), ..taken };
    assert_eq!(state(&later, &[kept]).state, SlipState::Accepted, "it was looked at and kept");
}

#[test]
fn what_coordination_has_recorded_stands_for_the_slip_that_nobody_wrote() {
    let recorded = AcceptedSlip { slip: None, ..accepted(&slip(|_| {})) };
    let other = AcceptedSlip {
        id: AcceptedSlipId(RawId(0xA2)),
        booking: None,
        day: parse_date("2026-11-25"),
        ..recorded.clone()
    };
    let sample = sample("2026-11-27T20:00", &[], &[recorded, other]);
    let filter = SlipFilter { person: Some(MIXER), ..SlipFilter::default() };
    let found = slips(&sample.source(), &filter);
    let states: Vec<_> = told(&found).into_iter().map(|(day, _, state)| (day, state)).collect();
    assert_eq!(
        states,
        [
            ("2026-11-25".to_owned(), SlipState::Accepted),
            ("2026-11-26".to_owned(), SlipState::Accepted),
            ("2026-11-27".to_owned(), SlipState::Missing),
        ],
        "also one of no session"
    );
    assert!(unsettled_slips(&sample.source(), None).is_empty());
}

#[test]
fn the_slips_of_the_last_working_day_come_with_those_that_wait_first() {
    let days = |now: &str, slips: &[Slip]| {
        let sample = sample(now, slips, &[]);
        told(&crate::slips_of_last_day(&sample.source()))
    };
    let handed_in = slip(|slip| slip.handed_in = Some(moment("2026-11-26T18:47")));
    let found = days("2026-11-27T08:00", std::slice::from_ref(&handed_in));
    let thursday = "2026-11-26".to_owned();
    assert_eq!(
        found,
        [(thursday.clone(), MIXER, SlipState::HandedIn), (thursday, NOBODY, SlipState::Missing)]
    );
    let monday = days("2026-11-30T08:00", std::slice::from_ref(&handed_in));
    assert!(monday.iter().all(|(day, ..)| day == "2026-11-27"), "over the weekend: {monday:?}");
    assert!(days("2026-11-27T08:00", &[]).is_empty(), "nobody in the house writes slips");
}
