//! From rows to nodes: one node for each row, in the form that the lowering of DWARF gives them.

use super::rows::{Base, Dump, Enumerators, Parameter, Place, Row, Underlying, What};
use crate::graph::base_name::{base_type_name, complex_name, enum_type};
use crate::graph::canon::table::{Gid, NameKind, Part, RawEdge, RawNode, RawTarget, Table, hash_name};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind};
use crate::ground::maps::FastMap;

/// What no dump has a way to state.
pub(super) const UNSTATED: Flags = Flags(Flags::SILENT.0 & !Flags::SILENT_RESTRICT.0 & !Flags::SILENT_ATOMIC.0);

/// How many typedefs and qualifiers are looked through. Longer chains are left as they are written.
const LONGEST: usize = 64;

/// How many nodes there may be for each row. Qualified arrays become several; no C has as many of them.
const NODES_OF_A_ROW: usize = 4;

/// Rows on their way to nodes.
struct Lowering<'d, 'b> {
    dump: &'d Dump<'b>,
    table: &'d Table,
    part: Part,
    pointer_size: u64,
    /// Hashes of [`Dump::files`].
    files: Vec<u64>,
    /// Made-up underlying types of enums by size and sign.
    underlying: FastMap<(u64, bool), u32>,
}

/// A node without its edges.
#[derive(Clone, Copy)]
struct Head {
    kind: Kind,
    flags: Flags,
    name: u64,
    size: u64,
    aux: u64,
    place: (u64, u32),
}

impl Head {
    fn new(kind: Kind) -> Self {
        Self { kind, flags: Flags::default(), name: 0, size: 0, aux: 0, place: (0, 0) }
    }
    fn node(self) -> RawNode {
        let mut flags = self.flags;
        flags.set(UNSTATED);
        RawNode::new(0, self.kind, flags, self.name, self.size, 0, self.aux, self.place, 0)
    }
}

/// Makes the nodes of a dump, and tells the table its files, of which it returns the hashes.
pub(super) fn lower(dump: &Dump<'_>, table: &Table, pointer_size: u8) -> (Part, Vec<u64>) {
    let rows = &dump.rows;
    let mut nodes = Vec::with_capacity(rows.len());
    nodes.resize(rows.len(), Head::new(Kind::Void).node());
    let part = Part { nodes, edges: Vec::with_capacity(rows.len()), start: 0 };
    let pointer_size = u64::from(pointer_size);
    let mut lowering = Lowering { dump, table, part, pointer_size, files: Vec::new(), underlying: FastMap::default() };
    lowering.files = dump.files.iter().map(|file| lowering.name(file.as_bytes())).collect();
    for (index, row) in rows.iter().enumerate() {
        lowering.row(index, row);
    }
    (lowering.part, lowering.files)
}

/// Bytes of a pointer, where the dump says nothing: `long` has as many on every system with ELF files. Without one, the
/// least that any record has room for where a pointer is its last member.
pub(super) fn pointer_size(rows: &[Row<'_>]) -> u8 {
    for row in rows {
        if let What::Base(Base { byte_size: size @ (4 | 8), .. }) = row.what
            && matches!(base_type_name(&row.name).as_deref(), Some("long" | "unsigned long"))
        {
            return size as u8;
        }
    }
    let room = |row: &Row<'_>| {
        let What::Record(Kind::Struct, Some((size, members))) = &row.what else { return None };
        let What::Member { to, bit_offset, .. } = rows[*members.last()? as usize].what else { return None };
        let bits = size.checked_mul(8)?.checked_sub(u64::try_from(bit_offset).ok()?)?;
        matches!(rows[to as usize].what, What::Pointer(..)).then_some(bits)
    };
    if rows.iter().filter_map(room).min() == Some(32) { 4 } else { 8 }
}

impl Lowering<'_, '_> {
    fn name(&self, text: &[u8]) -> u64 {
        let hash = hash_name(text);
        self.table.store_name(hash, || String::from_utf8_lossy(text).into_owned());
        hash
    }

    /// What a reference to a row means.
    fn target(&self, index: u32) -> RawTarget {
        let row = &self.dump.rows[index as usize];
        let declared = match row.what {
            What::Void => return RawTarget::Void,
            What::Record(Kind::Union, None) => NameKind::Union,
            What::Record(_, None) => NameKind::Struct,
            What::Enum(None) => NameKind::Enum,
            _ => return RawTarget::Node(Gid(index)),
        };
        match self.name(&row.name) {
            0 => RawTarget::Node(Gid(index)),
            name => RawTarget::Name(declared, name),
        }
    }

    fn edge(&mut self, kind: EdgeKind, target: RawTarget, value: i64, name: u64) {
        let flags = EdgeFlags::default();
        self.part.edges.push(RawEdge { value, name, target, bit_size: 0, line: 0, kind, flags });
    }

    /// Sets node `index`, whose edges are those from `first` on.
    fn set(&mut self, index: usize, head: Head, first: usize) {
        let count = self.part.edges.len() - first;
        self.part.nodes[index] = head.node().with_edges(first as u32, count as u32);
    }

    /// What nodes are marked with on which the format leaves details open.
    fn looseness(&self) -> Flags {
        if self.dump.is_loose { Flags::LEFT_OPEN } else { Flags::default() }
    }

    /// File and line, as nodes have them.
    fn place(&self, of: Place) -> (u64, u32) {
        (of.file.map_or(0, |file| self.files[file as usize]), of.line)
    }

    fn row(&mut self, index: usize, row: &Row<'_>) {
        let first = self.part.edges.len();
        let place = self.place(row.place);
        match &row.what {
            // These are no types.
            What::Void | What::Variadic | What::Member { .. } | What::Symbol(_) | What::Interface(_) => {}
            What::Foreign => self.set(index, Head::new(Kind::Unknown), first),
            What::Pointer(kind, to) => {
                self.edge(EdgeKind::Target, self.target(*to), 0, 0);
                self.set(index, Head { size: self.pointer_size, ..Head::new(*kind) }, first);
            }
            What::Typedef(to) => {
                self.edge(EdgeKind::Target, self.target(*to), 0, 0);
                let name = self.name(&row.name);
                let flags = self.looseness();
                self.set(index, Head { flags, name, place, ..Head::new(Kind::Typedef) }, first);
            }
            What::Qualified(..) => self.qualified(index),
            What::Base(Base { encoding, is_guess, byte_size }) => {
                let spelt = || base_type_name(&row.name).or_else(|| complex_name(&row.name, *byte_size));
                let name = match spelt() {
                    Some(text) => self.name(text.as_bytes()),
                    None => self.name(&row.name),
                };
                let flags = if *is_guess { Flags::LEFT_OPEN } else { Flags::default() };
                let head = Head { flags, name, size: *byte_size, aux: *encoding, ..Head::new(Kind::Base) };
                self.set(index, head, first);
            }
            What::Array(count, to) => {
                self.edge(EdgeKind::Target, self.target(*to), 0, 0);
                self.set(index, array(*count, self.looseness()), first);
            }
            What::Record(kind, definition) => self.record(index, *kind, row, definition.as_ref()),
            What::Vector(count, to) => {
                self.edge(EdgeKind::Target, self.target(*to), 0, 0);
                self.set(index, Head { flags: Flags::VECTOR, aux: *count, ..Head::new(Kind::Array) }, first);
            }
            What::Enum(None) => {
                let (flags, name) = (Flags::DECLARATION, self.name(&row.name));
                self.set(index, Head { flags, name, place, ..Head::new(Kind::Enum) }, first);
            }
            What::Enum(Some((underlying, enumerators))) => self.enumeration(index, row, *underlying, enumerators),
            What::Function { result, parameters } => {
                self.edge(EdgeKind::Return, self.target(*result), 0, 0);
                let mut flags = Flags::default();
                for (i, Parameter { to, name }) in parameters.iter().enumerate() {
                    let to = *to;
                    if matches!(self.dump.rows[to as usize].what, What::Variadic) {
                        // `f(...)` is no C: without a parameter before it, it stands for `f()`.
                        flags.set(if i == 0 { Flags::UNPROTOTYPED } else { Flags::VARIADIC });
                        break;
                    }
                    let name = self.name(name);
                    self.edge(EdgeKind::Param, self.target(to), i as i64, name);
                }
                self.set(index, Head { flags, ..Head::new(Kind::Function) }, first);
            }
        }
    }

    fn record(&mut self, index: usize, kind: Kind, row: &Row<'_>, definition: Option<&(u64, Vec<u32>)>) {
        let first = self.part.edges.len();
        let (name, place) = (self.name(&row.name), self.place(row.place));
        let Some((size, members)) = definition else {
            return self.set(index, Head { flags: Flags::DECLARATION, name, place, ..Head::new(kind) }, first);
        };
        let is_member = |&index: &u32| matches!(self.dump.rows[index as usize].what, What::Member { .. });
        if self.is_left_out(&row.name) || !members.iter().all(is_member) {
            return self.set(index, Head { name, place, ..Head::new(Kind::Unknown) }, first);
        }
        for &member in members {
            let member = &self.dump.rows[member as usize];
            let What::Member { to, bit_offset, bit_size } = member.what else { continue };
            let name = self.name(&member.name);
            self.edge(EdgeKind::Member, self.target(to), bit_offset, name);
            if let Some(e) = self.part.edges.last_mut() {
                e.line = member.place.line;
                if bit_size > 0 {
                    (e.bit_size, e.flags) = (bit_size, EdgeFlags::BIT_FIELD);
                }
            }
        }
        let flags = self.looseness();
        self.set(index, Head { flags, name, size: *size, place, ..Head::new(kind) }, first);
    }

    fn enumeration(&mut self, index: usize, row: &Row<'_>, underlying: Underlying, enumerators: &Enumerators<'_>) {
        let (to, size, is_signed, flags) = match underlying {
            Underlying::Type(to) => {
                let (size, is_signed) = self.integer(to);
                (self.target(to), size, is_signed, Flags::default())
            }
            Underlying::Size(size) => {
                let is_signed = enumerators.iter().any(|(_, value)| *value < 0);
                (self.underlying(size, is_signed), size, is_signed, Flags::LEFT_OPEN)
            }
        };
        let first = self.part.edges.len();
        self.edge(EdgeKind::Target, to, 0, 0);
        for (text, value) in enumerators {
            let name = self.name(text);
            self.edge(EdgeKind::Enumerator, RawTarget::Void, *value, name);
            if !is_signed
                && *value < 0
                && let Some(e) = self.part.edges.last_mut()
            {
                e.flags = EdgeFlags::UNSIGNED;
            }
        }
        let (name, place) = (self.name(&row.name), self.place(row.place));
        self.set(index, Head { flags, name, size, place, ..Head::new(Kind::Enum) }, first);
    }

    /// The type that compilers take for an enum of that size and sign.
    fn underlying(&mut self, size: u64, is_signed: bool) -> RawTarget {
        if let Some(&at) = self.underlying.get(&(size, is_signed)) {
            return RawTarget::Node(Gid(at));
        }
        let (text, aux) = enum_type(size, is_signed, self.pointer_size);
        let name = self.name(text.as_bytes());
        let at = self.extra();
        self.part.nodes[at] = Head { name, size, aux, ..Head::new(Kind::Base) }.node();
        self.underlying.insert((size, is_signed), at as u32);
        RawTarget::Node(Gid(at as u32))
    }

    /// Whether a record may be more than the dump tells of it: in a dump of C++ any record may have constructors, in a kernel
    /// what Rust defines has a path for a name.
    fn is_left_out(&self, name: &[u8]) -> bool {
        let is_path = || name.windows(2).any(|pair| pair == b"::") || name.contains(&b'<');
        if self.dump.is_kernel { is_path() } else { self.dump.foreign }
    }

    /// Bytes of an integer type, and whether it has a sign.
    fn integer(&self, mut index: u32) -> (u64, bool) {
        for _ in 0..LONGEST {
            match self.dump.rows[index as usize].what {
                What::Typedef(to) | What::Qualified(_, to) => index = to,
                // `DW_ATE_signed` and `DW_ATE_signed_char`
                What::Base(Base { encoding, byte_size, .. }) => return (byte_size, matches!(encoding, 5 | 6)),
                _ => break,
            }
        }
        (0, false)
    }

    /// A qualified array is an array of qualified elements (C11 6.7.3 p9), as in the lowering of DWARF.
    fn qualified(&mut self, index: usize) {
        let (mut chain, mut counts, mut at) = (Vec::new(), Vec::new(), index as u32);
        for _ in 0..LONGEST {
            match self.dump.rows[at as usize].what {
                What::Qualified(kind, to) if counts.is_empty() => {
                    chain.push(kind);
                    at = to;
                }
                What::Array(count, to) => {
                    counts.push(count);
                    at = to;
                }
                _ => break,
            }
        }
        let is_full = self.part.nodes.len() > 1024 + self.dump.rows.len().saturating_mul(NODES_OF_A_ROW);
        if counts.is_empty() || is_full {
            // The chain goes on in the row that this one refers to.
            let What::Qualified(kind, to) = self.dump.rows[index].what else { return };
            let first = self.part.edges.len();
            self.edge(EdgeKind::Target, self.target(to), 0, 0);
            return self.set(index, Head::new(kind), first);
        }
        // From the inside out: qualifiers around the element, then the arrays.
        let mut heads: Vec<Head> = counts.into_iter().map(|count| array(count, self.looseness())).collect();
        heads.extend(chain.into_iter().map(Head::new));
        let mut to = self.target(at);
        while let Some(head) = heads.pop() {
            let place = if heads.is_empty() { index } else { self.extra() };
            let first = self.part.edges.len();
            self.edge(EdgeKind::Target, to, 0, 0);
            self.set(place, head, first);
            to = RawTarget::Node(Gid(place as u32));
        }
    }

    /// A node that no row means.
    fn extra(&mut self) -> usize {
        self.part.nodes.push(Head::new(Kind::Void).node());
        self.part.nodes.len() - 1
    }
}

/// An array; a length of 0 stands for `[]` and `[0]` alike, and the former is what people write.
/// `loose`: what one with a length is marked with, which may be a vector.
fn array(count: u64, loose: Flags) -> Head {
    match count {
        0 => Head { flags: Flags(Flags::FLEXIBLE.0 | Flags::LEFT_OPEN.0), ..Head::new(Kind::Array) },
        n => Head { flags: loose, aux: n, ..Head::new(Kind::Array) },
    }
}
