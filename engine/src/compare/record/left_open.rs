//! Records of dumps that leave details of members open (`Flags::LEFT_OPEN`): widths of bit-fields, and members of types that the
//! tool cannot hold, which it leaves out. What the other side states of those is noted, and no change.

use super::parts::Record;
use crate::compare::leaves::Leaf;
use crate::compare::types::Comparison;
use crate::graph::{Flags, Graph, Kind, TypeId};
use crate::ground::maps::FastMap;
use crate::rules::doubt::Statement;

/// How many pointers, qualifiers, arrays and typedefs are looked through.
const LONGEST: usize = 64;

/// Gives the members of a side that leaves them open what the other side states.
pub(super) fn excuse(comparison: &mut Comparison<'_>, r: &Record, old: &mut Vec<Leaf<'_>>, new: &mut Vec<Leaf<'_>>) {
    let is_open = |graph: &Graph, id: TypeId| graph.node(id).flags.has(Flags::LEFT_OPEN);
    match (is_open(comparison.old, r.a), is_open(comparison.new, r.b)) {
        (true, false) => one_side(comparison, r, old, new, (0, 1)),
        (false, true) => one_side(comparison, r, new, old, (1, 0)),
        _ => {}
    }
}

/// `stated`: by which side.
fn one_side(
    comparison: &mut Comparison<'_>,
    r: &Record,
    open: &mut [Leaf<'_>],
    known: &mut Vec<Leaf<'_>>,
    stated: (u32, u32),
) {
    let graph = if stated.0 > stated.1 { comparison.old } else { comparison.new };
    let mut places: FastMap<String, usize> = FastMap::default();
    for (i, leaf) in open.iter().enumerate() {
        places.insert(leaf.name.clone().into_owned(), i);
    }
    let mut left_out = Vec::new();
    known.retain(|leaf| {
        let is_there = places.contains_key(leaf.name.as_ref());
        let stays = is_there || !is_beyond(graph, leaf.target);
        if !stays {
            left_out.push((leaf.name.clone().into_owned(), leaf.line));
        }
        stays
    });
    for (name, line) in left_out {
        comparison.note_unstated_of(&r.subject(Some(&name), line), Statement::SpecialMember, stated);
    }
    for leaf in known.iter().filter(|leaf| leaf.bit_field.is_some()) {
        if let Some(&i) = places.get(leaf.name.as_ref())
            && open[i].bit_field.is_none()
        {
            open[i].bit_field = leaf.bit_field;
            comparison.note_unstated_of(&r.subject(Some(&leaf.name), leaf.line), Statement::BitFieldWidth, stated);
        }
    }
}

/// Whether a type is made of what libabigail cannot hold: `_Atomic`, or a function with qualifiers, by which GCC states attributes.
fn is_beyond(graph: &Graph, mut id: TypeId) -> bool {
    let mut qualified = false;
    for _ in 0..LONGEST {
        let kind = graph.node(id).kind;
        match kind {
            Kind::Atomic => return true,
            Kind::Function => return qualified,
            Kind::Const | Kind::Volatile => qualified = true,
            Kind::Typedef | Kind::Restrict => {}
            Kind::Pointer | Kind::Array => qualified = false,
            _ => return false,
        }
        id = graph.target(id);
        if id == TypeId::VOID {
            return false;
        }
    }
    false
}
