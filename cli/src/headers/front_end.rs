//! Running a preprocessor or clang on headers: a fixed list of arguments, no shell, bounds on time and output. What they print
//! is text of a stranger.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::child::{self, Ended};

/// The longest that one run may take: clang takes seconds for the largest headers.
const LONGEST: Duration = Duration::from_secs(300);
/// The most memory, in bytes of address space.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 8 << 30;
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
pub(super) fn run<T>(
    program: &Path,
    arguments: &[OsString],
    most: u64,
    take: impl FnOnce(&mut dyn Read) -> T,
) -> Result<Ran<T>> {
    let name = program.display();
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C");
    let child::Ran { ended, taken, complaints } =
        child::run(&mut command, LONGEST, most, bound, take).with_context(|| format!("{name} cannot be started"))?;
    match ended {
        Ended::Late => bail!("{name} took longer than {} seconds for the headers", LONGEST.as_secs()),
        Ended::Longer => bail!("{name} prints more than {most} bytes for the headers"),
        Ended::Exited(status) if status.code().is_none() => {
            bail!("{name} was ended while it read the headers: {status}")
        }
        Ended::Exited(status) => {
            Ok(Ran { status, taken, complaints: String::from_utf8_lossy(&complaints).into_owned() })
        }
    }
}
