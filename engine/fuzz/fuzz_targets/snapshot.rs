//! Any bytes as a snapshot. Checksums are made right first, for else nothing behind them would ever be reached. What can be
//! read is verified, shown, compared with itself, and written and read again, without a panic and without a finding.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::graph::{canon, snapshot};
use abilens::query::show;
use abilens::{Loaded, NoObserver, Options};
use libfuzzer_sys::fuzz_target;
use xxhash_rust::xxh3::xxh3_64;

/// Magic, version, number of sections; then an entry for each section, then a checksum (`docs/snapshot.md`).
const PREFIX: usize = 16;
const ENTRY: usize = 32;

/// Puts in the magic, a version that is read, and every checksum.
fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = bytes.to_vec();
    file.get_mut(..8)?.copy_from_slice(&snapshot::MAGIC);
    let version = if file.get(8) == Some(&2) { 2 } else { snapshot::VERSION };
    file.get_mut(8..12)?.copy_from_slice(&version.to_le_bytes());
    let sections = u32::from_le_bytes(file.get(12..PREFIX)?.try_into().ok()?) as usize;
    let header = PREFIX + ENTRY * sections.min(64);
    let mut at = header + 8;
    for entry in (PREFIX..header).step_by(ENTRY) {
        let length = usize::try_from(u64::from_le_bytes(file.get(entry + 8..entry + 16)?.try_into().ok()?)).ok()?;
        let end = at.checked_add(length)?;
        let checksum = xxh3_64(file.get(at..end)?);
        file[entry + 24..entry + 32].copy_from_slice(&checksum.to_le_bytes());
        at = end;
    }
    let checksum = xxh3_64(file.get(..header)?);
    file.get_mut(header..header + 8)?.copy_from_slice(&checksum.to_le_bytes());
    Some(file)
}

fuzz_target!(|bytes: &[u8]| {
    let Some(file) = mended(bytes) else { return };
    let Ok((graph, diagnostics)) = snapshot::read(&file) else { return };
    let _ = canon::verify::first_forged(&graph);
    for id in graph.ids().take(20) {
        let _ = show::show(&graph, graph.name(id));
    }
    let loaded = Loaded { path: "fuzz".to_owned(), graph, diagnostics, views: None, source: None, shipped: None, sources: None };
    let report = abilens::diff(&loaded, &loaded, &Options::default(), &NoObserver);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    let mut again = Vec::new();
    if abilens::dump(&loaded, &mut again).is_ok() {
        let (graph, _) = snapshot::read(&again).expect("what was written can be read");
        assert_eq!(graph.deep, loaded.graph.deep);
    }
});
