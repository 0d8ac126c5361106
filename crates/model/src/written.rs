//! Values in one line of text, for the changes of variants: `=` text, `#` number, `+` yes, `-` no,
//! `{` words, `[` words with a text each, nothing for no value. `\` stands before what would
//! otherwise end a word (`,`), a pair (`:`) or the value (`|`), and before itself.

use crate::Value;

/// Two values: what was, and what is.
pub(crate) fn pair(was: &Value, now: &Value) -> String {
    format!("{}|{}", write(was), write(now))
}

/// Reads what [`pair`] wrote.
pub(crate) fn read_pair(text: &str) -> Option<(Value, Value)> {
    let parts = split(text, '|');
    let [was, now] = parts.as_slice() else { return None };
    Some((read(was)?, read(now)?))
}

fn write(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) => format!("={}", escaped(text)),
        Value::Integer(number) => format!("#{number}"),
        Value::Flag(true) => "+".to_owned(),
        Value::Flag(false) => "-".to_owned(),
        Value::Set(words) => {
            let words: Vec<String> = words.iter().map(|word| escaped(word)).collect();
            format!("{{{}", words.join(","))
        }
        Value::Map(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(word, text)| format!("{}:{}", escaped(word), escaped(text)))
                .collect();
            format!("[{}", entries.join(","))
        }
    }
}

fn read(text: &str) -> Option<Value> {
    let Some(sign) = text.chars().next() else { return Some(Value::Nothing) };
    let rest = text.get(sign.len_utf8()..)?;
    let parts = |rest: &str| if rest.is_empty() { Vec::new() } else { split(rest, ',') };
    Some(match sign {
        '=' => Value::Text(plain(rest)),
        '#' => Value::Integer(rest.parse().ok()?),
        '+' => Value::Flag(true),
        '-' => Value::Flag(false),
        '{' => Value::Set(parts(rest).iter().map(|word| plain(word)).collect()),
        '[' => {
            let entry = |entry: &String| match split(entry, ':').as_slice() {
                [word, text] => Some((plain(word), plain(text))),
                _ => None,
            };
            Value::Map(parts(rest).iter().map(entry).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '\\' | ',' | ':' | '|') {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        plain.extend(if sign == '\\' { signs.next() } else { Some(sign) });
    }
    plain
}

/// The parts of a text between signs that no `\` stands before; they keep theirs.
fn split(text: &str, at: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut is_escaped = false;
    for sign in text.chars() {
        if sign == at && !is_escaped {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(sign);
        }
        is_escaped = sign == '\\' && !is_escaped;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let text = "[a-z,:|\\\\{=é ]{0,6}";
        prop_oneof![
            Just(Value::Nothing),
            text.prop_map(Value::Text),
            any::<i64>().prop_map(Value::Integer),
            any::<bool>().prop_map(Value::Flag),
            proptest::collection::btree_set("[a-z,:|\\\\é]{1,5}", 0..4).prop_map(Value::Set),
            proptest::collection::btree_map("[a-z,:|\\\\]{1,5}", text, 0..4).prop_map(Value::Map),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(was in any_value(), now in any_value()) {
            prop_assert_eq!(read_pair(&pair(&was, &now)), Some((was, now)));
        }

        #[test]
        fn any_text_is_a_pair_or_is_not_and_nothing_breaks(text in ".{0,40}") {
            let _read = read_pair(&text);
        }
    }
}
