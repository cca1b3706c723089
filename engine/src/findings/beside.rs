//! Types that no export reaches: flags that functions take as `unsigned`, a struct behind `void *`, a BTF without any
//! function. What a public header declares is interface all the same, and is compared by name.
//!
//! Only what both sides describe is compared: compilers leave out types that no code uses, so one that a side does not
//! describe is no type that was removed. Those are named in a note.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::compare::change::{Change, Owner};
use crate::compare::types::Comparison;
use crate::graph::canon::table::NameKind;
use crate::graph::class;
use crate::graph::cpp_value::holds_unnamed;
use crate::graph::loaded::Loaded;
use crate::graph::mangled;
use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId, spell};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::headers::{PublicHeaders, Words, is_system};
use crate::ground::options::{Options, Profile};
use crate::judge::reach;
use crate::judge::reach::{Declared, Seen};
use crate::model::report::Report;
use crate::rules::facts::SubjectKind;

/// How many names a note holds.
const NAMES: usize = 5;

/// Which types count that no export reaches.
pub fn which(sides: [&Graph; 2], o: &Options) -> Declared {
    // The profile pairs all of them by itself.
    if o.profile == Profile::Core {
        return Declared::None;
    }
    // BTF names no files: with neither function nor variable, types are all that there is.
    let alone = |g: &Graph| g.exports.is_empty() && g.len() > 1 && g.positions.iter().all(|p| p.file.is_none());
    if sides.iter().all(|g| alone(g)) {
        return Declared::All;
    }
    let told = !o.public_headers.is_empty() && !o.exports_only;
    // A kernel's consumers are modules, which meet what its exports reach.
    if told && !sides.iter().any(|g| g.is_kernel()) { Declared::Public } else { Declared::None }
}

/// Leaves out what was kept of headers for the case that they are public.
pub fn leave_out(side: &mut Cow<'_, Loaded>, o: &Options) {
    let g = &side.graph;
    let of_btf = || g.positions.iter().all(|p| p.file.is_none());
    if o.profile == Profile::Core || g.reached() == g.len() || of_btf() {
        return;
    }
    let graph = g.first(g.reached());
    side.to_mut().graph = graph;
}

/// Named types of headers that no export reaches.
pub fn unreached(g: &Graph) -> usize {
    if g.is_kernel() {
        return 0;
    }
    let counts = |id: &TypeId| {
        let node = g.node(*id);
        let named = !node.name.is_none() && (node.kind.is_tagged() || node.kind == Kind::Typedef);
        let file = g.str(g.positions[id.index()].file);
        named
            && !node.flags.has(Flags::DECLARATION)
            && !node.flags.has(Flags::IN_SOURCE)
            && !file.is_empty()
            && !is_system(file)
    };
    g.ids().skip(g.reached()).filter(counts).count()
}

/// What tells which headers consumers see, for the head of a report.
pub fn told(g: &Graph, seen: &Seen<'_>) -> Option<String> {
    if seen.headers.everything {
        return Some("all, as asked for".to_owned());
    }
    if !seen.headers.is_empty() {
        let hidden = seen.hidden_exports(g).into_iter().filter(|hidden| *hidden).count();
        let exports = match hidden {
            0 => String::new(),
            1 => "; they do not declare 1 export, which counts as private".to_owned(),
            n => format!("; they do not declare {n} exports, which count as private"),
        };
        let which = if seen.headers.installed { "those that the packages install" } else { "as told" };
        return Some(format!("{which}{exports}"));
    }
    reach::tree(g, seen.headers)?;
    Some(match seen.shipped {
        Some(shipped) => format!(
            "the {} that {} ships; what others declare is private to the kernel",
            shipped.files.len(),
            shipped.from
        ),
        None => {
            "include/ and arch/*/include/ of the kernel; what others declare is private to it (--public-headers all \
                 counts them, too)"
                .to_owned()
        }
    })
}

type Key<'g> = (u8, &'g str);

/// Pairs what both sides declare, and says what only one side describes.
pub fn compare(c: &mut Comparison<'_>, seen: &Seen<'_>) -> Vec<Diagnostic> {
    if seen.declared == Declared::None {
        return Vec::new();
    }
    let (g, h) = (c.old, c.new);
    let (olds, news) = (named(g, seen), named(h, seen));
    let mut lonely: [BTreeSet<String>; 2] = Default::default();
    for (key, old) in &olds {
        match news.get(key) {
            Some(new) if holds_unnamed(key.1) => pair_unnamed(c, old, new),
            Some(new) => pair(c, old, new),
            // A name that NEW only declares: an export would tell that it became opaque.
            None => lonely[0].extend(unreached_name(g, old)),
        }
    }
    for (key, new) in &news {
        if !olds.contains_key(key) {
            lonely[1].extend(unreached_name(h, new));
        }
    }
    // First what has a name: it names what it holds.
    c.run();
    constants(c, seen);
    c.run();
    let sides = [("OLD", "NEW"), ("NEW", "OLD")];
    let note = |(names, (has, lacks)): (&BTreeSet<String>, (&str, &str))| {
        let first: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
        let more =
            names.len().checked_sub(first.len()).filter(|n| *n > 0).map_or(String::new(), |n| format!(" and {n} more"));
        (!names.is_empty()).then(|| Diagnostic {
            level: DiagnosticLevel::Note,
            code: "declared-on-one-side",
            object: String::new(),
            section: String::new(),
            offset: None,
            message: format!(
                "of the types that no export reaches, {has} describes {} that {lacks} does not ({}{more}): compilers leave \
                 out what no code uses, so they were not compared",
                names.len(),
                first.join(", ")
            ),
        })
    };
    lonely.iter().zip(sides).filter_map(note).collect()
}

/// Types of one name that count, those that exports reach first.
fn named<'g>(g: &'g Graph, seen: &Seen<'_>) -> BTreeMap<Key<'g>, Vec<TypeId>> {
    let mut out: BTreeMap<Key<'_>, Vec<TypeId>> = BTreeMap::new();
    for id in g.ids().filter(|&id| !g.node(id).name.is_none() && seen.declares(g, id)) {
        if !g.node(id).flags.has(Flags::DECLARATION) {
            out.entry((NameKind::of(g.node(id).kind) as u8, g.name(id))).or_default().push(id);
        }
    }
    out
}

fn unreached_name(g: &Graph, ids: &[TypeId]) -> Option<String> {
    let reached = g.reached();
    let first = *ids.first()?;
    // What has a name of the compiler's alone, as lambdas do, nobody declares.
    let is_nameless = g.name(first).starts_with("_Z");
    (!is_nameless && ids.iter().all(|id| id.index() >= reached)).then(|| spell::type_name(g, first))
}

/// Pairs definitions of one name. Of several, equal ones are nobody's change; of the rest those that stand in the same
/// file are pairs, and one that is left on each side.
fn pair(c: &mut Comparison<'_>, olds: &[TypeId], news: &[TypeId]) {
    let (mut olds, mut news) = (olds.to_vec(), news.to_vec());
    if olds.len() > 1 || news.len() > 1 {
        let equal = |c: &Comparison<'_>, a: &[TypeId], b: TypeId| a.iter().any(|&a| c.equal(a, b));
        let kept: Vec<TypeId> = olds.iter().copied().filter(|&a| !news.iter().any(|&b| c.equal(a, b))).collect();
        news.retain(|&b| !equal(c, &olds, b));
        olds = kept;
        // Copies of one definition differ in what other names mean to them; an export tells of those that it reaches.
        let (reached_old, reached_new) = (c.old.reached(), c.new.reached());
        olds.dedup_by_key(|a| (a.index() < reached_old, c.old.positions[a.index()]));
        news.dedup_by_key(|b| (b.index() < reached_new, c.new.positions[b.index()]));
    }
    if let ([a], [b]) = (&olds[..], &news[..]) {
        c.pair_by_name(*a, *b);
        return;
    }
    for a in olds {
        let (file, reached) = (c.old.str(c.old.positions[a.index()].file), a.index() < c.old.reached());
        let same =
            |b: &TypeId| c.new.str(c.new.positions[b.index()].file) == file && (b.index() < c.new.reached()) == reached;
        if let Some(at) = news.iter().position(same) {
            let b = news.remove(at);
            c.pair_by_name(a, b);
        }
    }
}

/// Pairs instances over lambdas and other types without a name, which all bear one name: each with one whose functions lie in
/// the same scopes. Where a side does not say in which, it is as with any other name.
fn pair_unnamed(c: &mut Comparison<'_>, olds: &[TypeId], news: &[TypeId]) {
    let (g, h) = (c.old, c.new);
    let is_known = |g: &Graph, id: TypeId| !class::scopes_of_functions(g, id).is_empty();
    let (known, mut olds): (Vec<TypeId>, Vec<TypeId>) = olds.iter().partition(|&&old| is_known(g, old));
    let (mut others, mut news): (Vec<TypeId>, Vec<TypeId>) = news.iter().partition(|&&new| is_known(h, new));
    let mut left = Vec::new();
    for old in known {
        match others.iter().position(|&new| !class::are_of_other_lambdas(g, old, h, new)) {
            Some(at) => pair(c, &[old], &[others.remove(at)]),
            None => left.push(old),
        }
    }
    if olds.is_empty() {
        olds = left;
    } else {
        news.extend(others);
    }
    pair(c, &olds, &news);
}

/// Pairs enums without a name, which only define constants, by the names of these.
fn constants(c: &mut Comparison<'_>, seen: &Seen<'_>) {
    let (g, h) = (c.old, c.new);
    let anonymous = |g: &Graph, id: TypeId| g.node(id).kind == Kind::Enum && g.node(id).name.is_none();
    let mut places: BTreeMap<&str, TypeId> = BTreeMap::new();
    for id in h.ids().filter(|&id| h.node(id).kind == Kind::Enum) {
        for e in h.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator) {
            places.entry(h.str(e.name)).or_insert(id);
        }
    }
    let held: BTreeSet<TypeId> = g.edges.iter().map(|e| e.target).collect();
    let reached = g.reached();
    let free = |&id: &TypeId| anonymous(g, id) && !held.contains(&id) && seen.declares(g, id);
    for id in g.ids().skip(reached).filter(free) {
        let mut votes: BTreeMap<TypeId, usize> = BTreeMap::new();
        for e in g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator) {
            if let Some(&at) = places.get(g.str(e.name)) {
                *votes.entry(at).or_default() += 1;
            }
        }
        if let Some((&at, _)) = votes.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id))) {
            let before = c.pairs.len();
            c.pair_by_name(id, at);
            let first = g.edges(id).iter().find(|e| e.kind == EdgeKind::Enumerator);
            if let (Some(pair), Some(first)) = (c.pairs.get_mut(before), first) {
                pair.subject.name = format!("{{{}, ...}}", g.str(first.name));
            }
        }
    }
}

/// Where a type that no export reaches is declared.
pub fn place(c: &Comparison<'_>, change: &Change) -> Option<String> {
    let Owner::Pair(pair) = change.owner else { return None };
    let old = c.pairs[pair.0 as usize].old?;
    let file = c.old.positions[old.index()].file;
    (!file.is_none()).then(|| c.old.str(file).to_owned())
}

/// Which libraries describe a type that no export reaches; none where OLD does not tell.
pub fn describers(c: &Comparison<'_>, change: &Change) -> Vec<String> {
    let Owner::Pair(pair) = change.owner else { return Vec::new() };
    let pair = &c.pairs[pair.0 as usize];
    let names = |g: &Graph, id: Option<TypeId>| -> Vec<String> {
        id.into_iter().flat_map(|id| g.describers(id)).map(|o| o.name.clone()).collect()
    };
    let mut out = names(c.old, pair.old);
    if !out.is_empty() {
        let new = names(c.new, pair.new);
        let more: Vec<String> = new.into_iter().filter(|name| !out.contains(name)).collect();
        out.extend(more);
    }
    out
}

/// Whether the texts of headers name some export of a side: they are this library's.
fn declare_some(words: &Words, g: &Graph) -> bool {
    g.exports.iter().any(|e| mangled::may_declare(words, g.str(e.name), |_| false))
}

/// What the texts of the public headers say, where they are those of this library and tell what is none of its promise.
pub fn words_of<'c>(c: &'c Comparison<'_>) -> Option<&'c Words> {
    c.words.as_deref().filter(|words| !c.old.is_kernel() && declare_some(words, c.old))
}

/// No type stands in the headers that were named: the name may be wrong, or they declare opaque types and functions
/// only. It matters where something changed in a type that would be private for that reason.
pub fn unknown_headers(c: &Comparison<'_>, headers: &PublicHeaders, object: &str) -> Option<Diagnostic> {
    let (g, h) = (c.old, c.new);
    let known = |g: &Graph| g.positions.iter().any(|p| !p.file.is_none() && headers.contains(g.str(p.file)));
    let defined = |g: &Graph| g.ids().any(|id| g.node(id).kind.is_tagged() && headers.define(g.name(id)));
    // Where no debug information was found, that is said, and there is no type to look for.
    let typed = |g: &Graph| g.ids().any(|id| g.node(id).kind.is_tagged());
    if headers.is_empty() || !typed(g) && !typed(h) || known(g) || known(h) || defined(g) || defined(h) {
        return None;
    }
    let declares = |g: &Graph| headers.words.as_deref().is_some_and(|words| declare_some(words, g));
    let matters = || c.pairs.iter().any(|p| !p.changes.is_empty());
    let level = if declares(g) || declares(h) || !matters() { DiagnosticLevel::Note } else { DiagnosticLevel::Lost };
    let message = match level {
        DiagnosticLevel::Lost => {
            "no type of either side is declared in the public headers that were named: what consumers see is not known"
        }
        DiagnosticLevel::Note => {
            "no type of either side is declared in the public headers that were named: to consumers all of them are opaque"
        }
    };
    Some(Diagnostic {
        level,
        code: "public-headers-unknown",
        object: object.to_owned(),
        section: String::new(),
        offset: None,
        message: message.to_owned(),
    })
}

/// Tells who compares a library that naming its public headers would take most findings away.
pub fn hint(report: &Report, g: &Graph, headers: &PublicHeaders) -> Option<Diagnostic> {
    if g.is_kernel() || !headers.is_empty() || headers.everything {
        return None;
    }
    let typed = |f: &&crate::model::report::Finding| {
        f.root
            && matches!(
                f.subject.kind,
                SubjectKind::Struct
                    | SubjectKind::Union
                    | SubjectKind::Class
                    | SubjectKind::Enum
                    | SubjectKind::Typedef
            )
            && f.subject.file.is_some()
    };
    let files: Vec<&str> = report.findings.iter().filter(typed).filter_map(|f| f.subject.file.as_deref()).collect();
    let inner: Vec<&str> = files.iter().copied().filter(|f| looks_private(f)).collect();
    if inner.len() < 5 || inner.len() * 2 <= files.len() {
        return None;
    }
    let mut names: Vec<&str> = inner.clone();
    names.sort_unstable();
    names.dedup();
    let more = if names.len() > 3 { ", ..." } else { "" };
    names.truncate(3);
    Some(Diagnostic {
        level: DiagnosticLevel::Note,
        code: "public-headers-not-told",
        object: String::new(),
        section: String::new(),
        offset: None,
        message: format!(
            "{} of {} changed types stand in files that consumers hardly include ({}{more}): --public-headers DIR tells \
             which headers they do include, and makes the rest private (docs/libraries.md)",
            inner.len(),
            files.len(),
            names.join(", ")
        ),
    })
}

/// Whether the path of a file is none of a header that libraries install.
fn looks_private(file: &str) -> bool {
    let mut folders: Vec<&str> = file.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let inner = ["internal", "private", "_priv", "-priv", "_int.", "-int.", "_p."].iter().any(|w| name.contains(w));
    let installed = folders.iter().any(|f| matches!(*f, "include" | "includes" | "inc" | "public" | "api"));
    let folder_inner = folders.iter().any(|f| matches!(*f, "internal" | "private" | "detail"));
    inner || folder_inner || crate::ground::headers::is_source_file(file) || !installed && !folders.is_empty()
}
