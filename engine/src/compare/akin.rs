//! Whether two types of different names are one.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::types::{Comparison, Tags};
use crate::compare::leaves;
use crate::graph::NEAR;
use crate::graph::canon::table::NameKind;
use crate::graph::peel::peel_typedefs;
use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId};

impl<'g> Comparison<'g> {
    /// Whether two tagged types of different names are one type that got another name: each name is the other side's
    /// no longer, or not yet, and they have most of their members in common.
    pub(super) fn renamed(&self, old: TypeId, new: TypeId) -> bool {
        let (g, h) = (self.old, self.new);
        let (a, b) = (g.node(old), h.node(new));
        let declared = |f: Flags| f.has(Flags::DECLARATION);
        if declared(a.flags) || declared(b.flags) {
            return false;
        }
        let gone = |g: &Graph, id: TypeId, (other, tags): (&'g Graph, &OnceLock<Tags<'g>>)| {
            let name = g.name(id);
            name.is_empty() || !tags.get_or_init(|| tags_of(other)).contains(&(NameKind::of(g.node(id).kind), name))
        };
        gone(g, old, (h, &self.new_tags)) && gone(h, new, (g, &self.old_tags)) && self.akin(old, new)
    }

    /// Whether two tagged types have most of their members in common.
    pub(super) fn akin(&self, old: TypeId, new: TypeId) -> bool {
        let (g, h) = (self.old, self.new);
        let names = |g: &Graph, id: TypeId| -> BTreeSet<String> {
            if g.node(id).kind == Kind::Enum {
                let values = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
                return values.map(|e| g.str(e.name).to_owned()).collect();
            }
            leaves::leaves(g, id).into_iter().map(|leaf| leaf.name.into_owned()).collect()
        };
        let (x, y) = (names(g, old), names(h, new));
        2 * x.intersection(&y).count() >= x.len().max(y.len())
    }
}

/// Whether two types are the same apart from the typedefs that spell them.
pub fn alike(c: &Comparison<'_>, a: TypeId, b: TypeId) -> bool {
    let (g, h) = (c.old, c.new);
    let (mut a, mut b) = (a, b);
    for _ in 0..NEAR {
        if c.equal(a, b) {
            return true;
        }
        (a, b) = (peel_typedefs(g, a), peel_typedefs(h, b));
        let (x, y) = (g.node(a), h.node(b));
        let steps = x.kind.is_pointer_like() || x.kind.is_qualifier() || x.kind == Kind::Array;
        if c.equal(a, b) || !steps || x.kind != y.kind || x.aux != y.aux || x.flags.identity() != y.flags.identity() {
            return c.equal(a, b);
        }
        (a, b) = (g.target(a), h.target(b));
    }
    false
}

/// Names of all tagged types of a graph.
fn tags_of(g: &Graph) -> Tags<'_> {
    let tagged = g.ids().filter(|&id| g.node(id).kind.is_tagged() && !g.node(id).name.is_none());
    tagged.map(|id| (NameKind::of(g.node(id).kind), g.name(id))).collect()
}
