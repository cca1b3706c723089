//! Layout facts of a graph: alignment, members looked at through anonymous records, packing.

use std::borrow::Cow;
use std::sync::atomic::Ordering;

use fixedbitset::FixedBitSet;
use hashbrown::HashMap;

use crate::graph::{Edge, EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId, spell};
use crate::rules::kabi::slot;
use crate::rules::kabi::slot::Slot;

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
    let mut open: HashMap<TypeId, Option<u64>, foldhash::fast::FixedState> = HashMap::default();
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
            if align > 1 && bit_offset.cast_unsigned() % (align * 8) != 0 {
                return true;
            }
        }
    }
    !g.node(id).byte_size.is_multiple_of(most)
}

/// Whether a record has bits that no member takes.
pub fn has_padding(g: &Graph, id: TypeId) -> bool {
    let size = g.node(id).byte_size.saturating_mul(8).cast_signed();
    let taken = leaves(g, id).iter().filter(|l| l.bits() > 0).map(|l| (l.bit_offset, l.end())).collect();
    !is_covered((0, size), taken)
}

/// Alignment of a scalar or pointer member; of a record only what it requests itself, so that no
/// recursion is needed.
fn shallow_alignment(g: &Graph, id: TypeId) -> u64 {
    let mut id = g.strip(id);
    for _ in 0..64 {
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

/// A member of a record, anonymous records looked through.
#[derive(Clone, Debug)]
pub struct Leaf<'g> {
    graph: &'g Graph,
    pub edge: &'g Edge,
    pub name: Cow<'g, str>,
    pub bit_offset: i64,
    /// Width of a bit-field.
    pub bit_field: Option<u32>,
    pub target: TypeId,
    pub line: u32,
    /// Anonymous records around it, outermost first: `s` or `u`.
    pub nesting: String,
    /// Edges that lead to those, and its own in the innermost.
    around: Vec<u32>,
    index: u32,
    /// It stands in a union, of the record itself or an anonymous one.
    pub in_union: bool,
    /// The location is no constant.
    pub unknown_offset: bool,
    /// The slot that it stands in, and whether in its hidden half.
    pub slot: Option<(u32, bool)>,
    pub slot_kind: Option<slot::Kind>,
}

impl Leaf<'_> {
    /// As C.
    pub fn declaration(&self) -> String {
        spell::member(self.graph, self.edge)
    }

    /// Hidden half of a slot, by its name.
    pub fn is_hidden(&self) -> bool {
        self.slot.is_some_and(|s| s.1) && self.slot_kind != Some(slot::Kind::Candidate)
    }

    /// Past its last bit; what has no size counts as one bit.
    pub fn end(&self) -> i64 {
        self.bit_offset.saturating_add(self.bits().max(1))
    }

    /// Whether they are alternatives of an anonymous union, or stand in such: each is another view of the same bytes.
    pub fn is_alternative(&self, other: &Leaf<'_>) -> bool {
        let path = |l: &Leaf<'_>| l.around.iter().copied().chain([l.index]).collect::<Vec<u32>>();
        let same = path(self).iter().zip(&path(other)).take_while(|(a, b)| a == b).count();
        same.checked_sub(1).is_some_and(|last| self.nesting.as_bytes().get(last) == Some(&b'u'))
    }

    /// Whether they are members of one anonymous record, or of none.
    pub fn is_beside(&self, other: &Leaf<'_>) -> bool {
        self.around == other.around
    }

    /// Size in bits, 0 for what has none.
    pub fn bits(&self) -> i64 {
        match self.bit_field {
            Some(width) => i64::from(width),
            None => self.graph.size_of(self.target).map_or(0, |s| s.saturating_mul(8).cast_signed()),
        }
    }
}

/// Members of a record in declaration order, and its slots, which [`Leaf::slot`] numbers.
#[derive(Debug, Default)]
pub struct Members<'g> {
    pub leaves: Vec<Leaf<'g>>,
    pub slots: Vec<Slot>,
    /// There are more than anybody declares: the rest was left out.
    pub is_cut: bool,
}

/// Members of one record. Anonymous records that hold each other twice reach any number in a few lines.
const MOST: usize = 1 << 16;
/// Edges looked at for them: such records may have no members at all.
const MOST_STEPS: usize = 1 << 18;

/// A record that is being walked.
struct Frame {
    record: TypeId,
    /// Next edge.
    next: usize,
    /// Of the record in the outermost one.
    bit_offset: i64,
    nesting: String,
    around: Vec<u32>,
    in_union: bool,
    /// Slot around it, and whether it is in its hidden half.
    slot: Option<(u32, bool)>,
    /// The record is the union of a slot: its number, and which edge is hidden.
    hides: Option<(u32, usize)>,
}

/// Whether each bit of a range lies in one of the others; both are starts and ends.
pub fn is_covered((start, end): (i64, i64), mut ranges: Vec<(i64, i64)>) -> bool {
    ranges.sort_unstable();
    let mut at = start;
    for (from, to) in ranges {
        if from <= at {
            at = at.max(to);
        }
    }
    at >= end
}

/// Members without the hidden halves of slots, in declaration order.
pub fn leaves(g: &Graph, id: TypeId) -> Vec<Leaf<'_>> {
    let mut members = members(g, id).leaves;
    members.retain(|l| !l.is_hidden());
    members
}

/// All members of a record.
pub fn members(g: &Graph, id: TypeId) -> Members<'_> {
    let mut out = Members::default();
    let in_union = g.node(id).kind == Kind::Union;
    let first = Frame {
        record: id,
        next: 0,
        bit_offset: 0,
        nesting: String::new(),
        around: Vec::new(),
        in_union,
        slot: None,
        hides: None,
    };
    let mut stack = vec![first];
    let mut steps = 0;
    'frames: while let Some(mut frame) = stack.pop() {
        if out.leaves.len() >= MOST || steps >= MOST_STEPS.max(g.edges(id).len()) {
            out.is_cut = true;
            break;
        }
        let edges = g.edges(frame.record);
        while let Some(e) = edges.get(frame.next) {
            let index = frame.next;
            frame.next += 1;
            steps += 1;
            let bit_offset = frame.bit_offset.wrapping_add(e.value);
            let slot = match frame.hides {
                Some((n, edge)) => Some((n, edge == index)),
                None => frame.slot,
            };
            let hidden = slot.is_some_and(|s| s.1);
            let target = g.strip(e.target);
            let inner = g.node(target);
            let open = inner.kind.is_record() && inner.name.is_none() && (e.name.is_none() || hidden);
            if e.kind == EdgeKind::Member && open && stack.len() < 256 {
                let is_union = inner.kind == Kind::Union;
                let mut hides = None;
                if is_union
                    && !hidden
                    && let Some((edge, kind)) = slot::hidden_edge(g, target)
                {
                    hides = Some((out.slots.len() as u32, edge));
                    out.slots.push(slot::slot(g, target, edge, kind, bit_offset));
                }
                let mut nesting = frame.nesting.clone();
                nesting.push(if is_union { 'u' } else { 's' });
                let mut around = frame.around.clone();
                around.push(index as u32);
                let in_union = frame.in_union || is_union;
                let deeper = Frame { record: target, next: 0, bit_offset, nesting, around, in_union, slot, hides };
                stack.push(frame);
                stack.push(deeper);
                continue 'frames;
            }
            let name = match e.kind {
                EdgeKind::Base => Cow::Owned(format!("(base {})", g.name(target))),
                EdgeKind::Member => Cow::Borrowed(g.str(e.name)),
                _ => continue,
            };
            out.leaves.push(Leaf {
                graph: g,
                edge: e,
                name,
                bit_offset,
                bit_field: e.flags.has(EdgeFlags::BIT_FIELD).then_some(e.bit_size),
                target: e.target,
                line: e.line,
                nesting: frame.nesting.clone(),
                around: frame.around.clone(),
                index: index as u32,
                in_union: frame.in_union,
                unknown_offset: e.flags.has(EdgeFlags::UNKNOWN_OFFSET),
                slot,
                slot_kind: slot.map(|(n, _)| out.slots[n as usize].kind),
            });
        }
    }
    doubt_lines(&mut out.leaves, g.positions[id.index()].line);
    out
}

/// Equal anonymous records are one node, whose lines are those of one of them: what does not lie between its
/// neighbours belongs to another record.
fn doubt_lines(leaves: &mut [Leaf<'_>], start: u32) {
    let mut above = start;
    let mut at = 0;
    // For each leaf the line of the first plain member from there on.
    let mut below: Vec<Option<u32>> = vec![None; leaves.len() + 1];
    for (i, leaf) in leaves.iter().enumerate().rev() {
        below[i] = if leaf.nesting.is_empty() && leaf.line != 0 { Some(leaf.line) } else { below[i + 1] };
    }
    while at < leaves.len() {
        if leaves[at].nesting.is_empty() {
            above = above.max(leaves[at].line);
            at += 1;
            continue;
        }
        let run = leaves[at..].iter().take_while(|l| !l.nesting.is_empty()).count();
        let below = below[at + run];
        // Behind the last member nothing bounds it but common sense.
        let below = below.unwrap_or_else(|| above.saturating_add(16).saturating_add(4 * run as u32));
        for leaf in leaves[at..at + run].iter_mut().filter(|l| l.line < above || l.line > below) {
            leaf.line = 0;
        }
        at += run;
    }
}
