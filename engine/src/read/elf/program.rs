//! What a linked program or library asks of the libraries that it is loaded with: what it needs by name, the version nodes
//! that it insists on, the symbols that it refers to, and those of which it holds a copy.

use std::collections::BTreeMap;

use object::elf::{ET_REL, FileType, STB_LOCAL, STB_WEAK};

use super::file::Elf;
use super::inner::relocations;
use super::symbols::{SHN_UNDEF, SymbolTable, Versions};
use super::{facts, linkage};
use crate::graph::{ObjectKind, VersionNeed};
use crate::ground::error::{Error, Result};

/// A symbol that it takes from a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Its name.
    pub(crate) name: String,
    /// The version node that it was linked with, and the library that had it.
    pub(crate) need: Option<VersionNeed>,
    /// `STB_WEAK`: without it the address is null, and no error.
    pub(crate) weak: bool,
    /// Bytes of the copy that the program holds of it (`R_*_COPY`).
    pub(crate) copied: Option<u64>,
}

/// A program or a library as linked.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProgramFacts {
    /// It is started, not loaded by what is: then it finds symbols only in what it needs by name.
    pub(crate) is_executable: bool,
    /// `DT_SONAME`, empty if it has none.
    pub(crate) soname: String,
    /// `DT_NEEDED`, in order.
    pub(crate) needed: Vec<String>,
    /// Version nodes that it asks for.
    pub(crate) needs: Vec<VersionNeed>,
    /// What it takes from others, in the order of its symbol table.
    pub(crate) wanted: Vec<Wanted>,
}

/// Whether a file is one that a loader starts or loads, rather than a relocatable object.
pub(crate) fn is_linked(e_type: FileType) -> bool {
    e_type != ET_REL
}

/// Reads one. One that is linked statically takes nothing from anybody.
///
/// # Errors
/// It is a relocatable object, or a debug file without the tables that a loader reads.
pub(crate) fn read(elf: &Elf) -> Result<ProgramFacts> {
    if !is_linked(elf.e_type) {
        return Err(Error::damaged(&elf.path, 16, "is a relocatable object, not a program or a library"));
    }
    if elf.find(".dynamic").is_some_and(|i| elf.sections[i].is_nobits()) {
        let what = "a separate debug file: what it needs stands in the object that it belongs to";
        return Err(Error::damaged_section(&elf.path, ".dynamic", 0, what));
    }
    let (soname, needed) = facts::dynamic(elf);
    let versions = Versions::read(elf);
    let is_executable = linkage::of(elf, &versions).kind == ObjectKind::Program;
    let Some(table) = SymbolTable::dynamic(elf) else {
        return Ok(ProgramFacts { is_executable, soname, needed, ..ProgramFacts::default() });
    };
    let copies = copies(elf, &table);
    let wanted = table
        .iter()
        .filter_map(|(i, symbol)| {
            let copied = u32::try_from(i).ok().and_then(|row| copies.get(&row).copied());
            let is_undefined = symbol.section == SHN_UNDEF && !symbol.reserved && symbol.bind != STB_LOCAL;
            let name = table.name(&symbol);
            (!name.is_empty() && (is_undefined || copied.is_some())).then(|| Wanted {
                name: String::from_utf8_lossy(name).into_owned(),
                need: versions.needed_by(i).cloned(),
                weak: symbol.bind == STB_WEAK,
                copied,
            })
        })
        .collect();
    Ok(ProgramFacts { is_executable, soname, needed, needs: versions.needs().to_vec(), wanted })
}

/// Rows of symbols that the loader fills with what a library defines, with their sizes in bytes. The relocation that does it
/// applies to the symbol itself; no other does, for what a program knows of itself needs no symbol.
fn copies(elf: &Elf, table: &SymbolTable) -> BTreeMap<u32, u64> {
    let mut out = BTreeMap::new();
    relocations(elf, |offset, row, _| {
        let symbol = (row != 0).then(|| table.get(row as usize)).flatten();
        if let Some(symbol) = symbol.filter(|s| s.section != SHN_UNDEF && s.value == offset && s.size > 0) {
            out.insert(row, symbol.size);
        }
    });
    out
}
