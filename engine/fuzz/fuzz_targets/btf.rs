//! Any bytes behind the magic as raw BTF, alone and over a base: read, canonicalized and compared with itself,
//! under both profiles, without a panic and without a finding.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::ground::files::Memory;
use abilens::{Named, NoObserver, Options, Profile};
use libfuzzer_sys::fuzz_target;

/// BTF of an int, and of a struct that holds one.
fn base() -> Vec<u8> {
    let mut base = vec![0x9f, 0xeb, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 40, 0, 0, 0, 7, 0, 0, 0];
    for word in [1u32, 0x0100_0000, 4, 0x0100_0020, 5, 0x0400_0001, 4, 5, 1, 0] {
        base.extend_from_slice(&word.to_le_bytes());
    }
    base.extend_from_slice(b"\0int\0s\0");
    base
}

fuzz_target!(|bytes: &[u8]| {
    let mut file = bytes.to_vec();
    file.resize(file.len().max(24), 0);
    let magic = if bytes.first() == Some(&0xeb) { [0xeb, 0x9f, 1] } else { [0x9f, 0xeb, 1] };
    file[..3].copy_from_slice(&magic);
    let files: Memory = [("vmlinux", base()), ("module", file)].into_iter().collect();
    for profile in [Profile::Abi, Profile::Core] {
        let options = Options { profile, ..Options::default() };
        let Ok(loaded) = abilens::load(Named::of_tree(files.clone(), "module"), &options, &NoObserver) else { return };
        let report = abilens::diff(&loaded, &loaded, &options, &NoObserver);
        assert!(report.findings.is_empty(), "{:#?}", report.findings);
    }
});
