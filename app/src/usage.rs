//! Wrong calls, told in the reader's language: what `clap` found becomes a finding.

use crate::console::error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use model::Finding;

/// What is wrong with a call.
pub(crate) fn explain(wrong: &clap::Error) -> Finding {
    let found = |kind| wrong.get(kind).map(words).unwrap_or_default();
    match wrong.kind() {
        ErrorKind::UnknownArgument | ErrorKind::TooManyValues => {
            error("cli-usage-unknown").with("found", found(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidSubcommand => {
            error("cli-usage-unknown").with("found", found(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => error("cli-usage-value")
            .with("found", found(ContextKind::InvalidValue))
            .with("argument", found(ContextKind::InvalidArg))
            .with("known", known(wrong)),
        ErrorKind::MissingRequiredArgument => {
            error("cli-usage-missing").with("argument", found(ContextKind::InvalidArg))
        }
        _ => {
            let first = wrong.to_string();
            let first =
                first.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            error("cli-usage-wrong").with("cause", first)
        }
    }
}

/// The values that would do; a dash where they cannot be listed.
fn known(wrong: &clap::Error) -> String {
    let known = wrong.get(ContextKind::ValidValue).map(words).unwrap_or_default();
    if known.is_empty() { "–".to_owned() } else { known }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}
