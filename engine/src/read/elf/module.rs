//! What a kernel module says of itself, and what it asks of a kernel: `.modinfo`, imports, the CRCs it was built
//! with; and what a kernel object offers: CRCs of its exports, its version magic.
//!
//! | where | what | source of the fact |
//! | --- | --- | --- |
//! | `.modinfo` | `tag=value` strings, each with its zero byte | include/linux/moduleparam.h |
//! | `__versions` | records of 64 bytes: CRC as an `unsigned long`, then the name | include/linux/module.h, `struct modversion_info` |
//! | `__version_ext_crcs`, `__version_ext_names` | CRCs of 4 bytes, and as many strings (6.13 and later) | scripts/mod/modpost.c |
//! | undefined symbols | imports; weak ones may stay unresolved | kernel/module/main.c, `simplify_symbols` |
//! | `.name` on ppc64 | the name without the dot; `.TOC.` is the loader's own | arch/powerpc/kernel/module_64.c, `dedotify` |
//! | `__crc_NAME` | the CRC of an export: in `__kcrctab`, or as the symbol's own value before 5.18 | include/linux/export.h |

use std::collections::{BTreeMap, BTreeSet};

use object::elf::{EM_386, EM_PPC64, EM_X86_64, ET_REL, Machine, STB_LOCAL, STB_WEAK};

use super::file::Elf;
use super::program;
use super::symbols::{SHN_ABS, SHN_COMMON, SHN_UNDEF, Symbol, SymbolTable};
use crate::graph::export::RawExport;
use crate::graph::{Binding, InnerCalls, RANDOMIZED, SymbolKind, Untyped, Visibility};
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::c_str;

/// Bytes of a record of `__versions`, in either class.
const RECORD: usize = 64;

/// Content of a section that may be missing, or have been stripped to its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept<T> {
    /// Read.
    There(T),
    /// No such section.
    Absent,
    /// The section is `SHT_NOBITS`: a debug file, the content stands in the file that is loaded.
    Stripped,
}

impl<T> Kept<T> {
    /// The content, if it is there.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::There(content) => Some(content),
            _ => None,
        }
    }
}

/// An undefined symbol.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// Symbol name.
    pub name: String,
    /// `STB_WEAK`: no error if nobody exports it.
    pub weak: bool,
}

/// A module as built.
#[derive(Clone, Debug)]
pub struct ModuleFacts {
    /// `.modinfo`: tag and value, in order.
    pub modinfo: Kept<Vec<(String, String)>>,
    /// Undefined symbols, sorted by name.
    pub imports: Vec<Import>,
    /// CRC of each import by name, from the extended tables where they are, else from `__versions`.
    pub versions: Kept<BTreeMap<String, u32>>,
    /// There is a `__versions` section: then the release in the version magic is not compared.
    pub has_versions: bool,
    /// It is linked as a module (`.gnu.linkonce.this_module`).
    pub linked: bool,
    /// A common symbol (`SHN_COMMON`: `-fcommon`), which no kernel gives room to.
    pub common: Option<String>,
}

impl ModuleFacts {
    /// Value of the first `tag` of `.modinfo`.
    #[must_use]
    pub fn info(&self, tag: &str) -> Option<&str> {
        self.modinfo.get()?.iter().find(|(t, _)| t == tag).map(|(_, v)| v.as_str())
    }
    /// All values of a tag.
    pub fn all<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        self.modinfo.get().into_iter().flatten().filter(move |(t, _)| t == tag).map(|(_, v)| v.as_str())
    }
}

/// Reads a module.
///
/// # Errors
/// A table is cut off or contradicts itself; there is no symbol table.
pub fn read(elf: &Elf) -> Result<ModuleFacts> {
    let Some(table) = SymbolTable::full(elf).filter(|t| t.len() > 1) else {
        let what = "the symbol table was stripped: what the module imports is not in this file";
        return Err(Error::damaged_section(&elf.path, ".symtab", 0, what));
    };
    let extended = extended(elf)?;
    let has_versions = elf.find("__versions").is_some();
    let is_extended = extended != Kept::Absent;
    let versions = if is_extended { extended } else { versions(elf)? };
    Ok(ModuleFacts {
        modinfo: modinfo(elf)?,
        imports: imports(elf, &table),
        versions,
        has_versions,
        linked: elf.find(".gnu.linkonce.this_module").is_some(),
        common: common(&table),
    })
}

/// A section by name, with its content unless it was stripped away.
fn section<'a>(elf: &'a Elf, name: &str) -> Kept<&'a [u8]> {
    match elf.find(name) {
        None => Kept::Absent,
        Some(i) if elf.sections[i].is_nobits() && elf.sections[i].size > 0 => Kept::Stripped,
        Some(i) => Kept::There(elf.content(i)),
    }
}

/// `.modinfo` of a module or of the image.
///
/// # Errors
/// The last string has no end.
pub fn modinfo(elf: &Elf) -> Result<Kept<Vec<(String, String)>>> {
    let data = match section(elf, ".modinfo") {
        Kept::There(data) => data,
        Kept::Absent => return Ok(Kept::Absent),
        Kept::Stripped => return Ok(Kept::Stripped),
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < data.len() {
        let Some(text) = c_str(data, at) else {
            let what = "the last string has no end";
            return Err(Error::damaged_section(&elf.path, ".modinfo", at as u64, what));
        };
        // Linkers pad between strings with zero bytes.
        if !text.is_empty() {
            let text = String::from_utf8_lossy(text);
            if let Some((tag, value)) = text.split_once('=') {
                out.push((tag.to_owned(), value.to_owned()));
            }
        }
        at += text.len() + 1;
    }
    Ok(Kept::There(out))
}

fn versions(elf: &Elf) -> Result<Kept<BTreeMap<String, u32>>> {
    const NAME: &str = "__versions";
    let data = match section(elf, NAME) {
        Kept::There(data) => data,
        Kept::Absent => return Ok(Kept::Absent),
        Kept::Stripped => return Ok(Kept::Stripped),
    };
    if let Some(at) = variable_length(elf, data) {
        let what = "records of different lengths (struct modversion_info of Ubuntu's 5.19 to 6.5): not read";
        return Err(Error::damaged_section(&elf.path, NAME, at, what));
    }
    let word = if elf.layout.wide { 8 } else { 4 };
    let mut out = BTreeMap::new();
    // As the loader reads it (`check_version`): a record that is cut off is none.
    for (i, record) in data.chunks_exact(RECORD).enumerate() {
        let crc = elf.layout.word(record, 0).unwrap_or(0);
        let Some(name) = c_str(record, word) else {
            let at = i * RECORD + word;
            return Err(Error::damaged_section(&elf.path, NAME, at as u64, "a name has no end"));
        };
        // The kernel compares 32 bits since 4.10; what stands above was filled with zeros or the sign.
        insert(&mut out, dedotted(elf.e_machine, name), crc as u32);
    }
    Ok(Kept::There(out))
}

/// Where the first record ends if all of them start with the distance to the next one, then the CRC and the name.
fn variable_length(elf: &Elf, data: &[u8]) -> Option<u64> {
    let next = |at: usize| Some(elf.layout.u32(data, at)? as usize);
    let first = next(0).filter(|&n| n != RECORD)?;
    let mut at = 0;
    while at < data.len() {
        let step = next(at)?;
        // Zeros end the table.
        if at > 0 && data[at..].iter().all(|&b| b == 0) {
            break;
        }
        let name = c_str(data, at + 8)?;
        if name.is_empty() || step % 4 != 0 || step < 8 + name.len() + 1 || step > data.len() - at {
            return None;
        }
        at += step;
    }
    (at > 0).then_some(first as u64)
}

fn extended(elf: &Elf) -> Result<Kept<BTreeMap<String, u32>>> {
    const CRCS: &str = "__version_ext_crcs";
    const NAMES: &str = "__version_ext_names";
    let (crcs, names) = match (section(elf, CRCS), section(elf, NAMES)) {
        (Kept::There(crcs), Kept::There(names)) => (crcs, names),
        (Kept::Absent, Kept::Absent) => return Ok(Kept::Absent),
        (Kept::Absent, _) => return Err(Error::damaged_section(&elf.path, NAMES, 0, "there are names without CRCs")),
        (_, Kept::Absent) => return Err(Error::damaged_section(&elf.path, CRCS, 0, "there are CRCs without names")),
        _ => return Ok(Kept::Stripped),
    };
    let damaged = |section: &str, at: usize, what: &str| Error::damaged_section(&elf.path, section, at as u64, what);
    if crcs.len() % 4 != 0 {
        return Err(damaged(CRCS, crcs.len() / 4 * 4, "a CRC of 4 bytes is cut off"));
    }
    let mut out = BTreeMap::new();
    let mut at = 0;
    for i in 0..crcs.len() / 4 {
        let Some(name) = c_str(names, at).filter(|n| !n.is_empty()) else {
            return Err(damaged(NAMES, at, "the names end before the CRCs do"));
        };
        let crc = elf.layout.u32(crcs, i * 4).unwrap_or(0);
        insert(&mut out, dedotted(elf.e_machine, name), crc);
        at += name.len() + 1;
    }
    if names[at.min(names.len())..].iter().any(|&b| b != 0) {
        return Err(damaged(NAMES, at, "the CRCs end before the names do"));
    }
    Ok(Kept::There(out))
}

/// The first record of a name counts, as the loader searches from the start.
fn insert(out: &mut BTreeMap<String, u32>, name: &[u8], crc: u32) {
    if !name.is_empty() {
        out.entry(String::from_utf8_lossy(name).into_owned()).or_insert(crc);
    }
}

fn imports(elf: &Elf, table: &SymbolTable) -> Vec<Import> {
    let mut out: Vec<Import> = undefined(elf, table)
        .map(|(name, s)| Import { name: String::from_utf8_lossy(name).into_owned(), weak: s.bind == STB_WEAK })
        .collect();
    // Strong if any mention is.
    out.sort();
    out.dedup_by(|b, a| a.name == b.name);
    out
}

fn common(table: &SymbolTable) -> Option<String> {
    let mut all = table.iter().filter(|(_, s)| s.reserved && s.section == SHN_COMMON).map(|(_, s)| table.name(&s));
    // What GCC marks objects of LTO with is left alone (`simplify_symbols`).
    all.find(|name| !name.starts_with(b"__gnu_lto")).map(|name| String::from_utf8_lossy(name).into_owned())
}

fn undefined<'a>(elf: &'a Elf, table: &'a SymbolTable) -> impl Iterator<Item = (&'a [u8], Symbol)> {
    table
        .iter()
        .filter(|(_, s)| s.section == SHN_UNDEF && !s.reserved && s.bind != STB_LOCAL)
        .map(|(_, s)| (table.name(&s), s))
        .filter(|(name, _)| !name.is_empty() && !is_the_loaders(elf.e_machine, name))
        .map(|(name, s)| (dedotted(elf.e_machine, name), s))
}

/// Undefined symbols that the loader leaves alone (`ignore_undef_symbol` of x86) or defines itself.
fn is_the_loaders(e_machine: u16, name: &[u8]) -> bool {
    match Machine(e_machine) {
        EM_386 | EM_X86_64 => name == b"_GLOBAL_OFFSET_TABLE_",
        EM_PPC64 => name == b".TOC.",
        _ => false,
    }
}

/// The name that is looked up: the loader of ppc64 takes off the dot of functions' entry points.
fn dedotted(e_machine: u16, name: &[u8]) -> &[u8] {
    name.strip_prefix(b".").filter(|_| Machine(e_machine) == EM_PPC64).unwrap_or(name)
}

/// The imports as if they were an interface: what a module needs of a kernel, or a program of its libraries, each tied to
/// the declaration that it was compiled with. Names alone count: kind, size and the rest are those of whoever exports it.
pub(crate) fn imports_as_exports(elf: &Elf) -> Vec<RawExport> {
    let names: Vec<String> = if program::is_linked(elf.e_type) {
        let wanted = program::read(elf).map(|facts| facts.wanted).unwrap_or_default();
        wanted.into_iter().map(|wanted| wanted.name).collect::<BTreeSet<_>>().into_iter().collect()
    } else {
        let Some(table) = SymbolTable::full(elf) else { return Vec::new() };
        imports(elf, &table).into_iter().map(|i| i.name).collect()
    };
    names
        .into_iter()
        .map(|name| RawExport {
            name,
            version: None,
            version_default: true,
            kind: SymbolKind::Untyped,
            binding: Binding::Global,
            visibility: Visibility::Default,
            variant_pcs: false,
            untyped: Untyped::default(),
            size: 0,
            address: 0,
            section: 0,
            read_only: false,
            inner_calls: InnerCalls::None,
            ksym: None,
        })
        .collect()
}

/// CRCs of the exports of a kernel object, by symbol name. Those that are stripped away are left out.
#[must_use]
pub fn crcs(elf: &Elf) -> BTreeMap<String, u32> {
    let Some(table) = SymbolTable::full(elf) else { return BTreeMap::new() };
    let mut out = BTreeMap::new();
    for (_, symbol) in table.iter() {
        let Some(name) = table.name(&symbol).strip_prefix(b"__crc_") else { continue };
        let value = if symbol.section == SHN_ABS {
            Some(symbol.value as u32)
        } else if elf.raw_name(symbol.section as usize).windows(8).any(|w| w == b"_kcrctab") {
            content_at(elf, &symbol).and_then(|d| elf.layout.u32(d, 0))
        } else {
            None
        };
        if let Some(crc) = value {
            out.insert(String::from_utf8_lossy(name).into_owned(), crc);
        }
    }
    out
}

/// The version magic that a kernel image holds (`static const char vermagic[]`, kernel/module/main.c).
#[must_use]
pub fn image_vermagic(elf: &Elf) -> Option<String> {
    let table = SymbolTable::full(elf)?;
    let (_, symbol) = table.iter().find(|(_, s)| s.section != SHN_UNDEF && table.name(s) == b"vermagic")?;
    let text = content_at(elf, &symbol).and_then(|d| c_str(d, 0))?;
    let text = std::str::from_utf8(text).ok()?;
    text.starts_with(|c: char| c.is_ascii_digit()).then(|| text.to_owned())
}

/// The version magic that a module states or a kernel image holds.
#[must_use]
pub fn version_magic(elf: &Elf) -> Option<String> {
    let stated = modinfo(elf).ok();
    let stated = stated.as_ref().and_then(Kept::get).and_then(|info| info.iter().find(|(tag, _)| tag == "vermagic"));
    stated.map(|(_, magic)| magic.clone()).or_else(|| image_vermagic(elf))
}

/// The word of a version magic that stands for the seed by which structs are laid out at random (include/linux/vermagic.h:
/// `RANDSTRUCT_` and a hash of it, before Linux 6.0 `RANDSTRUCT_PLUGIN_`).
#[must_use]
pub fn layout_seed(magic: &str) -> Option<&str> {
    magic.split_ascii_whitespace().find(|word| word.starts_with(RANDOMIZED))
}

/// The bytes of the section from where the symbol points, `None` if they are not in the file.
fn content_at<'a>(elf: &'a Elf, symbol: &Symbol) -> Option<&'a [u8]> {
    let section = elf.sections.get(symbol.section as usize).filter(|s| !s.is_nobits())?;
    let start = if elf.e_type == ET_REL { symbol.value } else { symbol.value.checked_sub(section.address)? };
    elf.content(symbol.section as usize).get(usize::try_from(start).ok()?..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_loader_knows_by_itself() {
        assert!(is_the_loaders(EM_PPC64.0, b".TOC."));
        assert!(is_the_loaders(EM_X86_64.0, b"_GLOBAL_OFFSET_TABLE_"));
        assert!(!is_the_loaders(EM_PPC64.0, b"_GLOBAL_OFFSET_TABLE_"));
        assert_eq!(dedotted(EM_PPC64.0, b".printk"), b"printk");
        assert_eq!(dedotted(EM_X86_64.0, b".printk"), b".printk");
    }
}
