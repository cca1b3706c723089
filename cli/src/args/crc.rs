//! `abilens crc` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Crc {
    /// Object, module, kernel, folder, package or archive with DWARF; or symtypes, also of genksyms, in a file or folder whose
    /// name ends in `.symtypes`; or with --genksyms preprocessed units
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Compute what genksyms does from preprocessed units (`gcc -E -D__GENKSYMS__`), `-` for standard input
    #[arg(long, conflicts_with_all = ["stable", "texts", "compat", "debug_dir"])]
    pub(crate) genksyms: bool,
    /// The kernel whose genksyms is followed: its grammar up to 6.13, from 6.14, or from 7.0 on
    #[arg(long, value_enum, value_name = "VERSION", default_value_t = Dialect::Older, requires = "genksyms")]
    pub(crate) dialect: Dialect,
    /// Hold the unit against its symtypes of an earlier build: what differs is told for each export
    #[arg(short, long, value_name = "FILE", requires = "genksyms")]
    pub(crate) reference: Option<PathBuf>,
    /// Keep the definitions that the reference marks `override`; with 1 is told that another one differs
    #[arg(short, long, requires = "reference")]
    pub(crate) preserve: bool,
    /// Let the kABI rules of the objects and names like `__kabi_reserved` count, as gendwarfksyms does with its own `--stable`
    #[arg(short, long)]
    pub(crate) stable: bool,
    /// File with the names of symbols, one a line, `-` for standard input; without it those that each object exports
    #[arg(long, value_name = "FILE")]
    pub(crate) symbols: Option<PathBuf>,
    /// Write the types and symbols as symtypes
    #[arg(short = 'T', long, value_name = "FILE")]
    pub(crate) symtypes: Option<PathBuf>,
    /// Write each symbol with the text that was hashed
    #[arg(long, value_name = "FILE")]
    pub(crate) texts: Option<PathBuf>,
    /// What to do where gendwarfksyms is known to err
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Compat::Tool)]
    pub(crate) compat: Compat,
    /// Folder or package to look for separate debug files in (repeatable)
    #[arg(long, visible_alias = "debug", value_name = "DIR")]
    pub(crate) debug_dir: Vec<PathBuf>,
    /// Do not ask the servers of DEBUGINFOD_URLS for debug files that are found nowhere
    #[arg(long)]
    pub(crate) no_debuginfod: bool,
    /// Take missing evidence as no reason to fail
    #[arg(long)]
    pub(crate) allow_incomplete: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Compat {
    /// The same as the tool
    Tool,
    /// What the tool means
    Corrected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dialect {
    /// Kernels up to 6.13
    #[value(name = "6.13")]
    Older,
    /// Kernels from 6.14 to 6.19
    #[value(name = "6.14")]
    Newer,
    /// Kernels from 7.0 on
    #[value(name = "7.0")]
    Newest,
}
