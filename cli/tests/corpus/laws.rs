//! What holds for every case, whatever its findings are.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::build::{Combo, Side, Workspace};
use crate::case::Verdict;
use crate::forms;
use crate::report::{self, Finding, Report, ensure_unchanged};

/// Checks them on the first combination that the case asks for, the builds of one source against each other.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let combos = Combo::of(&workspace.case);
    let old = workspace.build(Side::Old, combos[0])?;
    let new = workspace.build(Side::New, combos[0])?;
    let report = workspace.report(combos[0])?;

    let one = workspace.diff(&old, &new, &["--threads", "1"])?;
    let eight = workspace.diff(&old, &new, &["--threads", "8"])?;
    ensure!(report.bytes == one.bytes, "--threads 1 gives other bytes");
    ensure!(report.bytes == eight.bytes, "--threads 8 gives other bytes");

    let back = workspace.diff(&new, &old, &[])?;
    ensure!(
        report.exports("added") == back.exports("removed") && report.exports("removed") == back.exports("added"),
        "NEW -> OLD does not remove what OLD -> NEW adds"
    );
    // Without evidence on one side there is nothing to hold the rest against.
    if workspace.case.toml.verdict == Verdict::Incomplete {
        return Ok(());
    }
    for side in [&old, &new] {
        let itself = workspace.diff(side, side, &[])?;
        ensure_unchanged(&itself, &format!("{} against itself", side.display()))?;
    }
    check_forms(workspace, &old, &new)?;
    check_snapshots(workspace, &old, &new, &report)?;
    check_builds(workspace, &combos, Side::Old)?;
    check_builds(workspace, &combos, Side::New)?;
    check_ids(workspace, &combos, &report)
}

/// Ids are unique, and the same whatever the debug information is written in and, where it tells the same, by whom.
fn check_ids(workspace: &Workspace, combos: &[Combo], report: &Report) -> Result<()> {
    let ids = |report: &Report| -> BTreeMap<String, String> {
        let what = |f: &Finding| format!("{} {} {:?}", f.rule, f.subject.name, f.subject.member);
        report.body.findings.iter().map(|f| (f.id.clone(), what(f))).collect()
    };
    let first = ids(report);
    ensure!(first.len() == report.body.findings.len(), "two findings have one id");
    for &combo in &combos[1..] {
        if combo.toolchain.emulator.is_some() {
            continue;
        }
        let other = ids(&*workspace.report(combo)?);
        let names = |ids: &BTreeMap<String, String>| {
            let mut all: Vec<String> = ids.values().cloned().collect();
            all.sort();
            all
        };
        // Where a compiler tells more or less, other things are found.
        if names(&first) == names(&other) {
            ensure!(first == other, "other ids by {combo}: {first:?} and {other:?}");
        }
    }
    Ok(())
}

/// Every machine-readable form of a gate on the two sides is what its schema says.
fn check_forms(workspace: &Workspace, old: &Path, new: &Path) -> Result<()> {
    let names = ["json", "sarif", "junit", "gitlab"];
    let mut arguments = vec![OsStr::new("gate"), old.as_os_str(), new.as_os_str()];
    let files = names.map(|form| format!("{form}=gate.{form}"));
    for file in &files {
        arguments.extend([OsStr::new("--report"), OsStr::new(file)]);
    }
    let output = workspace.abilens(arguments)?;
    for form in names {
        let file = workspace.path().join(format!("gate.{form}"));
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("no {form}: {}", String::from_utf8_lossy(&output.stderr)))?;
        let wrong = match form {
            "json" => forms::json("gate", &serde_json::from_str(&text)?),
            "sarif" => forms::sarif(&text),
            "junit" => forms::junit(&text),
            _ => forms::code_quality(&text),
        };
        ensure!(wrong.is_empty(), "the gate's {form} is not what its schema says\n{}", wrong.join("\n"));
    }
    Ok(())
}

/// Comparing snapshots equals comparing the objects.
fn check_snapshots(workspace: &Workspace, old: &Path, new: &Path, report: &Report) -> Result<()> {
    // Arguments that choose what is read belong to the dump; a snapshot cannot be asked again.
    if !workspace.case.toml.diff_args.is_empty() {
        return Ok(());
    }
    for (input, snapshot) in [(old, "old.snapshot"), (new, "new.snapshot")] {
        let arguments = ["dump".as_ref(), input.as_os_str(), "-o".as_ref(), OsStr::new(snapshot)];
        let output = workspace.abilens(arguments)?;
        let message = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "dump {}: {message}", input.display());
    }
    let (old, new) = (Path::new("old.snapshot"), Path::new("new.snapshot"));
    let from_snapshots = workspace.diff(old, new, &["--verify"])?;
    ensure!(
        without_paths(&from_snapshots)? == without_paths(report)?,
        "snapshots compare differently\nobjects:   {}\nsnapshots: {}",
        String::from_utf8_lossy(&report.bytes),
        String::from_utf8_lossy(&from_snapshots.bytes)
    );
    Ok(())
}

/// A report without the names that the user gave to its inputs.
fn without_paths(report: &Report) -> Result<serde_json::Value> {
    let mut value: serde_json::Value = serde_json::from_slice(&report.bytes)?;
    for side in ["old", "new"] {
        if let Some(side) = value.get_mut(side).and_then(serde_json::Value::as_object_mut) {
            side.remove("path");
        }
    }
    Ok(value)
}

/// The wider matrix: at another level of optimization the same is found, but for what a compiler then leaves out or puts
/// in, and one source at two levels gives nothing above `compatible`.
pub(crate) fn check_levels(workspace: &Workspace, combo: Combo) -> Result<()> {
    let usual = Combo { level: 1, ..combo };
    report::check_verdict(&workspace.case, combo, &*workspace.report(combo)?)?;
    if workspace.case.toml.verdict == Verdict::Incomplete {
        return Ok(());
    }
    for side in [Side::Old, Side::New] {
        let (base, built) = (workspace.build(side, usual)?, workspace.build(side, combo)?);
        for (one, other) in [(&base, &built), (&built, &base)] {
            let what = format!("{}.c at two levels, {} against {}", side.stem(), one.display(), other.display());
            ensure_at_most(&workspace.diff(one, other, &[])?, &["cosmetic", "compatible"], &what)?;
        }
    }
    Ok(())
}

/// One source under every compiler: the DWARF version changes nothing, another native compiler gives
/// nothing above `cosmetic`, but for symbols of C++ that are no library's own: which of them it emits, and how they bind.
fn check_builds(workspace: &Workspace, combos: &[Combo], side: Side) -> Result<()> {
    let first = combos[0];
    let base = workspace.build(side, first)?;
    for &combo in &combos[1..] {
        if combo.toolchain.emulator.is_some() {
            continue;
        }
        let built = workspace.build(side, combo)?;
        let report = workspace.diff(&base, &built, &[])?;
        let what = format!("{}.c: {first} against {combo}", side.stem());
        if combo.toolchain.name == first.toolchain.name {
            ensure_unchanged(&report, &what)?;
            continue;
        }
        let of_compiler = ["vague-linkage-changed", "leaked-symbols-removed", "inline-symbols-removed"];
        let differ = report.roots().any(|finding| of_compiler.contains(&finding.rule.as_str()));
        let severities: &[&str] = if differ { &["cosmetic", "compatible"] } else { &["cosmetic"] };
        ensure_at_most(&report, severities, &what)?;
    }
    Ok(())
}

/// Fails with the first root finding of another severity.
fn ensure_at_most(report: &Report, severities: &[&str], what: &str) -> Result<()> {
    if let Some(finding) = report.roots().find(|finding| !severities.contains(&finding.severity.as_str())) {
        let Finding { severity, rule, subject, why, .. } = finding;
        anyhow::bail!("{what}: {severity} {rule} {} {} ({why})", subject.kind, subject.name);
    }
    ensure!(report.body.verdict != "incomplete", "{what}: verdict {}", report.body.verdict);
    Ok(())
}
