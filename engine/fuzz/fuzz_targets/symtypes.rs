//! Any bytes as symtypes: read without a panic, and every export has a CRC or a reference that nothing defines. Two halves held
//! against each other: each changed CRC is proved.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::kernel::symtypes::Symtypes;
use abilens::kernel::symtypes::proof::Sides;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = Symtypes::parse("fuzz.symtypes", bytes) else { return };
    let crcs = read.crcs();
    assert!(!crcs.is_empty(), "an empty file would look like a kernel without exports");
    assert!(crcs.iter().all(|export| export.line > 0));
    let same = Sides::parse(("fuzz", bytes), ("fuzz", bytes)).expect("was read above").prove(&[], [None, None]);
    assert!(same.changed.is_empty() && same.added.is_empty() && same.removed.is_empty());
    let half = bytes.len() / 2 + bytes[bytes.len() / 2..].iter().position(|&b| b == b'\n').unwrap_or(0);
    let (old, new) = bytes.split_at(half);
    let Ok(sides) = Sides::parse(("old", old), ("new", new)) else { return };
    let proof = sides.prove(&[], [None, None]);
    assert!(proof.changed.iter().all(|changed| changed.proved && !changed.causes.is_empty()));
});
