//! Self-comparison of a whole kernel, file by file. Left out unless `ABILENS_KERNEL` names a folder with an
//! unpacked debug package: `ABILENS_KERNEL=DIR cargo test --release -p abilens --test laws -- --ignored`.

use std::path::{Path, PathBuf};

use abilens::{NoObserver, Options};
use rayon::prelude::*;

use crate::support::{diff, findings, lost};

/// Of one file.
struct Outcome {
    dies: u64,
    exports: usize,
    types: usize,
    wrong: Vec<String>,
}

fn objects(folder: &Path, out: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            objects(&path, out);
        } else if name.starts_with("vmlinux") || name.contains(".ko") {
            out.push(path);
        }
    }
}

#[test]
#[ignore = "wants a kernel: ABILENS_KERNEL"]
fn every_object_of_a_kernel_equals_itself() {
    let folder = std::env::var("ABILENS_KERNEL").expect("ABILENS_KERNEL names a folder");
    let mut files = Vec::new();
    objects(Path::new(&folder), &mut files);
    files.sort();
    assert!(!files.is_empty(), "{folder}: neither vmlinux nor modules");
    let results: Vec<Outcome> = files
        .par_iter()
        .map(|path| {
            let load = || abilens::load(path, &Options::default(), &NoObserver).unwrap_or_else(|e| panic!("{e}"));
            let (one, two) = (load(), load());
            let report = diff(&one, &two);
            let mut wrong: Vec<String> =
                findings(&report).into_iter().map(|f| format!("{}: {f}", path.display())).collect();
            // A module without exports has no interface; a diagnostic about it is no finding.
            wrong.extend(lost(&report.diagnostics).iter().map(|d| format!("{}: {}", path.display(), d.message)));
            let dies = one.graph.objects.iter().map(|o| o.dies).sum();
            Outcome { dies, exports: one.graph.exports.len(), types: one.graph.len(), wrong }
        })
        .collect();
    println!(
        "{} files, {} DIEs, {} exports, {} types",
        results.len(),
        results.iter().map(|r| r.dies).sum::<u64>(),
        results.iter().map(|r| r.exports).sum::<usize>(),
        results.iter().map(|r| r.types).sum::<usize>()
    );
    let wrong: Vec<&String> = results.iter().flat_map(|r| &r.wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
