//! Running a preprocessor or clang on headers: a fixed list of arguments, no shell, bounds on time and output. What they print
//! is text of a stranger.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// The longest that one run may take: clang takes seconds for the largest headers.
const LONGEST: Duration = Duration::from_secs(300);
/// The most memory, in bytes of address space.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 8 << 30;
/// The most complaints that are read.
const MOST_COMPLAINTS: u64 = 1 << 20;
/// Versions of clang that are looked for by name, the newest first.
const VERSIONS: std::ops::RangeInclusive<u32> = 11..=22;
/// How to get clang.
pub(super) const INSTALL: &str = "apt install clang, or dnf install clang";

/// What there is to ask.
#[derive(Clone, Debug)]
pub(super) enum FrontEnd {
    /// clang, which preprocesses and parses.
    Clang(PathBuf),
    /// A compiler that only preprocesses for us.
    Preprocessor(PathBuf),
}

impl FrontEnd {
    /// The one that was named, else what is installed.
    ///
    /// # Errors
    /// There is none, or the one that was named is not there.
    pub(super) fn found(named: Option<&Path>) -> Result<Self> {
        if let Some(named) = named {
            let path = if named.components().count() > 1 {
                named.is_file().then(|| named.to_path_buf())
            } else {
                in_path(named)
            };
            return path.map(Self::Clang).with_context(|| format!("{}: there is no such program", named.display()));
        }
        let clang = || VERSIONS.rev().find_map(|version| in_path(Path::new(&format!("clang-{version}"))));
        if let Some(path) = in_path(Path::new("clang")).or_else(clang) {
            return Ok(Self::Clang(path));
        }
        let preprocessor = ["gcc", "cc"].iter().find_map(|name| in_path(Path::new(name)));
        preprocessor
            .map(Self::Preprocessor)
            .with_context(|| format!("--headers needs clang, which is not installed ({INSTALL})"))
    }

    pub(super) fn program(&self) -> &Path {
        match self {
            Self::Clang(path) | Self::Preprocessor(path) => path,
        }
    }
}

/// A program by its name, in the folders of PATH.
fn in_path(name: &Path) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Bounds what a run may take of the machine. Where that cannot be done, time and output still bound it.
#[cfg(target_os = "linux")]
fn bound(child: &std::process::Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) };
    let _ = prlimit(Pid::from_child(child).into(), Resource::As, limit);
}

#[cfg(not(target_os = "linux"))]
fn bound(_: &std::process::Child) {}

/// What a run came to.
pub(super) struct Ran<T> {
    pub(super) status: ExitStatus,
    /// What `take` made of the output.
    pub(super) taken: T,
    /// What it complained of.
    pub(super) complaints: String,
}

/// Runs a program; what it prints goes to `take`, at most `most` bytes.
///
/// # Errors
/// It cannot be started, prints more, takes too long, or was ended from outside.
pub(super) fn run<T: Send>(
    program: &Path,
    arguments: &[OsString],
    most: u64,
    take: impl FnOnce(&mut dyn Read) -> T,
) -> Result<Ran<T>> {
    let name = program.display();
    let mut complaints: File = tempfile::tempfile()?;
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(complaints.try_clone()?);
    let mut child = command.spawn().with_context(|| format!("{name} cannot be started"))?;
    bound(&child);
    let stdout = child.stdout.take().context("a pipe was asked for")?;
    let child = Arc::new(Mutex::new(child));
    let kill = |child: &Mutex<std::process::Child>| {
        if let Ok(mut child) = child.lock() {
            // It may have ended by itself.
            let _ = child.kill();
        }
    };
    let (done, waits) = channel::<()>();
    let watched = Arc::clone(&child);
    let watch = std::thread::spawn(move || {
        let late = matches!(waits.recv_timeout(LONGEST), Err(RecvTimeoutError::Timeout));
        if late {
            kill(&watched);
        }
        late
    });
    let mut bounded = stdout.take(most);
    let taken = take(&mut bounded);
    // What nobody reads any more would keep it waiting.
    let rest = std::io::copy(&mut bounded, &mut std::io::sink());
    let is_longer = bounded.limit() == 0;
    if is_longer || rest.is_err() {
        kill(&child);
    }
    drop(bounded);
    // The watch ends with the sender, and nobody else holds the lock then for long.
    let status = loop {
        if let Some(status) = child.lock().ok().context("the watch ended")?.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    drop(done);
    if watch.join().unwrap_or(false) {
        bail!("{name} took longer than {} seconds for the headers", LONGEST.as_secs());
    }
    if is_longer {
        bail!("{name} prints more than {most} bytes for the headers");
    }
    complaints.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    complaints.take(MOST_COMPLAINTS).read_to_end(&mut bytes)?;
    let complaints = String::from_utf8_lossy(&bytes).into_owned();
    if status.code().is_none() {
        bail!("{name} was ended while it read the headers: {status}");
    }
    Ok(Ran { status, taken, complaints })
}
