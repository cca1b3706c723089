//! What the engine says while it works, as a progress bar and as the table of `--time`.
//!
//! The bar appears after a second, on a terminal only. Anonymous memory has no high-water mark in /proc,
//! so `--time` samples it from a thread.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use abilens::{Amount, Observer};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two looks at memory: short phases last some ten milliseconds, a look takes some ten microseconds.
const SAMPLE: Duration = Duration::from_millis(4);

/// The same where memory only has to stay below a limit.
const SELDOM: Duration = Duration::from_millis(25);

/// What the run is at, for whoever ends it.
static PHASE: Mutex<String> = Mutex::new(String::new());

/// Ends the run with an exit code where it takes more than `most` bytes of memory, mapped files apart. 0: no limit.
///
/// A thread looks at what the system counts. An allocator that counts would cost each allocation something, and could
/// only abort.
pub(crate) fn bound_memory(most: u64, code: u8) {
    let check = move || {
        if anonymous_memory() > most {
            let phase = PHASE.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let at = if phase.is_empty() { String::new() } else { format!(", in phase `{phase}`") };
            let what = format!("the run takes more than {most} bytes of memory, the limit of --max-memory{at}");
            let _ = writeln!(std::io::stderr().lock(), "abilens: error: {what}");
            std::process::exit(i32::from(code));
        }
    };
    if most == 0 {
        return;
    }
    check();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(SELDOM);
            check();
        }
    });
}

/// Anonymous memory of the process in bytes; 0 where the system does not tell.
fn anonymous_memory() -> u64 {
    status("RssAnon:").saturating_mul(1024)
}

struct Phase {
    name: String,
    time: Duration,
    /// Peak of anonymous memory during the phase in KiB.
    peak_anon: u64,
    /// Anonymous memory at its end in KiB.
    end_anon: u64,
}

#[derive(Default)]
struct State {
    side: String,
    current: Option<(String, Instant)>,
    done: Vec<Phase>,
}

/// Peak of the current phase, shared with the thread that samples.
#[derive(Default)]
struct Memory {
    peak: AtomicU64,
    stop: AtomicBool,
}

/// The observer of a command.
pub(crate) struct Watch {
    start: Instant,
    timed: bool,
    state: Mutex<State>,
    memory: Arc<Memory>,
    bar: Option<ProgressBar>,
    /// The phase told how far it is: the bar is one, not a spinner.
    counting: AtomicBool,
}

impl Watch {
    pub(crate) fn new(timed: bool) -> Self {
        let memory = Arc::new(Memory::default());
        if timed {
            let memory = Arc::clone(&memory);
            std::thread::spawn(move || {
                while !memory.stop.load(Ordering::Relaxed) {
                    memory.peak.fetch_max(status("RssAnon:"), Ordering::Relaxed);
                    std::thread::sleep(SAMPLE);
                }
            });
        }
        let bar = std::io::stderr().is_terminal().then(bar);
        Self { start: Instant::now(), timed, state: Mutex::default(), memory, bar, counting: AtomicBool::new(false) }
    }

    /// Phases that follow belong to this input (`old`, `new`, a release); empty for all.
    pub(crate) fn side(&self, side: &str) {
        self.end_phase();
        self.state.lock().unwrap_or_else(PoisonError::into_inner).side = side.to_owned();
    }

    fn end_phase(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((name, start)) = state.current.take() {
            let end_anon = if self.timed { status("RssAnon:") } else { 0 };
            let peak_anon = self.memory.peak.swap(end_anon, Ordering::Relaxed).max(end_anon);
            state.done.push(Phase { name, time: start.elapsed(), peak_anon, end_anon });
        }
    }

    /// A phase of the command itself.
    pub(crate) fn start_phase(&self, name: &str) {
        self.end_phase();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let sided =
            |name: &str| if state.side.is_empty() { name.to_owned() } else { format!("{}: {name}", state.side) };
        if let Some(bar) = &self.bar {
            bar.set_message(sided(spoken(name)));
            bar.set_position(0);
            self.counting.store(false, Ordering::Relaxed);
            set_style(bar, "{elapsed:>4}  {spinner} {msg}");
        }
        let name = sided(name);
        PHASE.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&name);
        state.current = Some((name, Instant::now()));
    }

    /// Removes the bar: what follows goes to the terminal.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Ends the last phase and prints the table if it was asked for.
    pub(crate) fn finish(&self) {
        self.end_phase();
        self.clear();
        self.memory.stop.store(true, Ordering::Relaxed);
        if !self.timed {
            return;
        }
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let width = state.done.iter().map(|p| p.name.len()).max().unwrap_or(0).max("phase".len());
        let mib = |kib: u64| format!("{}.{} MiB", kib / 1024, kib % 1024 * 10 / 1024);
        let mut table = format!("{:width$}  {:>10}  {:>12}  {:>12}\n", "phase", "time", "peak anon", "anon after");
        let mut peak = 0;
        for p in &state.done {
            peak = peak.max(p.peak_anon);
            let time = format!("{:.3} s", p.time.as_secs_f64());
            table.push_str(&format!(
                "{:width$}  {time:>10}  {:>12}  {:>12}\n",
                p.name,
                mib(p.peak_anon),
                mib(p.end_anon)
            ));
        }
        let time = format!("{:.3} s", self.start.elapsed().as_secs_f64());
        table.push_str(&format!("{:width$}  {time:>10}  {:>12}\n", "total", mib(peak)));
        table.push_str(&format!("peak resident {} (with mapped files)\n", mib(status("VmHWM:"))));
        let _ = std::io::stderr().lock().write_all(table.as_bytes());
    }
}

impl Observer for Watch {
    fn phase(&self, name: &'static str) {
        self.start_phase(name);
    }

    fn progress(&self, done: u64, total: u64, of: Amount) {
        if let Some(bar) = &self.bar {
            if done < total && !self.counting.swap(true, Ordering::Relaxed) {
                let counted = match of {
                    Amount::Bytes => "{bytes} of {total_bytes}, {bytes_per_sec}",
                    Amount::Modules => "{pos} of {len} modules, {per_sec}",
                    Amount::Programs => "{pos} of {len} programs, {per_sec}",
                    Amount::Packages => "{pos} of {len} packages, {per_sec}",
                };
                set_style(bar, &format!("{{elapsed:>4}}  {{msg:24}}  {{wide_bar}} {{percent:>3}}%  {counted}"));
            }
            bar.set_length(total);
            bar.set_position(done);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.clear();
        self.memory.stop.store(true, Ordering::Relaxed);
    }
}

/// What a phase is called in the bar; the table has the names of the engine.
fn spoken(phase: &str) -> &str {
    match phase {
        "open" => "opening",
        "snapshot" | "lower" => "reading",
        "canonicalize" => "merging types",
        "compare" => "comparing",
        "root causes" => "finding root causes",
        "classify" => "judging",
        "report" | "render" => "writing",
        other => other,
    }
}

fn set_style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
    let late = bar.clone();
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        if !late.is_finished() {
            late.set_draw_target(ProgressDrawTarget::stderr());
            late.enable_steady_tick(Duration::from_millis(100));
        }
    });
    bar
}

/// A value of /proc/self/status in KiB; 0 where there is none.
fn status(field: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix(field));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
