//! What `abilens diff` says of each case, sentence by sentence, held against `sentences.txt`.
//!
//! `case.toml` states what must be found; this ledger states how it is said: every finding with its reason, the facts
//! of both sides, the path to it, every diagnostic. Texts may move between files of the engine, and this tells whether
//! they came through whole.

use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use serde_json::Value;

use crate::build::{Combo, Workspace};
use crate::ledger;
use crate::report::Report;

const LEDGER: &str = "corpus/sentences.txt";

/// Of the builds of a case the one whose sentences are kept: the first with DWARF 5, GCC's where there is one.
pub(crate) fn is_kept(workspace: &Workspace, combo: Combo) -> bool {
    let combos = Combo::of(&workspace.case);
    let kept = combos.iter().min_by_key(|c| (c.dwarf != 5, c.toolchain.name != "gcc"));
    kept.is_some_and(|kept| (combo.toolchain.name, combo.dwarf) == (kept.toolchain.name, kept.dwarf))
}

/// Holds a report against the section of its case.
pub(crate) fn check(workspace: &Workspace, report: &Report) -> Result<()> {
    let spelt = spell(&serde_json::from_slice(&report.bytes)?);
    ledger::hold(LEDGER, &workspace.case.name, &workspace.without_folder(&spelt)).map_err(|wrong| anyhow!(wrong))
}

/// Every section is that of a case.
pub(crate) fn check_keys(names: &[String]) -> Result<()> {
    ledger::hold_keys(LEDGER, |key| names.iter().any(|name| name == key)).map_err(|wrong| anyhow!(wrong))
}

fn words(items: &Value) -> Vec<String> {
    list(items).iter().map(|item| word(item).to_owned()).collect()
}

/// The steps to a finding, with what is left out of a long path, or the header that declares its type.
fn path(impact: &Value) -> Vec<String> {
    let mut steps = words(&impact["path"]);
    if let (Some(behind), Some(more)) = (impact["left_out"]["behind"].as_u64(), impact["left_out"]["steps"].as_u64()) {
        steps.insert(behind as usize, format!("... {more} more"));
    }
    steps.extend(impact["declared_in"].as_str().map(|file| format!("declared in {file}")));
    steps
}

/// A line for each finding, with its facts, its path and its companions below it, then exports and diagnostics.
fn spell(report: &Value) -> String {
    let mut out = format!("verdict {}\n", word(&report["verdict"]));
    for finding in list(&report["findings"]) {
        let subject = &finding["subject"];
        let _ = writeln!(
            out,
            "{}{} | {} {} | {} | {} | {}",
            if finding["root"] == true { "" } else { "derived " },
            word(&finding["rule"]),
            word(&subject["kind"]),
            word(&subject["name"]),
            word(&subject["member"]),
            word(&finding["severity"]),
            word(&finding["why"]),
        );
        let facts = |side: &str| finding.get(side).map_or_else(|| "nothing".to_owned(), Value::to_string);
        let _ = writeln!(out, "    {} -> {}", facts("old"), facts("new"));
        let declared_by = finding["origin"]["name"].as_str().map(str::to_owned).into_iter().collect();
        for (head, items) in
            [("via", path(&finding["impact"])), ("also", words(&finding["also"])), ("declared by", declared_by)]
        {
            if !items.is_empty() {
                let _ = writeln!(out, "    {head} {}", items.join(" > "));
            }
        }
    }
    for symbol in list(&report["symbols"]) {
        let _ =
            writeln!(out, "export {} {} {}", word(&symbol["name"]), word(&symbol["change"]), word(&symbol["severity"]));
    }
    for reserves in list(&report["reserves"]) {
        let _ = writeln!(out, "reserves {reserves}");
    }
    if let Some(headers) = report["public_headers"].as_str() {
        let _ = writeln!(out, "public headers: {headers}");
    }
    for d in list(&report["diagnostics"]) {
        let _ = writeln!(
            out,
            "{} {}: {}: {}",
            word(&d["level"]),
            word(&d["code"]),
            word(&d["object"]),
            word(&d["message"])
        );
    }
    out
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
