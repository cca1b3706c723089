//! Under which conditions the lines of a header are compiled, as far as the configuration of a kernel decides them.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::words::{Token, tokens};

/// Parentheses and `!` in one another; what is deeper is not understood.
const DEPTH: usize = 64;
/// What a macro of the configuration begins with (include/generated/autoconf.h).
const PREFIX: &str = "CONFIG_";

/// What macros of a configuration stand for.
pub trait Macros {
    /// The number that a macro stands for, and 0 of one that stands for a text; `None` if it is not defined.
    fn value(&self, name: &str) -> Option<i128>;
}

/// A condition of `#if`, as far as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    /// What no configuration tells.
    Unknown,
    Number(i128),
    /// `defined(CONFIG_X)`
    Defined(String),
    /// `CONFIG_X`, 0 where it is not defined.
    Value(String),
    Not(Box<Condition>),
    /// An operator of C between two.
    Two(&'static str, Box<Condition>, Box<Condition>),
}

/// The conditions of each line of a text.
#[derive(Debug, Default)]
pub struct Conditions {
    /// First line of a run of lines, and what must hold for them.
    runs: Vec<(u32, Rc<[Condition]>)>,
    /// Lines that name macros of the configuration, and those.
    named: Vec<(u32, BTreeSet<String>)>,
}

impl Conditions {
    /// Of a text, as C reads it: comments are blanks, and a backslash joins lines.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut out = Self::default();
        // Of each open `#if`: the branches before this one, and this one.
        let mut open: Vec<(Vec<Condition>, Condition)> = Vec::new();
        for (line, text) in logical_lines(text) {
            let tokens: Vec<Token> = tokens(&text).into_iter().filter(|t| *t != Token::Other(' ')).collect();
            if let [Token::Spell, Token::Word(word), rest @ ..] = tokens.as_slice() {
                if !turn(&mut open, word, rest) {
                    continue;
                }
                let before = |(before, now): &(Vec<Condition>, Condition)| {
                    let not = before.iter().map(|c| Condition::Not(Box::new(c.clone())));
                    not.chain([now.clone()]).collect::<Vec<_>>()
                };
                out.runs.push((line + 1, open.iter().flat_map(before).collect()));
                continue;
            }
            let options = tokens.into_iter().filter_map(|token| match token {
                Token::Word(word) if word.starts_with(PREFIX) => Some(word),
                _ => None,
            });
            let options: BTreeSet<String> = options.collect();
            if !options.is_empty() {
                out.named.push((line, options));
            }
        }
        out
    }

    /// Whether a line is compiled under a configuration; `None` if that is not told.
    #[must_use]
    pub fn hold(&self, line: u32, macros: &dyn Macros) -> Option<bool> {
        let mut is_known = true;
        for condition in self.at(line) {
            match condition.holds(macros) {
                Some(false) => return Some(false),
                Some(true) => {}
                None => is_known = false,
            }
        }
        is_known.then_some(true)
    }

    /// Macros in the conditions of a line that are not the same under two configurations.
    #[must_use]
    pub fn deciding(&self, line: u32, old: &dyn Macros, new: &dyn Macros) -> BTreeSet<&str> {
        let mut out = BTreeSet::new();
        let differ = |c: &&Condition| c.holds(old) != c.holds(new);
        self.at(line).iter().filter(differ).for_each(|condition| condition.names(&mut out));
        out.into_iter().filter(|name| old.value(name) != new.value(name)).collect()
    }

    /// Macros that the line itself names.
    pub fn named(&self, line: u32) -> impl Iterator<Item = &str> {
        let at = self.named.binary_search_by_key(&line, |(line, _)| *line).ok();
        at.into_iter().flat_map(|at| self.named[at].1.iter().map(String::as_str))
    }

    fn at(&self, line: u32) -> &[Condition] {
        let behind = self.runs.partition_point(|(first, _)| *first <= line);
        behind.checked_sub(1).map_or(&[], |at| &self.runs[at].1)
    }
}

/// Takes in a directive; whether it changes which conditions are open.
fn turn(open: &mut Vec<(Vec<Condition>, Condition)>, word: &str, rest: &[Token]) -> bool {
    let defined = || match rest.first() {
        Some(Token::Word(name)) => defined(name),
        _ => Condition::Unknown,
    };
    let not = |condition| Condition::Not(Box::new(condition));
    let opened = match word {
        "if" => Some(expression(rest)),
        "ifdef" => Some(defined()),
        "ifndef" => Some(not(defined())),
        _ => None,
    };
    if let Some(condition) = opened {
        open.push((Vec::new(), condition));
        return true;
    }
    let branch = match word {
        "endif" => {
            open.pop();
            return true;
        }
        "elif" => expression(rest),
        "elifdef" => defined(),
        "elifndef" => not(defined()),
        "else" => Condition::Number(1),
        _ => return false,
    };
    if let Some((before, now)) = open.last_mut() {
        before.push(std::mem::replace(now, branch));
    }
    true
}

fn defined(name: &str) -> Condition {
    if name.starts_with(PREFIX) { Condition::Defined(name.to_owned()) } else { Condition::Unknown }
}

impl Condition {
    fn holds(&self, macros: &dyn Macros) -> Option<bool> {
        self.value(macros).map(|value| value != 0)
    }

    fn value(&self, macros: &dyn Macros) -> Option<i128> {
        match self {
            Self::Unknown => None,
            Self::Number(number) => Some(*number),
            Self::Defined(name) => Some(macros.value(name).is_some().into()),
            Self::Value(name) => Some(macros.value(name).unwrap_or(0)),
            Self::Not(of) => of.value(macros).map(|value| (value == 0).into()),
            Self::Two(operator, a, b) => {
                let (a, b) = (a.value(macros), b.value(macros));
                let truth = |value: bool| Some(i128::from(value));
                match (*operator, a, b) {
                    // One side that is known may be enough.
                    ("||", Some(x), _) | ("||", _, Some(x)) if x != 0 => truth(true),
                    ("&&", Some(0), _) | ("&&", _, Some(0)) => truth(false),
                    (_, Some(a), Some(b)) => match *operator {
                        "||" => truth(false),
                        "&&" => truth(true),
                        "==" => truth(a == b),
                        "!=" => truth(a != b),
                        "<=" => truth(a <= b),
                        ">=" => truth(a >= b),
                        "<" => truth(a < b),
                        ">" => truth(a > b),
                        _ => None,
                    },
                    _ => None,
                }
            }
        }
    }

    fn names<'a>(&'a self, out: &mut BTreeSet<&'a str>) {
        match self {
            Self::Unknown | Self::Number(_) => {}
            Self::Defined(name) | Self::Value(name) => drop(out.insert(name)),
            Self::Not(of) => of.names(out),
            Self::Two(_, a, b) => {
                a.names(out);
                b.names(out);
            }
        }
    }
}

/// Operators of C that are understood, the weakest first.
const OPERATORS: [&[&str]; 4] = [&["||"], &["&&"], &["==", "!="], &["<=", ">=", "<", ">"]];

fn expression(tokens: &[Token]) -> Condition {
    let mut reader = Reader { rest: tokens };
    let found = reader.level(0, 0);
    if reader.rest.is_empty() { found } else { Condition::Unknown }
}

struct Reader<'a> {
    rest: &'a [Token],
}

impl Reader<'_> {
    /// An operator of a level or of those that bind closer.
    fn level(&mut self, level: usize, depth: usize) -> Condition {
        let Some(operators) = OPERATORS.get(level) else { return self.single(depth) };
        let mut left = self.level(level + 1, depth);
        while let Some(operator) = operators.iter().find(|operator| self.takes(operator)) {
            left = Condition::Two(operator, Box::new(left), Box::new(self.level(level + 1, depth)));
        }
        left
    }

    fn takes(&mut self, text: &str) -> bool {
        let wanted = text.chars();
        let is = self.rest.len() >= text.len()
            && wanted.zip(self.rest).all(|(c, token)| matches!(token, Token::Other(other) if *other == c));
        // `<<` is another operator than `<`.
        let longer = text.len() == 1 && self.rest.get(1).is_some_and(|next| self.rest.first() == Some(next));
        let is = is && !(longer && matches!(text, "<" | ">"));
        if is {
            self.rest = &self.rest[text.len()..];
        }
        is
    }

    fn single(&mut self, depth: usize) -> Condition {
        if depth > DEPTH {
            self.rest = &[];
            return Condition::Unknown;
        }
        if self.takes("!") {
            return Condition::Not(Box::new(self.single(depth + 1)));
        }
        if self.takes("(") {
            let inner = self.level(0, depth + 1);
            return if self.takes(")") { inner } else { Condition::Unknown };
        }
        let Some((Token::Word(word), rest)) = self.rest.split_first() else { return Condition::Unknown };
        let word = word.as_str();
        self.rest = rest;
        match word {
            "defined" => self.argument().map_or(Condition::Unknown, |name| defined(&name)),
            "IS_ENABLED" | "IS_BUILTIN" | "IS_MODULE" | "IS_REACHABLE" => {
                let Some(name) = self.argument().filter(|name| name.starts_with(PREFIX)) else {
                    return Condition::Unknown;
                };
                let (whole, module) = (Condition::Defined(name.clone()), Condition::Defined(format!("{name}_MODULE")));
                match word {
                    "IS_BUILTIN" => whole,
                    "IS_MODULE" => module,
                    "IS_ENABLED" => Condition::Two("||", Box::new(whole), Box::new(module)),
                    // Whether code that is built in asks is not told.
                    _ => Condition::Two(
                        "||",
                        Box::new(whole),
                        Box::new(Condition::Two("&&", Box::new(module), Box::new(Condition::Unknown))),
                    ),
                }
            }
            _ if word.starts_with(PREFIX) => Condition::Value(word.to_owned()),
            _ => number(word).map_or(Condition::Unknown, Condition::Number),
        }
    }

    /// The name behind `defined`, with or without parentheses.
    fn argument(&mut self) -> Option<String> {
        let closes = self.takes("(");
        let (Token::Word(name), rest) = self.rest.split_first()? else { return None };
        self.rest = rest;
        (!closes || self.takes(")")).then(|| name.clone())
    }
}

/// A number of C, without what tells its type.
fn number(word: &str) -> Option<i128> {
    let digits = word.trim_end_matches(['u', 'U', 'l', 'L']);
    match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hexadecimal) => i128::from_str_radix(hexadecimal, 16).ok(),
        None if digits.len() > 1 && digits.starts_with('0') => i128::from_str_radix(digits, 8).ok(),
        None => digits.parse().ok(),
    }
}

/// Lines as C joins them, without comments, each with the number of its first one.
fn logical_lines(text: &str) -> Vec<(u32, String)> {
    let mut out = Vec::new();
    let (mut line, mut first, mut current) = (1u32, 1u32, String::new());
    let mut raws = super::words::Raws::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        if rest.starts_with("\\\n") || rest.starts_with("\\\r\n") {
            len = rest.find('\n').map_or(len, |at| at + 1);
            line += 1;
        } else if let Some(comment) = rest.strip_prefix("/*") {
            len = comment.find("*/").map_or(rest.len(), |at| at + 4);
            line += rest[..len].matches('\n').count() as u32;
            current.push(' ');
        } else if rest.starts_with("//") {
            len = rest.find('\n').unwrap_or(rest.len());
        } else if c == '\n' {
            out.push((first, std::mem::take(&mut current)));
            line += 1;
            first = line;
        } else if let Some(raw) = raws.at(&current, rest) {
            len = raw.len;
            line += rest[..len].matches('\n').count() as u32;
            current.push_str("\"\"");
        } else if c == '"' || c == '\'' {
            len = super::words::literal(rest, c);
            current.push_str(&rest[..len]);
        } else {
            current.push(c);
        }
        rest = &rest[len..];
    }
    out.push((first, current));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Set(&'static [(&'static str, i128)]);

    impl Macros for Set {
        fn value(&self, name: &str) -> Option<i128> {
            self.0.iter().find(|(of, _)| *of == name).map(|(_, value)| *value)
        }
    }

    const TEXT: &str = "#ifndef GUARD\n#define GUARD\nstruct s {\n\tint always;\n#ifdef CONFIG_A\n\tint a; /* of A\n\
                        only */\n#elif IS_ENABLED(CONFIG_B) && \\\n\t!defined CONFIG_C\n\tint b;\n#else\n\tint c;\n\
                        #endif\n\tint end[CONFIG_N];\n#if CONFIG_N > 8 || defined(__KERNEL__)\n\tint many;\n#endif\n};\n#endif\n";

    #[test]
    fn a_line_is_compiled_where_its_conditions_hold() {
        let of = Conditions::of(TEXT);
        let held = |set: &'static [(&'static str, i128)], line| of.hold(line, &Set(set));
        // The guard is no option: what is not told of it leaves the rest open.
        assert_eq!(held(&[], 4), None);
        assert_eq!((held(&[("CONFIG_A", 1)], 6), held(&[], 6)), (None, Some(false)));
        assert_eq!(held(&[("CONFIG_B_MODULE", 1)], 10), None);
        let others: [&[(&str, i128)]; 3] =
            [&[("CONFIG_A", 1), ("CONFIG_B", 1)], &[("CONFIG_B", 1), ("CONFIG_C", 1)], &[]];
        for other in others {
            assert_eq!(held(other, 10), Some(false), "{other:?}");
        }
        assert_eq!((held(&[], 12), held(&[("CONFIG_A", 1)], 12)), (None, Some(false)));
        assert_eq!(held(&[("CONFIG_N", 9)], 16), None);
        assert_eq!(held(&[], 19), None);
    }

    #[test]
    fn what_decides_a_line_is_named() {
        let of = Conditions::of(TEXT);
        let (old, new) = (Set(&[("CONFIG_A", 1), ("CONFIG_N", 4)]), Set(&[("CONFIG_N", 8)]));
        assert_eq!(of.deciding(6, &old, &new), BTreeSet::from(["CONFIG_A"]));
        assert_eq!(of.deciding(12, &old, &new), BTreeSet::from(["CONFIG_A"]));
        assert_eq!(of.deciding(4, &old, &new), BTreeSet::new());
        assert_eq!(of.named(14).collect::<Vec<_>>(), ["CONFIG_N"]);
        assert_eq!(of.named(12).count(), 0);
    }

    #[test]
    fn operators_bind_as_in_c() {
        let holds = |text: &str| {
            let lines = Conditions::of(&format!("#if {text}\nint x;\n#endif\n"));
            lines.hold(2, &Set(&[("CONFIG_A", 1), ("CONFIG_N", 64)]))
        };
        for (text, wanted) in [
            ("CONFIG_N == 64 && CONFIG_A", Some(true)),
            ("!CONFIG_A || CONFIG_N >= 0x40UL", Some(true)),
            ("CONFIG_N < 64 || CONFIG_B", Some(false)),
            ("!(defined(CONFIG_A) && CONFIG_N != 64)", Some(true)),
            ("SOMETHING && CONFIG_B", Some(false)),
            ("SOMETHING || CONFIG_A", Some(true)),
            ("SOMETHING", None),
            ("CONFIG_N << 2 > 8", None),
            ("IS_REACHABLE(CONFIG_A)", Some(true)),
            ("IS_REACHABLE(CONFIG_B)", Some(false)),
            ("IS_MODULE(CONFIG_A)", Some(false)),
            ("(CONFIG_A", None),
            ("", None),
        ] {
            assert_eq!(holds(text), wanted, "{text}");
        }
        assert_eq!(holds(&"(".repeat(100_000)), None);
        assert_eq!(holds(&"!".repeat(100_000)), None);
    }
}
