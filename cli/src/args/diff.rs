//! `abilens diff` as typed.

use std::path::PathBuf;

use abilens::rules::Severity;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Attribution, Commenting, DiffFormat, Sides, Sources, Suppressing};

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// ELF file, folder, package, archive or snapshot that consumers were built against
    pub(crate) old: PathBuf,
    /// What they will meet
    pub(crate) new: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
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
    pub(crate) commenting: Commenting,
    #[command(flatten)]
    pub(crate) sides: Sides,
    #[command(flatten)]
    pub(crate) sources: Sources,
    #[command(flatten)]
    pub(crate) suppressing: Suppressing,
    #[command(flatten)]
    pub(crate) attribution: Attribution,
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

pub(super) fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(words().chain(["never"]))
        .try_map(|s| if s == "never" { Ok(FailOn(None)) } else { s.parse().map(|s| FailOn(Some(s))) })
}
