//! `abilens gate` as typed.

use std::path::PathBuf;

use abilens::policy::Date;
use clap::{Args, ValueEnum};

use super::diff::{FailOn, fail_on};
use super::{Attribution, Commenting, Sides, Sources, Suppressing};

#[derive(Clone, Debug, Args)]
#[command(override_usage = "abilens gate [OPTIONS] <BASE> <NEW>
       abilens gate [OPTIONS] --baseline <NEW>
       abilens gate [OPTIONS] --renew-baseline [BASE] <NEW>
       abilens gate [OPTIONS] --matrix <FILE>")]
pub(crate) struct Gate {
    /// BASE, which must not be broken (ELF file, folder, package, archive or snapshot; `git:REV:PATH` for one kept in git), and NEW,
    /// which is to be let in; with --baseline or --renew-baseline NEW alone, and BASE is found by its name
    #[arg(required_unless_present = "matrix", num_args = 1..=2, value_names = ["BASE", "NEW"])]
    pub(crate) inputs: Vec<PathBuf>,
    /// Several builds under one verdict: a file in TOML with a table [[build]] each, of name, base and new (text, json, markdown, junit, sarif)
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["inputs", "baseline", "renew_baseline", "full_report", "update", "base_symvers", "new_symvers"]
    )]
    pub(crate) matrix: Option<PathBuf>,
    /// Take the baseline for BASE: the one that the policy names, else abi/SONAME.abilens or abi/FILE.abilens beside the policy or
    /// in the root of the repository
    #[arg(long, conflicts_with = "renew_baseline")]
    pub(crate) baseline: bool,
    /// Print the difference between the baseline (or BASE, which has to be a snapshot) and NEW, and then make NEW the baseline
    #[arg(long)]
    pub(crate) renew_baseline: bool,
    /// Policy; without it `abilens.toml` of the current folder if there is one, else the defaults
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Mildest severity that fails, for exports in no scope of the policy; goes before what the policy says
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on())]
    pub(crate) fail_on: Option<FailOn>,
    /// Form of the outcome
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Text)]
    pub(crate) format: Form,
    /// File to write the outcome to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A further form of the outcome and its file, such as sarif=gate.sarif (repeatable)
    #[arg(long, value_name = "FORMAT=FILE", value_parser = pair)]
    pub(crate) report: Vec<(Form, PathBuf)>,
    /// File to write the full report of the comparison to: JSON if its name ends in .json, else text
    #[arg(long, value_name = "FILE")]
    pub(crate) full_report: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) commenting: Commenting,
    /// Folder of the sources: files below it are named from there; without it the current one
    #[arg(long, value_name = "DIR")]
    pub(crate) source_root: Option<PathBuf>,
    /// Append a waiver for each failing finding to the policy, with an empty reason and author to be filled in, and give
    /// waivers that name findings by ids of the release before the new ones
    #[arg(long)]
    pub(crate) update: bool,
    /// The day on which waivers must hold; without it that of SOURCE_DATE_EPOCH, else today in UTC
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
    /// Module.symvers of BASE, if it does not lie beside it
    #[arg(long, alias = "old-symvers", value_name = "FILE", help_heading = "Input options")]
    pub(crate) base_symvers: Option<PathBuf>,
    /// Module.symvers of NEW, if it does not lie beside it
    #[arg(long, value_name = "FILE", help_heading = "Input options")]
    pub(crate) new_symvers: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sides: Sides,
    #[command(flatten)]
    pub(crate) sources: Sources,
    #[command(flatten)]
    pub(crate) suppressing: Suppressing,
    #[command(flatten)]
    pub(crate) attribution: Attribution,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Twenty lines for people
    Text,
    /// Everything: abilens-gate/2
    Json,
    /// A comment of a merge request
    Markdown,
    /// One file for a browser, which needs no network
    Html,
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// Code Quality report of GitLab
    Gitlab,
}

fn pair(text: &str) -> Result<(Form, PathBuf), String> {
    let (form, file) = text.split_once('=').ok_or("expected FORMAT=FILE, such as sarif=gate.sarif")?;
    if file.is_empty() {
        return Err("the file has no name".to_owned());
    }
    Ok((Form::from_str(form, false)?, PathBuf::from(file)))
}
