//! `abilens show` as typed.

use std::path::PathBuf;

use clap::Args;

use super::Reading;

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// ELF file, folder, package, archive or snapshot
    pub(crate) input: PathBuf,
    /// `task_struct`, `struct task_struct`, a typedef, enum, function or variable
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) reading: Reading,
}
