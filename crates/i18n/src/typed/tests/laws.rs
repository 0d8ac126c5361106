//! What is written is read back, in both languages; nothing typed breaks the program.

use super::*;
use model::{DayHours, TimeSpan};
use proptest::prelude::*;
use std::sync::LazyLock;
use units::{Days, Decimal, NaiveTime, Percent};

/// Made once: a law is tried hundreds of times.
static BOTH: LazyLock<[Messages; 2]> = LazyLock::new(|| Language::ALL.map(Messages::new));

/// Any day that a plan may speak of.
fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..40_542).prop_map(|days| parse_date("1990-01-01").unwrap() + Days::new(days))
}

fn clock() -> impl Strategy<Value = NaiveTime> {
    (0_u32..24, 0_u32..60)
        .prop_map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn length_of_day() -> impl Strategy<Value = Minutes> {
    prop_oneof![Just(420), Just(480), Just(600), 1_i64..1_441].prop_map(Minutes)
}

fn lags() -> impl Strategy<Value = Lag> {
    let share = (-100_000_i64..100_000, 0_u32..4).prop_map(|(n, scale)| Decimal::new(n, scale));
    prop_oneof![
        (-9_999_i64..9_999).prop_map(|minutes| Lag::Working(Minutes(minutes))),
        (-900_000_i64..900_000).prop_map(|minutes| Lag::Elapsed(Minutes(minutes))),
        share.prop_map(|share| Lag::Share(Percent(share))),
    ]
}

fn links() -> impl Strategy<Value = Vec<Predecessor>> {
    let kinds = prop_oneof![
        Just(LinkKind::FinishToStart),
        Just(LinkKind::StartToStart),
        Just(LinkKind::FinishToFinish),
        Just(LinkKind::StartToFinish),
    ];
    let link = (1_usize..20, kinds, lags());
    proptest::collection::vec(link, 0..6).prop_map(|links| {
        let mut distinct = Vec::<Predecessor>::new();
        for (number, kind, lag) in links {
            if !distinct.iter().any(|(other, _, _)| *other == task(number)) {
                distinct.push((task(number), kind, lag));
            }
        }
        distinct
    })
}

/// Stretches in order; the last may pass midnight.
fn day_hours() -> impl Strategy<Value = DayHours> {
    proptest::collection::btree_set(0_u32..1_440, 0..7).prop_map(|minutes| {
        let time = |minute: u32| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap();
        let minutes: Vec<u32> = minutes.into_iter().collect();
        let pairs = minutes.chunks_exact(2);
        let spans = pairs.map(|pair| TimeSpan { from: time(pair[0]), to: time(pair[1]) });
        let spans: Vec<String> = spans.map(|span| span.to_string()).collect();
        spans.join(" ").parse().unwrap()
    })
}

/// Texts near to what is understood, and any others.
fn typed() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("12"),
        Just("31"),
        Just("2026"),
        Just("999999999999"),
        Just("0"),
        Just("9"),
        Just("/"),
        Just("-"),
        Just("+"),
        Just(","),
        Just(", "),
        Just(";"),
        Just("."),
        Just(":"),
        Just(" "),
        Just("%"),
        Just("h"),
        Just("j"),
        Just("s"),
        Just("m"),
        Just("FS"),
        Just("je"),
        Just("lun"),
        Just("mar"),
        Just("nov"),
        Just("demain"),
        Just("matin"),
        Just("après-midi"),
        Just(" au "),
        Just("→"),
        Just("pm"),
        Just("à"),
        Just("é"),
        Just("’"),
        Just("\u{202F}"),
        Just("İ"),
        Just("٣"),
        Just("½"),
    ];
    let near = proptest::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![near, "\\PC{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whole_dates_and_moments_are_read_back(date_of in day(), clock in clock(), now in day()) {
        let moment = date_of.and_time(clock);
        for messages in &*BOTH {
            for reader in Language::ALL {
                prop_assert_eq!(date(&messages.date(date_of), now, reader), Ok(date_of));
                prop_assert_eq!(date(&messages.date_long(date_of), now, reader), Ok(date_of));
                let read = date_time(&messages.date_time(moment), now, NaiveTime::MIN, reader);
                prop_assert_eq!(read, Ok(moment));
            }
            prop_assert_eq!(time(&messages.time(clock)), Ok(clock));
            prop_assert_eq!(time(&messages.clock(clock)), Ok(clock));
        }
    }

    #[test]
    fn short_dates_near_today_are_read_back(now in day(), shift in 0_u64..350) {
        let date_of = now - Days::new(92) + Days::new(shift);
        prop_assume!(parse_date(&format_date(date_of)).is_some());
        for messages in &*BOTH {
            for reader in Language::ALL {
                prop_assert_eq!(date(&messages.date_short(date_of), now, reader), Ok(date_of));
                prop_assert_eq!(date(&messages.date_day(date_of), now, reader), Ok(date_of));
                prop_assert_eq!(date(&messages.date_title(date_of), now, reader), Ok(date_of));
            }
        }
    }

    #[test]
    fn work_is_read_back(day in length_of_day(), days in -9_999_i64..9_999, rest in 0_i64..1_441) {
        let amount = Minutes(days * day.0 + rest % day.0);
        for messages in &*BOTH {
            let written = messages.work(amount, day);
            prop_assert_eq!(signed_work(&written, day), Ok(amount), "{}", written);
        }
    }

    #[test]
    fn predecessors_are_read_back(links in links(), day in length_of_day()) {
        let number = |id: TaskId| Some(id.0.0 as usize);
        for language in Language::ALL {
            let written = write_predecessors(&links, &number, day, language);
            let read = predecessors(&written, &numbered, day);
            prop_assert_eq!(read.as_ref(), Ok(&links), "{}", written);
            for (_, _, between) in &links {
                let written = write_lag(*between, day, language);
                prop_assert_eq!(lag(&written, day), Ok(*between), "{}", written);
                let written = write_most(Some(*between), day, language);
                prop_assert_eq!(most(&written, day), Ok(Some(*between)), "{}", written);
            }
        }
    }

    #[test]
    fn hours_are_read_back(of_day in day_hours()) {
        for messages in &*BOTH {
            prop_assert_eq!(hours(&messages.day_hours(&of_day)), Ok(of_day.clone()));
        }
        prop_assert_eq!(hours(&of_day.to_string()), Ok(of_day));
    }

    #[test]
    fn stretches_are_read_back(
        now in day(),
        first in day(),
        days in prop_oneof![Just(0_u64), 0_u64..400],
        clocks in (clock(), clock()),
        whole in any::<bool>(),
    ) {
        let parts = |_| by_the_calendar(DayParts::of(&[]));
        let last = first + Days::new(days);
        prop_assume!(parse_date(&format_date(last + Days::new(1))).is_some());
        let (from, to) = if whole {
            (first.and_time(NaiveTime::MIN), (last + Days::new(1)).and_time(NaiveTime::MIN))
        } else {
            (first.and_time(clocks.0), last.and_time(clocks.1))
        };
        prop_assume!(from < to);
        for messages in &*BOTH {
            let written = messages.stretch(from, to, now);
            let read = stretch(&written, now, &parts, messages.language());
            prop_assert_eq!(read, Ok((from, to)), "{}", written);
        }
    }

    #[test]
    fn nothing_typed_breaks_the_program(text in typed(), now in day(), day in -1_i64..1_441) {
        let [french, english] = &*BOTH;
        let day = Minutes(day);
        let errors = [
            date(&text, now, French).err(),
            date(&text, now, English).err(),
            time(&text).err(),
            date_time(&text, now, NaiveTime::MIN, English).err(),
            signed_work(&text, day).err(),
            lag(&text, day).err(),
            most(&text, day).err(),
            predecessors(&text, &numbered, day).err(),
            hours(&text).err(),
            stretch(&text, now, &|_| DayParts::of(&[]), French).err(),
            stretch(&text, now, &|_| by_the_calendar(DayParts::of(&[])), English).err(),
        ];
        for error in errors.iter().flatten() {
            prop_assert!(!french.typed_error(error).starts_with('['));
            prop_assert!(!english.typed_hint(error).starts_with('['));
        }
    }
}
