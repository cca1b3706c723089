//! `kernels --symtypes`: `crc --genksyms` held against the genksyms that Debian built its kernel with, unit by unit.
//!
//! Each unit of the configured source whose exports Debian's `Module.symvers` names is preprocessed as kbuild does for
//! genksyms. Its CRCs and its symtypes have to be the tool's, byte for byte. How many of the CRCs are those that Debian
//! shipped is told, too.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::source::{self, Source};
use crate::{packages, shell};

/// Units that are preprocessed at once; the text of one takes some three million bytes.
const BATCH: usize = 40;
/// How many differences are shown.
const SHOWN: usize = 10;
/// Folders whose units no kernel is made of.
const OTHERS: [&str; 4] = ["Documentation", "samples", "scripts", "tools"];

/// What was compared.
#[derive(Debug, Default)]
struct Sum {
    units: usize,
    symbols: usize,
    /// CRCs that Debian shipped.
    shipped: usize,
    different: Vec<String>,
    tool: Duration,
    ours: Duration,
}

/// See the table of tasks.
pub(crate) fn compare(arguments: &[String]) -> Result<()> {
    let (mut count, mut binary) = (None, None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--binary" => binary = Some(PathBuf::from(arguments.next().context("--binary expects a path")?)),
            number => count = Some(number.parse::<usize>().context("expected [COUNT] [--binary PATH]")?),
        }
    }
    packages::ensure_these(source::NEEDED, "the units of a kernel")?;
    let binary = match binary {
        Some(path) => fs::canonicalize(&path).with_context(|| path.display().to_string())?,
        None => {
            shell::run(&mut shell::cargo(["build", "--profile", "dist", "--package", "abilens-cli"]))?;
            shell::target("dist").join("abilens")
        }
    };
    let genksyms = source::genksyms()?;
    let Source { tree, symvers } = source::prepare()?;
    let all = units(&tree, &symvers)?;
    let wanted = count.unwrap_or(all.len()).clamp(1, all.len());
    let chosen: Vec<&str> = (0..wanted).map(|i| &*all[i * all.len() / wanted]).collect();
    let mut sum = Sum::default();
    for batch in chosen.chunks(BATCH) {
        let goals: Vec<String> = batch.iter().map(|unit| format!("{unit}.i")).collect();
        // A source may be part of another and no unit of its own: what cannot be preprocessed is left out and counted.
        let made = source::make(&tree, &["-k", "KCFLAGS=-D__GENKSYMS__"], &goals);
        for unit in batch {
            let text = tree.join(format!("{unit}.i"));
            if text.is_file() {
                compare_unit(unit, &text, &genksyms, &binary, &symvers, &mut sum)?;
                fs::remove_file(&text)?;
            } else {
                ensure!(made.is_err(), "make left no {}", text.display());
            }
        }
        println!("{} of {} units compared, {} different", sum.units, chosen.len(), sum.different.len());
    }
    let Sum { units, symbols, shipped, different, tool, ours } = sum;
    println!(
        "{} units of {} could be preprocessed; all have {symbols} exports with a CRC of genksyms",
        units,
        chosen.len()
    );
    println!("{} units are equal in CRCs and symtypes", units - different.len());
    println!("{shipped} of the {symbols} CRCs are those of Debian's Module.symvers");
    println!("genksyms took {:.1} s, abilens {:.1} s", tool.as_secs_f64(), ours.as_secs_f64());
    ensure!(different.is_empty(), "{} units differ, first these:\n{}", different.len(), first(&different));
    ensure!(symbols > 0, "no unit exports anything");
    Ok(())
}

fn first(different: &[String]) -> String {
    different.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// Units, without their ending, that export a symbol of the kernel.
fn units(tree: &Path, symvers: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let mut units = Vec::new();
    for path in shell::files(tree)? {
        let inside = path.strip_prefix(tree)?.to_string_lossy().into_owned();
        let Some(unit) = inside.strip_suffix(".c") else { continue };
        let mut folders = unit.split('/');
        let other = match folders.next() {
            // Only the folder of the machine has headers that were generated.
            Some("arch") => {
                !folders.next().is_some_and(|m| tree.join("arch").join(m).join("include/generated").is_dir())
            }
            Some(top) => OTHERS.contains(&top),
            None => true,
        };
        if !other && exports(&String::from_utf8_lossy(&fs::read(&path)?), symvers) {
            units.push(unit.to_owned());
        }
    }
    ensure!(!units.is_empty(), "{} holds no unit that exports", tree.display());
    Ok(units)
}

fn exports(text: &str, symvers: &BTreeMap<String, String>) -> bool {
    let name = |line: &str| {
        let (keyword, rest) = line.trim_start().split_once('(')?;
        let name = rest.split([',', ')']).next()?.trim();
        (keyword.starts_with("EXPORT_") && keyword.contains("SYMBOL")).then(|| symvers.contains_key(name))
    };
    text.lines().any(|line| name(line) == Some(true))
}

/// Runs a program for what it prints of a unit, and the symtypes that it writes.
fn run(command: &mut Command, symtypes: &Path, time: &mut Duration) -> Result<(String, Vec<u8>)> {
    if symtypes.exists() {
        fs::remove_file(symtypes)?;
    }
    let start = Instant::now();
    let output = command.stderr(Stdio::null()).output().with_context(|| format!("starting {command:?}"))?;
    *time += start.elapsed();
    if !output.status.success() {
        bail!("{command:?} ended with {}", output.status);
    }
    let symtypes = if symtypes.exists() { fs::read(symtypes)? } else { Vec::new() };
    Ok((String::from_utf8(output.stdout)?, symtypes))
}

fn compare_unit(
    unit: &str,
    text: &Path,
    genksyms: &Path,
    binary: &Path,
    symvers: &BTreeMap<String, String>,
    sum: &mut Sum,
) -> Result<()> {
    let symtypes = text.with_extension("symtypes");
    // Some inputs make it take all memory.
    let mut tool = Command::new("prlimit");
    tool.arg("--as=4294967296").arg(genksyms).arg("-T").arg(&symtypes).stdin(File::open(text)?);
    let theirs = run(&mut tool, &symtypes, &mut sum.tool)?;
    let mut abilens = Command::new(binary);
    abilens.args(["crc", "--genksyms", "--allow-incomplete"]).arg(text).arg("-T").arg(&symtypes);
    let ours = run(&mut abilens, &symtypes, &mut sum.ours)?;
    fs::remove_file(&symtypes)?;
    sum.units += 1;
    for line in theirs.0.lines() {
        sum.symbols += 1;
        let crc = line.strip_prefix("#SYMVER ").and_then(|line| line.split_once(' '));
        sum.shipped += usize::from(crc.is_some_and(|(name, crc)| symvers.get(name).is_some_and(|known| known == crc)));
    }
    if theirs != ours {
        sum.different.push(format!("{unit}: {}", difference(&theirs, &ours)));
    }
    Ok(())
}

/// The first line that differs.
fn difference(theirs: &(String, Vec<u8>), ours: &(String, Vec<u8>)) -> String {
    let text = |of: &(String, Vec<u8>)| format!("{}{}", String::from_utf8_lossy(&of.1), of.0);
    let (theirs, ours) = (text(theirs), text(ours));
    let (mut theirs, mut ours) = (theirs.lines(), ours.lines());
    loop {
        match (theirs.next(), ours.next()) {
            (None, None) => return "only ends of lines".to_owned(),
            (a, b) if a == b => {}
            (a, b) => return format!("`{}`, not `{}`", b.unwrap_or_default(), a.unwrap_or_default()),
        }
    }
}
