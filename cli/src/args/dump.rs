//! `abilens dump` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Reading;

#[derive(Debug, Args)]
pub(crate) struct Dump {
    /// ELF file, folder, package, archive or snapshot
    pub(crate) input: PathBuf,
    /// File to write; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// What to write
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub(crate) format: DumpFormat,
    /// Print the SHA-256 of the file and its name, as sha256sum does
    #[arg(long)]
    pub(crate) digest: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Forms in which an interface is kept.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum DumpFormat {
    /// Everything that is known, which stands wherever an input stands
    #[default]
    Snapshot,
    /// What libabigail's tools read, of one library of C or a kernel
    Abixml,
}
