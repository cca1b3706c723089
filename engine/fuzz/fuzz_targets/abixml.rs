//! Any bytes in the outermost element as a dump by libabigail: read, canonicalized, compared with itself, written as a snapshot and
//! read back, without a panic and without a finding; and written as abixml again, which is read.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::graph::abixml;
use abilens::{NoObserver, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = b"<abi-corpus version='2.1'>".to_vec();
    file.extend_from_slice(bytes);
    file.extend_from_slice(b"</abi-corpus>");
    let options = Options::default();
    let Ok(loaded) = abilens::load(("fuzz.abi", file), &options, &NoObserver) else { return };
    let report = abilens::diff(&loaded, &loaded, &options, &NoObserver);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    let mut snapshot = Vec::new();
    abilens::dump(&loaded, &mut snapshot).expect("what was read can be written");
    let again = abilens::load(("fuzz.abi", snapshot), &options, &NoObserver).expect("what was written can be read");
    let report = abilens::diff(&loaded, &again, &options, &NoObserver);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    let mut written = Vec::new();
    if abixml::write(&loaded.graph, &mut written).is_ok() {
        abilens::load(("fuzz.abi", written), &options, &NoObserver).expect("what was written can be read");
    }
});
