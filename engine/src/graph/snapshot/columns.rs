//! The large columns: names, nodes, edges, positions, deep hashes.
//!
//! Each column is a run of small integers: predicted from what was read before where that pays (offsets,
//! lines, names), left alone where repetition is worth more to the compressor (common targets).

use super::codec::{Cursor, Sink};
use super::container::Section;
use crate::graph::{Edge, EdgeFlags, EdgeKind, Flags, Graph, Kind, NameId, Names, Node, SourcePos, TypeId};
use crate::ground::error::snapshot::{Reason, SnapshotError};

/// Kinds by their stored number.
pub(crate) const KINDS: [Kind; 18] = [
    Kind::Void,
    Kind::Base,
    Kind::Pointer,
    Kind::Reference,
    Kind::RvalueReference,
    Kind::PtrToMember,
    Kind::Const,
    Kind::Volatile,
    Kind::Restrict,
    Kind::Atomic,
    Kind::Array,
    Kind::Typedef,
    Kind::Struct,
    Kind::Class,
    Kind::Union,
    Kind::Enum,
    Kind::Function,
    Kind::Unknown,
];

/// Edge kinds by their stored number.
pub(crate) const EDGE_KINDS: [EdgeKind; 9] = [
    EdgeKind::Target,
    EdgeKind::Containing,
    EdgeKind::Member,
    EdgeKind::Base,
    EdgeKind::Enumerator,
    EdgeKind::Return,
    EdgeKind::Param,
    EdgeKind::StaticMember,
    EdgeKind::VirtualSlot,
];

/// Bits of a stored kind; flags lie above.
const KIND_BITS: u32 = 5;
/// Bits of a stored edge kind; then one bit "has a bit size", then the flags.
const EDGE_KIND_BITS: u32 = 4;

/// How many of everything there are. Known before any column is read, so that columns check against each
/// other without waiting for each other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Of the format, which decides what there is at all.
    pub(crate) version: u32,
    pub(crate) names: u32,
    pub(crate) nodes: u32,
    pub(crate) edges: u32,
    pub(crate) objects: u32,
    pub(crate) exports: u32,
    pub(crate) asked: u32,
    pub(crate) diagnostics: u32,
}

impl Counts {
    pub(crate) fn write(self) -> Vec<u8> {
        let mut sink = Sink::default();
        for count in [self.names, self.nodes, self.edges, self.objects, self.exports, self.asked, self.diagnostics] {
            sink.uint(u64::from(count));
        }
        sink.0
    }
    pub(crate) fn read(version: u32, data: &[u8]) -> Result<Self, SnapshotError> {
        let mut c = Cursor::new(Section::Counts.name(), data);
        let counts = Self {
            version,
            names: c.fit(),
            nodes: c.fit(),
            edges: c.fit(),
            objects: c.fit(),
            exports: c.fit(),
            asked: if version >= 3 { c.fit() } else { 0 },
            diagnostics: c.fit(),
        };
        if counts.names == 0 {
            c.fail(Reason::CountMismatch); // the empty string is always there
        }
        c.finish().map(|()| counts)
    }
}

/// A cursor over a column of `count` items of at least one byte each, checked before anything is allocated.
fn column(section: Section, data: &[u8], count: u32) -> Result<Cursor<'_>, SnapshotError> {
    if data.len() < count as usize {
        return Err(SnapshotError::new(section.name(), data.len(), Reason::CountMismatch));
    }
    Ok(Cursor::new(section.name(), data))
}

/// Encodes references to names: the next one not seen so far is the common case and costs one zero byte,
/// another is its id + 1.
#[derive(Default)]
struct NameRefs {
    next: u32,
}

impl NameRefs {
    #[inline]
    fn encode(&mut self, name: NameId) -> u64 {
        let code = if name.0 == self.next { 0 } else { u64::from(name.0) + 1 };
        self.next = self.next.max(name.0.saturating_add(1));
        code
    }
    #[inline]
    fn decode(&mut self, c: &mut Cursor<'_>, names: u32) -> NameId {
        let code = c.uint();
        let v = if code == 0 { i64::from(self.next) } else { (code - 1).min(1 << 40).cast_signed() };
        let name = c.check(v, names);
        self.next = self.next.max(name.saturating_add(1));
        NameId(name)
    }
}

/// Ends a name: a byte that UTF-8 does not have. Lengths in a column of their own cost a tenth more.
const NAME_END: u8 = 0xff;

/// `names`, without name 0, the empty one.
pub(crate) fn write_names(names: &Names) -> Vec<u8> {
    let mut text = Vec::new();
    for id in 1..names.len() {
        text.extend_from_slice(names.get(NameId(id as u32)).as_bytes());
        text.push(NAME_END);
    }
    text
}

pub(crate) fn read_names(counts: Counts, data: &[u8]) -> Result<Names, SnapshotError> {
    let error = |at, reason| SnapshotError::new(Section::Names.name(), at, reason);
    column(Section::Names, data, counts.names - 1)?;
    let mut ends = Vec::with_capacity(counts.names as usize);
    let mut text = Vec::with_capacity(data.len());
    ends.push(0);
    for name in data.split_inclusive(|&b| b == NAME_END) {
        text.extend_from_slice(name.strip_suffix(&[NAME_END]).ok_or(error(data.len(), Reason::Truncated))?);
        ends.push(text.len() as u32); // a section has at most 1 GiB
    }
    if ends.len() != counts.names as usize {
        return Err(error(data.len(), Reason::CountMismatch));
    }
    let text = String::from_utf8(text).map_err(|e| error(e.utf8_error().valid_up_to(), Reason::BadText))?;
    Names::from_parts(text, ends).ok_or(error(0, Reason::BadText))
}

/// `nodes`: one column after the other, kinds with flags, sizes, alignments, the rest.
pub(crate) fn write_nodes(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    for n in &graph.nodes {
        sink.uint(n.kind as u64 | u64::from(n.flags.0) << KIND_BITS);
    }
    graph.nodes.iter().for_each(|n| sink.uint(n.byte_size));
    graph.nodes.iter().for_each(|n| sink.uint(u64::from(n.alignment)));
    graph.nodes.iter().for_each(|n| sink.uint(n.aux));
    sink.0
}

/// `node-names`
pub(crate) fn write_node_names(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    let mut refs = NameRefs::default();
    graph.nodes.iter().for_each(|n| sink.uint(refs.encode(n.name)));
    sink.0
}

pub(crate) fn read_nodes(counts: Counts, data: &[u8], names: &[u8]) -> Result<Vec<Node>, SnapshotError> {
    let mut c = column(Section::Nodes, data, counts.nodes)?;
    let mut name_column = column(Section::NodeNames, names, counts.nodes)?;
    let mut refs = NameRefs::default();
    let mut nodes = Vec::with_capacity(counts.nodes as usize);
    // Version 2 had no kind for what cannot be told, and flags of 16 bits.
    let recent = counts.version >= 3;
    let kinds = if recent { &KINDS[..] } else { &KINDS[..KINDS.len() - 1] };
    for _ in 0..counts.nodes {
        let v = c.uint();
        let kind = c.pick(v & ((1 << KIND_BITS) - 1), kinds);
        let flags = u32::try_from(v >> KIND_BITS).ok().filter(|&f| recent || f <= 0xffff).unwrap_or_else(|| {
            c.fail(Reason::UnknownValue);
            0
        });
        let name = refs.decode(&mut name_column, counts.names);
        nodes.push(Node { kind, name, flags: Flags(flags), byte_size: 0, alignment: 0, aux: 0 });
    }
    nodes.iter_mut().for_each(|n| n.byte_size = c.uint());
    nodes.iter_mut().for_each(|n| n.alignment = c.fit());
    nodes.iter_mut().for_each(|n| n.aux = c.uint());
    if nodes.first().is_some_and(|n| n.kind != Kind::Void) {
        c.fail(Reason::UnknownValue); // node 0 is what `TypeId::VOID` points to
    }
    c.finish()?;
    name_column.finish()?;
    Ok(nodes)
}

/// `node-positions`: files, then lines, each as the difference from the node before.
pub(crate) fn write_positions(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    let mut last = 0;
    for pos in &graph.positions {
        sink.int(i64::from(pos.file.0) - last);
        last = i64::from(pos.file.0);
    }
    last = 0;
    for pos in &graph.positions {
        sink.int(i64::from(pos.line) - last);
        last = i64::from(pos.line);
    }
    sink.0
}

pub(crate) fn read_positions(counts: Counts, data: &[u8]) -> Result<Vec<SourcePos>, SnapshotError> {
    let mut c = column(Section::NodePositions, data, counts.nodes)?;
    let mut positions = Vec::with_capacity(counts.nodes as usize);
    let mut last = 0u32;
    for _ in 0..counts.nodes {
        let v = c.int();
        last = c.check(i64::from(last).saturating_add(v), counts.names);
        positions.push(SourcePos { file: NameId(last), line: 0 });
    }
    last = 0;
    for pos in &mut positions {
        last = relative(&mut c, last);
        pos.line = last;
    }
    c.finish().map(|()| positions)
}

/// `last` plus a stored difference, as a 32-bit number.
#[inline]
fn relative(c: &mut Cursor<'_>, last: u32) -> u32 {
    let v = c.int();
    u32::try_from(i64::from(last).saturating_add(v)).unwrap_or_else(|_| {
        c.fail(Reason::UnknownValue);
        0
    })
}

/// `edge-counts`
pub(crate) fn write_edge_counts(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    graph.first_edge.windows(2).for_each(|w| sink.uint(u64::from(w[1] - w[0])));
    sink.0
}

pub(crate) fn read_first_edge(counts: Counts, data: &[u8]) -> Result<Vec<u32>, SnapshotError> {
    let mut c = column(Section::EdgeCounts, data, counts.nodes)?;
    let mut first = Vec::with_capacity(counts.nodes as usize + 1);
    let mut end = 0u64;
    first.push(0);
    for _ in 0..counts.nodes {
        let count: u32 = c.fit();
        end += u64::from(count);
        if end > u64::from(counts.edges) {
            c.fail(Reason::CountMismatch);
            end = 0;
        }
        first.push(end as u32);
    }
    if end != u64::from(counts.edges) {
        c.fail(Reason::CountMismatch);
    }
    c.finish().map(|()| first)
}

/// What the value of the next edge of a node is predicted to be: the same for members (the difference is
/// the distance), one more for what is numbered.
#[inline]
fn predict(kind: EdgeKind, value: i64) -> i64 {
    match kind {
        EdgeKind::Enumerator | EdgeKind::Param | EdgeKind::VirtualSlot => value.wrapping_add(1),
        _ => value,
    }
}

/// Targets this near to their node (before or behind it) are stored by distance, others by number. Most
/// pointers and qualifiers lie next to what they are made of, most members are of a few common types:
/// a quarter less than either alone.
const NEAR: u32 = 32;

#[inline]
fn encode_target(from: TypeId, to: TypeId) -> u64 {
    let distance = to.0.wrapping_sub(from.0).wrapping_add(NEAR);
    if distance < 2 * NEAR { u64::from(distance) } else { u64::from(to.0) + u64::from(2 * NEAR) }
}

#[inline]
fn decode_target(c: &mut Cursor<'_>, from: u32, nodes: u32) -> TypeId {
    let code = c.uint();
    let near = i64::from(2 * NEAR);
    let code = i64::try_from(code).unwrap_or(i64::MAX);
    let to = if code < near { i64::from(from) + code - i64::from(NEAR) } else { code - near };
    TypeId(c.check(to, nodes))
}

/// The five edge columns: `edge-kinds`, `edge-values`, `edge-targets`, `edge-names`, `edge-lines`.
pub(crate) fn write_edges(graph: &Graph) -> [Vec<u8>; 5] {
    let [mut kinds, mut values, mut targets, mut names, mut lines]: [Sink; 5] = Default::default();
    let mut refs = NameRefs::default();
    let mut line = 0;
    for id in graph.ids() {
        let mut predicted = 0i64;
        for e in graph.edges(id) {
            let sized = u64::from(e.bit_size != 0);
            kinds.uint(e.kind as u64 | sized << EDGE_KIND_BITS | u64::from(e.flags.0) << (EDGE_KIND_BITS + 1));
            if e.bit_size != 0 {
                kinds.uint(u64::from(e.bit_size));
            }
            values.int(e.value.wrapping_sub(predicted));
            predicted = predict(e.kind, e.value);
            targets.uint(encode_target(id, e.target));
            names.uint(refs.encode(e.name));
            lines.int(i64::from(e.line) - line);
            line = i64::from(e.line);
        }
    }
    [kinds.0, values.0, targets.0, names.0, lines.0]
}

pub(crate) fn read_edges(
    counts: Counts,
    first_edge: &[u32],
    [kinds, values, targets, names, lines]: [&[u8]; 5],
) -> Result<Vec<Edge>, SnapshotError> {
    let mut kinds = column(Section::EdgeKinds, kinds, counts.edges)?;
    let mut values = column(Section::EdgeValues, values, counts.edges)?;
    let mut targets = column(Section::EdgeTargets, targets, counts.edges)?;
    let mut names = column(Section::EdgeNames, names, counts.edges)?;
    let mut lines = column(Section::EdgeLines, lines, counts.edges)?;
    let mut edges = Vec::with_capacity(counts.edges as usize);
    let mut refs = NameRefs::default();
    let mut line = 0u32;
    for (range, id) in first_edge.windows(2).zip(0..) {
        let mut predicted = 0i64;
        for _ in range[0]..range[1] {
            let v = kinds.uint();
            let kind = kinds.pick(v & ((1 << EDGE_KIND_BITS) - 1), &EDGE_KINDS);
            let flags = u8::try_from(v >> (EDGE_KIND_BITS + 1)).unwrap_or_else(|_| {
                kinds.fail(Reason::UnknownValue);
                0
            });
            let bit_size = if v >> EDGE_KIND_BITS & 1 == 1 { kinds.fit() } else { 0 };
            let value = values.int().wrapping_add(predicted);
            predicted = predict(kind, value);
            line = relative(&mut lines, line);
            edges.push(Edge {
                value,
                target: decode_target(&mut targets, id, counts.nodes),
                name: refs.decode(&mut names, counts.names),
                bit_size,
                line,
                kind,
                flags: EdgeFlags(flags),
            });
        }
    }
    for c in [kinds, values, targets, names, lines] {
        c.finish()?;
    }
    Ok(edges)
}

/// `deep-hashes`: 16 bytes each, little endian.
pub(crate) fn write_deep(graph: &Graph) -> Vec<u8> {
    graph.deep.iter().flat_map(|h| h.to_le_bytes()).collect()
}

pub(crate) fn read_deep(counts: Counts, data: &[u8]) -> Result<Vec<u128>, SnapshotError> {
    let (hashes, rest) = data.as_chunks::<16>();
    if !rest.is_empty() || hashes.len() != counts.nodes as usize {
        return Err(SnapshotError::new(Section::DeepHashes.name(), data.len(), Reason::CountMismatch));
    }
    Ok(hashes.iter().map(|h| u128::from_le_bytes(*h)).collect())
}
