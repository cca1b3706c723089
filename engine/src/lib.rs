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
pub mod consumers;
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

use crate::compare::change::Pair;
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::findings::impact::{self, Impact};
use crate::findings::interfaces::Interfaces;
use crate::findings::trace::Trace;
use crate::ground::error::Result;
use crate::judge::reach::{self, Through};
use crate::model::report::Report;
use crate::read::input::ObjectSource;
use crate::read::load as steps;
use crate::read::load::Opened;

pub use crate::graph::loaded::Loaded;
pub use crate::ground::files::Named;
pub use crate::ground::headers::PublicHeaders;
pub use crate::ground::options::{Amount, DebugInfo, NoObserver, Observer, Options, Profile};

/// Loads an input: an ELF file, a folder, package or archive of such, raw BTF or a snapshot; a path, bytes under a name, or a
/// path of another tree ([`Named`]).
///
/// # Errors
/// The input cannot be read at all. Damage to a part becomes a diagnostic.
pub fn load(input: impl Into<Named>, options: &Options, observer: &dyn Observer) -> Result<Loaded> {
    let named = input.into();
    let mut loaded = match steps::snapshot(&named, options, observer)? {
        Some(loaded) => loaded,
        None => Loaded { source: Some(named.closed()), ..load_objects(&named, options, observer)? },
    };
    loaded.shipped = steps::headers_beside(&named, &loaded.graph, options);
    Ok(loaded)
}

/// Loads those objects of an input that are wanted.
pub(crate) fn load_some(
    named: &Named,
    wanted: &dyn Fn(&ObjectSource) -> bool,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Loaded> {
    lowered(steps::open(named, options)?.only(wanted), options, observer)
}

fn load_objects(named: &Named, options: &Options, observer: &dyn Observer) -> Result<Loaded> {
    observer.phase("open");
    lowered(steps::open(named, options)?, options, observer)
}

fn lowered(opened: Opened, options: &Options, observer: &dyn Observer) -> Result<Loaded> {
    observer.phase("lower");
    let lowered = steps::lower(opened, options, observer)?;
    observer.phase("canonicalize");
    steps::canonicalize(lowered, options)
}

/// Compares two inputs.
#[must_use]
pub fn diff(old: &Loaded, new: &Loaded, options: &Options, observer: &dyn Observer) -> Report {
    compared(old, new, options, None, observer)
}

/// Compares two inputs; fills `trace`, where there is one, with the pairs that differ.
pub(crate) fn compared(
    old: &Loaded,
    new: &Loaded,
    options: &Options,
    trace: Option<&mut Trace>,
    observer: &dyn Observer,
) -> Report {
    compared_by(Through::Everything, old, new, options, trace, observer)
}

/// The same; which exports reach a change hangs on what ways lead `through`.
pub(crate) fn compared_by(
    through: Through,
    old: &Loaded,
    new: &Loaded,
    options: &Options,
    trace: Option<&mut Trace>,
    observer: &dyn Observer,
) -> Report {
    let mut interfaces = Interfaces::new(old, new, options);
    let mut report = match interfaces.report(options) {
        Ok(report) => report,
        Err(nothing_compared) => {
            let Some((comparison, exports)) = interfaces.platforms(options) else { return nothing_compared };
            let reach = || reach::reach(interfaces.graphs().0, &interfaces.seen(options));
            return concluded(nothing_compared, comparison, &exports, reach, options.allow_incomplete, None, observer);
        }
    };
    interfaces.add_asked(&mut report);
    observer.phase("compare");
    let (comparison, exports) = interfaces.compare(options, &mut report);
    let (old, new) = interfaces.graphs();
    let reach = || reach::Facts { through, ..reach::reach(old, &interfaces.seen(options)) };
    let (report, reserves) = rayon::join(
        || concluded(report, comparison, &exports, reach, options.allow_incomplete, trace, observer),
        || findings::reserves::reserves(old, new),
    );
    let mut report = Report { reserves, ..report };
    findings::origin::named(&mut report, &options.public_headers);
    report.diagnostics.extend(findings::beside::hint(&report, old, &options.public_headers));
    report
}

/// From pairs that wait to be compared to findings. `reach`: facts of the types of OLD.
pub(crate) fn concluded(
    mut report: Report,
    mut comparison: Comparison<'_>,
    exports: &Exports,
    reach: impl FnOnce() -> reach::Facts + Send,
    allow_incomplete: bool,
    trace: Option<&mut Trace>,
    observer: &dyn Observer,
) -> Report {
    findings::find(&mut report, &mut comparison, exports);
    observer.phase("root causes");
    findings::derive(&mut comparison, exports);
    observer.phase("classify");
    let same = findings::ids::duplicates(&mut comparison);
    let plumbing = findings::plumbing(&comparison, exports);
    let (ways, reach) = rayon::join(|| impact::search(&comparison, &plumbing), reach);
    let judged = judge::weigh(&mut comparison, exports, &reach, &same);
    observer.phase("report");
    let ends = |pair: &Pair| pair.old.is_some_and(|id| reach.ends_at(id));
    let impact = Impact::new(&comparison, &same, ways, ends);
    let ids = findings::make::findings(&mut report, &comparison, exports, &impact, &judged, &same, &reach);
    findings::settle(&mut report, allow_incomplete);
    let (old, new) = (comparison.old, comparison.new);
    report.releases = findings::release::of(&report, old, new, &exports.libraries.new_of);
    if let Some(trace) = trace {
        *trace = Trace::new(&comparison, exports, &ids);
    }
    report
}

/// Writes a snapshot.
///
/// # Errors
/// Those of `out`.
pub fn dump(loaded: &Loaded, out: &mut dyn Write) -> io::Result<()> {
    graph::snapshot::write(&loaded.graph, &loaded.diagnostics, out)
}
