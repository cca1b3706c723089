//! The shape of a kABI slot: an anonymous union whose one alternative keeps what was there before.
//!
//! `union { NEW; struct { ORIG; } TAG; union { }; }`, where the tag and the empty union (it carries assertions) may be
//! missing. Which alternative is hidden is told by names (`policy::shapes`); without a telling name a union may still
//! be a slot, which only OLD can say (`Kind::Candidate`).

use crate::graph::NEAR;
use crate::graph::{EdgeKind, Flags, Graph, Kind as Node, TypeId, layout};
use crate::rules::kabi::names;

/// What the hidden alternative says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It keeps the old members: a reserve was used, or a member replaced.
    Replace,
    /// It has the shape of one that keeps old members, and no name that says so.
    Candidate,
    /// Symbol versions leave the union out.
    Ignored,
    /// It sets room aside for what stands beside it.
    Room,
}

/// One slot of a record.
#[derive(Clone, Debug)]
pub struct Slot {
    pub kind: Kind,
    /// Of the union in its record.
    pub bit_offset: i64,
    /// Of the union.
    pub byte_size: u64,
    /// Of the hidden alternative.
    pub hidden_size: u64,
    pub hidden_alignment: u64,
    /// Of the largest and the most aligned of the others.
    pub used_size: u64,
    pub used_alignment: u64,
}

/// The edge of an anonymous union that is hidden, and what it says.
pub fn hidden_edge(g: &Graph, union: TypeId) -> Option<(usize, Kind)> {
    let members = || g.edges(union).iter().enumerate().filter(|(_, e)| e.kind == EdgeKind::Member);
    let plain_struct = |id: TypeId| {
        let id = g.strip(id);
        let node = g.node(id);
        (node.kind == Node::Struct && node.name.is_none()).then_some(id)
    };
    let (mut alternatives, mut last, mut is_checked) = (0, 0, false);
    let mut structs = Vec::new();
    for (i, e) in members() {
        let name = g.str(e.name);
        if name.is_empty() {
            if g.size_of(e.target) == Some(0) {
                is_checked = true;
                continue;
            }
            if let Some(inner) = plain_struct(e.target) {
                structs.push((i, inner));
            }
        } else if names::is_ignored(name) {
            return Some((i, Kind::Ignored));
        } else if names::is_hidden(name) {
            let array = g.node(g.strip(e.target)).kind == Node::Array;
            return Some((i, if array { Kind::Room } else { Kind::Replace }));
        } else if keeps_old(g, union, i) {
            return Some((i, Kind::Replace));
        }
        alternatives += 1;
        last = i;
    }
    if alternatives < 2 {
        return None;
    }
    let count = |id: TypeId| g.edges(id).iter().filter(|e| e.kind == EdgeKind::Member).count();
    for &(i, inner) in &structs {
        if count(inner) > 0 && (0..g.edges(inner).len()).all(|k| keeps_old(g, inner, k)) {
            return Some((i, Kind::Replace));
        }
    }
    // Without a name the macros still leave their order, and the empty union or a struct of one member: nobody else
    // writes those. `struct_group()` has the plain struct in front.
    let &(i, inner) = structs.last()?;
    let is_macro = alternatives == 2 && i == last && (is_checked || count(inner) == 1);
    is_macro.then_some((i, Kind::Candidate))
}

/// Whether a member is called as the old half of a slot is: a kABI reserve, or `__kabi_renamed...`.
fn keeps_old(g: &Graph, record: TypeId, edge: usize) -> bool {
    let e = &g.edges(record)[edge];
    let name = g.str(e.name);
    names::renamed(name).is_some() || reserve(g, name, e.target, None) == Some(names::Reserve::Kabi)
}

/// Size and alignment facts of a slot.
pub fn slot(g: &Graph, union: TypeId, edge: usize, kind: Kind, bit_offset: i64) -> Slot {
    let mut slot = Slot {
        kind,
        bit_offset,
        byte_size: g.node(union).byte_size,
        hidden_size: 0,
        hidden_alignment: 1,
        used_size: 0,
        used_alignment: 1,
    };
    for (i, e) in g.edges(union).iter().enumerate() {
        if e.kind != EdgeKind::Member {
            continue;
        }
        let size = g.size_of(e.target).unwrap_or(0);
        let alignment = layout::alignment(g, e.target);
        if i == edge {
            (slot.hidden_size, slot.hidden_alignment) = (size, alignment);
        } else {
            slot.used_size = slot.used_size.max(size);
            slot.used_alignment = slot.used_alignment.max(alignment);
        }
    }
    // `aligned` of a member is known of its record only; the union's size is a multiple of it.
    let stated = u64::from(g.node(union).alignment);
    if stated > slot.hidden_alignment.max(slot.used_alignment) {
        let on_hidden = u64::from(g.node(g.strip(g.edges(union)[edge].target)).alignment) == stated;
        if on_hidden { slot.hidden_alignment = stated } else { slot.used_alignment = stated }
    }
    slot
}

/// Whether a member of this name and type was set aside for later use, and how sure that is.
pub fn reserve(g: &Graph, name: &str, target: TypeId, bit_field: Option<u32>) -> Option<names::Reserve> {
    let mut id = g.strip(target);
    let mut array = false;
    for _ in 0..NEAR {
        let node = g.node(id);
        if node.kind != Node::Array || node.flags.has(Flags::VECTOR) || node.flags.has(Flags::FLEXIBLE) {
            break;
        }
        array = true;
        id = g.strip(g.target(id));
    }
    // DW_ATE_signed, signed_char, unsigned, unsigned_char; a float or a boolean is no reserve, bits of DW_ATE_boolean are.
    let node = g.node(id);
    let bits = bit_field.is_some() && node.aux == 2;
    let number = node.kind == Node::Base && (matches!(node.aux, 5..=8) || bits);
    if !(number || node.kind == Node::Pointer) || g.size_of(target).unwrap_or(0) == 0 {
        return None;
    }
    names::reserve(name, names::Form { array, bit_field })
}
