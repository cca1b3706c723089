//! Root findings of a report to the options of the kernel's configuration that made them.
//!
//! Debug information does not say why a member is there. A header does: the condition of `#ifdef` around the line that
//! declares it. Where that holds under the configuration of its own side and not under the other's, the options that
//! turn it are the cause, whatever else changed in the source; so are options that the line itself names (the length of
//! an array).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::patch::paths::components;
use crate::ground::files::regular;
use crate::ground::headers::conditions::Conditions;
use crate::kernel::config::Config;
use crate::model::explanation::Explanation;
use crate::model::report::{Configuration, Finding, OptionChange, Report, Span};

/// The largest header in bytes: generated ones of the kernel have some ten million.
const HEADER: u64 = 64 << 20;

/// What is known of one side.
pub struct Side {
    /// Its configuration.
    pub config: Config,
    /// The tree of its sources, or of its headers.
    pub source: Option<PathBuf>,
}

/// Names in each root finding the options that made it, and lists those that differ.
pub fn attribute(report: &mut Report, old: &Side, new: &Side) {
    let options = old.config.differences(&new.config);
    let of: BTreeMap<&str, &OptionChange> = options.iter().map(|option| (option.name.as_str(), option)).collect();
    let mut texts = [Texts::of(old), Texts::of(new)];
    let mut decided = 0;
    for finding in report.findings.iter_mut().filter(|f| f.root) {
        let names = names(finding, &mut texts, old, new);
        // Of an option that is built as a module the macro has another name.
        let option = |name: &String| of.get(name.as_str()).or_else(|| of.get(name.strip_suffix("_MODULE")?));
        let found: BTreeSet<&OptionChange> = names.iter().filter_map(option).copied().collect();
        finding.options = found.into_iter().cloned().collect();
        decided += usize::from(!finding.options.is_empty());
    }
    let sources = old.source.is_some() || new.source.is_some();
    report.configuration = Some(Configuration { options, sources, decided });
}

/// Gives the causes of an explanation the options of their findings in the report of the same comparison.
pub fn attribute_explanation(explanation: &mut Explanation, report: &Report) {
    let findings: BTreeMap<&str, &Finding> = report.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    for cause in &mut explanation.causes {
        let own = cause.findings.iter().filter_map(|id| findings.get(id.as_str()));
        let options: BTreeSet<&OptionChange> = own.flat_map(|f| &f.options).collect();
        cause.options = options.into_iter().cloned().collect();
    }
    explanation.configuration.clone_from(&report.configuration);
}

fn names(finding: &Finding, texts: &mut [Texts; 2], old: &Side, new: &Side) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let spans = [&finding.declared.old, &finding.declared.new];
    let sides = [(&old.config, &new.config), (&new.config, &old.config)];
    for ((span, texts), (own, other)) in spans.into_iter().zip(texts).zip(sides) {
        let Some(Span { file, line, first, .. }) = span else { continue };
        // A member without a line of its own may stand anywhere in its type.
        let Some(line) = line.or(finding.subject.member.is_none().then_some(*first)) else { continue };
        let Some(conditions) = texts.conditions(file) else { continue };
        let held = conditions.hold(line, own);
        // A line that is not compiled on its own side belongs to another state of the file.
        if held == Some(false) {
            continue;
        }
        if conditions.hold(line, other) == Some(false) {
            out.extend(conditions.deciding(line, own, other).into_iter().map(str::to_owned));
        }
        out.extend(conditions.named(line).map(str::to_owned));
    }
    out
}

/// The conditions in the headers of one side, by the name that the compiler recorded.
struct Texts {
    source: Option<PathBuf>,
    read: BTreeMap<String, Option<Conditions>>,
}

impl Texts {
    fn of(side: &Side) -> Self {
        Self { source: side.source.clone(), read: BTreeMap::new() }
    }

    fn conditions(&mut self, file: &str) -> Option<&Conditions> {
        let source = self.source.as_ref()?;
        let read = || {
            let bytes = regular::read(&place(source, file)?, HEADER).ok()?;
            Some(Conditions::of(&String::from_utf8_lossy(&bytes)))
        };
        self.read.entry(file.to_owned()).or_insert_with(read).as_ref()
    }
}

/// Where a file lies below a tree: the longest end of its path that is there, for the compiler knows it below the folder in
/// which the kernel was built.
fn place(source: &Path, file: &str) -> Option<PathBuf> {
    let parts = components(file);
    let ends = (0..parts.len()).map(|from| parts[from..].iter().collect::<PathBuf>());
    let within = ends.filter(|end| !end.starts_with(".."));
    within.map(|end| source.join(end)).find(|place| place.is_file())
}
