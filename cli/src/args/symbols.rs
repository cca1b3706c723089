//! `abilens symbols` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Symbols {
    /// Libraries, or folders and packages that hold some: those with a SONAME count
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Symbols file of Debian (`debian/libfoo1.symbols`, with tags and patterns) to hold the libraries against; with -o it is
    /// written as it has to be for them
    #[arg(long, value_name = "FILE")]
    pub(crate) check: Option<PathBuf>,
    /// What to write, or how to tell what --check found
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<SymbolsFormat>,
    /// With --check: fail where symbols are gone, or also where new ones are not listed
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = FailOnSymbols::Gone, requires = "check")]
    pub(crate) fail_on: FailOnSymbols,
    /// Package that has the libraries
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Option<String>,
    /// Its version: since when what is new is there
    #[arg(long, value_name = "VERSION")]
    pub(crate) package_version: Option<String>,
    /// Every symbol of long lists
    #[arg(long)]
    pub(crate) full: bool,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SymbolsFormat {
    /// Symbols file of Debian (without --check)
    Debian,
    /// What RPM's generator of dependencies calls provided: SONAME and versions (without --check)
    Rpm,
    /// Version script for the linker (without --check)
    Map,
    /// For people (with --check)
    Text,
    /// `abilens-symbols/1` (with --check)
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnSymbols {
    /// Symbols that others may rely on are gone
    Gone,
    /// The same, or the file does not list all
    New,
}
