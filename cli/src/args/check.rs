//! `abilens check` as typed.

use std::path::PathBuf;

use clap::Args;

use super::{PageFormat, Sides};

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Modules (.ko files or folders of them) as built, then OLD, the kernel they were built against, then NEW, the
    /// one they will meet; or programs, plug-ins and libraries that use others, then OLD, the libraries they were
    /// linked with, then NEW. One program and NEW alone are enough: then OLD is not known
    #[arg(required = true, num_args = 2.., value_names = ["CONSUMER", "OLD", "NEW"])]
    pub(crate) paths: Vec<PathBuf>,
    /// Module.symvers of NEW; without it one that lies beside NEW, else the CRCs in NEW's objects
    #[arg(long, value_name = "FILE")]
    pub(crate) new_symvers: Option<PathBuf>,
    /// Version magic of NEW, where its objects do not say
    #[arg(long, value_name = "TEXT")]
    pub(crate) new_vermagic: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PageFormat::Text)]
    pub(crate) format: PageFormat,
    /// Whole lists and layouts (text; JSON holds everything anyway)
    #[arg(long)]
    pub(crate) full: bool,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sides: Sides,
}
