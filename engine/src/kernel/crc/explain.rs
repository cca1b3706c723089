//! Why CRCs changed, and what stayed hidden from them.
//!
//! Three witnesses are put together: `Module.symvers` says which CRCs changed; the views of the exporting units
//! (`super::walk`) say what genksyms could see change; the comparison of the canonical graphs says what consumers
//! see change, whichever unit holds the definition.

use std::collections::{BTreeMap, BTreeSet};

use super::missed::Misses;
use super::states::{ExportState, states};
use super::symvers::{Symver, Symvers};
use super::walk::{By, Cause, Link, Reached, Sides};
use super::witness::{Witness, normal as plain};
use crate::compare::evidence;
use crate::findings::{self, trace};
use crate::graph::canon::views::Views;
use crate::graph::loaded::Loaded;
use crate::graph::{Graph, interface};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::FastMap;
use crate::ground::options::{Observer, Options};
use crate::judge::reach;
use crate::kernel::crc::causes::{Causes, is_defined, unit_path};
use crate::kernel::crc::question::{ExplainError, Question};
use crate::model::explanation as x;
use crate::model::explanation::State;
use crate::model::report::{Finding, Report};
use crate::rules::Severity;
use crate::rules::facts::SubjectKind;

/// Exports of a graph by name and module.
struct Index(FastMap<(String, String), u32>);

impl Index {
    fn new(g: &Graph) -> Self {
        let mut map = FastMap::default();
        for (i, e) in g.exports.iter().enumerate() {
            let info = &g.objects[e.object.0 as usize];
            let module = plain(info.module.as_deref().unwrap_or(&info.name));
            map.entry((g.str(e.name).to_owned(), module)).or_insert(i as u32);
        }
        Self(map)
    }
    fn get(&self, name: &str, module: &str) -> Option<u32> {
        self.0.get(&(name.to_owned(), plain(module))).copied()
    }
}

fn modules(g: &Graph) -> BTreeSet<String> {
    g.objects.iter().map(|o| plain(o.module.as_deref().unwrap_or(&o.name))).collect()
}

/// The explanation, and the comparison that it rests on.
///
/// # Errors
/// See [`ExplainError`].
pub fn explain(
    q: &Question<'_>,
    o: &Options,
    observer: &dyn Observer,
) -> Result<(x::Explanation, Report), ExplainError> {
    for (witness, symvers) in [(q.old_witness, q.old_symvers), (q.new_witness, q.new_symvers)] {
        witness.confirms(symvers)?;
    }
    // The exports that the comparison takes for the interface, so that their numbers are the same here and there.
    let kernel = interface::of_kernel(&q.old.graph, &q.new.graph);
    let (old, new) = (interface::interface(q.old, kernel), interface::interface(q.new, kernel));
    let q = &Question { old: &old, new: &new, ..*q };
    let (old_views, new_views) = (views_of(q.old)?, views_of(q.new)?);
    let (g, h) = (&q.old.graph, &q.new.graph);
    let (old_modules, new_modules) = (modules(g), modules(h));
    let all = states(q.old_symvers, q.new_symvers);
    let counts = |s: &ExportState<'_>| {
        s.old.is_some_and(|l| old_modules.contains(&plain(l.module_name())))
            || s.new.is_some_and(|l| new_modules.contains(&plain(l.module_name())))
    };
    let rows: Vec<ExportState<'_>> = all.into_iter().filter(counts).collect();
    let unknown: Vec<String> = q.names.iter().filter_map(|name| is_unknown(&rows, name)).collect();
    if !unknown.is_empty() && unknown.len() == q.names.len() {
        return Err(ExplainError::UnknownExport(unknown.join("; ")));
    }
    let (old_index, new_index) = (Index::new(g), Index::new(h));
    let mut trace = trace::Trace::default();
    let report = findings::traced(q.old, q.new, o, Some(&mut trace), observer);
    let mut out = x::Explanation {
        schema: x::SCHEMA.into(),
        old: side(q.old, q.old_symvers, old_views, &old_modules),
        new: side(q.new, q.new_symvers, new_views, &new_modules),
        module_layout: module_layout(&rows),
        counts: totals(&rows),
        classes: Vec::new(),
        missed: Vec::new(),
        causes: Vec::new(),
        cause_sets: Vec::new(),
        exports: Vec::new(),
        diagnostics: report.diagnostics.clone(),
        attribution: None,
    };
    out.diagnostics.extend(unknown.into_iter().map(|message| Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "unknown-export",
        object: String::new(),
        section: String::new(),
        offset: None,
        message,
    }));
    out.diagnostics.extend([q.old_witness, q.new_witness].into_iter().filter_map(Witness::tool));
    strays(&mut out, q.old_symvers, &old_modules, &old_index, q.old);
    strays(&mut out, q.new_symvers, &new_modules, &new_index, q.new);
    for (side, symvers) in [(&q.old, q.old_symvers), (&q.new, q.new_symvers)] {
        let index = if std::ptr::eq(*side, q.old) { &old_index } else { &new_index };
        if !symvers.entries.iter().any(|e| index.get(&e.name, e.module_name()).is_some()) {
            let (symvers, input) = (symvers.path.clone(), side.path.clone());
            return Err(ExplainError::OtherKernel { symvers, input });
        }
    }

    observer.phase("unit views");
    // The exports of both sides, as rows and as links.
    let mut links: Vec<Link> = Vec::new();
    let mut names: FastMap<u32, &str> = FastMap::default();
    let mut link_of: Vec<Option<u32>> = vec![None; rows.len()];
    for (i, s) in rows.iter().enumerate() {
        let (Some(a), Some(b)) = (s.old, s.new) else { continue };
        if let (Some(old), Some(new)) =
            (old_index.get(&a.name, a.module_name()), new_index.get(&b.name, b.module_name()))
        {
            link_of[i] = Some(links.len() as u32);
            names.insert(old, &a.name);
            links.push(Link { old, new });
        }
    }
    let sides = Sides::new(old_views, new_views);
    let wanted = |s: &ExportState<'_>| q.names.is_empty() || q.names.contains(&s.line().name);
    let mut paths_for = vec![false; links.len()];
    for (i, s) in rows.iter().enumerate() {
        if let Some(l) = link_of[i] {
            paths_for[l as usize] = q.all_paths || !q.names.is_empty() && wanted(s);
        }
    }
    let name = |l: Link| names.get(&l.old).copied().unwrap_or("");
    let mut reached = sides.reached(&links, &name, &|i| paths_for[i as usize], &|_| true, By::Tokens);
    let mut silent = vec![false; links.len()];
    for (s, link) in rows.iter().zip(&link_of) {
        if let Some(l) = link.filter(|&l| s.is(State::CrcChanged) && reached[l as usize].is_empty()) {
            silent[l as usize] = true;
        }
    }
    let by_layout = sides.reached(&links, &name, &|_| true, &|i| silent[i as usize], By::Layout);

    observer.phase("explain");
    let findings: FastMap<&str, &Finding> = report.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    let reaches: FastMap<(&str, &str), usize> =
        report.symbols.iter().map(|s| ((s.name.as_str(), s.module.as_deref().unwrap_or("")), s.reaches)).collect();
    let mut causes = Causes::new(&sides, g, &links, &names, &report);
    for (found, mut other) in reached.iter_mut().zip(by_layout).filter(|(_, other)| !other.is_empty()) {
        // What grew because another grew is no root cause; the comparison knows.
        let is_root = |r: &Reached| !causes.describe(r.cause).findings.is_empty();
        if other.iter().any(is_root) {
            other.retain(is_root);
        }
        *found = other;
    }
    let private = reach::private(g, &o.public_headers, q.old.shipped.as_ref());
    let mut misses = Misses::new(q, &sides, &trace, &findings, &private, !o.public_headers.is_empty());
    let keys = changed_keys(&rows);
    let mut class_counts: BTreeMap<x::CrcClass, (usize, usize)> = BTreeMap::new();
    let mut missed_counts: BTreeMap<x::MissReason, (usize, usize)> = BTreeMap::new();
    let mut sets: FastMap<Vec<usize>, usize> = FastMap::default();
    let (old_lacks, new_lacks) = (evidence::lacks(g), evidence::lacks(h));
    for (i, s) in rows.iter().enumerate() {
        let link = link_of[i];
        let line = s.line();
        let mut e = x::ExplainedExport {
            name: line.name.clone(),
            module: line.module.clone(),
            states: s.states.clone(),
            old_crc: s.old.map(|l| format!("{:#010x}", l.crc)),
            new_crc: s.new.map(|l| format!("{:#010x}", l.crc)),
            unit: link.and_then(|l| unit_path(&sides, links[l as usize])),
            class: None,
            causes: None,
            path: Vec::new(),
            paths: Vec::new(),
            reaches: 0,
            missed: None,
        };
        if let Some(a) = s.old {
            let set = reaches.get(&(a.name.as_str(), a.module_name()));
            let set = set.or_else(|| {
                let module = plain(a.module_name());
                old_index.get(&a.name, &module).and_then(|i| {
                    let info = &g.objects[g.exports[i as usize].object.0 as usize];
                    reaches.get(&(a.name.as_str(), info.module.as_deref().unwrap_or("")))
                })
            });
            e.reaches = set.map_or(0, |&i| report.reach_sets[i].len());
        }
        let found: &[Reached] = link.map_or(&[], |l| &reached[l as usize]);
        let changed = s.is(State::CrcChanged);
        // Where an object's DIEs were not read, nothing follows from a type that is missing.
        let read = |g: &Graph, e: u32| g.objects[g.exports[e as usize].object.0 as usize].dies > 0;
        let read = link.is_some_and(|l| read(g, links[l as usize].old) && read(h, links[l as usize].new));
        if let Some(l) = link.filter(|_| read)
            && !changed
            && (e.reaches > 0 || !found.is_empty())
        {
            let defined = is_defined(&sides, links[l as usize]);
            let refused = is_refused_by_key(&keys, line);
            e.missed = misses.reason(links[l as usize], &line.name, found, defined, refused, &causes);
            if let Some(m) = &e.missed {
                let slot = missed_counts.entry(m.reason).or_default();
                slot.0 += 1;
                slot.1 += usize::from(m.severity > Severity::Cosmetic);
            }
        }
        let indices: Vec<usize> = found.iter().map(|r| causes.index(r.cause)).collect();
        if changed {
            let layout = indices.iter().any(|&i| causes.list[i].layout);
            // Where part of a type is not known, no change in the rest means none at all.
            let lacks = |l: Link| old_lacks[l.old as usize].is_some() || new_lacks[l.new as usize].is_some();
            let told = |l: &u32| read && !(found.is_empty() && lacks(links[*l as usize]));
            let class = classify(&sides, link.filter(told).map(|l| links[l as usize]), found, layout);
            let breaks = indices.iter().any(|&i| causes.list[i].severity == Some(Severity::Breaking));
            let count = class_counts.entry(class).or_default();
            count.0 += 1;
            count.1 += usize::from(breaks);
            e.class = Some(class);
            if let Some(first) = found.first() {
                causes.count(&indices, line.module_name(), e.unit.as_deref().unwrap_or(""), &first.path);
            }
        }
        if let Some(first) = found.first() {
            let next = sets.len();
            e.causes = Some(*sets.entry(indices).or_insert(next));
            e.path.clone_from(&first.path);
            if link.is_some_and(|l| paths_for[l as usize]) {
                e.paths = found.iter().map(|r| r.path.clone()).collect();
            }
        }
        let story = !q.names.is_empty() && wanted(s);
        let news = s.primary() != State::Unchanged || e.missed.is_some();
        if story || q.names.is_empty() && news {
            out.exports.push(e);
        }
    }
    out.classes = x::CrcClass::ALL
        .into_iter()
        .map(|class| {
            let (exports, breaking) = class_counts.get(&class).copied().unwrap_or_default();
            x::ClassCount { class, exports, breaking }
        })
        .collect();
    out.missed = x::MissReason::ALL
        .into_iter()
        .map(|reason| {
            let (exports, matters) = missed_counts.get(&reason).copied().unwrap_or_default();
            x::MissedCount { reason, exports, matters }
        })
        .collect();
    causes.finish(&mut out, &sets);
    let hides = reach::hides(g, &o.public_headers, q.old.shipped.as_ref());
    for c in out.causes.iter_mut().filter(|c| !matches!(c.subject.kind, SubjectKind::Function | SubjectKind::Variable))
    {
        c.private = c.subject.file.as_deref().is_some_and(&hides);
    }
    drop((findings, reaches));
    Ok((out, report))
}

/// A sentence about a name that neither side exports, with the names that may be meant; `None` if some side exports it.
fn is_unknown(rows: &[ExportState<'_>], name: &str) -> Option<String> {
    let mut names: Vec<&str> = rows.iter().map(|s| s.line().name.as_str()).collect();
    if names.contains(&name) {
        return None;
    }
    let wanted = name.trim_matches('_').to_lowercase();
    names.retain(|n| wanted.len() >= 3 && n.to_lowercase().contains(&wanted));
    names.sort_unstable_by_key(|n| (n.len(), *n));
    names.dedup();
    names.truncate(3);
    let hint = if names.is_empty() { String::new() } else { format!("; there is {}", names.join(", ")) };
    Some(format!("no export of either side is named `{name}`{hint}"))
}

/// What the key and the trampoline of a static call are called before the name of the call
/// (`include/linux/static_call_types.h`).
const STATIC_CALL: (&str, &str) = ("__SCK__", "__SCT__");

/// Static calls whose exported key changed its CRC, with the module that exports it.
fn changed_keys<'r>(rows: &'r [ExportState<'_>]) -> BTreeSet<(&'r str, &'r str)> {
    let key = |s: &'r ExportState<'_>| Some((s.line().name.strip_prefix(STATIC_CALL.0)?, s.line().module_name()));
    rows.iter().filter(|s| s.is(State::CrcChanged)).filter_map(key).collect()
}

/// Whether whoever uses a trampoline is refused by the CRC of its key: `static_call()` refers to both.
fn is_refused_by_key(keys: &BTreeSet<(&str, &str)>, line: &Symver) -> bool {
    line.name.strip_prefix(STATIC_CALL.1).is_some_and(|call| keys.contains(&(call, line.module_name())))
}

fn views_of(loaded: &Loaded) -> Result<&Views, ExplainError> {
    let known = |v: &&Views| v.exports.iter().any(Option::is_some);
    loaded.views.as_ref().filter(known).ok_or_else(|| ExplainError::NoViews(loaded.path.clone()))
}

fn side(loaded: &Loaded, symvers: &Symvers, views: &Views, modules: &BTreeSet<String>) -> x::ExplainedSide {
    x::ExplainedSide {
        path: loaded.path.clone(),
        symvers: symvers.path.clone(),
        symvers_exports: symvers.entries.len(),
        exports: symvers.entries.iter().filter(|e| modules.contains(&plain(e.module_name()))).count(),
        objects: loaded.graph.objects.len(),
        units: views.units.len(),
    }
}

/// The symbol whose CRC stands for `struct module` and what else the loader shares with modules (kernel/module).
const MODULE_LAYOUT: &str = "module_layout";

fn module_layout(rows: &[ExportState<'_>]) -> Option<x::CrcPair> {
    let changed = rows.iter().find(|s| s.is(State::CrcChanged) && s.line().name == MODULE_LAYOUT)?;
    let crc = |line: Option<&Symver>| line.map(|l| format!("{:#010x}", l.crc));
    Some(x::CrcPair { old: crc(changed.old)?, new: crc(changed.new)? })
}

fn totals(rows: &[ExportState<'_>]) -> x::ExplanationCounts {
    let count = |state: State| rows.iter().filter(|s| s.is(state)).count();
    let both = rows.iter().filter(|s| s.old.is_some() && s.new.is_some()).count();
    let crc_changed = count(State::CrcChanged);
    x::ExplanationCounts {
        both,
        added: count(State::Added),
        removed: count(State::Removed),
        crc_changed,
        crc_same: both - crc_changed,
        gpl_tightened: count(State::GplTightened),
        gpl_loosened: count(State::GplLoosened),
        namespace_changed: count(State::NamespaceChanged),
        moved: count(State::Moved),
    }
}

/// Exports that one of the two, file and input, does not know: the file may be another kernel's.
fn strays(out: &mut x::Explanation, symvers: &Symvers, modules: &BTreeSet<String>, index: &Index, input: &Loaded) {
    let listed = symvers.entries.iter().filter(|e| modules.contains(&plain(e.module_name())));
    let absent: Vec<&str> =
        listed.filter(|e| index.get(&e.name, e.module_name()).is_none()).map(|e| e.name.as_str()).collect();
    let g = &input.graph;
    let unlisted: Vec<&str> = g
        .exports
        .iter()
        .filter(|e| {
            let info = &g.objects[e.object.0 as usize];
            symvers.get(g.str(e.name), info.module.as_deref().unwrap_or(&info.name)).is_none()
        })
        .map(|e| g.str(e.name))
        .collect();
    for (code, names, what) in [
        ("symvers-not-in-input", absent, "exports that the input does not hold"),
        ("symvers-lacks", unlisted, "exports of the input that it does not list"),
    ] {
        if !names.is_empty() {
            let sample = names.iter().take(3).copied().collect::<Vec<_>>().join(", ");
            out.diagnostics.push(Diagnostic {
                level: DiagnosticLevel::Lost,
                code,
                object: symvers.path.clone(),
                section: String::new(),
                offset: None,
                message: format!("{} {what}, such as {sample}: it may belong to another build", names.len()),
            });
        }
    }
}

fn classify(sides: &Sides<'_>, link: Option<Link>, found: &[Reached], layout: bool) -> x::CrcClass {
    let Some(link) = link else { return x::CrcClass::NoType };
    let visibility = |r: &Reached| matches!(r.cause, Cause::Visible(..) | Cause::Hidden(..));
    if !is_defined(sides, link) {
        x::CrcClass::Assembler
    } else if layout {
        x::CrcClass::Layout
    } else if found.iter().any(|r| !visibility(r)) {
        x::CrcClass::NoLayout
    } else if found.is_empty() {
        x::CrcClass::NothingVisible
    } else {
        x::CrcClass::Visibility
    }
}
