//! Units: finding them, their headers, and what a DIE of theirs needs to be read (strings, addresses,
//! the file table).

mod files;
mod kept;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gimli::constants as dw;

use self::files::FileTable;
use super::attrs::Attrs;
use super::cursor::{Cursor, DwarfError, Encoding, Result, Value};
use super::plan::{Plans, Slot};
use crate::graph::Flags;
use crate::read::dwarf::form::{Producer, Producers};
use crate::read::dwarf::sections::DwarfSections;
use crate::read::dwarf::{form, producer};
use crate::read::elf::Section;

pub use self::files::PathKeys;
pub use self::kept::Kept;

/// A string, not yet read: where its bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StrRef(u64);

impl StrRef {
    /// No string.
    pub const NONE: Self = Self(0);
    const SHIFT: u32 = 56;
    const STR: u64 = 1;
    const LINE_STR: u64 = 2;
    const SUP_STR: u64 = 3;
    const ARENA: u64 = 4;
    const LINE_SECTION: u64 = 5;
    const SUP_LINE_STR: u64 = 6;
    const SUP_LINE_SECTION: u64 = 7;
    const INFO: u64 = 16;

    fn new(space: u64, offset: u64) -> Self {
        Self(space << Self::SHIFT | (offset & ((1 << Self::SHIFT) - 1)))
    }
    /// In the text arena of the lowering.
    #[must_use]
    pub fn arena(offset: usize) -> Self {
        Self::new(Self::ARENA, offset as u64)
    }
    /// Where it starts in its section.
    #[must_use]
    pub fn offset(self) -> u64 {
        self.0 & ((1 << Self::SHIFT) - 1)
    }
    /// Whether it lies in a string section, which units share.
    #[must_use]
    pub fn is_shared(self) -> bool {
        (Self::STR..=Self::SUP_STR).contains(&(self.0 >> Self::SHIFT))
    }
    /// A number of `bits` bits that differs for most places.
    #[must_use]
    pub fn spread(self, bits: u32) -> usize {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
    }
    /// Whether there is no string.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Sections of one object (and of its supplementary file), with every unit found in them.
pub struct DwarfFile<'a> {
    /// The sections of the object.
    pub main: &'a DwarfSections,
    /// `.debug_info`-like sections: main ones first, then `.debug_types`, then those of the
    /// supplementary file.
    pub infos: Vec<InfoSection<'a>>,
    /// Split units: the object that holds the skeleton, and where its addresses start.
    pub skeleton: Option<(&'a DwarfSections, u64)>,
    /// Differs from that of any other file of the process.
    pub serial: u64,
    /// Units in section order.
    pub units: Vec<Unit>,
    /// Type units by signature, sorted.
    pub signatures: Vec<(u64, u32)>,
    /// Signatures of several type units that are not the same, sorted.
    pub conflicts: Vec<u64>,
    /// Some compiler was told to leave definitions out, see [`producer::some_leaves_out`].
    pub leaves_out: bool,
    /// Who made its units.
    pub producers: Producers,
    /// Where unit headers could not be followed any further: section, offset, reason.
    pub damaged: Vec<(usize, u64, DwarfError)>,
    /// Index of the supplementary file's section in `infos`.
    sup: Option<u32>,
    /// Where abbreviation tables start: of the supplementary file or not, offset. Sorted, one for each table.
    tables: Vec<(bool, u64)>,
    plans: Kept<(bool, u64, Encoding), Plans>,
    file_tables: Kept<(bool, u64), FileTable>,
    /// Whether the files of a line table, seen from a compilation directory, are headers of the object's own.
    pub own_headers: Kept<(bool, Option<u64>, StrRef), bool>,
    /// Bytes of line tables that were read, again and again where units share or overlap them.
    line_bytes: AtomicU64,
    /// Bytes of names that units took from string sections.
    pub text: AtomicU64,
}

/// How many abbreviation tables one may reach into. Tables lie one behind the other; whoever lets them overlap
/// lets a few bytes count for many units.
const OVERLAPPING_TABLES: usize = 8;
/// How often the line tables of a file are read at most, all in all. Shared ones are kept after the second time.
const LINE_TABLE_READS: u64 = 64;
/// How many bytes of names a byte of `.debug_info` may stand for. A reference takes four bytes, its DIE ten and more,
/// so this is a name of a thousand bytes and more in each of them.
const TEXT_RATIO: u64 = 64;
/// What any file may take of names.
const TEXT_FREE: u64 = 16 << 20;

/// One section that holds units.
pub struct InfoSection<'a> {
    /// The section.
    pub section: &'a Section,
    /// Whether it belongs to the supplementary file.
    pub sup: bool,
    /// `.debug_types` of DWARF 4: the header carries a signature.
    pub types: bool,
}

/// Header of one unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Index into [`DwarfFile::infos`].
    pub info: u32,
    /// Offset of the header in its section.
    pub start: u64,
    /// Offset of the first DIE.
    pub dies: u64,
    /// End of the unit.
    pub end: u64,
    /// Widths.
    pub encoding: Encoding,
    /// Offset of its abbreviations.
    pub abbrev: u64,
    /// `DW_UT_*`
    pub unit_type: u8,
    /// Type units: signature.
    pub signature: u64,
    /// Type units: offset of the type in the unit. Skeleton and split units: DWO id in `signature`.
    pub type_offset: u64,
}

impl<'a> DwarfFile<'a> {
    /// Finds the units of an object. A header that cannot be read ends its section and is listed in
    /// [`DwarfFile::damaged`].
    #[must_use]
    pub fn new(main: &'a DwarfSections) -> Self {
        let mut infos = vec![InfoSection { section: &main.info, sup: false, types: false }];
        infos.extend(main.info_extra.iter().map(|section| InfoSection { section, sup: false, types: false }));
        infos.extend(main.types.iter().map(|section| InfoSection { section, sup: false, types: true }));
        if let Some(sup) = &main.sup {
            infos.push(InfoSection { section: &sup.info, sup: true, types: false });
        }
        // Caches start at 0, which is no file.
        static SERIAL: AtomicU64 = AtomicU64::new(1);
        let mut file = Self {
            main,
            sup: infos.iter().position(|i| i.sup).and_then(|i| u32::try_from(i).ok()),
            infos,
            skeleton: None,
            serial: SERIAL.fetch_add(1, Ordering::Relaxed),
            units: Vec::new(),
            signatures: Vec::new(),
            conflicts: Vec::new(),
            leaves_out: producer::some_leaves_out(main.command_line.as_slice()),
            producers: Producers::default(),
            damaged: Vec::new(),
            tables: Vec::new(),
            plans: Kept::default(),
            file_tables: Kept::default(),
            own_headers: Kept::default(),
            line_bytes: AtomicU64::new(0),
            text: AtomicU64::new(0),
        };
        for index in 0..file.infos.len() {
            file.scan(index);
        }
        for (i, unit) in file.units.iter().enumerate() {
            let is_type = unit.unit_type == dw::DW_UT_type.0 || unit.unit_type == dw::DW_UT_split_type.0;
            if is_type && let Ok(i) = u32::try_from(i) {
                file.signatures.push((unit.signature, i));
            }
        }
        file.signatures.sort_unstable();
        let is_sup = |unit: &Unit| file.infos[unit.info as usize].sup;
        let mut tables: Vec<(bool, u64)> = file.units.iter().map(|u| (is_sup(u), u.abbrev)).collect();
        tables.sort_unstable();
        tables.dedup();
        file.tables = tables;
        file
    }

    /// The plans of a unit's abbreviations: those of an offset are compiled for each encoding once, or twice at most.
    fn plans(&self, sections: &DwarfSections, unit: &Unit) -> Result<Arc<Plans>> {
        let key = (self.infos[unit.info as usize].sup, unit.abbrev);
        self.plans.get((key.0, key.1, unit.encoding), || {
            let next = self.tables.partition_point(|t| *t <= key) + OVERLAPPING_TABLES - 1;
            let end = self.tables.get(next).filter(|t| t.0 == key.0).map_or(u64::MAX, |t| t.1);
            let mut cursor = Cursor::new(&sections.abbrev, self.main.big_endian, unit.abbrev as usize);
            Plans::parse(&mut cursor, unit.encoding, end)
        })
    }

    /// Bytes of names that all units may take together.
    #[must_use]
    pub fn most_text(&self) -> u64 {
        let bytes: usize = self.infos.iter().map(|i| i.section.data().len()).sum();
        (bytes as u64).saturating_mul(TEXT_RATIO).saturating_add(TEXT_FREE)
    }

    fn scan(&mut self, index: usize) {
        let info = &self.infos[index];
        let mut cursor = Cursor::new(info.section, self.main.big_endian, 0);
        let mut found = Vec::new();
        while !cursor.at_end() {
            let start = cursor.pos as u64;
            match header(&mut cursor, index, info.types, self.main.big_endian) {
                Ok(Some(unit)) => {
                    cursor.pos = unit.end as usize;
                    found.push(unit);
                }
                Ok(None) => {}
                Err((e, next)) => {
                    self.damaged.push((index, start, e));
                    match next {
                        // The length is sound, only this unit is not understood.
                        Some(next) if next > start => cursor.pos = next as usize,
                        _ => break,
                    }
                }
            }
        }
        self.units.extend(found);
    }

    /// The unit that holds an offset of an info section.
    #[must_use]
    pub fn unit_at(&self, info: u32, offset: u64) -> Option<usize> {
        let index = self.units.partition_point(|u| (u.info, u.start) <= (info, offset));
        let unit = self.units.get(index.checked_sub(1)?)?;
        (unit.info == info && offset < unit.end).then(|| index - 1)
    }

    /// Whether a string lies in the supplementary file, and that is not to be had.
    #[must_use]
    pub fn lacks(&self, s: StrRef) -> bool {
        s.0 >> StrRef::SHIFT == StrRef::SUP_STR && self.main.sup.is_none()
    }

    /// Bytes of a string (without the NUL), `None` if it lies outside its section.
    #[must_use]
    pub fn string<'s>(&'s self, s: StrRef, arena: &'s [u8]) -> Option<&'s [u8]> {
        self.string_up_to(usize::MAX, s, arena)
    }

    /// The same, `None` also if it is longer than `most` bytes.
    #[must_use]
    pub fn string_up_to<'s>(&'s self, most: usize, s: StrRef, arena: &'s [u8]) -> Option<&'s [u8]> {
        let offset = (s.0 & ((1 << StrRef::SHIFT) - 1)) as usize;
        let data = match s.0 >> StrRef::SHIFT {
            0 => return Some(&[]),
            StrRef::STR => self.main.str_.data(),
            StrRef::LINE_STR => self.main.line_str.data(),
            StrRef::SUP_STR => self.main.sup.as_ref()?.str_.data(),
            StrRef::ARENA => arena,
            StrRef::LINE_SECTION => self.main.line.data(),
            StrRef::SUP_LINE_STR => self.main.sup.as_ref()?.line_str.data(),
            StrRef::SUP_LINE_SECTION => self.main.sup.as_ref()?.line.data(),
            n => self.infos.get((n - StrRef::INFO) as usize)?.section.data(),
        };
        let rest = data.get(offset..)?;
        let rest = &rest[..most.saturating_add(1).min(rest.len())];
        let len = memchr::memchr(0, rest)?;
        Some(&rest[..len])
    }
}

type HeaderError = (DwarfError, Option<u64>);

fn header(
    cursor: &mut Cursor<'_>,
    info: usize,
    types: bool,
    big_endian: bool,
) -> std::result::Result<Option<Unit>, HeaderError> {
    let start = cursor.pos as u64;
    let lost = |e| (e, None);
    let mut length = u64::from(cursor.u32().map_err(lost)?);
    let mut dwarf64 = false;
    if length == 0 {
        // Padding between units.
        return Ok(None);
    }
    if length == 0xffff_ffff {
        dwarf64 = true;
        length = cursor.u64().map_err(lost)?;
    } else if length >= 0xffff_fff0 {
        return Err((DwarfError::BadOffset(length), None));
    }
    let end = (cursor.pos as u64).checked_add(length).ok_or((DwarfError::Truncated, None))?;
    if end > cursor.data().len() as u64 {
        return Err((DwarfError::Truncated, None));
    }
    let err = |e| (e, Some(end));
    let version = cursor.u16().map_err(err)?;
    if !(2..=5).contains(&version) {
        return Err((DwarfError::UnknownVersion(version), Some(end)));
    }
    let mut e = Encoding { big_endian, dwarf64, version, address_size: 8 };
    let mut unit_type = if types { dw::DW_UT_type.0 } else { dw::DW_UT_compile.0 };
    let abbrev;
    if version >= 5 {
        unit_type = cursor.u8().map_err(err)?;
        e.address_size = cursor.u8().map_err(err)?;
        abbrev = cursor.word(e.offset_size()).map_err(err)?;
    } else {
        abbrev = cursor.word(e.offset_size()).map_err(err)?;
        e.address_size = cursor.u8().map_err(err)?;
    }
    if !matches!(e.address_size, 1 | 2 | 4 | 8) {
        return Err((DwarfError::BadOffset(u64::from(e.address_size)), Some(end)));
    }
    let (mut signature, mut type_offset) = (0, 0);
    match dw::DwUt(unit_type) {
        dw::DW_UT_type | dw::DW_UT_split_type => {
            signature = cursor.u64().map_err(err)?;
            type_offset = cursor.word(e.offset_size()).map_err(err)?;
        }
        dw::DW_UT_skeleton | dw::DW_UT_split_compile => signature = cursor.u64().map_err(err)?,
        dw::DW_UT_compile | dw::DW_UT_partial => {}
        _ => return Err((DwarfError::UnknownUnitType(unit_type), Some(end))),
    }
    if cursor.pos as u64 > end {
        return Err((DwarfError::Truncated, Some(end)));
    }
    Ok(Some(Unit {
        info: u32::try_from(info).unwrap_or(u32::MAX),
        start,
        dies: cursor.pos as u64,
        end,
        encoding: e,
        abbrev,
        unit_type,
        signature,
        type_offset,
    }))
}

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
    /// `DW_AT_name`
    pub name: StrRef,
    /// `DW_AT_comp_dir`
    pub comp_dir: StrRef,
    /// Who made it: `DW_AT_producer`, taken apart.
    pub maker: Arc<Producer>,
    /// What its form of debug information cannot state, see [`Flags::SILENT`].
    pub silent: Flags,
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
    str_offsets_base: u64,
    /// Where its addresses start in `.debug_addr`.
    pub addr_base: u64,
    stmt_list: Option<u64>,
    /// Index of the section that `DW_FORM_ref_addr` points into.
    info_ref: u32,
    sup_ref: u32,
    files: Option<Arc<FileTable>>,
    /// Keys of the paths of `DW_AT_decl_file` that were asked for, 0 where one was not.
    keys: Vec<u64>,
}

impl<'a> UnitContext<'a> {
    /// Reads abbreviations and the unit DIE.
    ///
    /// # Errors
    /// Either cannot be read.
    pub fn open(file: &'a DwarfFile<'a>, index: usize) -> Result<Self> {
        let mut context = Self::open_bare(file, index)?;
        context.maker = form::of(file, &context);
        context.silent = context.maker.silent(context.unit.encoding.version);
        Ok(context)
    }

    /// The same without [`Self::silent`].
    pub(crate) fn open_bare(file: &'a DwarfFile<'a>, index: usize) -> Result<Self> {
        let unit = &file.units[index];
        let info = &file.infos[unit.info as usize];
        let sections = if info.sup { file.main.sup.as_deref().unwrap_or(file.main) } else { file.main };
        if unit.abbrev > sections.abbrev.data().len() as u64 {
            return Err(DwarfError::BadOffset(unit.abbrev));
        }
        let big = file.main.big_endian;
        let plans = file.plans(sections, unit)?;
        let mut cursor = Cursor::new(info.section, big, unit.dies as usize);
        cursor.limit(unit.end as usize);
        let mut context = Self {
            index,
            unit,
            plans,
            language: 0,
            name: StrRef::NONE,
            comp_dir: StrRef::NONE,
            maker: Arc::default(),
            silent: Flags::default(),
            dwo: None,
            has_code: false,
            code: None,
            producer: StrRef::NONE,
            leaves_out: false,
            first_child: unit.end as usize,
            // The default is just past the table's header (DWARF 5, 7.26), for split units.
            str_offsets_base: if unit.encoding.version >= 5 && file.main.is_split {
                if unit.encoding.dwarf64 { 16 } else { 8 }
            } else {
                0
            },
            addr_base: file.skeleton.map_or(0, |(_, base)| base),
            stmt_list: None,
            info_ref: if info.types { 0 } else { unit.info },
            sup_ref: file.sup.unwrap_or(u32::MAX),
            files: None,
            keys: Vec::new(),
        };
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
            context.str_offsets_base = base;
        }
        context.addr_base = attrs.unsigned(Slot::AddrBase).unwrap_or(context.addr_base);
        context.stmt_list = attrs.unsigned(Slot::StmtList);
        context.language = attrs.unsigned(Slot::Language).and_then(|v| u16::try_from(v).ok()).unwrap_or(0);
        context.has_code = attrs.has(Slot::LowPc);
        context.code = context.code_of(file, &attrs);
        context.producer = context.str(file, &attrs, Slot::Producer);
        context.leaves_out = producer::leaves_out(file, context.producer);
        context.name = context.str(file, &attrs, Slot::Name);
        context.comp_dir = context.str(file, &attrs, Slot::CompDir);
        let dwo = context.str(file, &attrs, Slot::DwoName);
        if !dwo.is_none() {
            context.dwo = Some((dwo, attrs.unsigned(Slot::DwoId).unwrap_or(unit.signature)));
        }
        if plan.has_children {
            context.first_child = cursor.pos;
        }
        Ok(context)
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
            Value::Strx(index) => {
                let size = self.unit.encoding.offset_size();
                let Some(at) = index.checked_mul(size as u64).and_then(|v| v.checked_add(self.str_offsets_base)) else {
                    return StrRef::NONE;
                };
                let Ok(at) = usize::try_from(at) else { return StrRef::NONE };
                Cursor::new(&file.main.str_offsets, file.main.big_endian, at)
                    .word(size)
                    .map_or(StrRef::NONE, |offset| StrRef::new(StrRef::STR, offset))
            }
            _ => StrRef::NONE,
        }
    }

    /// An address, through `.debug_addr` if need be.
    #[must_use]
    pub fn address(&self, file: &DwarfFile<'_>, value: Value) -> Option<u64> {
        match value {
            Value::Unsigned(v) => Some(v),
            Value::Addrx(index) => {
                let size = usize::from(self.unit.encoding.address_size);
                let at = index.checked_mul(size as u64)?.checked_add(self.addr_base)?;
                let addr = file.skeleton.map_or(&file.main.addr, |(main, _)| &main.addr);
                Cursor::new(addr, file.main.big_endian, usize::try_from(at).ok()?).word(size).ok()
            }
            _ => None,
        }
    }

    /// The address of a variable whose location is exactly `DW_OP_addr X` or `DW_OP_addrx N`.
    #[must_use]
    pub fn location(&self, file: &DwarfFile<'_>, value: Value) -> Option<u64> {
        let Value::Block(start, len) = value else { return None };
        let section = file.infos[self.unit.info as usize].section;
        let mut cursor = Cursor::new(section, file.main.big_endian, start as usize);
        cursor.limit(start as usize + len as usize);
        let address = match dw::DwOp(cursor.u8().ok()?) {
            dw::DW_OP_addr => cursor.word(usize::from(self.unit.encoding.address_size)).ok()?,
            dw::DW_OP_addrx | dw::DW_OP_GNU_addr_index => {
                let index = cursor.uleb().ok()?;
                self.address(file, Value::Addrx(index))?
            }
            _ => return None,
        };
        cursor.at_end().then_some(address)
    }

    /// A member offset in bytes, from a constant or `DW_OP_plus_uconst N`.
    #[must_use]
    pub fn member_offset(&self, file: &DwarfFile<'_>, value: Value) -> Option<u64> {
        match value {
            Value::Unsigned(v) => Some(v),
            Value::Signed(v) => u64::try_from(v).ok(),
            Value::Block(start, len) => {
                let section = file.infos[self.unit.info as usize].section;
                let mut cursor = Cursor::new(section, file.main.big_endian, start as usize);
                cursor.limit(start as usize + len as usize);
                match dw::DwOp(cursor.u8().ok()?) {
                    dw::DW_OP_plus_uconst | dw::DW_OP_constu => {
                        let v = cursor.uleb().ok()?;
                        cursor.at_end().then_some(v)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Whether the DIE of a unit is of the kind that its header says (DWARF 5, 7.5.1). Headers before version 5 say only
/// what section they stand in. Compilers mix up the kinds of units that have code, nobody those and type units.
fn fits(unit: &Unit, tag: dw::DwTag) -> bool {
    let is_type = matches!(dw::DwUt(unit.unit_type), dw::DW_UT_type | dw::DW_UT_split_type);
    match tag {
        dw::DW_TAG_type_unit => is_type,
        dw::DW_TAG_compile_unit | dw::DW_TAG_partial_unit | dw::DW_TAG_skeleton_unit => !is_type,
        _ => false,
    }
}
