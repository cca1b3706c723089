//! The command line as typed: what all commands have, and a file for each command. What it means is decided in
//! `settings`, what it does in `commands`.

mod check;
mod crc;
mod deps;
mod diff;
mod dump;
mod explain;
mod gate;
mod history;
mod impact;
mod rules;
mod show;
mod sources;
mod symbols;
mod why;

use std::path::PathBuf;

use abilens::render::markdown::{CommentId, CommentLink};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::drop_in;
use crate::headers::Devel;

pub(crate) use check::Check;
pub(crate) use crc::{Compat, Crc, Dialect};
pub(crate) use deps::{Deps, DepsFormat};
pub(crate) use diff::{Diff, FailOn};
pub(crate) use dump::{Dump, DumpFormat};
pub(crate) use explain::Explain;
pub(crate) use gate::{Form, Gate};
pub(crate) use history::{Blame, History, Log, Releases};
pub(crate) use impact::{Format, Impact};
pub(crate) use rules::{Rules, RulesFormat};
pub(crate) use show::Show;
pub(crate) use sources::Sources;
pub(crate) use symbols::{FailOnSymbols, Symbols, SymbolsFormat};
pub(crate) use why::{Why, WhyFormat};

/// Tells whether a binary interface changed, what changed, why, how bad it is and whom it hits.
#[derive(Debug, Parser)]
#[command(name = "abilens", version, propagate_version = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 could not tell (bad input, bad usage, missing evidence)";

#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Worker threads, at most 1024; 0 takes all cores
    #[arg(long, global = true, value_name = "N", default_value_t = 0, value_parser = number::<0, 1024>, help_heading = "Global options")]
    pub(crate) threads: usize,
    /// Print time and memory of each phase to standard error
    #[arg(long, global = true, help_heading = "Global options")]
    pub(crate) time: bool,
    /// Colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto, help_heading = "Global options")]
    pub(crate) color: When,
    /// Memory that the run may take, without mapped files: bytes, or with K, M or G; 0 for no limit
    #[arg(long, global = true, value_name = "SIZE", default_value = "4G", value_parser = size, help_heading = "Global options")]
    pub(crate) max_memory: u64,
    /// Columns of text, from 40 to 10000; without it those of the terminal, else 100
    #[arg(long, global = true, value_name = "N", value_parser = number::<40, 10_000>, help_heading = "Global options")]
    pub(crate) width: Option<usize>,
    /// Print what is longer than the terminal without a pager (else that of ABILENS_PAGER or PAGER, else less)
    #[arg(long, global = true, help_heading = "Global options")]
    pub(crate) no_pager: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    Always,
    Never,
}

/// How inputs are read.
#[derive(Clone, Debug, Args)]
pub(crate) struct Reading {
    /// Folder or package to look for separate debug files in (repeatable)
    #[arg(long, visible_alias = "debug", value_name = "DIR", help_heading = "Input options")]
    pub(crate) debug_dir: Vec<PathBuf>,
    /// Do not ask the servers of DEBUGINFOD_URLS for debug files that are found nowhere
    #[arg(long, help_heading = "Input options")]
    pub(crate) no_debuginfod: bool,
    /// Where types come from
    #[arg(long, visible_alias = "debug-info", value_enum, value_name = "SOURCE", default_value_t = Source::Auto, help_heading = "Input options")]
    pub(crate) source: Source,
    /// Who the consumers are
    #[arg(long, value_enum, value_name = "PROFILE", default_value_t = Profile::Abi, help_heading = "Input options")]
    pub(crate) profile: Profile,
    /// The vmlinux (ELF or raw BTF) whose BTF that of a module continues, where the input does not hold it
    #[arg(long, value_name = "FILE", help_heading = "Input options")]
    pub(crate) btf_base: Option<PathBuf>,
    /// Take missing evidence as no reason to fail
    #[arg(long, help_heading = "Input options")]
    pub(crate) allow_incomplete: bool,
    /// Folder of the public headers: types declared elsewhere are private, and those declared there count whether an
    /// export reaches them or not (repeatable); `all` counts every header of a kernel
    #[arg(long, value_name = "DIR", help_heading = "Input options")]
    pub(crate) public_headers: Vec<String>,
    /// Package for development, archive of a release, or folder of either: the headers that it installs (`usr/include` and other
    /// folders `include`, else all of it) are public ones (repeatable)
    #[arg(long, value_name = "PACKAGE", help_heading = "Input options")]
    pub(crate) devel: Vec<PathBuf>,
    /// Compute the hashes of snapshots again, and refuse one that states others: for snapshots of strangers
    #[arg(long, help_heading = "Input options")]
    pub(crate) verify: bool,
    /// Compare types of public headers only where an export reaches them
    #[arg(long, visible_alias = "exported-interfaces-only", help_heading = "Input options")]
    pub(crate) exports_only: bool,
    /// Read only the first N of D parts of the units of each object: for measuring how cost grows
    #[arg(long, hide = true, value_name = "N/D", value_parser = fraction)]
    pub(crate) unit_fraction: Option<(u32, u32)>,
}

fn number<const LOW: usize, const HIGH: usize>(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|n| (LOW..=HIGH).contains(n));
    number.ok_or_else(|| format!("expected a number from {LOW} to {HIGH}"))
}

/// A number of bytes, with a letter for a multiple of 1,024.
fn size(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.strip_suffix(['K', 'M', 'G', 'T']) {
        Some(digits) => (digits, 10 * (1 + "KMGT".find(&text[digits.len()..]).unwrap_or(0))),
        None => (text, 0),
    };
    let number: Option<u64> = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()));
    let bytes = number.and_then(|n| n.checked_mul(1 << shift));
    bytes.ok_or_else(|| "expected bytes, such as 512M or 4G".to_owned())
}

fn fraction(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once('/').and_then(|(n, d)| Some((n.parse().ok()?, d.parse().ok()?)));
    parts.filter(|&(n, d)| n <= d && d > 0).ok_or_else(|| "expected a fraction such as 1/8".to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// Programs and modules built against OLD
    Abi,
    /// BPF programs that libbpf relocates (CO-RE): all that BTF names is compared
    Core,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Source {
    /// DWARF where there is some, else BTF, with a complaint about what neither holds
    Auto,
    /// DWARF
    Dwarf,
    /// BTF, its limits taken as given
    Btf,
    /// Nothing: only symbols are compared
    Symbols,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compare two inputs and report what changed
    Diff(Diff),
    /// Compare under a policy: symbol lists, waivers, reports for a CI
    Gate(Gate),
    /// Print a type or symbol as C, with offsets, holes and cache lines
    Show(Show),
    /// Why CRCs changed between two kernels, and which changes no CRC shows
    Explain(Explain),
    /// Tell which exports and modules reach a type, by value or by pointer, and by which path
    Impact(Impact),
    /// Types and symbols over releases: sizes, presence, and what flapped
    History(History),
    /// The life of one type or symbol: what changed in which release
    Log(Log),
    /// Since which release each member of a type lies where it does
    Blame(Blame),
    /// Tell whether modules, as built, will load on another kernel, and run correctly
    Check(Check),
    /// Tell which packages a new version of libraries breaks or makes rebuild, which may stay, and the order of rebuilds
    Deps(Deps),
    /// Tell why the kernel that runs here does not load a module: which symbol refuses it, and which struct is behind that
    Why(Box<Why>),
    /// Write the symbols that libraries offer (debian/*.symbols, RPM, version scripts), or check such a file against them
    Symbols(Symbols),
    /// Compute the CRCs of gendwarfksyms or genksyms again, from debug information, preprocessed source or symtypes
    Crc(Crc),
    /// Save an input as a snapshot, which stands wherever an input stands
    Dump(Dump),
    /// Print the catalogue of rules
    Rules(Rules),
    /// libabigail's abidiff: its options and exit codes
    Abidiff(Box<drop_in::Abidiff>),
    /// libabigail's abipkgdiff: its options and exit codes
    Abipkgdiff(Box<drop_in::Abipkgdiff>),
    /// libabigail's kmidiff: its options and exit codes
    Kmidiff(Box<drop_in::Kmidiff>),
    /// STG's stgdiff: its options and exit codes
    Stgdiff(Box<drop_in::Stgdiff>),
}

/// How the inputs of a comparison are read.
#[derive(Clone, Debug, Args)]
pub(crate) struct Sides {
    /// Folder or package to look for the old side's debug files in (repeatable)
    #[arg(
        long,
        alias = "base-debug-dir",
        visible_alias = "old-debug",
        value_name = "DIR",
        help_heading = "Input options"
    )]
    pub(crate) old_debug_dir: Vec<PathBuf>,
    /// Folder or package to look for the new side's debug files in (repeatable)
    #[arg(long, visible_alias = "new-debug", value_name = "DIR", help_heading = "Input options")]
    pub(crate) new_debug_dir: Vec<PathBuf>,
    /// The old side's `--devel` (repeatable)
    #[arg(long, value_name = "PACKAGE", help_heading = "Input options")]
    pub(crate) old_devel: Vec<PathBuf>,
    /// The new side's `--devel` (repeatable)
    #[arg(long, value_name = "PACKAGE", help_heading = "Input options")]
    pub(crate) new_devel: Vec<PathBuf>,
    /// The old side's `--btf-base`
    #[arg(long, value_name = "FILE", help_heading = "Input options")]
    pub(crate) old_btf_base: Option<PathBuf>,
    /// The new side's `--btf-base`
    #[arg(long, value_name = "FILE", help_heading = "Input options")]
    pub(crate) new_btf_base: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What is not to be reported.
#[derive(Clone, Debug, Args)]
pub(crate) struct Suppressing {
    /// Suppression file of libabigail: what its entries fit is counted and listed as suppressed (repeatable)
    #[arg(long, visible_alias = "suppressions", value_name = "FILE", help_heading = "Suppression options")]
    pub(crate) abignore: Vec<PathBuf>,
    /// Read the files as well that libabigail reads unasked: those that LIBABIGAIL_DEFAULT_SYSTEM_SUPPRESSION_FILE and
    /// LIBABIGAIL_DEFAULT_USER_SUPPRESSION_FILE name, without the latter .abignore in the home folder, if it is there
    #[arg(long, help_heading = "Suppression options")]
    pub(crate) default_abignore: bool,
}

/// What made the changes.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Attribution {
    /// Patch that turns OLD's sources into NEW's, a series as mails, or a folder of patches: each root cause
    /// names its hunk (repeatable, in order)
    #[arg(long, value_name = "FILE", conflicts_with = "git", help_heading = "Attribution options")]
    pub(crate) patch: Vec<PathBuf>,
    /// Repository and range of commits that turn OLD's sources into NEW's: each root cause names its commit
    #[arg(long, num_args = 2, value_names = ["REPO", "OLD..NEW"], help_heading = "Attribution options")]
    pub(crate) git: Vec<String>,
    /// Configuration of the kernel OLD; without it the `config-RELEASE` or `.config` that lies beside OLD alone, or beside its
    /// Module.symvers. With both, options that differ are named
    #[arg(long, value_name = "FILE", help_heading = "Attribution options")]
    pub(crate) old_config: Option<PathBuf>,
    /// The same of NEW
    #[arg(long, value_name = "FILE", help_heading = "Attribution options")]
    pub(crate) new_config: Option<PathBuf>,
    /// Tree of OLD's sources or headers (include/linux/...): root causes that options of the configuration decide name them
    #[arg(long, value_name = "DIR", help_heading = "Attribution options")]
    pub(crate) old_source: Option<PathBuf>,
    /// The same of NEW
    #[arg(long, value_name = "DIR", help_heading = "Attribution options")]
    pub(crate) new_source: Option<PathBuf>,
}

impl Sides {
    /// Where installed headers are.
    pub(crate) fn devel(&self) -> Devel<'_> {
        Devel { both: &self.reading.devel, old: &self.old_devel, new: &self.new_devel }
    }

    /// Whether public headers were named.
    pub(crate) fn name_headers(&self) -> bool {
        let devel = [&self.reading.devel, &self.old_devel, &self.new_devel];
        !self.reading.public_headers.is_empty() || devel.iter().any(|places| !places.is_empty())
    }
}

impl Attribution {
    /// Something of a configuration was named.
    pub(crate) fn names_configuration(&self) -> bool {
        [&self.old_config, &self.new_config, &self.old_source, &self.new_source].into_iter().any(Option::is_some)
    }

    /// Some patch or range was named.
    pub(crate) fn names_patches(&self) -> bool {
        !self.patch.is_empty() || !self.git.is_empty()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
}

/// What a comment of a merge request says beside its findings.
#[derive(Clone, Debug, Args)]
pub(crate) struct Commenting {
    /// Name of the comment, which stands in its first line: a later run finds it by that; without it one made of the command
    /// and of the SONAME or file name of the old side (markdown)
    #[arg(long, value_name = "ID")]
    pub(crate) comment_id: Option<CommentId>,
    /// Address of the whole report, which the comment names (markdown)
    #[arg(long, value_name = "URL")]
    pub(crate) comment_link: Option<CommentLink>,
}

/// Forms of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
    /// One file for a browser, which needs no network
    Html,
    /// A comment of a merge request
    Markdown,
}

/// Forms of a report that people also look at in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    Text,
    Json,
    /// One file for a browser, which needs no network
    Html,
}
