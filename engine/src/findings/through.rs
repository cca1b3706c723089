//! What all ways from the exports of OLD to a changed type lead through: where a maintainer can hold it back.

use std::collections::BTreeMap;

use crate::compare::change::{ChangeId, Owner};
use crate::compare::types::Comparison;
use crate::graph::through::Through;
use crate::graph::{TypeId, spell};

/// The last such type of each root, where there is one; `reached` tells the exports that reach each change.
pub(crate) fn of_roots(c: &Comparison<'_>, same: &[ChangeId], reached: &[Vec<u32>]) -> BTreeMap<ChangeId, String> {
    // Types where each root is found: it stands for its copies, and for what was folded into it.
    let mut types: BTreeMap<ChangeId, Vec<Option<TypeId>>> = BTreeMap::new();
    for (i, change) in (0..).zip(&c.changes) {
        let root = same[c.folded.get(&ChangeId(i)).unwrap_or(&ChangeId(i)).0 as usize];
        if c.changes[root.0 as usize].root && reached[root.0 as usize].len() > 1 {
            let at = match change.owner {
                Owner::Pair(p) => c.pairs[p.0 as usize].old,
                _ => None,
            };
            types.entry(root).or_default().push(at);
        }
    }
    // What is found at an export as well is reached without any type.
    types.retain(|_, places| places.iter().all(Option::is_some));
    if types.is_empty() {
        return BTreeMap::new();
    }
    let through = Through::new(c.old);
    let last = |places: Vec<Option<TypeId>>| through.of(&places.into_iter().flatten().collect::<Vec<_>>()).next();
    types.into_iter().filter_map(|(root, places)| Some((root, spell::type_name(c.old, last(places)?)))).collect()
}
