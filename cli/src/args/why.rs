//! `abilens why` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Reading;

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// The module (.ko, compressed or not) that is not loaded
    #[arg(value_name = "MODULE")]
    pub(crate) module: PathBuf,
    /// What stands for the kernel instead of the one that runs: a BTF file, a vmlinux, a folder or package of it, a snapshot
    #[arg(long, value_name = "FILE")]
    pub(crate) kernel: Option<PathBuf>,
    /// Folder that stands for / of the machine: that of a container, or of a copy of its files (then --kernel may replace its types)
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Module.symvers of the kernel, compressed or not; without it those that distributions install are looked for, and then
    /// the kernel's own modules are asked
    #[arg(long, value_name = "FILE")]
    pub(crate) symvers: Option<PathBuf>,
    /// The kernel that the module was built against, for its types: a vmlinux, BTF file, folder, package or snapshot
    #[arg(long, value_name = "FILE")]
    pub(crate) built_against: Option<PathBuf>,
    /// Text of the kernel's log (`dmesg`, `journalctl -k`), of which the sentences about this module are explained; - is
    /// standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
    /// Release of the kernel, where nothing says it
    #[arg(long, value_name = "TEXT")]
    pub(crate) kernel_release: Option<String>,
    /// Version magic of the kernel, where nothing says it
    #[arg(long, value_name = "TEXT")]
    pub(crate) vermagic: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = WhyFormat::Text)]
    pub(crate) format: WhyFormat,
    /// Every symbol, layout and place that was looked at (text; JSON holds everything anyway)
    #[arg(long)]
    pub(crate) full: bool,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhyFormat {
    /// For people
    Text,
    /// `abilens-why/1`
    Json,
}
