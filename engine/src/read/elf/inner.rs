//! How a shared library refers to its own: by name, which the loader looks up and a consumer can take the place of, or
//! by place. And what its loader reaches through its exported functions and tables: how frames are unwound, and whether
//! virtual tables hold addresses.
//!
//! By name is what a dynamic relocation names. By place is a call or jump in the code, where the instruction is one of
//! fixed form: on x86, AArch64 and s390x. A function's calls of itself do not count, since compilers differ there. A thunk is
//! also referred to by place where a virtual table holds its address.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;
use object::elf::{self, ET_DYN, SHF_EXECINSTR, SHT_REL, SHT_RELA, SHT_RELR};

use super::file::Elf;
use super::symbols::{SHN_UNDEF, Symbol, SymbolTable};
use crate::graph::export::RawExport;
use crate::graph::{InnerCalls, SymbolKind, Traits};

/// Bits in which starts of functions are looked up.
const STARTS: usize = 1 << 20;

/// A place of an exported virtual table that no function fills: the name of the table, and the number of the place.
pub(crate) type PurePlace = (String, i64);

/// Looks at a shared library: marks its exports, and says what else it found.
pub(crate) fn look(elf: &Elf, exports: &mut [RawExport]) -> (Traits, Vec<PurePlace>) {
    let mut traits = Traits::default();
    let Some(table) = SymbolTable::dynamic(elf).filter(|_| elf.e_type == ET_DYN) else {
        return (traits, Vec::new());
    };
    let mut functions: Vec<(u64, u64)> = exports
        .iter()
        .filter(|e| e.kind == SymbolKind::Function)
        .map(|e| (e.address, e.address.saturating_add(e.size)))
        .collect();
    functions.sort_unstable();
    functions.dedup_by_key(|f| f.0);
    if unwinds(elf, &functions) {
        traits.set(Traits::UNWINDS);
    }
    let mut tables = Tables::new(exports);
    let mut named: BTreeSet<u32> = BTreeSet::new();
    relocations(elf, |offset, symbol, addend| {
        tables.relocated(offset, symbol, addend);
        if symbol != 0 {
            named.insert(symbol);
        }
    });
    traits.set(tables.traits());
    let pure = tables.pure(exports, elf.layout.wide, |row| {
        table.get(row as usize).map_or(&[][..], |symbol| name_of(&table, &symbol))
    });
    // MIPS keeps what is looked up in a part of its table that no relocation names.
    if elf.e_machine == elf::EM_MIPS.0 {
        return (traits, pure);
    }
    let own = |symbol: &Symbol| symbol.section != SHN_UNDEF || symbol.reserved;
    let rows = named.iter().filter_map(|&i| table.get(i as usize)).filter(own);
    let by_name: BTreeSet<(&[u8], u64)> = rows.map(|symbol| (name_of(&table, &symbol), symbol.value)).collect();
    let by_place = called(elf, &functions);
    for e in exports.iter_mut().filter(|e| e.kind == SymbolKind::Function) {
        let in_table = e.name.starts_with("_ZT") && tables.held.contains(&e.address);
        e.inner_calls = InnerCalls::new(
            by_name.contains(&(e.name.as_bytes(), e.address)),
            in_table || by_place.binary_search(&e.address).is_ok(),
        );
    }
    (traits, pure)
}

fn name_of<'a>(table: &'a SymbolTable, symbol: &Symbol) -> &'a [u8] {
    table.name(symbol)
}

/// Exported virtual tables, by place, and which of them are relocated.
struct Tables {
    /// First byte, the byte behind the last, whether a relocation applies to it.
    all: Vec<(u64, u64, bool)>,
    /// Relocations in them: which table, where, and the row of the symbol.
    words: Vec<(usize, u64, u32)>,
    /// Addresses in them that no symbol names.
    held: BTreeSet<u64>,
}

impl Tables {
    fn new(exports: &[RawExport]) -> Self {
        let is_table = |e: &&RawExport| e.name.starts_with("_ZTV") && e.kind == SymbolKind::Object && e.size > 0;
        let place = |e: &RawExport| (e.address, e.address.saturating_add(e.size), false);
        let mut all: Vec<_> = exports.iter().filter(is_table).map(place).collect();
        all.sort_unstable();
        Self { all, words: Vec::new(), held: BTreeSet::new() }
    }

    fn relocated(&mut self, offset: u64, symbol: u32, addend: Option<u64>) {
        let Some(i) = self.all.partition_point(|t| t.0 <= offset).checked_sub(1) else { return };
        if let Some(table) = self.all.get_mut(i).filter(|t| offset < t.1) {
            table.2 = true;
            self.words.push((i, offset, symbol));
            self.held.extend(addend.filter(|_| symbol == 0));
        }
    }

    /// Places that lead to what ends the program when nothing implements a pure virtual function (Itanium C++ ABI,
    /// 3.2.6). GCC does not say in debug information that a function is pure.
    fn pure<'n>(&mut self, exports: &[RawExport], wide: bool, name: impl Fn(u32) -> &'n [u8]) -> Vec<PurePlace> {
        let word = if wide { 8 } else { 4 };
        self.words.sort_unstable();
        let mut out = Vec::new();
        for of_one in self.words.chunk_by(|a, b| a.0 == b.0) {
            let is_pure = |w: &&(usize, u64, u32)| w.2 != 0 && name(w.2) == b"__cxa_pure_virtual";
            if !of_one.iter().any(|w| is_pure(&w)) {
                continue;
            }
            let start = self.all[of_one[0].0].0;
            let Some(table) = exports.iter().find(|e| e.address == start && e.name.starts_with("_ZTV")) else {
                continue;
            };
            // In front of the functions stands the address of the type information, unless there is none.
            let first = of_one[0].1;
            let class = &table.name["_ZTV".len()..];
            let has_type =
                exports.iter().any(|e| e.name.strip_prefix("_ZTI") == Some(class)) || first - start != 2 * word;
            let point = if has_type { first + word } else { first };
            let place = |w: &(usize, u64, u32)| w.1.checked_sub(point).map(|at| (at / word).cast_signed());
            out.extend(of_one.iter().filter(is_pure).filter_map(|w| Some((table.name.clone(), place(w)?))));
        }
        out
    }

    fn traits(&self) -> Traits {
        let mut out = Traits::default();
        for table in &self.all {
            out.set(if table.2 { Traits::TABLES_OF_ADDRESSES } else { Traits::TABLES_OF_DISTANCES });
        }
        out
    }
}

/// Each dynamic relocation: where it applies, the row of its symbol, 0 if it has none, and what is added, where the entry says
/// so.
pub(super) fn relocations(elf: &Elf, mut each: impl FnMut(u64, u32, Option<u64>)) {
    let l = elf.layout;
    let word = if l.wide { 8 } else { 4 };
    for (i, section) in elf.sections.iter().enumerate().filter(|(_, s)| s.has(elf::SHF_ALLOC)) {
        let data = elf.content(i);
        let row = match section.sh_type {
            SHT_RELA => 3 * word,
            SHT_REL => 2 * word,
            SHT_RELR => {
                packed(data.chunks_exact(word).filter_map(|at| l.word(at, 0)), word as u64, |at| each(at, 0, None));
                continue;
            }
            _ => continue,
        };
        for entry in data.chunks_exact(row) {
            let Some((offset, info)) = l.word(entry, 0).zip(l.word(entry, word)) else { break };
            let addend = if row == 3 * word { l.word(entry, 2 * word) } else { None };
            each(offset, if l.wide { (info >> 32) as u32 } else { (info >> 8) as u32 }, addend);
        }
    }
}

/// `DT_RELR` (gABI, "Relative Relocation Table"): an even entry is an address, an odd one a bitmap of the words behind
/// it.
fn packed(entries: impl Iterator<Item = u64>, word: u64, mut each: impl FnMut(u64)) {
    let mut next = 0u64;
    for entry in entries {
        if entry & 1 == 0 {
            each(entry);
            next = entry.wrapping_add(word);
            continue;
        }
        for bit in (0..8 * word - 1).filter(|bit| entry >> (bit + 1) & 1 == 1) {
            each(next.wrapping_add(bit * word));
        }
        next = next.wrapping_add((8 * word - 1) * word);
    }
}

/// Addresses of the functions that others in the same object call or jump to, ascending.
fn called(elf: &Elf, functions: &[(u64, u64)]) -> Vec<u64> {
    let machine = elf::Machine(elf.e_machine);
    let mut found = BTreeSet::new();
    // Most of what looks like a call leads nowhere, which one bit tells.
    let slot = |address: u64| (address >> 1) as usize % STARTS;
    let mut starts = FixedBitSet::with_capacity(STARTS);
    functions.iter().for_each(|f| starts.insert(slot(f.0)));
    for (i, section) in elf.sections.iter().enumerate().filter(|(_, s)| s.has(SHF_EXECINSTR)) {
        let (code, start) = (elf.content(i), section.address);
        let mut mark = |at: usize, target: u64| {
            let from = start.wrapping_add(at as u64);
            if starts.contains(slot(target))
                && let Ok(n) = functions.binary_search_by_key(&target, |f| f.0)
                && !(functions[n].0..functions[n].1).contains(&from)
            {
                found.insert(target);
            }
        };
        match machine {
            elf::EM_386 | elf::EM_X86_64 => x86(code, start, elf.layout.wide, &mut mark),
            elf::EM_AARCH64 => aarch64(code, start, &mut mark),
            elf::EM_S390 => s390(code, start, &mut mark),
            _ => {}
        }
    }
    found.into_iter().collect()
}

/// `call` and `jmp` with a distance of 32 bits.
fn x86(code: &[u8], start: u64, wide: bool, mark: &mut impl FnMut(usize, u64)) {
    for at in memchr::memchr2_iter(0xe8, 0xe9, code) {
        let Some(distance) = code.get(at + 1..).and_then(|rest| rest.first_chunk()).map(|b| i32::from_le_bytes(*b))
        else {
            break;
        };
        let target = start.wrapping_add(at as u64 + 5).wrapping_add_signed(distance.into());
        mark(at, if wide { target } else { target & 0xffff_ffff });
    }
}

/// `b` and `bl`; instructions are little endian whatever the data is.
fn aarch64(code: &[u8], start: u64, mark: &mut impl FnMut(usize, u64)) {
    for (n, chunk) in code.as_chunks::<4>().0.iter().enumerate() {
        let instruction = u32::from_le_bytes(*chunk);
        if instruction & 0x7c00_0000 == 0x1400_0000 {
            let distance = i64::from((instruction << 6).cast_signed() >> 6) * 4;
            mark(4 * n, start.wrapping_add(4 * n as u64).wrapping_add_signed(distance));
        }
    }
}

/// `brasl` and `brcl`.
fn s390(code: &[u8], start: u64, mark: &mut impl FnMut(usize, u64)) {
    for at in (0..code.len()).step_by(2) {
        if let Some(&[0xc0, op, a, b, c, d]) = code.get(at..).and_then(|rest| rest.first_chunk::<6>())
            && matches!(op & 0xf, 4 | 5)
        {
            let distance = i64::from(i32::from_be_bytes([a, b, c, d])) * 2;
            mark(at, start.wrapping_add(at as u64).wrapping_add_signed(distance));
        }
    }
}

/// Whether the sorted table of `.eh_frame_hdr` (LSB, "Exception Frames") leads to the frame of one of these functions.
/// A table of another form may.
fn unwinds(elf: &Elf, functions: &[(u64, u64)]) -> bool {
    let Some(index) = elf.find(".eh_frame_hdr") else { return false };
    let (data, base) = (elf.content(index), elf.sections[index].address);
    // Version 1, a pointer and a count of 4 bytes, and pairs of 4 bytes that count from the header.
    let Some((&[1, _, 0x03, 0x3b], rows)) = data.first_chunk::<4>().zip(data.get(12..)) else {
        return !data.is_empty();
    };
    let count = elf.layout.u32(data, 8).unwrap_or(0) as usize;
    let l = elf.layout;
    rows.chunks_exact(8).take(count).any(|row| {
        let distance = l.u32(row, 0).unwrap_or(0).cast_signed();
        let address = base.wrapping_add_signed(distance.into());
        let address = if l.wide { address } else { address & 0xffff_ffff };
        functions.binary_search_by_key(&address, |f| f.0).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bitmaps_of_relocations_cover_the_words_behind_an_address() {
        let mut all = Vec::new();
        // 0x1000, then the words 0 and 62 behind it, then the first of the next bitmap.
        packed([0x1000, 1 | 1 << 1 | 1 << 63, 0b11].into_iter(), 8, |at| all.push(at));
        assert_eq!(all, [0x1000, 0x1008, 0x1008 + 62 * 8, 0x1008 + 63 * 8]);
    }

    #[test]
    fn calls_lead_to_functions() {
        let mut found = Vec::new();
        // call +0x10 from 0x1001; jmp back to 0x1000.
        let code = [0x90, 0xe8, 0x10, 0, 0, 0, 0xe9, 0xf5, 0xff, 0xff, 0xff, 0xe8, 1];
        x86(&code, 0x1000, true, &mut |at, target| found.push((at, target)));
        assert_eq!(found, [(1, 0x1016), (6, 0x1000)]);
        found.clear();
        // nop; bl -4
        aarch64(&[0x1f, 0x20, 0x03, 0xd5, 0xff, 0xff, 0xff, 0x97], 0x1000, &mut |at, t| found.push((at, t)));
        assert_eq!(found, [(4, 0x1000)]);
        found.clear();
        // brasl %r14, +0x10
        s390(&[0xc0, 0xe5, 0, 0, 0, 8], 0x1000, &mut |at, target| found.push((at, target)));
        assert_eq!(found, [(0, 0x1010)]);
    }
}
