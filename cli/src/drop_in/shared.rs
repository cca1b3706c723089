//! What the command lines of libabigail's tools have in common.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::accepted::Accepted;
use crate::args::Suppressing;
use crate::suppressing;

/// What the exit code of libabigail's tools means.
pub(super) const BITS: &str = "\
Exit code, a sum: 1 error, or evidence is missing; 2 wrong usage (with 1); 4 something changed; 8 it breaks consumers (with 4)";

/// How missing evidence is taken: abilens's own option.
#[derive(Debug, Args)]
pub(super) struct Evidence {
    /// Take missing evidence as no error (abilens's own option)
    #[arg(long, help_heading = "Input options")]
    pub(super) allow_incomplete: bool,
}

/// Suppression files.
#[derive(Debug, Args)]
pub(super) struct Suppressions {
    /// Suppression file (repeatable)
    #[arg(long, visible_alias = "suppr", value_name = "FILE", help_heading = "What is left out")]
    suppressions: Vec<PathBuf>,
    /// Do not read the files that LIBABIGAIL_DEFAULT_SYSTEM_SUPPRESSION_FILE and LIBABIGAIL_DEFAULT_USER_SUPPRESSION_FILE
    /// name, without the latter ~/.abignore
    #[arg(long, help_heading = "What is left out")]
    no_default_suppression: bool,
}

impl Suppressions {
    /// Reads all of them.
    pub(super) fn read(&self) -> Result<suppressing::Entries> {
        suppressing::read(&Suppressing {
            abignore: self.suppressions.clone(),
            default_abignore: !self.no_default_suppression,
        })
    }
}

/// Why options about the other tool's inner working change nothing.
pub(super) const INNER: &str = "a matter of libabigail's own working";
const EXPORTS: &str = "only exports make an interface";
const SIZES: &str = "offsets and sizes are told in bytes, and in bits where there are bit-fields";
const NUMBERS: &str = "numbers are told as the report has them";

pub(super) const EXPORTED_INTERFACES_ONLY: Accepted = Accepted::new("exported-interfaces-only", EXPORTS);
pub(super) const ALLOW_NON_EXPORTED_INTERFACES: Accepted = Accepted::new("allow-non-exported-interfaces", EXPORTS);
pub(super) const LEAF_CHANGES_ONLY: Accepted =
    Accepted::new("leaf-changes-only", "a report tells the changes at the root anyway").short('l');
/// `--impacted-interfaces`, which some of the tools also have as a letter.
pub(super) const IMPACTED_INTERFACES: Accepted =
    Accepted::new("impacted-interfaces", "a report tells whom a change hits anyway");
pub(super) const NO_LINKAGE_NAME: Accepted = Accepted::new("no-linkage-name", "names are told as the report has them");
pub(super) const NO_SHOW_LOCS: Accepted = Accepted::new("no-show-locs", "the report has no lines of sources");
pub(super) const NO_SHOW_RELATIVE_OFFSET_CHANGES: Accepted =
    Accepted::new("no-show-relative-offset-changes", "layouts stand side by side");
pub(super) const SHOW_BYTES: Accepted = Accepted::new("show-bytes", SIZES);
pub(super) const SHOW_BITS: Accepted = Accepted::new("show-bits", SIZES);
pub(super) const SHOW_DEC: Accepted = Accepted::new("show-dec", NUMBERS);
pub(super) const SHOW_HEX: Accepted = Accepted::new("show-hex", NUMBERS);
pub(super) const NO_LEVERAGE_DWARF_FACTORIZATION: Accepted = Accepted::new("no-leverage-dwarf-factorization", INNER);
pub(super) const NO_ASSUME_ODR: Accepted = Accepted::new("no-assume-odr-for-cplusplus", INNER);
pub(super) const NO_CHANGE_CATEGORIZATION: Accepted = Accepted::new("no-change-categorization", INNER).short('x');
pub(super) const VERBOSE: Accepted = Accepted::new("verbose", "there are no messages about the inner working");
pub(super) const CTF: Accepted = Accepted::new("ctf", "CTF is not read: types come from DWARF or BTF").said();
