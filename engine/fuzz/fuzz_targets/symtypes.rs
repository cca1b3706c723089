//! Any bytes as symtypes: read without a panic, and every export has a CRC or a reference that nothing defines.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::kernel::symtypes::Symtypes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = Symtypes::parse("fuzz.symtypes", bytes) else { return };
    let crcs = read.crcs();
    assert!(!crcs.is_empty(), "an empty file would look like a kernel without exports");
    assert!(crcs.iter().all(|export| export.line > 0));
});
