//! What happens, case by case: `tests/cases/replan`, whose README tells how to read them.

use super::{Event, Replan, Way, Weights};
use crate::solve::{Pace, tries};
use crate::testing::{Draft, at, check_cast, facility, person, room, task};
use crate::{ClashKind, Report, Resource};
use model::{
    Absence, AbsenceId, Affinity, AffinityId, BookingId, BookingState, Casting, CostRate,
    CostRateId, Facility, LinkKind, PersonId, ProductionId, RawId, RoomKind, SplitRule, TaskId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::str::{FromStr, SplitWhitespace};
use std::sync::Arc;
use units::{Minutes, NaiveDateTime};

/// The director of every production.
const DIRECTOR: PersonId = PersonId(RawId(90));

/// A case as it is read.
struct Case {
    name: String,
    now: String,
    facility: Facility,
    casting: Casting,
    plans: Vec<Draft>,
    event: Vec<String>,
    expected: Vec<Vec<String>>,
}

fn number<T: FromStr>(words: &mut SplitWhitespace<'_>) -> T {
    let word = words.next().expect("a number");
    word.parse().ok().unwrap_or_else(|| panic!("{word:?} is no number"))
}

fn work(text: &str) -> Minutes {
    match text.split_at(text.len() - 1) {
        (days, "d") => Minutes::hours(8 * days.parse::<i64>().unwrap()),
        (hours, "h") => Minutes::hours(hours.parse().unwrap()),
        _ => panic!("{text:?} is no work"),
    }
}

/// A date alone is its midnight.
fn moment(text: &str) -> NaiveDateTime {
    if text.contains('T') { at(text) } else { at(&format!("{text}T00:00")) }
}

impl Case {
    fn read(name: &str, text: &str) -> Self {
        let mut case = Self {
            name: name.to_owned(),
            now: String::new(),
            facility: facility(),
            casting: Casting::default(),
            plans: Vec::new(),
            event: Vec::new(),
            expected: Vec::new(),
        };
        case.facility.rooms.clear();
        case.facility.people.clear();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let rest = |words: SplitWhitespace<'_>| words.map(str::to_owned).collect();
            match words.next() {
                None => {}
                Some("now") => case.now = words.next().unwrap().to_owned(),
                Some("rest") => {
                    let house = Arc::make_mut(&mut case.facility.house);
                    house.least_rest = Some(work(words.next().unwrap()));
                }
                Some("room") => case.room(&mut words),
                Some("person") => case.person(&mut words),
                Some("hour") => case.hour(&mut words),
                Some("production") => {
                    let mut draft = Draft::new(number(&mut words));
                    draft.production().director = Some(DIRECTOR);
                    if words.next() == Some("delivery") {
                        let date = units::parse_date(words.next().unwrap());
                        draft.production().delivery = Some(date.unwrap());
                    }
                    case.plans.push(draft);
                }
                Some("task") => case.task(&mut words),
                Some("book") => case.book(&mut words),
                Some("away") => case.away(&mut words),
                Some("event") => case.event = rest(words),
                Some("expect") => case.expected.push(rest(words)),
                Some(other) => panic!("{name}: {other:?}"),
            }
        }
        case
    }

    fn room(&mut self, words: &mut SplitWhitespace<'_>) {
        let mut new = model::Room::new(room(number(words)));
        new.kind = <RoomKind as model::Choice>::from_key(words.next().unwrap());
        self.facility.rooms.insert(new.id, Arc::new(new));
    }

    fn person(&mut self, words: &mut SplitWhitespace<'_>) {
        let id = number::<u128>(words);
        let mut new = model::Person::new(person(id));
        new.functions.insert(words.next().unwrap().to_owned());
        self.facility.people.insert(new.id, Arc::new(new));
        let mut affinity = Affinity::new(AffinityId(RawId(id)));
        (affinity.director, affinity.person) = (Some(DIRECTOR), Some(person(id)));
        match words.next() {
            Some("veto") => affinity.veto = true,
            Some("rating") => affinity.rating = Some(number(words)),
            _ => return,
        }
        self.casting.affinities.insert(affinity.id, Arc::new(affinity));
    }

    fn hour(&mut self, words: &mut SplitWhitespace<'_>) {
        let mut rate = CostRate::new(CostRateId(RawId(self.casting.cost_rates.len() as u128)));
        match words.next() {
            Some("person") => rate.person = Some(person(number(words))),
            _ => rate.room = Some(room(number(words))),
        }
        rate.hourly = Some(format!("{} EUR", words.next().unwrap()).parse().unwrap());
        self.casting.cost_rates.insert(rate.id, Arc::new(rate));
    }

    fn away(&mut self, words: &mut SplitWhitespace<'_>) {
        assert_eq!(words.next(), Some("person"));
        let id = number::<u128>(words);
        let mut absence = Absence::new(AbsenceId(RawId(id)));
        absence.person = Some(person(id));
        absence.start = words.next().map(moment);
        absence.end = words.next().map(moment);
        self.facility.absences.insert(absence.id, Arc::new(absence));
    }

    fn task(&mut self, words: &mut SplitWhitespace<'_>) {
        let draft = self.plans.last_mut().unwrap();
        let id = number(words);
        draft.task(id, work(words.next().unwrap()));
        let (mut after, mut most) = (Vec::new(), None);
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            match word {
                "room" => {
                    let kind = <RoomKind as model::Choice>::from_key(words.next().unwrap());
                    draft.with(id).room_kind = Some(kind);
                }
                "by" => draft.with(id).function = words.next().map(str::to_owned),
                "at-once" => {
                    let count = words.next().and_then(|word| word.parse().ok());
                    draft.with(id).sessions_at_once = count;
                }
                "alike" => draft.with(id).same_as = words.next().map(str::to_owned),
                "split" => draft.with(id).split = SplitRule::Allowed,
                "after" => {
                    while let Some(before) = words.peek().and_then(|word| word.parse().ok()) {
                        words.next();
                        after.push(before);
                    }
                }
                "within" => most = words.next().map(|word| work(word).0.to_string()),
                other => panic!("{other:?}"),
            }
        }
        for before in after {
            draft.link(before, id, LinkKind::FinishToStart, "0");
            if let Some(most) = &most {
                draft.within(before, id, most);
            }
        }
    }

    fn book(&mut self, words: &mut SplitWhitespace<'_>) {
        let draft = self.plans.last_mut().unwrap();
        let id = number(words);
        let (mut of, mut place, mut who, mut moments) = (None, None, None, Vec::new());
        let (mut rank, mut expires) = (None, None);
        let mut told = Vec::new();
        while let Some(word) = words.next() {
            match word {
                "task" => of = Some(task(number(words))),
                "room" => place = Some(room(number(words))),
                "person" => who = Some(person(number(words))),
                "option" => rank = Some(number(words)),
                "expires" => expires = words.next().map(moment),
                date if date.starts_with("20") => moments.push(date.to_owned()),
                other => told.push(other.to_owned()),
            }
        }
        let booking = draft.book(id, &moments[0], &moments[1]);
        (booking.task, booking.room) = (of, place);
        booking.people.extend(who);
        if rank.is_some() {
            booking.state = BookingState::Option;
        }
        (booking.rank, booking.expires) = (rank, expires);
        for word in &told {
            match word.as_str() {
                "pinned" => booking.pinned = true,
                "idea" => booking.state = BookingState::Idea,
                "begun" => booking.state = BookingState::InProgress,
                "done" => booking.state = BookingState::Done,
                other => panic!("{other:?}"),
            }
        }
        let (state, start, end) = (booking.state.clone(), booking.start, booking.end);
        let begun = matches!(state, BookingState::InProgress | BookingState::Done);
        if let Some(id) = of.filter(|_| begun) {
            let task = draft.with(id.0.0);
            task.actual_start = start;
            if state == BookingState::Done {
                task.actual_finish = end;
            }
        }
    }

    fn event(&self, report: &Report) -> Event {
        let mut words = self.event.iter().map(String::as_str);
        let kind = words.next().unwrap();
        let rest: Vec<&str> = words.collect();
        let after = |word: &str| -> Option<&str> {
            let place = rest.iter().position(|it| *it == word)?;
            rest.get(place + 1).copied()
        };
        let id = |word: &str| RawId(after(word).unwrap().parse().unwrap());
        let (production, task) = (|| ProductionId(id("production")), || TaskId(id("task")));
        match kind {
            "rushes_late" => Event::RushesLate {
                production: production(),
                task: task(),
                until: moment(after("until").unwrap()),
            },
            "notes_late" => Event::NotesLate {
                production: production(),
                task: task(),
                until: moment(after("until").unwrap()),
            },
            "absent" | "room_down" => Event::Away {
                resource: match rest[0] {
                    "person" => Resource::Person(PersonId(id("person"))),
                    _ => Resource::Room(model::RoomId(id("room"))),
                },
                from: moment(rest[2]),
                to: moment(rest[3]),
            },
            "overrun" => Event::Overrun {
                production: production(),
                task: task(),
                remaining: work(after("work").unwrap()),
            },
            "qc_refused" => Event::QcRefused {
                production: production(),
                task: task(),
                work: work(after("work").unwrap()),
            },
            "relock" => Event::Relock {
                production: production(),
                tasks: vec![(task(), work(after("work").unwrap()))],
            },
            "delivery_moved" => Event::DeliveryMoved {
                production: production(),
                episode: None,
                date: units::parse_date(after("date").unwrap()).unwrap(),
            },
            "clash" => {
                let kind = |clash: &&Arc<crate::Clash>| clash.kind.key() == rest[0];
                let clash = report.clashes.iter().find(kind).expect("the clash");
                Event::Clash(clash.as_ref().clone())
            }
            other => panic!("{other:?}"),
        }
    }

    fn ways(self) -> (Self, Replan, Vec<Way>) {
        let (facility, casting) = (self.facility.clone(), Arc::new(self.casting.clone()));
        let plans = self.plans.iter().map(|draft| Draft(draft.0.clone())).collect();
        let report = check_cast(facility, &casting, plans, &self.now);
        let event = self.event(&report);
        let replan =
            Replan::new(&report, &casting, event, Weights::default(), RawId(1 << 90)).unwrap();
        let search = |aim| {
            let mut pace = tries(300);
            replan.search(aim, 1, &mut Pace::new(&mut pace)).unwrap()
        };
        let ways: Vec<Way> = replan.aims().into_iter().map(search).collect();
        let kept = Replan::distinct(&ways);
        let shown = kept.into_iter().map(|place| ways[place].clone()).collect();
        (self, replan, shown)
    }

    fn holds(&self, expected: &[String], replan: &Replan, ways: &[Way]) -> bool {
        let numbers: Vec<u128> = expected.iter().filter_map(|word| word.parse().ok()).collect();
        let moved = |way: &Way| -> BTreeSet<BookingId> {
            way.moves.iter().filter(|it| it.from.is_some()).map(|it| it.booking).collect()
        };
        let booking = |number: &u128| BookingId(RawId(*number));
        let bends = |way: &Way, kind: &str| way.bends.iter().any(|it| it.kind.key() == kind);
        let in_time = |way: &Way| way.deliveries.iter().all(|it| it.days_late <= 0);
        match expected[0].as_str() {
            "kinds" => {
                let kinds: BTreeSet<&str> = ways.iter().map(|way| way.kind.key()).collect();
                expected[1..].iter().all(|kind| kinds.contains(kind.as_str()))
            }
            "pieces" => {
                let added = |way: &Way| {
                    let added = |edit: &&model::Edit| matches!(edit.change, model::Change::Add(_));
                    way.edits.iter().filter(added).count()
                };
                let pieces: usize = expected[2].parse().unwrap();
                let mut of_kind = ways.iter().filter(|way| way.kind.key() == expected[1]);
                of_kind.any(|way| added(way) + 1 == pieces)
            }
            "without" => ways.iter().all(|way| way.kind.key() != expected[1]),
            "ways" => ways.len() >= usize::try_from(numbers[0]).unwrap(),
            "stays" => {
                ways.iter().all(|way| numbers.iter().all(|it| !moved(way).contains(&booking(it))))
            }
            "moves" => ways
                .iter()
                .filter(|way| !way.moves.is_empty())
                .all(|way| numbers.iter().all(|it| moved(way).contains(&booking(it)))),
            "adds" => ways.iter().all(|way| {
                way.edits.iter().any(|edit| matches!(edit.change, model::Change::Add(_)))
            }),
            "nobody" => {
                let places = ways.iter().flat_map(|way| &way.moves).filter_map(|it| it.to.as_ref());
                let people: BTreeSet<PersonId> = places.flat_map(|it| it.people.clone()).collect();
                numbers.iter().all(|it| !people.contains(&person(*it)))
            }
            "together" => {
                let shared = |way: &&Way| way.kind == super::WayKind::Together;
                let (first, second) = (person(numbers[0]), person(numbers[1]));
                let of_person = |way: &Way, who: PersonId| -> Vec<(NaiveDateTime, NaiveDateTime)> {
                    let plans =
                        way.report.parts.values().flat_map(|it| it.base.plan.bookings.values());
                    let own = plans.filter(|it| it.people.contains(&who));
                    own.filter_map(|it| Some((it.start?, it.end?))).collect()
                };
                let beside = |way: &Way| {
                    let others = of_person(way, second);
                    let own = of_person(way, first);
                    own.iter().any(|(from, to)| others.iter().any(|(a, b)| a < to && from < b))
                };
                let whole = |way: &Way| {
                    let plans = way.report.plans();
                    plans
                        .flat_map(|(_, it)| it.tasks.values())
                        .all(|it| it.unbooked == Minutes::ZERO)
                };
                ways.iter().filter(shared).any(|way| beside(way) && whole(way))
            }
            "in-time" => ways.iter().any(in_time),
            "cost" => {
                let money: units::Money = format!("{} EUR", expected[2]).parse().unwrap();
                let mut of_kind = ways.iter().filter(|way| way.kind.key() == expected[1]);
                of_kind.any(|way| way.cost.known == money && way.cost.unpriced == 0)
            }
            "because" => {
                let told = replan.impossible();
                let because = told.iter().flat_map(|it| &it.because).map(|it| it.key());
                let because: BTreeSet<&str> = because.collect();
                because == expected[1..].iter().map(String::as_str).collect()
            }
            "late" => !ways.iter().any(in_time),
            "bends" => ways.iter().all(|way| expected[1..].iter().all(|kind| bends(way, kind))),
            "keeps" => !ways.iter().any(|way| expected[1..].iter().any(|kind| bends(way, kind))),
            "solves" => ways.iter().all(|way| match replan.event() {
                Event::Clash(clash) => way.report.clashes.iter().all(|it| it.kind != clash.kind),
                _ => false,
            }),
            "nothing" => ways.iter().all(|way| way.edits.is_empty()),
            other => panic!("{}: {other:?}", self.name),
        }
    }
}

fn told(ways: &[Way]) -> Vec<String> {
    let one = |way: &Way| {
        let moves = way.moves.iter().map(|it| {
            let to = it
                .to
                .as_ref()
                .map(|to| (to.start.to_string(), to.end.to_string(), to.room, to.people.clone()));
            format!("{} {:?} -> {to:?} {:?}", it.booking, it.hours, it.why)
        });
        let moves: Vec<String> = moves.collect();
        format!("{} {moves:#?} {:?} {:?} {:?}", way.kind.key(), way.cost, way.deliveries, way.bends)
    };
    ways.iter().map(one).collect()
}

#[test]
fn every_event_has_the_ways_out_its_case_expects() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/replan");
    let mut cases: BTreeMap<String, String> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "txt") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            cases.insert(name, std::fs::read_to_string(path).unwrap());
        }
    }
    assert!(cases.len() >= 14, "{:?}", cases.keys());
    for (name, text) in cases {
        let (case, replan, ways) = Case::read(&name, &text).ways();
        assert!(!case.expected.is_empty(), "{name} expects nothing");
        for expected in &case.expected {
            let holds = case.holds(expected, &replan, &ways);
            assert!(holds, "{name}: {expected:?} of {:#?}", told(&ways));
        }
        // What nothing can save is late in all of them, and says why.
        for impossible in replan.impossible() {
            let late = |way: &Way| {
                let own = way.deliveries.iter().filter(|it| it.subject == impossible.subject);
                own.clone().count() > 0 && own.into_iter().all(|it| it.days_late > 0)
            };
            assert!(ways.iter().all(late), "{name}: {impossible:?}");
        }
        let late = case.expected.iter().any(|it| it.first().is_some_and(|word| word == "late"));
        assert_eq!(!replan.impossible().is_empty(), late, "{name}: {:?}", replan.impossible());
        let known: BTreeSet<_> =
            replan.before().clashes.iter().map(|it| super::focus::key(it)).collect();
        for way in &ways {
            for it in way.moves.iter().filter(|it| it.from.is_some()) {
                assert!(!it.why.is_empty(), "{name}: {it:?}");
                assert!(it.to.is_some(), "{name}: {it:?}");
            }
            // Hard rules are kept by all; a second option lies where it likes.
            let counts = |side: &model::Subject| {
                let mut holders = way.report.parts.values().flat_map(|part| &part.base.holdings);
                holders.all(|it| it.booking.id.0 != side.id || it.hold.counts())
            };
            let broken = way.report.clashes.iter().filter(|clash| {
                use ClashKind as K;
                matches!(clash.kind, K::DoubleBooking | K::Absence | K::Rest | K::Lag | K::Veto)
                    && clash.sides.iter().all(counts)
                    && !known.contains(&super::focus::key(clash))
            });
            assert_eq!(broken.count(), 0, "{name}: {:#?}", told(&ways));
        }
    }
}
