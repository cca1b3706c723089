//! Members of records as they lie in memory, anonymous records looked through.

use std::borrow::Cow;

use crate::graph::{Access, Edge, EdgeFlags, EdgeKind, Graph, Kind, TypeId, spell};
use crate::rules::kabi::slot::{self, Slot};

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

    /// Who may name it, by itself and by the anonymous records around it.
    pub fn access(&self, record: TypeId) -> Access {
        let mut at = record;
        let mut access = self.edge.flags.access();
        for &index in &self.around {
            let Some(edge) = self.graph.edges(at).get(index as usize) else { break };
            access = access.max(edge.flags.access());
            at = self.graph.strip(edge.target);
        }
        access
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

    /// Takes from the width of a bit-field what is more than its type has.
    pub fn clamp(&mut self) {
        let Some(width) = self.bit_field else { return };
        let bits = self.bits_of_type().and_then(|bits| u32::try_from(bits).ok());
        self.bit_field = Some(bits.map_or(width, |bits| width.min(bits)));
    }

    /// Whether it is a bit-field that has all bits of its type.
    pub fn has_whole_width(&self) -> bool {
        self.bit_field.is_some_and(|width| self.bits_of_type() == Some(u64::from(width)))
    }

    fn bits_of_type(&self) -> Option<u64> {
        self.graph.size_of(self.target)?.checked_mul(8)
    }

    /// The same in whole bytes: the bytes of a plain member.
    pub fn is_whole_field(&self) -> bool {
        self.has_whole_width() && self.bit_offset % 8 == 0
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
pub(crate) const MOST: usize = 1 << 16;

/// Edges looked at for them: such records may have no members at all.
pub(crate) const MOST_STEPS: usize = 1 << 18;

/// A record that is being walked.
pub(crate) struct Frame {
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
pub fn leaves(graph: &Graph, id: TypeId) -> Vec<Leaf<'_>> {
    let mut members = members(graph, id).leaves;
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
                // Where a virtual base stands, the class that completes the object decides.
                EdgeKind::Base if e.flags.has(EdgeFlags::VIRTUAL) => continue,
                EdgeKind::Base => Cow::Owned(["(base ", g.name(target), ")"].concat()),
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
pub(crate) fn doubt_lines(leaves: &mut [Leaf<'_>], start: u32) {
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

/// Whether a record has bits that no member takes.
pub fn has_padding(graph: &Graph, id: TypeId) -> bool {
    let size = graph.node(id).byte_size.saturating_mul(8).cast_signed();
    let taken = leaves(graph, id).iter().filter(|l| l.bits() > 0).map(|l| (l.bit_offset, l.end())).collect();
    !is_covered((0, size), taken)
}
