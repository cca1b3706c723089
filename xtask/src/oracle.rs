//! `oracle`: the exports that `abilens diff` reports as added and removed must be those by which
//! `Module.symvers` of the two kernels differ, exactly.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::kernels::{Kernel, cached_pair};
use crate::{shell, table};

/// See the table of tasks.
pub(crate) fn oracle(_: &[String]) -> Result<()> {
    let (old, new) = cached_pair()?;
    shell::run(&mut shell::cargo(["build", "--release", "--package", "abilens-cli"]))?;
    let mut rows = Vec::new();
    let mut complaints = Vec::new();

    let report = diff(&old.vmlinux(), &new.vmlinux())?;
    let in_vmlinux = |module: &str| module == "vmlinux";
    compare("vmlinux", &report, [&old, &new], in_vmlinux, &mut rows, &mut complaints)?;
    let report = diff(&old.modules(), &new.modules())?;
    compare("vmlinux and modules", &report, [&old, &new], |_| true, &mut rows, &mut complaints)?;

    println!("{} -> {}", old.release, new.release);
    let header = ["exports", "", "Module.symvers", "abilens", "missing", "too many"];
    print!("{}", table::spell(&header, &rows));
    ensure!(complaints.is_empty(), "abilens and Module.symvers differ:\n{}", complaints.join("\n"));
    Ok(())
}

fn diff(old: &Path, new: &Path) -> Result<Value> {
    let mut command = Command::new(shell::target("release").join("abilens"));
    command.arg("diff").arg(old).arg(new).args(["--format", "json"]);
    let output = command.output().with_context(|| format!("starting {command:?}"))?;
    serde_json::from_slice(&output.stdout).with_context(|| {
        format!("{command:?} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))
    })
}

/// Names in `Module.symvers` whose module `wanted` accepts. Columns: CRC, symbol, module, kind, namespace.
fn exports(kernel: &Kernel, wanted: impl Fn(&str) -> bool) -> Result<BTreeSet<String>> {
    let path = kernel.symvers();
    let text = std::fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
    let mut names = BTreeSet::new();
    for line in text.lines() {
        let mut columns = line.split('\t').skip(1);
        if let (Some(name), Some(module)) = (columns.next(), columns.next())
            && wanted(module)
        {
            names.insert(name.to_owned());
        }
    }
    ensure!(!names.is_empty(), "{} names no export", path.display());
    Ok(names)
}

fn compare(
    what: &str,
    report: &Value,
    [old, new]: [&Kernel; 2],
    wanted: impl Fn(&str) -> bool,
    rows: &mut Vec<Vec<String>>,
    complaints: &mut Vec<String>,
) -> Result<()> {
    let (old, new) = (exports(old, &wanted)?, exports(new, &wanted)?);
    let symbols = report["symbols"].as_array().context("a report has symbols")?;
    let reported = |change: &str| -> BTreeSet<String> {
        let changed = symbols.iter().filter(|symbol| symbol["change"] == change);
        changed.filter_map(|symbol| symbol["name"].as_str()).map(str::to_owned).collect()
    };
    let added: BTreeSet<String> = new.difference(&old).cloned().collect();
    let removed: BTreeSet<String> = old.difference(&new).cloned().collect();
    for (change, true_names) in [("added", added), ("removed", removed)] {
        let names = reported(change);
        let missing: Vec<&String> = true_names.difference(&names).collect();
        let surplus: Vec<&String> = names.difference(&true_names).collect();
        rows.push(vec![
            what.to_owned(),
            change.to_owned(),
            true_names.len().to_string(),
            names.len().to_string(),
            missing.len().to_string(),
            surplus.len().to_string(),
        ]);
        complaints.extend(missing.iter().map(|name| format!("  {what}: {name} not {change}")));
        complaints.extend(surplus.iter().map(|name| format!("  {what}: {name} wrongly {change}")));
    }
    for (side, names) in [("old", &old), ("new", &new)] {
        let exports = &report[side]["exports"];
        rows.push(vec![
            what.to_owned(),
            format!("in {side}"),
            names.len().to_string(),
            exports.to_string(),
            String::new(),
            String::new(),
        ]);
    }
    Ok(())
}
