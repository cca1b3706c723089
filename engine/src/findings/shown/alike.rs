//! Whether two stretches of preprocessed source say the same, token by token.

use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use super::values::same;
use crate::graph::shown::tokens::{Token, TokenKind};
use crate::graph::shown::{Parameter, Shown};

/// How many lines behind the name of a macro its last parenthesis may stand, which is where `__LINE__` counts from.
const LONGEST_USE: i64 = 24;

/// A stretch of one side, in which some names are those of parameters.
#[derive(Clone, Copy)]
pub(super) struct Part<'s> {
    pub(super) shown: &'s Shown,
    pub(super) range: &'s Range<usize>,
    pub(super) parameters: &'s [Parameter],
    /// Those of templates.
    pub(super) of_templates: &'s [String],
}

/// How alike two parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    /// They say the same.
    Same,
    /// Only null pointers are spelt otherwise: `NULL`, `nullptr`, `0`.
    NullsSpelt,
    /// They say something else.
    Not,
}

/// Compares both parts. What parameters are called, and what `__LINE__` and `__FILE__` give, counts for nothing.
pub(super) fn alike(old: Part<'_>, new: Part<'_>) -> Alike {
    let (olds, news) = (old.shown.tokens(old.range), new.shown.tokens(new.range));
    if olds.len() != news.len() {
        return Alike::Not;
    }
    let one = |at: usize| {
        let ((x, line), (y, now)) = (olds[at], news[at]);
        match (old.parameter(&olds, at), new.parameter(&news, at)) {
            (None, None) if same(&x, &y) || of_line(x, line, y, now) || of_file(old.shown, x, new.shown, y) => {
                Alike::Same
            }
            (None, None) if is_null(x) && is_null(y) => Alike::NullsSpelt,
            (x, y) if x.is_some() && x == y => Alike::Same,
            _ => Alike::Not,
        }
    };
    (0..olds.len()).map(one).max().unwrap_or(Alike::Same)
}

/// What null pointers are written as, after the preprocessor.
fn is_null(token: Token<'_>) -> bool {
    matches!(token.text, "__null" | "nullptr" | "0")
}

/// A hash of what a part says, that does not change with its lines.
pub(super) fn hash(part: Part<'_>) -> u64 {
    let tokens = part.shown.tokens(part.range);
    let mut hash = Xxh3::new();
    for (at, (token, line)) in tokens.iter().enumerate() {
        match part.parameter(&tokens, at) {
            Some(index) => hash.update(&index.to_le_bytes()),
            None if behind(*token, *line).is_some() => hash.update(b"line"),
            None if file(part.shown, *token).is_some() => hash.update(b"file"),
            None => hash.update(token.text.as_bytes()),
        }
        hash.update(&[0]);
    }
    hash.digest()
}

impl Part<'_> {
    /// The parameter that a token names, by its place.
    fn parameter(&self, tokens: &[(Token<'_>, u32)], at: usize) -> Option<usize> {
        let (token, _) = tokens[at];
        if token.kind != TokenKind::Word {
            return None;
        }
        // A member of something else.
        let before = at.checked_sub(1).map(|before| tokens[before].0.text);
        if matches!(before, Some("." | "->" | "::")) {
            return None;
        }
        let own =
            self.parameters.iter().rposition(|parameter| !parameter.name.is_empty() && parameter.name == token.text);
        let of_template = || self.of_templates.iter().rposition(|name| name == token.text);
        own.or_else(|| Some(self.parameters.len() + of_template()?))
    }
}

/// How far behind its own line a number is one.
fn behind(token: Token<'_>, line: u32) -> Option<i64> {
    let number: i64 = token.text.parse().ok().filter(|_| token.kind == TokenKind::Number)?;
    let behind = number - i64::from(line);
    (0..=LONGEST_USE).contains(&behind).then_some(behind)
}

/// Both are the number of their own line.
fn of_line(x: Token<'_>, line: u32, y: Token<'_>, now: u32) -> bool {
    behind(x, line).is_some_and(|behind_old| behind(y, now) == Some(behind_old))
}

/// The public header that a string is the path of.
fn file<'s>(shown: &'s Shown, token: Token<'_>) -> Option<&'s str> {
    let path = token.text.strip_prefix('"')?.strip_suffix('"')?;
    let path = path.strip_prefix('/')?;
    let names =
        shown.files.iter().filter(|name| path.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with('/')));
    names.max_by_key(|name| name.len()).map(String::as_str)
}

/// Both are the path of the same public header.
fn of_file(old: &Shown, x: Token<'_>, new: &Shown, y: Token<'_>) -> bool {
    file(old, x).is_some_and(|name| file(new, y) == Some(name))
}
