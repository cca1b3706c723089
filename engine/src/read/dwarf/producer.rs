//! What a unit's producer was told to leave out, as `DW_AT_producer` or `.GCC.command.line` records its options.

use super::read::unit::{DwarfFile, StrRef};
use super::recorded::{is_gcc, level, some_leaves_out, states_options};

/// Whether the compiler of a unit left out definitions of records that it had seen.
pub fn leaves_out(file: &DwarfFile<'_>, producer: StrRef) -> bool {
    let text = file.string(producer, &[]).unwrap_or_default();
    if !is_gcc(text) {
        return false;
    }
    if states_options(text) { some_leaves_out(text) } else { file.leaves_out }
}

/// Whether a unit was compiled with `-g1`, so that it describes functions without their types; `None` if nothing
/// tells. `external`: it describes functions that others can call.
pub fn is_terse(file: &DwarfFile<'_>, producer: StrRef, external: bool) -> Option<bool> {
    let text = file.string(producer, &[]).unwrap_or_default();
    if !is_gcc(text) {
        // With -g1 and -gline-tables-only clang describes what it inlined into, and of that the name alone.
        return Some(!external);
    }
    if states_options(text) {
        return Some(level(text) == 1);
    }
    // What the options of all units together agree on, each one holds to.
    let lines = file.main.command_line.as_slice().split(|&b| b == 0).filter(|line| is_gcc(line));
    let mut terse = lines.map(|line| level(line) == 1);
    let first = terse.next()?;
    terse.all(|other| other == first).then_some(first)
}
