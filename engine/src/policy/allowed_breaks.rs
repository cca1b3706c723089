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
//! A finding is allowed only if a paragraph on its subject says what happened to its member, symbol or size; words such as
//! `... 2 other enumerator(s) added`, which name nothing, allow nothing. A paragraph was written against the state
//! before it, a report compares with the freeze: sizes are thus followed from paragraph to paragraph.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::report::model::Finding;

/// What a line says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happened {
    Added,
    Removed,
    Changed,
    Moved,
}

#[derive(Clone, Debug)]
enum Fact {
    /// A member or enumerator, by its name.
    Part(Happened, String),
    /// A run of members moved together: its ends are named, what lies between is not.
    RunMoved,
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
    /// A symbol whose type changed.
    Symbol(String),
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
        let symbol = line.strip_prefix(kind).and_then(|rest| rest.strip_prefix(" symbol ").or(rest.strip_prefix(' ')));
        let Some(rest) = symbol else { continue };
        let declaration = quoted(rest).or_else(|| quoted(rest.strip_prefix("changed from ")?))?;
        let name = declared(declaration).pop()?;
        let one = |h| Topic::Symbols(h, vec![name.clone()]);
        return match rest {
            r if r.ends_with(" was removed") => Some(one(Happened::Removed)),
            r if r.ends_with(" was added") => Some(one(Happened::Added)),
            r if r.ends_with(" changed") || r.starts_with("changed from ") => Some(Topic::Symbol(name)),
            _ => None,
        };
    }
    let (count, rest) = line.split_once(' ')?;
    count.parse::<usize>().ok()?;
    match rest {
        r if r.ends_with(" symbol(s) removed") => Some(Topic::Symbols(Happened::Removed, Vec::new())),
        r if r.ends_with(" symbol(s) added") => Some(Topic::Symbols(Happened::Added, Vec::new())),
        _ => None,
    }
}

fn detail(stanza: &mut Stanza, line: &str) -> std::result::Result<(), String> {
    if let Topic::Symbols(_, names) = &mut stanza.topic {
        let name = quoted(line).and_then(|d| declared(d).pop());
        names.push(name.ok_or_else(|| format!("`{line}` names no symbol"))?);
        return Ok(());
    }
    let facts = &mut stanza.facts;
    let between = |text: &str| text.split_once(" to ").and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    let part = |facts: &mut Vec<Fact>, h, text| facts.extend(declared(text).into_iter().map(|n| Fact::Part(h, n)));
    if let Some(rest) = line.strip_prefix("byte size changed from ") {
        let (a, b) = between(rest).ok_or_else(|| format!("`{line}` states no sizes"))?;
        facts.push(Fact::Size(a, b));
    } else if let Some(rest) = line.strip_prefix("member ").or_else(|| line.strip_prefix("enumerator ")) {
        if let Some(rest) = rest.strip_prefix("changed from ") {
            // Both spellings may name it, and parts within it.
            for text in rest.split("' to '") {
                part(facts, Happened::Changed, text.trim_matches('\''));
            }
        } else {
            let text = quoted(rest).ok_or_else(|| format!("`{line}` names nothing"))?;
            let end = rest[text.len() + 2..].trim_start();
            // Behind the name of an enumerator stands its value, in brackets.
            let end = end.split_once(") ").filter(|_| end.starts_with('(')).map_or(end, |(_, e)| e);
            match end {
                "was added" => part(facts, Happened::Added, text),
                "was removed" => part(facts, Happened::Removed, text),
                "changed" => part(facts, Happened::Moved, text),
                e if e.starts_with("value changed from ") => part(facts, Happened::Changed, text),
                _ => return Err(format!("`{line}` does not say what happened")),
            }
        }
    } else if line.contains(" members ('") {
        facts.push(Fact::RunMoved);
    } else if line == "was fully defined, is now only declared" {
        facts.push(Fact::Hidden);
    } else if line == "was only declared, is now fully defined" {
        facts.push(Fact::Defined);
    }
    // Every other line explains the one above it.
    Ok(())
}

/// The text between the first `'` and the next one.
fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.split_once('\'').map(|(inner, _)| inner)
}

/// The names that a declaration declares: `int x[2]` x; `union { int(* f)(struct a*); u64 r:1; } u` f, r, u;
/// `int foo(void*, bool)` foo.
///
/// An identifier is one if a declarator ends behind it (`;`, `[`, `:`, the end, or a parameter list) outside of
/// parameter lists, or if `(*` stands before it.
fn declared(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'$';
    let mut out = Vec::new();
    // For each open parenthesis whether it is that of a pointer's declarator.
    let mut open: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let b = bytes[at];
        if b == b'(' {
            open.push(text[at + 1..].trim_start().starts_with('*'));
            at += 1;
        } else if b == b')' {
            open.pop();
            at += 1;
        } else if word(b) && !b.is_ascii_digit() {
            let start = at;
            while at < bytes.len() && word(bytes[at]) {
                at += 1;
            }
            let next = text[at..].trim_start();
            let declarator = open.iter().all(|pointer| *pointer);
            let pointer = matches!(next.as_bytes(), [b'(', ..]) && next[1..].trim_start().starts_with('*');
            let ends = match next.as_bytes().first() {
                None | Some(b';' | b'[' | b':' | b'}') => true,
                Some(b'(') => !pointer,
                Some(b')') => !open.is_empty(),
                // The version or the linkage name of a symbol.
                Some(b'@') => true,
                Some(b'{') => open.is_empty() && text[..start].contains('('),
                _ => false,
            };
            if declarator && ends {
                out.push(text[start..at].to_owned());
            }
            if next.starts_with('@') && declarator {
                break;
            }
        } else {
            at += 1;
        }
    }
    out
}

/// The paragraph that allows a finding: its place among `stanzas`.
#[must_use]
pub fn allows(stanzas: &[Stanza], finding: &Finding) -> Option<usize> {
    let subject = &finding.subject;
    let base = subject.name.split("::(").next().unwrap_or_default();
    let mine = |s: &&Stanza| {
        matches!(&s.topic, Topic::Type(kind, name) if *kind == subject.kind && *name == subject.name)
            || base != subject.name && matches!(&s.topic, Topic::Type(_, name) if name == base)
    };
    let place = |s: &Stanza| stanzas.iter().position(|other| std::ptr::eq(s, other));
    if finding.rule == "struct-size-changed" || finding.rule == "enum-size-changed" {
        let (a, b) = (finding.old.as_ref()?.bit_size? / 8, finding.new.as_ref()?.bit_size? / 8);
        return size_path(stanzas, mine, a, b);
    }
    let symbols = |wanted: Happened| {
        stanzas
            .iter()
            .position(|s| matches!(&s.topic, Topic::Symbols(h, names) if *h == wanted && names.contains(&subject.name)))
    };
    match finding.rule {
        "symbol-removed" => return symbols(Happened::Removed),
        "symbol-added" => return symbols(Happened::Added),
        _ => {}
    }
    if matches!(subject.kind, "function" | "variable") {
        // What the paragraph says of the type is not taken apart: it is about this symbol alone.
        return stanzas.iter().position(|s| matches!(&s.topic, Topic::Symbol(name) if *name == subject.name));
    }
    let says =
        |test: &dyn Fn(&Fact) -> bool| stanzas.iter().filter(mine).find(|s| s.facts.iter().any(test)).and_then(place);
    let member = subject.member.as_deref();
    let part = |wanted: &[Happened]| {
        let member = member?;
        says(&|f| matches!(f, Fact::Part(h, name) if name == member && wanted.contains(h)))
    };
    match finding.rule {
        "type-became-opaque" => says(&|f| matches!(f, Fact::Hidden)),
        "type-became-defined" => says(&|f| matches!(f, Fact::Defined)),
        rule if rule.starts_with("member-added-") || rule == "enumerator-added" => part(&[Happened::Added]),
        // The whole slot is written down as added. What was misused is not written down at all.
        "reserved-slot-used" | "member-replaced-in-slot" => part(&[Happened::Added]),
        "member-removed" | "enumerator-removed" => part(&[Happened::Removed]),
        "member-offset-changed" => part(&[Happened::Moved]).or_else(|| says(&|f| matches!(f, Fact::RunMoved))),
        "member-type-changed"
        | "bit-field-width-changed"
        | "member-became-bit-field"
        | "member-no-longer-bit-field"
        | "enumerator-value-changed"
        | "enum-sentinel-moved"
        | "array-length-changed"
        | "pointer-target-changed"
        | "qualifier-changed" => part(&[Happened::Changed]),
        // A name given up and another in its place.
        "member-renamed" => part(&[Happened::Added, Happened::Removed, Happened::Changed]),
        _ => None,
    }
}

/// Whether the sizes stated by paragraphs lead from `a` to `b`; the paragraph that arrives.
fn size_path(stanzas: &[Stanza], mine: impl Fn(&&Stanza) -> bool, a: u64, b: u64) -> Option<usize> {
    let steps: Vec<(u64, u64, usize)> = stanzas
        .iter()
        .enumerate()
        .filter(|(_, s)| mine(s))
        .flat_map(|(i, s)| {
            s.facts.iter().filter_map(move |f| if let Fact::Size(x, y) = f { Some((*x, *y, i)) } else { None })
        })
        .collect();
    let (mut seen, mut next) = (BTreeSet::from([a]), vec![a]);
    while let Some(size) = next.pop() {
        for &(from, to, stanza) in &steps {
            if from == size && to == b {
                return Some(stanza);
            }
            if from == size && seen.insert(to) {
                next.push(to);
            }
        }
    }
    None
}

/// Paragraphs that speak of this finding's subject as `allows` found it: all that were used with it.
#[must_use]
pub fn same_subject(stanzas: &[Stanza], finding: &Finding) -> Vec<usize> {
    let base = finding.subject.name.split("::(").next().unwrap_or_default();
    let about = |s: &Stanza| match &s.topic {
        Topic::Type(_, name) => name == base,
        Topic::Symbols(_, names) => names.contains(&finding.subject.name),
        Topic::Symbol(name) => *name == finding.subject.name,
        Topic::Nothing => false,
    };
    (0..stanzas.len()).filter(|&i| about(&stanzas[i])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::testing::finding;
    use crate::report::model::Facts;

    const FILE: &str = "# How to use this file: ...\n# ABI freeze commit: 666c\n
type 'struct shash_alg' changed
  member 'u64 android_backport_reserved1' was removed
  member 'union { int(* finup_mb)(struct shash_desc*, const u8* const*, unsigned int); struct { u64 android_backport_reserved1; }; union { }; }' was added

type 'enum binder_work_type' changed
  enumerator 'BINDER_WORK_FROZEN_BINDER' (10) was added
  ... 1 other enumerator(s) added

type 'struct scm_fp_list' changed
  byte size changed from 2040 to 2048
  member 'short count_unix' was added

type 'struct scm_fp_list' changed
  byte size changed from 2048 to 2064
  member 'struct list_head vertices' was added
  member 'short count_unix' changed
    offset changed by 128

type 'struct io_ring_ctx' changed
  28 members ('struct wait_queue_head poll_wq' .. 'struct page** sqe_pages') changed
    offset changed by -64

2 function symbol(s) removed
  'int xhci_add(struct xhci_sideband*, bool(*)(int), unsigned int)'
  'void(* xhci_get(int))(int)'

1 variable symbol(s) removed
  'struct tracepoint __tracepoint_a'

type 'struct xhci_sideband' changed
  was fully defined, is now only declared

function symbol changed from 'int foo(int)' to 'int foo(long)'
  type changed from 'int(int)' to 'int(long)'
    parameter 1 type changed from 'int' to 'long'

type 'struct prefix_info' changed
  member changed from 'union { __u8 flags; struct { __u8 reserved:6; }; }' to 'union { __u8 flags; struct { __u8 reserved:4; }; }'
    type changed from 'x' to 'y'
      member '__u8 preferpd:1' was added

type 'enum bpf_reg_type' changed
  enumerator '__BPF_REG_TYPE_LIMIT' value changed from 33554431 to 67108863
";

    fn allowed(rule: &'static str, kind: &'static str, name: &str, member: Option<&str>) -> bool {
        let mut f = finding(rule, kind, name);
        f.subject.member = member.map(str::to_owned);
        allows(&parse("a", FILE).expect("sound"), &f).is_some()
    }

    #[test]
    fn a_finding_needs_a_paragraph_that_says_so() {
        assert!(allowed("member-removed", "struct", "shash_alg", Some("android_backport_reserved1")));
        assert!(allowed("member-added-in-hole", "struct", "shash_alg", Some("finup_mb")));
        assert!(allowed("reserved-slot-used", "struct", "shash_alg", Some("finup_mb")));
        assert!(!allowed("reserve-misused", "struct", "shash_alg", Some("finup_mb")));
        assert!(!allowed("member-added-in-hole", "struct", "shash_alg", Some("shash_desc")), "that is a type");
        assert!(!allowed("member-removed", "struct", "shash_alg", Some("finup_mb")));
        assert!(!allowed("member-removed", "struct", "ahash_alg", Some("android_backport_reserved1")));
        assert!(!allowed("member-removed", "union", "shash_alg", Some("android_backport_reserved1")));
        assert!(!allowed("struct-alignment-changed", "struct", "shash_alg", None));
        assert!(allowed("enumerator-added", "enum", "binder_work_type", Some("BINDER_WORK_FROZEN_BINDER")));
        assert!(!allowed("enumerator-added", "enum", "binder_work_type", Some("OTHER")), "it is not named");
        assert!(allowed("member-offset-changed", "struct", "io_ring_ctx", Some("anything")));
        assert!(allowed("member-offset-changed", "struct", "scm_fp_list", Some("count_unix")));
        assert!(!allowed("member-offset-changed", "struct", "scm_fp_list", Some("fp")));
        assert!(allowed("type-became-opaque", "struct", "xhci_sideband", None));
        assert!(!allowed("type-became-defined", "struct", "xhci_sideband", None));
        assert!(allowed(
            "bit-field-width-changed",
            "struct",
            "prefix_info::(anonymous struct at offset 0)",
            Some("reserved")
        ));
        assert!(allowed(
            "member-added-to-union",
            "struct",
            "prefix_info::(anonymous struct at offset 0)",
            Some("preferpd")
        ));
        assert!(allowed("enum-sentinel-moved", "enum", "bpf_reg_type", Some("__BPF_REG_TYPE_LIMIT")));
    }

    #[test]
    fn symbols_are_found_in_their_declarations() {
        assert!(allowed("symbol-removed", "function", "xhci_add", None));
        assert!(allowed("symbol-removed", "function", "xhci_get", None));
        assert!(allowed("symbol-removed", "variable", "__tracepoint_a", None));
        assert!(
            !allowed("symbol-removed", "function", "bool", None) && !allowed("symbol-removed", "function", "int", None)
        );
        assert!(!allowed("symbol-added", "function", "xhci_add", None));
        assert!(allowed("parameter-type-changed", "function", "foo", None));
        assert!(!allowed("parameter-type-changed", "function", "xhci_add", None));
    }

    #[test]
    fn sizes_are_followed_through_paragraphs() {
        let stanzas = parse("a", FILE).expect("sound");
        let size = |a: u64, b: u64| {
            let mut f = finding("struct-size-changed", "struct", "scm_fp_list");
            f.old = Some(Facts { bit_size: Some(a * 8), ..Facts::default() });
            f.new = Some(Facts { bit_size: Some(b * 8), ..Facts::default() });
            allows(&stanzas, &f).is_some()
        };
        assert!(size(2040, 2048) && size(2048, 2064) && size(2040, 2064));
        assert!(!size(2040, 2072) && !size(2064, 2040) && !size(2040, 2040));
    }

    #[test]
    fn names_that_declarations_declare() {
        assert_eq!(declared("struct unix_edge* edges"), ["edges"]);
        assert_eq!(declared("u8 r[28]"), ["r"]);
        assert_eq!(declared("int(* ldisc_ok)(struct tty_struct*, int)"), ["ldisc_ok"]);
        assert_eq!(
            declared("union { struct { __u8 a; __u8 b[7]; }; struct { u64 c:3; }; union { }; } u"),
            ["a", "b", "c", "u"]
        );
        assert_eq!(declared("int(* g)(bool(*)(struct a*, b_t), c_t)"), ["g"]);
        assert_eq!(declared("E_MAX"), ["E_MAX"]);
        assert_eq!(declared("int foo@@VERS_1(int)"), ["foo"]);
    }

    #[test]
    fn what_is_no_paragraph_is_named() {
        for (text, what) in [
            ("type 'struct a' changed\n\n  member 'int b' was added\n", "a: line 3: is indented"),
            ("nonsense\n", "a: line 1: `nonsense` begins no paragraph"),
            (
                "type 'struct a' changed\n  member 'int b' vanished\n",
                "a: line 2: `member 'int b' vanished` does not say",
            ),
            ("1 function symbol(s) removed\n  foo\n", "a: line 2: `foo` names no symbol"),
            ("type 'struct a' changed\n  byte size changed from 1 to many\n", "a: line 2: `byte size"),
        ] {
            let error = parse("a", text).expect_err(text).to_string();
            assert!(error.starts_with(what), "{error}");
        }
    }
}
