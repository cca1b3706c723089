//! Whether two stretches of preprocessed source say the same, token by token.

use std::collections::BTreeSet;
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
    let (olds, news) = (Read::new(old), Read::new(new));
    if olds.tokens.len() != news.tokens.len() {
        return Alike::Not;
    }
    (0..olds.tokens.len()).map(|at| token(&olds, &news, at, at)).max().unwrap_or(Alike::Same)
}

/// Compares a token of each.
fn token(olds: &Read<'_>, news: &Read<'_>, i: usize, j: usize) -> Alike {
    let (x, y) = (olds.tokens[i].0, news.tokens[j].0);
    match (olds.parameter(i), news.parameter(j)) {
        (None, None) if same(&x, &y) => Alike::Same,
        (None, None) if olds.is_line(i) && news.is_line(j) => Alike::Same,
        (None, None) if of_file(olds.part.shown, x, news.part.shown, y) => Alike::Same,
        (None, None) if olds.is_null(i) && news.is_null(j) => Alike::NullsSpelt,
        (x, y) if x.is_some() && x == y => Alike::Same,
        _ => Alike::Not,
    }
}

/// Texts of more bytes than this are not shown as a whole.
const LONGEST: usize = 100;
/// Of the statements that differ so many tokens are shown, where the statements are too long.
const MOST_TOKENS: usize = 16;

/// What both parts say, so that it shows how they differ: as a whole where that is short, else the statements that differ, with a
/// hash of the whole, as other statements may read the same.
pub(super) fn difference(old: Part<'_>, new: Part<'_>) -> (String, String) {
    let (olds, news) = (Read::new(old), Read::new(new));
    let whole = |read: &Read<'_>| read.spelt(0..read.tokens.len());
    let (x, y) = (whole(&olds), whole(&news));
    if x.len().max(y.len()) <= LONGEST && x != y {
        return (x, y);
    }
    let is_same = |i: usize, j: usize| token(&olds, &news, i, j) == Alike::Same;
    let (n, m) = (olds.tokens.len(), news.tokens.len());
    let front = (0..n.min(m)).take_while(|&at| is_same(at, at)).count();
    let back = (0..n.min(m) - front).take_while(|&at| is_same(n - 1 - at, m - 1 - at)).count();
    // What came or went is shown beside what it stands behind.
    let is_beside = front + back == n.min(m);
    let statements = |read: &Read<'_>| read.statements(front..read.tokens.len() - back, is_beside);
    let one = |read: &Read<'_>, other: &Read<'_>| {
        let shown = statements(read);
        let text = read.spelt(shown.clone());
        if text == other.spelt(statements(other)) && front < read.tokens.len() {
            // A name that is another parameter by its place.
            let own = read.part.parameters.len();
            let what = match read.parameter(front) {
                Some(at) if at < own => format!("parameter {}", at + 1),
                Some(at) => format!("parameter {} of the template", at - own + 1),
                None => "no parameter".to_owned(),
            };
            return format!("{text} ({} is {what})", read.tokens[front].0.text);
        }
        let (before, behind) = (shown.start > 0, shown.end < read.tokens.len());
        let (before, behind) = (if before { "... " } else { "" }, if behind { " ..." } else { "" });
        format!("{before}{text}{behind} [{:016x}]", hash(read.part))
    };
    (one(&olds, &news), one(&news, &olds))
}

/// A hash of what a part says, as it is written: only paths of headers, which are those of this machine, are their names.
fn hash(part: Part<'_>) -> u64 {
    let mut hash = Xxh3::new();
    for (token, _) in part.shown.tokens(part.range) {
        hash.update(file(part.shown, token).unwrap_or(token.text).as_bytes());
        hash.update(&[0]);
    }
    hash.digest()
}

/// A part with its tokens.
struct Read<'s> {
    part: Part<'s>,
    /// Each with its line.
    tokens: Vec<(Token<'s>, u32)>,
    /// Places of the names that the initialisers of a constructor initialise.
    initialised: BTreeSet<usize>,
}

impl<'s> Read<'s> {
    fn new(part: Part<'s>) -> Self {
        let tokens = part.shown.tokens(part.range);
        let initialised = initialised(&tokens);
        Self { part, tokens, initialised }
    }

    /// Some of its tokens on one line; paths of headers, which are those of this machine, are their names.
    fn spelt(&self, of: Range<usize>) -> String {
        let mut out = String::new();
        let mut end = None;
        for (token, _) in self.tokens.get(of).into_iter().flatten() {
            if end.is_some_and(|end| end < token.start) {
                out.push(' ');
            }
            match file(self.part.shown, *token) {
                Some(name) => out.push_str(&format!("\"{name}\"")),
                None => out.push_str(&token.text.replace('\n', "\\n")),
            }
            end = Some(token.start + token.text.len());
        }
        out
    }

    /// Some tokens with the statements that they stand in, as far as those are short, and the one in front of them.
    fn statements(&self, of: Range<usize>, is_beside: bool) -> Range<usize> {
        let ends = |at: usize| matches!(self.tokens[at].0.text, ";" | "{" | "}");
        let (mut first, mut last) = (of.start, of.end);
        while is_beside && first > 0 && ends(first - 1) {
            first -= 1;
        }
        while first > 0 && !ends(first - 1) {
            first -= 1;
        }
        while last < self.tokens.len() && !last.checked_sub(1).is_some_and(ends) {
            last += 1;
        }
        if last - first <= MOST_TOKENS {
            return first..last;
        }
        let first = of.start.saturating_sub(2).max(first);
        first..(of.end + 2).min(last).min(first + MOST_TOKENS)
    }

    fn text(&self, at: Option<usize>) -> Option<&str> {
        Some(self.tokens.get(at?)?.0.text)
    }

    /// The parameter that a token names, by its place.
    fn parameter(&self, at: usize) -> Option<usize> {
        let (token, _) = self.tokens[at];
        if token.kind != TokenKind::Word {
            return None;
        }
        // A member of something else, or a tag, which has names of its own.
        let other = [".", "->", "::", "struct", "union", "enum", "class"];
        if self.text(at.checked_sub(1)).is_some_and(|before| other.contains(&before)) {
            return None;
        }
        let Part { parameters, of_templates, .. } = self.part;
        let own = parameters.iter().rposition(|parameter| !parameter.name.is_empty() && parameter.name == token.text);
        // A class may derive from a parameter of its template, but no member has the name of one.
        let of_template = || of_templates.iter().rposition(|name| name == token.text);
        own.filter(|_| !self.initialised.contains(&at)).or_else(|| Some(parameters.len() + of_template()?))
    }

    /// A number that `__LINE__` gave: it is a line, which a macro may have taken from the lines in front of it, and nobody
    /// wrote it there.
    fn is_line(&self, at: usize) -> bool {
        let (token, line) = self.tokens[at];
        let number = token.text.parse::<u32>().ok().filter(|_| token.kind == TokenKind::Number);
        let Some(number) = number.filter(|number| (0..=LONGEST_USE).contains(&(i64::from(*number) - i64::from(line))))
        else {
            return false;
        };
        let shown = self.part.shown;
        let place = shown.place(self.part.range.start + token.start);
        place.is_some_and(|place| shown.gives_line(place, number, token.text))
    }

    /// What null pointers are written as, after the preprocessor. A `0` is one only where another type would not do as well:
    /// as an argument it may choose another function.
    fn is_null(&self, at: usize) -> bool {
        let text = |at| self.text(at).unwrap_or_default();
        let is_compared = |sign| matches!(sign, "==" | "!=");
        match text(Some(at)) {
            "__null" | "nullptr" => true,
            "0" => {
                let before = text(at.checked_sub(1));
                // `int *p = 0`, `(int *)0`
                let of_pointer =
                    before == "=" && text(at.checked_sub(3)) == "*" || before == ")" && text(at.checked_sub(2)) == "*";
                self.tokens.len() == 1 || of_pointer || is_compared(before) || is_compared(text(Some(at + 1)))
            }
            _ => false,
        }
    }
}

/// Places of names in front of `(` and `{` in the initialisers of a constructor, which its part begins with.
fn initialised(tokens: &[(Token<'_>, u32)]) -> BTreeSet<usize> {
    let text = |at: usize| tokens.get(at).map_or("", |(token, _)| token.text);
    let mut out = BTreeSet::new();
    if text(0) != ":" {
        return out;
    }
    let mut depth = 0_usize;
    for at in 1..tokens.len() {
        let before = text(at - 1);
        match text(at) {
            "(" | "[" => depth += 1,
            // The body follows an initialiser that is complete.
            "{" if depth == 0 && matches!(before, ")" | "}" | "...") => break,
            "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ if depth == 0 && matches!(before, ":" | ",") && matches!(text(at + 1), "(" | "{") => {
                out.insert(at);
            }
            _ => {}
        }
    }
    out
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
