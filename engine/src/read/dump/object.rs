//! The object that a dump stands for: its types in a part of the table, its symbols tied to them.

use super::cycles;
use super::error::Result;
use super::lower;
use super::rows::{Dump, Row, Symbol, What};
use crate::graph::canon::lowered::{Hit, Lowered};
use crate::graph::canon::table::{FrozenTable, Gid, Part, RawTarget, Table};
use crate::graph::export::RawExport;
use crate::graph::{Flags, InnerCalls, Untyped};

/// Lowers a dump: its types into a part, its symbols into `lowered`.
///
/// # Errors
/// A type is made of itself.
pub(crate) fn object(table: &Table, dump: &Dump<'_>, lowered: &mut Lowered) -> Result<Part> {
    cycles::check(&dump.rows)?;
    let pointer_size = match dump.pointer_size {
        0 => lower::pointer_size(&dump.rows),
        stated => stated,
    };
    lowered.machine.pointer_size = pointer_size;
    let (part, files) = lower::lower(dump, table, pointer_size);
    if dump.is_kernel {
        lowered.info.name = "vmlinux".to_owned();
        lowered.info.module = Some("vmlinux".to_owned());
    }
    lowered.info.units += 1;
    lowered.info.soname.clone_from(&dump.about.soname);
    lowered.info.needed.clone_from(&dump.about.needed);
    lowered.machine.e_machine = dump.about.machine;
    let What::Interface(symbols) = &dump.rows[dump.root].what else { return Ok(part) };
    for row in symbols.iter().map(|&index| &dump.rows[index as usize]) {
        if let What::Symbol(symbol) = &row.what
            && symbol.is_defined
        {
            lowered.exports.push(export(dump, row, symbol, &files));
        }
    }
    Ok(part)
}

fn export(dump: &Dump<'_>, row: &Row<'_>, symbol: &Symbol<'_>, files: &[u64]) -> (RawExport, Option<Hit>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let export = RawExport {
        name: text(&row.name),
        version: symbol.version.as_deref().map(text),
        version_default: symbol.version_default,
        kind: symbol.kind,
        binding: symbol.binding,
        visibility: symbol.visibility,
        variant_pcs: false,
        untyped: Untyped::Whole,
        size: symbol.size,
        address: 0,
        section: 0,
        read_only: false,
        inner_calls: InnerCalls::None,
        ksym: dump.is_kernel.then(|| (false, symbol.namespace.as_deref().map(text))),
    };
    let hit = symbol.to.map(|to| Hit {
        strength: 1,
        target: match dump.rows[to as usize].what {
            What::Void => RawTarget::Void,
            _ => RawTarget::Node(Gid(to)),
        },
        hash: u128::from(to),
        unit: 0,
        file: row.place.file.map_or(0, |file| files[file as usize]),
        line: row.place.line,
        alignment: 0,
        form: if dump.is_loose { Flags(lower::UNSTATED.0 | Flags::LEFT_OPEN.0) } else { lower::UNSTATED },
        mode: 0,
    });
    (export, hit)
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
