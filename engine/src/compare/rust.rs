//! Types that rustc lays out as it likes, where they come into an interface.

use fixedbitset::FixedBitSet;

use super::change::{Change, LinkId, Owner};
use super::symbols::{Exports, subject};
use super::types::Comparison;
use crate::graph::{Export, Flags, Graph, TypeId, rust, spell};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::SymbolReason;

/// Adds a change for each export of NEW that passes or holds such a type by value, and did not in OLD: rustc's own lint
/// calls it no type of an interface (`improper_ctypes_definitions`). After all types were compared.
pub fn compare(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old, new) = (comparison.old, comparison.new);
    let of_rust = |graph: &Graph| graph.nodes.iter().any(|n| n.flags.has(Flags::RUST));
    if new.is_kernel() || !of_rust(new) {
        return;
    }
    let free = [if of_rust(old) { rust::free(old) } else { FixedBitSet::new() }, rust::free(new)];
    let first = |graph: &Graph, e: &Export, free: &FixedBitSet| rust::first_free(graph, e.type_id?, free);
    let mut found: Vec<(Owner, &Export, TypeId)> = Vec::new();
    for (link, &(i, j)) in (0..).zip(&exports.both) {
        let (x, y) = (&old.exports[i as usize], &new.exports[j as usize]);
        // What nothing describes in OLD may have passed it all the time.
        if !y.asked && x.type_id.is_some() && first(old, x, &free[0]).is_none() {
            found.extend(first(new, y, &free[1]).map(|id| (Owner::Link(LinkId(link)), y, id)));
        }
    }
    for &j in &exports.added {
        let y = &new.exports[j as usize];
        if !y.asked {
            found.extend(first(new, y, &free[1]).map(|id| (Owner::NewExport(j), y, id)));
        }
    }
    for (owner, export, id) in found {
        let name = spell::type_name(new, id);
        let facts = Facts { type_: Some(name.clone()), ..Facts::default() };
        let reason = SymbolReason::LaidOutByRustc { name };
        comparison.add(Change::decided(
            Rule::RustTypeInInterface,
            owner,
            subject(new, export),
            (None, Some(facts)),
            reason,
        ));
    }
}
