//! Whether the symbol table that an interface is read from can be read: rows, names and versions.
//!
//! A table that is there and cannot be read is no empty one. The section table was checked against the file's size
//! already ([`Elf::parse`]); what is looked at here is what one section says of another.

use object::elf::{ET_DYN, SHT_DYNAMIC, SHT_DYNSYM, SHT_GNU_VERDEF, SHT_GNU_VERSYM, SHT_SYMTAB};

use super::exports::is_dynamic;
use super::file::Elf;
use super::symbols::{SymbolTable, Versions};

/// What cannot be read: section, offset in it, and why as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsound {
    pub(crate) section: String,
    pub(crate) offset: Option<u64>,
    pub(crate) message: String,
}

/// What of the table that names the interface cannot be read. `kernel`: its exports stand in `.symtab`.
pub(crate) fn of_tables(elf: &Elf, versions: &Versions, kernel: bool) -> Vec<Unsound> {
    let mut out = Vec::new();
    let dynamic = !kernel && is_dynamic(elf);
    if !kernel && elf.e_type == ET_DYN && elf.find_type(SHT_DYNSYM).is_none() {
        let named = elf.find(".dynsym").filter(|&i| !elf.sections[i].is_nobits());
        let linked = elf.find_type(SHT_DYNAMIC).filter(|&i| elf.sections[i].size > 0);
        if let Some(i) = named.or(linked) {
            let message = "the file is linked dynamically, and no section is marked as its dynamic symbol table";
            out.push(unsound(elf, i, None, message.to_owned()));
        }
    }
    let kind = if dynamic { SHT_DYNSYM } else { SHT_SYMTAB };
    if let Some(i) = elf.find_type(kind) {
        let table = if dynamic { SymbolTable::dynamic(elf) } else { SymbolTable::full(elf) };
        if let Some(table) = table {
            rows(elf, i, &table, &mut out);
            if dynamic {
                versions_of(elf, &table, versions, &mut out);
            }
        }
    }
    out
}

fn unsound(elf: &Elf, section: usize, offset: Option<u64>, message: String) -> Unsound {
    Unsound { section: elf.name(section).into_owned(), offset, message }
}

fn rows(elf: &Elf, index: usize, table: &SymbolTable, out: &mut Vec<Unsound>) {
    let size = if elf.layout.wide { 24 } else { 16 };
    let section = &elf.sections[index];
    if section.is_nobits() {
        return;
    }
    if !section.size.is_multiple_of(size) {
        let message = format!("its {} bytes are no whole number of rows of {size} bytes", section.size);
        out.push(unsound(elf, index, Some(section.size - section.size % size), message));
    }
    let mut nameless = (0, 0);
    let mut homeless = (0, 0);
    for (i, symbol) in table.iter() {
        let at = i as u64 * size;
        if symbol.name != 0 && !table.has_name(&symbol) {
            nameless = if nameless.0 == 0 { (1, at) } else { (nameless.0 + 1, nameless.1) };
        }
        if table.lacks_section(i) {
            homeless = if homeless.0 == 0 { (1, at) } else { (homeless.0 + 1, homeless.1) };
        }
    }
    if nameless.0 > 0 {
        let message = format!("the names of {} of its symbols lie outside of its string table", nameless.0);
        out.push(unsound(elf, index, Some(nameless.1), message));
    }
    if homeless.0 > 0 {
        let message = format!(
            "{} of its symbols have their section in a table of extended indexes (SHT_SYMTAB_SHNDX) that does not hold it",
            homeless.0
        );
        out.push(unsound(elf, index, Some(homeless.1), message));
    }
}

fn versions_of(elf: &Elf, table: &SymbolTable, versions: &Versions, out: &mut Vec<Unsound>) {
    if let Some(i) = elf.find_type(SHT_GNU_VERDEF)
        && versions.is_cut
    {
        out.push(unsound(
            elf,
            i,
            None,
            "its chain of version nodes leads out of it, or to names that are not there".into(),
        ));
    }
    let Some(i) = elf.find_type(SHT_GNU_VERSYM).filter(|&i| !elf.sections[i].is_nobits()) else { return };
    if elf.sections[i].size < 2 * table.len() as u64 {
        let message = format!("it holds {} bytes for {} symbols", elf.sections[i].size, table.len());
        out.push(unsound(elf, i, Some(elf.sections[i].size), message));
        return;
    }
    let unknown: Vec<usize> = (1..table.len()).filter(|&row| versions.is_unknown(row)).collect();
    if let Some(&first) = unknown.first() {
        let message = format!("{} symbols are of a version that no node defines or needs", unknown.len());
        out.push(unsound(elf, i, Some(2 * first as u64), message));
    }
}
