//! Macros of public headers: what they stand for, and which are gone.

use std::collections::{BTreeMap, BTreeSet};

use super::told;
use super::values::{self, Names};
use crate::compare::types::Comparison;
use crate::graph::Number;
use crate::graph::shown::tokens::{self, Token, TokenKind};
use crate::graph::shown::{DeclarationKind, Macro, Place, Shown};
use crate::ground::maps::Sides;
use crate::model::report as m;
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::SourceReason;
use crate::rules::said::Said;

/// Adds a change for each.
pub(super) fn compare(c: &mut Comparison<'_>, old: &Shown, new: &Shown) {
    let mut words: Option<BTreeSet<&str>> = None;
    let [old_users, new_users] = [old, new].map(|shown| Users::new(&shown.macros));
    let (was, now) = (stands(old), stands(new));
    let facts = |name: &str, m: &Macro| Some(m::Facts::saying(Said::name(spelt(name, m))));
    let reason = |name: &str| {
        let (reserved, is_release) = (name.starts_with('_'), names_release(name, &old.macros));
        match old_users.public(name, &old.macros) {
            _ if !reserved && !is_release => SourceReason::MacroCompiledIn,
            Some(public) => SourceReason::MacroNamedByPublic { public: public.to_owned() },
            None if reserved => SourceReason::MacroReserved,
            None => SourceReason::MacroNamesRelease,
        }
    };
    for (name, x) in &old.macros {
        let reserved = name.starts_with('_');
        let subject = m::Subject { kind: SubjectKind::Macro, name: name.clone(), ..m::Subject::default() };
        let Some(y) = new.macros.get(name) else {
            // What is no macro any more may be declared instead.
            if x.is_guard {
                continue;
            }
            match &now {
                Some(now) => {
                    if let Some(stand) = now.get(name.as_str()) {
                        if !stand.is((name, x), &old.macros) {
                            let facts = (facts(name, x), stand.facts());
                            let places = Sides { old: Some((old, x.place)), new: Some((new, stand.place)) };
                            told::add(c, Rule::MacroValueChanged, subject, facts, reason(name), places);
                        }
                        continue;
                    }
                }
                // Without a front end any word may declare it.
                None if words.get_or_insert_with(|| words_of(new)).contains(name.as_str()) => continue,
                None => {}
            }
            let is_hidden = reserved && new_users.public(name, &new.macros).is_none();
            let reason = if is_hidden { SourceReason::MacroReserved } else { SourceReason::MacroGone };
            let places = Sides { old: Some((old, x.place)), new: None };
            told::add(c, Rule::MacroRemoved, subject, (facts(name, x), None), reason, places);
            continue;
        };
        if x.is_guard && y.is_guard || same((x, &old.macros), (y, &new.macros)) {
            continue;
        }
        let places = Sides { old: Some((old, x.place)), new: Some((new, y.place)) };
        told::add(c, Rule::MacroValueChanged, subject, (facts(name, x), facts(name, y)), reason(name), places);
    }
    let (Some(was), Some(now)) = (was, now) else { return };
    // What consumers had compiled in is a macro now.
    for (name, stand) in was.iter().filter(|(name, stand)| stand.is_compiled_in && !now.contains_key(*name)) {
        let Some(y) = new.macros.get(*name).filter(|_| !old.macros.contains_key(*name)) else { continue };
        if !stand.is((name, y), &new.macros) {
            let subject = m::Subject { kind: SubjectKind::Macro, name: (*name).to_owned(), ..m::Subject::default() };
            let places = Sides { old: Some((old, stand.place)), new: Some((new, y.place)) };
            told::add(c, Rule::MacroValueChanged, subject, (stand.facts(), facts(name, y)), reason(name), places);
        }
    }
}

/// What a declaration in the global scope says that a macro of its name may have said.
struct Stand {
    place: Place,
    /// The type of an alias, what a constant is initialised with, or what it is.
    spelt: String,
    value: Option<Number>,
    /// A constant or an inline function.
    is_compiled_in: bool,
}

impl Stand {
    fn facts(&self) -> Option<m::Facts> {
        Some(m::Facts::saying(Said::name(self.spelt.clone())))
    }

    /// Whether a macro of its name, of a side with some macros, says the same.
    fn is(&self, (name, m): (&str, &Macro), macros: &Macros) -> bool {
        let texts = |text| tokens::all(text).map(|token| token.text).collect::<Vec<_>>();
        let number = || values::primary(&replaced(&m.body, macros)?)?.number();
        m.parameters.is_none()
            && (m.body == name
                || texts(&m.body) == texts(&self.spelt)
                || matches!((number(), self.value), (Some(x), Some(y)) if x.is_same(y)))
    }
}

/// Constants whose values are known, as they are written.
struct Known(BTreeMap<String, String>);

impl Names for Known {
    fn of(&self, name: &str) -> Option<Vec<Token<'_>>> {
        Some(tokens::all(self.0.get(name)?).collect())
    }
}

/// What the global scope declares, by name; `None` where no front end read it.
fn stands(shown: &Shown) -> Option<BTreeMap<&str, Stand>> {
    let mut out = BTreeMap::new();
    let mut known = Known(BTreeMap::new());
    for declaration in &shown.declared.as_ref()?.declarations {
        let body = declaration.body.as_ref();
        let own = || {
            let tokens: Vec<Token<'_>> = shown.tokens(body?).into_iter().map(|(token, _)| token).collect();
            values::value(&tokens, &known)
        };
        let (spelt, value) = match declaration.kind {
            DeclarationKind::Enumerator => {
                let value = declaration.value.and_then(|value| i64::try_from(value).ok()).map(Number::signed);
                (value.map_or_else(|| "an enumerator".to_owned(), |value| value.to_string()), value)
            }
            DeclarationKind::Variable => {
                (body.map_or_else(|| "a variable".to_owned(), |body| shown.spelt(body)), own())
            }
            DeclarationKind::Function => ("a function".to_owned(), None),
            DeclarationKind::Alias => (declaration.spelt.clone(), None),
            // In C the name of a struct alone is none.
            DeclarationKind::Class if !declaration.is_c => ("a class".to_owned(), None),
            DeclarationKind::Enum if !declaration.is_c => ("an enumeration".to_owned(), None),
            DeclarationKind::Using => ("a name of another scope".to_owned(), None),
            DeclarationKind::Class | DeclarationKind::Enum | DeclarationKind::Field => continue,
        };
        if declaration.key.contains("::") {
            continue;
        }
        if let Some(value) = value {
            known.0.insert(declaration.key.clone(), value.to_string());
        }
        let is_compiled_in = !declaration.is_template
            && match declaration.kind {
                DeclarationKind::Enumerator => true,
                DeclarationKind::Function | DeclarationKind::Variable => body.is_some(),
                _ => false,
            };
        out.insert(&*declaration.key, Stand { place: declaration.place, spelt, value, is_compiled_in });
    }
    Some(out)
}

/// Macros of a side by name.
type Macros = BTreeMap<String, Macro>;

/// Whether both, each of a side with its macros, stand for the same.
fn same((old, old_macros): (&Macro, &Macros), (new, new_macros): (&Macro, &Macros)) -> bool {
    let [olds, news] = [old, new].map(|m| tokens::all(&m.body).collect::<Vec<_>>());
    let (x, y) = match (&old.parameters, &new.parameters) {
        (None, None) => (&[][..], &[][..]),
        (Some(x), Some(y)) if x.len() == y.len() => (x.as_slice(), y.as_slice()),
        _ => return false,
    };
    let place = |names: &[String], token: &Token<'_>| names.iter().position(|name| name == token.text);
    let are_same = olds.len() == news.len()
        && olds.iter().zip(&news).all(|(a, b)| match (place(x, a), place(y, b)) {
            (None, None) => values::same(a, b),
            (a, b) => a == b,
        });
    let operand = |m: &Macro, macros| values::primary(&replaced(&m.body, macros)?);
    are_same
        || old.parameters.is_none()
            && matches!((operand(old, old_macros), operand(new, new_macros)), (Some(x), Some(y)) if x == y)
}

/// Tokens of a replacement that are looked at, with those of the macros that it names.
const MOST: usize = 1 << 10;

/// A replacement with those of the macros that it names, which take no parameters; `None` where it has no end.
fn replaced<'m>(body: &'m str, macros: &'m Macros) -> Option<Vec<Token<'m>>> {
    let mut tokens: Vec<Token<'m>> = tokens::all(body).take(MOST).collect();
    // Deeper than this no number lies.
    for _ in 0..16 {
        let inner = |token: &Token<'m>| {
            macros.get(token.text).filter(|m| token.kind == TokenKind::Word && m.parameters.is_none())
        };
        if tokens.len() >= MOST {
            return None;
        }
        if !tokens.iter().any(|token| inner(token).is_some()) {
            return Some(tokens);
        }
        let mut out = Vec::with_capacity(tokens.len());
        for token in tokens {
            match inner(&token) {
                Some(m) => out.extend(tokens::all(&m.body).take(MOST)),
                None => out.push(token),
            }
            if out.len() >= MOST {
                return None;
            }
        }
        tokens = out;
    }
    None
}

/// Which macros name a macro in their replacements.
struct Users<'m>(BTreeMap<&'m str, Vec<&'m str>>);

impl<'m> Users<'m> {
    fn new(macros: &'m Macros) -> Self {
        let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (user, m) in macros {
            let is_parameter = |name: &str| m.parameters.iter().flatten().any(|parameter| parameter == name);
            for token in tokens::all(&m.body).filter(|token| token.kind == TokenKind::Word) {
                if token.text != user && !is_parameter(token.text) {
                    users.entry(token.text).or_default().push(user);
                }
            }
        }
        Self(users)
    }

    /// A macro for consumers that names it, directly or by way of others, and does not tell the release itself.
    fn public(&self, name: &str, macros: &Macros) -> Option<&'m str> {
        let mut seen = BTreeSet::from([name]);
        let mut left = vec![name];
        while let Some(name) = left.pop() {
            for user in self.0.get(name).into_iter().flatten() {
                // Macros with parameters that ask for a version compare it.
                let asks = || {
                    macros.get(*user).is_some_and(|m| m.parameters.is_some())
                        && words(user).iter().any(|word| word == "VERSION")
                };
                if !user.starts_with('_') && !names_release(user, macros) && !asks() {
                    return Some(user);
                }
                if seen.insert(user) {
                    left.push(user);
                }
            }
        }
        None
    }
}

/// As it is defined, on one line; without its name, if it takes no parameters.
fn spelt(name: &str, m: &Macro) -> String {
    let body = tokens::on_one_line(&m.body);
    match &m.parameters {
        Some(names) => format!("{name}({}) {body}", names.join(", ")).trim_end().to_owned(),
        None if body.is_empty() => "nothing".to_owned(),
        None => body,
    }
}

/// The words of a name, in capitals.
fn words(name: &str) -> Vec<String> {
    name.split('_').filter(|word| !word.is_empty()).map(str::to_uppercase).collect()
}

/// Whether a name says that it tells the release: behind the name of a library nothing but words for that, or one of a row such
/// as `LIB_MAJOR`, `LIB_MINOR`.
fn names_release(name: &str, all: &Macros) -> bool {
    const ROW: [&str; 6] = ["MAJOR", "MINOR", "PATCH", "PATCHLEVEL", "MICRO", "REVISION"];
    /// Those that tell it with others.
    const WITH: [&str; 21] = [
        "BUILD",
        "DATE",
        "DOTTED",
        "EXTRA",
        "FULL",
        "HEX",
        "INT",
        "LEVEL",
        "LIB",
        "METADATA",
        "NUM",
        "NUMBER",
        "PRE",
        "PRERELEASE",
        "RELEASE",
        "STR",
        "STRING",
        "SUFFIX",
        "TEXT",
        "VERNUM",
        "NAME",
    ];
    /// What stands in front of VERSION where that is of something else than the library.
    const OTHER: [&str; 14] = [
        "ABI",
        "API",
        "CONFIG",
        "DATA",
        "FILE",
        "FORMAT",
        "HEADER",
        "INTERFACE",
        "IOCTL",
        "MAX",
        "MIN",
        "PROTO",
        "PROTOCOL",
        "STRUCT",
    ];
    let words = words(name);
    let is_version = |word: &str| matches!(word, "VERSION" | "VER");
    let is_known = |word: &str| is_version(word) || ROW.contains(&word) || WITH.contains(&word);
    let rest = match words.as_slice() {
        [first, rest @ ..] if !is_known(first) && !OTHER.contains(&first.as_str()) => rest,
        all => all,
    };
    let says = |word: &str| rest.iter().any(|own| own == word);
    if rest.iter().all(|word| is_known(word)) && (says("VERSION") || says("VER") || says("RELEASE") && says("DATE")) {
        return true;
    }
    let Some((prefix, last)) = name.rsplit_once('_') else { return false };
    let is_there = |last: &str| all.contains_key(&format!("{prefix}_{last}"));
    prefix.trim_matches('_').find('_').is_none() && ROW.contains(&last) && is_there("MAJOR") && is_there("MINOR")
}

/// All names in the text of a side.
fn words_of(shown: &Shown) -> BTreeSet<&str> {
    tokens::all(shown.text()).filter(|token| token.kind == TokenKind::Word).map(|token| token.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_told_by_the_word_or_by_a_row() {
        let one = Macro { parameters: None, body: "1".into(), place: Place { file: 0, line: 1 }, is_guard: false };
        let all: BTreeMap<String, Macro> =
            ["LIB_MAJOR", "LIB_MINOR", "MOST_MINOR"].map(|name| (name.to_owned(), one.clone())).into();
        for name in [
            "LIB_VERSION",
            "VERSION",
            "OPENSSL_FULL_VERSION_STR",
            "LIB_MAJOR",
            "LIB_PATCH",
            "LIB_VERSION_MAJOR",
            "LIBXML_DOTTED_VERSION",
            "CURL_RELEASE_DATE",
            "ver_num",
        ] {
            assert!(names_release(name, &all), "{name}");
        }
        for name in [
            "MOST_MINOR",
            "APPLY_PATCH",
            "RELEASE_LOCK",
            "LIB_SIZE",
            "OVER_FULL",
            "CONVERSION_FACTOR",
            "VERSION_MAX_LEN",
            "LIB_PROTOCOL_VERSION",
            "LIB_IOCTL_VERSION",
            "MAX_VERSION",
            "LIB_STRING",
        ] {
            assert!(!names_release(name, &all), "{name}");
        }
    }

    /// Macros without parameters.
    fn macros(of: &[(&str, &str)]) -> Macros {
        let one = |body: &str| Macro {
            parameters: None,
            body: body.into(),
            place: Place { file: 0, line: 1 },
            is_guard: false,
        };
        of.iter().map(|(name, body)| ((*name).to_owned(), one(body))).collect()
    }

    #[test]
    fn macros_stand_for_those_that_they_name() {
        let all = macros(&[
            ("_SIZE", "16"),
            ("_TWICE", "(_SIZE * 2)"),
            ("LIB_ROOM", "_TWICE"),
            ("_ALONE", "1"),
            ("_RING", "_RING"),
            ("LIB_VERSION_MAJOR", "1"),
            ("LIB_VERSION", "(LIB_VERSION_MAJOR * 100)"),
        ]);
        let users = Users::new(&all);
        assert_eq!(users.public("_SIZE", &all), Some("LIB_ROOM"));
        for name in ["_ALONE", "_RING", "LIB_VERSION_MAJOR", "LIB_ROOM"] {
            assert_eq!(users.public(name, &all), None, "{name}");
        }
    }

    #[test]
    fn names_of_macros_are_worked_out() {
        let all = macros(&[("A", "16"), ("SUM", "1 + 2"), ("X", "Y + Y"), ("Y", "X + X")]);
        let is_same = |x: &str, y: &str| {
            let both = macros(&[("x", x), ("y", y)]);
            same((&both["x"], &all), (&both["y"], &all))
        };
        assert!(
            is_same("A", "16") && is_same("(A * 2)", "32") && is_same("(SUM * 2)", "5") && is_same("(A|B)", "(A | B)")
        );
        assert!(!is_same("A * 2", "32") && !is_same("SUM", "3") && !is_same("X", "Y") && !is_same("(A + B)", "16"));
    }

    #[test]
    fn what_is_spelt_otherwise_is_the_same() {
        let of = |parameters: Option<&str>, body: &str| Macro {
            parameters: parameters.map(|names| names.split(' ').map(str::to_owned).collect()),
            body: body.to_owned(),
            place: Place { file: 0, line: 1 },
            is_guard: false,
        };
        let none = Macros::new();
        let same = |x: &Macro, y: &Macro| same((x, &none), (y, &none));
        assert!(same(&of(None, "(1 << 4)"), &of(None, "0x10")) && !same(&of(None, "1 << 4"), &of(None, "0x10")));
        assert!(same(&of(Some("a b"), "((a)+(b)*8LU)"), &of(Some("x y"), "( (x) + (y) * 8ul )")));
        assert!(!same(&of(Some("a b"), "a - b"), &of(Some("b a"), "a - b")));
        assert!(!same(&of(Some("a"), "a"), &of(None, "a")));
        assert!(!same(&of(None, "4"), &of(None, "5")) && !same(&of(None, ""), &of(None, "1")));
    }
}
