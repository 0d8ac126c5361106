//! Where a record stands among its neighbours: a key that always has room between two others.
//!
//! Two machines may mint the same key offline; the identifier then decides. (Fractional indexing,
//! as in the literature on sequence CRDTs: keys are fractions written in base 62.)

use crate::field::read_text;
use crate::{FieldKind, FieldValue, Mismatch, Value};
use std::convert::Infallible;
use std::str::FromStr;

/// Digits in the order bytes sort.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A fraction between 0 and 1 in base 62, compared as text. Empty sorts first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Order(String);

impl Order {
    /// A key that sorts after `before` and before `after`; `None` is the end on that side.
    /// If the two leave no room (equal, or swapped), the key follows `before`.
    pub fn between(before: Option<&Self>, after: Option<&Self>) -> Self {
        let low = before.map_or("", |order| order.0.as_str()).as_bytes();
        let high = after.map(|order| order.0.as_bytes()).filter(|high| low < *high);
        let mut key = Vec::new();
        let mut bounded = true;
        for place in 0.. {
            let from = low.get(place).map_or(0, |letter| digit(*letter));
            let to = match high {
                Some(high) if bounded && place < high.len() => {
                    high.get(place).map_or(0, |letter| digit(*letter))
                }
                Some(_) | None => DIGITS.len(),
            };
            if to > from + 1 {
                push(&mut key, from.midpoint(to));
                break;
            }
            push(&mut key, from);
            // One step below the upper bound: from here on only the lower bound counts.
            bounded = bounded && to == from;
        }
        Self(String::from_utf8(key).unwrap_or_default())
    }

    /// `count` keys in sorted order after `before`, evenly spread and short.
    pub fn run(before: Option<&Self>, count: usize) -> Vec<Self> {
        let width = if count < 60 {
            1
        } else if count < 3_600 {
            2
        } else {
            4
        };
        let prefix = before.map_or(String::new(), |order| format!("{}z", order.0));
        (0..count).map(|index| Self(prefix.clone() + &fixed(index + 1, width))).collect()
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A number in base 62 with a fixed number of digits, ended by a middle digit to leave room.
fn fixed(mut number: usize, width: usize) -> String {
    let mut letters = vec![b'V'];
    for _ in 0..width {
        push(&mut letters, number % DIGITS.len());
        number /= DIGITS.len();
    }
    letters.reverse();
    String::from_utf8(letters).unwrap_or_default()
}

fn digit(letter: u8) -> usize {
    DIGITS.iter().position(|known| *known == letter).unwrap_or(0)
}

fn push(key: &mut Vec<u8>, digit: usize) {
    key.extend(DIGITS.get(digit));
}

impl FromStr for Order {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl FieldValue for Order {
    const KIND: FieldKind = FieldKind::Order;
    fn absent() -> Self {
        Self::default()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        read_text(value, "order")
    }
    fn write(&self) -> Value {
        Value::Text(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_run_is_sorted_and_leaves_room() {
        for count in [1, 59, 60, 4_000] {
            let run = Order::run(Some(&Order::between(None, None)), count);
            assert_eq!(run.len(), count);
            assert!(run.is_sorted_by(|a, b| a < b));
            let first = Order::between(None, run.first());
            assert!(first < run[0]);
        }
    }

    proptest! {
        #[test]
        fn there_is_always_room_between_two_neighbours(places in prop::collection::vec(any::<prop::sample::Index>(), 1..200)) {
            let mut keys: Vec<Order> = Vec::new();
            for place in places {
                let place = place.index(keys.len() + 1);
                let before = place.checked_sub(1).and_then(|index| keys.get(index));
                let key = Order::between(before, keys.get(place));
                keys.insert(place, key);
                prop_assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
            }
        }
    }
}
