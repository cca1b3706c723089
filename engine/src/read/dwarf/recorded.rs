//! What the options that a compiler records say of its debug information.

/// GCC's options that leave the definitions of records out (`CONFIG_DEBUG_INFO_REDUCED` of a kernel is the first).
const STRUCT_DEBUG: &[u8] = b"-femit-struct-debug-";

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

/// Whether the text is of GCC.
pub(super) fn is_gcc(text: &[u8]) -> bool {
    text.starts_with(b"GNU ")
}

/// Whether a producer's text goes on with options (`-gno-record-gcc-switches` leaves them out).
pub(super) fn states_options(text: &[u8]) -> bool {
    text.split(|&b| b == b' ').any(|word| word.starts_with(b"-"))
}

/// The level of debug information that GCC's options come to. The last one with a number counts; one without a number
/// raises a lower level to 2 (GCC, `set_debug_level` in `gcc/opts.cc`).
pub(super) fn level(text: &[u8]) -> u32 {
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
