//! Symbol tables as plain rows, and the version tables beside `.dynsym`.

use object::elf::{self, SHT_DYNSYM, SHT_GNU_VERDEF, SHT_GNU_VERNEED, SHT_GNU_VERSYM, SHT_SYMTAB, SHT_SYMTAB_SHNDX};

use super::file::Elf;
use crate::graph::VersionNeed;
use crate::ground::files::bytes::{Bytes, Layout, c_str};

// As wide as an index of the extended table, which stands in the same place.
pub(crate) const SHN_UNDEF: u32 = elf::SHN_UNDEF.0 as u32;
pub(crate) const SHN_ABS: u32 = elf::SHN_ABS.0 as u32;
pub(crate) const SHN_COMMON: u32 = elf::SHN_COMMON.0 as u32;
/// Marks an index that the extended table gives but that is no reserved one (they overlap).
const RESERVED: std::ops::Range<u16> = elf::SHN_LORESERVE..elf::SHN_XINDEX.0;

/// One row of a symbol table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: u32,
    /// `STT_*`
    pub(crate) st_type: elf::SymbolType,
    /// `STB_*`
    pub(crate) bind: elf::SymbolBind,
    /// `STV_*`
    pub(crate) visibility: elf::SymbolVisibility,
    /// The bits of `st_other` that belong to the machine.
    pub(crate) other: u8,
    /// Section, or `SHN_*`.
    pub(crate) section: u32,
    /// `section` is one of `SHN_ABS`, `SHN_COMMON` and their like.
    pub(crate) reserved: bool,
    pub(crate) value: u64,
    pub(crate) size: u64,
}

/// A symbol table with its strings.
#[derive(Clone, Debug)]
pub(crate) struct SymbolTable {
    layout: Layout,
    /// Raw rows.
    pub(crate) rows: Bytes,
    strings: Bytes,
    /// Extended section indexes, empty if none.
    pub(crate) sections: Bytes,
}

impl SymbolTable {
    /// `.symtab`, if its content is in this file.
    pub(crate) fn full(elf: &Elf) -> Option<Self> {
        Self::of_type(elf, SHT_SYMTAB)
    }
    /// `.dynsym`, if its content is in this file.
    pub(crate) fn dynamic(elf: &Elf) -> Option<Self> {
        Self::of_type(elf, SHT_DYNSYM)
    }
    fn of_type(elf: &Elf, sh_type: elf::SectionType) -> Option<Self> {
        let index = elf.find_type(sh_type)?;
        let sections = elf
            .sections
            .iter()
            .position(|s| s.sh_type == SHT_SYMTAB_SHNDX && s.link as usize == index)
            .map_or_else(Bytes::default, |i| elf.bytes(i));
        let strings = elf.bytes(elf.sections[index].link as usize);
        Some(Self { layout: elf.layout, rows: elf.bytes(index), strings, sections })
    }
    fn row_size(&self) -> usize {
        if self.layout.wide { 24 } else { 16 }
    }
    /// Number of rows, with the null row 0.
    pub(crate) fn len(&self) -> usize {
        self.rows.len() / self.row_size()
    }
    /// Row `i`.
    pub(crate) fn get(&self, i: usize) -> Option<Symbol> {
        let l = self.layout;
        let size = self.row_size();
        let row = self.rows.as_slice().get(i.checked_mul(size)?..(i + 1).checked_mul(size)?)?;
        let (at_info, at_section, at_value, at_size) = if l.wide { (4, 6, 8, 16) } else { (12, 14, 4, 8) };
        let section = l.u16(row, at_section)?;
        Some(Symbol {
            name: l.u32(row, 0)?,
            st_type: elf::SymbolType(row[at_info] & 0xf),
            bind: elf::SymbolBind(row[at_info] >> 4),
            visibility: elf::SymbolVisibility(row[at_info + 1] & elf::STV_MASK),
            other: row[at_info + 1] & !elf::STV_MASK,
            section: if section == elf::SHN_XINDEX.0 {
                l.u32(self.sections.as_slice(), i.checked_mul(4)?).unwrap_or(0)
            } else {
                u32::from(section)
            },
            reserved: RESERVED.contains(&section),
            value: l.word(row, at_value)?,
            size: l.word(row, at_size)?,
        })
    }
    /// All rows but the null one, with their index.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, Symbol)> + '_ {
        (1..self.len()).filter_map(|i| Some((i, self.get(i)?)))
    }
    /// Whether the name of a row lies in the string table. Those end with a zero byte (gABI, chapter 4).
    pub(crate) fn has_name(&self, symbol: &Symbol) -> bool {
        let strings = self.strings.as_slice();
        (symbol.name as usize) < strings.len() && strings.last() == Some(&0)
    }
    /// Whether the section of row `i` stands in the extended table, and that does not have it.
    pub(crate) fn lacks_section(&self, i: usize) -> bool {
        let at = i * self.row_size() + if self.layout.wide { 6 } else { 14 };
        self.layout.u16(self.rows.as_slice(), at) == Some(elf::SHN_XINDEX.0)
            && self.layout.u32(self.sections.as_slice(), i * 4).is_none()
    }
    /// Name of a row, empty if it has none.
    pub(crate) fn name(&self, symbol: &Symbol) -> &[u8] {
        c_str(self.strings.as_slice(), symbol.name as usize).unwrap_or_default()
    }
}

/// What `.gnu.version` says of a symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SymbolVersion {
    /// No version.
    None,
    /// A version node this object defines; whether new links bind to it.
    Defined(String, bool),
    /// A version node of another object: the symbol is a copy of one defined there.
    Needed,
}

/// `.gnu.version` with `.gnu.version_d` and the indexes of `.gnu.version_r`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Versions {
    symbols: Bytes,
    /// Index, name and whether it is the base, in file order.
    defined: Vec<(u16, String, bool)>,
    /// Index of each node with its place in `defined`, sorted.
    by_index: Vec<(u16, usize)>,
    /// Indexes of nodes of other objects with these, sorted.
    needed: Vec<(u16, VersionNeed)>,
    /// Those nodes, sorted.
    needs: Vec<VersionNeed>,
    big: bool,
    /// A chain of nodes led out of its section, or to a name that is not there.
    pub(crate) is_cut: bool,
}

impl Versions {
    /// Reads the tables; empty if there are none. A chain that is cut off ends there.
    pub(crate) fn read(elf: &Elf) -> Self {
        let mut versions = Self { big: elf.layout.big, ..Self::default() };
        if let Some(i) = elf.find_type(SHT_GNU_VERSYM) {
            versions.symbols = elf.bytes(i);
        }
        if let Some(i) = elf.find_type(SHT_GNU_VERDEF) {
            let strings = elf.content(elf.sections[i].link as usize);
            versions.read_defined(elf.layout, elf.content(i), strings);
        }
        if let Some(i) = elf.find_type(SHT_GNU_VERNEED) {
            let strings = elf.content(elf.sections[i].link as usize);
            versions.read_needed(elf.layout, elf.content(i), strings);
        }
        versions.by_index = versions.defined.iter().enumerate().map(|(at, d)| (d.0, at)).collect();
        versions.by_index.sort_unstable();
        versions.needed.sort_unstable();
        versions.needs.sort_unstable();
        versions.needs.dedup();
        versions
    }
    /// `Elfxx_Verdef`: version, flags, ndx, cnt (2 each), hash, aux, next (4 each).
    fn read_defined(&mut self, l: Layout, data: &[u8], strings: &[u8]) {
        let mut at = 0;
        for _ in 0..data.len() / 20 {
            let row = || {
                let (flags, index) = (l.u16(data, at + 2)?, l.u16(data, at + 4)?);
                let (aux, next) = (l.u32(data, at + 12)?, l.u32(data, at + 16)?);
                let name = l.u32(data, at.checked_add(aux as usize)?)?;
                Some((flags, index, c_str(strings, name as usize)?, next))
            };
            let Some((flags, index, name, next)) = row() else {
                self.is_cut = true;
                return;
            };
            self.defined.push((
                index & elf::VERSYM_VERSION,
                String::from_utf8_lossy(name).into_owned(),
                flags & elf::VER_FLG_BASE.0 != 0,
            ));
            if next == 0 {
                return;
            }
            at = at.saturating_add(next as usize);
        }
    }
    /// `Elfxx_Verneed`: version, cnt (2), file, aux, next (4); `Elfxx_Vernaux`: hash (4), flags,
    /// other (2), name, next (4).
    fn read_needed(&mut self, l: Layout, data: &[u8], strings: &[u8]) {
        let text = |at: Option<u32>| {
            let name = at.and_then(|at| c_str(strings, at as usize)).unwrap_or_default();
            String::from_utf8_lossy(name).into_owned()
        };
        let mut at = 0;
        let mut left = data.len() / 16;
        while left > 0 {
            left -= 1;
            let Some((aux, next)) = l.u32(data, at + 8).zip(l.u32(data, at + 12)) else { return };
            let library = text(l.u32(data, at + 4));
            let mut aux_at = at.saturating_add(aux as usize);
            while left > 0 {
                left -= 1;
                let other = aux_at.checked_add(6).and_then(|p| l.u16(data, p));
                let Some((other, next)) = other.zip(l.u32(data, aux_at + 12)) else { return };
                let weak = l.u16(data, aux_at + 4).is_some_and(|flags| flags & elf::VER_FLG_WEAK.0 != 0);
                let need = VersionNeed { library: library.clone(), node: text(l.u32(data, aux_at + 8)), weak };
                self.needed.push((other & elf::VERSYM_VERSION, need.clone()));
                self.needs.push(need);
                if next == 0 {
                    break;
                }
                aux_at = aux_at.saturating_add(next as usize);
            }
            if next == 0 {
                return;
            }
            at = at.saturating_add(next as usize);
        }
    }
    /// Version of row `i` of `.dynsym`.
    pub(crate) fn of(&self, i: usize) -> SymbolVersion {
        let layout = Layout { big: self.big, wide: false };
        let Some(raw) = i.checked_mul(2).and_then(|at| layout.u16(self.symbols.as_slice(), at)) else {
            return SymbolVersion::None;
        };
        let (index, hidden) = (raw & elf::VERSYM_VERSION, raw & elf::VERSYM_HIDDEN.0 != 0);
        if index < 2 {
            return SymbolVersion::None;
        }
        let at = self.by_index.partition_point(|d| d.0 < index);
        if let Some(&(_, at)) = self.by_index.get(at).filter(|d| d.0 == index) {
            return SymbolVersion::Defined(self.defined[at].1.clone(), !hidden);
        }
        if self.need(index).is_some() { SymbolVersion::Needed } else { SymbolVersion::None }
    }
    fn need(&self, index: u16) -> Option<&VersionNeed> {
        let at = self.needed.partition_point(|(other, _)| *other < index);
        self.needed.get(at).filter(|(other, _)| *other == index).map(|(_, need)| need)
    }
    /// The version node of another object that row `i` of `.dynsym` is bound to.
    pub(crate) fn needed_by(&self, i: usize) -> Option<&VersionNeed> {
        let layout = Layout { big: self.big, wide: false };
        let raw = i.checked_mul(2).and_then(|at| layout.u16(self.symbols.as_slice(), at))?;
        self.need(raw & elf::VERSYM_VERSION)
    }
    /// Whether the version of row `i` is one that no node of the tables bears.
    pub(crate) fn is_unknown(&self, i: usize) -> bool {
        let layout = Layout { big: self.big, wide: false };
        let raw = i.checked_mul(2).and_then(|at| layout.u16(self.symbols.as_slice(), at)).unwrap_or(0);
        let index = raw & elf::VERSYM_VERSION;
        // 0x7fff and what is above VER_NDX_LORESERVE (0x7f00 here, without the hidden bit; `object` names neither):
        // eliminated by the linker.
        (2..0x7f00).contains(&index)
            && self.by_index.binary_search_by_key(&index, |d| d.0).is_err()
            && self.need(index).is_none()
    }
    /// Version nodes of other objects that this one asks for, sorted.
    pub(crate) fn needs(&self) -> &[VersionNeed] {
        &self.needs
    }
    /// Names of the version nodes, without the base (the file's own name).
    pub(crate) fn nodes(&self) -> Vec<String> {
        self.defined.iter().filter(|d| !d.2).map(|d| d.1.clone()).collect()
    }
}
