//! Types of which nothing is known.

use std::collections::BTreeSet;

use crate::graph::{EdgeKind, Graph, Kind, TypeId};

/// Whether a type cannot be compared at the place that names it: it is unknown itself, or what it points to, takes or
/// returns, as far as no record stands between.
pub(crate) fn is_unknown(g: &Graph, t: TypeId) -> bool {
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    let mut stack = vec![t];
    while let Some(id) = stack.pop() {
        let kind = g.node(id).kind;
        if kind == Kind::Unknown {
            return true;
        }
        // Nobody writes a type that is spelt of so many.
        if kind.is_tagged() || seen.len() > 1000 || !seen.insert(id) {
            continue;
        }
        let parts = |k| matches!(k, EdgeKind::Target | EdgeKind::Return | EdgeKind::Param | EdgeKind::Containing);
        stack.extend(g.edges(id).iter().filter(|e| parts(e.kind)).map(|e| e.target));
    }
    false
}
