//! What declarations mean that only parts of references by number could define.

use super::table::{FrozenTable, Gid, NameKind};
use crate::graph::Flags;
use crate::ground::maps::FastMap;

/// What a name means: how many definitions it has.
pub(crate) enum Definitions {
    None,
    One(Gid),
    Many(u32),
}

/// Definitions that came with references by number serve declarations of names that have no other. Where several
/// look different, a declaration may mean any of them and stays one.
pub(crate) fn add(table: &FrozenTable, names: &mut FastMap<(NameKind, u64), Definitions>) {
    let mut found: FastMap<(NameKind, u64), Option<Gid>> = FastMap::default();
    let mut order = Vec::new();
    for gid in table.pinned() {
        let node = table.node(gid);
        let named = node.name != 0 && node.kind.is_tagged() && !node.flags.has(Flags::DECLARATION);
        let key = (NameKind::of(node.kind), node.name);
        if !named || names.contains_key(&key) {
            continue;
        }
        match found.get(&key).copied() {
            None => {
                found.insert(key, Some(gid));
                order.push(key);
            }
            Some(Some(other)) if !look_alike(table, gid, other) => drop(found.insert(key, None)),
            Some(_) => {}
        }
    }
    for key in order {
        if let Some(Some(gid)) = found.get(&key) {
            names.insert(key, Definitions::One(*gid));
        }
    }
}

/// The same size and the same members by name, place and width.
fn look_alike(table: &FrozenTable, a: Gid, b: Gid) -> bool {
    let (x, y) = (table.node(a), table.node(b));
    let (p, q) = (table.edges(a), table.edges(b));
    (x.kind, x.byte_size, p.len()) == (y.kind, y.byte_size, q.len())
        && p.iter().zip(q).all(|(e, f)| (e.kind, e.value, e.name, e.bit_size) == (f.kind, f.value, f.name, f.bit_size))
}
