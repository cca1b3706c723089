//! How inputs are read and compared, and who is told of what goes on.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::ground::files::debugindex::DebugIndex;
use crate::ground::headers::PublicHeaders;

/// How inputs are read and compared.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders and packages to look for separate debug files in.
    pub debug_dirs: Vec<PathBuf>,
    /// What was found in them.
    pub debug_index: DebugIndex,
    /// Objects of the input that are passed over, by their paths in it.
    pub passed_over: BTreeSet<String>,
    /// Where type information comes from.
    pub debug_info: DebugInfo,
    /// Missing evidence does not make the verdict `incomplete`.
    pub allow_incomplete: bool,
    /// Which headers are the public ones; empty: not told.
    pub public_headers: PublicHeaders,
    /// Types that public headers declare count only where an export reaches them.
    pub exports_only: bool,
    /// Keep types that no export reaches (for looking at them).
    pub all_types: bool,
    /// Keep what each exporting unit sees of the types, which explaining CRCs needs (`graph::canon::views`).
    pub unit_views: bool,
    /// Whose eyes severities are judged with.
    pub profile: Profile,
    /// The vmlinux (ELF or raw BTF) that split BTF continues, where the input does not hold it.
    pub btf_base: Option<PathBuf>,
    /// Compute the deep hashes of snapshots again, and refuse a snapshot that states others.
    pub verify: bool,
    /// Read only the first `n` of `d` units of each object (benchmarks).
    pub unit_fraction: Option<(u32, u32)>,
}

/// Who the consumers are: decides what a change means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Programs and modules that were built against OLD.
    #[default]
    Abi,
    /// BPF programs that libbpf relocates (CO-RE) against the BTF of the running kernel. All that is in the BTF is
    /// compared, and it is preferred to DWARF.
    Core,
}

/// Told of what goes on.
pub trait Observer: Sync {
    /// A phase starts.
    fn phase(&self, _name: &'static str) {}
    /// Part of the phase is done.
    fn progress(&self, _done: u64, _total: u64, _of: Amount) {}
}

/// What the progress of a phase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Bytes of the files that are read.
    Bytes,
    /// Modules that are looked at.
    Modules,
    /// Programs that are looked at.
    Programs,
    /// Packages that are looked at.
    Packages,
}

impl Observer for NoObserver {}

/// An observer that looks away.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoObserver;

/// Which debug information to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DebugInfo {
    /// The best there is.
    #[default]
    Auto,
    /// DWARF.
    Dwarf,
    /// BTF.
    Btf,
    /// None: only symbols are compared.
    Symbols,
}
