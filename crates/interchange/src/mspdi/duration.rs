//! Durations of XML Schema: `PT80H0M0S`.

use units::Minutes;

/// Longer than a century is no duration of a plan.
const LONGEST: i64 = 100 * 366 * 1_440;

/// Reads an ISO 8601 duration of days, hours, minutes and seconds (a day being 24 hours), rounded
/// to whole minutes, half up. `None` if it is none, or longer than a century.
pub(super) fn parse(text: &str) -> Option<Minutes> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let text = text.strip_prefix('P')?;
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let days = amounts(date, &[('D', 86_400_000)])?;
    let rest = amounts(time, &[('H', 3_600_000), ('M', 60_000), ('S', 1_000)])?;
    let milliseconds = days.checked_add(rest)?;
    let minutes = milliseconds.checked_add(30_000)? / 60_000;
    (minutes <= LONGEST).then_some(Minutes(sign * minutes))
}

/// Adds up amounts such as `80H0M0.5S`, units in the order given, in milliseconds.
fn amounts(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut total = 0_i64;
    for (unit, length) in units {
        let Some((amount, rest)) = text.split_once(*unit) else { continue };
        let (whole, fraction) = amount.split_once(['.', ',']).unwrap_or((amount, ""));
        let whole: i64 = whole.parse().ok().filter(|whole| (0..=LONGEST).contains(whole))?;
        total = total.checked_add(whole.checked_mul(*length)?)?;
        if !fraction.is_empty() {
            let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
            let thousandths: i64 = digits.parse().ok().filter(|digits| *digits >= 0)?;
            total = total.checked_add(thousandths * (length / 1_000))?;
        }
        text = rest;
    }
    text.is_empty().then_some(total)
}

/// Writes `PT8H30M0S`, as Microsoft Project does.
pub(super) fn format(minutes: Minutes) -> String {
    let sign = if minutes.is_negative() { "-" } else { "" };
    let length = minutes.0.unsigned_abs();
    format!("{sign}PT{}H{}M0S", length / 60, length % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_whole_minutes() {
        for (text, expected) in [
            ("PT80H0M0S", Some(4_800)),
            ("PT0H0M0S", Some(0)),
            ("-PT8H0M0S", Some(-480)),
            ("P1DT2H", Some(1_560)),
            ("PT1.5H", Some(90)),
            ("PT0H0M29S", Some(0)),
            ("PT0H0M30S", Some(1)),
            ("P", None),
            ("PT8", None),
            ("8 h", None),
            ("PT99999999999999999H", None),
            ("PT99999999H0M0S", None),
            ("PT-8H", None),
        ] {
            assert_eq!(parse(text), expected.map(Minutes), "{text}");
        }
        assert_eq!(format(Minutes(-510)), "-PT8H30M0S");
    }
}
