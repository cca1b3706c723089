//! Whether types say the same as clang spells them: aliases stand for what they name, and scopes may be left out.

use crate::graph::shown::Declared;
use crate::graph::shown::tokens::{self, Token, TokenKind};

/// Aliases of aliases that are followed.
const DEEPEST: usize = 8;
/// Tokens of a type that are looked at.
const MOST: usize = 1 << 10;

/// A type of a side.
#[derive(Clone, Copy)]
pub(super) struct Spelt<'s> {
    pub(super) declared: &'s Declared,
    /// As it is written.
    pub(super) type_: &'s str,
    /// The same without the alias that it is; empty if it is none.
    pub(super) desugared: &'s str,
}

/// Whether both are the same type, as far as their spellings tell. A name with more scopes in front is the same name.
pub(super) fn same(old: Spelt<'_>, new: Spelt<'_>) -> bool {
    let whole = |of: Spelt<'_>| if of.desugared.is_empty() { of.type_.to_owned() } else { of.desugared.to_owned() };
    if old.type_ == new.type_ || whole(old) == whole(new) {
        return true;
    }
    let both = |x: &str, y: &str| {
        let (x, y) = (plain(old.declared, x), plain(new.declared, y));
        x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| is_same_name(x, y))
    };
    both(old.type_, new.type_) || both(&whole(old), &whole(new))
}

fn is_same_name(x: &str, y: &str) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|scope| scope.ends_with("::"));
    x == y || ends(x, y) || ends(y, x)
}

/// The names and signs of a type, with aliases that are simple names for simple types replaced.
fn plain(declared: &Declared, type_: &str) -> Vec<String> {
    let mut names = names(type_);
    for _ in 0..DEEPEST {
        let mut replaced = false;
        let mut out = Vec::with_capacity(names.len());
        for name in names {
            let last = name.rsplit("::").next().unwrap_or_default();
            // What has signs of its own binds otherwise than a name.
            let target = declared.aliases.get(last).and_then(Option::as_deref);
            match target.filter(|target| *target != last && !target.contains(['(', '[', '*', '&'])) {
                Some(target) if out.len() < MOST => {
                    replaced = true;
                    out.extend(self::names(target));
                }
                _ => out.push(name),
            }
        }
        names = out;
        if !replaced {
            break;
        }
    }
    names
}

/// The names of a type, each with its scopes, and its signs.
fn names(type_: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let tokens: Vec<Token<'_>> = tokens::all(type_).take(MOST).collect();
    for token in tokens {
        let is_word = token.kind == TokenKind::Word;
        // What kind of type a name is of, the name says.
        if matches!(token.text, "struct" | "class" | "union" | "enum" | "typename") {
            continue;
        }
        match out.last_mut() {
            Some(last) if is_word && last.ends_with("::") => last.push_str(token.text),
            Some(last) if token.text == "::" && last.ends_with(|c: char| c.is_alphanumeric() || c == '_') => {
                last.push_str("::");
            }
            // From the global scope on.
            _ if token.text == "::" => {}
            _ => out.push(token.text.to_owned()),
        }
    }
    whole_numbers(out)
}

/// Types of whole numbers in the words of one spelling: `long unsigned` is `unsigned long int`.
fn whole_numbers(names: Vec<String>) -> Vec<String> {
    let is_word = |name: &String| matches!(name.as_str(), "unsigned" | "signed" | "short" | "long" | "int" | "char");
    let mut out: Vec<String> = Vec::with_capacity(names.len());
    let mut words: Vec<String> = Vec::new();
    for name in names.into_iter().map(Some).chain([None]) {
        match name {
            Some(word) if is_word(&word) => words.push(word),
            other => {
                let has = |word: &str| words.iter().any(|other| other == word);
                if !words.is_empty() {
                    // `signed char` is a type of its own; `int` says nothing beside others.
                    let sign = if has("unsigned") {
                        "unsigned "
                    } else if has("signed") && has("char") {
                        "signed "
                    } else {
                        ""
                    };
                    let size = match words.iter().filter(|word| *word == "long").count() {
                        _ if has("char") => "char",
                        _ if has("short") => "short",
                        0 => "int",
                        1 => "long",
                        _ => "long long",
                    };
                    out.push(format!("{sign}{size}"));
                    words.clear();
                }
                out.extend(other);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_the_same_behind_their_aliases() {
        let alias = |name: &str, of: Option<&str>| (name.to_owned(), of.map(str::to_owned));
        let declared = Declared {
            aliases: [
                alias("u32", Some("unsigned int")),
                alias("word", Some("u32")),
                alias("name", Some("char *")),
                alias("several", None),
                alias("ring", Some("ring2")),
                alias("ring2", Some("ring")),
            ]
            .into(),
            ..Declared::default()
        };
        let is_same = |x: &str, y: &str| {
            let spelt = |type_| Spelt { declared: &declared, type_, desugared: "" };
            same(spelt(x), spelt(y))
        };
        assert!(is_same("u32 *", "unsigned int *") && is_same("const word &", "const unsigned int &"));
        assert!(is_same("std::u32", "::u32") && is_same("struct s *", "s *") && is_same("a::b<c>", "b<a::c>"));
        assert!(
            is_same("unsigned", "u32") && is_same("long int", "long") && is_same("long unsigned *", "unsigned long *")
        );
        assert!(!is_same("signed char", "char") && !is_same("long long", "long") && !is_same("long double", "double"));
        assert!(!is_same("u32", "unsigned long") && !is_same("a::t", "b::t") && !is_same("t *", "t"));
        // What binds otherwise than a name stays a name.
        assert!(!is_same("const name", "const char *") && !is_same("several", "int") && !is_same("ring", "int"));
    }
}
