//! Any bytes as an object: read, lowered, canonicalized and compared with itself, without a panic and
//! without a finding. What can be read is also shown, asked for who reaches it, written as a snapshot and read back.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::query::{impact, show};
use abilens::{NoObserver, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = Options::default();
    let Ok(loaded) = abilens::load(("fuzz.o", bytes), &options, &NoObserver) else { return };
    let report = abilens::diff(&loaded, &loaded, &options, &NoObserver);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    for id in loaded.graph.ids().take(20) {
        let name = loaded.graph.name(id);
        let _ = show::show(&loaded.graph, name);
        let _ = impact::impact(&loaded.graph, "fuzz.o", name, &loaded.diagnostics);
    }
    let mut snapshot = Vec::new();
    abilens::dump(&loaded, &mut snapshot).expect("what was read can be written");
    let again = abilens::load(("fuzz.o", snapshot), &options, &NoObserver).expect("what was written can be read");
    let report = abilens::diff(&loaded, &again, &options, &NoObserver);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
});
