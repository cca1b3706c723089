//! The interface of a kernel image or module: its `EXPORT_SYMBOL`s, by symbol names.
//!
//! `EXPORT_SYMBOL(foo)` leaves a local symbol `__ksymtab_foo` in the section `__ksymtab` or
//! `__ksymtab_gpl` (`___ksymtab+foo`, `___ksymtab_gpl+foo` before the last link), and
//! `__kstrtabns_foo` at the name of its namespace (include/linux/export.h, export-internal.h). Names
//! do for everything but namespaces, so a stripped debug file, where these sections are
//! `SHT_NOBITS`, has the same interface. Objects of Linux 6.4 and later that are not linked yet hold
//! `__export_symbol_foo` in `.export_symbol` instead: license string, then namespace string. Where
//! license bits moved to a table of their own (`__kflagstab`), `__flags_foo` points at them.

use super::exports::{address, binding, is_read_only, kind};
use object::elf::{ET_REL, STB_LOCAL, STT_FILE, STT_SECTION, STV_PROTECTED};

use super::file::Elf;
use super::symbols::{SHN_UNDEF, Symbol, SymbolTable};
use crate::graph::export::RawExport;
use crate::graph::{Binding, InnerCalls, SymbolKind, Untyped, Visibility};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::files::bytes::c_str;
use crate::ground::maps::FastMap;

/// Sections that only kernels and their modules have.
pub(crate) fn is_kernel(elf: &Elf) -> bool {
    (1..elf.sections.len()).any(|i| {
        let name = elf.raw_name(i);
        name.starts_with(b"__ksymtab")
            || name.starts_with(b"___ksymtab")
            || matches!(name, b".gnu.linkonce.this_module" | b".modinfo" | b".export_symbol")
    })
}

/// What a section of exports says of those in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    None,
    Plain,
    Gpl,
    /// `.export_symbol`
    Source,
}

fn table_of(name: &[u8]) -> Table {
    // Also the `_gpl_future`, `_unused`, `_unused_gpl` of kernels before 5.12.
    let name = match name.strip_prefix(b"___ksymtab") {
        Some(rest) => &rest[..rest.iter().position(|&b| b == b'+').unwrap_or(rest.len())],
        None if name == b".export_symbol" => return Table::Source,
        None => match name.strip_prefix(b"__ksymtab") {
            Some(b"_strings") | None => return Table::None,
            Some(rest) => rest,
        },
    };
    if name.ends_with(b"_gpl") { Table::Gpl } else { Table::Plain }
}

struct Entry<'a> {
    name: &'a [u8],
    gpl: bool,
    namespace: Option<String>,
    /// The `__ksymtab_foo` symbol, `None` for `.export_symbol`.
    at: Option<Symbol>,
    best: Option<Symbol>,
}

/// The exports of a kernel object.
pub(crate) fn of_kernel(elf: &Elf, object: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<RawExport> {
    let mut lost = |code, section: &str, message: String| {
        let (object, section) = (object.to_owned(), section.to_owned());
        diagnostics.push(Diagnostic { level: DiagnosticLevel::Lost, code, object, section, offset: None, message });
    };
    let tables: Vec<Table> = (0..elf.sections.len()).map(|i| table_of(elf.raw_name(i))).collect();
    let table = SymbolTable::full(elf).filter(|t| t.len() > 1);
    let filled = (0..tables.len()).any(|i| tables[i] != Table::None && elf.sections[i].size > 0);
    let Some(table) = table else {
        if filled {
            lost(
                "no-symbol-table",
                ".symtab",
                "the exports are named by symbols, and the symbol table was stripped".into(),
            );
        }
        return Vec::new();
    };
    let (mut entries, mut index) = collect(elf, &table, &tables);
    if entries.is_empty() {
        if filled {
            lost(
                "ksymtab-without-symbols",
                "__ksymtab",
                "there are exports, but no __ksymtab_ symbols to name them".into(),
            );
        }
        return Vec::new();
    }
    let unknown = namespaces(elf, &table, &mut entries, &index);
    if unknown > 0 {
        let message = format!("the namespaces of {unknown} exports are not in this file");
        lost("namespaces-unknown", "__ksymtab_strings", message);
    }
    find_definitions(elf, &table, &mut entries, &mut index);
    entries.into_iter().map(|entry| finish(elf, entry)).collect()
}

/// The exports in the order of the symbol table, and their places by name.
fn collect<'a>(elf: &Elf, table: &'a SymbolTable, tables: &[Table]) -> (Vec<Entry<'a>>, FastMap<&'a [u8], usize>) {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut index: FastMap<&[u8], usize> = FastMap::default();
    let mut flags: Vec<(&[u8], u8)> = Vec::new();
    for (_, symbol) in table.iter() {
        // Section and file symbols.
        if symbol.reserved || symbol.section == SHN_UNDEF || matches!(symbol.st_type, STT_SECTION | STT_FILE) {
            continue;
        }
        let name = table.name(&symbol);
        if !name.starts_with(b"__") {
            continue;
        }
        let kind = tables.get(symbol.section as usize).copied().unwrap_or(Table::None);
        if let Some(name) = name.strip_prefix(b"__ksymtab_") {
            if !matches!(kind, Table::Plain | Table::Gpl) {
                continue;
            }
            let entry = Entry { name, gpl: kind == Table::Gpl, namespace: None, at: Some(symbol), best: None };
            match index.get(name) {
                // Also declared in `.export_symbol`: the linked table decides.
                Some(&i) => entries[i] = entry,
                None => {
                    index.insert(name, entries.len());
                    entries.push(entry);
                }
            }
        } else if let Some(name) = name.strip_prefix(b"__export_symbol_") {
            if kind != Table::Source || index.contains_key(name) {
                continue;
            }
            let data = content_at(elf, &symbol);
            let license = data.and_then(|d| c_str(d, 0)).unwrap_or_default();
            let space = data.and_then(|d| c_str(d, license.len() + 1)).unwrap_or_default();
            index.insert(name, entries.len());
            entries.push(Entry { name, gpl: license == b"GPL", namespace: text(space), at: None, best: None });
        } else if let Some(name) = name.strip_prefix(b"__flags_")
            && elf.raw_name(symbol.section as usize).starts_with(b"__kflagstab")
        {
            flags.extend(content_at(elf, &symbol).and_then(|d| d.first()).map(|&f| (name, f)));
        }
    }
    for (name, bits) in flags {
        if let Some(&i) = index.get(name) {
            // KSYM_FLAG_GPL_ONLY
            entries[i].gpl |= bits & 1 != 0;
        }
    }
    (entries, index)
}

/// Fills in the namespaces. Returns how many cannot be told.
///
/// Without the strings (`SHT_NOBITS`) one thing can still be seen: a string of which the next starts
/// one byte later is empty.
fn namespaces(elf: &Elf, table: &SymbolTable, entries: &mut [Entry<'_>], index: &FastMap<&[u8], usize>) -> usize {
    let mut missing: Vec<Symbol> = Vec::new();
    let mut starts: Vec<(u32, u64)> = Vec::new();
    for (_, symbol) in table.iter() {
        let name = table.name(&symbol);
        if !name.starts_with(b"__kstrtab") || symbol.section == SHN_UNDEF || symbol.reserved {
            continue;
        }
        let nobits = elf.sections.get(symbol.section as usize).is_none_or(super::file::SectionHeader::is_nobits);
        if nobits {
            starts.push((symbol.section, symbol.value));
        }
        let Some(&i) = name.strip_prefix(b"__kstrtabns_").and_then(|name| index.get(name)) else { continue };
        if nobits {
            missing.push(symbol);
        } else {
            entries[i].namespace = content_at(elf, &symbol).and_then(|d| c_str(d, 0)).and_then(text);
        }
    }
    if missing.is_empty() {
        return 0;
    }
    for (i, s) in elf.sections.iter().enumerate() {
        starts.push((u32::try_from(i).unwrap_or(u32::MAX), s.address.wrapping_add(s.size)));
    }
    starts.sort_unstable();
    let is_empty = |s: &Symbol| {
        let next = starts.partition_point(|&start| start <= (s.section, s.value));
        starts.get(next).is_some_and(|&(section, value)| section == s.section && value == s.value + 1)
    };
    missing.iter().filter(|s| !is_empty(s)).count()
}

/// Finds the symbols behind the exports: the global one of that name; else a local one, and among
/// several the one the table points at.
fn find_definitions(elf: &Elf, table: &SymbolTable, entries: &mut [Entry<'_>], index: &mut FastMap<&[u8], usize>) {
    for (_, symbol) in table.iter() {
        if symbol.section == SHN_UNDEF || matches!(symbol.st_type, STT_SECTION | STT_FILE) {
            continue;
        }
        let Some(&i) = index.get(table.name(&symbol)) else { continue };
        let entry = &mut entries[i];
        let better = match &entry.best {
            None => true,
            Some(best) if symbol.bind != STB_LOCAL => best.bind == STB_LOCAL,
            Some(best) => {
                best.bind == STB_LOCAL && entry.at.as_ref().is_some_and(|at| points_at(elf, at, symbol.value))
            }
        };
        if better {
            entry.best = Some(symbol);
        }
    }
}

/// Whether the linked entry `at` refers to `target`: relative in 4 bytes, or absolute.
fn points_at(elf: &Elf, at: &Symbol, target: u64) -> bool {
    if elf.e_type == ET_REL {
        return false;
    }
    let Some(data) = content_at(elf, at) else { return false };
    let relative = elf.layout.u32(data, 0).map(|v| at.value.wrapping_add_signed(i64::from(v.cast_signed())));
    relative == Some(target) || elf.layout.word(data, 0) == Some(target)
}

/// The bytes of the section from where the symbol points, `None` if they are not in the file.
fn content_at<'a>(elf: &'a Elf, symbol: &Symbol) -> Option<&'a [u8]> {
    let section = elf.sections.get(symbol.section as usize).filter(|s| !s.is_nobits())?;
    let start = if elf.e_type == ET_REL { symbol.value } else { symbol.value.checked_sub(section.address)? };
    elf.content(symbol.section as usize).get(usize::try_from(start).ok()?..)
}

fn text(bytes: &[u8]) -> Option<String> {
    (!bytes.is_empty()).then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn finish(elf: &Elf, entry: Entry<'_>) -> RawExport {
    let Entry { name, gpl, namespace, best, .. } = entry;
    let best = best.as_ref();
    RawExport {
        name: String::from_utf8_lossy(name).into_owned(),
        version: None,
        version_default: true,
        kind: best.map_or(SymbolKind::Untyped, kind),
        binding: best.and_then(binding).unwrap_or(Binding::Global),
        visibility: if best.is_some_and(|s| s.visibility == STV_PROTECTED) {
            Visibility::Protected
        } else {
            Visibility::Default
        },
        variant_pcs: false,
        untyped: Untyped::default(),
        size: best.map_or(0, |s| s.size),
        address: best.map_or(0, |s| address(elf, s)),
        section: best.map_or(0, |s| s.section),
        read_only: best.is_some_and(|s| is_read_only(elf, s)),
        inner_calls: InnerCalls::None,
        ksym: Some((gpl, namespace)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_exports_are_told_by_name() {
        for (name, gpl) in
            [("__ksymtab", false), ("__ksymtab_gpl", true), ("___ksymtab+a_gpl", false), ("___ksymtab_gpl+a", true)]
        {
            assert!(table_of(name.as_bytes()) == if gpl { Table::Gpl } else { Table::Plain }, "{name}");
        }
        assert!(table_of(b"__ksymtab_strings") == Table::None);
        assert!(table_of(b".text") == Table::None);
    }
}
