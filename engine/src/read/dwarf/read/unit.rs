//! Units opened for reading: what a DIE of theirs needs to be understood (strings, addresses, expressions, the file
//! table).

mod file;
mod files;
mod header;
mod kept;
mod ranges;
mod string;
mod table;

use std::sync::Arc;

use gimli::constants as dw;
use gimli::{
    DebugAddr, DebugAddrBase, DebugAddrIndex, DebugRngListsBase, DebugStrOffsets, DebugStrOffsetsBase,
    DebugStrOffsetsIndex, DwarfFileType, Expression, Operation, Reader as _,
};

use self::table::FileTable;
use super::attrs::Attrs;
use super::cursor::{Cursor, Value};
use super::error::{DwarfError, Result};
use super::plan::{Plans, Slot};
use super::reader::{Reader, reader};
use crate::graph::Flags;
use crate::read::dwarf::form::Producer;
use crate::read::dwarf::language::{is_c, is_rust};

pub use self::file::{DwarfFile, Skeleton};
pub use self::header::Unit;
pub use self::string::StrRef;
pub use self::table::PathKeys;

/// A unit opened for reading: plans, bases, file table.
pub struct UnitContext<'a> {
    /// Index in [`DwarfFile::units`].
    pub index: usize,
    /// Its header.
    pub unit: &'a Unit,
    /// Its abbreviations.
    pub plans: Arc<Plans>,
    /// Attributes of the unit DIE that matter later.
    pub language: u16,
    /// It is a C.
    pub is_c: bool,
    /// It is of Rust.
    pub is_rust: bool,
    /// `DW_AT_name`
    pub name: StrRef,
    /// `DW_AT_comp_dir`
    pub comp_dir: StrRef,
    /// Who made it: `DW_AT_producer`, taken apart.
    pub maker: Arc<Producer>,
    /// What its form of debug information cannot state, see [`Flags::SILENT`].
    pub silent: Flags,
    /// The number by which a skeleton and its split unit find each other.
    pub dwo_id: Option<u64>,
    /// Name of a `.dwo` file and its id, in a skeleton unit.
    pub dwo: Option<(StrRef, u64)>,
    /// The unit DIE says where its code is.
    pub has_code: bool,
    /// Addresses of its code from start to end, where that is one piece.
    pub code: Option<(u64, u64)>,
    /// `DW_AT_producer`
    pub producer: StrRef,
    /// Its compiler was told to leave definitions of records out.
    pub leaves_out: bool,
    /// Where the children of the unit DIE start; the end of the unit if there are none.
    pub first_child: usize,
    str_offsets_base: DebugStrOffsetsBase<usize>,
    /// Where its addresses start in `.debug_addr`.
    pub addr_base: u64,
    /// Where its lists start in `.debug_ranges`, of a skeleton.
    pub ranges_base: u64,
    /// What lists of addresses count from.
    pub base: u64,
    rnglists_base: DebugRngListsBase<usize>,
    pub stmt_list: Option<u64>,
    /// That is the one of the skeleton.
    outer_files: bool,
    /// Index of the section that `DW_FORM_ref_addr` points into.
    info_ref: u32,
    sup_ref: u32,
    files: Option<Arc<FileTable>>,
    /// Keys of the paths of `DW_AT_decl_file` that were asked for, 0 where one was not.
    keys: Vec<u64>,
}

impl<'a> UnitContext<'a> {
    /// Reads abbreviations and the unit DIE. What its producer tells of a unit is left out.
    ///
    /// # Errors
    /// Either cannot be read.
    pub(crate) fn open_bare(file: &'a DwarfFile<'a>, index: usize) -> Result<Self> {
        let unit = &file.units[index];
        let info = &file.infos[unit.info as usize];
        let sections = if info.sup { file.main.sup.as_deref().unwrap_or(file.main) } else { file.main };
        if unit.abbrev > sections.abbrev.data().len() as u64 {
            return Err(DwarfError::BadOffset(unit.abbrev));
        }
        let mut context = Self::new(file, index, file.plans(sections, unit)?);
        let mut cursor = Cursor::new(info.section, file.main.big_endian, unit.dies as usize);
        cursor.limit(unit.end as usize);
        if cursor.at_end() {
            return Err(DwarfError::NoUnitDie);
        }
        let code = cursor.uleb()?;
        if code == 0 {
            return Err(DwarfError::NoUnitDie);
        }
        let plan = context.plans.get(code)?;
        if !fits(unit, plan.tag) {
            return Err(DwarfError::WrongUnit(unit.unit_type, plan.tag.0));
        }
        let mut attrs = Attrs::default();
        attrs.read(&mut cursor, &context.plans, plan, unit.encoding)?;
        if let Some(base) = attrs.unsigned(Slot::StrOffsetsBase) {
            context.str_offsets_base = DebugStrOffsetsBase(number(base)?);
        }
        context.addr_base = attrs.unsigned(Slot::AddrBase).unwrap_or(context.addr_base);
        context.ranges_base = attrs.unsigned(Slot::RangesBase).unwrap_or(context.ranges_base);
        if let Some(base) = attrs.unsigned(Slot::RnglistsBase) {
            context.rnglists_base = DebugRngListsBase(number(base)?);
        }
        context.base = attrs.get(Slot::LowPc).and_then(|v| context.address(file, v)).unwrap_or(context.base);
        context.stmt_list = attrs.unsigned(Slot::StmtList);
        if let (None, Some(skeleton), None) = (context.stmt_list, file.skeleton, unit.signed) {
            context.stmt_list = skeleton.stmt_list;
            context.outer_files = true;
        }
        context.language = attrs.unsigned(Slot::Language).and_then(|v| u16::try_from(v).ok()).unwrap_or(0);
        context.is_c = is_c(context.language);
        context.is_rust = is_rust(context.language);
        context.has_code = attrs.has(Slot::LowPc);
        context.code = context.code_of(file, &attrs);
        context.producer = context.str(file, &attrs, Slot::Producer);
        context.name = context.str(file, &attrs, Slot::Name);
        context.comp_dir = context.str(file, &attrs, Slot::CompDir);
        if context.comp_dir.is_none() {
            context.comp_dir = file.skeleton.map_or(StrRef::NONE, |skeleton| skeleton.comp_dir);
        }
        context.dwo_id = attrs.unsigned(Slot::DwoId).or(unit.dwo_id);
        let dwo = context.str(file, &attrs, Slot::DwoName);
        if !dwo.is_none() {
            context.dwo = Some((dwo, context.dwo_id.unwrap_or(0)));
        }
        if plan.has_children {
            context.first_child = cursor.pos;
        }
        Ok(context)
    }

    /// What is known before the DIE of the unit is read.
    fn new(file: &'a DwarfFile<'a>, index: usize, plans: Arc<Plans>) -> Self {
        let unit = &file.units[index];
        let info = &file.infos[unit.info as usize];
        let kind = if file.main.is_split { DwarfFileType::Dwo } else { DwarfFileType::Main };
        Self {
            index,
            unit,
            plans,
            language: 0,
            is_c: false,
            is_rust: false,
            name: StrRef::NONE,
            comp_dir: StrRef::NONE,
            maker: Arc::default(),
            silent: Flags::default(),
            dwo_id: None,
            dwo: None,
            has_code: false,
            code: None,
            producer: StrRef::NONE,
            leaves_out: false,
            first_child: unit.end as usize,
            str_offsets_base: DebugStrOffsetsBase::default_for_encoding_and_file(unit.encoding, kind),
            addr_base: file.skeleton.map_or(0, |skeleton| skeleton.addr_base),
            ranges_base: file.skeleton.map_or(0, |skeleton| skeleton.ranges_base),
            base: file.skeleton.map_or(0, |skeleton| skeleton.base),
            rnglists_base: DebugRngListsBase::default_for_encoding_and_file(unit.encoding, kind),
            stmt_list: None,
            outer_files: false,
            info_ref: if info.types { 0 } else { unit.info },
            sup_ref: file.sup.unwrap_or(u32::MAX),
            files: None,
            keys: Vec::new(),
        }
    }

    /// `DW_AT_low_pc` to `DW_AT_high_pc`, which is a length from DWARF 4 on (2.17.2).
    fn code_of(&self, file: &DwarfFile<'_>, attrs: &Attrs) -> Option<(u64, u64)> {
        let start = self.address(file, attrs.get(Slot::LowPc)?)?;
        let high = attrs.get(Slot::HighPc)?;
        let end = match high {
            Value::Unsigned(v) if self.unit.encoding.version >= 4 => start.checked_add(v)?,
            other => self.address(file, other)?,
        };
        (end > start).then_some((start, end))
    }

    /// Section that `DW_FORM_ref_addr` points into.
    #[must_use]
    pub fn info_section(&self) -> u32 {
        self.info_ref
    }

    /// Section that a reference to the supplementary file points into.
    #[must_use]
    pub fn sup_section(&self) -> u32 {
        self.sup_ref
    }

    /// String of an attribute; none if absent or outside its section.
    #[inline]
    #[must_use]
    pub fn str(&self, file: &DwarfFile<'_>, attrs: &Attrs, slot: Slot) -> StrRef {
        let Some(value) = attrs.get(slot) else { return StrRef::NONE };
        self.str_value(file, value)
    }

    fn str_value(&self, file: &DwarfFile<'_>, value: Value) -> StrRef {
        let sup = file.infos[self.unit.info as usize].sup;
        match value {
            Value::Strp(offset) if sup => StrRef::new(StrRef::SUP_STR, offset),
            Value::Strp(offset) => StrRef::new(StrRef::STR, offset),
            Value::LineStrp(offset) if sup => StrRef::new(StrRef::SUP_LINE_STR, offset),
            Value::LineStrp(offset) => StrRef::new(StrRef::LINE_STR, offset),
            Value::StrpSup(offset) => StrRef::new(StrRef::SUP_STR, offset),
            Value::Inline(offset) => StrRef::new(StrRef::INFO + u64::from(self.unit.info), offset),
            Value::Strx(at) => self.indexed(file, at).map_or(StrRef::NONE, |at| StrRef::new(StrRef::STR, at as u64)),
            _ => StrRef::NONE,
        }
    }

    /// Where in `.debug_str` a string of `.debug_str_offsets` starts.
    fn indexed(&self, file: &DwarfFile<'_>, at: u64) -> Result<usize> {
        let offsets = DebugStrOffsets::from(reader(&file.main.str_offsets, file.main.big_endian));
        let at = DebugStrOffsetsIndex(number(at)?);
        Ok(offsets.get_str_offset(self.unit.encoding.format, self.str_offsets_base, at)?.0)
    }

    /// An address, through `.debug_addr` if need be.
    #[must_use]
    pub fn address(&self, file: &DwarfFile<'_>, value: Value) -> Option<u64> {
        match value {
            Value::Unsigned(v) => Some(v),
            Value::Addrx(at) => {
                let section = file.skeleton.map_or(&file.main.addr, |skeleton| &skeleton.main.addr);
                let addresses = DebugAddr::from(reader(section, file.main.big_endian));
                let (base, at) = (DebugAddrBase(number(self.addr_base).ok()?), DebugAddrIndex(number(at).ok()?));
                addresses.get_address(self.unit.encoding.address_size, base, at).ok()
            }
            _ => None,
        }
    }

    /// The only operation of an expression; `None` if it has several.
    fn only_operation<'f>(&self, file: &DwarfFile<'f>, start: u64, length: u32) -> Option<Operation<Reader<'f>>> {
        let mut bytes = reader(file.infos[self.unit.info as usize].section, file.main.big_endian);
        bytes.skip(number(start).ok()?).ok()?;
        bytes.truncate(length as usize).ok()?;
        let mut operations = Expression(bytes).operations(self.unit.encoding);
        let first = operations.next().ok()??;
        operations.next().ok()?.is_none().then_some(first)
    }

    /// The address of a variable whose location is exactly `DW_OP_addr X` or `DW_OP_addrx N`.
    #[must_use]
    pub fn location(&self, file: &DwarfFile<'_>, value: Value) -> Option<u64> {
        let Value::Block(start, length) = value else { return None };
        match self.only_operation(file, start, length)? {
            Operation::Address { address } => Some(address),
            Operation::AddressIndex { index } => self.address(file, Value::Addrx(index.0 as u64)),
            _ => None,
        }
    }

    /// How many bytes in front of the address point of its virtual table the offset of a virtual base stands: a constant
    /// (clang), or an expression that loads the table, goes back by a constant and loads again (GCC).
    #[must_use]
    pub fn table_offset(&self, file: &DwarfFile<'_>, value: Value) -> Option<u64> {
        let Value::Block(start, length) = value else { return self.member_offset(file, value) };
        let mut bytes = reader(file.infos[self.unit.info as usize].section, file.main.big_endian);
        bytes.skip(number(start).ok()?).ok()?;
        bytes.truncate(length as usize).ok()?;
        let mut operations = Expression(bytes).operations(self.unit.encoding);
        let mut before = None;
        while let Some(operation) = operations.next().ok()? {
            match (before, &operation) {
                (Some(Operation::UnsignedConstant { value }), Operation::Minus) => return Some(value),
                (Some(Operation::SignedConstant { value }), Operation::Minus) => return u64::try_from(value).ok(),
                (Some(Operation::SignedConstant { value }), Operation::Plus) => {
                    return value.checked_neg()?.try_into().ok();
                }
                _ => before = Some(operation),
            }
        }
        None
    }

    /// A member offset in bytes, from a constant or an expression that is one: `DW_OP_plus_uconst N`, `DW_OP_constu N`.
    #[must_use]
    pub fn member_offset(&self, file: &DwarfFile<'_>, value: Value) -> Option<u64> {
        match value {
            Value::Unsigned(v) => Some(v),
            Value::Signed(v) => u64::try_from(v).ok(),
            Value::Block(start, length) => match self.only_operation(file, start, length)? {
                Operation::PlusConstant { value } | Operation::UnsignedConstant { value } => Some(value),
                _ => None,
            },
            _ => None,
        }
    }
}

/// An offset or an index, as wide as gimli takes them.
fn number(value: u64) -> Result<usize> {
    usize::try_from(value).map_err(|_| DwarfError::BadOffset(value))
}

/// Whether the DIE of a unit is of the kind that its header says (DWARF 5, 7.5.1). Headers before version 5 say only
/// what section they stand in. Compilers mix up the kinds of units that have code, nobody those and type units.
fn fits(unit: &Unit, tag: dw::DwTag) -> bool {
    match tag {
        dw::DW_TAG_type_unit => unit.signed.is_some(),
        dw::DW_TAG_compile_unit | dw::DW_TAG_partial_unit | dw::DW_TAG_skeleton_unit => unit.signed.is_none(),
        _ => false,
    }
}
