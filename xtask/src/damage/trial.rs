//! One trial: a seed is changed, read, and held against the sound one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::ground::files::Memory;
use abilens::model::report::{Report, Verdict};
use abilens::query::{impact, show};
use abilens::render::json;
use abilens::render::text::{self, TextOptions};
use abilens::{Loaded, Named, NoObserver, Options};
use anyhow::{Context, Result, ensure};

use super::Asked;
use super::change::{self, Chance};
use super::places::{self, Places};
use crate::shell;

/// The file that holds the number of the trial that is being done.
pub(super) const NUMBER: &str = "number";

/// A sound object with what belongs to it.
struct Seed {
    name: String,
    files: Vec<(PathBuf, Vec<u8>, Places)>,
    /// Which of the files is the object.
    object: PathBuf,
    sound: Loaded,
    snapshot: Vec<u8>,
}

/// How often what came out.
#[derive(Debug, Default)]
struct Tally {
    trials: u64,
    failed: u64,
    refused: u64,
    incomplete: u64,
    found: u64,
    silent: u64,
    unchanged: u64,
    slowest: Duration,
}

/// All trials that were asked for, until the time is over.
pub(super) fn all(folder: &Path, asked: &Asked) -> Result<()> {
    let seeds = seeds(&folder.join("seeds"), &asked.filter)?;
    ensure!(!seeds.is_empty(), "no seed is called {}", asked.filter);
    let begun = Instant::now();
    let mut tally = Tally::default();
    std::panic::set_hook(Box::new(|_| {}));
    for number in asked.from..asked.from.saturating_add(asked.count) {
        if begun.elapsed().as_secs() >= asked.seconds {
            break;
        }
        let mut chance = Chance::new(number);
        let seed = &seeds[chance.below(seeds.len())];
        let (files, told) = changed(seed, &mut chance);
        // Whoever watches reads this if we do not come back.
        write(&folder.join("now"), number, seed, &files, &told)?;
        let at = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| one(seed, files, number, &mut tally)));
        let failed = match outcome {
            Ok(Ok(())) => None,
            Ok(Err(wrong)) => Some(format!("{wrong:#}")),
            Err(panic) => Some(format!("panic: {}", said(&*panic))),
        };
        tally.slowest = tally.slowest.max(at.elapsed());
        tally.trials += 1;
        if let Some(what) = failed {
            tally.failed += 1;
            keep(folder, number, &what)?;
        }
    }
    let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = memory.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().trim().to_owned();
    println!("{tally:?}, peak of memory {peak}, {} s", begun.elapsed().as_secs());
    Ok(())
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("something").to_owned()
}

fn seeds(folder: &Path, filter: &str) -> Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders.sort();
    for there in folders {
        let name = there.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.contains(filter) {
            continue;
        }
        let mut files = Vec::new();
        for path in shell::files(&there)? {
            let bytes = std::fs::read(&path)?;
            let places = places::of(&bytes);
            files.push((path.strip_prefix(&there)?.to_owned(), bytes, places));
        }
        let is_object = |path: &&PathBuf| path.as_os_str() == "case.so" || path.as_os_str() == "case.o";
        let object = files.iter().map(|(path, ..)| path).find(is_object).context("a seed without object")?.clone();
        let whole = files.iter().map(|(path, bytes, _)| (path, bytes.clone()));
        let sound =
            abilens::load(Named::of_tree(whole.collect::<Memory>(), &object), &Options::default(), &NoObserver)?;
        ensure!(!has_lost(&sound), "{name}: {:?}", sound.diagnostics);
        let snapshot = snapshot(&sound)?;
        seeds.push(Seed { name, files, object, sound, snapshot });
    }
    Ok(seeds)
}

/// The files of a seed, one of them changed, and how.
fn changed(seed: &Seed, chance: &mut Chance) -> (Vec<(PathBuf, Vec<u8>)>, String) {
    let which = chance.below(seed.files.len());
    let mut files: Vec<(PathBuf, Vec<u8>)> =
        seed.files.iter().map(|(path, bytes, _)| (path.clone(), bytes.clone())).collect();
    let (path, bytes) = &mut files[which];
    let told = change::apply(bytes, &seed.files[which].2, chance);
    let told = format!("{} {}\n{told}", seed.name, path.display());
    (files, told)
}

fn write(now: &Path, number: u64, seed: &Seed, files: &[(PathBuf, Vec<u8>)], told: &str) -> Result<()> {
    for (path, bytes) in files {
        std::fs::write(now.join(path.file_name().unwrap_or_default()), bytes)?;
    }
    std::fs::write(now.join("seed"), &seed.name)?;
    std::fs::write(now.join("change"), told)?;
    Ok(std::fs::write(now.join(NUMBER), number.to_string())?)
}

/// Keeps the trial that is being done as one that failed.
pub(super) fn keep(folder: &Path, number: u64, what: &str) -> Result<()> {
    let (now, there) = (folder.join("now"), folder.join(format!("found/{number}")));
    std::fs::create_dir_all(&there)?;
    let seed = std::fs::read_to_string(now.join("seed"))?;
    for file in shell::files(&folder.join("seeds").join(seed))? {
        let name = file.file_name().unwrap_or_default();
        let _ = std::fs::copy(now.join(name), there.join(name));
    }
    std::fs::copy(now.join("change"), there.join("change"))?;
    std::fs::write(there.join("wrong"), what)?;
    let first: String = what.lines().next().unwrap_or_default().chars().take(200).collect();
    println!("trial {number} failed: {first}");
    Ok(())
}

fn snapshot(loaded: &Loaded) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    abilens::dump(loaded, &mut bytes)?;
    Ok(bytes)
}

fn has_lost(loaded: &Loaded) -> bool {
    loaded.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost)
}

fn compare(old: &Loaded, new: &Loaded) -> Report {
    let report = abilens::diff(old, new, &Options::default(), &NoObserver);
    let options = TextOptions { full: true, ..TextOptions::default() };
    assert!(!text::render(&report, &options).is_empty() && !json::render(&report).is_empty());
    report
}

/// What has to hold of any file.
fn one(seed: &Seed, files: Vec<(PathBuf, Vec<u8>)>, number: u64, tally: &mut Tally) -> Result<()> {
    let named = Named::of_tree(files.into_iter().collect::<Memory>(), &seed.object);
    if number.is_multiple_of(4) {
        let options = Options { all_types: true, ..Options::default() };
        if let Ok(all) = abilens::load(&named, &options, &NoObserver) {
            ask(&all);
        }
    }
    let changed = match abilens::load(&named, &Options::default(), &NoObserver) {
        Ok(changed) => changed,
        Err(error) => {
            tally.refused += 1;
            ensure!(error.to_string().contains("case."), "an error that names no file: {error}");
            return Ok(());
        }
    };
    ask(&changed);
    let itself = compare(&changed, &changed);
    ensure!(itself.findings.is_empty(), "findings against itself: {:#?}", itself.findings);
    let report = compare(&seed.sound, &changed);
    let back = compare(&changed, &seed.sound);
    let bytes = snapshot(&changed)?;
    let again = abilens::load(("case", bytes.clone()), &Options { verify: true, ..Options::default() }, &NoObserver)
        .context("what was written cannot be read")?;
    let from_snapshot = compare(&seed.sound, &again);
    ensure!(
        from_snapshot.verdict == report.verdict && from_snapshot.findings.len() == report.findings.len(),
        "the snapshot gives another verdict"
    );
    ensure!(snapshot(&again)? == bytes, "the snapshot of a snapshot differs");
    for (one, other, report) in [(&seed.sound, &changed, &report), (&changed, &seed.sound, &back)] {
        if report.verdict == Verdict::None {
            ensure!(
                !has_lost(one) && !has_lost(other),
                "evidence was lost, and nothing changed: {:?}",
                changed.diagnostics
            );
        }
    }
    match report.verdict {
        Verdict::Incomplete => tally.incomplete += 1,
        Verdict::None if bytes == seed.snapshot => tally.unchanged += 1,
        Verdict::None => {
            tally.silent += 1;
            all_there(&seed.sound, &changed)?;
        }
        _ => tally.found += 1,
    }
    Ok(())
}

/// Where nothing changed, every export has its type still.
fn all_there(sound: &Loaded, changed: &Loaded) -> Result<()> {
    for export in sound.graph.exports.iter().filter(|export| export.type_id.is_some()) {
        let name = sound.graph.str(export.name);
        let there = changed.graph.exports.iter().any(|e| changed.graph.str(e.name) == name && e.type_id.is_some());
        ensure!(there, "{name} has no type any more, and nothing changed");
    }
    Ok(())
}

/// Shows all types, and who reaches them.
fn ask(loaded: &Loaded) {
    let graph = &loaded.graph;
    for id in graph.ids().take(60) {
        let name = graph.name(id);
        let _ = show::show(graph, name);
        let _ = impact::impact(graph, "case", name, &loaded.diagnostics);
    }
}
