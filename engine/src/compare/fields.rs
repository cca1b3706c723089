//! Bit-fields that hold values of enums.

use std::sync::OnceLock;

use crate::graph::{Edge, EdgeFlags, Flags, Graph, Kind, TypeId};
use crate::ground::maps::FastMap;

/// By the enum, once they are asked for: the class and the member.
#[derive(Default)]
pub struct Fields(OnceLock<FastMap<TypeId, Vec<(TypeId, Edge)>>>);

impl Fields {
    fn of(&self, graph: &Graph, of: TypeId) -> &[(TypeId, Edge)] {
        let all = self.0.get_or_init(|| {
            let mut all: FastMap<TypeId, Vec<(TypeId, Edge)>> = FastMap::default();
            let is_seen = |id: &TypeId| {
                let node = graph.node(*id);
                node.kind.is_record() && !graph.name(*id).is_empty() && !node.flags.has(Flags::IN_SOURCE)
            };
            for id in graph.ids().filter(is_seen) {
                for e in graph.edges(id).iter().filter(|e| e.flags.has(EdgeFlags::BIT_FIELD)) {
                    let to = graph.strip(e.target);
                    if graph.node(to).kind == Kind::Enum {
                        all.entry(to).or_default().push((id, *e));
                    }
                }
            }
            all
        });
        all.get(&of).map_or(&[], Vec::as_slice)
    }

    /// Those that do not hold a value.
    pub fn too_narrow(&self, graph: &Graph, of: TypeId, value: i128) -> impl Iterator<Item = &(TypeId, Edge)> {
        let signed = graph.edges(of).iter().any(|e| !e.flags.has(EdgeFlags::UNSIGNED) && e.value < 0);
        let holds = move |bits: u32| value < 1 << u32::saturating_sub(bits, u32::from(signed)).min(100);
        self.of(graph, of).iter().filter(move |(_, e)| !holds(e.bit_size))
    }
}
