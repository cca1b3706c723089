//! BTF, the type information that a kernel carries for BPF, lowered to the same nodes as DWARF.
//!
//! `read` takes the bytes apart, `cycles` refuses what no C has, `lower` makes nodes, `tie` finds the types
//! of exports. Split BTF (modules) goes on where its base (vmlinux, or `.BTF.base`) ends, in numbers and
//! strings. BTF holds no position, no requested alignment, no variables but those that a section of BTF
//! lists (with pahole up to 1.27 the per-CPU ones), and no function whose signature the compiler changed.
//!
//! **Invariant:** nothing outside this folder knows BTF. It knows nothing of comparison or severity.

mod cycles;
mod lower;
mod read;
mod tie;

use std::sync::{Arc, OnceLock};

use read::Btf;

use crate::graph::SymbolKind;
use crate::graph::canon::lowered::Lowered;
use crate::graph::canon::table::{FrozenTable, Part, Pinned, Table};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::read::elf::Section;

pub(crate) use read::{BtfError, is_split};

/// How many exports without a type are named.
const NAMES: usize = 32;

/// The BTF of one object.
#[derive(Clone, Debug, Default)]
pub struct BtfSections {
    /// `.BTF`, or a whole raw file; empty if there is none.
    pub main: Section,
    /// `.BTF.base`: names and sizes of what `.BTF` takes from vmlinux. Empty if there is none.
    pub base: Section,
    /// A raw file: the interface is what the BTF itself names.
    pub raw: bool,
}

/// One object lowered: its types, and those of the base that it continues.
pub(crate) struct Read {
    part: Part,
    base: BasePart,
}

enum BasePart {
    None,
    /// The input's, see [`Bases`].
    Shared,
    /// The object's own `.BTF.base`.
    Own(Part),
}

struct Base {
    btf: Arc<Btf>,
    part: std::sync::Mutex<Option<Part>>,
}

/// What the split BTF of an input continues: read when first asked for.
pub(crate) struct Bases {
    source: Option<BaseSource>,
    slot: OnceLock<Result<Base, String>>,
}

/// Where split BTF finds what it continues.
pub(crate) struct BaseSource {
    /// As messages name it.
    pub(crate) name: String,
    /// Reads it: an ELF file or a raw one.
    pub(crate) read: Box<dyn Fn() -> crate::ground::error::Result<BtfSections> + Send + Sync>,
}

/// How to read the BTF of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    /// The interface is every function and variable of the BTF, not the exports of the object.
    pub(crate) everything: bool,
}

/// Why an object's BTF could not be used.
#[derive(Debug)]
pub(crate) enum Failure {
    Damaged(&'static str, BtfError),
    /// It continues another BTF, which is not to be had.
    NoBase(String),
}

impl Bases {
    pub(crate) fn new(source: Option<BaseSource>) -> Self {
        Self { source, slot: OnceLock::new() }
    }

    /// `elf_pointer`: bytes of a pointer, 0 if no ELF file tells.
    fn get(&self, table: &Table, elf_pointer: u64) -> Result<&Base, Failure> {
        let slot = self.slot.get_or_init(|| {
            let Some(BaseSource { name: label, read }) = &self.source else {
                return Err("no vmlinux beside it, and none named by --btf-base".to_owned());
            };
            let sections = read().map_err(|e| e.to_string())?;
            if sections.main.is_empty() {
                return Err(format!("{label} has no BTF"));
            }
            let damaged = |e: BtfError| format!("{label}: {}offset {:#x}: {}", prefix(&sections), e.offset, e.what);
            let btf = Arc::new(Btf::parse(&sections.main, None).map_err(damaged)?);
            let pointer_size = match elf_pointer {
                0 => u64::from(pointer_size(&btf).map_err(damaged)?),
                known => known,
            };
            let (part, _) = lower::lower(&btf, table, pointer_size).map_err(damaged)?;
            Ok(Base { btf, part: std::sync::Mutex::new(Some(part)) })
        });
        slot.as_ref().map_err(|e| Failure::NoBase(e.clone()))
    }
}

fn prefix(sections: &BtfSections) -> &'static str {
    if sections.raw { "" } else { "section .BTF: " }
}

/// Lowers the BTF of an object: types into a part, exports tied to them in `lowered`.
pub(crate) fn object(
    table: &Table,
    bases: &Bases,
    sections: &BtfSections,
    how: How,
    lowered: &mut Lowered,
) -> Result<(Read, Vec<Diagnostic>), Failure> {
    let main = |e| Failure::Damaged(if sections.raw { "" } else { ".BTF" }, e);
    let split = is_split(sections.main.data()).map_err(main)?;
    let elf_pointer = u64::from(lowered.machine.pointer_size);
    let (base, part_of_base) = if !split {
        (None, BasePart::None)
    } else if sections.base.is_empty() {
        let base = bases.get(table, elf_pointer)?;
        (Some(Arc::clone(&base.btf)), BasePart::Shared)
    } else {
        let distilled = |e| Failure::Damaged(".BTF.base", e);
        let mut base = Btf::parse(&sections.base, None).map_err(distilled)?;
        base.distilled = true;
        let (part, _) = lower::lower(&base, table, elf_pointer).map_err(distilled)?;
        (Some(Arc::new(base)), BasePart::Own(part))
    };
    let btf = Btf::parse(&sections.main, base).map_err(main)?;
    if sections.raw {
        lowered.machine.big_endian = btf.is_big_endian();
        lowered.machine.pointer_size = pointer_size(&btf).map_err(main)?;
    }
    let (part, lost) = lower::lower(&btf, table, u64::from(lowered.machine.pointer_size)).map_err(main)?;
    if how.everything {
        lowered.exports = tie::interface(&btf).map_err(main)?;
    } else {
        let raw: Vec<_> = std::mem::take(&mut lowered.exports).into_iter().map(|e| e.0).collect();
        let hits = tie::exports(&btf, &raw).map_err(main)?;
        lowered.exports = raw.into_iter().zip(hits).collect();
    }
    lowered.info.units += 1;
    let diagnostics = unknown_kinds(&btf, &lost, &lowered.info.name, sections);
    Ok((Read { part, base: part_of_base }, diagnostics))
}

/// Structs and unions of a distilled base (`.BTF.base`) with their sizes in bytes: what the object holds by value of the kernel that it
/// was built against. Those of which the base says nothing else have size 0.
pub(crate) fn sizes_of_base(base: &Section) -> Result<Vec<(String, u64)>, BtfError> {
    let btf = Btf::parse(base, None)?;
    let mut out = Vec::new();
    for row in btf.rows.iter().filter(|r| matches!(r.kind, read::kind::STRUCT | read::kind::UNION) && r.name != 0) {
        let word = if row.kind == read::kind::STRUCT { "struct" } else { "union" };
        let name = String::from_utf8_lossy(btf.name(row.name, row.at)?).into_owned();
        out.push((format!("{word} {name}"), u64::from(row.value)));
    }
    out.sort();
    out.dedup();
    Ok(out)
}

/// BTF does not tell the size of a pointer; `long` of every kernel has it.
fn pointer_size(btf: &Btf) -> read::Result<u8> {
    for b in [Some(btf), btf.base.as_deref()].into_iter().flatten() {
        for row in b.rows.iter().filter(|r| r.kind == read::kind::INT && matches!(r.value, 4 | 8)) {
            if matches!(b.name(row.name, row.at)?, b"long" | b"long int" | b"unsigned long" | b"long unsigned int") {
                return Ok(row.value as u8);
            }
        }
    }
    Ok(8)
}

fn unknown_kinds(btf: &Btf, lost: &[u32], object: &str, sections: &BtfSections) -> Vec<Diagnostic> {
    let used = |n: u32| lost.binary_search(&n).is_ok();
    let mut out: Vec<Diagnostic> = Vec::new();
    for u in &btf.unknown {
        let (level, what) = match (u.skipped, used(u.number)) {
            (false, _) => (DiagnosticLevel::Lost, "which this abilens does not know; nothing behind it could be read"),
            (true, true) => (
                DiagnosticLevel::Lost,
                "which this abilens does not know; types that refer to it are not compared there",
            ),
            (true, false) => (DiagnosticLevel::Note, "which this abilens does not know; no type refers to it"),
        };
        // One of each kind is enough.
        let message = format!("types of BTF kind {}, {what}", u.kind);
        if out.iter().any(|d| d.level == level && d.message == message) {
            continue;
        }
        out.push(Diagnostic {
            level,
            code: "btf-kind-unknown",
            object: object.to_owned(),
            section: if sections.raw { String::new() } else { ".BTF".to_owned() },
            offset: Some(u64::from(u.at)),
            message,
        });
    }
    out
}

/// Puts the parts into the table, in the order of the objects, and makes nodes of the numbers that the hits
/// of exports hold.
pub(crate) fn pin(table: &mut FrozenTable, bases: &Bases, objects: &mut [(&mut Lowered, Option<Read>)]) -> bool {
    let mut shared: Option<Pinned> = None;
    for (lowered, read) in objects {
        let Some(Read { part, base }) = read.take() else { continue };
        let (base_part, is_shared) = match base {
            BasePart::None => (None, false),
            BasePart::Own(part) => (Some(part), false),
            BasePart::Shared => {
                let slot = bases.slot.get().and_then(|s| s.as_ref().ok());
                let taken = slot.and_then(|b| b.part.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take());
                (taken, true)
            }
        };
        let mut base = if is_shared { shared } else { None };
        for (is_base, part) in base_part.into_iter().map(|p| (true, p)).chain([(false, part)]) {
            if !table.has_room(&part) {
                return false;
            }
            let pinned = table.pin(part, if is_base { None } else { base });
            if is_base {
                base = Some(pinned);
                if is_shared {
                    shared = base;
                }
                continue;
            }
            for hit in lowered.exports.iter_mut().filter_map(|(_, hit)| hit.as_mut()) {
                hit.target = pinned.target(hit.target);
            }
        }
    }
    true
}

/// What the interface of an input is, and what BTF does not tell of it. `asked`: the user knows that he looks at
/// BTF, so its limits are no loss.
pub(crate) fn limits(objects: &[&Lowered], everything: bool, asked: bool) -> Option<Diagnostic> {
    let note = |level, code, message| Diagnostic {
        level,
        code,
        object: String::new(),
        section: ".BTF".into(),
        offset: None,
        message,
    };
    if everything {
        let count: usize = objects.iter().map(|o| o.exports.len()).sum();
        let unclear = objects.iter().flat_map(|o| &o.exports).filter(|(_, hit)| hit.is_none()).count();
        let mut message = format!(
            "the interface is taken to be all {count} functions and variables that the BTF names, exported or not"
        );
        if unclear > 0 {
            message.push_str(&format!(
                "; {unclear} of the names belong to several of different types, which are not compared"
            ));
        }
        return Some(note(DiagnosticLevel::Note, "btf-interface", message));
    }
    let (mut functions, mut variables) = ((0, 0), (0, 0));
    let mut names: Vec<&str> = Vec::new();
    for (export, hit) in objects.iter().flat_map(|o| &o.exports) {
        let slot =
            if matches!(export.kind, SymbolKind::Object | SymbolKind::Tls) { &mut variables } else { &mut functions };
        slot.1 += 1;
        slot.0 += usize::from(hit.is_none());
        names.extend(hit.is_none().then_some(export.name.as_str()));
    }
    names.sort_unstable();
    let more = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    if functions.0 + variables.0 == 0 {
        return None;
    }
    let mut message = format!(
        "BTF gives no type for {} of {} exported functions and {} of {} exported variables: of those only the \
         symbols are compared: {}",
        functions.0,
        functions.1,
        variables.0,
        variables.1,
        names.join(", ")
    );
    if more > 0 {
        message.push_str(&format!(" and {more} more"));
    }
    if !asked {
        message.push_str(" (--source btf takes that as given)");
    }
    let level = if asked { DiagnosticLevel::Note } else { DiagnosticLevel::Lost };
    Some(note(level, "btf-untyped", message))
}
