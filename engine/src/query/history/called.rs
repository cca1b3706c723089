//! What a history tells apart, and by which names a user calls it: those that `show` takes, and those of symbols as reports
//! spell them.

use crate::graph::Kind;

/// What has names of its own. Structs and classes are one: a class may be declared by either word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    Record,
    Union,
    Enum,
    Typedef,
    Base,
    Symbol,
}

impl Space {
    /// Where the name of a type stands; `None` for what has none.
    pub(super) fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Struct | Kind::Class => Self::Record,
            Kind::Union => Self::Union,
            Kind::Enum => Self::Enum,
            Kind::Typedef => Self::Typedef,
            Kind::Base => Self::Base,
            _ => return None,
        })
    }
}

/// What a history tells apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) space: Space,
    pub(super) name: String,
}

/// A name without the parentheses of a function, as graphs know it; they say that a symbol is meant.
pub(super) fn bare(name: &str) -> String {
    name.replacen("()", "", usize::from(is_function(name)))
}

fn is_function(name: &str) -> bool {
    name.ends_with("()") || name.contains("()@")
}

/// Whether a name that a user gives stands for something.
pub(super) fn is_called(key: &Key, name: &str) -> bool {
    let name = name.trim();
    if is_function(name) {
        return key.space == Space::Symbol && is_symbol_called(&key.name, &bare(name));
    }
    let keywords: [(&str, &[Space]); 5] = [
        ("struct ", &[Space::Record]),
        ("class ", &[Space::Record]),
        ("union ", &[Space::Union]),
        ("enum ", &[Space::Enum]),
        ("typedef ", &[Space::Typedef]),
    ];
    for (word, spaces) in keywords {
        if let Some(rest) = name.strip_prefix(word) {
            return spaces.contains(&key.space) && key.name == rest.trim();
        }
    }
    if key.space == Space::Symbol { is_symbol_called(&key.name, name) } else { key.name == name }
}

/// Without a version a name stands for all of its versions; `@@` is read as `@`.
fn is_symbol_called(symbol: &str, name: &str) -> bool {
    match name.split_once('@') {
        Some((name, version)) => symbol.split_once('@') == Some((name, version.trim_start_matches('@'))),
        None => symbol.split('@').next() == Some(name),
    }
}
