//! Type information that code names where it throws or catches.
//!
//! Code of a shared library finds type information of its own through a word that the loader fills in: in the global
//! offset table where it throws, in `DW.ref.NAME` where it catches. Virtual tables and the type information of derived
//! classes name it as well; those are read-only after relocation (`.data.rel.ro`). In a relocatable object the
//! relocations of the code itself name it.

use std::collections::BTreeSet;

use object::elf::{self, ET_DYN, ET_REL, SHF_ALLOC, SHF_EXECINSTR, SHT_REL, SHT_RELA};

use super::file::Elf;
use super::inner::relocations;
use super::symbols::SymbolTable;
use crate::graph::InnerCalls;
use crate::graph::export::RawExport;

/// Functions of the run-time library that code calls where it throws, and where it catches (Itanium C++ ABI, exceptions,
/// 2.4 and 2.5).
const THROWS: [&[u8]; 2] = [b"__cxa_throw", b"__cxa_allocate_exception"];
const CATCHES: &[u8] = b"__cxa_begin_catch";

/// Marks the exports.
pub(crate) fn mark(elf: &Elf, exports: &mut [RawExport]) {
    let is_type = |e: &RawExport| e.name.starts_with("_ZTI");
    if !exports.iter().any(is_type) {
        return;
    }
    let table = match elf.e_type {
        ET_DYN => SymbolTable::dynamic(elf),
        ET_REL => SymbolTable::full(elf),
        _ => None,
    };
    let Some(table) = table else { return };
    let (mut throws, mut catches, mut casts) = (false, false, false);
    for (_, symbol) in table.iter() {
        let name = table.name(&symbol);
        throws |= THROWS.contains(&name);
        catches |= name == CATCHES;
        casts |= name == b"__dynamic_cast";
    }
    if !throws && !catches {
        return;
    }
    let rows = if elf.e_type == ET_DYN { named_when_loaded(elf, throws) } else { named_in_code(elf, throws) };
    let names: BTreeSet<Vec<u8>> = rows
        .into_iter()
        .filter_map(|row| table.get(row as usize))
        .map(|symbol| table.name(&symbol).to_vec())
        .filter(|name| name.starts_with(b"_ZTI"))
        .collect();
    for e in exports.iter_mut().filter(|e| is_type(e) && names.contains(e.name.as_bytes())) {
        e.inner_calls = InnerCalls::new(true, casts);
    }
}

/// Rows that words outside of tables name; `throws`: those of code, too.
fn named_when_loaded(elf: &Elf, throws: bool) -> BTreeSet<u32> {
    // Where each section begins and ends, and whether it holds tables.
    let mut sections: Vec<(u64, u64, bool)> = Vec::new();
    for (i, section) in elf.sections.iter().enumerate().filter(|(_, s)| s.has(SHF_ALLOC) && s.size > 0) {
        let name = elf.raw_name(i);
        let of_code = name.starts_with(b".got") && !throws;
        let of_tables = name.starts_with(b".data.rel.ro") || section.is_nobits() || of_code;
        sections.push((section.address, section.address.saturating_add(section.size), of_tables));
    }
    sections.sort_unstable();
    let mut out = BTreeSet::new();
    relocations(elf, |offset, row, _| {
        let last = sections.partition_point(|s| s.0 <= offset).checked_sub(1);
        let in_table = last.and_then(|i| sections.get(i)).is_none_or(|s| offset >= s.1 || s.2);
        if row != 0 && !in_table {
            out.insert(row);
        }
    });
    out
}

/// Rows that relocations of the words name through which handlers find what they catch; `throws`: those of code, too.
fn named_in_code(elf: &Elf, throws: bool) -> BTreeSet<u32> {
    let l = elf.layout;
    let word = if l.wide { 8 } else { 4 };
    let mut out = BTreeSet::new();
    for (i, section) in elf.sections.iter().enumerate() {
        let row = match section.sh_type {
            SHT_RELA => 3 * word,
            SHT_REL => 2 * word,
            _ => continue,
        };
        let target = section.info as usize;
        let of_handlers = || elf.raw_name(target).windows(7).any(|w| w == b"DW.ref.");
        let of_code = throws && elf.sections.get(target).is_some_and(|s| s.has(SHF_EXECINSTR));
        if !of_code && !of_handlers() {
            continue;
        }
        for entry in elf.content(i).chunks_exact(row) {
            let Some(info) = l.word(entry, word) else { break };
            // Row and type have other places on MIPS of 64 bits, which is left out.
            if elf.e_machine != elf::EM_MIPS.0 {
                out.insert(if l.wide { (info >> 32) as u32 } else { (info >> 8) as u32 });
            }
        }
    }
    out
}
