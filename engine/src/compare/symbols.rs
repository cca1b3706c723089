//! The interface itself: exports paired by name, version and object; what came, went or changed.

mod aliases;
pub(crate) mod asked;
pub(crate) mod declarations;
mod export;
mod exported;
mod further;
pub(crate) mod libraries;
mod loader;
mod needed;
mod objects;
mod pair;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use self::exported::{facts_of, words};
use super::change::{Change, LinkId, Owner, Step};
use super::types::{Comparison, Place, Role};
use crate::graph::{Export, Graph};
use crate::rules::Rule;
use crate::rules::reason::SymbolReason;
use crate::rules::said::Said;

pub use self::exported::{Exports, spelling, subject};
pub use self::objects::platforms;
pub use self::pair::pair;

/// Everything about the exports.
pub fn compare(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    fn names(graph: &Graph) -> BTreeSet<(&str, &str)> {
        graph.exports.iter().filter(|e| !e.asked).map(|e| (graph.str(e.name), graph.str(e.version))).collect()
    }
    let (old_names, new_names) = (names(old_graph), names(new_graph));
    let mut by_name: BTreeMap<&str, Vec<&Export>> = BTreeMap::new();
    for e in new_graph.exports.iter().filter(|e| !e.asked && !exports.removed.is_empty()) {
        by_name.entry(new_graph.str(e.name)).or_default().push(e);
    }
    let has_name = |names: &BTreeSet<(&str, &str)>, name| names.range((name, "")..).next().is_some_and(|n| n.0 == name);
    let told = declarations::compare(comparison, exports);
    for &i in exports.removed.iter().filter(|i| !told.old.contains(i)) {
        let e = &old_graph.exports[i as usize];
        let (name, version) = (old_graph.str(e.name), old_graph.str(e.version));
        // A library's export is looked for in what the library brings along, others among all.
        let apart = exports.libraries.is_apart(old_graph, e);
        let found = |o: &&Export| exports.libraries.finds(e, o.object.0);
        let is_there = if apart {
            new_names.contains(&(name, version)) || by_name.get(name).is_some_and(|all| all.iter().any(found))
        } else {
            has_name(&new_names, name)
        };
        let (rule, reason) = if !is_there && old_graph.objects[e.object.0 as usize].is_plug_in() {
            (Rule::SymbolRemoved, SymbolReason::LookedUpByName)
        } else if !is_there && comparison.declares(false, name) {
            (Rule::FunctionNoLongerExported, SymbolReason::StillDeclared)
        } else if !is_there {
            (Rule::SymbolRemoved, SymbolReason::NoLongerLinks)
        } else if new_names.contains(&(name, version)) {
            let object = old_graph.objects[e.object.0 as usize].name.clone();
            (Rule::SymbolRemoved, SymbolReason::StillInAnotherObject { object })
        } else {
            let default = e.version_default && !e.version.is_none();
            let (name, version) = (name.to_owned(), version.to_owned());
            (Rule::SymbolVersionRemoved, SymbolReason::VersionGone { name, version, default })
        };
        let sides = (Some(facts_of(old_graph, e)), None);
        comparison.add(Change::decided(rule, Owner::OldExport(i), subject(old_graph, e), sides, reason));
    }
    for &j in exports.added.iter().filter(|j| !told.new.contains(j)) {
        let e = &new_graph.exports[j as usize];
        let (name, version) = (new_graph.str(e.name), new_graph.str(e.version));
        let (rule, reason) = if !has_name(&old_names, name) && comparison.declares(true, name) {
            (Rule::FunctionNowExported, SymbolReason::DeclaredBefore)
        } else if !has_name(&old_names, name) {
            (Rule::SymbolAdded, SymbolReason::NobodyUsesIt)
        } else if old_names.contains(&(name, version)) {
            (Rule::SymbolAdded, SymbolReason::KnownFromAnotherObject)
        } else {
            (Rule::SymbolVersionAdded, SymbolReason::BoundToAnotherVersion)
        };
        let sides = (None, Some(facts_of(new_graph, e)));
        comparison.add(Change::decided(rule, Owner::NewExport(j), subject(new_graph, e), sides, reason));
    }
    both(comparison, exports);
    declarations::binding(comparison, exports);
    aliases::splits(comparison, exports);
    aliases::joins(comparison, exports);
    moves(comparison, exports);
    asked::added(comparison, &exports.libraries);
    objects::compare(comparison, exports);
}

/// Each pair of exports by itself.
pub fn both(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    for &(i, j) in &exports.both {
        let (old_export, new_export) = (&old_graph.exports[i as usize], &new_graph.exports[j as usize]);
        let link = comparison.link((old_export.form, new_export.form));
        if old_export.asked {
            asked::compare(comparison, link, old_export, new_export);
        } else {
            export::compare(comparison, &exports.libraries, link, old_export, new_export);
        }
    }
}

/// Exports that another library of NEW provides.
fn moves(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let libraries = &exports.libraries;
    for (n, &(i, j)) in exports.both.iter().enumerate() {
        let (x, y) = (&old_graph.exports[i as usize], &new_graph.exports[j as usize]);
        let own = libraries.new_of.get(x.object.0 as usize).copied().flatten();
        // Where the library itself is gone, that is told once.
        if !libraries.is_apart(old_graph, x) || x.asked || own.is_none_or(|own| own == y.object.0 as usize) {
            continue;
        }
        let name = |graph: &Graph, e: &Export| graph.objects[e.object.0 as usize].called().to_owned();
        let (from, to) = (name(old_graph, x), name(new_graph, y));
        let (old, new) = words(Said::name(from.as_str()), Said::name(to.as_str()));
        let reason = if libraries.finds(x, y.object.0) {
            SymbolReason::FoundInNeededLibrary { from, to }
        } else {
            SymbolReason::OutOfReach { from, to }
        };
        let place = Place {
            owner: Owner::Link(LinkId(n as u32)),
            subject: subject(old_graph, x),
            rule: Rule::SymbolLibraryChanged,
            role: Role::Variable,
            callback: false,
            step: Step::None,
        };
        comparison.add_at(&place, Rule::SymbolLibraryChanged, old, new, reason, false);
    }
}
