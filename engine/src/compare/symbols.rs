//! The interface itself: exports paired by name, version and object; what came, went or changed.

mod aliases;
pub(crate) mod asked;
mod export;
mod exported;
mod libraries;
mod loader;
mod objects;
mod pair;

use std::collections::{BTreeMap, BTreeSet};

use self::exported::words;
use super::change::{Change, LinkId, Owner, Step};
use super::types::{Comparison, Place, Role};
use crate::graph::{Export, Graph};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::SymbolReason;
use crate::rules::said::Said;

pub use self::exported::{Exports, spelling, subject};
pub use self::pair::pair;

/// Everything about the exports.
pub fn compare(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    fn names(g: &Graph) -> BTreeSet<(&str, &str)> {
        g.exports.iter().filter(|e| !e.asked).map(|e| (g.str(e.name), g.str(e.version))).collect()
    }
    let (old_names, new_names) = (names(g), names(h));
    let mut by_name: BTreeMap<&str, Vec<&Export>> = BTreeMap::new();
    for e in h.exports.iter().filter(|e| !e.asked && !exports.removed.is_empty()) {
        by_name.entry(h.str(e.name)).or_default().push(e);
    }
    let has_name = |names: &BTreeSet<(&str, &str)>, name| names.range((name, "")..).next().is_some_and(|n| n.0 == name);
    for &i in &exports.removed {
        let e = &g.exports[i as usize];
        let (name, version) = (g.str(e.name), g.str(e.version));
        // A library's export is looked for in what the library brings along, others among all.
        let apart = exports.libraries.is_apart(g, e);
        let found = |o: &&Export| exports.libraries.finds(e, o.object.0);
        let is_there = if apart {
            new_names.contains(&(name, version)) || by_name.get(name).is_some_and(|all| all.iter().any(found))
        } else {
            has_name(&new_names, name)
        };
        let (rule, reason) = if !is_there {
            (Rule::SymbolRemoved, SymbolReason::NoLongerLinks)
        } else if new_names.contains(&(name, version)) {
            let object = g.objects[e.object.0 as usize].name.clone();
            (Rule::SymbolRemoved, SymbolReason::StillInAnotherObject { object })
        } else {
            let default = e.version_default && !e.version.is_none();
            let (name, version) = (name.to_owned(), version.to_owned());
            (Rule::SymbolVersionRemoved, SymbolReason::VersionGone { name, version, default })
        };
        let sides = (Some(facts_of(g, e)), None);
        c.add(Change::decided(rule, Owner::OldExport(i), subject(g, e), sides, reason));
    }
    for &j in &exports.added {
        let e = &h.exports[j as usize];
        let (name, version) = (h.str(e.name), h.str(e.version));
        let (rule, reason) = if !has_name(&old_names, name) {
            (Rule::SymbolAdded, SymbolReason::NobodyUsesIt)
        } else if old_names.contains(&(name, version)) {
            (Rule::SymbolAdded, SymbolReason::KnownFromAnotherObject)
        } else {
            (Rule::SymbolVersionAdded, SymbolReason::BoundToAnotherVersion)
        };
        let sides = (None, Some(facts_of(h, e)));
        c.add(Change::decided(rule, Owner::NewExport(j), subject(h, e), sides, reason));
    }
    both(c, exports);
    aliases::splits(c, exports);
    aliases::joins(c, exports);
    moves(c, exports);
    asked::added(c, &exports.libraries);
    objects::compare(c, exports);
}

/// An export that only one side has, with its version.
fn facts_of(g: &Graph, e: &Export) -> Facts {
    let has_version = !e.version.is_none();
    let version = if has_version { Facts::saying(Said::name(g.str(e.version))) } else { Facts::default() };
    Facts { type_: Some(spelling(g, e)), ..version }
}

/// Each pair of exports by itself.
pub fn both(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    for &(i, j) in &exports.both {
        let (x, y) = (&g.exports[i as usize], &h.exports[j as usize]);
        let link = c.link((x.form, y.form));
        if x.asked {
            asked::compare(c, link, x, y);
        } else {
            export::compare(c, link, x, y);
        }
    }
}

/// Exports that another library of NEW provides.
fn moves(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    let libraries = &exports.libraries;
    for (n, &(i, j)) in exports.both.iter().enumerate() {
        let (x, y) = (&g.exports[i as usize], &h.exports[j as usize]);
        let own = libraries.new_of.get(x.object.0 as usize).copied().flatten();
        // Where the library itself is gone, that is told once.
        if !libraries.is_apart(g, x) || x.asked || own.is_none_or(|own| own == y.object.0 as usize) {
            continue;
        }
        let name = |g: &Graph, e: &Export| {
            let o = &g.objects[e.object.0 as usize];
            if o.soname.is_empty() { o.name.clone() } else { o.soname.clone() }
        };
        let (from, to) = (name(g, x), name(h, y));
        let (old, new) = words(Said::name(from.as_str()), Said::name(to.as_str()));
        let reason = if libraries.finds(x, y.object.0) {
            SymbolReason::FoundInNeededLibrary { from, to }
        } else {
            SymbolReason::OutOfReach { from, to }
        };
        let place = Place {
            owner: Owner::Link(LinkId(n as u32)),
            subject: subject(g, x),
            rule: Rule::SymbolLibraryChanged,
            role: Role::Variable,
            callback: false,
            step: Step::None,
        };
        c.add_at(&place, Rule::SymbolLibraryChanged, old, new, reason, false);
    }
}
