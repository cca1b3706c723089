//! Entries of a symbols file that stand for more than one symbol: `c++`, `symver`, `regex`, and what is made of several.

use regex::{Regex, RegexBuilder};

use super::{Symbol, Tag};

/// How much memory an expression may take once it is compiled.
const MOST: usize = 1 << 20;

/// What a pattern does with the symbol, in the order of its tags.
#[derive(Clone, Debug)]
enum Step {
    /// Goes on with the name in C++; what has none does not match.
    Source,
    /// Goes on with the version alone.
    Version,
    Expression(Regex),
}

/// What some patterns are looked up by, without blanks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Name in C++ and version.
    Source(String),
    Version(String),
}

impl Key {
    /// By what a symbol is looked up, in this order.
    pub(super) fn of(symbol: &Symbol) -> impl Iterator<Item = Self> {
        let source = symbol.source.as_ref().map(|source| format!("{source}@{}", symbol.version));
        let source = source.map(|text| Self::Source(without_blanks(&text)));
        source.into_iter().chain([Self::Version(without_blanks(&symbol.version))])
    }
}

/// A pattern.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    steps: Vec<Step>,
    /// What is left has to be this, without an expression.
    text: Option<String>,
}

impl Pattern {
    /// The pattern of an entry, if it is one.
    pub(super) fn of(tags: &[Tag], text: &str) -> Result<Option<Self>, &'static str> {
        let mut steps = Vec::new();
        for (tag, _) in tags {
            steps.push(match tag.as_str() {
                "c++" => Step::Source,
                "symver" => Step::Version,
                "regex" => match RegexBuilder::new(text).size_limit(MOST).build() {
                    Ok(expression) => Step::Expression(expression),
                    Err(_) => {
                        return Err("an expression that cannot be read (those of Perl that look around are not known)");
                    }
                },
                _ => continue,
            });
        }
        if steps.is_empty() {
            return Ok(None);
        }
        let is_expression = steps.iter().any(|step| matches!(step, Step::Expression(_)));
        Ok(Some(Self { steps, text: (!is_expression).then(|| without_blanks(text)) }))
    }

    /// What a pattern is looked up by that asks for one name in C++ or one version; the others are tried in turn.
    pub(super) fn key(&self) -> Option<Key> {
        match (self.steps.as_slice(), &self.text) {
            ([Step::Source], Some(text)) => Some(Key::Source(text.clone())),
            ([Step::Version], Some(text)) => Some(Key::Version(text.clone())),
            _ => None,
        }
    }

    /// Whether it stands for a symbol.
    pub(super) fn matches(&self, symbol: &Symbol) -> bool {
        let mut name = symbol.spelt();
        for step in &self.steps {
            match step {
                Step::Source => match &symbol.source {
                    Some(source) => name = format!("{source}@{}", symbol.version),
                    None => return false,
                },
                Step::Version => name.clone_from(&symbol.version),
                Step::Expression(expression) if !expression.is_match(&name) => return false,
                Step::Expression(_) => {}
            }
        }
        self.text.as_ref().is_none_or(|text| *text == without_blanks(&name))
    }
}

/// Versions of `c++filt` set blanks in their own ways.
fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| *c != ' ').collect()
}
