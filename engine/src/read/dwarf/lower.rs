//! Lowering one unit: walk its DIEs once, make a local node of every type, tie exports to their DIEs.
//!
//! Function bodies are jumped over. What a reference finds missing afterwards (a type inside a function
//! body, in another unit, in the supplementary file) is lowered on demand until nothing is missing.

mod base;
mod demand;
mod finish;
pub(crate) mod local;
mod names;
mod order;
mod parts;
pub(crate) mod share;
mod symbols;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use gimli::constants as dw;

use self::names::NameHashes;
use self::order::other_order;
use super::lower::local::{LocalEdge, LocalNode, SymbolHit, Target};
use super::read::attrs::Attrs;
use super::read::cursor::{Cursor, Value};
use super::read::error::{DwarfError, Result};
use super::read::plan::{Family, Plan, Plans, Slot};
use super::read::unit::{DwarfFile, PathKeys, StrRef, UnitContext};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind};
use crate::ground::maps::FastMap;

/// The exports an object has, as the lowering looks for them.
#[derive(Default)]
pub struct Wanted {
    /// Address -> exports.
    pub by_address: FastMap<u64, Vec<u32>>,
    /// Hash of the name -> exports.
    pub by_name: FastMap<u64, Vec<u32>>,
    /// Address of a resolver -> indirect functions.
    pub resolvers: FastMap<u64, Vec<u32>>,
}

/// How deep DIEs may be nested; compilers stay far below.
const MAX_DEPTH: usize = 4096;
/// Longest name of a base type that is looked at for how C spells it.
const LONGEST_BASE_TYPE: usize = 256;
/// How many DIEs may be lowered on demand for one unit.
const MAX_ON_DEMAND: usize = 4_000_000;

#[derive(Clone, Copy)]
enum Scope {
    Unit,
    Namespace,
    Record(u32),
    Enum(u32),
    Array(u32),
    Function(u32),
}

struct Frame {
    scope: Scope,
    /// Length of the qualified-name prefix to go back to.
    prefix: usize,
    /// Parameters or dimensions seen so far, for `Scope::Function` and `Scope::Array`.
    count: u32,
    /// For `Scope::Array`: the edge of the innermost dimension so far.
    inner: usize,
}

/// Sets of offsets of one unit, with the rank of each: which local node a DIE became.
#[derive(Default)]
struct OffsetIndex {
    bits: Vec<u64>,
    ranks: Vec<u32>,
    locals: Vec<u32>,
}

impl OffsetIndex {
    fn reset(&mut self, len: usize) {
        self.bits.clear();
        self.bits.resize(len / 64 + 1, 0);
        self.locals.clear();
    }
    /// Offsets come in ascending order.
    #[inline]
    fn insert(&mut self, offset: usize, local: u32) {
        self.bits[offset / 64] |= 1 << (offset % 64);
        self.locals.push(local);
    }
    fn seal(&mut self) {
        self.ranks.clear();
        let mut sum = 0;
        for word in &self.bits {
            self.ranks.push(sum);
            sum += word.count_ones();
        }
    }
    #[inline]
    fn get(&self, offset: usize) -> Option<u32> {
        let word = *self.bits.get(offset / 64)?;
        let bit = 1u64 << (offset % 64);
        if word & bit == 0 {
            return None;
        }
        let rank = self.ranks[offset / 64] + (word & (bit - 1)).count_ones();
        self.locals.get(rank as usize).copied()
    }
}

/// Reusable buffers of one thread, and after [`Lowering::unit`] the types of that unit.
#[derive(Default)]
pub struct Lowering {
    pub nodes: Vec<LocalNode>,
    pub edges: Vec<LocalEdge>,
    /// Text made up here: qualified names, canonical names of base types.
    pub arena: Vec<u8>,
    pub hits: Vec<SymbolHit>,
    /// DIEs whose attributes were read.
    pub dies: u64,
    /// Something was met that is not modelled (C++ member functions and the like): what and where.
    pub unmodelled: Vec<(&'static str, u64)>,
    index: OffsetIndex,
    names: NameHashes,
    paths: PathKeys,
    extra: FastMap<(u32, u64), u32>,
    interleaved: bool,
    /// Definitions of other units are lowered too, not only referred to by name.
    whole: bool,
    /// A function or variable has a type.
    typed: bool,
    /// A function that others can call is described.
    pub external: bool,
    /// Exports of which the unit states that they have no type: assembler.
    pub stated: Vec<u32>,
    /// The node of [`Kind::Unknown`], `u32::MAX` while there is none.
    unknown: u32,
    frames: Vec<Frame>,
    prefix: Vec<u8>,
    /// DWARF <= 4 bit-fields without a byte size of their own: edge, byte offset, `DW_AT_bit_offset`.
    bit_fixups: Vec<(u32, u64, u64)>,
}

impl Lowering {
    /// Lowers a unit. `given` are exports that other units say are described here. On an error the buffers hold what
    /// was read before the damage.
    ///
    /// # Errors
    /// With the offset in the info section where reading stopped.
    pub fn unit<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        wanted: &Wanted,
        given: &[SymbolHit],
    ) -> std::result::Result<(), (DwarfError, u64)> {
        self.nodes.clear();
        self.edges.clear();
        self.arena.clear();
        self.hits.clear();
        self.extra.clear();
        self.bit_fixups.clear();
        self.unmodelled.clear();
        self.interleaved = false;
        self.typed = false;
        self.external = false;
        self.stated.clear();
        self.unknown = u32::MAX;
        self.names.missing = None;
        self.dies = 0;
        self.arena.push(0);
        let unit = context.unit;
        let most = file.most_text();
        (self.names.taken, self.names.most) = (0, most.saturating_sub(file.text.load(Ordering::Relaxed)));
        self.index.reset((unit.end - unit.start) as usize);
        let section = file.infos[unit.info as usize].section;
        let mut cursor = Cursor::new(section, file.main.big_endian, context.first_child);
        cursor.limit(unit.end as usize);
        self.prefix.clear();
        let result =
            self.walk(file, context, &mut cursor, Some(wanted), Scope::Unit, false).map_err(|e| (e, cursor.pos as u64));
        self.index.seal();
        self.hits.extend_from_slice(given);
        let demanded = self.on_demand(file, context).map_err(|e| (e, unit.start));
        self.finish(file);
        file.text.fetch_add(self.names.taken, Ordering::Relaxed);
        if self.names.taken > self.names.most {
            return Err((DwarfError::TooMuchText(most), unit.start));
        }
        self.settle(context.language);
        result.and(demanded)?;
        // A type without its name is another type. What stands in a supplementary file that is not there is told once.
        match self.names.missing.filter(|name| !file.lacks(*name)) {
            Some(name) => Err((DwarfError::BadString(name.offset()), unit.start)),
            None => Ok(()),
        }
    }

    /// Walks the siblings at the cursor until their list ends (or, with `single`, one DIE).
    fn walk<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        cursor: &mut Cursor<'a>,
        wanted: Option<&Wanted>,
        scope: Scope,
        single: bool,
    ) -> Result<()> {
        self.frames.clear();
        self.frames.push(Frame { scope, prefix: self.prefix.len(), count: 0, inner: 0 });
        let unit = context.unit;
        let demanded = wanted.is_none();
        // On the stack for the whole walk: it is too large to be moved for each of millions of DIEs.
        let mut attrs = Attrs::default();
        let shared = Arc::clone(&context.plans);
        let plans: &Plans = &shared;
        loop {
            if cursor.at_end() {
                // A unit may end without closing its root's children.
                return if self.frames.len() <= 1 { Ok(()) } else { Err(DwarfError::BadTree) };
            }
            let at = cursor.pos as u64;
            let code = cursor.uleb()?;
            if code == 0 {
                let Some(frame) = self.frames.pop() else { return Err(DwarfError::BadTree) };
                self.prefix.truncate(frame.prefix);
                if self.frames.is_empty() || single && self.frames.len() == 1 {
                    return Ok(());
                }
                continue;
            }
            let plan = plans.get(code)?;
            attrs.read(cursor, plans, plan, unit.encoding)?;
            self.dies += 1;
            let inner = self.die(file, context, plan, &attrs, at, wanted, demanded);
            let sibling = attrs.get(Slot::Sibling);
            if plan.has_children {
                if let Some((scope, name)) = inner {
                    if self.frames.len() >= MAX_DEPTH {
                        return Err(DwarfError::BadTree);
                    }
                    let prefix = self.prefix.len();
                    if let Some(name) = name {
                        self.push_prefix(file, name);
                    }
                    // The edge to the element type of an array was pushed last.
                    let inner = self.edges.len().saturating_sub(1);
                    self.frames.push(Frame { scope, prefix, count: 0, inner });
                    continue;
                }
                match sibling {
                    Some(Value::UnitRef(to)) if unit.start + to > at && unit.start + to <= unit.end => {
                        cursor.pos = (unit.start + to) as usize;
                    }
                    _ => self.skip_children(context, cursor)?,
                }
            }
            if single && self.frames.len() == 1 {
                return Ok(());
            }
        }
    }

    fn push_prefix(&mut self, file: &DwarfFile<'_>, name: StrRef) {
        let text = file.string(name, &self.arena).unwrap_or_default();
        if text.is_empty() {
            self.prefix.extend_from_slice(b"(anonymous)");
        } else if self.names.take(text.len()) {
            self.prefix.extend_from_slice(text);
        }
        self.prefix.extend_from_slice(b"::");
    }

    fn skip_children(&mut self, context: &UnitContext<'_>, cursor: &mut Cursor<'_>) -> Result<()> {
        let unit = context.unit;
        let mut depth = 1usize;
        let mut attrs = Attrs::default();
        let plans: &Plans = &context.plans;
        while depth > 0 {
            let at = cursor.pos as u64;
            let code = cursor.uleb()?;
            if code == 0 {
                depth -= 1;
                continue;
            }
            let plan = plans.get(code)?;
            attrs.read(cursor, plans, plan, unit.encoding)?;
            if plan.has_children {
                match attrs.get(Slot::Sibling) {
                    Some(Value::UnitRef(to)) if unit.start + to > at && unit.start + to <= unit.end => {
                        cursor.pos = (unit.start + to) as usize;
                    }
                    _ => depth += 1,
                }
            }
        }
        Ok(())
    }

    /// One DIE: what it becomes, and what its children are walked as (`None`: jump over them).
    #[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
    fn die<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        at: u64,
        wanted: Option<&Wanted>,
        demanded: bool,
    ) -> Option<(Scope, Option<StrRef>)> {
        let scope = self.frames.last().map_or(Scope::Unit, |f| f.scope);
        if let Scope::Function(owner) = scope {
            self.parameter(file, context, plan, attrs, owner);
            return None;
        }
        match plan.family {
            Family::Skip | Family::Unit | Family::Param | Family::UnspecifiedParams => None,
            Family::Transparent => Some((Scope::Namespace, None)),
            Family::Namespace => Some((Scope::Namespace, Some(context.str(file, attrs, Slot::Name)))),
            Family::Base => {
                self.base(file, context, attrs, at, demanded);
                None
            }
            Family::Unspecified => {
                // Without a name (GNU as says so of what its functions return) it is no `void`.
                let kind = if attrs.has(Slot::Name) { Kind::Void } else { Kind::Unknown };
                self.push(file, context, kind, attrs, at, demanded);
                None
            }
            Family::Unary => {
                let kind = match plan.tag {
                    dw::DW_TAG_pointer_type => Kind::Pointer,
                    dw::DW_TAG_reference_type => Kind::Reference,
                    dw::DW_TAG_rvalue_reference_type => Kind::RvalueReference,
                    dw::DW_TAG_const_type | dw::DW_TAG_immutable_type => Kind::Const,
                    dw::DW_TAG_volatile_type => Kind::Volatile,
                    dw::DW_TAG_restrict_type => Kind::Restrict,
                    dw::DW_TAG_atomic_type => Kind::Atomic,
                    _ => Kind::Typedef,
                };
                let node = self.push(file, context, kind, attrs, at, demanded);
                if matches!(kind, Kind::Pointer | Kind::Reference | Kind::RvalueReference) {
                    let n = &mut self.nodes[node as usize];
                    if n.byte_size == 0 {
                        n.byte_size = u64::from(context.unit.encoding.address_size);
                    }
                    n.aux = attrs.unsigned(Slot::AddressClass).unwrap_or(0);
                } else {
                    self.nodes[node as usize].byte_size = 0;
                }
                let target = target(context, attrs.get(Slot::Type));
                self.edge(node, EdgeKind::Target, target, 0);
                None
            }
            Family::PtrToMember => {
                let node = self.push(file, context, Kind::PtrToMember, attrs, at, demanded);
                let to = target(context, attrs.get(Slot::Type));
                self.edge(node, EdgeKind::Target, to, 0);
                let class = target(context, attrs.get(Slot::ContainingType));
                self.edge(node, EdgeKind::Containing, class, 0);
                None
            }
            Family::Array => {
                let node = self.push(file, context, Kind::Array, attrs, at, demanded);
                if attrs.flag(Slot::GnuVector) {
                    self.nodes[node as usize].flags.set(Flags::VECTOR);
                } else {
                    self.nodes[node as usize].byte_size = 0;
                }
                self.nodes[node as usize].flags.set(Flags::FLEXIBLE);
                let element = target_of(context, attrs);
                self.edge(node, EdgeKind::Target, element, 0);
                Some((Scope::Array(node), None))
            }
            Family::Subrange => {
                if let Scope::Array(array) = scope {
                    self.dimension(attrs, array);
                } else {
                    // A range type on its own (not C): what it is a range of.
                    let node = self.push(file, context, Kind::Typedef, attrs, at, demanded);
                    self.nodes[node as usize].byte_size = 0;
                    let to = target(context, attrs.get(Slot::Type));
                    self.edge(node, EdgeKind::Target, to, 0);
                }
                None
            }
            Family::Record | Family::Enum => {
                let kind = match plan.tag {
                    dw::DW_TAG_structure_type => Kind::Struct,
                    dw::DW_TAG_union_type => Kind::Union,
                    dw::DW_TAG_enumeration_type => Kind::Enum,
                    _ => Kind::Class,
                };
                let node = self.push(file, context, kind, attrs, at, demanded);
                if let Some(Value::Sig8(signature)) = attrs.get(Slot::Signature) {
                    // GCC's skeleton of a type that lives in a type unit: an alias of it.
                    self.nodes[node as usize].kind = Kind::Typedef;
                    self.nodes[node as usize].name = StrRef::NONE;
                    self.nodes[node as usize].flags = Flags::default();
                    self.edge(node, EdgeKind::Target, Target::Signature(signature), 0);
                    return None;
                }
                let name = context.str(file, attrs, Slot::Name);
                if kind == Kind::Enum {
                    if attrs.flag(Slot::EnumClass) {
                        self.nodes[node as usize].flags.set(Flags::ENUM_CLASS);
                    }
                    if let Some(order) = other_order(file, attrs) {
                        self.reorder(file, node, order);
                    }
                    if attrs.has(Slot::Type) {
                        let to = target(context, attrs.get(Slot::Type));
                        self.edge(node, EdgeKind::Target, to, 0);
                    }
                    return Some((Scope::Enum(node), None));
                }
                Some((Scope::Record(node), Some(name)))
            }
            Family::Enumerator => {
                if let Scope::Enum(owner) = scope {
                    self.enumerator(file, context, attrs, owner);
                }
                None
            }
            Family::Member => {
                if let Scope::Record(owner) = scope {
                    self.member(file, context, attrs, owner);
                }
                None
            }
            Family::Inheritance => {
                if let Scope::Record(owner) = scope {
                    let offset = attrs.get(Slot::MemberLocation);
                    let offset = offset.map_or(Some(0), |v| context.member_offset(file, v));
                    let mut flags = EdgeFlags::default();
                    if attrs.unsigned(Slot::Virtuality).is_some_and(|v| v != 0) {
                        flags.0 |= EdgeFlags::VIRTUAL.0;
                    }
                    if offset.is_none() {
                        flags.0 |= EdgeFlags::UNKNOWN_OFFSET.0;
                    }
                    let to = target(context, attrs.get(Slot::Type));
                    let value = offset.unwrap_or(0).wrapping_mul(8).cast_signed();
                    self.edge(owner, EdgeKind::Base, to, value);
                    if let Some(e) = self.edges.last_mut() {
                        e.flags = flags;
                    }
                }
                None
            }
            Family::Subroutine => {
                let node = self.function(file, context, attrs, at, demanded, true);
                Some((Scope::Function(node), None))
            }
            Family::Subprogram => {
                if demanded {
                    let node = self.function(file, context, attrs, at, demanded, true);
                    return Some((Scope::Function(node), None));
                }
                if let Scope::Record(_) = scope {
                    if self.unmodelled.is_empty() {
                        self.unmodelled.push(("member functions", at));
                    }
                    return None;
                }
                self.subprogram(file, context, attrs, at, wanted?)
            }
            Family::Variable => {
                if let Some(wanted) = wanted
                    && matches!(scope, Scope::Unit | Scope::Namespace)
                {
                    self.variable(file, context, attrs, wanted);
                }
                None
            }
        }
    }

    fn push<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        kind: Kind,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) -> u32 {
        let local = self.nodes.len() as u32;
        let mut name = StrRef::NONE;
        if kind.is_tagged() || kind == Kind::Typedef {
            name = context.str(file, attrs, Slot::Name);
            if !name.is_none() {
                let text =
                    if self.prefix.is_empty() { &[] } else { file.string(name, &self.arena).unwrap_or_default() };
                if !text.is_empty() && self.names.take(text.len() + self.prefix.len()) {
                    let start = self.arena.len();
                    let text = text.to_vec();
                    self.arena.extend_from_slice(&self.prefix);
                    self.arena.extend_from_slice(&text);
                    self.arena.push(0);
                    name = StrRef::arena(start);
                }
            }
        }
        let mut flags = context.silent;
        if attrs.flag(Slot::Declaration) {
            flags.set(Flags::DECLARATION);
            if context.leaves_out && kind.is_record() {
                flags.set(Flags::LEFT_OUT);
            }
        }
        let file_index = attrs.unsigned(Slot::DeclFile).and_then(|v| u32::try_from(v).ok()).unwrap_or(u32::MAX);
        let key =
            if file_index == u32::MAX { 0 } else { context.file_key(file, u64::from(file_index), &mut self.paths) };
        self.nodes.push(LocalNode {
            kind,
            flags,
            name_hash: 0,
            name,
            byte_size: attrs.unsigned(Slot::ByteSize).unwrap_or(0),
            alignment: attrs.unsigned(Slot::Alignment).and_then(|v| u32::try_from(v).ok()).unwrap_or(0),
            line: attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0),
            aux: 0,
            file: key,
            file_index,
            unit: context.index as u32,
            first_edge: 0,
            edges: 0,
        });
        if demanded {
            self.extra.insert((context.unit.info, at), local);
        } else {
            self.index.insert((at - context.unit.start) as usize, local);
        }
        local
    }

    fn edge(&mut self, owner: u32, kind: EdgeKind, target: Target, value: i64) {
        if self.edges.last().is_some_and(|e| e.owner > owner) {
            self.interleaved = true;
        }
        self.edges.push(LocalEdge {
            owner,
            target,
            value,
            name: StrRef::NONE,
            name_hash: 0,
            bit_size: 0,
            line: 0,
            kind,
            flags: EdgeFlags::default(),
        });
    }

    fn name_edge<'a>(&mut self, file: &'a DwarfFile<'a>, context: &UnitContext<'a>, attrs: &Attrs) {
        let name = context.str(file, attrs, Slot::Name);
        if let Some(e) = self.edges.last_mut() {
            e.name = name;
            e.line = attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0);
        }
    }

    fn function<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
        index: bool,
    ) -> u32 {
        let node = if index {
            self.push(file, context, Kind::Function, attrs, at, demanded)
        } else {
            let before = self.extra.len();
            let node = self.push(file, context, Kind::Function, attrs, at, true);
            debug_assert!(self.extra.len() >= before);
            node
        };
        let n = &mut self.nodes[node as usize];
        n.byte_size = 0;
        n.alignment = 0;
        n.flags = context.silent;
        if !attrs.flag(Slot::Prototyped) && is_c(context.language) {
            n.flags.set(Flags::UNPROTOTYPED);
        }
        if attrs.flag(Slot::Noreturn) {
            n.flags.set(Flags::NORETURN);
        }
        if let Some(cc) = attrs.unsigned(Slot::CallingConvention) {
            // 1 is normal; 3 (`nocall`) says only that debuggers must not call it.
            if cc != 1 && cc != 3 {
                n.aux = cc;
            }
        }
        let to = target(context, attrs.get(Slot::Type));
        self.edge(node, EdgeKind::Return, to, 0);
        node
    }

    fn parameter<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        owner: u32,
    ) {
        match plan.family {
            Family::Param => {
                let index = self.frames.last_mut().map_or(0, |f| {
                    f.count += 1;
                    f.count - 1
                });
                let to = target_of(context, attrs);
                self.edge(owner, EdgeKind::Param, to, i64::from(index));
                self.name_edge(file, context, attrs);
                if let Some(e) = self.edges.last_mut() {
                    e.line = 0;
                }
            }
            Family::UnspecifiedParams => {
                let any = self.frames.last().is_some_and(|f| f.count > 0);
                let n = &mut self.nodes[owner as usize];
                // `f()` of C has unspecified parameters too: that is no `...`.
                if any || !n.flags.has(Flags::UNPROTOTYPED) {
                    n.flags.set(Flags::VARIADIC);
                    n.flags.0 &= !Flags::UNPROTOTYPED.0;
                }
            }
            _ => {}
        }
    }
}

/// Whether a `DW_LANG_*` is a C.
#[must_use]
pub fn is_c(language: u16) -> bool {
    matches!(
        dw::DwLang(language),
        dw::DW_LANG_C89 | dw::DW_LANG_C | dw::DW_LANG_C99 | dw::DW_LANG_C11 | dw::DW_LANG_C17
    ) || language == 0x3e /* DW_LANG_C23 */
}

fn target(context: &UnitContext<'_>, value: Option<Value>) -> Target {
    match value {
        Some(Value::UnitRef(offset)) => Target::Die(context.unit.info, context.unit.start.saturating_add(offset)),
        Some(Value::InfoRef(offset)) => Target::Die(context.info_section(), offset),
        Some(Value::SupRef(offset)) => Target::Die(context.sup_section(), offset),
        Some(Value::Sig8(signature)) => Target::Signature(signature),
        Some(_) => Target::Unknown,
        None => Target::Void,
    }
}

/// Where `DW_AT_type` of a DIE leads that cannot be without one: an element, a member, a parameter.
fn target_of(context: &UnitContext<'_>, attrs: &Attrs) -> Target {
    match attrs.get(Slot::Type) {
        None => Target::Unknown,
        type_ => target(context, type_),
    }
}

/// Whether a `DW_LANG_*` is that of an assembler.
#[must_use]
pub fn is_assembler(language: u16) -> bool {
    // `DW_LANG_Mips_Assembler`, which all assemblers write, and `DW_LANG_Assembly` of the later registry.
    matches!(language, 0x8001 | 0x31)
}
