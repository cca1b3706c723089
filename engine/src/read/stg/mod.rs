//! STG's dumps (`.stg`), as Android keeps them of its kernels, lowered to the same nodes as DWARF.
//!
//! `text` reads the text form of protocol buffers, `read` makes a row of each message, `cycles` refuses what no C has,
//! `lower` makes nodes. The format is read up to version 2. It holds symbols and the types that these reach, and neither
//! positions nor names of parameters, attributes, requested alignments, sizes of symbols, nor anything of the file
//! that was dumped. Classes of C++ are not read: what refers to them is not compared, and a diagnostic says so.
//!
//! **Invariant:** nothing outside this folder knows STG. It knows nothing of comparison or severity.

mod cycles;
mod lower;
mod read;
mod text;

use read::{Dump, Symbol, What};
pub(crate) use text::StgError;

use crate::graph::canon::lowered::{Hit, Lowered};
use crate::graph::canon::table::{FrozenTable, Gid, Part, RawTarget, Table};
use crate::graph::export::RawExport;
use crate::graph::{InnerCalls, Untyped};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};

/// How many symbols or fields are named.
const NAMES: usize = 16;

/// Lowers a dump: its types into a part, its symbols into `lowered`.
///
/// # Errors
/// It is damaged, or of a version that is not known.
pub(crate) fn object(table: &Table, bytes: &[u8], lowered: &mut Lowered) -> Result<(Part, Vec<Diagnostic>), StgError> {
    let dump = read::read(bytes)?;
    cycles::check(&dump.rows)?;
    lowered.machine.pointer_size = lower::pointer_size(&dump.rows);
    let part = lower::lower(&dump, table, lowered.machine.pointer_size);
    let What::Interface(symbols) = &dump.rows[dump.root].what else { return Ok((part, Vec::new())) };
    let rows = symbols.iter().map(|&i| &dump.rows[i as usize]);
    let symbols: Vec<(&[u8], &Symbol<'_>)> = rows
        .filter_map(|row| if let What::Symbol(symbol) = &row.what { Some((&*row.name, &**symbol)) } else { None })
        .filter(|(_, symbol)| symbol.is_defined)
        .collect();
    let is_kernel = dump.is_kernel;
    if is_kernel {
        lowered.info.name = "vmlinux".to_owned();
        lowered.info.module = Some("vmlinux".to_owned());
    }
    lowered.exports = symbols.into_iter().map(|(name, symbol)| export(&dump, name, symbol, is_kernel)).collect();
    lowered.info.units += 1;
    let diagnostics = diagnostics(&dump, lowered, is_kernel);
    Ok((part, diagnostics))
}

fn export(dump: &Dump<'_>, name: &[u8], symbol: &Symbol<'_>, is_kernel: bool) -> (RawExport, Option<Hit>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let export = RawExport {
        name: text(name),
        version: symbol.version.as_deref().map(text),
        version_default: symbol.version_default,
        kind: symbol.kind,
        binding: symbol.binding,
        visibility: symbol.visibility,
        variant_pcs: false,
        untyped: Untyped::Whole,
        size: 0,
        address: 0,
        section: 0,
        read_only: false,
        inner_calls: InnerCalls::None,
        ksym: is_kernel.then(|| (false, symbol.namespace.as_deref().map(text))),
    };
    let hit = symbol.to.map(|to| Hit {
        strength: 1,
        target: match dump.rows[to as usize].what {
            What::Void => RawTarget::Void,
            _ => RawTarget::Node(Gid(to)),
        },
        hash: u128::from(to),
        unit: 0,
        file: 0,
        line: 0,
        alignment: 0,
        form: lower::UNSTATED,
        mode: 0,
    });
    (export, hit)
}

fn diagnostics(dump: &Dump<'_>, lowered: &Lowered, is_kernel: bool) -> Vec<Diagnostic> {
    let of = |level, code, message| Diagnostic {
        level,
        code,
        object: lowered.info.name.clone(),
        section: String::new(),
        offset: None,
        message,
    };
    let file = if is_kernel {
        "of the kernel only namespaces, not which exports are for GPL modules alone nor which module has them"
    } else {
        "of the file neither machine, SONAME, needed libraries, version nodes nor how it is loaded"
    };
    let limits = format!(
        "a dump by STG tells {file}, and neither sizes of symbols, requested alignments, attributes, calling conventions \
         nor names of parameters: none of that was compared"
    );
    let mut out = vec![of(DiagnosticLevel::Note, "stg-limits", limits)];
    out.extend(untyped(lowered, is_kernel).map(|(level, message)| of(level, "stg-untyped", message)));
    if dump.foreign {
        let message =
            "a dump by STG holds C++ or Rust: its classes are not read, and what refers to one was not compared";
        out.push(of(DiagnosticLevel::Lost, "stg-classes", message.to_owned()));
    }
    if !dump.skipped.is_empty() {
        let names: Vec<&str> = dump.skipped.iter().take(NAMES).map(String::as_str).collect();
        let message = format!("a dump by STG has fields that this abilens does not know: {}", names.join(", "));
        out.push(of(DiagnosticLevel::Lost, "stg-field-unknown", message));
    }
    out
}

/// What is said of symbols that have no type. Every kernel has some, of assembler, and a dump does not tell them from those of
/// which the debug information was missing.
fn untyped(lowered: &Lowered, is_kernel: bool) -> Option<(DiagnosticLevel, String)> {
    let names = lowered.exports.iter().filter(|(_, hit)| hit.is_none()).map(|(export, _)| export.name.as_str());
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return None;
    }
    let some_typed = names.len() < lowered.exports.len();
    let level = if is_kernel && some_typed { DiagnosticLevel::Note } else { DiagnosticLevel::Lost };
    let more = names.len().saturating_sub(NAMES);
    let mut message = format!(
        "a dump by STG gives no type for {} of {} symbols: of those only the symbols are compared: {}",
        names.len(),
        lowered.exports.len(),
        names[..names.len() - more].join(", ")
    );
    if more > 0 {
        message.push_str(&format!(" and {more} more"));
    }
    Some((level, message))
}

/// Puts the parts of dumps into the table, and makes nodes of the numbers that the hits of exports hold. Returns whether
/// there was room.
pub(crate) fn pin(table: &mut FrozenTable, objects: &mut [Lowered], parts: Vec<(usize, Part)>) -> bool {
    for (object, part) in parts {
        if !table.has_room(&part) {
            return false;
        }
        let pinned = table.pin(part, None);
        for hit in objects[object].exports.iter_mut().filter_map(|(_, hit)| hit.as_mut()) {
            hit.target = pinned.target(hit.target);
        }
    }
    true
}
