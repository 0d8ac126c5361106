//! Amounts of money as people type them.

use super::error::{Misread, Read, TypedError};
use super::scan::Token::{self, Mark, Number, Word};
use super::scan::{fold, tokens};
use crate::Language;
use units::{Currency, Decimal, Money};

/// Reads an amount in euros that is not negative.
///
/// | typed | is |
/// |---|---|
/// | `32,50`, `32.5`, `32,5 €`, `€32.50`, `32 euros`, `32€50` | 32.50 EUR (32 EUR) |
/// | `1340`, `1 340 €`, `1 340,50` | with or without a space between groups of three digits |
/// | `1,340.50`, `1.340,50`, `1,340,000` | groups parted by one mark, cents by the other |
/// | `1,340` | 1 340 EUR in English; in French it is refused, since a comma begins the cents there |
///
/// # Errors
/// When the text is no such amount, is negative, has more than two decimals or another currency.
pub fn money(text: &str, language: Language) -> Result<Money, TypedError> {
    read(text, language, |tokens| tokens)
}

/// The same of what an hour costs: `32,50 €/h`, `32.5 per hour`, or the amount alone.
///
/// # Errors
/// As [`money`].
pub fn hourly(text: &str, language: Language) -> Result<Money, TypedError> {
    read(text, language, |tokens| match tokens {
        [rest @ .., Mark('/'), Word("h" | "heure" | "hour" | "hr")]
        | [rest @ .., Word("par" | "per" | "an"), Word("h" | "heure" | "hour")]
        | [rest @ .., Word("de"), Word("l'heure")] => rest,
        other => other,
    })
}

fn read(
    text: &str,
    language: Language,
    amount: impl for<'a, 'b> Fn(&'a [Token<'b>]) -> &'a [Token<'b>],
) -> Result<Money, TypedError> {
    let folded = fold(text)?;
    let tokens = tokens(&folded);
    read_amount(amount(&tokens), language, text).map_err(|misread| misread.or("typed-money", text))
}

/// An amount with its currency before it, behind it, or in the place of the decimal mark.
fn read_amount(tokens: &[Token], language: Language, text: &str) -> Read<Money> {
    if let [Mark('-'), ..] | [_, Mark('-'), ..] = tokens {
        return Err(TypedError::about("typed-money-negative", text).into());
    }
    let number = match tokens {
        [Number(whole), currency, Number(cents)] if is_euro(currency) => {
            return if cents.len() == 2 { of(whole, cents) } else { Err(Misread::NotThis) };
        }
        [currency, rest @ ..] | [rest @ .., currency] if is_euro(currency) => rest,
        all => all,
    };
    let (first, rest) = match number {
        [Number(first), rest @ ..] => (*first, rest),
        [] | [Mark(_) | Word(_), ..] => return Err(other_currency(tokens, text)),
    };
    let (whole, rest, spaced) = spaced(first, rest);
    let parts = parts(rest).ok_or_else(|| other_currency(tokens, text))?;
    let cents = match *parts.as_slice() {
        [] => return of(&whole, ""),
        [(_, cents)] if cents.len() <= 2 => cents,
        [(',', group)] if language == Language::English && !spaced && is_group(first, group) => {
            return of(&format!("{whole}{group}"), "");
        }
        [_] => return Err(TypedError::about("typed-money-decimals", text).into()),
        [.., (last, _)] => {
            let (whole, cents) =
                grouped(first, &parts, last).filter(|_| !spaced).ok_or(Misread::NotThis)?;
            return of(&whole, cents);
        }
    };
    of(&whole, cents)
}

/// Is it the sign or the word of the euro?
fn is_euro(token: &Token) -> bool {
    matches!(token, Mark('€') | Word("eur" | "euro" | "euros"))
}

/// A number with the sign or the code of another currency is said to be of that.
fn other_currency(tokens: &[Token], text: &str) -> Misread {
    let is_other = |token: &Token| match token {
        Mark('$' | '£' | '¥') => true,
        Word(word) => word.len() == 3 && word.to_ascii_uppercase().parse::<Currency>().is_ok(),
        _ => false,
    };
    let has_number = tokens.iter().any(|token| matches!(token, Number(_)));
    if has_number && tokens.iter().any(is_other) {
        TypedError::about("typed-money-currency", text).into()
    } else {
        Misread::NotThis
    }
}

/// A number with the groups of three digits that follow it after spaces.
fn spaced<'a, 'b>(first: &str, mut rest: &'a [Token<'b>]) -> (String, &'a [Token<'b>], bool) {
    let mut whole = first.to_owned();
    while let [Number(group), after @ ..] = rest
        && is_group(first, group)
    {
        whole.push_str(group);
        rest = after;
    }
    let spaced = whole.len() > first.len();
    (whole, rest, spaced)
}

fn is_group(first: &str, group: &str) -> bool {
    first.len() <= 3 && group.len() == 3
}

/// The rest of a number: marks with the digits behind each.
fn parts<'b>(rest: &[Token<'b>]) -> Option<Vec<(char, &'b str)>> {
    let part = |pair: &[Token<'b>]| match pair {
        [Mark(mark @ (',' | '.')), Number(digits)] => Some((*mark, *digits)),
        _ => None,
    };
    rest.chunks(2).map(part).collect()
}

/// Groups parted by one mark, and cents behind the other if the last is another.
fn grouped<'b>(first: &str, parts: &[(char, &'b str)], last: char) -> Option<(String, &'b str)> {
    let (mark, _) = parts.first()?;
    let (groups, cents) = match parts {
        [groups @ .., (_, cents)] if last != *mark => (groups, *cents),
        groups => (groups, ""),
    };
    let sound = groups.iter().all(|(it, group)| it == mark && is_group(first, group));
    let whole = groups.iter().map(|(_, group)| *group).collect::<String>();
    (sound && cents.len() <= 2).then(|| (format!("{first}{whole}"), cents))
}

fn of(whole: &str, cents: &str) -> Read<Money> {
    let point = if cents.is_empty() { "" } else { "." };
    let amount = Decimal::from_str_exact(&format!("{whole}{point}{cents}")).ok();
    let money = amount.and_then(|amount| Money::new(amount, Currency::EUR));
    money.ok_or_else(|| TypedError::new("typed-money-too-much").into())
}
