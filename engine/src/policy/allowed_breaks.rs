//! Android's `*.stg.allowed_breaks`: paragraphs of stgdiff's `short` report, each of them a break that a person approved.
//!
//! ```text
//! type 'struct scm_fp_list' changed
//!   byte size changed from 2040 to 2048
//!   member 'short count_unix' was added
//!
//! 2 function symbol(s) removed
//!   'int foo(void*)'
//!   'struct bar* baz(int, bool)'
//! ```
//!
//! Only what is written down was approved: a finding is allowed if paragraphs on its subject lead from what OLD declares
//! to what NEW declares, word by word. Words such as `... 2 other enumerator(s) added`, which name nothing, allow nothing. A
//! paragraph was written against the state before it, a report compares with the freeze: declarations, values, offsets and
//! sizes are thus followed from paragraph to paragraph.

use std::collections::{BTreeMap, BTreeSet};

use super::declaration::{declared, parts, spelling};
use super::interface::Interface;
use crate::ground::error::{Error, Result};
use crate::model::report::{Finding, LayoutLine, LayoutMark};
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::{Paragraph, Rule};

/// Sums of offsets that are tried; more are no history that a person can follow.
const SUMS: usize = 4096;

/// What happened to symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happened {
    Added,
    Removed,
}

/// One step of a member or enumerator: its [`spelling`], or its value, on both sides; `None` where there is none.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    old: Option<String>,
    new: Option<String>,
}

#[derive(Clone, Debug)]
enum Fact {
    /// What a line says of members, and by how many bits they moved.
    Members(Vec<Step>, i64),
    /// A run of members moved together: its ends are named, what lies between is not.
    Run(i64),
    /// Sizes in bytes.
    Size(u64, u64),
    /// It was fully defined.
    Hidden,
    /// It is fully defined now.
    Defined,
}

#[derive(Clone, Debug)]
enum Topic {
    /// `struct`, ... and name.
    Type(String, String),
    /// Symbols that came or went.
    Symbols(Happened, Vec<String>),
    /// A symbol whose type changed; its declarations on both sides where they differ.
    Symbol(String, Option<(String, String)>),
    /// Something that has no counterpart here (`... symbols have only CRC changes`).
    Nothing,
}

/// One paragraph.
#[derive(Clone, Debug)]
pub struct Stanza {
    file: String,
    line: usize,
    title: String,
    topic: Topic,
    facts: Vec<Fact>,
}

impl Stanza {
    /// File and line of its first line.
    #[must_use]
    pub fn at(&self) -> (&str, usize) {
        (&self.file, self.line)
    }
    /// Its first line.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }
    /// Whether it speaks of this subject, or of the type that holds it.
    fn is_about(&self, subject: &Subject) -> bool {
        match &self.topic {
            Topic::Type(kind, name) => {
                let whole = subject.whole_name();
                name == whole && (whole != subject.name || kind == subject.kind.as_str())
            }
            Topic::Symbols(_, names) => names.contains(&subject.name),
            Topic::Symbol(name, _) => *name == subject.name,
            Topic::Nothing => false,
        }
    }
}

/// Parses a file.
///
/// # Errors
/// A line is not of stgdiff's `short` report; the message names file and line.
pub fn parse(name: &str, content: &str) -> Result<Vec<Stanza>> {
    let mut out: Vec<Stanza> = Vec::new();
    let mut open = false;
    for (i, line) in content.lines().enumerate() {
        let wrong = |what: String| Error::text(name, i + 1, what);
        // Comments are a header; `#` elsewhere is no comment.
        if line.trim().is_empty() || line.starts_with('#') {
            open = false;
            continue;
        }
        if !line.starts_with(' ') {
            let topic =
                topic(line).ok_or_else(|| wrong(format!("`{line}` begins no paragraph of stgdiff --format short")))?;
            out.push(Stanza { file: name.to_owned(), line: i + 1, title: line.to_owned(), topic, facts: Vec::new() });
            open = true;
            continue;
        }
        match out.last_mut() {
            Some(stanza) if open => detail(stanza, line.trim()).map_err(wrong)?,
            _ => return Err(wrong("is indented, and nothing stands above it".into())),
        }
    }
    for stanza in &out {
        let named = if let Topic::Symbols(_, names) = &stanza.topic { names.len() } else { continue };
        if stated(&stanza.title).is_some_and(|n| n != named) {
            return Err(Error::text(name, stanza.line, format!("`{}`, and {named} below it", stanza.title)));
        }
    }
    Ok(out)
}

fn topic(line: &str) -> Option<Topic> {
    if let Some(rest) = line.strip_prefix("type ") {
        let changed = rest.strip_suffix(" changed").unwrap_or(rest);
        let text = quoted(changed).or_else(|| quoted(rest.strip_prefix("changed from ")?))?;
        let (kind, name) = text.split_once(' ').filter(|(k, _)| ["struct", "union", "class", "enum"].contains(k))?;
        return Some(Topic::Type(kind.to_owned(), name.to_owned()));
    }
    if line.starts_with("... ") {
        return Some(Topic::Nothing);
    }
    for kind in ["function", "variable", "notype", "indirect function", "TLS", "symbol"] {
        let said = line.strip_prefix(kind).and_then(|rest| rest.strip_prefix(" symbol ").or(rest.strip_prefix(' ')));
        let Some(rest) = said else { continue };
        if let Some((old, new)) = rest.strip_prefix("changed from ").and_then(from_to) {
            return Some(Topic::Symbol(symbol(new)?, Some((prototype(old), prototype(new)))));
        }
        let name = symbol(quoted(rest)?)?;
        return match rest {
            r if r.ends_with(" was removed") => Some(Topic::Symbols(Happened::Removed, vec![name])),
            r if r.ends_with(" was added") => Some(Topic::Symbols(Happened::Added, vec![name])),
            r if r.ends_with(" changed") => Some(Topic::Symbol(name, None)),
            _ => None,
        };
    }
    stated(line)?;
    match line {
        r if r.ends_with(" symbol(s) removed") => Some(Topic::Symbols(Happened::Removed, Vec::new())),
        r if r.ends_with(" symbol(s) added") => Some(Topic::Symbols(Happened::Added, Vec::new())),
        _ => None,
    }
}

/// The number that `2 function symbol(s) removed` begins with.
fn stated(line: &str) -> Option<usize> {
    line.split_once(' ')?.0.parse().ok()
}

fn detail(stanza: &mut Stanza, line: &str) -> std::result::Result<(), String> {
    if let Topic::Symbols(_, names) = &mut stanza.topic {
        let name = quoted(line).and_then(symbol);
        names.push(name.ok_or_else(|| format!("`{line}` names no symbol"))?);
        return Ok(());
    }
    let facts = &mut stanza.facts;
    if let Some(rest) = line.strip_prefix("byte size changed from ") {
        let sizes = rest.split_once(" to ").and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        let (a, b) = sizes.ok_or_else(|| format!("`{line}` states no sizes"))?;
        facts.push(Fact::Size(a, b));
    } else if let Some(rest) = line.strip_prefix("member ") {
        facts.push(Fact::Members(member(rest).ok_or_else(|| format!("`{line}` does not say what happened"))?, 0));
    } else if let Some(rest) = line.strip_prefix("enumerator ") {
        let step = enumerator(rest).ok_or_else(|| format!("`{line}` does not say what happened"))?;
        facts.push(Fact::Members(vec![step], 0));
    } else if line.contains(" members ('") {
        facts.push(Fact::Run(0));
    } else if let Some(rest) = line.strip_prefix("offset changed by ") {
        let bits = rest.parse().map_err(|_| format!("`{line}` states no offset"))?;
        if let Some(Fact::Members(_, shift) | Fact::Run(shift)) = facts.last_mut() {
            *shift = bits;
        }
    } else if line == "was fully defined, is now only declared" {
        facts.push(Fact::Hidden);
    } else if line == "was only declared, is now fully defined" {
        facts.push(Fact::Defined);
    }
    // Every other line explains the one above it.
    Ok(())
}

/// `'int x' was added`, `changed from 'int x' to 'long x'`, ...: what happened to each member that is named.
fn member(text: &str) -> Option<Vec<Step>> {
    let (old, new) = if let Some(rest) = text.strip_prefix("changed from ") {
        let (old, new) = from_to(rest)?;
        (parts(old), parts(new))
    } else {
        let stated = quoted(text)?;
        match text[stated.len() + 2..].trim_start() {
            "was added" => (Vec::new(), parts(stated)),
            "was removed" => (parts(stated), Vec::new()),
            "changed" => (parts(stated), parts(stated)),
            _ => return None,
        }
    };
    let mut steps: BTreeMap<String, Step> = BTreeMap::new();
    let mut of = |name: String, set: &dyn Fn(&mut Step)| {
        let fresh = Step { name: name.clone(), old: None, new: None };
        set(steps.entry(name).or_insert(fresh));
    };
    old.into_iter().for_each(|(name, text)| of(name, &|s| s.old = Some(text.clone())));
    new.into_iter().for_each(|(name, text)| of(name, &|s| s.new = Some(text.clone())));
    Some(steps.into_values().collect())
}

/// `'A' (1) was added`, `'A' value changed from 1 to 2`
fn enumerator(text: &str) -> Option<Step> {
    let name = quoted(text)?;
    let rest = text[name.len() + 2..].trim_start();
    let number = |text: &str| text.parse::<i128>().ok().map(|n| n.to_string());
    let (old, new) = if let Some(values) = rest.strip_prefix("value changed from ") {
        let (old, new) = values.split_once(" to ")?;
        (Some(number(old)?), Some(number(new)?))
    } else {
        let (value, what) = rest.strip_prefix('(')?.split_once(") ")?;
        match what {
            "was added" => (None, Some(number(value)?)),
            "was removed" => (Some(number(value)?), None),
            _ => return None,
        }
    };
    Some(Step { name: name.to_owned(), old, new })
}

/// The text between the first `'` and the next one.
fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.split_once('\'').map(|(inner, _)| inner)
}

/// `'a' to 'b'`
fn from_to(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('\'')?.strip_suffix('\'')?.split_once("' to '")
}

/// The symbol that a declaration is about: the one in braces behind it, where that differs from the name.
fn symbol(text: &str) -> Option<String> {
    let linkage = text.strip_suffix('}').and_then(|t| t.rsplit_once(") {")).map(|(_, name)| name);
    match linkage {
        Some(name) => name.split('@').next().map(|n| n.trim().to_owned()),
        None => declared(text),
    }
}

/// The [`spelling`] of a symbol's declaration, without its version.
fn prototype(text: &str) -> String {
    let Some((name, rest)) = text.split_once('@') else { return spelling(text) };
    let version = |c: char| c.is_alphanumeric() || matches!(c, '@' | '_' | '.');
    spelling(&format!("{name}{}", rest.trim_start_matches(version)))
}

/// What both sides declare, for findings that state a part of it only.
#[derive(Clone, Debug)]
pub struct Declarations<'a> {
    /// Lines of members by kind and name of their type.
    layouts: BTreeMap<(SubjectKind, &'a str), Vec<&'a LayoutLine>>,
    /// Sizes in bytes of types whose size changed, by name.
    sizes: BTreeMap<&'a str, BTreeSet<(u64, u64)>>,
    interfaces: [&'a Interface; 2],
}

impl<'a> Declarations<'a> {
    /// What findings show of types, and interfaces of symbols.
    #[must_use]
    pub fn new(findings: &'a [Finding], interfaces: [&'a Interface; 2]) -> Self {
        let mut out = Self { layouts: BTreeMap::new(), sizes: BTreeMap::new(), interfaces };
        for f in findings {
            let name = f.subject.name.as_str();
            out.layouts.entry((f.subject.kind, name)).or_default().extend(&f.layout);
            if let (Rule::StructSizeChanged, Some(sizes)) = (f.rule, sizes(f)) {
                out.sizes.entry(name).or_default().insert(sizes);
            }
        }
        out
    }

    /// How a member is declared on both sides: each of the pairs that a report shows (two types may have one name).
    fn member(&self, subject: &Subject, member: &str) -> BTreeSet<(String, String)> {
        let lines = self.layouts.get(&(subject.kind, subject.name.as_str())).into_iter().flatten();
        let side = |text: Option<&String>| text.filter(|t| declared(t).as_deref() == Some(member)).map(|t| spelling(t));
        let (mut pairs, mut old, mut new) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for line in lines.filter(|l| !matches!(l.mark, LayoutMark::Same | LayoutMark::Moved)) {
            match (side(line.old.as_ref()), side(line.new.as_ref())) {
                (Some(a), Some(b)) => drop(pairs.insert((a, b))),
                (Some(a), None) => drop(old.insert(a)),
                (None, Some(b)) => drop(new.insert(b)),
                (None, None) => {}
            }
        }
        pairs.extend(old.iter().flat_map(|a| new.iter().map(|b| (a.clone(), b.clone()))));
        pairs
    }

    /// How the only export of a name is declared on both sides.
    fn symbol(&self, subject: &Subject) -> Option<(String, String)> {
        let [old, new] = self.interfaces.map(|side| {
            let mine = side.of_name(&subject.name).filter(|(k, _)| subject.module.as_ref().is_none_or(|m| *m == k.1));
            let texts: BTreeSet<&str> = mine.map(|(_, facts)| facts.declaration.as_str()).collect();
            texts.first().filter(|t| texts.len() == 1 && !t.is_empty()).map(|t| spelling(t))
        });
        old.zip(new)
    }
}

/// Sizes of a finding in bytes.
fn sizes(finding: &Finding) -> Option<(u64, u64)> {
    Some((finding.old.as_ref()?.bit_size? / 8, finding.new.as_ref()?.bit_size? / 8))
}

/// The paragraph that allows a finding, the last one if it takes several: its place among `stanzas`.
#[must_use]
pub fn allows(stanzas: &[Stanza], finding: &Finding, known: &Declarations<'_>) -> Option<usize> {
    let subject = &finding.subject;
    let mine: Vec<(usize, &Stanza)> = stanzas.iter().enumerate().filter(|(_, s)| s.is_about(subject)).collect();
    let symbols = |wanted: Happened| {
        mine.iter().find(|(_, s)| matches!(&s.topic, Topic::Symbols(h, _) if *h == wanted)).map(|(i, _)| *i)
    };
    let paragraph = finding.rule.info().paragraph;
    match paragraph {
        Paragraph::Nothing => return None,
        Paragraph::Size => return sizes(finding).and_then(|(from, to)| size(&mine, from, to)),
        Paragraph::SymbolRemoved => return symbols(Happened::Removed),
        Paragraph::SymbolAdded => return symbols(Happened::Added),
        Paragraph::Hidden => return says(&mine, |f| matches!(f, Fact::Hidden)),
        Paragraph::Defined => return says(&mine, |f| matches!(f, Fact::Defined)),
        Paragraph::Declaration if subject.kind.is_symbol() => return redeclared(&mine, &known.symbol(subject)?),
        _ if subject.kind.is_symbol() => return None,
        _ => {}
    }
    let step = |name: &str, old: Option<String>, new: Option<String>| {
        let steps = mine.iter().flat_map(|(i, s)| s.facts.iter().map(move |f| (*i, f)));
        let steps = steps.filter_map(|(i, f)| if let Fact::Members(steps, _) = f { Some((i, steps)) } else { None });
        let steps = steps.flat_map(|(i, steps)| steps.iter().map(move |s| (i, s))).filter(|(_, s)| s.name == name);
        follow(&steps.map(|(i, s)| (&s.old, &s.new, i)).collect::<Vec<_>>(), &&old, &&new)
    };
    let resized = || {
        // What came or went may have made the type larger than the paragraph says.
        let all = known.sizes.get(subject.whole_name());
        all.into_iter().flatten().all(|&(from, to)| size(&mine, from, to).is_some())
    };
    let (old, new) = (finding.old.as_ref(), finding.new.as_ref());
    let spelt = |facts: Option<&Facts>| facts?.type_.as_deref().map(spelling);
    let value = |facts: Option<&Facts>| facts?.value.map(|v| v.to_string());
    let name = subject.member.as_deref()?;
    match paragraph {
        Paragraph::EnumeratorAdded => step(name, None, Some(value(new)?)),
        Paragraph::EnumeratorRemoved => step(name, Some(value(old)?), None),
        Paragraph::EnumeratorValue => step(name, Some(value(old)?), Some(value(new)?)),
        // The whole slot is written down as added. What was misused is not written down at all.
        Paragraph::MemberAdded => step(name, None, Some(spelt(new)?)).filter(|_| resized()),
        Paragraph::MemberRemoved => step(name, Some(spelt(old)?), None).filter(|_| resized()),
        // A name given up and another in its place.
        Paragraph::MemberRenamed => {
            let gone = step(&declared(old?.type_.as_deref()?)?, Some(spelt(old)?), None)?;
            step(&declared(new?.type_.as_deref()?)?, None, Some(spelt(new)?)).map(|come| come.max(gone))
        }
        Paragraph::MemberMoved => moved(&mine, name, new?.bit_offset? - old?.bit_offset?),
        Paragraph::Declaration => {
            let pairs = known.member(subject, name).into_iter();
            let each: Option<Vec<usize>> = pairs.map(|(a, b)| step(name, Some(a), Some(b))).collect();
            each?.into_iter().max()
        }
        Paragraph::Nothing
        | Paragraph::Size
        | Paragraph::SymbolRemoved
        | Paragraph::SymbolAdded
        | Paragraph::Hidden
        | Paragraph::Defined => None,
    }
}

/// Whether paragraphs lead from one declaration of a symbol to the other.
fn redeclared(mine: &[(usize, &Stanza)], (old, new): &(String, String)) -> Option<usize> {
    let steps = mine.iter().filter_map(|(i, s)| match &s.topic {
        Topic::Symbol(_, Some((a, b))) => Some((a, b, *i)),
        _ => None,
    });
    follow(&steps.collect::<Vec<_>>(), &old, &new)
}

fn says(mine: &[(usize, &Stanza)], test: impl Fn(&Fact) -> bool) -> Option<usize> {
    mine.iter().find(|(_, s)| s.facts.iter().any(&test)).map(|(i, _)| *i)
}

/// Whether the sizes that paragraphs state lead from one to the other.
fn size(mine: &[(usize, &Stanza)], from: u64, to: u64) -> Option<usize> {
    let facts = mine.iter().flat_map(|(i, s)| s.facts.iter().map(move |f| (*i, f)));
    let steps = facts.filter_map(|(i, f)| if let Fact::Size(a, b) = f { Some((*a, *b, i)) } else { None });
    follow(&steps.collect::<Vec<_>>(), &from, &to)
}

/// Whether moves by so many bits that are stated of a member, or of runs, add up to `bits`.
fn moved(mine: &[(usize, &Stanza)], member: &str, bits: i64) -> Option<usize> {
    let mut sums = BTreeSet::from([0]);
    for (i, stanza) in mine {
        for fact in &stanza.facts {
            let shift = match fact {
                Fact::Members(steps, shift) if steps.iter().any(|s| s.name == member) => *shift,
                Fact::Run(shift) => *shift,
                _ => continue,
            };
            let more: Vec<i64> = sums.iter().filter_map(|sum: &i64| sum.checked_add(shift)).collect();
            sums.extend(more);
            if shift != 0 && sums.contains(&bits) {
                return Some(*i);
            }
        }
        if sums.len() > SUMS {
            break;
        }
    }
    None
}

/// Whether steps lead from one state to the other; the paragraph of the last of them.
fn follow<T: Ord + Clone>(steps: &[(T, T, usize)], from: &T, to: &T) -> Option<usize> {
    let (mut seen, mut next) = (BTreeSet::from([from.clone()]), vec![from.clone()]);
    while let Some(state) = next.pop() {
        for (a, b, stanza) in steps {
            if *a == state && b == to && a != b {
                return Some(*stanza);
            }
            if *a == state && seen.insert(b.clone()) {
                next.push(b.clone());
            }
        }
    }
    None
}

/// Paragraphs that speak of this finding's subject: all that were used with it.
#[must_use]
pub(crate) fn same_subject(stanzas: &[Stanza], finding: &Finding) -> Vec<usize> {
    (0..stanzas.len()).filter(|&i| stanzas[i].is_about(&finding.subject)).collect()
}

#[cfg(test)]
mod tests;
