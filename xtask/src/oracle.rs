//! `oracle`: abilens against the CRCs that genksyms computed for every export of two kernels.
//!
//! * The exports that `abilens diff` reports as added and removed must be those by which the two `Module.symvers`
//!   differ, exactly.
//! * Of every export of both kernels: did its CRC change, and does abilens find a change that it reaches (as consumers
//!   see it, and in the view of its own unit)? Every disagreement has a class. A changed CRC without a root cause, and
//!   a cause in the unit's view that left the CRC alone, fail the task.
//! * A sample of the exports that reach a change without a changed CRC is held against llvm-dwarfdump
//!   ([`sample`]).

mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::kernels::{Kernel, cached_pair};
use crate::{shell, table};

/// How many disagreements of a class are listed by name.
const NAMES: usize = 12;
/// How many exports are held against llvm-dwarfdump.
const SAMPLE: usize = 50;

/// Texts that genksyms hashed, of exports whose CRC changed by nothing that debug information shows. They count
/// as explained only if their CRC-32 is the CRC of both sides.
const TEXTS: &[(&str, &str, &str)] = &[(
    "o2hb_fill_node_map",
    "void o2hb_fill_node_map ( unsigned long * , unsigned ) ",
    "void o2hb_fill_node_map ( unsigned long * , unsigned int ) ",
)];

fn is_known_text(e: &Value) -> bool {
    let is = |crc: &Value, text: &str| crc.as_str() == Some(&format!("{:#010x}", crc32fast::hash(text.as_bytes())));
    TEXTS.iter().any(|(name, old, new)| e["name"] == *name && is(&e["old_crc"], old) && is(&e["new_crc"], new))
}

/// See the table of tasks.
pub(crate) fn oracle(arguments: &[String]) -> Result<()> {
    let (mut binary, mut count) = (None, SAMPLE);
    let mut arguments = arguments.iter();
    while let Some(option) = arguments.next() {
        let value = arguments.next().with_context(|| format!("{option} expects a value"))?;
        match option.as_str() {
            "--binary" => binary = Some(PathBuf::from(value)),
            "--sample" => count = value.parse().context("--sample expects a number")?,
            _ => bail!("expected [--binary PATH] [--sample N]"),
        }
    }
    let (old, new) = cached_pair()?;
    let binary = match binary {
        Some(path) => path,
        None => {
            shell::run(&mut shell::cargo(["build", "--profile", "dist", "--package", "abilens-cli"]))?;
            shell::target("dist").join("abilens")
        }
    };
    println!("{} -> {}", old.release, new.release);
    let mut rows = Vec::new();
    let mut complaints = Vec::new();
    let in_vmlinux = |module: &str| module == "vmlinux";
    for (what, input) in
        [("vmlinux", Kernel::vmlinux as fn(&Kernel) -> PathBuf), ("vmlinux and modules", Kernel::modules)]
    {
        let inputs = [input(&old), input(&new)];
        let report = run(Command::new(&binary).arg("diff").args(&inputs))?;
        let alone = what == "vmlinux";
        compare(what, &report, [&old, &new], |module| !alone || in_vmlinux(module), &mut rows, &mut complaints)?;
        drop(report);
        let mut command = Command::new(&binary);
        command.arg("explain").args(&inputs).arg("--old-symvers").arg(old.symvers());
        let explanation = run(command.arg("--new-symvers").arg(new.symvers()))?;
        crcs(what, &explanation, &mut complaints)?;
        if !alone {
            let sampled = sample::check(&explanation, &old, count)?;
            println!("{}", sampled.text);
            complaints.extend(sampled.complaints);
        }
    }
    let header = ["exports", "", "Module.symvers", "abilens", "missing", "too many"];
    print!("{}", table::spell(&header, &rows));
    ensure!(complaints.is_empty(), "abilens and Module.symvers differ:\n{}", complaints.join("\n"));
    Ok(())
}

fn run(command: &mut Command) -> Result<Value> {
    let output = command.args(["--format", "json"]).output().with_context(|| format!("starting {command:?}"))?;
    serde_json::from_slice(&output.stdout).with_context(|| {
        format!("{command:?} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))
    })
}

/// The two tables of four fields, and the classes of what disagrees.
fn crcs(what: &str, explanation: &Value, complaints: &mut Vec<String>) -> Result<()> {
    let number = |name: &str| explanation["counts"][name].as_u64().with_context(|| format!("counts hold {name}"));
    let (changed, same) = (number("crc_changed")?, number("crc_same")?);
    let exports = explanation["exports"].as_array().context("an explanation has exports")?;
    let of_both = || exports.iter().filter(|e| !e["old_crc"].is_null() && !e["new_crc"].is_null());
    let crc_changed = |e: &Value| e["old_crc"] != e["new_crc"];
    println!("\n{what}: {} exports of both kernels", changed + same);
    type Test<'t> = &'t dyn Fn(&Value) -> bool;
    let variants: [(&str, Test<'_>); 2] = [
        ("reaches a change", &|e| e["reaches"].as_u64() > Some(0)),
        ("reaches one in its unit's view", &|e| !e["causes"].is_null()),
    ];
    let mut rows = Vec::new();
    for (name, reaches) in variants {
        let yes = of_both().filter(|e| crc_changed(e) && reaches(e)).count() as u64;
        let extra = of_both().filter(|e| !crc_changed(e) && reaches(e)).count() as u64;
        rows.push([name.to_owned(), yes.to_string(), extra.to_string()].to_vec());
        rows.push([format!("not: {name}"), (changed - yes).to_string(), (same - extra).to_string()].to_vec());
    }
    print!("{}", table::spell(&["", "CRC changed", "CRC the same"], &rows));

    let mut classes: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for e in of_both() {
        let name = e["name"].as_str().unwrap_or_default();
        if crc_changed(e) {
            let class = e["class"].as_str().with_context(|| format!("{name} has a class"))?;
            classes.entry(("CRC changed", class)).or_default().push(name);
            if e["causes"].is_null() && class != "assembler" && !is_known_text(e) {
                complaints.push(format!("  {what}: the CRC of {name} changed, and nothing explains it ({class})"));
            }
        } else if let Some(reason) = e["missed"]["reason"].as_str() {
            classes.entry(("CRC the same, reaches a change", reason)).or_default().push(name);
            if reason == "overridden" {
                complaints.push(format!("  {what}: {name} has a cause in its unit's view, and its CRC is the same"));
            }
        } else if e["reaches"].as_u64() > Some(0) {
            complaints.push(format!("  {what}: {name} reaches a change, its CRC is the same, and it has no reason"));
        }
    }
    let rows: Vec<Vec<String>> = classes
        .iter()
        .map(|((crc, class), names)| [format!("{crc}: {class}"), names.len().to_string()].to_vec())
        .collect();
    print!("\n{}", table::spell(&["class", "exports"], &rows));
    for ((crc, class), names) in classes.iter().filter(|((crc, class), _)| *crc != "CRC changed" || *class != "layout")
    {
        let more = if names.len() > NAMES { format!(" and {} more", names.len() - NAMES) } else { String::new() };
        println!("  {crc}: {class}: {}{more}", names[..names.len().min(NAMES)].join(", "));
    }
    Ok(())
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
