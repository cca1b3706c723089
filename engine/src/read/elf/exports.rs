//! The interface of an object: which of its symbols others can bind to.
//!
//! | object | interface |
//! | --- | --- |
//! | kernel image or module | its `EXPORT_SYMBOL`s: see [`super::ksymtab`] |
//! | `ET_DYN`, `ET_EXEC` with `.dynsym` | defined dynamic symbols |
//! | `ET_REL`, `ET_EXEC` without `.dynsym`, separate debug files | global symbols of `.symtab` |
//!
//! Hidden and internal symbols are bound to within a component only: whoever links a relocatable object in is part of
//! that component, for all others they are no interface.
//!
//! Not interface: version nodes themselves (absolute symbols with the
//! name of a node); copies of another object's variables (copy relocations of programs: their
//! version is one that the object needs, not one it defines); and the marks that linkers and start
//! files leave in every object (`_edata`, `_end`, `__bss_start`, `_init`, `_fini` and the ARM
//! spellings), which are nobody's ABI; and what compilers make for themselves (see [`super::made`]).

use object::elf::{self, ET_REL, SHF_WRITE};

use super::file::Elf;
use super::made::{self, Made};
use super::symbols::{SHN_ABS, SHN_COMMON, SHN_UNDEF, Symbol, SymbolTable, SymbolVersion, Versions};
use crate::graph::export::RawExport;
use crate::graph::{Binding, InnerCalls, SymbolKind, Untyped, Visibility};

/// Names of linker and start-file marks; the second list only counts without a type.
const MARKS: [&[u8]; 5] = [b"_edata", b"_end", b"__bss_start", b"_init", b"_fini"];
/// What the start files of a program define, and a program exports with `-rdynamic`: their objects are not the program's.
const START_MARKS: [&[u8]; 8] = [
    b"_start",
    b"data_start",
    b"__data_start",
    b"_IO_stdin_used",
    b"__libc_csu_init",
    b"__libc_csu_fini",
    b"_dl_relocate_static_pie",
    b"_fp_hw",
];
const UNTYPED_MARKS: [&[u8]; 4] = [b"__bss_start__", b"__bss_end__", b"_bss_end__", b"__end__"];

/// Whether the interface of an object is that of its dynamic symbols.
pub(crate) fn is_dynamic(elf: &Elf) -> bool {
    elf.e_type != ET_REL && SymbolTable::dynamic(elf).is_some_and(|table| table.len() > 0)
}

/// The interface of an object that is no kernel object.
pub(crate) fn of_object(elf: &Elf, versions: &Versions) -> Vec<RawExport> {
    let mut exports = match SymbolTable::dynamic(elf) {
        Some(table) if is_dynamic(elf) => of_dynamic(elf, &table, versions),
        _ => SymbolTable::full(elf).map(|table| of_full(elf, &table)).unwrap_or_default(),
    };
    made::drop_companions(elf, &mut exports);
    exports
}

fn of_dynamic(elf: &Elf, table: &SymbolTable, versions: &Versions) -> Vec<RawExport> {
    let made = Made::new(elf);
    let mut nodes = versions.nodes();
    nodes.sort_unstable();
    let mut out = Vec::new();
    for (i, symbol) in table.iter() {
        let name = table.name(&symbol);
        let own = || made.is(elf, &symbol, name, visibility(&symbol));
        if !is_visible(elf, &symbol, name) || is_node(&symbol, name, &nodes) || own() {
            continue;
        }
        let (version, version_default) = match versions.of(i) {
            SymbolVersion::Needed => continue,
            SymbolVersion::None => (None, true),
            SymbolVersion::Defined(version, default) => (Some(version), default),
        };
        out.extend(export(elf, &symbol, name, version, version_default));
    }
    out
}

/// `.symtab` spells versions in the name: `foo@@V`, `foo@V`.
fn of_full(elf: &Elf, table: &SymbolTable) -> Vec<RawExport> {
    let made = Made::new(elf);
    let versioned = defines_versions_elsewhere(elf);
    let mut out = Vec::new();
    for (_, symbol) in table.iter() {
        let (name, version, default) = split_version(table.name(&symbol));
        let own = || made.is(elf, &symbol, name, visibility(&symbol));
        if !is_visible(elf, &symbol, name) || versioned && is_node_shaped(&symbol) || own() {
            continue;
        }
        let version = version.map(|v| String::from_utf8_lossy(v).into_owned());
        out.extend(export(elf, &symbol, name, version, default));
    }
    out
}

/// Names of the version nodes of a separate debug file, whose `.gnu.version_d` has no content: the
/// linker left a symbol for each. Empty for all other files.
pub(crate) fn nodes_of_debug_file(elf: &Elf) -> Vec<String> {
    if !defines_versions_elsewhere(elf) {
        return Vec::new();
    }
    let Some(table) = SymbolTable::full(elf) else { return Vec::new() };
    let nodes = table.iter().filter(|(_, s)| is_node_shaped(s) && binding(s).is_some());
    nodes.map(|(_, s)| String::from_utf8_lossy(table.name(&s)).into_owned()).collect()
}

/// It is a debug file of something that defines versions: the section is there, its content is not.
pub(crate) fn defines_versions_elsewhere(elf: &Elf) -> bool {
    elf.find(".gnu.version_d").is_some_and(|i| elf.sections[i].is_nobits())
}

/// As the linker makes the symbol of a version node: absolute, an object, of no size.
fn is_node_shaped(symbol: &Symbol) -> bool {
    symbol.reserved && symbol.section == SHN_ABS && symbol.st_type == elf::STT_OBJECT && symbol.size == 0
}

fn split_version(name: &[u8]) -> (&[u8], Option<&[u8]>, bool) {
    match name.iter().position(|&b| b == b'@') {
        None | Some(0) => (name, None, true),
        Some(at) => match name[at + 1..].strip_prefix(b"@") {
            Some(version) => (&name[..at], Some(version), true),
            None => (&name[..at], Some(&name[at + 1..]), false),
        },
    }
}

fn is_visible(elf: &Elf, symbol: &Symbol, name: &[u8]) -> bool {
    let kind = !matches!(symbol.st_type, elf::STT_SECTION | elf::STT_FILE)
        && (elf.e_type == ET_REL || visibility(symbol) != Visibility::Hidden);
    let mark = MARKS.contains(&name)
        || symbol.st_type == elf::STT_NOTYPE && UNTYPED_MARKS.contains(&name)
        || elf.e_type != ET_REL && START_MARKS.contains(&name);
    kind && binding(symbol).is_some() && symbol.section != SHN_UNDEF && !name.is_empty() && !mark
}

/// `nodes` are sorted.
fn is_node(symbol: &Symbol, name: &[u8], nodes: &[String]) -> bool {
    symbol.reserved && symbol.section == SHN_ABS && nodes.binary_search_by(|n| n.as_bytes().cmp(name)).is_ok()
}

fn export(
    elf: &Elf,
    symbol: &Symbol,
    name: &[u8],
    version: Option<String>,
    version_default: bool,
) -> Option<RawExport> {
    Some(RawExport {
        name: String::from_utf8_lossy(name).into_owned(),
        version,
        version_default,
        kind: kind(symbol),
        binding: binding(symbol)?,
        visibility: visibility(symbol),
        variant_pcs: is_variant_pcs(elf, symbol),
        untyped: Untyped::default(),
        size: symbol.size,
        address: address(elf, symbol),
        section: symbol.section,
        read_only: is_read_only(elf, symbol),
        inner_calls: InnerCalls::None,
        ksym: None,
    })
}

/// See [`RawExport::variant_pcs`].
fn is_variant_pcs(elf: &Elf, symbol: &Symbol) -> bool {
    elf.e_machine == elf::EM_AARCH64.0 && symbol.other & elf::STO_AARCH64_VARIANT_PCS.0 != 0
}

/// `STV_*` of a symbol.
fn visibility(symbol: &Symbol) -> Visibility {
    match symbol.visibility {
        elf::STV_INTERNAL | elf::STV_HIDDEN => Visibility::Hidden,
        elf::STV_PROTECTED => Visibility::Protected,
        _ => Visibility::Default,
    }
}

/// `STB_*` of a symbol that others can bind to.
pub(crate) fn binding(symbol: &Symbol) -> Option<Binding> {
    match symbol.bind {
        elf::STB_GLOBAL => Some(Binding::Global),
        elf::STB_WEAK => Some(Binding::Weak),
        elf::STB_GNU_UNIQUE => Some(Binding::Unique),
        _ => None,
    }
}

/// `STT_*`
pub(crate) fn kind(symbol: &Symbol) -> SymbolKind {
    match symbol.st_type {
        elf::STT_OBJECT | elf::STT_COMMON => SymbolKind::Object,
        elf::STT_FUNC => SymbolKind::Function,
        elf::STT_TLS => SymbolKind::Tls,
        elf::STT_GNU_IFUNC => SymbolKind::Ifunc,
        _ => SymbolKind::Untyped,
    }
}

/// `st_value`, moved by the base of the section in a relocatable object.
pub(crate) fn address(elf: &Elf, symbol: &Symbol) -> u64 {
    if symbol.reserved {
        // The value of a common symbol is its alignment.
        return if symbol.section == SHN_COMMON { 0 } else { symbol.value };
    }
    symbol.value.wrapping_add(elf.sections.get(symbol.section as usize).map_or(0, |s| s.base))
}

/// The section cannot be written once the program runs. `.data.rel.ro` is closed after relocation;
/// a kernel marks `.rodata` writable because it also holds what is closed after init.
pub(crate) fn is_read_only(elf: &Elf, symbol: &Symbol) -> bool {
    if symbol.reserved {
        return false;
    }
    let index = symbol.section as usize;
    let Some(section) = elf.sections.get(index) else { return false };
    let name = elf.raw_name(index);
    !section.has(SHF_WRITE) || name.starts_with(b".data.rel.ro") || name.starts_with(b".rodata")
}
