//! The interface itself: exports paired by name, version and object; what came, went or changed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, LinkId, Owner, Step};
use super::consumer::is_assembled;
use super::types::{Comparison, Place, Role};
use crate::graph::{Binding, Export, Graph, Kind, SymbolKind, TypeId, Visibility, spell};
use crate::pipeline::Loaded;
use crate::report::model::{Facts, Subject};
use crate::rules::{Rule, Severity};

/// Exports of both sides, and those of one.
#[derive(Default)]
pub struct Exports {
    /// Index in OLD, index in NEW.
    pub both: Vec<(u32, u32)>,
    pub removed: Vec<u32>,
    pub added: Vec<u32>,
}

/// Whether one of the two is of a kernel: some symbol is exported by `EXPORT_SYMBOL`.
pub(crate) fn of_kernel(old: &Graph, new: &Graph) -> bool {
    old.exports.iter().chain(&new.exports).any(|e| e.ksym.is_some())
}

/// Whether an export is one in a comparison of kernels. Of an object that is not linked yet and holds no
/// `EXPORT_SYMBOL` all global symbols were taken, because nothing in it tells that it is of a kernel. Beside
/// objects that do, it is known: modules cannot bind to those symbols.
pub(crate) fn is_interface(g: &Graph, e: &Export, of_kernel: bool) -> bool {
    let unlinked = || {
        let info = &g.objects[e.object.0 as usize];
        info.module.is_none() && info.name.ends_with(".o")
    };
    !of_kernel || e.ksym.is_some() || !unlinked()
}

/// The input with the exports that [`is_interface`] leaves.
pub(crate) fn interface(loaded: &Loaded, of_kernel: bool) -> Cow<'_, Loaded> {
    let g = &loaded.graph;
    if g.exports.iter().all(|e| is_interface(g, e, of_kernel)) {
        return Cow::Borrowed(loaded);
    }
    // Only units that are not linked come here, and those are small.
    let stays: Vec<bool> = g.exports.iter().map(|e| is_interface(g, e, of_kernel)).collect();
    let mut out = loaded.clone();
    let mut at = stays.iter();
    out.graph.exports.retain(|_| at.next() == Some(&true));
    if let Some(views) = &mut out.views {
        let mut at = stays.iter();
        views.exports.retain(|_| at.next() == Some(&true));
    }
    Cow::Owned(out)
}

/// Pairs exports by name and version, among several by module.
pub fn pair(old: &Graph, new: &Graph) -> Exports {
    fn key<'g>(g: &'g Graph, e: &Export) -> (&'g str, &'g str) {
        (g.str(e.name), g.str(e.version))
    }
    fn module<'g>(g: &'g Graph, e: &Export) -> &'g str {
        let info = &g.objects[e.object.0 as usize];
        info.module.as_deref().unwrap_or(&info.name)
    }
    type Both = (Vec<u32>, Vec<u32>);
    let mut by_key: BTreeMap<(&str, &str), Both> = BTreeMap::new();
    for (i, e) in old.exports.iter().enumerate() {
        by_key.entry(key(old, e)).or_default().0.push(i as u32);
    }
    for (i, e) in new.exports.iter().enumerate() {
        by_key.entry(key(new, e)).or_default().1.push(i as u32);
    }
    let mut out = Exports::default();
    let mut loose: BTreeMap<&str, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for ((name, _), (mut olds, mut news)) in by_key {
        // Same module first, then whatever is left in order.
        olds.retain(|&i| {
            let m = module(old, &old.exports[i as usize]);
            match news.iter().position(|&j| module(new, &new.exports[j as usize]) == m) {
                Some(k) => {
                    out.both.push((i, news.remove(k)));
                    false
                }
                None => true,
            }
        });
        while !olds.is_empty() && !news.is_empty() {
            out.both.push((olds.remove(0), news.remove(0)));
        }
        if !olds.is_empty() || !news.is_empty() {
            let slot = loose.entry(name).or_default();
            slot.0.extend(olds);
            slot.1.extend(news);
        }
    }
    // A symbol that changed from unversioned to versioned, or back, is still the same symbol.
    for (olds, news) in loose.into_values() {
        let unversioned = |g: &Graph, i: u32| g.exports[i as usize].version.is_none();
        let mut news = news;
        let mut olds = olds;
        olds.retain(|&i| {
            // The loader lets a reference without a version bind to a symbol without one, else to that of the
            // first node, hidden or not, else to the default (glibc, `elf/dl-lookup.c`).
            let first_node = |j: u32| {
                let e = &new.exports[j as usize];
                let nodes = &new.objects[e.object.0 as usize].version_nodes;
                nodes.first().is_some_and(|node| node == new.str(e.version))
            };
            let default = |j: u32| new.exports[j as usize].version_default;
            let found = if unversioned(old, i) {
                let at = |fits: &dyn Fn(u32) -> bool| news.iter().position(|&j| fits(j));
                at(&|j| unversioned(new, j)).or_else(|| at(&first_node)).or_else(|| at(&default))
            } else {
                news.iter().position(|&j| unversioned(new, j))
            };
            match found {
                Some(k) => {
                    out.both.push((i, news.remove(k)));
                    false
                }
                None => true,
            }
        });
        out.removed.extend(olds);
        out.added.extend(news);
    }
    out.both.sort_unstable();
    out.removed.sort_unstable();
    out.added.sort_unstable();
    out
}

/// The subject of an export.
pub fn subject(g: &Graph, e: &Export) -> Subject {
    let kind = match (e.kind, e.type_id) {
        (SymbolKind::Function | SymbolKind::Ifunc, _) => "function",
        (SymbolKind::Object | SymbolKind::Tls, _) => "variable",
        (SymbolKind::Untyped, Some(t)) if g.node(t).kind != Kind::Function => "variable",
        (SymbolKind::Untyped, _) => "function",
    };
    let info = &g.objects[e.object.0 as usize];
    Subject {
        kind,
        name: g.str(e.name).to_owned(),
        member: None,
        module: info.module.clone(),
        file: (!e.pos.file.is_none()).then(|| g.str(e.pos.file).to_owned()),
        line: (e.pos.line != 0).then_some(e.pos.line),
    }
}

/// An export as C, as far as its type is known.
pub fn spelling(g: &Graph, e: &Export) -> String {
    let name = g.str(e.name);
    match e.type_id {
        Some(t) if g.node(t).kind == Kind::Function => spell::function(g, t, name),
        Some(t) => spell::declaration(g, t, name),
        None => name.to_owned(),
    }
}

/// Everything about the exports.
pub fn compare(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    fn names(g: &Graph) -> BTreeSet<(&str, &str)> {
        g.exports.iter().map(|e| (g.str(e.name), g.str(e.version))).collect()
    }
    let (old_names, new_names) = (names(g), names(h));
    let has_name = |names: &BTreeSet<(&str, &str)>, name| names.range((name, "")..).next().is_some_and(|n| n.0 == name);
    for &i in &exports.removed {
        let e = &g.exports[i as usize];
        let (name, version) = (g.str(e.name), g.str(e.version));
        let (rule, judged) = if !has_name(&new_names, name) {
            let why = "consumers that use the symbol no longer link or load".to_owned();
            (Rule::SymbolRemoved, (Severity::Breaking, why))
        } else if new_names.contains(&(name, version)) {
            let object = &g.objects[e.object.0 as usize].name;
            let why = format!(
                "another object of NEW still exports it: whether consumers took it from {object}, which no longer \
                 does, they alone record"
            );
            (Rule::SymbolRemoved, (Severity::Risky, why))
        } else {
            let why = format!("consumers that were linked against {name}@{} no longer load", version_text(g, e));
            (Rule::SymbolVersionRemoved, (Severity::Breaking, why))
        };
        let facts = Facts {
            type_: Some(spelling(g, e)),
            text: (!e.version.is_none()).then(|| g.str(e.version).to_owned()),
            ..Facts::default()
        };
        let subject = subject(g, e);
        c.add(Change::decided(rule, Owner::OldExport(i), subject, (Some(facts), None), judged));
    }
    for &j in &exports.added {
        let e = &h.exports[j as usize];
        let (name, version) = (h.str(e.name), h.str(e.version));
        let (rule, why) = if !has_name(&old_names, name) {
            (Rule::SymbolAdded, "no existing consumer uses the symbol")
        } else if old_names.contains(&(name, version)) {
            (Rule::SymbolAdded, "another object of OLD exports it already, and existing consumers know that one")
        } else {
            (Rule::SymbolVersionAdded, "existing consumers stay bound to the version they were linked with")
        };
        let facts = Facts {
            type_: Some(spelling(h, e)),
            text: (!e.version.is_none()).then(|| h.str(e.version).to_owned()),
            ..Facts::default()
        };
        let subject = subject(h, e);
        c.add(Change::decided(
            rule,
            Owner::NewExport(j),
            subject,
            (None, Some(facts)),
            (Severity::Compatible, why.to_owned()),
        ));
    }
    both(c, exports);
    alias_splits(c, exports);
    objects(c);
}

/// Each pair of exports by itself.
pub fn both(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    for &(i, j) in &exports.both {
        let link = c.link();
        export(c, link, &g.exports[i as usize], &h.exports[j as usize]);
    }
}

fn version_text(g: &Graph, e: &Export) -> String {
    let at = if e.version_default && !e.version.is_none() { "@" } else { "" };
    format!("{at}{}", g.str(e.version))
}

fn kind_text(kind: SymbolKind) -> &'static str {
    match kind {
        SymbolKind::Function => "function",
        SymbolKind::Object => "object",
        SymbolKind::Tls => "thread-local object",
        SymbolKind::Ifunc => "indirect function",
        SymbolKind::Untyped => "untyped",
    }
}

fn words(old: impl Into<String>, new: impl Into<String>) -> (Facts, Facts) {
    let facts = |s: String| Facts { text: Some(s), ..Facts::default() };
    (facts(old.into()), facts(new.into()))
}

fn export(c: &mut Comparison<'_>, link: LinkId, x: &Export, y: &Export) {
    let (g, h) = (c.old, c.new);
    let mut place = Place {
        owner: Owner::Link(link),
        subject: subject(g, x),
        rule: Rule::VariableTypeChanged,
        role: Role::Variable,
        callback: false,
        // The path of a finding starts with the export itself.
        step: Step::None,
    };
    if place.subject.file.is_none() {
        let other = subject(h, y);
        (place.subject.file, place.subject.line) = (other.file, other.line);
    }
    let is_function = |k| matches!(k, SymbolKind::Function | SymbolKind::Ifunc);
    let is_data = |k| matches!(k, SymbolKind::Object | SymbolKind::Tls);
    let mut kinds_differ = false;
    if x.kind != y.kind && x.kind != SymbolKind::Untyped && y.kind != SymbolKind::Untyped {
        let (old, new) = words(kind_text(x.kind), kind_text(y.kind));
        let judged = if is_function(x.kind) && is_function(y.kind) {
            (Severity::Compatible, "it is called the same way; the loader picks the code".to_owned())
        } else {
            kinds_differ = true;
            (
                Severity::Breaking,
                "consumers call what is data, or read what is code, or miss the thread's copy".to_owned(),
            )
        };
        c.add_at(&place, Rule::SymbolTypeChanged, old, new, judged, false);
    }
    if x.binding != y.binding {
        let text = |b| match b {
            Binding::Global => "global",
            Binding::Weak => "weak",
            Binding::Unique => "unique",
        };
        let (old, new) = words(text(x.binding), text(y.binding));
        let judged = if x.ksym.is_some() && y.ksym.is_some() {
            (Severity::Compatible, "modules bind to it through __ksymtab, which keeps no binding")
        } else {
            let why =
                "whether another definition of the name is around, which now wins or loses, the binary does not say";
            (Severity::Risky, why)
        };
        c.add_at(&place, Rule::SymbolBindingChanged, old, new, (judged.0, judged.1.to_owned()), false);
    }
    if x.visibility != y.visibility {
        let text = |v| match v {
            Visibility::Default => "default",
            Visibility::Protected => "protected",
            Visibility::Hidden => "hidden",
        };
        let (old, new) = words(text(x.visibility), text(y.visibility));
        let judged = if y.visibility == Visibility::Default || x.visibility == Visibility::Hidden {
            (Severity::Compatible, "whatever bound to it before still does".to_owned())
        } else if y.visibility == Visibility::Hidden {
            let why = "it can still be linked in, but no longer be handed on by a shared library; whether one does, \
                       the binary does not say";
            (Severity::Risky, why.to_owned())
        } else {
            let why = "whether a program holds a copy of the data or compares the function's address, the binary does not say";
            (Severity::Risky, why.to_owned())
        };
        c.add_at(&place, Rule::SymbolVisibilityChanged, old, new, judged, false);
    }
    if x.variant_pcs != y.variant_pcs {
        let text = |variant| if variant { "variant procedure call standard" } else { "base procedure call standard" };
        let (old, new) = words(text(x.variant_pcs), text(y.variant_pcs));
        let judged = super::judge::variant_pcs(y.variant_pcs);
        c.add_at(&place, Rule::CallingConventionChanged, old, new, judged, false);
    }
    versions(c, &place, x, y);
    kernel(c, &place, x, y);
    if kinds_differ {
        return;
    }
    let type_of = |g: &Graph, e: &Export| e.type_id.filter(|_| !is_assembled(g, e));
    match (type_of(c.old, x), type_of(c.new, y)) {
        (Some(t), Some(u)) => typed(c, &place, x, y, t, u),
        (None, None) if is_data(x.kind) && x.size != y.size => {
            let facts = |s: u64| Facts { bit_size: Some(s.saturating_mul(8)), ..Facts::default() };
            let why = "programs may hold a copy of its old size; no type says what it is".to_owned();
            let judged = (Severity::Risky, why);
            c.add_at(&place, Rule::SymbolSizeChanged, facts(x.size), facts(y.size), judged, false);
        }
        (t, u) if t.is_some() != u.is_some() && (x.kind == y.kind || is_function(x.kind) && is_function(y.kind)) => {
            // Where a whole object has no debug information, one diagnostic says so for all.
            let has = |g: &Graph, e: &Export| g.objects[e.object.0 as usize].units > 0;
            if has(g, x) && has(h, y) {
                let text = |t: Option<TypeId>| if t.is_some() { "typed" } else { "no debug information" };
                let (old, new) = words(text(t), text(u));
                let why = "whether its type is still the same: one side has no debug information for it".to_owned();
                c.add_at(&place, Rule::SymbolTypeUnknown, old, new, (Severity::Risky, why), false);
            }
        }
        _ => {}
    }
}

fn versions(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) {
    let (g, h) = (c.old, c.new);
    let (v, w) = (g.str(x.version), h.str(y.version));
    let w_name = h.str(y.name);
    let has_default = |g: &Graph, name: &str| g.exports.iter().any(|e| e.version_default && g.str(e.name) == name);
    if v.is_empty() && !w.is_empty() {
        let (old, new) = words("unversioned", w);
        let judged = if y.version_default || has_default(h, w_name) {
            let why =
                "references without a version bind to it: to the first version that there is, else to the default";
            (Severity::Compatible, why.to_owned())
        } else {
            (Severity::Source, "existing references bind to it; new links find no default version".to_owned())
        };
        c.add_at(place, Rule::SymbolBecameVersioned, old, new, judged, false);
    } else if !v.is_empty() && w.is_empty() {
        let (old, new) = words(v, "unversioned");
        let why = "whether the loader lets a versioned reference bind to a symbol without a version depends on the \
                   loader (glibc does, with a warning, where the library defines no version at all)";
        c.add_at(place, Rule::SymbolBecameUnversioned, old, new, (Severity::Risky, why.to_owned()), false);
    } else if x.version_default && !y.version_default {
        let (old, new) = words(format!("@@{v}"), format!("@{w}"));
        let judged = if has_default(h, w_name) {
            (Severity::Compatible, "existing consumers name the version; only new links bind elsewhere".to_owned())
        } else {
            let why = "existing consumers name the version; new links find no default version of it";
            (Severity::Source, why.to_owned())
        };
        c.add_at(place, Rule::SymbolVersionDefaultChanged, old, new, judged, false);
    } else if !x.version_default && y.version_default {
        let had_default =
            g.exports.iter().any(|e| e.version_default && g.str(e.name) == g.str(x.name) && !e.version.is_none());
        let has_other =
            h.exports.iter().any(|e| h.str(e.name) == g.str(x.name) && h.str(e.version) != w && !e.version.is_none());
        // Where the old default lost it, that export says so.
        if !had_default || !has_other {
            let (old, new) = words(format!("@{v}"), format!("@@{w}"));
            let why = "existing consumers name the version; only new links bind elsewhere".to_owned();
            c.add_at(place, Rule::SymbolVersionDefaultChanged, old, new, (Severity::Compatible, why), false);
        }
    }
}

fn kernel(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) {
    let (g, h) = (c.old, c.new);
    let (Some(k), Some(l)) = (x.ksym, y.ksym) else { return };
    if !k.gpl_only && l.gpl_only {
        let (old, new) = words("EXPORT_SYMBOL", "EXPORT_SYMBOL_GPL");
        let why = "the kernel refuses modules with another licence that use it".to_owned();
        c.add_at(place, Rule::SymbolBecameGplOnly, old, new, (Severity::Breaking, why), false);
    } else if k.gpl_only && !l.gpl_only {
        let (old, new) = words("EXPORT_SYMBOL_GPL", "EXPORT_SYMBOL");
        let why = "every module may use it now".to_owned();
        c.add_at(place, Rule::SymbolNoLongerGplOnly, old, new, (Severity::Compatible, why), false);
    }
    let (n, m) = (g.str(k.namespace), h.str(l.namespace));
    if n != m {
        let (old, new) = words(n, m);
        let judged = if m.is_empty() {
            (Severity::Compatible, "no import of a namespace is needed any more".to_owned())
        } else {
            (Severity::Breaking, format!("the kernel refuses modules that do not import the namespace {m}"))
        };
        c.add_at(place, Rule::SymbolNamespaceChanged, old, new, judged, false);
    }
    let module = |g: &Graph, e: &Export| g.objects[e.object.0 as usize].module.clone().unwrap_or_default();
    let (s, t) = (module(g, x), module(h, y));
    if s != t {
        let (old, new) = words(s, t);
        let why = "depmod finds the new provider; consumers link by name".to_owned();
        c.add_at(place, Rule::SymbolModuleChanged, old, new, (Severity::Compatible, why), false);
    }
}

fn typed(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export, t: TypeId, u: TypeId) {
    let (g, h) = (c.old, c.new);
    let function = (g.node(t).kind == Kind::Function, h.node(u).kind == Kind::Function);
    if function.0 && function.1 {
        let uses = if c.equal(t, u) { Vec::new() } else { super::function::compare(c, place, t, u) };
        for (at, a, b) in uses {
            c.compare_use(at, a, b);
        }
        return;
    }
    if function.0 != function.1 {
        return;
    }
    let before = c.changes.len();
    let children = |c: &Comparison<'_>| match place.owner {
        Owner::Link(l) => c.link_children[l.0 as usize].len(),
        _ => 0,
    };
    let first = children(c);
    if !c.equal(t, u) {
        c.compare_use(place.clone(), t, u);
    }
    // Const that stands inside a typedef: the variable lies in read-only memory all the same.
    let (was, is) = (is_const(g, t), is_const(h, u));
    let rules = [Rule::VariableBecameConst, Rule::VariableNoLongerConst];
    if was != is && !c.changes[before..].iter().any(|change| rules.contains(&change.rule)) {
        let facts = |g: &Graph, id| Facts { type_: Some(spell::type_name(g, id)), ..Facts::default() };
        let judged = super::judge::variable_const(is);
        let rule = if is { rules[0] } else { rules[1] };
        c.add_at(place, rule, facts(g, t), facts(h, u), judged, false);
    }
    let held = |c: &Comparison<'_>| match place.owner {
        Owner::Link(l) => {
            let own = &c.link_children[l.0 as usize][first..];
            own.iter().any(|child| child.by_value && c.pairs[child.pair.0 as usize].layout_changed)
        }
        _ => false,
    };
    let explained =
        g.size_of(t) != h.size_of(u) || c.changes[before..].iter().any(|change| change.affects_layout) || held(c);
    let is_data = |k| matches!(k, SymbolKind::Object | SymbolKind::Tls);
    if x.size != y.size && x.size != 0 && y.size != 0 && is_data(x.kind) && is_data(y.kind) && !explained {
        let facts = |s: u64| Facts { bit_size: Some(s.saturating_mul(8)), ..Facts::default() };
        let judged = super::judge::variable_size(x);
        c.add_at(place, Rule::VariableSizeChanged, facts(x.size), facts(y.size), judged, false);
    }
    if x.alignment != y.alignment {
        let facts = |a: u32| Facts { bit_alignment: (a != 0).then(|| u64::from(a) * 8), ..Facts::default() };
        let why =
            "whether code relies on the old alignment (vector loads), or keeps a copy with it, the binary does not say";
        let judged = (Severity::Risky, why.to_owned());
        c.add_at(place, Rule::VariableAlignmentChanged, facts(x.alignment), facts(y.alignment), judged, false);
    }
}

/// Whether a value of a type cannot be written to: some typedef, qualifier or array around it says so.
fn is_const(g: &Graph, mut id: TypeId) -> bool {
    for _ in 0..100_000 {
        match g.node(id).kind {
            Kind::Const => return true,
            Kind::Typedef | Kind::Volatile | Kind::Restrict | Kind::Atomic | Kind::Array => id = g.target(id),
            _ => return false,
        }
    }
    false
}

/// Names that shared an address in OLD and no longer do.
fn alias_splits(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    let mut groups: BTreeMap<(u32, u32, u64), Vec<usize>> = BTreeMap::new();
    for (n, &(i, _)) in exports.both.iter().enumerate() {
        let e = &g.exports[i as usize];
        if e.address != 0 && e.kind != SymbolKind::Untyped && e.version_default {
            groups.entry((e.object.0, e.section, e.address)).or_default().push(n);
        }
    }
    for members in groups.into_values().filter(|m| m.len() > 1) {
        let address = |n: usize| {
            let e = &h.exports[exports.both[n].1 as usize];
            (e.object.0, e.section, e.address)
        };
        let name = |n: usize| g.str(g.exports[exports.both[n].0 as usize].name);
        let mut sorted = members.clone();
        sorted.sort_by_key(|&n| name(n));
        let first = sorted[0];
        for &n in &sorted[1..] {
            if address(n) == address(first) || name(n) == name(first) {
                continue;
            }
            let e = &g.exports[exports.both[n].0 as usize];
            let is_data = matches!(e.kind, SymbolKind::Object | SymbolKind::Tls);
            let place = Place {
                owner: Owner::Link(LinkId(n as u32)),
                subject: subject(g, e),
                rule: Rule::SymbolAliasSplit,
                role: Role::Variable,
                callback: false,
                step: Step::None,
            };
            let (old, new) = words(format!("same as {}", name(first)), format!("apart from {}", name(first)));
            let why = if is_data {
                "whether consumers store under one name and read under the other, the binary does not say"
            } else {
                "whether consumers rely on both names being one function (its state, its address), the binary does not say"
            };
            let judged = (Severity::Risky, why.to_owned());
            c.add_at(&place, Rule::SymbolAliasSplit, old, new, judged, false);
        }
    }
}

/// SONAME, needed libraries, version nodes; objects that came or went.
fn objects(c: &mut Comparison<'_>) {
    let (g, h) = (c.old, c.new);
    let single = g.objects.len() == 1 && h.objects.len() == 1;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    if single {
        pairs.push((0, 0));
    } else {
        let key = |o: &crate::graph::ObjectInfo| o.module.clone().unwrap_or_else(|| o.name.clone());
        let by_name: BTreeMap<String, usize> = h.objects.iter().enumerate().map(|(i, o)| (key(o), i)).collect();
        for (i, o) in g.objects.iter().enumerate() {
            match by_name.get(&key(o)) {
                Some(&j) => pairs.push((i, j)),
                None => {
                    let exports = g.exports.iter().any(|e| e.object.0 as usize == i);
                    if !exports {
                        let subject = Subject { kind: "object", name: key(o), ..Subject::default() };
                        let why = "nothing is exported by it; whether somebody loads it by name, no symbol says";
                        let facts = Some(Facts { text: Some(key(o)), ..Facts::default() });
                        let rule = Rule::ObjectRemoved;
                        c.add(Change::decided(
                            rule,
                            Owner::Object,
                            subject,
                            (facts, None),
                            (Severity::Risky, why.to_owned()),
                        ));
                    }
                }
            }
        }
    }
    for (i, j) in pairs {
        let (o, p) = (&g.objects[i], &h.objects[j]);
        let name = if o.soname.is_empty() { o.name.clone() } else { o.soname.clone() };
        let subject = Subject { kind: "object", name, ..Subject::default() };
        let place = Place {
            owner: Owner::Object,
            subject,
            rule: Rule::ObjectSonameChanged,
            role: Role::Variable,
            callback: false,
            step: Step::None,
        };
        if o.soname != p.soname {
            let (old, new) = words(&o.soname, &p.soname);
            let judged = if o.soname.is_empty() {
                (Severity::Compatible, "existing programs name the file, new ones will name the SONAME".to_owned())
            } else {
                (Severity::Breaking, "programs ask the loader for the old name".to_owned())
            };
            c.add_at(&place, Rule::ObjectSonameChanged, old, new, judged, false);
        }
        // The dynamic linker is there in any case.
        let libraries = |list: &[String]| -> Vec<String> {
            list.iter()
                .filter(|n| !n.starts_with("ld-") && !n.starts_with("ld64.") && !n.starts_with("ld.so"))
                .cloned()
                .collect()
        };
        let (from, to) = (libraries(&o.needed), libraries(&p.needed));
        if from != to {
            let (old, new) = words(from.join(", "), to.join(", "));
            let why = "the loader brings what it needs; consumers do not name it".to_owned();
            c.add_at(&place, Rule::ObjectNeededChanged, old, new, (Severity::Compatible, why), false);
        }
        for (rule, from, to) in [
            (Rule::VersionNodeRemoved, &o.version_nodes, &p.version_nodes),
            (Rule::VersionNodeAdded, &p.version_nodes, &o.version_nodes),
        ] {
            for node in from.iter().filter(|n| !to.contains(n)) {
                let mut subject = place.subject.clone();
                subject.member = Some(node.clone());
                let facts = Some(Facts { text: Some(node.clone()), ..Facts::default() });
                if rule == Rule::VersionNodeRemoved {
                    let why = "the loader refuses programs that need the version node".to_owned();
                    c.add(Change::decided(rule, Owner::Object, subject, (facts, None), (Severity::Breaking, why)));
                } else {
                    let why = "no existing program needs it".to_owned();
                    c.add(Change::decided(rule, Owner::Object, subject, (None, facts), (Severity::Compatible, why)));
                }
            }
        }
    }
}
