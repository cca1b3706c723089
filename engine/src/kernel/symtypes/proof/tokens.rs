//! The words of a definition: in order, without what is spelling alone, without names, and as lines for people.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::line::Dialect;
use super::super::{Part, Symtypes};

/// Typedefs of typedefs that are followed.
const DEPTH: usize = 16;
/// The most words of a definition with its typedefs in their places.
const MOST: usize = 1 << 16;

/// A word of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word<'s> {
    Plain(Cow<'s, str>),
    /// A name as it is written, `s#list`.
    Reference(Cow<'s, str>),
}

impl Word<'_> {
    pub(super) fn text(&self) -> &str {
        match self {
            Word::Plain(text) | Word::Reference(text) => text,
        }
    }

    fn is(&self, text: &str) -> bool {
        matches!(self, Word::Plain(own) if own == text)
    }
}

/// The words of a definition as it is written.
pub(super) fn words(symtypes: &Symtypes, definition: u32) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for part in &symtypes.definitions[definition as usize].parts {
        match part {
            Part::Text(text) => {
                let split = text.split(|&b| b == b' ').filter(|word| !word.is_empty());
                words.extend(split.map(|word| Word::Plain(String::from_utf8_lossy(word))));
            }
            &Part::Reference(name) => {
                words.push(Word::Reference(String::from_utf8_lossy(&symtypes.names[name as usize])));
            }
        }
    }
    words
}

/// The words of a definition in the view of an object, with typedefs and enumerators replaced by what they stand for, but for
/// the names to `keep`. `None` where that is too long.
pub(super) fn resolved<'s>(
    symtypes: &'s Symtypes,
    object: usize,
    definition: u32,
    keep: &BTreeSet<String>,
) -> Option<Vec<Word<'s>>> {
    let mut out = Vec::new();
    resolve(symtypes, object, definition, (DEPTH, keep), &mut out)?;
    Some(out)
}

fn resolve<'s>(
    symtypes: &'s Symtypes,
    object: usize,
    definition: u32,
    (depth, keep): (usize, &BTreeSet<String>),
    out: &mut Vec<Word<'s>>,
) -> Option<()> {
    let dialect = symtypes.definitions[definition as usize].dialect;
    for word in words(symtypes, definition) {
        if out.len() > MOST {
            return None;
        }
        let follows = depth > 0 && !keep.contains(word.text());
        let target = follows.then(|| target(symtypes, object, dialect, &word)).flatten();
        match target {
            Some((target, skip_first, skip_last)) => {
                let mut inner = Vec::new();
                resolve(symtypes, object, target, (depth - 1, keep), &mut inner)?;
                let end = inner.len().saturating_sub(skip_last);
                out.extend(inner.drain(..end).skip(skip_first));
            }
            None => out.push(word),
        }
    }
    Some(())
}

/// The definition that stands for a word, and how many words at its start and end only name it.
fn target(symtypes: &Symtypes, object: usize, dialect: Dialect, word: &Word) -> Option<(u32, usize, usize)> {
    let Word::Reference(name) = word else { return None };
    let tag = name.get(..2).filter(|tag| matches!(*tag, "t#" | "E#"))?;
    let definition = symtypes.lookup(object, *symtypes.numbers.get(name.as_bytes())?)?;
    if tag == "E#" {
        return Some((definition, 0, 0));
    }
    let words = words(symtypes, definition);
    if dialect == Dialect::Gendwarfksyms {
        // `typedef_type name { TYPE }`
        let opens = words.iter().position(|word| word.is("{"))?;
        return words.last()?.is("}").then_some((definition, opens + 1, 1));
    }
    // Of `typedef int name`; a declarator with brackets has no place of its own where the name stood.
    let is_plain = words.len() > 2 && words[0].is("typedef") && words.last()?.is(&name[2..]);
    let has_declarator = words.iter().any(|word| word.is("(") || word.is("["));
    (is_plain && !has_declarator).then_some((definition, 1, 1))
}

/// Words with one spelling for what C has several of: the order and the number of words of a basic type, of qualifiers, and
/// the forms of keywords with underscores.
pub(super) fn normal(dialect: Dialect, words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    if dialect == Dialect::Gendwarfksyms {
        return words;
    }
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut run: Vec<Word> = Vec::new();
    for word in words {
        let word = match word {
            Word::Plain(text) => Word::Plain(keyword(text)),
            reference @ Word::Reference(_) => reference,
        };
        if is_specifier(&word) {
            run.push(word);
        } else {
            flush(&mut run, &mut out);
            out.push(word);
        }
    }
    flush(&mut run, &mut out);
    out
}

fn keyword(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.as_ref() {
        "__const" | "__const__" => "const".into(),
        "__volatile" | "__volatile__" => "volatile".into(),
        "__signed" | "__signed__" => "signed".into(),
        "__attribute" => "__attribute__".into(),
        "__typeof" | "__typeof__" => "typeof".into(),
        "__asm" | "__asm__" => "asm".into(),
        _ => text,
    }
}

const BASIC: [&str; 9] = ["char", "short", "int", "long", "float", "double", "signed", "unsigned", "_Bool"];

fn is_specifier(word: &Word) -> bool {
    match word {
        Word::Plain(text) => BASIC.contains(&text.as_ref()) || matches!(text.as_ref(), "const" | "volatile"),
        Word::Reference(name) => !name.starts_with("E#"),
    }
}

/// Ends a run of specifiers: sorted, without the words that another one implies, qualifiers once.
fn flush<'s>(run: &mut Vec<Word<'s>>, out: &mut Vec<Word<'s>>) {
    let has = |run: &[Word], words: &[&str]| run.iter().any(|word| words.iter().any(|text| word.is(text)));
    if !has(run, &["char", "double"]) {
        if has(run, &["short", "long", "unsigned"]) {
            run.retain(|word| !word.is("int") && !word.is("signed"));
        } else if has(run, &["signed"]) {
            run.retain(|word| !word.is("int") && !word.is("signed"));
            run.push(Word::Plain("int".into()));
        }
    }
    run.sort_by(|a, b| a.text().cmp(b.text()));
    run.dedup_by(|a, b| a == b && (a.is("const") || a.is("volatile")));
    out.append(run);
}

/// Names that a definition gives by itself (members, parameters, enumerators), and its words with `_` in their places.
pub(super) fn nameless<'s>(dialect: Dialect, words: &[Word<'s>]) -> (Vec<String>, Vec<Word<'s>>) {
    let mut names = Vec::new();
    let mut out = words.to_vec();
    let mut brackets = 0_usize;
    for at in 0..words.len() {
        let Word::Plain(text) = &words[at] else { continue };
        match text.as_ref() {
            "[" => brackets += 1,
            "]" => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        let is_name = match dialect {
            Dialect::Genksyms => brackets == 0 && is_declared(words, at),
            Dialect::Gendwarfksyms => is_last_name(words, at),
        };
        if is_name {
            names.push(text.to_string());
            out[at] = Word::Plain("_".into());
        }
    }
    (names, out)
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// Whether a word of genksyms names a member: types are references there or keywords, so what stands before the end of a
/// declarator is its name.
fn is_declared(words: &[Word], at: usize) -> bool {
    let is_keyword = |text: &str| {
        BASIC.contains(&text) || matches!(text, "const" | "volatile" | "struct" | "union" | "enum" | "typedef")
    };
    let text = words[at].text();
    let ends = words.get(at + 1).is_some_and(|next| [";", ",", ":", "[", ")"].iter().any(|end| next.is(end)));
    is_identifier(text) && !is_keyword(text) && ends
}

/// Whether a word of gendwarfksyms names a member or parameter: the last one before attributes and the end that is no type.
fn is_last_name(words: &[Word], at: usize) -> bool {
    let text = words[at].text();
    if !is_identifier(text) || text.contains('(') || at == 0 {
        return false;
    }
    let is_attribute = |word: &&Word| {
        let text = word.text();
        text.starts_with("data_member_location(")
            || text.starts_with("bit_size(")
            || text.starts_with("data_bit_offset(")
    };
    let ends = match words[at + 1..].iter().find(|word| !is_attribute(word)) {
        Some(next) => next.is(",") || next.is("}") || next.is(")"),
        None => false,
    };
    // A type ends in a reference, a brace or an attribute; behind `formal_parameter`, or within a name of several words, there is no other.
    let before = &words[at - 1];
    ends && (matches!(before, Word::Reference(_)) || before.is("}") || before.text().ends_with(')'))
}

/// A definition in lines: one for each member, enumerator or parameter, without the commas between them.
pub(super) fn lines(dialect: Dialect, words: &[Word]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let (mut parentheses, mut braces) = (0_usize, 0_usize);
    let is_prototype = !words.iter().any(|word| word.is("{"));
    for word in words {
        let text = word.text();
        let closes = text == "}" && parentheses == 0 && (dialect == Dialect::Genksyms || braces == 1);
        if closes && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        match text {
            "(" => parentheses += 1,
            ")" => parentheses = parentheses.saturating_sub(1),
            "{" => braces += 1,
            "}" => braces = braces.saturating_sub(1),
            _ => {}
        }
        let ends = match (dialect, text) {
            (Dialect::Genksyms, ";" | "{") => parentheses == 0,
            (Dialect::Genksyms, ",") => parentheses == usize::from(is_prototype),
            (Dialect::Gendwarfksyms, "{") => braces == 1 && parentheses == 0,
            (Dialect::Gendwarfksyms, ",") => braces + parentheses == 1,
            _ => false,
        };
        if !(ends && text == ",") {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(text);
        }
        if ends {
            lines.push(std::mem::take(&mut line));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
