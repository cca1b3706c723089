//! From rows to nodes: one node for each number, in the form that the lowering of DWARF gives them.
//!
//! References stay numbers, so nothing has to be resolved by name, and several structs of one name never
//! meet. What DWARF does not have is looked through (type tags) or left out (tags of declarations); what it
//! has and BTF implies is made up (an enum's underlying type), so that one type has one hash from either.

use super::read::{Btf, Result, Row, damaged, kind};
use crate::graph::base_name::{base_type_name, enum_type};
use crate::graph::canon::table::{Gid, NameKind, Part, RawEdge, RawNode, RawTarget, Table, hash_name};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind};
use crate::ground::maps::FastMap;

/// `DW_ATE_*`, which is what graphs hold.
mod encoding {
    pub const BOOLEAN: u64 = 2;
    pub const FLOAT: u64 = 4;
    pub const SIGNED: u64 = 5;
    pub const SIGNED_CHAR: u64 = 6;
    pub const UNSIGNED: u64 = 7;
    pub const UNSIGNED_CHAR: u64 = 8;
}

/// What BTF has no way to state. Of functions that are pointed to it keeps what GCC states, but not who stated it.
pub(super) const UNSTATED: Flags = Flags(Flags::SILENT.0 & !Flags::SILENT_RESTRICT.0);

/// How a declaration is known: what it declares, and the hash of its name.
type Name = (NameKind, u64);

/// Definitions by name, `None` where there are several.
pub(super) type Definitions = FastMap<Name, Option<u32>>;

/// Rows on their way to nodes.
pub(super) struct Lowering<'b> {
    btf: &'b Btf,
    part: Part,
    pointer_size: u64,
    /// What forward declarations of this BTF mean.
    definitions: Definitions,
    /// What type tags stand before, by number.
    tags: FastMap<u32, u32>,
    /// Some enum says that it is signed, so the others say that they are not.
    signs_known: bool,
    /// Made-up underlying types of enums by size and sign.
    underlying: FastMap<(u32, bool), u32>,
    /// Types of kinds that are not known, which others refer to.
    pub(super) lost: Vec<u32>,
}

/// Names of definitions, own ones before those of the base.
pub(super) fn definitions(btf: &Btf) -> Result<Definitions> {
    let mut out = Definitions::default();
    let declares = |b: &Btf| b.rows.iter().any(|r| r.kind == kind::FWD || is_declared_enum(r));
    if !declares(btf) {
        return Ok(out);
    }
    for b in [Some(btf), btf.base.as_deref()].into_iter().flatten() {
        for (row, number) in b.rows.iter().zip(b.start..) {
            let what = match row.kind {
                kind::STRUCT => NameKind::Struct,
                kind::UNION => NameKind::Union,
                kind::ENUM | kind::ENUM64 if row.count > 0 => NameKind::Enum,
                _ => continue,
            };
            if row.name == 0 || is_distilled(b, row) {
                continue;
            }
            let key = (what, hash_name(b.name(row.name, row.at)?));
            match out.get(&key).copied() {
                None => drop(out.insert(key, Some(number))),
                // Own definitions come before the base's.
                Some(Some(other)) if other >= btf.start && number < btf.start => {}
                Some(_) => drop(out.insert(key, None)),
            }
        }
    }
    Ok(out)
}

/// A record of a distilled base: only name and size are stated.
fn is_distilled(btf: &Btf, row: &Row) -> bool {
    btf.distilled && row.name != 0 && row.count == 0
}

/// `enum e;`
fn is_declared_enum(row: &Row) -> bool {
    matches!(row.kind, kind::ENUM | kind::ENUM64) && row.count == 0 && row.name != 0
}

/// Makes the nodes of a BTF (not of its base).
pub(super) fn lower(btf: &Btf, table: &Table, pointer_size: u64) -> Result<(Part, Vec<u32>)> {
    super::cycles::check(btf)?;
    store_names(btf, table);
    let flagged = |b: &Btf| b.rows.iter().any(|r| r.kind == kind::ENUM64 || r.kind == kind::ENUM && r.flag);
    let mut l = Lowering {
        btf,
        part: Part { nodes: Vec::with_capacity(btf.rows.len()), edges: Vec::new(), start: btf.start },
        pointer_size,
        definitions: definitions(btf)?,
        tags: tags(btf),
        signs_known: flagged(btf) || btf.base.as_deref().is_some_and(flagged),
        underlying: FastMap::default(),
        lost: Vec::new(),
    };
    l.part.nodes.resize(btf.rows.len(), Head::new(Kind::Void).node());
    for unknown in &btf.unknown {
        if let Some(i) = unknown.number.checked_sub(btf.start).filter(|&i| (i as usize) < btf.rows.len()) {
            l.part.nodes[i as usize] = Head::new(Kind::Unknown).node();
        }
    }
    l.part.edges.reserve(btf.rows.len() * 6);
    for (i, row) in btf.rows.iter().enumerate() {
        l.row(table, i, row)?;
    }
    l.lost.sort_unstable();
    l.lost.dedup();
    Ok((l.part, l.lost))
}

/// Tells the table every string: nearly all of them are names of something.
fn store_names(btf: &Btf, table: &Table) {
    for string in btf.strings().split(|&b| b == 0) {
        if !string.is_empty() {
            table.store_name(hash_name(string), || String::from_utf8_lossy(string).into_owned());
        }
    }
}

/// A node without its edges.
#[derive(Clone, Copy)]
struct Head {
    kind: Kind,
    flags: Flags,
    name: u64,
    size: u64,
    aux: u64,
}

impl Head {
    fn new(kind: Kind) -> Self {
        Self { kind, flags: Flags::default(), name: 0, size: 0, aux: 0 }
    }
    fn node(self) -> RawNode {
        let mut flags = self.flags;
        flags.set(UNSTATED);
        RawNode::new(0, self.kind, flags, self.name, self.size, 0, self.aux, (0, 0), 0)
    }
}

impl Lowering<'_> {
    fn name(&self, table: &Table, offset: u32, at: u32) -> Result<u64> {
        let text = self.btf.name(offset, at)?;
        let hash = hash_name(text);
        if !self.btf.is_start(offset) {
            if self.btf.is_of_base(offset) {
                return damaged(at as usize, "a name of the base is cut in two: this is not the base it was made with");
            }
            table.store_name(hash, || String::from_utf8_lossy(text).into_owned());
        }
        Ok(hash)
    }

    /// What a reference at `at` to a number means.
    fn target(&mut self, table: &Table, number: u32, at: u32) -> Result<RawTarget> {
        let number = self.tags.get(&number).copied().unwrap_or(number);
        if number == 0 {
            return Ok(RawTarget::Void);
        }
        let Some((of, row)) = self.btf.find(number) else {
            if self.btf.is_cut() {
                self.lost.push(number);
                let index = self.extra();
                self.part.nodes[index] = Head::new(Kind::Unknown).node();
                return Ok(self.number(index));
            }
            let what = format!("refers to type {number}, of {}", self.btf.end() - 1);
            return damaged(at as usize, what);
        };
        if matches!(row.kind, kind::FUNC | kind::VAR | kind::DATASEC | kind::DECL_TAG) {
            return damaged(at as usize, format!("refers to type {number}, which is no type but a symbol or tag"));
        }
        let declared = match row.kind {
            kind::FWD => Some(if row.flag { NameKind::Union } else { NameKind::Struct }),
            _ if is_declared_enum(row) => Some(NameKind::Enum),
            kind::STRUCT if is_distilled(of, row) => Some(NameKind::Struct),
            kind::UNION if is_distilled(of, row) => Some(NameKind::Union),
            _ => None,
        };
        if let Some(what) = declared {
            let name = self.name(table, row.name, row.at)?;
            return Ok(match self.definitions.get(&(what, name)) {
                Some(Some(definition)) => RawTarget::Node(Gid(*definition)),
                _ => RawTarget::Name(what, name),
            });
        }
        if self.btf.unknown.iter().any(|u| u.number == number) {
            self.lost.push(number);
        }
        Ok(RawTarget::Node(Gid(number)))
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

    /// A node that no number of the BTF means.
    fn extra(&mut self) -> usize {
        self.part.nodes.push(Head::new(Kind::Void).node());
        self.part.nodes.len() - 1
    }

    fn number(&self, index: usize) -> RawTarget {
        RawTarget::Node(Gid(self.part.start + index as u32))
    }

    fn row(&mut self, table: &Table, index: usize, row: &Row) -> Result<()> {
        let first = self.part.edges.len();
        let name = self.name(table, row.name, row.at)?;
        let size = u64::from(row.value);
        match row.kind {
            kind::INT => self.int(table, index, row)?,
            kind::FLOAT => {
                let (name, _) = self.base_name(table, row)?;
                let head = Head { name, size, aux: encoding::FLOAT, ..Head::new(Kind::Base) };
                self.set(index, head, first);
            }
            kind::PTR | kind::TYPEDEF => {
                let to = self.target(table, row.value, row.at)?;
                self.edge(EdgeKind::Target, to, 0, 0);
                if row.kind == kind::PTR {
                    self.set(index, Head { size: self.pointer_size, ..Head::new(Kind::Pointer) }, first);
                } else {
                    self.set(index, Head { name, ..Head::new(Kind::Typedef) }, first);
                }
            }
            kind::CONST | kind::VOLATILE | kind::RESTRICT => self.qualifier(table, index, row)?,
            kind::ARRAY => {
                let to = self.target(table, self.btf.word(row, 0), row.at)?;
                self.edge(EdgeKind::Target, to, 0, 0);
                self.set(index, array(self.btf, row), first);
            }
            kind::STRUCT | kind::UNION => {
                self.members(table, row)?;
                let what = if row.kind == kind::UNION { Kind::Union } else { Kind::Struct };
                let flags = if is_distilled(self.btf, row) { Flags::DECLARATION } else { Flags::default() };
                self.set(index, Head { flags, name, size, ..Head::new(what) }, first);
            }
            kind::ENUM | kind::ENUM64 => self.enumeration(table, index, row, name)?,
            kind::FUNC_PROTO => {
                let flags = self.prototype(table, row)?;
                self.set(index, Head { flags, ..Head::new(Kind::Function) }, first);
            }
            kind::FWD => {
                let what = if row.flag { Kind::Union } else { Kind::Struct };
                self.set(index, Head { flags: Flags::DECLARATION, name, ..Head::new(what) }, first);
            }
            kind::FUNC => {
                let proto = self.btf.row(row.value);
                if proto.is_none_or(|p| p.kind != kind::FUNC_PROTO) && !self.btf.is_cut() {
                    let what = format!("a function refers to type {}, which is no prototype", row.value);
                    return damaged(row.at as usize, what);
                }
            }
            kind::VAR => {
                self.target(table, row.value, row.at)?;
            }
            // Sections name variables, tags name declarations: neither is a type. Type tags are looked through.
            kind::DATASEC | kind::DECL_TAG | kind::TYPE_TAG => {}
            unknown => {
                let text = format!("(BTF kind {unknown})");
                let name = hash_name(text.as_bytes());
                table.store_name(name, || text);
                self.set(index, Head { name, aux: u64::from(unknown), ..Head::new(Kind::Base) }, first);
            }
        }
        Ok(())
    }

    /// The canonical name of a number type, and that text.
    fn base_name(&self, table: &Table, row: &Row) -> Result<(u64, String)> {
        let text = self.btf.name(row.name, row.at)?;
        Ok(match base_type_name(text) {
            Some(text) => {
                let name = hash_name(text.as_bytes());
                table.store_name(name, || text.clone());
                (name, text)
            }
            None => (self.name(table, row.name, row.at)?, String::from_utf8_lossy(text).into_owned()),
        })
    }

    fn int(&mut self, table: &Table, index: usize, row: &Row) -> Result<()> {
        let (name, text) = self.base_name(table, row)?;
        let first = self.part.edges.len();
        let bits = self.btf.word(row, 0) >> 24 & 0xf;
        let (signed, char, bool) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
        let char = char || row.value == 1 && matches!(&*text, "char" | "signed char" | "unsigned char");
        let aux = match (bool, char, signed) {
            // pahole calls them integers unless it is told that the reader knows kind FLOAT.
            _ if matches!(&*text, "float" | "double" | "long double") => encoding::FLOAT,
            (true, ..) => encoding::BOOLEAN,
            (_, true, true) => encoding::SIGNED_CHAR,
            (_, true, false) => encoding::UNSIGNED_CHAR,
            (_, _, true) => encoding::SIGNED,
            _ => encoding::UNSIGNED,
        };
        self.set(index, Head { name, size: u64::from(row.value), aux, ..Head::new(Kind::Base) }, first);
        Ok(())
    }

    /// A qualified array is an array of qualified elements (C11 6.7.3 p9), as in the lowering of DWARF.
    fn qualifier(&mut self, table: &Table, index: usize, row: &Row) -> Result<()> {
        let what = |k: u8| match k {
            kind::CONST => Kind::Const,
            kind::VOLATILE => Kind::Volatile,
            _ => Kind::Restrict,
        };
        // Qualifiers down to the array, if there is one.
        let (mut chain, mut to) = (vec![what(row.kind)], self.target(table, row.value, row.at)?);
        let direct = to;
        let mut arrays: Vec<Head> = Vec::new();
        // Longer ones are left as they are written.
        for _ in 0..64 {
            let RawTarget::Node(Gid(n)) = to else { break };
            let Some((of, inner)) = self.btf.find(n) else { break };
            match inner.kind {
                kind::CONST | kind::VOLATILE | kind::RESTRICT if arrays.is_empty() => {
                    chain.push(what(inner.kind));
                    let (next, at) = (inner.value, inner.at);
                    to = self.target(table, next, at)?;
                }
                kind::ARRAY => {
                    arrays.push(array(of, inner));
                    let (next, at) = (of.word(inner, 0), inner.at);
                    to = self.target(table, next, at)?;
                }
                _ => break,
            }
        }
        if arrays.is_empty() {
            let first = self.part.edges.len();
            self.edge(EdgeKind::Target, direct, 0, 0);
            self.set(index, Head::new(chain[0]), first);
            return Ok(());
        }
        // From the inside out: qualifiers around the element, then the arrays.
        for kind in chain.into_iter().rev() {
            let at = self.extra();
            let first = self.part.edges.len();
            self.edge(EdgeKind::Target, to, 0, 0);
            self.set(at, Head::new(kind), first);
            to = self.number(at);
        }
        while let Some(array) = arrays.pop() {
            let at = if arrays.is_empty() { index } else { self.extra() };
            let first = self.part.edges.len();
            self.edge(EdgeKind::Target, to, 0, 0);
            self.set(at, array, first);
            to = self.number(at);
        }
        Ok(())
    }

    fn members(&mut self, table: &Table, row: &Row) -> Result<()> {
        for i in 0..row.count as usize {
            let word = |n: usize| self.btf.word(row, i * 3 + n);
            let (name, number, offset) = (word(0), word(1), word(2));
            let at = row.at + 12 + i as u32 * 12;
            let name = self.name(table, name, at)?;
            let to = self.target(table, number, at)?;
            // With the flag, the upper byte is the width of a bit-field, 0 for a plain member.
            let (mut bits, mut width) = if row.flag { (offset & 0x00ff_ffff, offset >> 24) } else { (offset, 0) };
            let mut is_field = width != 0;
            if !row.flag
                && let Some((shift, small)) = self.old_bit_field(number)
            {
                bits = bits.saturating_add(shift);
                (width, is_field) = (small, true);
            }
            self.edge(EdgeKind::Member, to, i64::from(bits), name);
            if is_field && let Some(e) = self.part.edges.last_mut() {
                e.bit_size = width;
                e.flags = EdgeFlags::BIT_FIELD;
            }
        }
        Ok(())
    }

    /// Before kind flags, a bit-field was a member of an integer type of so many bits.
    fn old_bit_field(&self, number: u32) -> Option<(u32, u32)> {
        let (of, row) = self.btf.find(number).filter(|(_, r)| r.kind == kind::INT)?;
        let word = of.word(row, 0);
        let (shift, bits) = (word >> 16 & 0xff, word & 0xff);
        (bits != 0 && bits < row.value.saturating_mul(8)).then_some((shift, bits))
    }

    fn enumeration(&mut self, table: &Table, index: usize, row: &Row, name: u64) -> Result<()> {
        let first = self.part.edges.len();
        if is_declared_enum(row) {
            self.set(index, Head { flags: Flags::DECLARATION, name, ..Head::new(Kind::Enum) }, first);
            return Ok(());
        }
        let wide = row.kind == kind::ENUM64;
        // Of eight bytes there are 32 bits; what stands above them is not zero but unknown.
        let is_cut = !wide && row.value > 4;
        let words = if wide { 3 } else { 2 };
        let mut signed = row.flag;
        let mut values = Vec::with_capacity(row.count as usize);
        for i in 0..row.count as usize {
            let word = |n: usize| self.btf.word(row, i * words + n);
            let value = if wide {
                (u64::from(word(2)) << 32 | u64::from(word(1))).cast_signed()
            } else if is_cut {
                i64::from(word(1))
            } else if row.flag || !self.signs_known {
                // Written before enums had a sign: what looks negative is.
                i64::from(word(1).cast_signed())
            } else {
                i64::from(word(1))
            };
            signed |= !wide && value < 0;
            let at = row.at + 12 + (i * words * 4) as u32;
            values.push((self.name(table, word(0), at)?, value));
        }
        let base = self.underlying(table, row.value, signed);
        self.edge(EdgeKind::Target, base, 0, 0);
        for (name, value) in values {
            self.edge(EdgeKind::Enumerator, RawTarget::Void, value, name);
            if !signed
                && value < 0
                && let Some(e) = self.part.edges.last_mut()
            {
                e.flags = EdgeFlags::UNSIGNED;
            }
        }
        let flags = if is_cut { Flags::CUT_VALUES } else { Flags::default() };
        self.set(index, Head { name, flags, size: u64::from(row.value), ..Head::new(Kind::Enum) }, first);
        Ok(())
    }

    /// The type that compilers take for an enum of that size and sign.
    fn underlying(&mut self, table: &Table, size: u32, signed: bool) -> RawTarget {
        if let Some(&at) = self.underlying.get(&(size, signed)) {
            return RawTarget::Node(Gid(at));
        }
        let (text, aux) = enum_type(u64::from(size), signed, self.pointer_size);
        let name = hash_name(text.as_bytes());
        table.store_name(name, || text.to_owned());
        // The edges of the enum itself may be under way: this node has none.
        let at = self.extra();
        self.part.nodes[at] = Head { name, size: u64::from(size), aux, ..Head::new(Kind::Base) }.node();
        let number = self.part.start + at as u32;
        self.underlying.insert((size, signed), number);
        RawTarget::Node(Gid(number))
    }

    fn prototype(&mut self, table: &Table, row: &Row) -> Result<Flags> {
        let mut flags = Flags::default();
        let result = self.target(table, row.value, row.at)?;
        self.edge(EdgeKind::Return, result, 0, 0);
        for i in 0..row.count as usize {
            let (name, number) = (self.btf.word(row, i * 2), self.btf.word(row, i * 2 + 1));
            let at = row.at + 12 + i as u32 * 8;
            if i + 1 == row.count as usize && (name, number) == (0, 0) {
                // `f(...)` is no C: without a parameter before it, it stands for `f()`.
                flags.set(if i == 0 { Flags::UNPROTOTYPED } else { Flags::VARIADIC });
                break;
            }
            let name = self.name(table, name, at)?;
            let to = self.target(table, number, at)?;
            self.edge(EdgeKind::Param, to, i as i64, name);
        }
        Ok(flags)
    }
}

/// An array; a length of 0 stands for `[]` and `[0]` alike, and the former is what people write.
fn array(btf: &Btf, row: &Row) -> Head {
    match btf.word(row, 2) {
        0 => Head { flags: Flags(Flags::FLEXIBLE.0 | Flags::LEFT_OPEN.0), ..Head::new(Kind::Array) },
        n => Head { aux: u64::from(n), ..Head::new(Kind::Array) },
    }
}

/// What chains of type tags end at; there are no cycles any more.
fn tags(btf: &Btf) -> FastMap<u32, u32> {
    let mut out = FastMap::default();
    for b in [btf.base.as_deref(), Some(btf)].into_iter().flatten() {
        for (row, number) in b.rows.iter().zip(b.start..) {
            if row.kind != kind::TYPE_TAG || out.contains_key(&number) {
                continue;
            }
            let (mut chain, mut end) = (vec![number], row.value);
            while let Some(tag) = btf.row(end).filter(|r| r.kind == kind::TYPE_TAG) {
                if let Some(&known) = out.get(&end) {
                    end = known;
                    break;
                }
                chain.push(end);
                end = tag.value;
            }
            out.extend(chain.into_iter().map(|tag| (tag, end)));
        }
    }
    out
}
