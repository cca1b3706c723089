//! `abilens deps` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Sides;

#[derive(Debug, Args)]
pub(crate) struct Deps {
    /// Packages that use libraries (.deb, .rpm, wheels, tar, folders, single programs; a folder of packages stands for each of
    /// them), then OLD, the libraries they were linked with, then NEW, those they will meet: a library, a package, or a folder
    /// of either
    #[arg(required = true, num_args = 3.., value_names = ["CONSUMER", "OLD", "NEW"])]
    pub(crate) paths: Vec<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DepsFormat::Text)]
    pub(crate) format: DepsFormat,
    /// Whole lists (text; JSON holds everything anyway)
    #[arg(long)]
    pub(crate) full: bool,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sides: Sides,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DepsFormat {
    Text,
    /// `abilens-deps/1`
    Json,
    /// File for ben, Debian's tracker of transitions
    Ben,
}
