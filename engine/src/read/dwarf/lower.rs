//! Lowering one unit: walk its DIEs once, make a local node of every type, tie exports to their DIEs.
//!
//! Function bodies are jumped over. What a reference finds missing afterwards (a type inside a function
//! body, in another unit, in the supplementary file) is lowered on demand until nothing is missing.

mod base;
mod class;
mod constants;
mod demand;
mod die;
mod finish;
mod function;
mod grouped;
mod index;
pub(crate) mod local;
mod names;
mod node;
mod order;
mod parts;
mod qualified;
mod rust;
mod scopes;
pub(crate) mod share;
mod symbols;
mod target;
mod template;
mod types;
mod unlisted;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use self::grouped::Spare;
use self::index::OffsetIndex;
use self::local::{
    Argument, Formats, LocalConstant, LocalEdge, LocalMember, LocalMethod, LocalNode, LocalParameter, SymbolHit,
    Unlisted,
};
use self::names::NameHashes;
use self::qualified::{ScopeId, Spelt};
use self::target::target;
use super::read::attrs::Attrs;
use super::read::cursor::{Cursor, Value};
use super::read::error::{DwarfError, Result};
use super::read::plan::{Family, Plan, Plans, Slot};
use super::read::unit::{DwarfFile, PathKeys, StrRef, Unit, UnitContext};
use crate::graph::canon::table::path_key;
use crate::graph::{EdgeKind, Kind};
use crate::ground::maps::{FastMap, FastSet};

/// The exports an object has, as the lowering looks for them.
#[derive(Default)]
pub struct Wanted {
    /// Address -> exports.
    pub by_address: FastMap<u64, Vec<u32>>,
    /// Hash of the name -> exports.
    pub by_name: FastMap<u64, Vec<u32>>,
    /// Address of a resolver -> indirect functions.
    pub resolvers: FastMap<u64, Vec<u32>>,
    /// Functions that lie in several pieces are looked for by address, too.
    pub in_pieces: bool,
    /// Functions of C++ that share an address with another one: compilers and linkers fold what has equal code.
    pub folded: FastSet<u32>,
    /// Hash of the name of a virtual table -> its places that no function fills.
    pub pure: Arc<FastMap<u64, Vec<i64>>>,
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
    /// A member function, by its place among those.
    Method(u32),
    /// A variant part: its union, and the enum of its discriminant if that came already.
    VariantPart(u32, u32),
    /// A variant of a union, and the enumerator that it is.
    Variant(u32, Option<(u32, i64, bool)>),
}

struct Frame {
    scope: Scope,
    /// The name that it is a scope by; `None` if it is none.
    name: Option<StrRef>,
    /// What is around names in it, as soon as somebody asks.
    names: ScopeId,
    /// Parameters or dimensions seen so far, for `Scope::Function` and `Scope::Array`.
    count: u32,
    /// For `Scope::Array`: the edge of the innermost dimension so far.
    inner: usize,
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
    /// Virtual member functions and static data members of the unit's classes.
    pub members: Vec<LocalMember>,
    /// The other member functions, and their parameters.
    pub methods: Vec<LocalMethod>,
    pub parameters: Vec<LocalParameter>,
    /// Constants of headers, and what the types of such are.
    pub constants: Vec<LocalConstant>,
    formats: Formats,
    /// Where member functions are declared that the source file of the unit defines: offsets in the unit.
    of_source: Vec<u64>,
    /// Key of the path of that file, of units of C++; 0 of others.
    source: u64,
    /// See [`Wanted::pure`].
    pure: Arc<FastMap<u64, Vec<i64>>>,
    /// Pointers to members.
    member_pointers: Vec<u32>,
    /// The unit is of C.
    pub is_c: bool,
    /// The unit is of Rust.
    is_rust: bool,
    /// What the members of each record of Rust need to be aligned to.
    natural: FastMap<u32, u32>,
    /// Variant parts: the record, and the union that its part is.
    parts: Vec<(u32, u32)>,
    /// Some function takes `this`.
    takes_this: bool,
    /// Records that are only declared, by their offset: definitions elsewhere in the unit refer to them.
    declared: FastMap<u64, u32>,
    /// Names of types that live in type units, with their scopes, by signature.
    signed: FastMap<u64, Vec<u8>>,
    /// Which file these are of.
    signed_of: u64,
    /// Arguments of templates: the class, and what it is of.
    arguments: Vec<(u32, Argument)>,
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
    /// Classes of lambdas that GCC made, in their order.
    closures: Vec<u32>,
    /// The node of [`Kind::Unknown`], `u32::MAX` while there is none.
    unknown: u32,
    frames: Vec<Frame>,
    /// What is around the DIE that a walk starts at.
    around: ScopeId,
    spelt: Spelt,
    /// Functions that may have more parameters than their DIEs list.
    unlisted: Vec<Unlisted>,
    /// Edges while they are put into order.
    spare: Spare<LocalEdge>,
    /// DWARF <= 4 bit-fields without a byte size of their own: edge, byte offset, `DW_AT_bit_offset`.
    bit_fixups: Vec<(u32, u64, u64)>,
    /// Members with the bits of a whole number of words: edges that may be no bit-fields.
    wide_fields: Vec<u32>,
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
        self.spelt.start(file, context.is_rust, &mut self.arena);
        self.hits.clear();
        self.extra.clear();
        self.bit_fixups.clear();
        self.wide_fields.clear();
        self.members.clear();
        self.methods.clear();
        self.parameters.clear();
        self.constants.clear();
        self.formats.clear();
        self.of_source.clear();
        self.source = if context.is_c || context.is_rust { 0 } else { path_key(&context.source(file)) };
        self.arguments.clear();
        self.unlisted.clear();
        self.member_pointers.clear();
        self.takes_this = false;
        self.is_c = context.is_c;
        self.is_rust = context.is_rust;
        self.natural.clear();
        self.parts.clear();
        self.declared.clear();
        self.pure = Arc::clone(&wanted.pure);
        self.interleaved = false;
        self.typed = false;
        self.external = false;
        self.stated.clear();
        self.unknown = u32::MAX;
        self.closures.clear();
        self.names.missing = None;
        self.dies = 0;
        let unit = context.unit;
        let most = file.most_text();
        (self.names.taken, self.names.most) = (0, most.saturating_sub(file.text.load(Ordering::Relaxed)));
        self.index.reset((unit.end - unit.start) as usize);
        let section = file.infos[unit.info as usize].section;
        let mut cursor = Cursor::new(section, file.main.big_endian, context.first_child);
        cursor.limit(unit.end as usize);
        self.around = ScopeId::NONE;
        let result =
            self.walk(file, context, &mut cursor, Some(wanted), Scope::Unit, false).map_err(|e| (e, cursor.pos as u64));
        self.index.seal();
        self.hits.extend_from_slice(given);
        let demanded = self.on_demand(file, context).map_err(|e| (e, unit.start));
        self.find_arguments(context);
        self.finish(file);
        if let Some(e) = self.too_many_names(file) {
            return Err((e, unit.start));
        }
        self.settle(context.language);
        result.and(demanded)?;
        self.lost_name(file).map_or(Ok(()), |e| Err((e, unit.start)))
    }

    /// Counts the names that were read since it was asked last, which may be too many.
    pub fn too_many_names(&mut self, file: &DwarfFile<'_>) -> Option<DwarfError> {
        let names = &mut self.names;
        file.text.fetch_add(names.taken, Ordering::Relaxed);
        let too_many = names.taken > names.most;
        (names.most, names.taken) = (names.most.saturating_sub(names.taken), 0);
        too_many.then(|| DwarfError::TooMuchText(file.most_text()))
    }

    /// A name of the unit that could not be read: a type without its name is another type. What stands in a supplementary
    /// file that is not there is told once.
    pub fn lost_name(&self, file: &DwarfFile<'_>) -> Option<DwarfError> {
        let lost = self.names.missing.filter(|name| !file.lacks(*name));
        lost.map(|name| DwarfError::BadString(name.offset()))
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
        self.frames.push(Frame { scope, name: None, names: self.around, count: 0, inner: 0 });
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
                if self.frames.pop().is_none() {
                    return Err(DwarfError::BadTree);
                }
                if self.frames.is_empty() || single && self.frames.len() == 1 {
                    return Ok(());
                }
                continue;
            }
            let plan = plans.get(code)?;
            attrs.read(cursor, plans, plan, unit.encoding)?;
            self.dies += 1;
            let inner = self.die(file, context, plan, &attrs, at, wanted, demanded);
            if plan.has_children {
                if let Some((scope, name)) = inner {
                    if self.frames.len() >= MAX_DEPTH {
                        return Err(DwarfError::BadTree);
                    }
                    // The edge to the element type of an array was pushed last.
                    let inner = self.edges.len().saturating_sub(1);
                    self.frames.push(Frame { scope, name, names: ScopeId::UNASKED, count: 0, inner });
                    continue;
                }
                match sibling(unit, &attrs, at) {
                    Some(next) => cursor.pos = next,
                    None => self.skip_children(context, cursor)?,
                }
            }
            if single && self.frames.len() == 1 {
                return Ok(());
            }
        }
    }

    /// The record in which the DIE stands that is looked at, `u32::MAX` if in none.
    fn innermost_record(&self) -> u32 {
        match self.frames.last().map(|f| f.scope) {
            Some(Scope::Record(owner)) => owner,
            _ => u32::MAX,
        }
    }

    /// What is around the names of what the DIE that is looked at declares.
    #[inline]
    fn scope_of_names(&mut self, file: &DwarfFile<'_>) -> ScopeId {
        match self.frames.last() {
            None => self.around,
            Some(frame) if frame.names != ScopeId::UNASKED => frame.names,
            Some(_) => self.ask_scopes(file),
        }
    }

    fn ask_scopes(&mut self, file: &DwarfFile<'_>) -> ScopeId {
        let asked = self.frames.iter().rposition(|f| f.names != ScopeId::UNASKED);
        let mut around = asked.map_or(self.around, |at| self.frames[at].names);
        for frame in self.frames.iter_mut().skip(asked.map_or(0, |at| at + 1)) {
            if let Some(name) = frame.name {
                around = self.spelt.inside(around, name, file, &mut self.arena, &mut self.names);
            }
            frame.names = around;
        }
        around
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
                match sibling(unit, &attrs, at) {
                    Some(next) => cursor.pos = next,
                    None => depth += 1,
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
        if matches!(scope, Scope::Function(_) | Scope::Method(_)) {
            self.part_of_function(file, context, plan, attrs, scope);
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
                self.unspecified(file, context, attrs, at, demanded);
                None
            }
            Family::Unary => {
                self.unary(file, context, plan, attrs, at, demanded);
                None
            }
            Family::PtrToMember => {
                self.member_pointer(file, context, attrs, at, demanded);
                None
            }
            Family::Array => Some((Scope::Array(self.array(file, context, attrs, at, demanded)), None)),
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
            Family::Record | Family::Enum => self.tagged(file, context, plan, attrs, at, demanded),
            Family::Enumerator => {
                if let Scope::Enum(owner) = scope {
                    self.enumerator(file, context, attrs, owner);
                }
                None
            }
            Family::Member | Family::VariantPart | Family::Variant => {
                self.part(file, context, plan, attrs, scope).map(|scope| (scope, None))
            }
            Family::Inheritance => {
                if let Scope::Record(owner) = scope {
                    self.inheritance(file, context, attrs, owner);
                }
                None
            }
            Family::Subroutine => {
                let node = self.function(file, context, attrs, at, demanded, true);
                Some((Scope::Function(node), None))
            }
            Family::Subprogram => {
                if context.is_rust && matches!(scope, Scope::Record(_)) {
                    // What a definition refers to is lowered when that asks for it.
                    return None;
                }
                if let Scope::Record(owner) = scope {
                    // The code of a member function of a class that a function declares.
                    if attrs.has(Slot::Origin) {
                        return None;
                    }
                    return self.member_function(file, context, attrs, at, demanded, owner);
                }
                if demanded {
                    let node = self.function(file, context, attrs, at, demanded, true);
                    return Some((Scope::Function(node), None));
                }
                self.subprogram(file, context, attrs, at, wanted?)
            }
            Family::TemplateArgument => {
                if let Scope::Record(owner) = scope
                    && !context.is_rust
                {
                    self.template_argument(file, context, plan, attrs, owner);
                }
                None
            }
            Family::TemplatePack => match scope {
                Scope::Record(owner) => {
                    self.template_pack(owner);
                    Some((Scope::Record(owner), None))
                }
                _ => None,
            },
            Family::Variable => {
                self.variable_somewhere(file, context, attrs, wanted, scope);
                None
            }
        }
    }
}

/// Where the DIE behind all children of the one at `at` stands, if that says so and is right.
#[inline]
fn sibling(unit: &Unit, attrs: &Attrs, at: u64) -> Option<usize> {
    let Value::UnitRef(to) = attrs.get(Slot::Sibling)? else { return None };
    let to = unit.start.checked_add(to)?;
    (to > at && to <= unit.end).then_some(to as usize)
}
