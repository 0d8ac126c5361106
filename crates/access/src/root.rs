//! The root key of a facility: kept on paper, used to name administrators and to recover. As 24
//! words it can be written down and typed again; as three parts, of which any two give it back, it
//! can be shared out (`root_part.rs`).

use crate::device::DeviceKey;
use bip39::{Language, Mnemonic};
use std::fmt;
use units::folded;

/// How many words stand for a root key: 256 bits and a checksum of 8.
pub const ROOT_WORDS: usize = 24;

/// The public half of a root key: what a facility is recognised by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RootId(pub [u8; 32]);

/// The secret half. No machine keeps it.
pub struct RootKey {
    seed: [u8; 32],
    key: DeviceKey,
}

/// The language of the words (the lists of BIP 39, whose first four letters are enough).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordList {
    /// French.
    French,
    /// English.
    English,
}

/// Why words are no root key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Too few or too many.
    #[error("a root key has 24 words, here are {0}")]
    Count(usize),
    /// One is in neither list, or in another one than those before it.
    #[error("word {place} is not in the list: {word:?}")]
    Unknown {
        /// Its place, from 1.
        place: usize,
        /// The word, cut short.
        word: String,
    },
    /// Each word exists, but together they are no key.
    #[error("the words do not belong together: one is wrong, or two have changed places")]
    Checksum,
}

impl WordsError {
    /// Stable code, also the name of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Count(_) => "root-words-count",
            Self::Unknown { .. } => "root-words-unknown",
            Self::Checksum => "root-words-checksum",
        }
    }
}

impl RootKey {
    /// The key that belongs to a secret seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self { seed: *seed, key: DeviceKey::from_seed(seed) }
    }

    /// What the facility is recognised by.
    pub fn id(&self) -> RootId {
        RootId(self.key.device().0)
    }

    /// The words to be printed.
    pub fn words(&self, list: WordList) -> Vec<String> {
        // 32 bytes are one of the lengths there are words for.
        let words = Mnemonic::from_entropy_in(list.language(), &self.seed);
        words.iter().flat_map(Mnemonic::words).map(composed).collect()
    }

    /// Reads the words, whichever list they are of. Case, accents and what stands between them do
    /// not matter, and four letters of each word are enough.
    pub fn from_words(words: &str) -> Result<Self, WordsError> {
        let typed = folded(words);
        let typed: Vec<&str> = typed.split_whitespace().collect();
        if typed.len() != ROOT_WORDS {
            return Err(WordsError::Count(typed.len()));
        }
        let french = recognise(&typed, WordList::French);
        let english = recognise(&typed, WordList::English);
        match (french, english) {
            (Ok(key), _) | (_, Ok(key)) => Ok(key),
            // The list in which more words were found is the one that was meant.
            (Err(french), Err(english)) => {
                Err(if reach(&english) > reach(&french) { english } else { french })
            }
        }
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    pub(crate) fn key(&self) -> &DeviceKey {
        &self.key
    }
}

impl WordList {
    const fn language(self) -> Language {
        match self {
            Self::French => Language::French,
            Self::English => Language::English,
        }
    }
}

fn recognise(typed: &[&str], list: WordList) -> Result<RootKey, WordsError> {
    let language = list.language();
    let find = |(at, word): (usize, &&str)| {
        let found = language.word_list().iter().find(|known| is_meant(word, known));
        found.copied().ok_or_else(|| WordsError::Unknown {
            place: at + 1,
            word: word.chars().take(20).collect(),
        })
    };
    let words = typed.iter().enumerate().map(find).collect::<Result<Vec<_>, _>>()?;
    let read = Mnemonic::parse_in_normalized(language, &words.join(" "));
    let entropy = read.map_err(|_| WordsError::Checksum)?.to_entropy_array().0;
    let seed = entropy.first_chunk().ok_or(WordsError::Checksum)?;
    Ok(RootKey::from_seed(seed))
}

/// Is that the word that was typed, whole or from its fourth letter on cut short?
fn is_meant(typed: &str, known: &str) -> bool {
    let known = folded(known);
    known == typed || (typed.len() >= 4 && known.starts_with(typed))
}

/// How far a list was of use.
fn reach(error: &WordsError) -> usize {
    match error {
        WordsError::Count(_) => 0,
        WordsError::Unknown { place, .. } => *place,
        WordsError::Checksum => usize::MAX,
    }
}

/// The list has accents behind their letters; typefaces want them as one.
fn composed(word: &str) -> String {
    word.replace("e\u{301}", "é").replace("e\u{300}", "è")
}

impl fmt::Display for RootId {
    /// 64 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for RootId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootKey({})", self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_known_key_has_its_words_for_ever() {
        let words = RootKey::from_seed(&[0; 32]).words(WordList::English);
        assert_eq!(words.len(), ROOT_WORDS);
        assert!(words[..23].iter().all(|word| word == "abandon") && words[23] == "art");
        let words = RootKey::from_seed(&[0; 32]).words(WordList::French);
        assert_eq!((&*words[0], &*words[23]), ("abaisser", "anaphore"));
    }

    #[test]
    fn what_is_wrong_with_typed_words_is_told() {
        let mut words = RootKey::from_seed(&[7; 32]).words(WordList::French);
        assert_eq!(RootKey::from_words("a b").unwrap_err(), WordsError::Count(2));
        let right = words[4].clone();
        words[4] = "zzz".to_owned();
        let wrong = RootKey::from_words(&words.join(" ")).unwrap_err();
        assert_eq!(wrong, WordsError::Unknown { place: 5, word: "zzz".to_owned() });
        words[4] = right;
        words.swap(2, 3);
        assert_ne!(words[2], words[3]);
        assert_eq!(RootKey::from_words(&words.join(" ")).unwrap_err(), WordsError::Checksum);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn words_give_the_key_back_however_they_are_typed(seed: [u8; 32], french: bool) {
            let list = if french { WordList::French } else { WordList::English };
            let key = RootKey::from_seed(&seed);
            let words = key.words(list);
            let short = words.iter().map(|word| word.chars().take(4).collect::<String>());
            let short = short.collect::<Vec<_>>().join("\n");
            let plain = folded(&words.join(" ")).to_uppercase();
            for typed in [words.join(" - "), short, plain] {
                prop_assert_eq!(RootKey::from_words(&typed).unwrap().id(), key.id());
            }
        }

        #[test]
        fn any_text_can_be_tried(words in prop::collection::vec("[a-zé]{0,9}", 0..30)) {
            prop_assert!(RootKey::from_words(&words.join(" ")).is_err());
        }
    }
}
