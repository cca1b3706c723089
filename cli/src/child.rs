//! Programs that are run for what they print, bounded in time and output.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The most complaints that are kept.
const MOST_COMPLAINTS: u64 = 1 << 20;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// By itself, or by a signal of somebody else.
    Exited(ExitStatus),
    /// It took too long, and was ended.
    Late,
    /// It printed too much, and was ended.
    Longer,
}

/// What a run came to.
pub(crate) struct Ran<T> {
    pub(crate) ended: Ended,
    /// What `take` made of the output.
    pub(crate) taken: T,
    /// What it complained of.
    pub(crate) complaints: Vec<u8>,
}

/// Runs a program without input, at most as long as `longest`; what it prints goes to `take`, at most `most` bytes. What that leaves is
/// read and thrown away, so that the program does not wait for a reader. `started` gets the program first.
///
/// # Errors
/// It cannot be started or waited for.
pub(crate) fn run<T>(
    command: &mut Command,
    longest: Duration,
    most: u64,
    started: impl FnOnce(&Child),
    take: impl FnOnce(&mut dyn Read) -> T,
) -> io::Result<Ran<T>> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    started(&child);
    let none = || io::Error::other("a pipe was asked for");
    let (stdout, stderr) = (child.stdout.take().ok_or_else(none)?, child.stderr.take().ok_or_else(none)?);
    let child = Mutex::new(child);
    let held = || child.lock().unwrap_or_else(PoisonError::into_inner);
    // It may have ended by itself.
    let kill = || drop(held().kill());
    let (done, waits) = channel::<()>();
    thread::scope(|scope| {
        // The watch ends with the sender, however this function is left.
        let done = done;
        let kill = &kill;
        let watch = scope.spawn(move || {
            let late = matches!(waits.recv_timeout(longest), Err(RecvTimeoutError::Timeout));
            if late {
                kill();
            }
            late
        });
        let complaints = scope.spawn(move || first(stderr));
        let mut bounded = stdout.take(most);
        let taken = take(&mut bounded);
        let rest = io::copy(&mut bounded, &mut io::sink());
        let is_longer = bounded.limit() == 0;
        if is_longer || rest.is_err() {
            kill();
        }
        drop(bounded);
        let status = loop {
            if let Some(status) = held().try_wait()? {
                break status;
            }
            thread::sleep(Duration::from_millis(2));
        };
        drop(done);
        let ended = match (watch.join().unwrap_or(false), is_longer) {
            (true, _) => Ended::Late,
            (false, true) => Ended::Longer,
            (false, false) => Ended::Exited(status),
        };
        Ok(Ran { ended, taken, complaints: complaints.join().unwrap_or_default() })
    })
}

/// The first bytes of a pipe; the rest is read and thrown away.
fn first(mut pipe: impl Read) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = pipe.by_ref().take(MOST_COMPLAINTS).read_to_end(&mut out);
    let _ = io::copy(&mut pipe, &mut io::sink());
    out
}
