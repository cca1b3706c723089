//! Whether two types of different names are one.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::types::{Comparison, Tags};
use crate::compare::leaves;
use crate::graph::NEAR;
use crate::graph::canon::table::NameKind;
use crate::graph::peel::peel_typedefs;
use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId, class};
use crate::ground::headers::Texts;

impl<'g> Comparison<'g> {
    /// Whether two tagged types of different names are one type that got another name: each name is the other side's
    /// no longer, or not yet, in debug information (which leaves out what no code uses) and in the texts of headers, and
    /// they have most of their members in common. What holds nothing (a function object, a policy, a tag) is known by its
    /// name alone.
    pub(super) fn renamed(&self, old: TypeId, new: TypeId) -> bool {
        let (old_graph, new_graph) = (self.old, self.new);
        let (old_node, new_node) = (old_graph.node(old), new_graph.node(new));
        let declared = |f: Flags| f.has(Flags::DECLARATION);
        if declared(old_node.flags) || declared(new_node.flags) {
            return false;
        }
        let gone = |graph: &Graph, id: TypeId, (other, tags): (&'g Graph, &OnceLock<Tags<'g>>)| {
            let name = graph.name(id);
            name.is_empty() || !tags.get_or_init(|| tags_of(other)).contains(&(NameKind::of(graph.node(id).kind), name))
        };
        let stay = |texts: &Texts| texts.define_both(old_graph.name(old), new_graph.name(new));
        // In C it has no byte and no function that could differ.
        let holds_nothing = |graph: &Graph, id| graph.node(id).byte_size > 0 && class::is_empty(graph, id);
        gone(old_graph, old, (new_graph, &self.new_tags))
            && gone(new_graph, new, (old_graph, &self.old_tags))
            && !holds_nothing(old_graph, old)
            && !holds_nothing(new_graph, new)
            && !self.texts.as_deref().is_some_and(stay)
            && self.akin(old, new)
    }

    /// Whether two tagged types have most of their members in common.
    pub(super) fn akin(&self, old: TypeId, new: TypeId) -> bool {
        let (old_graph, new_graph) = (self.old, self.new);
        let names = |graph: &Graph, id: TypeId| -> BTreeSet<String> {
            if graph.node(id).kind == Kind::Enum {
                let values = graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
                return values.map(|e| graph.str(e.name).to_owned()).collect();
            }
            leaves::leaves(graph, id).into_iter().map(|leaf| leaf.name.into_owned()).collect()
        };
        let (x, y) = (names(old_graph, old), names(new_graph, new));
        2 * x.intersection(&y).count() >= x.len().max(y.len())
    }
}

/// Whether two types are the same apart from the typedefs that spell them.
pub fn alike(comparison: &Comparison<'_>, a: TypeId, b: TypeId) -> bool {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (mut a, mut b) = (a, b);
    for _ in 0..NEAR {
        if comparison.equal(a, b) {
            return true;
        }
        (a, b) = (peel_typedefs(old_graph, a), peel_typedefs(new_graph, b));
        let (x, y) = (old_graph.node(a), new_graph.node(b));
        let steps = x.kind.is_pointer_like() || x.kind.is_qualifier() || x.kind == Kind::Array;
        if comparison.equal(a, b)
            || !steps
            || x.kind != y.kind
            || x.aux != y.aux
            || x.flags.identity() != y.flags.identity()
        {
            return comparison.equal(a, b);
        }
        (a, b) = (old_graph.target(a), new_graph.target(b));
    }
    false
}

/// Names of all tagged types of a graph.
fn tags_of(graph: &Graph) -> Tags<'_> {
    let tagged = graph.ids().filter(|&id| graph.node(id).kind.is_tagged() && !graph.node(id).name.is_none());
    tagged.map(|id| (NameKind::of(graph.node(id).kind), graph.name(id))).collect()
}
