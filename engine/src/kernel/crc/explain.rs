//! Why CRCs changed, and what stayed hidden from them.
//!
//! Three witnesses are put together: `Module.symvers` says which CRCs changed; the views of the exporting units
//! (`super::walk`) say what genksyms could see change; the comparison of the canonical graphs says what consumers
//! see change, whichever unit holds the definition.

use std::collections::{BTreeMap, BTreeSet};

use super::by_graph;
use super::export::{Index, Pairs, Reaches, Telling, changed_keys};
use super::missed::Misses;
use super::states::{ExportState, states};
use super::symvers::{Symver, Symvers, normal as plain};
use super::walk::{Reached, Sides};
use super::witness::Witness;
use crate::compare::evidence;
use crate::findings::trace;
use crate::graph::canon::views::Views;
use crate::graph::loaded::Loaded;
use crate::graph::{Graph, interface};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::FastMap;
use crate::ground::options::{Observer, Options};
use crate::judge::reach;
use crate::kernel::crc::causes::Causes;
use crate::kernel::crc::question::{ExplainError, Question};
use crate::model::explanation as x;
use crate::model::explanation::State;
use crate::model::report::{Finding, Report};
use crate::rules::facts::SubjectKind;

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
    let views = (views_of(q.old), views_of(q.new));
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
    let report = crate::compared(q.old, q.new, o, Some(&mut trace), observer);
    let mut out = x::Explanation {
        module_layout: module_layout(&rows),
        counts: totals(&rows),
        diagnostics: report.diagnostics.clone(),
        ..empty(side(q.old, q.old_symvers, views.0, &old_modules), side(q.new, q.new_symvers, views.1, &new_modules))
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
    is_of(q.old_symvers, q.old, &old_index)?;
    is_of(q.new_symvers, q.new, &new_index)?;

    let (Some(old_views), Some(new_views)) = views else {
        out.diagnostics.extend([q.old, q.new].into_iter().filter(|loaded| views_of(loaded).is_none()).map(no_views));
        by_graph::tell(&rows, &report, &Reaches::new(&report, g, &old_index), q.names, &mut out);
        mark_private(&mut out, q.old, o);
        return Ok((out, report));
    };
    observer.phase("unit views");
    let pairs = Pairs::new(&rows, &old_index, &new_index);
    let sides = Sides::new(old_views, new_views);
    let wanted = |s: &ExportState<'_>| q.names.is_empty() || q.names.contains(&s.line().name);
    let paths_for = pairs.flags(&rows, |s| q.all_paths || !q.names.is_empty() && wanted(s));
    let (mut reached, by_layout) = pairs.reached(&sides, &rows, &paths_for);

    observer.phase("explain");
    let findings: FastMap<&str, &Finding> = report.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    let causes = Causes::new(&sides, g, &pairs.links, &pairs.names, &report);
    for (found, mut other) in reached.iter_mut().zip(by_layout).filter(|(_, other)| !other.is_empty()) {
        // What grew because another grew is no root cause; the comparison knows.
        let is_root = |r: &Reached| !causes.describe(r.cause).findings.is_empty();
        if other.iter().any(is_root) {
            other.retain(is_root);
        }
        *found = other;
    }
    let private = reach::private(g, &o.public_headers, q.old.shipped.as_ref());
    let misses = Misses::new(q, &sides, &trace, &findings, &private, !o.public_headers.is_empty());
    let mut telling = Telling {
        graphs: (g, h),
        sides: &sides,
        links: &pairs.links,
        reached: &reached,
        paths_for: &paths_for,
        reaches: Reaches::new(&report, g, &old_index),
        keys: changed_keys(&rows),
        lacks: [evidence::lacks(g), evidence::lacks(h)],
        misses,
        causes,
        classes: BTreeMap::new(),
        missed: BTreeMap::new(),
        sets: FastMap::default(),
    };
    for (s, link) in rows.iter().zip(&pairs.link_of) {
        let e = telling.export(s, *link);
        let story = !q.names.is_empty() && wanted(s);
        let news = s.primary() != State::Unchanged || e.missed.is_some();
        if story || q.names.is_empty() && news {
            out.exports.push(e);
        }
    }
    telling.finish(&mut out);
    mark_private(&mut out, q.old, o);
    drop(findings);
    Ok((out, report))
}

/// Marks the causes that drivers outside the tree do not see.
fn mark_private(out: &mut x::Explanation, old: &Loaded, o: &Options) {
    let hides = reach::hides(&old.graph, &o.public_headers, old.shipped.as_ref());
    for c in out.causes.iter_mut().filter(|c| !matches!(c.subject.kind, SubjectKind::Function | SubjectKind::Variable))
    {
        c.private = c.subject.file.as_deref().is_some_and(&hides);
    }
}

/// An explanation that says nothing yet.
fn empty(old: x::ExplainedSide, new: x::ExplainedSide) -> x::Explanation {
    x::Explanation {
        schema: x::SCHEMA.into(),
        old,
        new,
        module_layout: None,
        counts: x::ExplanationCounts::default(),
        classes: Vec::new(),
        missed: Vec::new(),
        causes: Vec::new(),
        cause_sets: Vec::new(),
        exports: Vec::new(),
        diagnostics: Vec::new(),
        attribution: None,
        configuration: None,
        proof: None,
    }
}

/// A file of CRCs that lists no export of the input belongs to another kernel.
fn is_of(symvers: &Symvers, input: &Loaded, index: &Index) -> Result<(), ExplainError> {
    if symvers.entries.iter().any(|e| index.get(&e.name, e.module_name()).is_some()) {
        return Ok(());
    }
    Err(ExplainError::OtherKernel { symvers: symvers.path.clone(), input: input.path.clone() })
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

/// What each unit sees, where the input holds it: objects with DWARF do.
fn views_of(loaded: &Loaded) -> Option<&Views> {
    let known = |v: &&Views| v.exports.iter().any(Option::is_some);
    loaded.views.as_ref().filter(known)
}

fn no_views(loaded: &Loaded) -> Diagnostic {
    Diagnostic {
        level: DiagnosticLevel::Note,
        code: "no-unit-views",
        object: loaded.path.clone(),
        section: String::new(),
        offset: None,
        message: "no view of single units, as objects with DWARF have: causes are the changes that an export reaches, whether its unit saw \
                  them or not, and why a CRC stayed is not told"
            .to_owned(),
    }
}

fn side(loaded: &Loaded, symvers: &Symvers, views: Option<&Views>, modules: &BTreeSet<String>) -> x::ExplainedSide {
    x::ExplainedSide {
        path: loaded.path.clone(),
        symvers: symvers.path.clone(),
        symvers_exports: symvers.entries.len(),
        exports: symvers.entries.iter().filter(|e| modules.contains(&plain(e.module_name()))).count(),
        objects: loaded.graph.objects.len(),
        units: views.map_or(0, |views| views.units.len()),
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
