//! `abilens history`, `log` and `blame` as typed: questions to several releases.

use std::path::PathBuf;

use clap::Args;

use super::{PageFormat, Reading, ReportFormat};

#[derive(Debug, Args)]
pub(crate) struct History {
    #[command(flatten)]
    pub(crate) releases: Releases,
    /// What did not change, too, and where only what something refers to did
    #[arg(long)]
    pub(crate) all: bool,
    /// Form of the history
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PageFormat::Text)]
    pub(crate) format: PageFormat,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// `task_struct`, `struct task_struct`, a typedef, enum, function (`main()`) or variable, also `name@VERSION`
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) releases: Releases,
    /// Every member of every change
    #[arg(long)]
    pub(crate) full: bool,
    /// Form of the answer
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Blame {
    /// `task_struct.pid` or `struct task_struct.pid`; a type alone stands for all of its members
    #[arg(value_name = "TYPE[.MEMBER]")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) releases: Releases,
    /// Form of the answer
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

/// The releases that are asked.
#[derive(Debug, Args)]
pub(crate) struct Releases {
    /// Snapshots, ELF files, folders, packages or archives, oldest first; with --git-tags one file that git keeps, or
    /// the folder of one snapshot
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Read INPUT as each tag that matches PATTERN holds it, in the order of versions, without a checkout
    #[arg(long, value_name = "PATTERN", num_args = 0..=1, require_equals = true, default_missing_value = "*", help_heading = "Input options")]
    pub(crate) git_tags: Option<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}
