//! Any bytes as an object: read, lowered, canonicalized and compared with itself, without a panic and
//! without a finding. What can be read is also written as a snapshot and read back.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use abilens::{NoObserver, Options};
use libfuzzer_sys::fuzz_target;

/// Inputs come as files; this one lies in memory where the system has a folder for that.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = PathBuf::from("/dev/shm");
    let folder = if shared.is_dir() { shared } else { std::env::temp_dir() };
    folder.join(format!("abilens-fuzz-{}", std::process::id()))
});

fuzz_target!(|bytes: &[u8]| {
    std::fs::write(&*FILE, bytes).expect("a file");
    let options = Options::default();
    let Ok(loaded) = abilens::load(&FILE, &options, &NoObserver) else { return };
    let report = abilens::diff(&loaded, &loaded, &options, &NoObserver);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    let mut snapshot = Vec::new();
    abilens::dump(&loaded, &mut snapshot).expect("what was read can be written");
    std::fs::write(&*FILE, &snapshot).expect("a file");
    let again = abilens::load(&FILE, &options, &NoObserver).expect("what was written can be read");
    let report = abilens::diff(&loaded, &again, &options, &NoObserver);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
});
