//! The scalars that a type is made of, by offset: what two types of different names or nesting have in common.

use crate::compare::leaves;
use crate::graph::{Flags, Graph, Kind, NameId, TypeId};
use crate::rules::callconv;
use crate::rules::callconv::formats::Width;

/// One scalar of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// Offset in bits from the start of what was asked for.
    pub bit_offset: i64,
    /// Size in bits, or width of a bit-field.
    pub bits: i64,
    /// A bit-field: it shares its bytes.
    pub bit_field: bool,
    /// An element of an array.
    pub in_array: bool,
    /// An element of an array, or in one.
    pub below_array: bool,
    /// Its type, typedefs and qualifiers peeled.
    pub target: TypeId,
    /// Name of the member that it is, or that is an array of it; none outside of records.
    pub name: NameId,
}

/// More than this many pieces are not looked at.
const MOST: usize = 4096;

/// The scalars of a type in ascending order; alternatives of a union all of them. `None`: too many, or some
/// part is of unknown layout (an opaque type, a flexible array, an offset that is no constant).
pub fn pieces(graph: &Graph, id: TypeId) -> Option<Vec<Piece>> {
    opened(graph, id, false)
}

/// `vectors`: they count as arrays of their elements.
fn opened(graph: &Graph, id: TypeId, vectors: bool) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    let mut stack = vec![(graph.strip(id), 0i64, false, false, NameId::NONE)];
    let mut steps = 0;
    while let Some((id, at, in_array, below_array, name)) = stack.pop() {
        steps += 1;
        if steps > 4 * MOST || out.len() > MOST {
            return None;
        }
        let node = graph.node(id);
        match node.kind {
            _ if graph.size_of(id).is_none() => return None,
            Kind::Array if vectors || !node.flags.has(Flags::VECTOR) => {
                let element = graph.strip(graph.target(id));
                let bits = graph.size_of(element)?.checked_mul(8)?.cast_signed();
                let count = match graph.size_of(id)?.checked_div(graph.size_of(element)?) {
                    Some(count) if node.flags.has(Flags::VECTOR) => count,
                    _ => node.aux,
                };
                if count > MOST as u64 {
                    return None;
                }
                stack.extend((0..count.cast_signed()).map(|i| (element, at + i * bits, true, true, name)));
            }
            Kind::Struct | Kind::Class | Kind::Union => {
                for leaf in leaves::leaves(graph, id) {
                    if leaf.unknown_offset {
                        return None;
                    }
                    let bit_offset = at.checked_add(leaf.bit_offset)?;
                    let target = graph.strip(leaf.target);
                    match leaf.bit_field.filter(|_| !leaf.is_whole_field()) {
                        Some(0) => {}
                        Some(width) => {
                            let bits = i64::from(width);
                            out.push(Piece {
                                bit_offset,
                                bits,
                                bit_field: true,
                                in_array: false,
                                below_array,
                                target,
                                name: leaf.edge.name,
                            });
                        }
                        None => stack.push((target, bit_offset, false, below_array, leaf.edge.name)),
                    }
                }
            }
            _ => {
                let bits = graph.size_of(id)?.checked_mul(8)?.cast_signed();
                out.push(Piece { bit_offset: at, bits, bit_field: false, in_array, below_array, target: id, name });
            }
        }
    }
    out.sort_unstable();
    Some(out)
}

/// Whether two scalars are of one kind: same size, and what is in one can be taken for the other.
pub fn alike(old_graph: &Graph, old_piece: &Piece, new_graph: &Graph, new_piece: &Piece) -> bool {
    let (a, b) =
        (callconv::scalar_class(old_graph, old_piece.target), callconv::scalar_class(new_graph, new_piece.target));
    let same = match (a.as_integer(), b.as_integer()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    };
    let order = callconv::is_swapped(old_graph, old_piece.target) == callconv::is_swapped(new_graph, new_piece.target);
    // What is no base type fills all of its bits.
    let width = |graph: &Graph, piece: &Piece| {
        let whole = || Width::Bits(piece.bits.unsigned_abs(), 0);
        callconv::formats::width(graph, piece.target).unwrap_or_else(whole)
    };
    let widths = old_piece.bit_field || width(old_graph, old_piece) == width(new_graph, new_piece);
    same && order && widths && (old_piece.bits, old_piece.bit_field) == (new_piece.bits, new_piece.bit_field)
}

/// Whether two types are made of the same scalars at the same places.
pub fn same(old_graph: &Graph, old: TypeId, new_graph: &Graph, new: TypeId) -> bool {
    are_alike(old_graph, pieces(old_graph, old), new_graph, pieces(new_graph, new))
}

/// The same, where a vector counts as an array of its elements.
pub fn same_opened(old_graph: &Graph, old: TypeId, new_graph: &Graph, new: TypeId) -> bool {
    are_alike(old_graph, opened(old_graph, old, true), new_graph, opened(new_graph, new, true))
}

fn are_alike(old_graph: &Graph, a: Option<Vec<Piece>>, new_graph: &Graph, b: Option<Vec<Piece>>) -> bool {
    match (a, b) {
        (Some(x), Some(y)) => {
            x.len() == y.len()
                && x.iter().zip(&y).all(|(x, y)| x.bit_offset == y.bit_offset && alike(old_graph, x, new_graph, y))
        }
        _ => false,
    }
}

/// The first place where two types hold different scalars in the same bytes, in bytes; `None` where they agree as
/// far as both go, or where that cannot be told (unions, parts of unknown layout).
pub fn conflict(old_graph: &Graph, old: TypeId, new_graph: &Graph, new: TypeId) -> Option<i64> {
    let (x, y) = (pieces(old_graph, old)?, pieces(new_graph, new)?);
    let overlaps = |p: &[Piece]| p.windows(2).any(|w| w[0].bit_offset + w[0].bits > w[1].bit_offset);
    if overlaps(&x) || overlaps(&y) {
        return None;
    }
    let mut rest = y.as_slice();
    for p in &x {
        while let Some(q) = rest.first()
            && q.bit_offset + q.bits <= p.bit_offset
        {
            rest = &rest[1..];
        }
        let q = rest.first()?;
        // An array of bytes also stands for raw memory.
        let raw = |p: &Piece| p.in_array && p.bits == 8;
        if raw(p) || raw(q) {
            continue;
        }
        if q.bit_offset < p.bit_offset + p.bits && (q.bit_offset != p.bit_offset || !alike(old_graph, p, new_graph, q))
        {
            return Some(p.bit_offset.max(q.bit_offset) / 8);
        }
    }
    None
}
