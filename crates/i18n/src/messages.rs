//! The messages of one language, by key.

use crate::locales;
use crate::typography::{grouped, typeset};
use crate::{Key, Language};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, types::FluentNumber};
use unic_langid::LanguageIdentifier;
use units::{Minutes, NaiveDate, NaiveDateTime};

/// What fills in a variable of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text, as it is.
    Text(&'a str),
    /// A number: chooses the plural, and is shown in groups of digits.
    Integer(i64),
    /// A date, shown short.
    Date(NaiveDate),
    /// A civil moment.
    DateTime(NaiveDateTime),
    /// A duration, shown in hours.
    Minutes(Minutes),
}

/// The messages of one language. It is made once and can be shared between threads.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messages").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Messages {
    /// The messages of a language.
    pub fn new(language: Language) -> Self {
        // Both codes are well formed; the other case would only take the plurals of no language.
        let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::French => |value, _| number_text(Language::French, value),
            Language::English => |value, _| number_text(Language::English, value),
        }));
        for (_, file) in locales::files(language) {
            // A line that Fluent cannot read is left out, the rest is kept; tests allow neither.
            let resource = FluentResource::try_new(typeset(language, file));
            bundle.add_resource_overriding(resource.unwrap_or_else(|(usable, _)| usable));
        }
        Self { language, bundle }
    }

    /// The language they are in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Is there a message with this key?
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// A text that wants no variables.
    pub fn say(&self, key: Key) -> String {
        self.text(key.name(), &[])
    }

    /// A text with its variables filled in, in any order.
    ///
    /// How many there are is checked by the compiler, that they are the right ones in debug builds.
    pub fn say_with<const VARIABLES: usize>(
        &self,
        key: Key<VARIABLES>,
        values: &[(&str, Value<'_>); VARIABLES],
    ) -> String {
        debug_assert!(
            key.variables().iter().all(|wanted| values.iter().any(|(name, _)| name == wanted)),
            "{} wants {:?} and not {values:?}",
            key.name(),
            key.variables(),
        );
        self.text(key.name(), values)
    }

    /// The message of a key that is computed (`key`, or `key.attribute`), filled in. A key without
    /// a message gives the key in brackets, so that it cannot be overlooked; a variable without a
    /// value shows its name. For a key that is known see [`Self::say`].
    pub fn text(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, self.argument(value));
        }
        self.fill_in(key, &arguments).unwrap_or_else(|| format!("[{key}]"))
    }

    /// The message of a key without variables; nothing if there is none.
    pub(crate) fn plain(&self, key: &str) -> Option<String> {
        self.fill_in(key, &FluentArgs::new())
    }

    /// The message of a key, filled in; nothing if there is none.
    pub(crate) fn fill_in(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let mut parts = key.splitn(2, '.');
        let message = self.bundle.get_message(parts.next()?)?;
        let pattern = match parts.next() {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let text = self.bundle.format_pattern(pattern, Some(arguments), &mut Vec::new());
        Some(text.into_owned())
    }

    fn argument<'a>(&self, value: &Value<'a>) -> FluentValue<'a> {
        match *value {
            Value::Text(text) => FluentValue::from(text),
            Value::Integer(number) => FluentValue::from(number),
            Value::Date(date) => FluentValue::from(self.date(date)),
            Value::DateTime(moment) => FluentValue::from(self.date_time(moment)),
            Value::Minutes(duration) => FluentValue::from(self.duration(duration)),
        }
    }
}

/// A number as the language groups its digits, unless it asks not to be grouped.
fn number_text(language: Language, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, options }) = value else { return None };
    // All numbers are made from whole ones of at most 2^53, which `f64` holds exactly.
    (options.use_grouping && value.fract() == 0.0).then(|| grouped(language, *value as i64))
}
