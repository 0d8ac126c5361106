//! The nearest known word to a mistyped one, for hints.

/// The most characters of a word that are compared.
const COMPARED: usize = 40;

/// The known word nearest to `word`, if it is near enough to be what was meant: a third of its
/// letters may differ, two at least. The first of equally near ones.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(2);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, drop or replace to turn one word into the other (Levenshtein), case ignored.
fn distance(a: &str, b: &str) -> usize {
    let letters =
        |text: &str| -> Vec<char> { text.to_lowercase().chars().take(COMPARED).collect() };
    let (a, b) = (letters(a), letters(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, letter) in a.iter().enumerate() {
        let mut next = vec![index + 1];
        for (other, above) in b.iter().zip(row.windows(2)) {
            let &[diagonal, above] = above else { continue };
            let left = next.last().copied().unwrap_or(0);
            next.push((diagonal + usize::from(letter != other)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_another_word_does_not() {
        let known = ["add_room", "add_task", "delete_room"];
        assert_eq!(nearest("ad_room", known), Some("add_room"));
        assert_eq!(nearest("add_tsak", known), Some("add_task"));
        assert_eq!(nearest("banana", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
