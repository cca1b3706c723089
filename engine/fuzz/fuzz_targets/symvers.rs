//! Any text as a `Module.symvers`: read without a panic, sorted, and the same again from what it says.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::kernel::crc::symvers::Symvers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(read) = Symvers::parse("fuzz.symvers", text) else { return };
    assert!(!read.entries.is_empty(), "an empty list would look like a kernel without exports");
    assert!(read.entries.is_sorted_by(|a, b| (&a.name, &a.module) <= (&b.name, &b.module)));
});
