//! Command lines of other tools on this engine: their names, options and exit codes, and a report in our words. A file for each
//! tool; what they share stands beside them.
//!
//! A program of this binary that is called as the tool is (a link, a copy) is the command of that name.

mod abidiff;
mod abipkgdiff;
mod accepted;
mod compared;
mod kmidiff;
mod leaving;
mod shared;
mod stgdiff;

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use abilens::ground::printable;
use clap::CommandFactory;
use clap::error::ErrorKind;

use crate::args::Arguments;

pub(crate) use abidiff::{Abidiff, abidiff};
pub(crate) use abipkgdiff::{Abipkgdiff, abipkgdiff};
pub(crate) use kmidiff::{Kmidiff, kmidiff};
pub(crate) use stgdiff::{Stgdiff, stgdiff};

/// The version of libabigail whose options are taken: scripts ask for it, and compare it. stgdiff has no such option.
const LIBABIGAIL: &str = "2.2.0";

/// The exit code of a tool that could not do what it was asked for.
pub(crate) const FAILED: u8 = compared::ERROR;

/// A tool whose command line is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Abidiff,
    Abipkgdiff,
    Kmidiff,
    Stgdiff,
}

impl Tool {
    const ALL: [Self; 4] = [Self::Abidiff, Self::Abipkgdiff, Self::Kmidiff, Self::Stgdiff];

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Abidiff => "abidiff",
            Self::Abipkgdiff => "abipkgdiff",
            Self::Kmidiff => "kmidiff",
            Self::Stgdiff => "stgdiff",
        }
    }

    /// Its exit code where its options are wrong, or its help was asked for.
    fn misused(self) -> u8 {
        match self {
            Self::Abidiff | Self::Abipkgdiff => compared::ERROR | compared::USAGE,
            Self::Kmidiff | Self::Stgdiff => compared::ERROR,
        }
    }

    fn called(name: &OsStr) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }
}

/// A command line, and the tool that it means, if it means one.
pub(crate) struct Call {
    pub(crate) words: Vec<OsString>,
    pub(crate) tool: Option<Tool>,
    /// The program was called as the tool is.
    is_by_name: bool,
}

impl Call {
    /// Of the words that the program was called with: if it was called as a tool is, they get the command of that name.
    pub(crate) fn new(given: impl Iterator<Item = OsString>) -> Self {
        let mut words: Vec<OsString> = given.collect();
        if let Some(tool) = words.first().and_then(|program| Tool::called(Path::new(program).file_name()?)) {
            words.splice(..1, ["abilens".into(), tool.name().into()]);
            return Self { words, tool: Some(tool), is_by_name: true };
        }
        let command = Arguments::command();
        let is_command = |word: &&OsString| command.get_subcommands().any(|one| one.get_name() == word.as_os_str());
        let tool = words.iter().skip(1).find(is_command).and_then(|word| Tool::called(word));
        Self { words, tool, is_by_name: false }
    }

    /// Ends a call that cannot be understood, or asks for help or the version.
    pub(crate) fn ended(&self, error: &clap::Error) -> ExitCode {
        let Some(tool) = self.tool else { error.exit() };
        if error.kind() == ErrorKind::DisplayVersion {
            let line = format!("{}: {LIBABIGAIL} (abilens {})\n", tool.name(), env!("CARGO_PKG_VERSION"));
            let _ = anstream::stdout().write_all(line.as_bytes());
            return ExitCode::SUCCESS;
        }
        let _ = error.print();
        // The tool itself takes a question for help as wrong usage, and scripts look for that.
        match error.kind() {
            ErrorKind::DisplayHelp if !self.is_by_name => ExitCode::SUCCESS,
            _ => ExitCode::from(tool.misused()),
        }
    }
}

/// Says something beside the report, for people: standard output is for the report.
fn say(tool: Tool, text: &str) {
    let text = printable::document(&format!("{}: {}\n", tool.name(), printable::lines(text)), false);
    let _ = anstream::stderr().write_all(text.as_bytes());
}
