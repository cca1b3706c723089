//! `abignore`: pairs of sources in `xtask/abignore`, compared under suppression files by abilens and by Debian's abidiff. Both
//! have to hide or show what changed as the case has it; where abidiff is known to differ, it has to differ as stated.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;
use serde_json::Value;

use crate::{packages, shell};

/// Programs that make and compare the pairs.
static NEEDED: &[(&str, &str)] = &[("gcc", "gcc"), ("g++", "g++"), ("abidiff", "abigail-tools")];

/// The version of which the cases tell what it does.
const VERSION: &str = "abidiff: 2.2";

/// Every property of every section: each has to have a case.
static PROPERTIES: &[(&str, &[&str])] = &[
    ("suppress_file", &["file_name_regexp", "file_name_not_regexp", "soname_regexp", "soname_not_regexp"]),
    ("allow_type", &["name", "name_regexp"]),
    (
        "suppress_type",
        &[
            "label",
            "file_name_regexp",
            "file_name_not_regexp",
            "soname_regexp",
            "soname_not_regexp",
            "name",
            "name_regexp",
            "name_not_regexp",
            "type_kind",
            "source_location_not_in",
            "source_location_not_regexp",
            "has_data_member",
            "has_data_member_regexp",
            "has_data_member_inserted_at",
            "has_data_member_inserted_between",
            "has_data_members_inserted_between",
            "has_strict_flexible_array_data_member_conversion",
            "has_size_change",
            "accessed_through",
            "changed_enumerators",
            "changed_enumerators_regexp",
            "drop",
            "drop_artifact",
        ],
    ),
    (
        "suppress_function",
        &[
            "label",
            "file_name_regexp",
            "soname_regexp",
            "soname_not_regexp",
            "name",
            "name_regexp",
            "name_not_regexp",
            "symbol_name",
            "symbol_name_regexp",
            "symbol_name_not_regexp",
            "symbol_version",
            "symbol_version_regexp",
            "parameter",
            "return_type_name",
            "return_type_regexp",
            "change_kind",
            "allow_other_aliases",
            "drop",
        ],
    ),
    (
        "suppress_variable",
        &[
            "file_name_regexp",
            "soname_regexp",
            "name",
            "name_regexp",
            "name_not_regexp",
            "symbol_name",
            "symbol_name_regexp",
            "symbol_name_not_regexp",
            "symbol_version",
            "symbol_version_regexp",
            "type_name",
            "type_name_regexp",
            "change_kind",
            "drop",
        ],
    ),
];

/// What a tool makes of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Hides,
    Shows,
    Crashes,
}

/// Two sources, and what is tried on them.
#[derive(Default)]
struct Pair {
    title: String,
    is_cpp: bool,
    old: String,
    new: String,
    map: String,
    cases: Vec<Case>,
}

/// A suppression file, and what has to come of it.
struct Case {
    title: String,
    file: String,
    ours: Outcome,
    theirs: Outcome,
}

/// See the table of tasks.
pub(crate) fn abignore(arguments: &[String]) -> Result<()> {
    let filter = arguments.first().map_or("", String::as_str);
    packages::ensure_these(NEEDED, "the cases of abignore")?;
    let version = Command::new("abidiff").arg("--version").output().context("starting abidiff")?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    ensure!(version.starts_with(VERSION), "the cases tell what {VERSION} does, and this is {version}");
    shell::build_abilens()?;
    let mut pairs = Vec::new();
    for name in ["types.txt", "exports.txt"] {
        let path = shell::root().join("xtask/abignore").join(name);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        pairs.extend(read(&text).with_context(|| path.display().to_string())?);
    }
    covered(&pairs)?;
    let folder = shell::target("tmp").join("abignore");
    let _ = std::fs::remove_dir_all(&folder);
    let wanted = |pair: &Pair, case: &Case| format!("{}: {}", pair.title, case.title).contains(filter);
    let told: Vec<Result<Vec<String>>> = pairs
        .par_iter()
        .enumerate()
        .filter(|(_, pair)| pair.cases.iter().any(|case| wanted(pair, case)))
        .map(|(n, pair)| compare(&folder.join(n.to_string()), pair, |case| wanted(pair, case)))
        .collect();
    let wrong: Vec<String> = told.into_iter().collect::<Result<Vec<_>>>()?.concat();
    let cases = || pairs.iter().flat_map(|pair| pair.cases.iter().filter(move |case| wanted(pair, case)));
    let alike = cases().filter(|case| case.ours == case.theirs).count();
    ensure!(wrong.is_empty(), "{} cases came out otherwise\n{}", wrong.len(), wrong.join("\n"));
    println!("{version}: {alike} cases alike, {} differ as stated", cases().count() - alike);
    Ok(())
}

/// Reads a file of pairs; `types.txt` says how they are written.
fn read(text: &str) -> Result<Vec<Pair>> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut part: Option<&str> = None;
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("=== ") {
            let (language, title) = head.split_once(' ').with_context(|| format!("{line}: expected a title"))?;
            ensure!(matches!(language, "c" | "cc"), "{line}: expected c or cc");
            pairs.push(Pair { title: title.to_owned(), is_cpp: language == "cc", ..Pair::default() });
            part = None;
            continue;
        }
        let Some(pair) = pairs.last_mut() else { continue };
        if let Some(head) = line.strip_prefix("--- ") {
            part = match head {
                "old" | "new" | "map" => Some(head),
                _ => {
                    pair.cases.push(case(head)?);
                    Some("case")
                }
            };
            continue;
        }
        let into = match (part, pair.cases.last_mut()) {
            (Some("old"), _) => &mut pair.old,
            (Some("new"), _) => &mut pair.new,
            (Some("map"), _) => &mut pair.map,
            (Some("case"), Some(case)) => &mut case.file,
            _ => continue,
        };
        into.push_str(line);
        into.push('\n');
    }
    Ok(pairs)
}

/// `hidden TITLE`, `shown TITLE | abidiff hides: REASON`
fn case(head: &str) -> Result<Case> {
    let (verdict, title) = head.split_once(' ').with_context(|| format!("{head}: expected a title"))?;
    let ours = match verdict {
        "hidden" => Outcome::Hides,
        "shown" => Outcome::Shows,
        _ => bail!("{head}: expected hidden or shown"),
    };
    let (title, theirs) = match title.split_once(" | abidiff ") {
        None => (title, ours),
        Some((title, rest)) => {
            let (verb, reason) = rest.split_once(':').unwrap_or((rest, ""));
            let theirs = match verb {
                "hides" => Outcome::Hides,
                "shows" => Outcome::Shows,
                "crashes" => Outcome::Crashes,
                _ => bail!("{head}: expected abidiff hides, shows or crashes"),
            };
            ensure!(theirs != ours, "{head}: abidiff does the same");
            ensure!(theirs == Outcome::Crashes || !reason.trim().is_empty(), "{head}: no reason is stated");
            (title, theirs)
        }
    };
    Ok(Case { title: title.to_owned(), file: String::new(), ours, theirs })
}

/// Fails if a property has no case that hides something and states it.
fn covered(pairs: &[Pair]) -> Result<()> {
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for case in pairs.iter().flat_map(|pair| &pair.cases) {
        let mut section = String::new();
        for line in case.file.lines().map(str::trim) {
            let (head, rest) = line.split_once(']').unwrap_or(("", line));
            if let Some(name) = head.strip_prefix('[') {
                name.clone_into(&mut section);
            }
            if let Some((property, _)) = rest.split_once('=') {
                seen.insert((section.clone(), property.trim().to_owned()));
            }
        }
    }
    let all = PROPERTIES.iter().flat_map(|(section, properties)| properties.iter().map(move |p| (*section, *p)));
    let missing: Vec<String> = all
        .filter(|(section, property)| !seen.contains(&((*section).to_owned(), (*property).to_owned())))
        .map(|(section, property)| format!("[{section}] {property}"))
        .collect();
    ensure!(missing.is_empty(), "no case has {}", missing.join(", "));
    Ok(())
}

/// Builds a pair, tries its cases, and says what came out otherwise.
fn compare(folder: &Path, pair: &Pair, wanted: impl Fn(&Case) -> bool) -> Result<Vec<String>> {
    std::fs::create_dir_all(folder)?;
    let build = |side: &str, source: &str| build(folder, pair, side, source);
    let sides = [build("old", &pair.old)?, build("new", &pair.new)?];
    let mut wrong = Vec::new();
    let mut hold = |title: &str, file: Option<&Path>, ours: Outcome, theirs: Outcome| -> Result<()> {
        for (tool, wanted, found) in
            [("abilens", ours, abilens(&sides, file)?), ("abidiff", theirs, abidiff(&sides, file)?)]
        {
            if wanted != found {
                wrong.push(format!(
                    "  {}: {title}: {tool} {found:?}, and not {wanted:?} ({})",
                    pair.title,
                    folder.display()
                ));
            }
        }
        Ok(())
    };
    hold("without suppressions", None, Outcome::Shows, Outcome::Shows)?;
    for (n, case) in pair.cases.iter().enumerate().filter(|(_, case)| wanted(case)) {
        let file = folder.join(format!("{n}.abignore"));
        std::fs::write(&file, &case.file)?;
        hold(&case.title, Some(&file), case.ours, case.theirs)?;
    }
    Ok(wrong)
}

fn build(folder: &Path, pair: &Pair, side: &str, source: &str) -> Result<PathBuf> {
    let (compiler, ending) = if pair.is_cpp { ("g++", "cc") } else { ("gcc", "c") };
    let (file, made) = (folder.join(format!("{side}.{ending}")), folder.join(format!("{side}.so")));
    std::fs::write(&file, source)?;
    let mut command = Command::new(compiler);
    command.args(["-g", "-w", "-shared", "-fPIC", "-Wl,-soname,libcase.so.1"]).arg(&file).arg("-o").arg(&made);
    if !pair.map.is_empty() {
        let map = folder.join("versions.map");
        std::fs::write(&map, &pair.map)?;
        command.arg(format!("-Wl,--version-script={}", map.display()));
    }
    shell::run(&mut command).with_context(|| format!("building {}", pair.title))?;
    Ok(made)
}

/// Whether a change is left in the report.
fn abilens(sides: &[PathBuf; 2], file: Option<&Path>) -> Result<Outcome> {
    let mut command = Command::new(shell::target("debug").join("abilens"));
    command.args(["diff", "--threads", "1", "--format", "json", "--fail-on", "never"]).args(sides);
    if let Some(file) = file {
        command.arg("--abignore").arg(file);
    }
    let output = command.output().context("starting abilens")?;
    let report: Value =
        serde_json::from_slice(&output.stdout).with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let is_left = |key: &str| report[key].as_array().is_some_and(|list| !list.is_empty());
    Ok(if is_left("findings") || is_left("symbols") { Outcome::Shows } else { Outcome::Hides })
}

/// Whether abidiff tells of a change: bit 2 of its exit code.
fn abidiff(sides: &[PathBuf; 2], file: Option<&Path>) -> Result<Outcome> {
    let mut command = Command::new("abidiff");
    command.args(["--no-default-suppression", "--redundant"]).args(sides);
    if let Some(file) = file {
        command.arg("--suppressions").arg(file);
    }
    let output = command.output().context("starting abidiff")?;
    Ok(match output.status.code() {
        Some(0) => Outcome::Hides,
        Some(code) if code & 3 == 0 => Outcome::Shows,
        Some(code) => bail!("abidiff: exit code {code}: {}", String::from_utf8_lossy(&output.stderr)),
        None => Outcome::Crashes,
    })
}
