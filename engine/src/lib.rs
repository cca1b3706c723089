//! abilens: a structural ABI diff engine.
//!
//! **Load** lowers an input to a canonical graph of types; **compare** finds what differs between two, **judge** weighs
//! it, and **findings** are the few changes at the root of all others. `docs/architecture.md` says what each part must
//! not know, and what it hands to the next.
//!
//! ```
//! use abilens::{NoObserver, Options};
//!
//! let options = Options::default();
//! // An input is a path, or bytes under a name.
//! let old = abilens::load("../docs/demo/libdemo-1.so", &options, &NoObserver)?;
//! let bytes = std::fs::read("../docs/demo/libdemo-2.so")?;
//! let new = abilens::load(("libdemo-2.so", bytes), &options, &NoObserver)?;
//! let report = abilens::diff(&old, &new, &options, &NoObserver);
//! assert_eq!(report.verdict.as_str(), "breaking");
//! let removed: Vec<&str> = report.findings.iter().filter(|f| f.rule == abilens::rules::Rule::SymbolRemoved).map(|f| &*f.subject.name).collect();
//! assert_eq!(removed, ["http_set_proxy"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod compare;
pub(crate) mod findings;
pub mod graph;
pub mod ground;
pub(crate) mod judge;
pub mod kernel;
pub mod model;
pub mod policy;
pub mod query;
pub mod read;
pub mod render;
pub mod rules;
pub(crate) mod words;

use std::io::{self, Write};

use crate::ground::error::Result;
use crate::model::report::Report;
use crate::read::load as steps;

pub use crate::graph::loaded::Loaded;
pub use crate::ground::files::Named;
pub use crate::ground::headers::PublicHeaders;
pub use crate::ground::options::{DebugInfo, NoObserver, Observer, Options, Profile};

/// Loads an input: an ELF file, a folder or archive of such, raw BTF or a snapshot; a path, bytes under a name, or a
/// path of another tree ([`Named`]).
///
/// # Errors
/// The input cannot be read at all. Damage to a part becomes a diagnostic.
pub fn load(input: impl Into<Named>, options: &Options, observer: &dyn Observer) -> Result<Loaded> {
    let named = input.into();
    let mut loaded = match steps::snapshot(&named, options, observer)? {
        Some(loaded) => loaded,
        None => load_objects(&named, options, observer)?,
    };
    loaded.shipped = steps::headers_beside(&named, &loaded.graph, options);
    Ok(loaded)
}

fn load_objects(named: &Named, options: &Options, observer: &dyn Observer) -> Result<Loaded> {
    observer.phase("open");
    let opened = steps::open(named, options)?;
    observer.phase("lower");
    let lowered = steps::lower(opened, options, observer)?;
    observer.phase("canonicalize");
    steps::canonicalize(lowered, options)
}

/// Compares two inputs.
#[must_use]
pub fn diff(old: &Loaded, new: &Loaded, options: &Options, observer: &dyn Observer) -> Report {
    findings::report(old, new, options, observer)
}

/// Writes a snapshot.
///
/// # Errors
/// Those of `out`.
pub fn dump(loaded: &Loaded, out: &mut dyn Write) -> io::Result<()> {
    graph::snapshot::write(&loaded.graph, &loaded.diagnostics, out)
}
