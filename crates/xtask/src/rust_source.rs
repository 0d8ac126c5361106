//! Just enough Rust reading for the checks: code without comments, text and tests, and the
//! modules a file declares. Not a parser: what rustc would refuse is read somehow, never refused.

/// A `mod name;` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ModuleLine {
    /// The name after `mod`.
    pub(crate) name: String,
    /// The file named by a `#[path]` on the line before.
    pub(crate) path: Option<String>,
    /// Compiled for tests only.
    pub(crate) test: bool,
}

/// The text with every comment and every literal turned into spaces; lines keep their numbers.
pub(crate) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut previous = ' ';
    while let Some(first) = rest.chars().next() {
        let skipped = literal_or_comment(rest, previous);
        let taken = if skipped == 0 { first.len_utf8() } else { skipped };
        let (head, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        if skipped == 0 {
            code.push(first);
        } else {
            blank(head, &mut code);
        }
        previous = head.chars().next_back().unwrap_or(' ');
        rest = tail;
    }
    code
}

/// The code that ships: `code` with the items under `#[cfg(test)]` turned into spaces.
pub(crate) fn shipped(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    if code.contains("#![cfg(test)]") {
        return String::new();
    }
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        let (before, item) = rest.split_at(start);
        kept.push_str(before);
        let end = MARK.len() + item_length(item.get(MARK.len()..).unwrap_or(""));
        let (test, after) = item.split_at_checked(end).unwrap_or((item, ""));
        blank(test, &mut kept);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// The modules that the file `text` declares and leaves to other files.
pub(crate) fn modules(text: &str) -> Vec<ModuleLine> {
    let code = code(text);
    let shipped = shipped(&code);
    let mut found = Vec::new();
    let mut before = "";
    for ((raw, line), kept) in text.lines().zip(code.lines()).zip(lines_of(&shipped)) {
        if let Some(name) = declared_module(line) {
            let path = before
                .trim()
                .strip_prefix("#[path = \"")
                .and_then(|path| path.strip_suffix("\"]").map(str::to_owned));
            found.push(ModuleLine { name, path, test: declared_module(kept).is_none() });
        }
        before = raw;
    }
    found
}

/// Whether `word` stands in `line` and is not the end or the start of a longer name.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line.get(start + word.len()..).and_then(|text| text.chars().next());
        let joined_before = word.starts_with(part) && before.is_some_and(part);
        let joined_after = word.ends_with(part) && after.is_some_and(part);
        !joined_before && !joined_after
    })
}

/// Lines without end, since a file that is all tests has none left.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().chain(std::iter::repeat(""))
}

fn blank(text: &str, into: &mut String) {
    into.extend(text.chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
}

/// Bytes of the comment or literal that `rest` starts with; 0 if it starts with code.
fn literal_or_comment(rest: &str, previous: char) -> usize {
    let joined = previous.is_alphanumeric() || previous == '_';
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    if let Some(after) = rest.strip_prefix('\'') {
        let mut following = after.chars();
        return match (following.next(), following.next()) {
            (Some('\\'), _) => quoted(rest, '\''),
            (Some(character), Some('\'')) => character.len_utf8() + 2,
            _ => 0,
        };
    }
    if joined { 0 } else { raw_string(rest) }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(here) = rest.get(at..).filter(|here| !here.is_empty()) {
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A raw string such as `r#"…"#`; 0 if `rest` starts with something else.
fn raw_string(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r')) else {
        return 0;
    };
    let opened = after.trim_start_matches('#');
    let Some(body) = opened.strip_prefix('"') else { return 0 };
    let end = format!("\"{}", "#".repeat(after.len() - opened.len()));
    body.find(&end).map_or(rest.len(), |at| rest.len() - body.len() + at + end.len())
}

/// Bytes up to the end of the item that `item` starts with: its closing brace or semicolon.
fn item_length(item: &str) -> usize {
    let mut braces = 0_usize;
    let mut brackets = 0_usize;
    for (at, character) in item.char_indices() {
        match character {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if braces == 0 && brackets == 0 => return at + 1,
            '{' => braces += 1,
            // The item was the last one of its block: a field or a variant.
            '}' if braces == 0 => return at,
            '}' if braces == 1 => return at + 1,
            '}' => braces -= 1,
            _ => {}
        }
    }
    item.len()
}

fn declared_module(line: &str) -> Option<String> {
    let mut rest = line.trim();
    while let Some(attribute) = rest.strip_prefix("#[") {
        rest = attribute.split_once(']')?.1.trim_start();
    }
    if let Some(public) = rest.strip_prefix("pub") {
        rest = public.trim_start();
        if let Some(limited) = rest.strip_prefix('(') {
            rest = limited.split_once(')')?.1.trim_start();
        }
    }
    let name = rest.strip_prefix("mod ")?.strip_suffix(';')?.trim();
    Some(name.trim_start_matches("r#").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_no_code() {
        for (text, expected) in [
            ("a // b", "a     "),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("std::fs \" x") y"#, "f(              ) y"),
            ("f(r#\"a \" b\"#) y", "f(          ) y"),
            ("'a' <'a> '\\'' b", "    <'a>      b"),
            ("bar\"x\"", "bar   "),
            ("\"a\nb\" c", "  \n   c"),
            ("/* never closed", "               "),
            ("r#type", "r#type"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn items_for_tests_only_do_not_ship() {
        for (text, expected) in [
            ("a;\n#[cfg(test)]\nmod tests { fn f() { b; } }\nc;", "a; c;"),
            ("#[cfg(test)]\nmod tests;\nc;", "c;"),
            ("#[cfg(test)]\nfn f(x: [u8; 2]) { b; } c;", "c;"),
            ("struct S { a: u8, #[cfg(test)] b: u8 } c;", "struct S { a: u8, } c;"),
            ("#![cfg(test)]\nuse std::fs;", ""),
        ] {
            let kept = shipped(text);
            assert_eq!(kept.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }

    #[test]
    fn declared_modules_are_read_with_their_file_and_use() {
        let text = "//! mod no;\npub mod a;\npub(crate) mod b;\n#[path = \"x/y.rs\"]\nmod c;\n\
                    mod inline { fn f() {} }\n#[cfg(test)]\nmod tests;";
        let found: Vec<_> = modules(text)
            .into_iter()
            .map(|module| (module.name, module.path, module.test))
            .collect();
        assert_eq!(
            found,
            [
                ("a".to_owned(), None, false),
                ("b".to_owned(), None, false),
                ("c".to_owned(), Some("x/y.rs".to_owned()), false),
                ("tests".to_owned(), None, true),
            ]
        );
    }

    #[test]
    fn a_word_is_not_found_inside_a_longer_one() {
        assert!(has_word("let x: f64 = 1;", "f64"));
        assert!(!has_word("let of64x = 1;", "f64"));
        assert!(!has_word("operand::new()", "rand::"));
        assert!(has_word("rand::random()", "rand::"));
    }
}
