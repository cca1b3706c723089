//! `abilens dump` as typed.

use std::path::PathBuf;

use clap::Args;

use super::Reading;

#[derive(Debug, Args)]
pub(crate) struct Dump {
    /// ELF file, folder, package, archive or snapshot
    pub(crate) input: PathBuf,
    /// File to write; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Print the SHA-256 of the file and its name, as sha256sum does
    #[arg(long)]
    pub(crate) digest: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}
