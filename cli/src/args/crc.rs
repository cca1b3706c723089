//! `abilens crc` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Crc {
    /// Object, module, kernel, folder, package or archive with DWARF; or symtypes, also of genksyms, in a file or folder whose
    /// name ends in `.symtypes`
    pub(crate) input: PathBuf,
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
