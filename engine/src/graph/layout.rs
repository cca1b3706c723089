//! Layout facts of a graph: alignment, members looked at through anonymous records, packing.

use std::sync::atomic::Ordering;

use fixedbitset::FixedBitSet;

use crate::graph::NEAR;
use crate::graph::{EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId};
use crate::ground::maps::FastMap;

/// Whether two types are aligned alike, as far as both sides' forms of debug information could state a request.
pub fn same_alignment(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> bool {
    let (x, y) = (alignment(g, a), alignment(h, b));
    x == y || x < y && is_in_doubt(g, a) || y < x && is_in_doubt(h, b)
}

/// Whether something in a type may ask for more alignment than the form of its debug information could state.
fn is_in_doubt(g: &Graph, id: TypeId) -> bool {
    g.alignments.in_doubt(|| in_doubt(g)).contains(id.index())
}

/// All types of which that holds, found from the inside to the outside: each use by value is followed once.
fn in_doubt(g: &Graph) -> FixedBitSet {
    let mut doubt = FixedBitSet::with_capacity(g.len());
    let asks_silently = |id: &TypeId| {
        let node = g.node(*id);
        let silent = if node.kind == Kind::Typedef { Flags::SILENT_TYPEDEF_ALIGNMENT } else { Flags::SILENT_ALIGNMENT };
        (node.kind.is_tagged() || node.kind == Kind::Typedef) && node.alignment == 0 && node.flags.has(silent)
    };
    let mut stack: Vec<TypeId> = g.ids().filter(asks_silently).collect();
    if stack.is_empty() {
        return doubt;
    }
    // Who holds each type by value: pairs of held and holder, sorted.
    let mut holders: Vec<(TypeId, TypeId)> = Vec::new();
    for id in g.ids() {
        let mut of = Held { id, next: 0, best: 0 };
        while let Some(target) = held(g, &mut of) {
            holders.push((target, id));
        }
    }
    holders.sort_unstable();
    while let Some(id) = stack.pop() {
        if !doubt.put(id.index()) {
            let first = holders.partition_point(|&(held, _)| held < id);
            stack.extend(holders[first..].iter().take_while(|h| h.0 == id).map(|h| h.1));
        }
    }
    doubt
}

/// Whether two types look as if they were aligned otherwise only because one side could not state a request.
pub fn is_excused(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> bool {
    alignment(g, a) != alignment(h, b) && same_alignment(g, a, h, b)
}

/// Natural or requested alignment of a type in bytes, as far as the graph tells: 1 where it does not.
///
/// What a type holds by value is looked at once for each graph: chains of structs can be long, and each is asked for.
pub fn alignment(g: &Graph, id: TypeId) -> u64 {
    let known = g.alignments.get(g.len());
    let of = |id: TypeId| known.get(id.index()).map_or(0, |a| u64::from(a.load(Ordering::Relaxed)));
    if of(id) != 0 {
        return of(id);
    }
    let mut stack = vec![Held { id, next: 0, best: own_alignment(g, id) }];
    // Whether a type is on the stack, or done while some type was found to hold itself: that is no C, and no result of
    // it is kept.
    let mut open: FastMap<TypeId, Option<u64>> = FastMap::default();
    open.insert(id, None);
    let mut is_ring = false;
    loop {
        let Some(top) = stack.last_mut() else { return 1 };
        if let Some(target) = held(g, top) {
            let done = match of(target) {
                0 => open.get(&target).copied(),
                known => Some(Some(known)),
            };
            match done {
                Some(Some(best)) => top.best = top.best.max(best),
                Some(None) => is_ring = true,
                None => {
                    open.insert(target, None);
                    stack.push(Held { id: target, next: 0, best: own_alignment(g, target) });
                }
            }
            continue;
        }
        let Held { id, best, .. } = *top;
        stack.pop();
        open.insert(id, Some(best));
        if let (false, Some(slot)) = (is_ring, known.get(id.index())) {
            slot.store(u32::try_from(best).unwrap_or(u32::MAX), Ordering::Relaxed);
        }
        match stack.last_mut() {
            Some(outer) => outer.best = outer.best.max(best),
            None => return best,
        }
    }
}

/// A type whose parts are gone through.
struct Held {
    id: TypeId,
    /// Edge to look at next.
    next: usize,
    best: u64,
}

/// The next type that one holds by value, as far as it decides alignment.
fn held(g: &Graph, of: &mut Held) -> Option<TypeId> {
    let node = g.node(of.id);
    match node.kind {
        Kind::Typedef | Kind::Const | Kind::Volatile | Kind::Restrict | Kind::Atomic | Kind::Array => {
            of.next += 1;
            let is_vector = node.flags.has(Flags::VECTOR) && node.kind == Kind::Array;
            (of.next == 1 && !is_vector).then(|| g.target(of.id))
        }
        Kind::Struct | Kind::Class | Kind::Union => {
            if of.next == 0 && is_packed(g, of.id) {
                return None;
            }
            loop {
                let e = g.edges(of.id).get(of.next)?;
                of.next += 1;
                if matches!(e.kind, EdgeKind::Member | EdgeKind::Base) {
                    return Some(e.target);
                }
            }
        }
        _ => None,
    }
}

/// What a type needs apart from what it holds.
fn own_alignment(g: &Graph, id: TypeId) -> u64 {
    let node = g.node(id);
    let natural = match node.kind {
        Kind::Pointer | Kind::Reference | Kind::RvalueReference | Kind::PtrToMember => {
            u64::from(g.machine.pointer_size.max(1))
        }
        Kind::Base | Kind::Enum => scalar(g, node.byte_size),
        Kind::Struct | Kind::Class if node.flags.has(Flags::OWN_VPTR) => u64::from(g.machine.pointer_size.max(1)),
        Kind::Array if node.flags.has(Flags::VECTOR) => g.size_of(id).unwrap_or(1).min(64),
        _ => 1,
    };
    u64::from(node.alignment).max(natural).max(1)
}

/// Alignment that a record asks for beyond what its members need; 0 if it asks for nothing more.
pub fn requested(g: &Graph, id: TypeId) -> u64 {
    let asked = u64::from(g.node(id).alignment);
    if asked == 0 {
        return 0;
    }
    let held = g.edges(id).iter().filter(|e| matches!(e.kind, EdgeKind::Member | EdgeKind::Base));
    let needed = held.map(|e| alignment(g, e.target)).max().unwrap_or(1);
    if asked > needed { asked } else { 0 }
}

/// Alignment of a scalar: its size, where the ABI does not say less.
fn scalar(g: &Graph, size: u64) -> u64 {
    let size = if size.is_power_of_two() { size } else { 1 };
    // i386 aligns 8-byte scalars to 4 in records (System V i386 psABI, table 2.1).
    let most = if g.machine.e_machine == 3 { 4 } else { 16 };
    size.clamp(1, most)
}

/// Whether some member stands where its type's own alignment would not put it.
pub fn is_packed(g: &Graph, id: TypeId) -> bool {
    if g.node(id).kind == Kind::Union {
        return false;
    }
    let mut most = 1;
    // Members of anonymous records are members.
    let mut stack = vec![(id, 0i64)];
    let mut budget = 10_000u32;
    while let Some((record, base)) = stack.pop() {
        for e in g.edges(record) {
            if e.kind != EdgeKind::Member || e.flags.has(EdgeFlags::BIT_FIELD) {
                continue;
            }
            let bit_offset = base.wrapping_add(e.value);
            if e.name.is_none() && budget > 0 {
                let target = g.strip(e.target);
                if g.node(target).kind.is_record() && g.node(target).name.is_none() {
                    budget -= 1;
                    stack.push((target, bit_offset));
                    continue;
                }
            }
            let align = shallow_alignment(g, e.target);
            most = most.max(align);
            if g.node(record).flags.has(Flags::LEFT_OPEN) && may_be_bit_field(g, e.target) {
                continue;
            }
            if align > 1 && bit_offset.cast_unsigned() % (align * 8) != 0 {
                return true;
            }
        }
    }
    !g.node(id).byte_size.is_multiple_of(most)
}

/// Whether a member of a type may be a bit-field.
fn may_be_bit_field(g: &Graph, id: TypeId) -> bool {
    matches!(g.node(g.strip(id)).kind, Kind::Base | Kind::Enum)
}

/// Alignment of a scalar or pointer member; of a record only what it requests itself, so that no
/// recursion is needed.
fn shallow_alignment(g: &Graph, id: TypeId) -> u64 {
    let mut id = g.strip(id);
    for _ in 0..NEAR {
        if g.node(id).kind != Kind::Array {
            break;
        }
        id = g.strip(g.target(id));
    }
    let node = g.node(id);
    match node.kind {
        Kind::Pointer | Kind::Reference | Kind::RvalueReference => u64::from(g.machine.pointer_size.max(1)),
        // m68k and the like align to 2 at most; 8 is what every 64-bit ABI gives an 8-byte scalar.
        Kind::Base | Kind::Enum => scalar(g, node.byte_size).min(u64::from(g.machine.pointer_size.max(1))),
        _ => 1,
    }
}
