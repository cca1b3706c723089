//! A sample of the exports that reach a change although their CRC stayed, held against llvm-dwarfdump.
//!
//! abilens names the type at which the view of the exporting unit ends. What that unit holds of the type is read
//! again by another program from the same DWARF: nothing or a declaration, or a definition in a source file. Where
//! no type is named, the unit must hold no definition of the symbol itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::kernels::Kernel;
use crate::shell;

/// What came of it.
pub(super) struct Sampled {
    pub(super) text: String,
    pub(super) complaints: Vec<String>,
}

struct Case<'e> {
    export: &'e str,
    unit: &'e str,
    reason: &'e str,
    /// Tag to look for, without the keyword.
    name: String,
}

/// What a unit holds of a name, the most that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Declaration,
    InSource,
    InPrivateHeader,
    InHeader,
}

/// Whether a header lies where drivers outside of the tree include from: `include/` or `arch/*/include/` of the sources.
fn is_public(path: &str) -> bool {
    static OTHERS: [&str; 15] = [
        "block", "crypto", "drivers", "fs", "init", "io_uring", "ipc", "kernel", "lib", "mm", "net", "security",
        "sound", "tools", "virt",
    ];
    let mut folders = path.split('/');
    match folders.find(|f| matches!(*f, "include" | "arch") || OTHERS.contains(f)) {
        Some("arch") => folders.nth(1) == Some("include"),
        Some(folder) => folder == "include",
        None => true,
    }
}

/// Checks every n-th of the exports with a reason, so that `count` or a few more are looked at.
pub(super) fn check(explanation: &Value, kernel: &Kernel, count: usize) -> Result<Sampled> {
    let exports = explanation["exports"].as_array().context("an explanation has exports")?;
    let all: Vec<&Value> =
        exports.iter().filter(|e| matches!(reason(e), "declared-only" | "private" | "assembler")).collect();
    let step = (all.len() / count.max(1)).max(1);
    let files = modules(&kernel.modules())?;
    let mut by_file: BTreeMap<PathBuf, Vec<Case<'_>>> = BTreeMap::new();
    for e in all.iter().step_by(step) {
        let export = e["name"].as_str().context("an export has a name")?;
        let module = e["module"].as_str().and_then(|m| m.rsplit('/').next()).context("an export has a module")?;
        let file = if module == "vmlinux" {
            kernel.vmlinux()
        } else {
            files.get(&module.replace('-', "_")).with_context(|| format!("no file holds {module}"))?.clone()
        };
        let at = e["missed"]["at"].as_str().unwrap_or_default();
        let name = at.split_once(' ').map_or(export, |(_, tag)| tag).to_owned();
        let unit = e["unit"].as_str().unwrap_or_default();
        by_file.entry(file).or_default().push(Case { export, unit, reason: reason(e), name });
    }
    let mut complaints = Vec::new();
    let (mut looked, mut lines) = (0, Vec::new());
    for (file, cases) in &by_file {
        let held = dump(file, cases)?;
        for case in cases {
            looked += 1;
            let found = held.get(&(case.name.clone(), case.unit.to_owned())).copied();
            let fine = match case.reason {
                "declared-only" => found.is_none_or(|h| h == Held::Declaration),
                "private" => found != Some(Held::InHeader),
                // Defined nowhere: its name gives at most declarations.
                _ => held.iter().all(|((name, _), h)| *name != case.name || *h == Held::Declaration),
            };
            let word = match found {
                None => "nothing",
                Some(Held::Declaration) => "a declaration",
                Some(Held::InSource) => "a definition in a source file",
                Some(Held::InPrivateHeader) => "a definition in a private header",
                Some(Held::InHeader) => "a definition in a header",
            };
            let line = format!("  {} ({}): {} holds {word} of {}", case.export, case.reason, case.unit, case.name);
            if !fine {
                complaints.push(format!("{line}: the reason does not hold"));
            }
            lines.push(line);
        }
    }
    ensure!(looked > 0 || all.is_empty(), "the sample is empty");
    let text = format!(
        "\nsample of {looked} of {} exports that reach a change with the same CRC, by llvm-dwarfdump; {} wrong\n{}",
        all.len(),
        complaints.len(),
        lines.join("\n")
    );
    Ok(Sampled { text, complaints })
}

fn reason(export: &Value) -> &str {
    export["missed"]["reason"].as_str().unwrap_or_default()
}

/// Files of modules by the name that the kernel gives them.
fn modules(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut out = BTreeMap::new();
    for path in shell::files(folder)? {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some((stem, _)) = name.split_once(".ko") {
            out.insert(stem.replace('-', "_"), path);
        }
    }
    Ok(out)
}

/// What each unit of a file holds of the names of the cases.
fn dump(file: &Path, cases: &[Case<'_>]) -> Result<BTreeMap<(String, String), Held>> {
    let mut names: Vec<&str> = cases.iter().map(|c| c.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut command = Command::new("llvm-dwarfdump");
    command.args(names.iter().map(|name| format!("--name={name}"))).arg("--show-parents").arg(file);
    let text = shell::read(&mut command)?;
    let mut out: BTreeMap<(String, String), Held> = BTreeMap::new();
    let mut unit = String::new();
    for die in text.split("\n\n").flat_map(|block| block.split("\n0x")) {
        let attribute = |name: &str| {
            let line = die.lines().find(|l| l.trim_start().starts_with(name))?;
            Some(line.split_once("(\"").map_or("true", |(_, rest)| rest.trim_end().trim_end_matches("\")")))
        };
        let name = attribute("DW_AT_name").unwrap_or_default();
        if die.contains("DW_TAG_compile_unit") {
            unit = name.strip_prefix("./").unwrap_or(name).to_owned();
            continue;
        }
        if !names.contains(&name) {
            continue;
        }
        let tags = ["structure_type", "union_type", "enumeration_type", "typedef", "subprogram", "variable"];
        if !tags.iter().any(|tag| die.contains(&format!("DW_TAG_{tag}"))) {
            continue;
        }
        let is_symbol = die.contains("DW_TAG_subprogram") || die.contains("DW_TAG_variable");
        let placed = attribute("DW_AT_low_pc").or(attribute("DW_AT_location")).or(attribute("DW_AT_ranges")).is_some();
        let held = if attribute("DW_AT_declaration").is_some() || is_symbol && !placed {
            Held::Declaration
        } else if attribute("DW_AT_decl_file").is_some_and(|f| f.ends_with(".c")) {
            Held::InSource
        } else if attribute("DW_AT_decl_file").is_some_and(|f| !is_public(f)) {
            Held::InPrivateHeader
        } else {
            Held::InHeader
        };
        let slot = out.entry((name.to_owned(), unit.clone())).or_insert(held);
        *slot = (*slot).max(held);
    }
    Ok(out)
}
