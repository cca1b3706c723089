//! The corpus: every case below `corpus/` is two small sources and the findings they must give, and only those.
//!
//! Each case becomes one trial per compiler and DWARF version (the findings), one for the laws that hold
//! whatever the findings are, and one per machine that runs its consumer. The catalogue of rules is held
//! against the cases at the end. `ABILENS_CORPUS=substring` runs only the cases whose `SUBJECT/NAME` contains it.
//! `ABILENS_CORPUS_MATRIX=1` runs the cases of C++ at other levels of optimization instead.
//! What is said of each case is kept in `sentences.txt`, and whole pages of some of them in `snapshots/`;
//! `INSTA_UPDATE=always` accepts what is said now.
//! The format of a case is described in `docs/corpus.md`.

mod build;
mod cache;
mod case;
mod catalogue;
mod consumer;
#[path = "../forms/mod.rs"]
mod forms;
mod laws;
#[path = "../ledger/mod.rs"]
mod ledger;
#[path = "../page/mod.rs"]
mod page;
mod pages;
mod places;
mod report;
mod sentences;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::build::{Combo, Workspace};
use crate::case::{Case, Language};
use crate::places::Places;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    let found = match Places::find(&root) {
        Ok(found) => found,
        Err(error) => {
            eprintln!("cannot list {}: {error:#}", root.display());
            return ExitCode::FAILURE;
        }
    };
    let filter = std::env::var("ABILENS_CORPUS").unwrap_or_default();
    let whole = filter.is_empty();

    let mut trials = Vec::new();
    let mut cases = Vec::new();
    for (name, folder) in &found.cases {
        if !folder.strip_prefix(&root).unwrap_or(folder).to_string_lossy().contains(&filter) {
            continue;
        }
        match Case::load(&root, folder, name) {
            Ok(case) => cases.push(Arc::new(case)),
            Err(error) => {
                trials.push(trial(format!("{name}: case.toml"), move || Err(error)));
            }
        }
    }
    if cases.is_empty() && trials.is_empty() {
        eprintln!("no case below corpus/ has `{filter}` in its SUBJECT/NAME");
        return ExitCode::FAILURE;
    }
    // Whatever is asked for: a case that nothing finds must not look like one that passes.
    let complaints = found.complaints.join("\n");
    trials.push(trial("corpus: every folder is found".into(), move || {
        anyhow::ensure!(complaints.is_empty(), "{complaints}");
        Ok(())
    }));
    let known: Vec<String> = found.cases.into_keys().collect();
    trials.push(trial("corpus: every sentence is of a case".into(), move || sentences::check_keys(&known)));
    if std::env::var_os("ABILENS_CORPUS_MATRIX").is_some() {
        for case in cases.iter().filter(|case| case.language == Language::Cpp) {
            push_matrix(&mut trials, case);
        }
        return libtest_mimic::run(&arguments, trials).exit_code();
    }
    for case in &cases {
        push_trials(&mut trials, case);
    }
    if whole {
        if let Err(error) = cache::prune() {
            eprintln!("cannot remove old builds: {error:#}");
        }
        catalogue::push_trials(&mut trials, &cases, root.join(places::SHARED));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The trials of one case.
fn push_trials(trials: &mut Vec<Trial>, case: &Arc<Case>) {
    for combo in Combo::of(case) {
        let case = Arc::clone(case);
        trials.push(trial(format!("{}: {combo}", case.name), move || {
            let workspace = Workspace::new(&case)?;
            report::check_findings(&workspace, combo)
        }));
    }
    let held = Arc::clone(case);
    trials.push(trial(format!("{}: laws", case.name), move || laws::check(&Workspace::new(&held)?)));
    if case.consumer.is_some() {
        for machine in consumer::machines(case) {
            let case = Arc::clone(case);
            trials.push(trial(format!("{}: use on {}", case.name, machine.name), move || {
                consumer::check(&Workspace::new(&case)?, machine)
            }));
        }
    }
}

/// The trials of the wider matrix of a case of C++, where what a compiler inlines decides what a library exports.
fn push_matrix(trials: &mut Vec<Trial>, case: &Arc<Case>) {
    for combo in Combo::wider(case) {
        let case = Arc::clone(case);
        trials
            .push(trial(format!("{}: {combo}", case.name), move || laws::check_levels(&Workspace::new(&case)?, combo)));
    }
}

/// A trial whose failure shows the whole chain of causes.
fn trial(name: String, check: impl FnOnce() -> anyhow::Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || check().map_err(|error| Failed::from(format!("{error:#}"))))
}
