//! What is longer than the screen goes through a pager where a person sits, as git does it.
//!
//! Output is held back until it is known to be longer; then a pager starts and takes the rest as it comes. The variable
//! `ABILENS_PAGER` names it, else `PAGER`, else it is `less -FRX`; empty or `cat` is none.

use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

/// Where no variable names one.
const USUAL: &str = "less -FRX";

/// Characters that only a shell understands; a command with none of them is started without one.
const FOR_A_SHELL: &[char] =
    &['|', '&', ';', '<', '>', '(', ')', '$', '`', '\\', '"', '\'', '*', '?', '[', '#', '~', '=', '%'];

/// The exit codes by which a shell tells that it found no program, or could not run it.
const NOT_RUN: [i32; 2] = [127, 126];

/// Whether a pager may be started at all.
static ALLOWED: AtomicBool = AtomicBool::new(true);

/// Takes `--no-pager` to heart.
pub(crate) fn forbid() {
    ALLOWED.store(false, Ordering::Relaxed);
}

/// Standard output, with a pager behind it as soon as one is due.
pub(crate) struct Screen {
    out: StdoutLock<'static>,
    /// The command of the pager, while none runs and one may.
    waiting: Option<String>,
    /// What was written while it waits.
    held: Vec<u8>,
    rows: usize,
    columns: usize,
    running: Option<Running>,
}

struct Running {
    command: String,
    child: Child,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let stdout = io::stdout();
        let size = if stdout.is_terminal() { terminal_size::terminal_size_of(&stdout) } else { None };
        let (columns, rows) = size.map_or((0, 0), |(width, height)| (usize::from(width.0), usize::from(height.0)));
        let waiting = if rows > 0 && ALLOWED.load(Ordering::Relaxed) { command() } else { None };
        Self { out: stdout.lock(), waiting, held: Vec::new(), rows, columns: columns.max(1), running: None }
    }

    /// Starts the pager if what is held is longer than the screen.
    fn start(&mut self) -> io::Result<()> {
        // An escape takes no column, so that this may be too much: the usual pager ends at once where all fits. Behind
        // the last break stands the prompt of the shell.
        let lines = self.held.split(|&byte| byte == b'\n');
        let rows: usize = lines.map(|line| line.len().div_ceil(self.columns).max(1)).sum();
        if rows <= self.rows {
            return Ok(());
        }
        let Some(command) = self.waiting.take() else { return Ok(()) };
        match started(&command) {
            Ok(child) => self.running = Some(Running { command, child }),
            Err(error) => {
                let _ = writeln!(anstream::stderr(), "abilens: warning: no pager: {command}: {error}");
            }
        }
        let held = std::mem::take(&mut self.held);
        self.pass(&held)
    }

    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.running.as_mut().and_then(|running| running.child.stdin.as_mut()) {
            Some(pager) => pager.write_all(bytes),
            None => self.out.write_all(bytes),
        }
    }

    /// Writes what is still held back: it is not longer than the screen.
    pub(crate) fn settle(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        self.pass(&held)?;
        self.flush()
    }

    /// Waits until the reader has enough.
    pub(crate) fn end(self) -> Result<()> {
        let Some(Running { command, mut child }) = self.running else { return Ok(()) };
        drop(child.stdin.take());
        let status = child.wait().with_context(|| format!("waiting for the pager `{command}`"))?;
        if status.code().is_some_and(|code| NOT_RUN.contains(&code)) {
            bail!("the pager `{command}` did not run; --no-pager prints without one");
        }
        Ok(())
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.is_some() {
            self.held.extend_from_slice(bytes);
            self.start()?;
        } else {
            self.pass(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.running.as_mut().and_then(|running| running.child.stdin.as_mut()) {
            Some(pager) => pager.flush(),
            None => self.out.flush(),
        }
    }
}

/// The pager that is asked for, unless it is none.
fn command() -> Option<String> {
    let terminal = std::env::var_os("TERM").unwrap_or_default();
    if terminal.is_empty() || terminal == "dumb" {
        return None;
    }
    let asked = ["ABILENS_PAGER", "PAGER"].iter().find_map(|name| std::env::var(name).ok());
    let command = asked.unwrap_or_else(|| USUAL.to_owned());
    let command = command.trim();
    (!command.is_empty() && command != "cat").then(|| command.to_owned())
}

/// Starts a pager that reads from us.
fn started(command: &str) -> io::Result<Child> {
    let mut pager = if command.contains(FOR_A_SHELL) {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]);
        shell
    } else {
        let mut words = command.split_whitespace();
        let mut pager = Command::new(words.next().ok_or(ErrorKind::NotFound)?);
        pager.args(words);
        pager
    };
    // As git tells those pagers that understand it: colours are meant, and what fits on the screen is not paged.
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            pager.env(name, value);
        }
    }
    let child = pager.stdin(Stdio::piped()).spawn()?;
    // Ctrl-C is for the pager: if it ended us, the shell and the pager would both read from the terminal.
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false)))?;
    Ok(child)
}
