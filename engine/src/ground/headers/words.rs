//! The identifiers that the texts of headers hold, and those that their macros build with `##`.
//!
//! Comments are left out; words inside of strings count, because `__asm__("name")` gives a declaration another symbol.
//! A macro that pastes is expanded as far as the texts say what stands for its parameters; where consumers say, any text may.

use std::collections::{BTreeMap, BTreeSet};

/// Macros through macros are followed this deep, and this many names are built at most.
const DEPTH: usize = 6;
const MOST: usize = 1 << 16;

/// Identifiers of a set of headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    plain: BTreeSet<String>,
    /// Names with gaps, which consumers fill.
    built: BTreeSet<Vec<Part>>,
    /// Macros without parameters that stand for an integer constant.
    constants: BTreeMap<String, i128>,
}

/// A piece of a name that a macro builds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Text(String),
    /// What is given for a parameter of the macro.
    Param(usize),
    Any,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    /// The words of a string literal are counted; as a whole it can be a piece of a name.
    Text(String),
    Paste,
    /// `#` before a parameter.
    Spell,
    Other(char),
}

/// A macro: its parameters, `None` if it takes none, and what it stands for.
struct Macro {
    parameters: Option<Vec<String>>,
    body: Vec<Token>,
}

impl Words {
    /// Of the texts of all headers together: the macros of one build names in another.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut macros: BTreeMap<String, Macro> = BTreeMap::new();
        let mut lines: Vec<Vec<Token>> = Vec::new();
        let mut words = Self::default();
        for text in texts {
            for line in without_comments(text).lines() {
                let tokens = tokens(line);
                words.plain.extend(tokens.iter().flat_map(inside));
                match define(&tokens) {
                    Some((name, found)) => {
                        macros.insert(name, found);
                    }
                    None => lines.push(tokens),
                }
            }
        }
        words.build(&macros, &lines);
        let constants = macros.keys().filter_map(|name| Some((name.clone(), constant(&macros, name, DEPTH)?)));
        words.constants = constants.collect();
        words
    }

    /// The integer constant that a macro of this name stands for.
    #[must_use]
    pub fn constant(&self, name: &str) -> Option<i128> {
        self.constants.get(name).copied()
    }

    /// Whether an identifier stands there, or can be built.
    #[must_use]
    pub fn hold(&self, name: &str) -> bool {
        self.plain.contains(name) || self.built.iter().any(|parts| fits(parts, name))
    }

    fn build(&mut self, macros: &BTreeMap<String, Macro>, lines: &[Vec<Token>]) {
        // What each macro pastes, in its parameters.
        let mut patterns: BTreeMap<&str, BTreeSet<Vec<Part>>> = BTreeMap::new();
        let mut direct: BTreeSet<&str> = BTreeSet::new();
        for (name, m) in macros {
            let own = pasted(m);
            if !own.is_empty() {
                direct.insert(name);
                patterns.insert(name, own);
            }
        }
        let mut total = 0;
        for _ in 0..DEPTH {
            let mut more: Vec<(&str, Vec<Part>)> = Vec::new();
            for (name, m) in macros {
                let parameters = m.parameters.as_deref().unwrap_or_default();
                calls(&m.body, &patterns, macros, parameters, &mut |parts| more.push((name, parts)));
            }
            let before = total;
            for (name, parts) in more {
                total += usize::from(total < MOST && patterns.entry(name).or_default().insert(parts));
            }
            if total == before {
                break;
            }
        }
        for line in lines {
            calls(line, &patterns, macros, &[], &mut |parts| self.add(parts));
        }
        for parts in patterns.into_values().flatten() {
            self.add(parts.into_iter().map(|p| if matches!(p, Part::Param(_)) { Part::Any } else { p }).collect());
        }
    }

    fn add(&mut self, parts: Vec<Part>) {
        let text = |p: &Part| if let Part::Text(t) = p { t.clone() } else { String::new() };
        if parts.iter().all(|p| matches!(p, Part::Text(_))) {
            self.plain.insert(parts.iter().map(text).collect());
        } else if parts.iter().any(|p| !text(p).is_empty()) && self.built.len() < MOST {
            // What is made of parameters alone (`a ## b`) is a tool for other macros, and says nothing by itself.
            self.built.insert(parts);
        }
    }
}

/// The integer constant that a macro stands for, itself or through others; `None` for what would have to be computed.
fn constant(macros: &BTreeMap<String, Macro>, name: &str, depth: usize) -> Option<i128> {
    let Macro { parameters: None, body } = macros.get(name)? else { return None };
    let mut body = &body[..];
    while let [Token::Other('('), inner @ .., Token::Other(')')] = body {
        body = inner;
    }
    let (sign, body) = match body {
        [Token::Other('-'), rest @ ..] => (-1, rest),
        _ => (1, body),
    };
    let [Token::Word(word)] = body else { return None };
    let value = match integer(word) {
        None if depth > 0 => constant(macros, word, depth - 1)?,
        value => value?,
    };
    Some(sign * value)
}

/// An integer constant of C (C17 6.4.4.1): decimal, octal or hexadecimal, with its suffix.
fn integer(word: &str) -> Option<i128> {
    let lower = word.to_ascii_lowercase();
    let (digits, radix) = match lower.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None if lower.len() > 1 && lower.starts_with('0') => (&lower[1..], 8),
        None => (&lower[..], 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(end);
    // `0L`: the zero was taken for the prefix of an octal constant.
    let digits = if digits.is_empty() && radix == 8 { "0" } else { digits };
    let known = ["", "u", "l", "ul", "lu", "ll", "ull", "llu"].contains(&suffix);
    u64::from_str_radix(digits, radix).ok().filter(|_| known).map(i128::from)
}

/// Whether a name is what the parts stand for, gaps filled with anything.
fn fits(parts: &[Part], name: &str) -> bool {
    let mut rest = name;
    let mut gap = false;
    for (i, part) in parts.iter().enumerate() {
        let Part::Text(text) = part else {
            gap = true;
            continue;
        };
        let last = i + 1 == parts.len();
        if gap && last {
            return rest.ends_with(text.as_str());
        }
        let at = if gap { rest.find(text.as_str()) } else { rest.starts_with(text.as_str()).then_some(0) };
        let Some(at) = at else { return false };
        rest = &rest[at + text.len()..];
        gap = false;
    }
    gap || rest.is_empty()
}

/// Identifiers of a token: itself, or those in a string.
fn inside(token: &Token) -> Vec<String> {
    match token {
        Token::Word(word) => vec![word.clone()],
        Token::Text(text) => text.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn is_word(c: char) -> bool {
    c == '_' || c == '$' || c.is_alphanumeric()
}

/// What follows the parameters of a template, and of a template in one.
pub(super) fn behind_template(head: &[Token]) -> &[Token] {
    let mut rest = head;
    while matches!(rest.first(), Some(Token::Word(word)) if word == "template") {
        rest = behind_angles(&rest[1..]);
    }
    rest
}

/// What follows a list in angle brackets.
fn behind_angles(tokens: &[Token]) -> &[Token] {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate() {
        match token {
            Token::Other('<') => depth += 1,
            Token::Other('>') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return &tokens[i + 1..];
                }
            }
            _ => {}
        }
    }
    &[]
}

/// The text with a blank for each comment, lines that go on made one, and raw strings made others.
pub(crate) fn without_comments(text: &str) -> String {
    let text = text.replace("\\\r\n", "").replace("\\\n", "");
    let (mut out, mut raws) = (String::with_capacity(text.len()), Raws::default());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |at| &rest[at..]);
        } else if rest.starts_with("/*") {
            rest = rest[2..].find("*/").map_or("", |at| &rest[at + 4..]);
            out.push(' ');
        } else if let Some(raw) = raws.at(&out, rest) {
            out.truncate(out.len() - raw.prefix);
            push_escaped(&mut out, raw.inner);
            rest = &rest[raw.len..];
        } else if c == '"' || c == '\'' {
            let len = literal(rest, c);
            out.push_str(&rest[..len]);
            rest = &rest[len..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Finds raw strings (C++17 [lex.string]): their lines are no lines of the text, whatever they look like.
#[derive(Default)]
pub(super) struct Raws {
    /// How many had no end.
    endless: u8,
}

/// A raw string.
pub(super) struct Raw<'t> {
    /// Bytes of the prefix in front of its quote.
    pub(super) prefix: usize,
    /// What lies in its parentheses.
    pub(super) inner: &'t str,
    /// Bytes from its quote on.
    pub(super) len: usize,
}

impl Raws {
    /// Of so many without an end the others are not looked for: each takes a search through the rest of the text.
    const MOST_ENDLESS: u8 = 8;

    /// The one whose quote comes next, with its prefix at the end of what stands before. `None` of what is none, or has no end.
    pub(super) fn at<'t>(&mut self, before: &str, from_quote: &'t str) -> Option<Raw<'t>> {
        let delimiter = raw_delimiter(from_quote)?;
        let is_prefix = |prefix: &&&str| before.strip_suffix(**prefix).is_some_and(|rest| !rest.ends_with(is_word));
        let prefix = RAW_PREFIXES.iter().find(is_prefix).filter(|_| self.endless < Self::MOST_ENDLESS)?.len();
        let (start, close) = (delimiter.len() + 2, format!("){delimiter}\""));
        let Some(end) = from_quote.find(&close) else {
            self.endless += 1;
            return None;
        };
        Some(Raw { prefix, inner: from_quote.get(start..end)?, len: end + close.len() })
    }
}

/// What stands in front of the quote of a raw string.
pub(crate) const RAW_PREFIXES: [&str; 5] = ["R", "LR", "uR", "UR", "u8R"];

/// The delimiter of a raw string, from its quote on: at most sixteen characters in front of a parenthesis.
pub(crate) fn raw_delimiter(from_quote: &str) -> Option<&str> {
    let inner = from_quote.strip_prefix('"')?;
    let end = inner.bytes().take(17).position(|byte| byte == b'(')?;
    let is_one = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b')' | b'\\' | b'"');
    inner.get(..end).filter(|delimiter| delimiter.bytes().all(is_one))
}

/// The directives of a text, without comments, each from behind its `#` on.
#[must_use]
pub fn directives(text: &str) -> Vec<String> {
    let text = without_comments(text);
    text.lines().filter_map(|line| Some(line.trim().strip_prefix('#')?.trim_start().to_owned())).collect()
}

/// A string of the same characters on one line.
fn push_escaped(out: &mut String, inner: &str) {
    out.push('"');
    for c in inner.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Bytes of a literal that begins here; it ends with its line at the latest, for an apostrophe in `#error` is none.
pub(super) fn literal(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return i,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return i + 1,
            _ => {}
        }
    }
    text.len()
}

pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if is_word(c) {
            let len = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            out.push(Token::Word(rest[..len].to_owned()));
            rest = &rest[len..];
        } else if c == '\'' && matches!(out.last(), Some(Token::Word(w)) if w.starts_with(|c: char| c.is_ascii_digit()))
        {
            // It parts the digits of a number: `1'000`.
            rest = &rest[1..];
        } else if c == '"' || c == '\'' {
            let len = literal(rest, c);
            let end = if len > 1 && rest[..len].ends_with(c) { len - 1 } else { len };
            out.push(Token::Text(rest[1..end].to_owned()));
            rest = &rest[len..];
        } else if rest.starts_with("##") {
            out.push(Token::Paste);
            rest = &rest[2..];
        } else {
            if c == '#' {
                out.push(Token::Spell);
            } else if !c.is_whitespace() {
                out.push(Token::Other(c));
            } else if out.last() != Some(&Token::Other(' ')) {
                // Tells `#define F (x)` from `#define F(x)`; nothing else looks at it.
                out.push(Token::Other(' '));
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// The macro that a line defines.
fn define(tokens: &[Token]) -> Option<(String, Macro)> {
    let blank = |t: &&Token| **t == Token::Other(' ');
    let mut at = tokens.iter().skip_while(blank);
    if at.next() != Some(&Token::Spell) {
        return None;
    }
    let mut at = at.skip_while(blank);
    if at.next() != Some(&Token::Word("define".to_owned())) {
        return None;
    }
    let rest: Vec<&Token> = at.skip_while(blank).collect();
    let Some((Token::Word(name), rest)) = rest.split_first().map(|(t, rest)| (*t, rest)) else { return None };
    let mut body = rest;
    let mut parameters = None;
    if let Some(Token::Other('(')) = rest.first().map(|t| &**t) {
        let end = rest.iter().position(|t| **t == Token::Other(')'))?;
        let named = rest[1..end].iter().filter_map(|t| match t {
            Token::Word(w) => Some(w.clone()),
            _ => None,
        });
        let mut named: Vec<String> = named.collect();
        if rest[1..end].iter().any(|t| **t == Token::Other('.')) {
            named.push("__VA_ARGS__".to_owned());
        }
        parameters = Some(named);
        body = &rest[end + 1..];
    }
    let body = body.iter().filter(|t| !blank(t)).map(|t| (*t).clone()).collect();
    Some((name.clone(), Macro { parameters, body }))
}

/// Runs of pieces that the body of a macro pastes: with `##`, or as strings beside each other.
fn pasted(m: &Macro) -> BTreeSet<Vec<Part>> {
    let parameters = m.parameters.as_deref().unwrap_or_default();
    let mut out = BTreeSet::new();
    let mut run: Vec<Part> = Vec::new();
    let (mut glued, mut was_text) = (false, false);
    let mut at = 0;
    while at < m.body.len() {
        let (piece, is_text) = match &m.body[at] {
            Token::Word(w) => (Some(part(w, parameters)), false),
            Token::Text(t) => (Some(Part::Text(t.clone())), true),
            Token::Spell => match m.body.get(at + 1) {
                Some(Token::Word(w)) => {
                    at += 1;
                    (Some(part(w, parameters)), true)
                }
                _ => (None, false),
            },
            Token::Paste => {
                glued = true;
                at += 1;
                continue;
            }
            Token::Other(_) => (None, false),
        };
        let goes_on = piece.is_some() && (glued || was_text && is_text);
        if !goes_on {
            if run.len() > 1 {
                out.insert(std::mem::take(&mut run));
            }
            run.clear();
        }
        run.extend(piece);
        (glued, was_text) = (false, is_text);
        at += 1;
    }
    if run.len() > 1 {
        out.insert(run);
    }
    out
}

fn part(word: &str, parameters: &[String]) -> Part {
    match parameters.iter().position(|p| p == word) {
        Some(i) => Part::Param(i),
        None if word == "__VA_ARGS__" => Part::Any,
        None => Part::Text(word.to_owned()),
    }
}

/// For each call of a macro that pastes: what it builds with these arguments, in the parameters of who calls.
fn calls(
    body: &[Token],
    patterns: &BTreeMap<&str, BTreeSet<Vec<Part>>>,
    macros: &BTreeMap<String, Macro>,
    parameters: &[String],
    found: &mut dyn FnMut(Vec<Part>),
) {
    for (i, token) in body.iter().enumerate() {
        let Token::Word(name) = token else { continue };
        let Some(patterns) = patterns.get(name.as_str()) else { continue };
        let after: Vec<&Token> = body[i + 1..].iter().filter(|t| **t != Token::Other(' ')).collect();
        let arguments = arguments(&after);
        for pattern in patterns {
            let mut ways: Vec<Vec<Part>> = vec![Vec::new()];
            for piece in pattern {
                let options = match piece {
                    Part::Param(n) => arguments.get(*n).map_or(vec![Part::Any], |a| given(a, parameters, macros)),
                    other => vec![other.clone()],
                };
                ways = ways
                    .iter()
                    .flat_map(|way| options.iter().map(move |o| way.iter().cloned().chain([o.clone()]).collect()))
                    .take(16)
                    .collect();
            }
            ways.into_iter().for_each(&mut *found);
        }
    }
}

/// Arguments of a call whose parenthesis comes next.
fn arguments<'t>(after: &[&'t Token]) -> Vec<Vec<&'t Token>> {
    let mut out: Vec<Vec<&Token>> = Vec::new();
    let mut depth = 0_usize;
    for &token in after {
        match token {
            Token::Other('(') => {
                depth += 1;
                if depth == 1 {
                    out.push(Vec::new());
                    continue;
                }
            }
            Token::Other(')') if depth == 1 => break,
            Token::Other(')') => depth = depth.saturating_sub(1),
            Token::Other(',') if depth == 1 => {
                out.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if let Some(last) = out.last_mut() {
            last.push(token);
        }
    }
    out
}

/// What an argument can be: a parameter of who calls, itself, and what it stands for as a macro.
fn given(argument: &[&Token], parameters: &[String], macros: &BTreeMap<String, Macro>) -> Vec<Part> {
    let [Token::Word(word)] = argument else {
        return if argument.is_empty() { vec![Part::Text(String::new())] } else { vec![Part::Any] };
    };
    let own = part(word, parameters);
    let mut out = vec![own.clone()];
    if matches!(own, Part::Text(_))
        && let Some(Macro { parameters: None, body }) = macros.get(word)
    {
        match &body[..] {
            [] => out.push(Part::Text(String::new())),
            [Token::Word(stands_for)] => out.push(Part::Text(stands_for.clone())),
            _ => out.push(Part::Any),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        Words::of([text].into_iter())
    }

    #[test]
    fn identifiers_outside_of_comments_count() {
        let w = words(
            "int lib_open(void); /* lib_hidden */ // lib_secret\nint f(void) __asm__(\"lib_real\");\n#error don't\nint lib_late(void);",
        );
        for name in ["lib_open", "f", "lib_real", "lib_late"] {
            assert!(w.hold(name), "{name}");
        }
        for name in ["lib_hidden", "lib_secret", "lib_ope", "lib_opened"] {
            assert!(!w.hold(name), "{name}");
        }
    }

    #[test]
    fn lines_of_raw_strings_are_none_of_the_text() {
        let text = without_comments(
            "a R\"(/* \\ \"b\"\n#define N 1\n)\" // c\nLR\"x(d)\"\n// e)x\" f\nBAR\"(g)\" uR\"no(h\" i R\"not one(\" j\nk R\"(\n#l",
        );
        let expected = "a \"/* \\\\ \\\"b\\\" #define N 1 \" \n\"d)\\\" // e\" f\nBAR\"(g)\" uR\"no(h\" i R\"not one(\" j\nk R\"(\n#l";
        assert_eq!(text, expected);
        assert_eq!(directives("a R\"(\n#b\n)\"\n # /* c */ d \\\n e\n/*\n#f */\n#\n"), ["d  e", ""]);
    }

    #[test]
    fn macros_stand_for_constants() {
        let text = "#define A 0L\n#define B (-0x1fUL)\n#define C 017 // comment\n#define D A\n#define E (B)\n\
                    #define F(x) 1\n#define G 1 + 2\n#define H \"1\"\n#define I 09\n#define J J\n#define K 1.5\n";
        let w = words(text);
        for (name, value) in [("A", 0), ("B", -31), ("C", 15), ("D", 0), ("E", -31)] {
            assert_eq!(w.constant(name), Some(value), "{name}");
        }
        for name in ["F", "G", "H", "I", "J", "K", "L"] {
            assert_eq!(w.constant(name), None, "{name}");
        }
    }

    #[test]
    fn macros_build_names() {
        let w = words("#define DECLARE(x) int lib_##x(void);\nDECLARE(open)\n");
        assert!(w.hold("lib_open") && w.hold("lib_whatever_consumers_say"));
        assert!(!w.hold("other_open"));
        // Through a tool for pasting: only what is built with it.
        let tool = "#define CAT_(a, b) a ## b\n#define CAT(a, b) CAT_(a, b)\n#define NS lib_v2\n";
        let w = words(&format!("{tool}int CAT(NS, _open)(void);\nint CAT(lib_, close)(void);"));
        for name in ["lib_v2_open", "lib_close", "NS_open"] {
            assert!(w.hold(name), "{name}");
        }
        assert!(!w.hold("lib_inner") && !w.hold("lib_v2_inner"));
        // And a macro of consumers that uses it.
        let w = words(&format!("{tool}#define CALL(x) \\\n  CAT(lib_, x)()\n"));
        assert!(w.hold("lib_anything") && !w.hold("inner"));
        // A name that is given as a string.
        let w = words("#define REAL(x) __asm__(\"lib_\" #x \"_v2\")\n");
        assert!(w.hold("lib_open_v2") && !w.hold("lib_open_v3"));
    }
}
