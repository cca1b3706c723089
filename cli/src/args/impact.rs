//! `abilens impact` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Reading;

#[derive(Debug, Args)]
pub(crate) struct Impact {
    /// ELF file, folder, package, archive or snapshot
    pub(crate) input: PathBuf,
    /// `task_struct`, `struct task_struct`, a typedef or enum
    #[arg(value_name = "TYPE")]
    pub(crate) name: String,
    /// Form of the answer; `dot` is for Graphviz
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Every module and every export with its path (text; JSON holds everything anyway)
    #[arg(long)]
    pub(crate) full: bool,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Dot,
    /// One file for a browser, which needs no network
    Html,
}
