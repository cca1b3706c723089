//! `drop-in`: libraries of the corpus's cases, compared by `abilens abidiff` and by Debian's abidiff. Both exit codes have to be those
//! that `xtask/drop_in/cases.txt` states, the other tool's with its reason where it differs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;

use crate::{packages, shell};

/// Programs that make and compare the libraries.
static NEEDED: &[(&str, &str)] = &[("gcc", "gcc"), ("abidiff", "abigail-tools")];

/// The version of which the cases tell what it answers.
const VERSION: &str = "abidiff: 2.2";

/// A case, and what both tools have to answer.
struct Case<'t> {
    /// Its folder below `corpus/`.
    name: &'t str,
    ours: i32,
    theirs: i32,
}

/// See the table of tasks.
pub(crate) fn drop_in(arguments: &[String]) -> Result<()> {
    let filter = arguments.first().map_or("", String::as_str);
    packages::ensure_these(NEEDED, "the cases of drop-in")?;
    let version = Command::new("abidiff").arg("--version").output().context("starting abidiff")?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    ensure!(version.starts_with(VERSION), "the cases tell what {VERSION} answers, and this is {version}");
    shell::build_abilens()?;
    let path = shell::root().join("xtask/drop_in/cases.txt");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut cases = read(&text).with_context(|| path.display().to_string())?;
    cases.retain(|case| case.name.contains(filter));
    let folder = shell::target("tmp").join("drop-in");
    let _ = std::fs::remove_dir_all(&folder);
    let told: Vec<Result<Option<String>>> = cases.par_iter().map(|case| compare(&folder, case)).collect();
    let wrong: Vec<String> = told.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    ensure!(wrong.is_empty(), "{} cases came out otherwise\n{}", wrong.len(), wrong.join("\n"));
    let alike = cases.iter().filter(|case| case.ours == case.theirs).count();
    println!("{version}: {alike} exit codes alike, {} differ as stated", cases.len() - alike);
    Ok(())
}

/// Reads the list of cases; its head says how a line is written.
fn read(text: &str) -> Result<Vec<Case<'_>>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| case(line).with_context(|| format!("`{line}`: expected CASE OURS [THEIRS REASON]"))).collect()
}

fn case(line: &str) -> Result<Case<'_>> {
    let mut words = line.splitn(4, ' ');
    let (name, ours) = (words.next().unwrap_or_default(), words.next().context("no exit code")?.parse()?);
    let theirs = match (words.next(), words.next()) {
        (None, _) => ours,
        (Some(theirs), Some(reason)) if !reason.trim().is_empty() => theirs.parse()?,
        (Some(_), _) => bail!("no reason"),
    };
    ensure!(words.next().is_none() && (theirs != ours || line.split(' ').count() == 2), "abidiff answers the same");
    Ok(Case { name, ours, theirs })
}

/// Builds a case, and says what came out otherwise.
fn compare(folder: &Path, case: &Case<'_>) -> Result<Option<String>> {
    let sides = [build(folder, case.name, "old")?, build(folder, case.name, "new")?];
    let abilens = shell::target("debug").join("abilens");
    let (mut ours, mut theirs) = (Command::new(abilens), Command::new("abidiff"));
    ours.args(["--threads", "1", "abidiff", "--no-default-suppression"]).args(&sides);
    theirs.arg("--no-default-suppression").args(&sides);
    let answers = [("abilens", ours, case.ours), ("abidiff", theirs, case.theirs)];
    for (tool, mut command, wanted) in answers {
        let code = command.output().with_context(|| format!("starting {tool}"))?.status.code();
        if code != Some(wanted) {
            let found = code.map_or_else(|| "a signal".to_owned(), |code| code.to_string());
            return Ok(Some(format!(
                "  {}: {tool} answers {found}, and not {wanted} ({})",
                case.name,
                folder.display()
            )));
        }
    }
    Ok(None)
}

/// One side of a case as a library: all its units, with its version script if it has one.
fn build(folder: &Path, name: &str, side: &str) -> Result<PathBuf> {
    let from = shell::root().join("corpus").join(name);
    let into = folder.join(name).join(side);
    std::fs::create_dir_all(&into)?;
    let made = into.join("libcase.so");
    let sources: Vec<PathBuf> = ["", "-more"]
        .iter()
        .map(|more| from.join(format!("{side}{more}.c")))
        .filter(|source| source.exists())
        .collect();
    ensure!(!sources.is_empty(), "{name}: no {side}.c");
    let settings = std::fs::read_to_string(from.join("case.toml")).with_context(|| from.display().to_string())?;
    let settings: toml::Table = settings.parse().with_context(|| name.to_owned())?;
    let mut command = Command::new("gcc");
    command.args(["-g", "-w", "-fPIC", "-shared", "-o"]).arg(&made).arg("-I").arg(&from).args(&sources);
    for key in ["cflags", "ldflags"] {
        for key in [key.to_owned(), format!("{side}-{key}")] {
            let words = settings.get(&key).and_then(toml::Value::as_array).into_iter().flatten();
            command.args(words.filter_map(toml::Value::as_str));
        }
    }
    let map = from.join(format!("{side}.map"));
    if map.exists() {
        command.arg(format!("-Wl,--version-script={}", map.display()));
    }
    shell::run(&mut command).with_context(|| format!("building {name}"))?;
    Ok(made)
}
