//! What a unit's producer was told to leave out, as `DW_AT_producer` or `.GCC.command.line` records its options.

use super::read::unit::{DwarfFile, StrRef};

/// GCC's options that leave the definitions of records out (`CONFIG_DEBUG_INFO_REDUCED` of a kernel is the first).
const STRUCT_DEBUG: &[u8] = b"-femit-struct-debug-";

/// Whether the compiler of a unit left out definitions of records that it had seen.
pub fn leaves_out(file: &DwarfFile<'_>, producer: StrRef) -> bool {
    let text = file.string(producer, &[]).unwrap_or_default();
    if !is_gcc(text) {
        return false;
    }
    if states_options(text) { some_leaves_out(text) } else { file.leaves_out }
}

/// Whether some of these options leaves definitions out. Of `.GCC.command.line` it holds for some unit of the file: of
/// units that do not record their options that is all there is.
pub fn some_leaves_out(options: &[u8]) -> bool {
    let words = options.split(|&b| b == b' ' || b == 0);
    words.filter_map(|word| word.strip_prefix(STRUCT_DEBUG)).any(|how| match how.strip_prefix(b"detailed=") {
        // A list, each with what it lets be described at the end: `any` is all.
        Some(list) => !list.split(|&b| b == b',').all(|one| one.ends_with(b"any")),
        None => true,
    })
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

fn is_gcc(text: &[u8]) -> bool {
    text.starts_with(b"GNU ")
}

/// Whether a producer's text goes on with options (`-gno-record-gcc-switches` leaves them out).
fn states_options(text: &[u8]) -> bool {
    text.split(|&b| b == b' ').any(|word| word.starts_with(b"-"))
}

/// The level of debug information that GCC's options come to. The last one with a number counts; one without a number
/// raises a lower level to 2 (GCC, `set_debug_level` in `gcc/opts.cc`).
fn level(text: &[u8]) -> u32 {
    let mut level = 0;
    for word in text.split(|&b| b == b' ') {
        let Some(rest) = word.strip_prefix(b"-g") else { continue };
        let rest = rest.strip_prefix(b"gdb").unwrap_or(rest);
        match rest {
            [digit @ b'0'..=b'3'] => level = u32::from(digit - b'0'),
            [] => level = level.max(2),
            _ if rest.starts_with(b"dwarf") => level = level.max(2),
            _ => {}
        }
    }
    level
}

#[cfg(test)]
mod tests {
    use super::{level, some_leaves_out};

    #[test]
    fn options_that_leave_definitions_out() {
        for (options, expected) in [
            ("GNU C17 12.2.0 -g -O2", false),
            ("GNU C17 12.2.0 -g -femit-struct-debug-baseonly", true),
            ("-femit-struct-debug-reduced -g", true),
            ("-femit-struct-debug-detailed=ind:any,dir:none", true),
            ("-femit-struct-debug-detailed=any", false),
            ("-O2\0-femit-struct-debug-baseonly\0", true),
        ] {
            assert_eq!(some_leaves_out(options.as_bytes()), expected, "{options}");
        }
    }

    #[test]
    fn the_last_level_counts() {
        for (options, expected) in [
            ("-mtune=generic -g -O2", 2),
            ("-g1", 1),
            ("-g -g1 -O1", 1),
            ("-g1 -g", 2),
            ("-g3 -g", 3),
            ("-ggdb1", 1),
            ("-g -gdwarf-5 -g1", 1),
            ("-gno-variable-location-views -g1", 1),
            ("-O2", 0),
        ] {
            assert_eq!(level(options.as_bytes()), expected, "{options}");
        }
    }
}
