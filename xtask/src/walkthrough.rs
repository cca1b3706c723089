//! `walkthrough`: what docs/walkthrough-kernel-patch.md shows, done again and checked.
//!
//! Single units of Debian's kernel are built as they are and with each patch of docs/walkthrough; their CRCs, the verdicts,
//! the exit codes and the hunks that are named must be those that the page claims.
//!
//! Layout: `CACHE/src/build/walkthrough` holds the objects of each state.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::source::{self, Source};
use crate::{packages, shell};

/// The unit that is built alone.
const UNIT: &str = "lib/klist.o";
/// The units that are built together: the last two hold a `struct klist_node`.
const UNITS: [&str; 3] = [UNIT, "drivers/base/core.o", "drivers/base/bus.o"];
/// Files that the patches change, and whether the plain tree has them.
const TOUCHED: [(&str, bool); 2] = [("include/linux/klist.h", true), ("include/linux/kabi.h", false)];

/// One comparison of the page.
struct Step {
    /// Patch of docs/walkthrough without its ending.
    patch: &'static str,
    /// State that it is applied to.
    base: &'static str,
    /// All of `UNITS`, as two folders.
    folder: bool,
    verdict: &'static str,
    code: i32,
    /// Rule of some root cause.
    rule: &'static str,
    /// CRCs of `UNIT` change.
    crcs: bool,
}

static STEPS: &[Step] = &[
    Step {
        patch: "middle",
        base: "plain",
        folder: false,
        verdict: "breaking",
        code: 1,
        rule: "member-added-inside",
        crcs: true,
    },
    Step {
        patch: "tail",
        base: "plain",
        folder: false,
        verdict: "risky",
        code: 1,
        rule: "member-added-at-tail",
        crcs: true,
    },
    Step {
        patch: "hole",
        base: "plain",
        folder: false,
        verdict: "compatible",
        code: 0,
        rule: "member-added-in-hole",
        crcs: true,
    },
    Step {
        patch: "use",
        base: "reserve",
        folder: false,
        verdict: "compatible",
        code: 0,
        rule: "reserved-slot-used",
        crcs: false,
    },
    Step {
        patch: "misuse",
        base: "reserve",
        folder: false,
        verdict: "breaking",
        code: 1,
        rule: "reserve-misused",
        crcs: false,
    },
    Step {
        patch: "tail",
        base: "plain",
        folder: true,
        verdict: "breaking",
        code: 1,
        rule: "member-added-at-tail",
        crcs: true,
    },
];

/// See the table of tasks.
pub(crate) fn walkthrough(_: &[String]) -> Result<()> {
    packages::ensure_these(source::NEEDED, "the units of the walkthrough")?;
    shell::build_abilens()?;
    let (tree, symvers) = prepare()?;
    let out = shell::cache().join("src/build/walkthrough");
    let states = [("plain", &[][..]), ("middle", &["middle"]), ("tail", &["tail"]), ("hole", &["hole"])];
    let reserved = [("reserve", &["reserve"][..]), ("use", &["reserve", "use"]), ("misuse", &["reserve", "misuse"])];
    for (state, patches) in states.into_iter().chain(reserved) {
        let units = if matches!(state, "plain" | "tail") { &UNITS[..] } else { &UNITS[..1] };
        build(&tree, &out.join(state), patches, units)?;
    }
    restore(&tree)?;
    let plain: BTreeMap<String, String> =
        UNITS.iter().map(|u| crcs(&out.join("plain"), u)).collect::<Result<Vec<_>>>()?.concat().into_iter().collect();
    let other: Vec<&String> = plain.iter().filter(|(name, crc)| symvers.get(*name) != Some(crc)).map(|c| c.0).collect();
    ensure!(other.is_empty(), "CRCs that differ from Debian's Module.symvers: {other:?}");
    println!("CRCs of {} exports of {} units equal Debian's Module.symvers\n", plain.len(), UNITS.len());
    let mut complaints = Vec::new();
    for step in STEPS {
        compare(step, &out, &mut complaints)?;
    }
    ensure!(complaints.is_empty(), "not as docs/walkthrough-kernel-patch.md has it:\n{}", complaints.join("\n"));
    println!("{} comparisons are as docs/walkthrough-kernel-patch.md has them", STEPS.len());
    Ok(())
}

fn patch_file(name: &str) -> PathBuf {
    shell::root().join("docs/walkthrough").join(format!("{name}.patch"))
}

/// The tree with plain copies of the files that patches change beside it; and Debian's CRCs.
fn prepare() -> Result<(PathBuf, BTreeMap<String, String>)> {
    let Source { tree, symvers } = source::prepare()?;
    for (file, _) in TOUCHED.iter().filter(|t| t.1) {
        if !saved(&tree, file).is_file() {
            fs::copy(tree.join(file), saved(&tree, file))?;
        }
    }
    Ok((tree, symvers))
}

/// Where the plain copy of a file lies.
fn saved(tree: &Path, file: &str) -> PathBuf {
    tree.with_file_name(Path::new(file).file_name().unwrap_or_default())
}

/// Takes the patches back, whatever a run before this one left.
fn restore(tree: &Path) -> Result<()> {
    for (file, plain) in TOUCHED {
        let path = tree.join(file);
        if path.exists() {
            fs::remove_file(&path)?;
        }
        if plain {
            // Written anew, so that make sees a change.
            fs::write(&path, fs::read(saved(tree, file))?)?;
        }
    }
    Ok(())
}

/// Builds units with patches applied; objects and their command files go to `out`.
fn build(tree: &Path, out: &Path, patches: &[&str], units: &[&str]) -> Result<()> {
    restore(tree)?;
    for name in patches {
        let mut patch = Command::new("patch");
        patch.args(["--silent", "--strip=1", "--fuzz=0", "--no-backup-if-mismatch", "--directory"]).arg(tree);
        shell::run(patch.arg("--input").arg(patch_file(name)))?;
    }
    eprintln!("building {} with {patches:?}", units.join(" "));
    source::make(tree, &[], units)?;
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    for unit in units {
        let object = out.join(unit);
        fs::create_dir_all(object.parent().context("a unit lies in a folder")?)?;
        fs::copy(tree.join(unit), &object)?;
        fs::copy(tree.join(command_file(unit)), out.join(command_file(unit)))?;
    }
    Ok(())
}

/// `lib/.klist.o.cmd`, where kbuild notes how a unit was built and the CRCs of its exports.
fn command_file(unit: &str) -> String {
    let (folder, name) = unit.rsplit_once('/').unwrap_or((".", unit));
    format!("{folder}/.{name}.cmd")
}

/// Exports of a unit and their CRCs: lines `#SYMVER klist_init 0xd24e9e8c`.
fn crcs(state: &Path, unit: &str) -> Result<Vec<(String, String)>> {
    let path = state.join(command_file(unit));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let found = text.lines().filter_map(|line| line.strip_prefix("#SYMVER ")?.split_once(' '));
    let found: Vec<_> = found.map(|(name, crc)| (name.to_owned(), crc.to_owned())).collect();
    ensure!(!found.is_empty(), "{} holds no #SYMVER", path.display());
    Ok(found)
}

fn compare(step: &Step, out: &Path, complaints: &mut Vec<String>) -> Result<()> {
    let input = |state: &str| if step.folder { out.join(state) } else { out.join(state).join(UNIT) };
    let (old, new) = (input(step.base), input(step.patch));
    let patch = patch_file(step.patch);
    let run = |command: &str, options: &[&str]| -> Result<std::process::Output> {
        let mut abilens = Command::new(shell::target("debug").join("abilens"));
        // A policy of the folder that this is called from is not meant.
        abilens.current_dir(out).args([command]).args([&old, &new]).arg("--patch").arg(&patch).args(options);
        abilens.output().with_context(|| format!("starting {abilens:?}"))
    };
    let place = |path: &Path| path.strip_prefix(out).unwrap_or(path).display().to_string();
    println!("$ abilens gate {} {} --patch {}.patch", place(&old), place(&new), step.patch);
    let gate = run("gate", &["--width", "100"])?;
    println!("{}exit {}\n", String::from_utf8_lossy(&gate.stdout), gate.status.code().unwrap_or(-1));
    let diff = run("diff", &["--format", "json"])?;
    let report: Value = serde_json::from_slice(&diff.stdout)
        .with_context(|| format!("{}: {}", step.patch, String::from_utf8_lossy(&diff.stderr)))?;
    let (before, after) = (crcs(&out.join(step.base), UNIT)?, crcs(&out.join(step.patch), UNIT)?);
    let moved = before.iter().zip(&after).filter(|(a, b)| a != b).count();
    println!("CRCs of {UNIT} that changed: {moved} of {}\n", before.len());
    let roots: Vec<&Value> =
        report["findings"].as_array().into_iter().flatten().filter(|f| f["root"] == true).collect();
    let made = |f: &&Value| {
        f["hunks"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|h| h["file"] == "include/linux/klist.h" && h["touches"] != "file")
    };
    let mut check = |what: &str, holds: bool| {
        if !holds {
            complaints.push(format!("  {}{}: {what}", step.patch, if step.folder { " of three units" } else { "" }));
        }
    };
    check(
        &format!("gate ends with {:?}, not {}", gate.status.code(), step.code),
        gate.status.code() == Some(step.code),
    );
    check(
        &format!("diff ends with {:?}, not {}", diff.status.code(), step.code),
        diff.status.code() == Some(step.code),
    );
    check(&format!("the verdict is {}, not {}", report["verdict"], step.verdict), report["verdict"] == step.verdict);
    check(&format!("no root cause of {}", step.rule), roots.iter().any(|f| f["rule"] == step.rule));
    check("a root cause without its hunk", !roots.is_empty() && roots.iter().all(made));
    check(&format!("{moved} CRCs changed"), (moved > 0) == step.crcs);
    Ok(())
}
