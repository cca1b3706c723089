//! Tokens of C and C++ (C11 6.4, C++17 [lex.pptoken]) in text that was preprocessed: no comments, no lines that continue.

use crate::ground::headers::words::{RAW_PREFIXES, raw_delimiter};

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: TokenKind,
    /// As it is written.
    pub text: &'t str,
    /// Offset of its first byte.
    pub start: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// An identifier or keyword.
    Word,
    /// A number of the preprocessor (C11 6.4.8).
    Number,
    /// A string or a character, with its prefix.
    Text,
    /// Anything else.
    Sign,
}

/// Signs of several characters, the longest first. `>>` is not among them: it may end two lists of template arguments.
const SIGNS: &[&str] = &[
    "...", "<<=", "->*", "<=>", "::", "->", "++", "--", "<<", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=",
    "/=", "%=", "&=", "|=", "^=", ".*", "##",
];

/// The tokens of a text.
pub fn all(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.len() - rest.trim_start().len();
        let rest = &text[start..];
        let first = rest.chars().next()?;
        let (kind, length) = one(rest, first);
        at = start + length;
        Some(Token { kind, text: &rest[..length], start })
    })
}

/// A text on one line: one blank for each stretch of blanks between tokens, and strings as they are written.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for token in all(text) {
        if token.start > end && !out.is_empty() {
            out.push(' ');
        }
        // Only raw strings hold line breaks.
        out.push_str(&token.text.replace('\n', "\\n"));
        end = token.start + token.text.len();
    }
    out
}

/// The kind of the first token of a text, and its length in bytes.
fn one(rest: &str, first: char) -> (TokenKind, usize) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii();
    let second = rest[first.len_utf8()..].chars().next();
    if first.is_ascii_digit() || (first == '.' && second.is_some_and(|c| c.is_ascii_digit())) {
        return (TokenKind::Number, number(rest));
    }
    if matches!(first, '"' | '\'') {
        return (TokenKind::Text, quoted(rest));
    }
    if is_word(first) {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let prefix = &rest[..end];
        let is_text = rest[end..].starts_with(['"', '\'']);
        if is_text && matches!(prefix, "L" | "u" | "U" | "u8") {
            return (TokenKind::Text, end + quoted(&rest[end..]));
        }
        if RAW_PREFIXES.contains(&prefix)
            && let Some(close) = raw_end(&rest[end..])
        {
            return (TokenKind::Text, rest[end..].find(&close).map_or(rest.len(), |at| end + at + close.len()));
        }
        return (TokenKind::Word, end);
    }
    let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
    (TokenKind::Sign, sign.map_or(first.len_utf8(), |sign| sign.len()))
}

/// Letters, digits, dots and single quotes between digits, and a sign behind an exponent.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 1;
    while let Some(&byte) = bytes.get(end) {
        let is_hex = matches!(bytes.get(1), Some(b'x' | b'X'));
        let exponent = if is_hex { &b"pP"[..] } else { b"eEpP" };
        let goes_on = byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'.')
            || (byte == b'\'' && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric))
            || (matches!(byte, b'+' | b'-') && exponent.contains(&bytes[end - 1]));
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// A string or character with its quotes; all that is left, where nothing ends it.
fn quoted(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 1;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 1,
            b'\n' => break,
            _ if byte == bytes[0] => return end + 1,
            _ => {}
        }
        end += 1;
    }
    // A lone quote, or a backslash at the end: up to the next whole character.
    (1..=end.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len())
}

/// How a raw string ends, from its quote on: `)delimiter"` of `"delimiter(`. `None` of what is no raw string.
fn raw_end(from_quote: &str) -> Option<String> {
    raw_delimiter(from_quote).map(|delimiter| format!("){delimiter}\""))
}

/// How the raw string ends that a line begins and does not end, as a compiler reads it that `knows` raw strings. Without
/// knowing whether it does, a string counts as raw if it does not end with its line as others do either.
#[must_use]
pub fn open_raw(line: &str, knows: bool) -> Option<String> {
    let last = all(line).last().filter(|token| token.kind == TokenKind::Text)?;
    let (prefix, from_quote) = last.text.split_at(last.text.find('"')?);
    let close = raw_end(from_quote).filter(|close| RAW_PREFIXES.contains(&prefix) && !from_quote.contains(&**close))?;
    let is_closed = || from_quote[1..quoted(from_quote)].ends_with('"');
    (knows || !is_closed()).then_some(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        all(text).map(|t| t.text).collect()
    }

    #[test]
    fn tokens_are_those_of_the_language() {
        assert_eq!(texts("a->b+=0x1p-3+1e+5 .5"), ["a", "->", "b", "+=", "0x1p-3", "+", "1e+5", ".5"]);
        assert_eq!(texts("0xe+1 1'000"), ["0xe", "+", "1", "1'000"]);
        assert_eq!(
            texts("L\"a\\\"b\" 'x' R\"q(a)\" )q\" u8\"é\""),
            ["L\"a\\\"b\"", "'x'", "R\"q(a)\" )q\"", "u8\"é\""]
        );
        assert_eq!(texts("A<B<int>>::c"), ["A", "<", "B", "<", "int", ">", ">", "::", "c"]);
    }

    #[test]
    fn raw_strings_go_on_behind_their_line() {
        assert_eq!(texts("R\"(\n#a\n)\" b R\"x y(c)\""), ["R\"(\n#a\n)\"", "b", "R", "\"x y(c)\""]);
        assert_eq!(on_one_line("  a\n\t+ \"b  c\" R\"( d\ne)\"f"), "a + \"b  c\" R\"( d\\ne)\"f");
        assert_eq!(open_raw("a R\"x(b)\" c", true).as_deref(), Some(")x\""));
        assert_eq!(open_raw("a R\"x(b)\" c", false), None);
        for closed in ["R\"(a)\"", "\"R\\\"(", "BAR\"(", "R\"no one(", "R \"("] {
            assert_eq!(open_raw(closed, true), None, "{closed}");
        }
    }

    #[test]
    fn what_does_not_end_ends_with_the_text() {
        for text in ["\"", "'", "\"é", "\"\\", "R\"(", "R\"", "\"a\nb", "'\\é"] {
            let tokens = texts(text);
            assert_eq!(tokens.concat().len(), text.trim_end().replace('\n', "").len(), "{text:?}");
        }
    }
}
