//! Any bytes as a preprocessed unit, by both grammars: read without a panic, and each export that something declares is among
//! the symtypes.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::kernel::genksyms::{Grammar, Unit};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for grammar in [Grammar::Older, Grammar::Newer, Grammar::Newest] {
        let Ok(unit) = Unit::parse("fuzz.i", bytes, grammar) else { continue };
        let declared = unit.exports.iter().filter(|export| export.is_declared()).count();
        assert_eq!(declared == 0, unit.symtypes.is_empty(), "each export reaches itself");
        assert!(unit.exports.iter().all(|export| export.is_declared() || export.crc.is_none()));
        assert_eq!(unit.errors == 0, unit.first_error.is_none());
    }
});
