//! Any bytes behind the magic as raw BTF, alone and over a base: read, canonicalized and compared with itself,
//! under both profiles, without a panic and without a finding.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use abilens::{NoObserver, Options, Profile};
use libfuzzer_sys::fuzz_target;

/// Inputs come as files; these lie in memory where the system has a folder for that.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = PathBuf::from("/dev/shm");
    let folder = if shared.is_dir() { shared } else { std::env::temp_dir() };
    let folder = folder.join(format!("abilens-fuzz-btf-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    // int, and a struct that holds one.
    let mut base = vec![0x9f, 0xeb, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 40, 0, 0, 0, 7, 0, 0, 0];
    for word in [1u32, 0x0100_0000, 4, 0x0100_0020, 5, 0x0400_0001, 4, 5, 1, 0] {
        base.extend_from_slice(&word.to_le_bytes());
    }
    base.extend_from_slice(b"\0int\0s\0");
    std::fs::write(folder.join("vmlinux"), base).expect("a file");
    folder
});

fuzz_target!(|bytes: &[u8]| {
    let mut file = bytes.to_vec();
    file.resize(file.len().max(24), 0);
    let magic = if bytes.first() == Some(&0xeb) { [0xeb, 0x9f, 1] } else { [0x9f, 0xeb, 1] };
    file[..3].copy_from_slice(&magic);
    let path = FOLDER.join("module");
    std::fs::write(&path, &file).expect("a file");
    for profile in [Profile::Abi, Profile::Core] {
        let options = Options { profile, ..Options::default() };
        let Ok(loaded) = abilens::load(&path, &options, &NoObserver) else { return };
        let report = abilens::diff(&loaded, &loaded, &options, &NoObserver);
        assert!(report.findings.is_empty(), "{:#?}", report.findings);
    }
});
