//! What an object asks of whoever loads or links it: undefined symbols that no library which it needs is known to
//! provide.
//!
//! A symbol with a version is taken from the library of that version (`.gnu.version_r`), and is that library's
//! interface. What is left are functions of the application (hosts of plug-ins, callbacks by name) and of libraries
//! without versions.

use object::elf::{ET_DYN, ET_REL};

use super::exports::binding;
use super::file::Elf;
use super::symbols::{SHN_UNDEF, SymbolTable, SymbolVersion, Versions};
use crate::graph::export::RawExport;
use crate::graph::{InnerCalls, SymbolKind, Visibility};

/// References that compilers and start files leave in every object; nobody has to answer them.
const NOBODYS: [&[u8]; 8] = [
    b"_GLOBAL_OFFSET_TABLE_",
    b"__gmon_start__",
    b"_ITM_deregisterTMCloneTable",
    b"_ITM_registerTMCloneTable",
    b"_Jv_RegisterClasses",
    b"__cxa_finalize",
    b"__tls_get_addr",
    b".TOC.",
];

/// Whether a symbol tells that its class is somebody else's: a table, type information, a constructor or a destructor.
/// Classes of the standard library are known by their names.
fn tells_of_class(name: &[u8]) -> bool {
    if let Some(class) = [b"_ZTV", b"_ZTI"].iter().find_map(|start| name.strip_prefix(*start)) {
        return !class.starts_with(b"S") && !class.starts_with(b"NS") && !class.starts_with(b"N10__cxxabiv1");
    }
    let variants = ["C1E", "C2E", "D1E", "D2E"];
    name.starts_with(b"_ZN")
        && !name.starts_with(b"_ZNS")
        && variants.iter().any(|variant| memchr::memmem::find(name, variant.as_bytes()).is_some())
}

/// The symbols that an object asks for, in the order of its symbol table; behind them those of classes that libraries with
/// versions define, which is all that is kept of these.
pub(crate) fn symbols(elf: &Elf, versions: &Versions) -> Vec<RawExport> {
    let table = match elf.e_type {
        ET_REL => SymbolTable::full(elf),
        ET_DYN => SymbolTable::dynamic(elf),
        _ => None,
    };
    let Some(table) = table else { return Vec::new() };
    let (mut out, mut of_classes) = (Vec::new(), Vec::new());
    for (i, symbol) in table.iter() {
        let name = table.name(&symbol);
        let nobodys = name.is_empty() || NOBODYS.contains(&name) || name.contains(&b'@') || name.starts_with(b".");
        let Some(bind) = binding(&symbol).filter(|_| symbol.section == SHN_UNDEF && !symbol.reserved && !nobodys)
        else {
            continue;
        };
        let is_versioned = elf.e_type == ET_DYN && versions.of(i) != SymbolVersion::None;
        if is_versioned && !tells_of_class(name) {
            continue;
        }
        let list = if is_versioned { &mut of_classes } else { &mut out };
        list.push(RawExport {
            name: String::from_utf8_lossy(name).into_owned(),
            version: None,
            version_default: !is_versioned,
            kind: SymbolKind::Untyped,
            binding: bind,
            visibility: Visibility::Default,
            variant_pcs: false,
            untyped: crate::graph::Untyped::default(),
            size: 0,
            address: 0,
            section: 0,
            read_only: false,
            inner_calls: InnerCalls::None,
            ksym: None,
        });
    }
    out.append(&mut of_classes);
    out
}
