//! Macros of public headers: what they stand for, and which are gone.

use std::collections::{BTreeMap, BTreeSet};

use super::told;
use super::values::{self, NoNames};
use crate::compare::types::Comparison;
use crate::graph::shown::tokens::{self, Token, TokenKind};
use crate::graph::shown::{Macro, Shown};
use crate::ground::maps::Sides;
use crate::model::report as m;
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::SourceReason;
use crate::rules::said::Said;

/// Adds a change for each.
pub(super) fn compare(c: &mut Comparison<'_>, old: &Shown, new: &Shown) {
    let mut words: Option<BTreeSet<&str>> = None;
    for (name, x) in &old.macros {
        let reserved = name.starts_with('_');
        let subject = m::Subject { kind: SubjectKind::Macro, name: name.clone(), ..m::Subject::default() };
        let facts = |m: &Macro| Some(m::Facts::saying(Said::name(spelt(m))));
        let Some(y) = new.macros.get(name) else {
            // What is no macro any more may be declared instead.
            let words = words.get_or_insert_with(|| words_of(new));
            if x.is_guard || words.contains(name.as_str()) {
                continue;
            }
            let reason = if reserved { SourceReason::MacroReserved } else { SourceReason::MacroGone };
            let places = Sides { old: Some((old, x.place)), new: None };
            told::add(c, Rule::MacroRemoved, subject, (facts(x), None), reason, places);
            continue;
        };
        if same(x, y) {
            continue;
        }
        let reason = match () {
            () if reserved => SourceReason::MacroReserved,
            () if names_release(name, &old.macros) => SourceReason::MacroNamesRelease,
            () => SourceReason::MacroCompiledIn,
        };
        let places = Sides { old: Some((old, x.place)), new: Some((new, y.place)) };
        told::add(c, Rule::MacroValueChanged, subject, (facts(x), facts(y)), reason, places);
    }
}

/// Whether both stand for the same.
fn same(old: &Macro, new: &Macro) -> bool {
    let [olds, news] = [old, new].map(|m| tokens::all(&m.body).collect::<Vec<_>>());
    let (x, y) = match (&old.parameters, &new.parameters) {
        (None, None) => {
            let [x, y] = [&olds, &news].map(|tokens| values::value(tokens, &NoNames));
            if let (Some(x), Some(y)) = (x, y) {
                return x.is_same(y);
            }
            (&[][..], &[][..])
        }
        (Some(x), Some(y)) if x.len() == y.len() => (x.as_slice(), y.as_slice()),
        _ => return false,
    };
    let place = |names: &[String], token: &Token<'_>| names.iter().position(|name| name == token.text);
    olds.len() == news.len()
        && olds.iter().zip(&news).all(|(a, b)| match (place(x, a), place(y, b)) {
            (None, None) => values::same(a, b),
            (a, b) => a == b,
        })
}

/// As it is defined, on one line.
fn spelt(m: &Macro) -> String {
    let body = m.body.split_whitespace().collect::<Vec<_>>().join(" ");
    match &m.parameters {
        Some(names) => format!("({}) {body}", names.join(", ")).trim_end().to_owned(),
        None if body.is_empty() => "nothing".to_owned(),
        None => body,
    }
}

/// Whether a name says that it tells the release: by the word, or as one of a row such as `LIB_MAJOR`, `LIB_MINOR`.
fn names_release(name: &str, all: &BTreeMap<String, Macro>) -> bool {
    const ROW: [&str; 6] = ["MAJOR", "MINOR", "PATCH", "PATCHLEVEL", "MICRO", "REVISION"];
    let upper = name.to_uppercase();
    if upper.ends_with("RELEASE_DATE") || upper.split('_').any(|part| part == "VER" || part.ends_with("VERSION")) {
        return true;
    }
    let Some((prefix, last)) = name.rsplit_once('_') else { return false };
    let is_there = |last: &str| all.contains_key(&format!("{prefix}_{last}"));
    ROW.contains(&last) && is_there("MAJOR") && is_there("MINOR")
}

/// All names in the text of a side.
fn words_of(shown: &Shown) -> BTreeSet<&str> {
    tokens::all(shown.text()).filter(|token| token.kind == TokenKind::Word).map(|token| token.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::shown::Place;

    #[test]
    fn a_release_is_told_by_the_word_or_by_a_row() {
        let one = Macro { parameters: None, body: "1".into(), place: Place { file: 0, line: 1 }, is_guard: false };
        let all: BTreeMap<String, Macro> =
            ["LIB_MAJOR", "LIB_MINOR", "MOST_MINOR"].map(|name| (name.to_owned(), one.clone())).into();
        for name in
            ["TBB_INTERFACE_VERSION", "LIB_MAJOR", "LIB_PATCH", "LIBXML_DOTTED_VERSION", "CURL_RELEASE_DATE", "ver_num"]
        {
            assert!(names_release(name, &all), "{name}");
        }
        for name in ["MOST_MINOR", "APPLY_PATCH", "RELEASE_LOCK", "LIB_SIZE", "OVER_FULL"] {
            assert!(!names_release(name, &all), "{name}");
        }
    }

    #[test]
    fn what_is_spelt_otherwise_is_the_same() {
        let of = |parameters: Option<&str>, body: &str| Macro {
            parameters: parameters.map(|names| names.split(' ').map(str::to_owned).collect()),
            body: body.to_owned(),
            place: Place { file: 0, line: 1 },
            is_guard: false,
        };
        assert!(same(&of(None, "(1 << 4)"), &of(None, "0x10")));
        assert!(same(&of(Some("a b"), "((a)+(b)*8LU)"), &of(Some("x y"), "( (x) + (y) * 8ul )")));
        assert!(!same(&of(Some("a b"), "a - b"), &of(Some("b a"), "a - b")));
        assert!(!same(&of(Some("a"), "a"), &of(None, "a")));
        assert!(!same(&of(None, "4"), &of(None, "5")) && !same(&of(None, ""), &of(None, "1")));
    }
}
