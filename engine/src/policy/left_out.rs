//! What options leave out of a report, beside entries of suppression files: command lines of other tools have such. It is kept
//! aside as what those entries hide is, under the name of the option.

use std::collections::BTreeMap;

use super::suppressed::{Hidden, reaching, take};
use crate::graph::mangled;
use crate::model::report::{Finding, Report, SymbolChange};

/// Whether an export is left out; the name by which it is declared stands beside it, without parameters.
pub type OfExport<'t> = dyn Fn(&SymbolChange, &str) -> bool + 't;
/// Whether a root finding is left out, whoever reaches it.
pub type OfFinding<'t> = dyn Fn(&Finding) -> bool + 't;

/// An option, and what it leaves out.
pub struct LeftOut<'t> {
    /// As the user named it.
    pub option: &'static str,
    /// Exports that do not count. A finding on a type is left out if all exports that reach it are.
    pub exports: Option<Box<OfExport<'t>>>,
    /// Findings that do not count.
    pub findings: Option<Box<OfFinding<'t>>>,
}

impl<'t> LeftOut<'t> {
    /// An option that leaves exports out.
    pub fn exports(option: &'static str, picks: impl Fn(&SymbolChange, &str) -> bool + 't) -> Self {
        Self { option, exports: Some(Box::new(picks)), findings: None }
    }

    /// An option that leaves findings out.
    pub fn findings(option: &'static str, picks: impl Fn(&Finding) -> bool + 't) -> Self {
        Self { option, exports: None, findings: Some(Box::new(picks)) }
    }
}

/// Takes out of a report what these options leave out. What suppression files hide is taken out before.
pub fn leave_out(report: &mut Report, options: &[LeftOut<'_>]) {
    let by_export = |symbol: &SymbolChange| {
        let declared = mangled::view(&symbol.name).map(|view| view.name());
        let declared = declared.as_deref().unwrap_or(&symbol.name);
        options.iter().find(|o| o.exports.as_ref().is_some_and(|picks| picks(symbol, declared)))
    };
    let exports: Vec<Option<String>> =
        report.symbols.iter().map(|symbol| by_export(symbol).map(|o| o.option.to_owned())).collect();
    let mut findings: BTreeMap<String, String> =
        reaching(report, &exports).into_iter().filter_map(|(id, by)| Some((id.to_owned(), by?))).collect();
    for f in report.findings.iter().filter(|f| f.root) {
        if let Some(o) = options.iter().find(|o| o.findings.as_ref().is_some_and(|picks| picks(f))) {
            findings.insert(f.id.clone(), o.option.to_owned());
        }
    }
    let used = |o: &&LeftOut<'_>| exports.iter().flatten().chain(findings.values()).any(|by| by == o.option);
    let names: Vec<String> = options.iter().filter(used).map(|o| o.option.to_owned()).collect();
    if !names.is_empty() {
        take(report, Hidden { findings, exports }, names);
    }
}
