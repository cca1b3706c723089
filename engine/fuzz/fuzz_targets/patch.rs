//! Any bytes as a patch, a series of mails or a quilt patch: read without a panic, and what was read keeps its own
//! bounds.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::policy::patch::Series;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(series) = Series::parse("fuzz.patch", bytes) else { return };
    for file in &series.files {
        assert!(file.commit < series.commits.len(), "a file of no commit");
        assert!(file.old.is_some() || file.new.is_some(), "a file of no name");
        for pair in file.runs.windows(2) {
            assert!(pair[0].old <= pair[1].old && pair[0].new <= pair[1].new, "runs out of order: {pair:?}");
        }
        for run in &file.runs {
            assert_eq!(run.text.lines().count() as u64, u64::from(run.removed) + u64::from(run.added), "{run:?}");
        }
    }
});
