//! What every way from the exports to a type leads through: dominators that say something.
//!
//! All dominators of a graph are found at once, so one of these serves every question to it. Pointers, arrays,
//! qualifiers and functions only lead on, a typedef of a named type spells what comes next, and a type without a name is
//! a part of its holder: none of them is told.

use petgraph::visit::NodeIndexable;

use super::dominators::Dominators;
use super::walk::Exported;
use super::{Graph, Kind, TypeId};

/// How far a typedef is looked through, and how many steps up types of one question may part.
const FAR: u32 = 64;
const APART: u32 = 10_000;

/// Dominators of the types of a graph.
pub(crate) struct Through<'g> {
    graph: &'g Graph,
    dominators: Dominators,
    /// For each number the next one above that says something; 0 (the root) if there is none.
    telling: Vec<u32>,
}

impl<'g> Through<'g> {
    /// Edges times the logarithm of the types.
    pub(crate) fn new(graph: &'g Graph) -> Self {
        let exported = Exported::new(graph);
        let dominators = Dominators::new(&exported, exported.root());
        let mut out = Self { graph, dominators, telling: vec![0] };
        for number in 1..out.dominators.len() {
            // What is above has a lower number.
            let above = out.dominators.above(number).unwrap_or(0);
            out.telling.push(if out.tells(above) { above } else { out.telling[above as usize] });
        }
        out
    }

    fn type_of(&self, number: u32) -> TypeId {
        self.graph.from_index(self.dominators.node(number))
    }

    /// Whether it is a record with a name, or a typedef that names a record or a function without one.
    fn tells(&self, number: u32) -> bool {
        let id = self.type_of(number);
        if number == 0 {
            return false;
        }
        let node = self.graph.node(id);
        match node.kind {
            Kind::Typedef => self.named_by(id).is_some(),
            kind => kind.is_record() && !node.name.is_none(),
        }
    }

    /// The record or function without a name that a typedef names, itself or by pointer.
    fn named_by(&self, typedef: TypeId) -> Option<TypeId> {
        let g = self.graph;
        let mut id = typedef;
        for _ in 0..FAR {
            id = g.target(id);
            let node = g.node(id);
            match node.kind {
                Kind::Function => return Some(id),
                kind if kind.is_tagged() => return node.name.is_none().then_some(id),
                kind if kind.is_pointer_like() || kind.is_qualifier() || kind == Kind::Array => {}
                _ => return None,
            }
        }
        None
    }

    /// What all ways from the exports to any of `types` lead through, the last one first, without these types and
    /// what only names them. Types that no export reaches are left aside.
    pub(crate) fn of(&self, types: &[TypeId]) -> impl Iterator<Item = TypeId> {
        let reached: Vec<u32> = types.iter().filter_map(|id| self.dominators.number(id.index())).collect();
        let mut most = APART;
        let common = reached.iter().copied().map(Some).reduce(|a, b| self.dominators.common(a?, b?, &mut most));
        let first = common.flatten().map(|at| if self.tells(at) { at } else { self.telling[at as usize] });
        // The first thing with a name is what a type without one is called by.
        let nameless = |&n: &u32| self.graph.node(self.type_of(n)).name.is_none();
        let skip = usize::from(!reached.is_empty() && reached.iter().all(nameless));
        let up = std::iter::successors(first.filter(|&n| n != 0), |&n| {
            Some(self.telling[n as usize]).filter(|&above| above != 0)
        });
        let itself = types.to_vec();
        up.skip(skip)
            .map(|n| self.type_of(n))
            .filter(move |id| !itself.contains(id) && !self.named_by(*id).is_some_and(|named| itself.contains(&named)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Flags;
    use crate::graph::builder::GraphBuilder;

    /// Names of what all ways to the type lead through, the last one first.
    fn through(g: &Graph, name: &str) -> Vec<String> {
        let types: Vec<TypeId> = g.ids().filter(|&id| g.name(id) == name).collect();
        Through::new(g).of(&types).map(|id| g.name(id).to_owned()).collect()
    }

    /// A function that takes a pointer to each type, exported by each name.
    fn taking(b: &mut GraphBuilder, exports: &[(&str, TypeId)]) {
        for (name, t) in exports {
            let pointer = b.pointer(*t);
            let void = TypeId::VOID;
            let function = b.function(void, &[("p", pointer)], Flags::default());
            b.export(name, Some(function));
        }
    }

    fn holding(b: &mut GraphBuilder, name: &str, targets: &[TypeId]) -> TypeId {
        let members = targets.iter().enumerate().map(|(i, &t)| b.member(&format!("m{i}"), 64 * i as i64, t)).collect();
        b.structure(name, 8 * targets.len() as u64, members)
    }

    #[test]
    fn of_a_chain_every_link_and_of_a_diamond_its_ends() {
        let mut b = GraphBuilder::new();
        let target = holding(&mut b, "target", &[]);
        let right = holding(&mut b, "right", &[target]);
        let pointer = b.pointer(target);
        let left = holding(&mut b, "left", &[pointer]);
        let fork = holding(&mut b, "fork", &[left, right]);
        let alias = b.typedef("fork_t", fork);
        let top = holding(&mut b, "top", &[alias]);
        taking(&mut b, &[("one", top), ("two", top)]);
        let g = b.finish();
        assert_eq!(through(&g, "target"), ["fork", "top"]);
        assert_eq!(through(&g, "right"), ["fork", "top"]);
        assert_eq!(through(&g, "top"), [""; 0]);
    }

    #[test]
    fn one_export_that_goes_another_way_is_enough() {
        let mut b = GraphBuilder::new();
        let target = holding(&mut b, "target", &[]);
        let inner = holding(&mut b, "inner", &[target]);
        let outer = holding(&mut b, "outer", &[inner]);
        taking(&mut b, &[("one", outer), ("two", outer), ("past", inner)]);
        let g = b.finish();
        assert_eq!(through(&g, "target"), ["inner"]);
        assert_eq!(through(&g, "inner"), [""; 0]);
        assert_eq!(through(&g, "unknown"), [""; 0]);
    }

    #[test]
    fn what_only_spells_is_not_told_and_what_names_a_nameless_type_is() {
        let mut b = GraphBuilder::new();
        let target = holding(&mut b, "target", &[]);
        let p_target = b.pointer(target);
        let alias = b.typedef("target_t", p_target);
        let callback = b.function(TypeId::VOID, &[("t", alias)], Flags::default());
        let p_callback = b.pointer(callback);
        let callback_t = b.typedef("callback_t", p_callback);
        let nameless = holding(&mut b, "", &[callback_t]);
        let ops_t = b.typedef("ops_t", nameless);
        let union_member = b.member("u", 0, p_target);
        let inside = b.add(Kind::Union, "", 8, vec![union_member]);
        let holder = holding(&mut b, "holder", &[inside, ops_t]);
        taking(&mut b, &[("one", holder), ("two", holder)]);
        let g = b.finish();
        assert_eq!(through(&g, "target"), ["holder"]);
        assert_eq!(through(&g, "callback_t"), ["ops_t", "holder"]);
        let of = |id: TypeId| Through::new(&g).of(&[id]).map(|id| g.name(id).to_owned()).collect::<Vec<_>>();
        let union_inside = g.ids().find(|&id| g.node(id).kind == Kind::Union).unwrap();
        assert_eq!(of(union_inside), [""; 0], "it is called by its holder");
        let record = g.ids().find(|&id| g.node(id).kind == Kind::Struct && g.node(id).name.is_none()).unwrap();
        assert_eq!(of(record), ["holder"], "its typedef names it");
    }
}
