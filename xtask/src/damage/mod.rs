//! `damage`: objects of C, C++ and Rust whose debug information was changed at random, held against the sound ones.
//!
//! This process builds the seeds and watches another one, which it starts with bounds on memory and which does the trials:
//! neither a stack that ends nor a loop that does not is more than a trial that failed. What a trial does follows from its
//! number alone, so `--from N --count 1` repeats it.

mod change;
mod places;
mod seeds;
mod trial;

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::{packages, shell};

/// Address space of the process that does the trials.
const MEMORY: u64 = 4_000_000_000;
/// A trial that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
/// Programs that make the seeds.
static NEEDED: &[(&str, &str)] = &[
    ("gcc", "gcc"),
    ("g++", "g++"),
    ("clang", "clang"),
    ("dwz", "dwz"),
    ("objcopy", "binutils"),
    ("prlimit", "util-linux"),
];

/// What was asked for.
#[derive(Clone, Debug)]
struct Asked {
    seconds: u64,
    from: u64,
    count: u64,
    filter: String,
    /// The folder of the seeds, for the process that does the trials.
    trials: Option<PathBuf>,
}

impl Asked {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut asked = Self { seconds: 60, from: 0, count: u64::MAX, filter: String::new(), trials: None };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().with_context(|| format!("{argument} wants a value"));
            match argument.as_str() {
                "--from" => asked.from = value()?.parse()?,
                "--count" => asked.count = value()?.parse()?,
                "--seed" => asked.filter.clone_from(value()?),
                "--trials" => asked.trials = Some(value()?.into()),
                seconds => {
                    let wanted = "expected [SECONDS] [--from N] [--count N] [--seed NAME]";
                    asked.seconds = seconds.parse().context(wanted)?;
                }
            }
        }
        Ok(asked)
    }
}

/// See the table of tasks.
pub(crate) fn damage(arguments: &[String]) -> Result<()> {
    let asked = Asked::parse(arguments)?;
    if let Some(folder) = &asked.trials {
        return trial::all(folder, &asked);
    }
    packages::ensure_these(NEEDED, "the seeds")?;
    let folder = shell::target("tmp").join("damage");
    let _ = std::fs::remove_dir_all(&folder);
    seeds::make(&folder.join("seeds"))?;
    std::fs::create_dir_all(folder.join("now"))?;
    std::fs::create_dir_all(folder.join("found"))?;
    let (begun, mut asked, mut ended) = (Instant::now(), asked, 0);
    loop {
        let Some(number) = watch(&folder, &asked)? else { break };
        ended += 1;
        ensure!(ended < 20, "twenty processes ended before their time: see {}", folder.join("found").display());
        let done = number + 1 - asked.from;
        asked.from += done;
        asked.count -= done;
        let past = begun.elapsed().as_secs();
        if past >= asked.seconds || asked.count == 0 {
            break;
        }
        asked.seconds -= past;
    }
    let found = shell::files(&folder.join("found"))?;
    let mut trials: Vec<&Path> = found.iter().filter_map(|file| file.parent()).collect();
    trials.dedup();
    match trials.as_slice() {
        [] => Ok(()),
        _ => bail!("{} trials failed: {}", trials.len(), folder.join("found").display()),
    }
}

/// Starts a process that does trials, and waits for it. The number of the trial with which it ended before its time.
fn watch(folder: &Path, asked: &Asked) -> Result<Option<u64>> {
    let mut command = Command::new("prlimit");
    command.arg(format!("--as={MEMORY}")).arg(std::env::current_exe()?).arg("damage").arg(asked.seconds.to_string());
    command.args(["--from", &asked.from.to_string(), "--count", &asked.count.to_string(), "--seed", &asked.filter]);
    let mut child =
        command.arg("--trials").arg(folder).env("RAYON_NUM_THREADS", "1").spawn().context("starting prlimit")?;
    let now = folder.join("now");
    let (mut last, mut since) = (number(&now), Instant::now());
    loop {
        std::thread::sleep(Duration::from_millis(200));
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(None);
            }
            return keep(folder, &format!("ended with {status}"));
        }
        let current = number(&now);
        if current != last {
            (last, since) = (current, Instant::now());
        } else if since.elapsed() > PATIENCE {
            end(&mut child)?;
            return keep(folder, "hangs");
        }
    }
}

fn end(child: &mut Child) -> Result<()> {
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// The number of the trial that is being done.
fn number(now: &Path) -> Option<u64> {
    std::fs::read_to_string(now.join(trial::NUMBER)).ok()?.trim().parse().ok()
}

/// Keeps the trial that is being done as one that failed.
fn keep(folder: &Path, what: &str) -> Result<Option<u64>> {
    let now = folder.join("now");
    let number = number(&now).with_context(|| format!("before the first trial: {what}"))?;
    trial::keep(folder, number, what)?;
    Ok(Some(number))
}
