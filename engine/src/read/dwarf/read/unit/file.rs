//! The sections of one object, and the units in them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gimli::Encoding;

use super::header::{Unit, headers};
use super::kept::Kept;
use super::string::StrRef;
use super::table::FileTable;
use crate::read::dwarf::form::Producers;
use crate::read::dwarf::read::cursor::Cursor;
use crate::read::dwarf::read::error::{DwarfError, Result};
use crate::read::dwarf::read::plan::Plans;
use crate::read::dwarf::read::reader::reader;
use crate::read::dwarf::recorded::some_leaves_out;
use crate::read::dwarf::sections::DwarfSections;
use crate::read::elf::Section;

/// Sections of one object (and of its supplementary file), with every unit found in them.
pub struct DwarfFile<'a> {
    /// The sections of the object.
    pub main: &'a DwarfSections,
    /// `.debug_info`-like sections: main ones first, then `.debug_types`, then those of the
    /// supplementary file.
    pub infos: Vec<InfoSection<'a>>,
    /// Of split units what the skeleton says.
    pub skeleton: Option<Skeleton<'a>>,
    /// Differs from that of any other file of the process.
    pub serial: u64,
    /// Units in section order.
    pub units: Vec<Unit>,
    /// Type units by signature, sorted.
    pub signatures: Vec<(u64, u32)>,
    /// Signatures of several type units that are not the same, sorted.
    pub conflicts: Vec<u64>,
    /// Some compiler was told to leave definitions out, see [`some_leaves_out`].
    pub leaves_out: bool,
    /// Who made its units.
    pub producers: Producers,
    /// Where unit headers could not be followed any further: section, offset, reason.
    pub damaged: Vec<(usize, u64, DwarfError)>,
    /// Index of the supplementary file's section in `infos`.
    pub(super) sup: Option<u32>,
    /// Where abbreviation tables start: of the supplementary file or not, offset. Sorted, one for each table.
    tables: Vec<(bool, u64)>,
    plans: Kept<(bool, u64, Encoding), Plans>,
    pub(super) file_tables: Kept<(bool, u64), FileTable>,
    /// Whether the files of a line table, seen from a compilation directory, are headers of the object's own.
    pub own_headers: Kept<(bool, Option<u64>, StrRef), bool>,
    /// Bytes of line tables that were read, again and again where units share or overlap them.
    pub(super) line_bytes: AtomicU64,
    /// Bytes of names that units took from string sections.
    pub text: AtomicU64,
}

/// What a split unit is told by its skeleton.
#[derive(Clone, Copy)]
pub struct Skeleton<'a> {
    /// The object that holds it.
    pub main: &'a DwarfSections,
    /// Where its addresses start in `.debug_addr`.
    pub addr_base: u64,
    /// Where its lists start in `.debug_ranges`.
    pub ranges_base: u64,
    /// What lists count from.
    pub base: u64,
    /// Its file table, which is that of the split unit (DWARF 5, 3.1.3), and the folder that this counts from.
    pub stmt_list: Option<u64>,
    pub comp_dir: StrRef,
}

/// How many abbreviation tables one may reach into. Tables lie one behind the other; whoever lets them overlap
/// lets a few bytes count for many units.
const OVERLAPPING_TABLES: usize = 8;
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
            leaves_out: some_leaves_out(main.command_line.as_slice()),
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
            if let Some((signature, _)) = unit.signed
                && let Ok(i) = u32::try_from(i)
            {
                file.signatures.push((signature, i));
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
    pub(super) fn plans(&self, sections: &DwarfSections, unit: &Unit) -> Result<Arc<Plans>> {
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
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        for found in headers(reader(info.section, self.main.big_endian), info.types) {
            match found {
                Ok(unit) => self.units.push(Unit { info: number, ..unit }),
                Err((e, start)) => self.damaged.push((index, start, e)),
            }
        }
    }

    /// The unit that holds an offset of an info section.
    #[must_use]
    pub fn unit_at(&self, info: u32, offset: u64) -> Option<usize> {
        let index = self.units.partition_point(|u| (u.info, u.start) <= (info, offset));
        let unit = self.units.get(index.checked_sub(1)?)?;
        (unit.info == info && offset < unit.end).then(|| index - 1)
    }
}

impl DwarfFile<'_> {
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
            StrRef::OUTER_STR => self.skeleton?.main.str_.data(),
            StrRef::OUTER_LINE_STR => self.skeleton?.main.line_str.data(),
            StrRef::OUTER_LINE_SECTION => self.skeleton?.main.line.data(),
            n => self.infos.get((n - StrRef::INFO) as usize)?.section.data(),
        };
        let rest = data.get(offset..)?;
        let rest = &rest[..most.saturating_add(1).min(rest.len())];
        let len = memchr::memchr(0, rest)?;
        Some(&rest[..len])
    }
}
