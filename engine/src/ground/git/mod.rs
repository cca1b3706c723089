//! The one place that starts git: it reads history and stored files, and nothing else can come of it.
//!
//! What a repository's configuration may start or fetch is not switched off key by key, for the keys of drivers,
//! filters and remotes have names of their own. Git is given a folder of abilens's own instead
//! (`repository`), which leads to the objects and references of the repository and holds nothing of its
//! configuration, attributes, hooks and grafts. Neither the user's nor the system's configuration is read.
//! Without a remote there is nothing that a missing object could be fetched from; transports are forbidden besides.

mod blob;
mod repository;
mod tags;

use std::ffi::OsStr;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::ground::error::{Error, Result};

pub use blob::stored;
pub use repository::Repository;
pub use tags::Held;

/// The most that git may print for one question: a range of ten thousand commits of a kernel gives some hundred MB.
const MAX_OUTPUT: u64 = 1 << 30;
/// The most of its complaints that is kept.
const MAX_COMPLAINT: u64 = 1 << 16;

/// Variables of git that a server's hook sets, so that what was pushed can be read before it is let in.
const OBJECTS: [&str; 2] = ["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"];

fn failed(what: impl Into<String>) -> Error {
    Error::Program { program: "git".to_owned(), what: what.into() }
}

/// Git without anything of the environment that directs it.
fn scrubbed() -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        if name.as_encoded_bytes().starts_with(b"GIT_") {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_ALLOW_PROTOCOL", "");
    command.env("GIT_ASKPASS", "").env("SSH_ASKPASS", "").env("GIT_ATTR_NOSYSTEM", "1");
    command.args(["--no-pager", "--literal-pathspecs", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false"]);
    command.args(["-c", "core.hooksPath=/dev/null", "-c", "core.attributesFile=/dev/null"]);
    command.args(["-c", "core.quotePath=true"]);
    command
}

/// Git for a folder that [`Repository`] made: of no configuration but that folder's.
fn command(folder: &Path) -> Command {
    let mut command = scrubbed();
    for name in OBJECTS {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("GIT_DIR", folder).env("HOME", folder).env("XDG_CONFIG_HOME", folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

/// Runs it; what it prints goes to `take`, at most `limit` bytes.
fn run<T>(
    mut command: Command,
    input: &[u8],
    limit: u64,
    take: impl FnOnce(&mut dyn Read) -> std::io::Result<T>,
) -> Result<T> {
    command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| failed(format!("cannot be started: {e}")))?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (taken, complaint, longer) = std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut pipe) = stdin {
                // One that has failed closes its end, and says so below.
                let _ = pipe.write_all(input);
            }
        });
        let complaint = scope.spawn(move || {
            let mut text = Vec::new();
            if let Some(mut pipe) = stderr {
                let _ = pipe.by_ref().take(MAX_COMPLAINT).read_to_end(&mut text);
                let _ = std::io::copy(&mut pipe, &mut std::io::sink());
            }
            text
        });
        let Some(stdout) = stdout else { return (None, Vec::new(), false) };
        let mut output = stdout.take(limit);
        let taken = take(&mut output);
        // Git that has more to say is stopped by the end of its pipe.
        let longer = output.limit() == 0 && output.get_mut().read(&mut [0]).is_ok_and(|n| n > 0);
        drop(output);
        (Some(taken), complaint.join().unwrap_or_default(), longer)
    });
    let status = child.wait().map_err(|e| failed(format!("cannot be waited for: {e}")))?;
    if longer {
        return Err(failed(format!("printed more than {limit} bytes, which is the most that is read")));
    }
    if !status.success() {
        let said = String::from_utf8_lossy(&complaint).trim().to_owned();
        return Err(failed(if said.is_empty() { status.to_string() } else { said }));
    }
    match taken {
        Some(taken) => taken.map_err(|e| failed(format!("cannot be read: {e}"))),
        None => Err(failed("has no output")),
    }
}

/// Everything that it prints.
fn output(command: Command, input: &[u8]) -> Result<Vec<u8>> {
    run(command, input, MAX_OUTPUT, |out| {
        let mut bytes = Vec::new();
        out.read_to_end(&mut bytes)?;
        Ok(bytes)
    })
}

/// Arguments of which none is an option unless it was meant as one.
fn with<I: IntoIterator<Item: AsRef<OsStr>>>(mut command: Command, arguments: I) -> Command {
    command.args(arguments);
    command
}
