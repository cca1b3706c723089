//! Enumerators of both sides by their names, for arguments of templates that one compiler spells by them.

use std::sync::OnceLock;

use crate::graph::{EdgeKind, Flags, Graph, Kind, spell};
use crate::ground::maps::FastMap;

/// More enums with one enumerator than any name tells apart.
const MOST: usize = 256;

/// An enumerator of some enum of either side.
struct Enumerator<'g> {
    /// The enum, and where its enumerators are names of that, too, the scope around it.
    scopes: [Option<&'g str>; 2],
    value: i128,
}

/// Those of enums that bear a name, by their own names, once they are asked for.
#[derive(Default)]
pub struct Enumerators<'g>(OnceLock<FastMap<&'g str, Vec<Enumerator<'g>>>>);

impl<'g> Enumerators<'g> {
    /// Whether an enumerator of a qualified name has a value, or no unit says which it has.
    pub fn may_be(&self, (old, new): (&'g Graph, &'g Graph), name: &str, value: i128) -> bool {
        let all = self.0.get_or_init(|| all_of([old, new]));
        let (scope, last) = name.rsplit_once("::").unwrap_or(("", name));
        let of_name = all.get(last).map_or(&[][..], Vec::as_slice);
        let mut meant = of_name.iter().filter(|e| e.scopes.contains(&Some(scope))).peekable();
        meant.peek().is_none() || meant.any(|e| e.value == value)
    }
}

fn all_of<'g>(sides: [&'g Graph; 2]) -> FastMap<&'g str, Vec<Enumerator<'g>>> {
    let mut all: FastMap<&str, Vec<Enumerator<'_>>> = FastMap::default();
    for graph in sides {
        for id in graph.ids().filter(|&id| graph.node(id).kind == Kind::Enum && !graph.node(id).name.is_none()) {
            let name = graph.name(id);
            let is_class = graph.node(id).flags.has(Flags::ENUM_CLASS);
            let around = (!is_class).then(|| name.rsplit_once("::").map_or("", |(around, _)| around));
            for e in graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator) {
                let list = all.entry(graph.str(e.name)).or_default();
                if list.len() < MOST {
                    list.push(Enumerator { scopes: [Some(name), around], value: spell::enumerator_value(e) });
                }
            }
        }
    }
    all
}
