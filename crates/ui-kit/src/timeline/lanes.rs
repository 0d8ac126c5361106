//! Lanes: where the overlapping bars of a row lie above one another. Done when the data change,
//! never while drawing.

use super::data::Bar;

/// Puts overlapping bars of a row into lanes and sorts them by start; answers the number of lanes,
/// at least one.
///
/// Each bar takes the first lane that is free, in the order of starts; bars that start together
/// keep their order. Taken so, there are never more lanes than bars at the busiest place. A
/// milestone takes its place although it takes no time.
pub fn lanes(bars: &mut [Bar]) -> u16 {
    bars.sort_by(|one, other| one.start.total_cmp(&other.start));
    // Start and end of the last bar of each lane.
    let mut last: Vec<(f64, f64)> = Vec::new();
    for bar in bars {
        let free = last
            .iter()
            .position(|&(start, end)| end < bar.start || (end == bar.start && start < end));
        let taken = (bar.start, bar.end.max(bar.start));
        let lane = if let Some(lane) = free {
            if let Some(slot) = last.get_mut(lane) {
                *slot = taken;
            }
            lane
        } else {
            last.push(taken);
            last.len() - 1
        };
        bar.lane = u16::try_from(lane).unwrap_or(u16::MAX - 1);
    }
    u16::try_from(last.len().max(1)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row that is the same on every run: numbers out of a linear congruence.
    fn row(seed: u64, count: usize) -> Vec<Bar> {
        let mut state = seed;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040);
            (state >> 33) % below
        };
        (0..count)
            .map(|key| {
                let start = next(60) as f64 / 2.0;
                let length = next(12) as f64 / 2.0;
                Bar { key: key as u128, start, end: start + length, ..Bar::default() }
            })
            .collect()
    }

    fn overlap(one: &Bar, other: &Bar) -> bool {
        one.start < other.end && other.start < one.end
            || one.start == other.start && one.end == other.end
    }

    #[test]
    fn no_two_bars_of_a_lane_overlap() {
        for seed in 0..60 {
            let mut bars = row(seed, 40);
            lanes(&mut bars);
            for (index, one) in bars.iter().enumerate() {
                for other in &bars[index + 1..] {
                    assert!(one.lane != other.lane || !overlap(one, other), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn there_are_as_many_lanes_as_bars_at_the_busiest_place() {
        for seed in 0..60 {
            let mut bars: Vec<Bar> =
                row(seed, 40).into_iter().filter(|bar| bar.start < bar.end).collect();
            let count = lanes(&mut bars);
            let busiest = bars
                .iter()
                .map(|here| {
                    bars.iter().filter(|b| b.start <= here.start && here.start < b.end).count()
                })
                .max();
            assert_eq!(Some(usize::from(count)), busiest);
        }
    }

    #[test]
    fn bars_that_start_together_keep_their_order() {
        let bar = |key| Bar { key, start: 1.0, end: 2.0, ..Bar::default() };
        let mut bars = [bar(3), bar(1), bar(2)];
        assert_eq!(lanes(&mut bars), 3);
        assert_eq!(bars.map(|bar| (bar.key, bar.lane)), [(3, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn an_empty_row_has_one_lane_and_numbers_that_are_none_do_no_harm() {
        assert_eq!(lanes(&mut []), 1);
        let bar = |start, end| Bar { start, end, ..Bar::default() };
        let mut bars = [bar(f64::NAN, 1.0), bar(2.0, f64::INFINITY), bar(3.0, 1.0)];
        assert!(lanes(&mut bars) >= 1);
    }
}
