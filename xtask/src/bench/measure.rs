//! Wall time and peak anonymous memory of a process.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// How often memory is looked at: often enough for a phase of a few milliseconds to show.
const INTERVAL: Duration = Duration::from_millis(2);

/// One run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    /// Wall time.
    pub(super) seconds: f64,
    /// Largest `RssAnon` seen, in bytes: heap and stacks, without mapped files.
    pub(super) peak_anonymous: Option<u64>,
}

/// Several runs of the same.
#[derive(Debug, Default)]
pub(super) struct Runs {
    seconds: Vec<f64>,
    peak: Option<u64>,
}

impl Runs {
    pub(super) fn push(&mut self, measured: &Measured) {
        self.seconds.push(measured.seconds);
        self.peak = self.peak.max(measured.peak_anonymous);
    }

    pub(super) fn minimum(&self) -> f64 {
        self.seconds.iter().copied().fold(f64::INFINITY, f64::min)
    }

    pub(super) fn median(&self) -> f64 {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The worst of all runs.
    pub(super) fn peak(&self) -> Option<u64> {
        self.peak
    }
}

/// Runs a command to its end, its standard output into a file. Exit status 1 is a result, 2 an error, but for one that
/// left something on standard output: a report that says what could not be compared, as with a part of the units.
pub(super) fn run(command: &mut Command, stdout: &Path) -> Result<Measured> {
    command.stdout(File::create(stdout)?).stderr(Stdio::piped());
    let start = Instant::now();
    let child = command.spawn().with_context(|| format!("starting {command:?}"))?;
    let status_file = format!("/proc/{}/status", child.id());
    let done = AtomicBool::new(false);
    let (output, seconds, peak) = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = 0;
            while !done.load(Ordering::Relaxed) {
                peak = peak.max(anonymous_bytes(&status_file).unwrap_or(0));
                std::thread::sleep(INTERVAL);
            }
            peak
        });
        let output = child.wait_with_output();
        let seconds = start.elapsed().as_secs_f64();
        done.store(true, Ordering::Relaxed);
        (output, seconds, watcher.join().unwrap_or(0))
    });
    let output = output?;
    let reported = output.status.code() == Some(2) && std::fs::metadata(stdout).is_ok_and(|m| m.len() > 0);
    ensure!(
        matches!(output.status.code(), Some(0 | 1)) || reported,
        "{command:?} ended with {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(Measured { seconds, peak_anonymous: Some(peak) })
}

fn anonymous_bytes(status_file: &str) -> Option<u64> {
    let status = std::fs::read_to_string(status_file).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
