//! The catalogue of rules against the corpus: every rule has a case that triggers it and one that looks
//! alike and must not; and the corpus has the breadth that it promises.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use abilens::rules::RuleInfo;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;

use crate::case::{Case, Outcome, Verdict};
use crate::trial;

/// One trial per rule, and those on the whole corpus.
pub(crate) fn push_trials(trials: &mut Vec<Trial>, cases: &[Arc<Case>], shared: PathBuf) {
    for rule in abilens::rules::all() {
        let all = cases.to_vec();
        trials.push(trial(format!("rule-has-example: {}", rule.id), move || example(rule, &all)));
        let all = cases.to_vec();
        trials.push(trial(format!("rule-has-negative: {}", rule.id), move || negative(rule, &all)));
    }
    let all = cases.to_vec();
    trials.push(trial("corpus: breaking and compatible cases have consumers".into(), move || consumers(&all)));
    let all = cases.to_vec();
    trials.push(trial("corpus: breadth".into(), move || breadth(&all)));
    let all = cases.to_vec();
    trials.push(trial("corpus: shared headers are shared".into(), move || shared_headers(&shared, &all)));
}

fn gives(case: &Case, rule: &RuleInfo) -> bool {
    let derived = |line: &String| line.split(' ').next() == Some(rule.id);
    case.toml.finding.iter().any(|finding| finding.rule == rule.id) || case.toml.derived.iter().any(derived)
}

/// Some case expects the rule, and the catalogue names such a case.
fn example(rule: &RuleInfo, cases: &[Arc<Case>]) -> Result<()> {
    let found: Vec<&str> = cases.iter().filter(|case| gives(case, rule)).map(|case| case.name.as_str()).collect();
    ensure!(!found.is_empty(), "no case triggers {}", rule.id);
    let candidates = found.join(", ");
    ensure!(!rule.example.is_empty(), "the catalogue names no example; there are {candidates}");
    for name in rule.example.split(',').map(str::trim) {
        ensure!(found.contains(&name), "{name} does not trigger {}; {candidates} do", rule.id);
    }
    Ok(())
}

/// The catalogue names a case that does not trigger the rule.
fn negative(rule: &RuleInfo, cases: &[Arc<Case>]) -> Result<()> {
    ensure!(!rule.negative.is_empty(), "the catalogue names no negative example of {}", rule.id);
    let case = cases
        .iter()
        .find(|case| case.name == rule.negative)
        .with_context(|| format!("there is no case {}", rule.negative))?;
    ensure!(!gives(case, rule), "{} does trigger {}", rule.negative, rule.id);
    Ok(())
}

/// A breaking case shows the misbehaviour, a compatible one that its consumer keeps working.
fn consumers(cases: &[Arc<Case>]) -> Result<()> {
    let mut complaints = Vec::new();
    for case in cases {
        // The consumers of other profiles are no programs that could be run here.
        if case.toml.diff_args.iter().any(|arg| arg == "--profile") {
            continue;
        }
        let expect = case.consumer.as_ref().map(|consumer| consumer.expect);
        let wanted = match case.toml.verdict {
            Verdict::Breaking => Outcome::Breaks,
            Verdict::Compatible => Outcome::Works,
            _ => continue,
        };
        if expect != Some(wanted) && case.toml.kind != crate::case::Kind::Executable {
            let verdict = case.toml.verdict.as_str();
            complaints.push(format!("  {verdict:<10}  {}", case.name));
        }
    }
    ensure!(complaints.is_empty(), "use.c does not show the verdict of\n{}", complaints.join("\n"));
    Ok(())
}

/// At least 100 cases, ten of them on three further machines.
fn breadth(cases: &[Arc<Case>]) -> Result<()> {
    ensure!(cases.len() >= 100, "{} cases", cases.len());
    let abroad = cases.iter().filter(|case| case.toml.targets.len() == 3).count();
    ensure!(abroad >= 10, "{abroad} cases run on aarch64, s390x and armhf");
    Ok(())
}

/// A header of the shared folder is included by several cases; one that a single case needs belongs into its folder.
fn shared_headers(shared: &Path, cases: &[Arc<Case>]) -> Result<()> {
    let mut texts = Vec::new();
    for case in cases {
        let mut folders = vec![case.folder.clone()];
        let mut text = String::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    text.push_str(&std::fs::read_to_string(&path).with_context(|| path.display().to_string())?);
                }
            }
        }
        texts.push(text);
    }
    let mut complaints = Vec::new();
    for entry in std::fs::read_dir(shared)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let include = format!("#include \"{name}\"");
        let users = texts.iter().filter(|text| text.contains(&include)).count();
        if users < 2 {
            complaints.push(format!("  {name}: {users}"));
        }
    }
    complaints.sort();
    ensure!(complaints.is_empty(), "so many cases include these\n{}", complaints.join("\n"));
    Ok(())
}
