//! The command line as typed; what it means is decided in `settings`.

use std::path::PathBuf;

use abilens::rules::Severity;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::Gate;

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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    Always,
    Never,
}

/// How inputs are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Folder to look for separate debug files in (repeatable)
    #[arg(long, value_name = "DIR", help_heading = "Input options")]
    pub(crate) debug_dir: Vec<PathBuf>,
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
    Explain(crate::commands::explain::Explain),
    /// Tell which exports and modules reach a type, by value or by pointer, and by which path
    Impact(crate::commands::impact::Impact),
    /// Tell whether modules, as built, will load on another kernel, and run correctly
    Check(crate::commands::check::Check),
    /// Save an input as a snapshot, which stands wherever an input stands
    Dump(Dump),
    /// Print the catalogue of rules
    Rules(Rules),
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// ELF file, folder, archive or snapshot that consumers were built against
    pub(crate) old: PathBuf,
    /// What they will meet
    pub(crate) new: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// Every changed line of layouts, whole lists and derived changes (text; JSON holds them anyway)
    #[arg(long)]
    pub(crate) full: bool,
    /// Severities to show, with commas (text; totals, verdict and exit code stay)
    #[arg(long, value_name = "SEVERITIES", value_delimiter = ',', value_parser = severity())]
    pub(crate) only: Vec<Severity>,
    /// Exit with 1 if a finding is this bad or worse
    #[arg(long, value_name = "SEVERITY", default_value = "risky", value_parser = fail_on())]
    pub(crate) fail_on: FailOn,
    /// File to write the report to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sides: Sides,
    #[command(flatten)]
    pub(crate) attribution: Attribution,
}

/// How the inputs of a comparison are read.
#[derive(Debug, Args)]
pub(crate) struct Sides {
    /// Folder to look for the old side's debug files in (repeatable)
    #[arg(long, alias = "base-debug-dir", value_name = "DIR", help_heading = "Input options")]
    pub(crate) old_debug_dir: Vec<PathBuf>,
    /// Folder to look for the new side's debug files in (repeatable)
    #[arg(long, value_name = "DIR", help_heading = "Input options")]
    pub(crate) new_debug_dir: Vec<PathBuf>,
    /// The old side's `--btf-base`
    #[arg(long, value_name = "FILE", help_heading = "Input options")]
    pub(crate) old_btf_base: Option<PathBuf>,
    /// The new side's `--btf-base`
    #[arg(long, value_name = "FILE", help_heading = "Input options")]
    pub(crate) new_btf_base: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What made the changes.
#[derive(Debug, Default, Args)]
pub(crate) struct Attribution {
    /// Patch that turns OLD's sources into NEW's, a series as mails, or a folder of patches: each root cause
    /// names its hunk (repeatable, in order)
    #[arg(long, value_name = "FILE", conflicts_with = "git", help_heading = "Attribution options")]
    pub(crate) patch: Vec<PathBuf>,
    /// Repository and range of commits that turn OLD's sources into NEW's: each root cause names its commit
    #[arg(long, num_args = 2, value_names = ["REPO", "OLD..NEW"], help_heading = "Attribution options")]
    pub(crate) git: Vec<String>,
}

impl Attribution {
    /// Some patch or range was named.
    pub(crate) fn is_given(&self) -> bool {
        !self.patch.is_empty() || !self.git.is_empty()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
}

/// The mildest severity that fails, `None` for `never`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FailOn(pub(crate) Option<Severity>);

fn words() -> impl Iterator<Item = &'static str> {
    Severity::ALL.into_iter().rev().map(Severity::as_str)
}

fn severity() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(words()).try_map(|s| s.parse::<Severity>())
}

fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(words().chain(["never"]))
        .try_map(|s| if s == "never" { Ok(FailOn(None)) } else { s.parse().map(|s| FailOn(Some(s))) })
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// ELF file, folder, archive or snapshot
    pub(crate) input: PathBuf,
    /// `task_struct`, `struct task_struct`, a typedef, enum, function or variable
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct Dump {
    /// ELF file, folder, archive or snapshot
    pub(crate) input: PathBuf,
    /// File to write; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// Rule to explain; without it all are listed
    pub(crate) id: Option<String>,
    /// Form of the catalogue
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RulesFormat::Text)]
    pub(crate) format: RulesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    Text,
    Json,
    Markdown,
}
