//! What the tools share: two inputs compared as `diff` does it, the report in text, and the bits of the exit code.

use std::path::Path;

use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::model::report::{Finding, Report, SubjectKind, SymbolOutcome, Verdict};
use abilens::policy::{LeftOut, leave_out, suppress};
use abilens::render::text;
use abilens::render::text::TextOptions;
use abilens::rules::{Rule, Severity};
use abilens::{Loaded, Named};
use anyhow::Result;

use super::{Tool, say};
use crate::args::Global;
use crate::observe::Watch;
use crate::settings::{self, SideOptions};
use crate::suppressing::Entries;
use crate::{commands, output};

/// Something went wrong, or could not be told.
pub(super) const ERROR: u8 = 1;
/// The call is wrong; [`ERROR`] is set as well.
pub(super) const USAGE: u8 = 2;
/// Something changed.
pub(super) const CHANGED: u8 = 4;
/// It breaks consumers; [`CHANGED`] is set as well.
pub(super) const BROKEN: u8 = 8;

/// What options leave out that have to look at both inputs for it.
pub(super) type More<'a> = dyn Fn([&Loaded; 2]) -> Result<Vec<LeftOut<'a>>> + 'a;

/// What is compared, and how.
pub(super) struct Comparison<'a> {
    pub(super) tool: Tool,
    pub(super) old: Named,
    pub(super) new: Named,
    pub(super) options: SideOptions,
    pub(super) hiding: Entries,
    /// What options leave out.
    pub(super) leaving: Vec<LeftOut<'a>>,
    /// What they leave out further, given both inputs.
    pub(super) more: Option<&'a More<'a>>,
}

impl Comparison<'_> {
    /// Compares, and hands the report on.
    pub(super) fn report(mut self, watch: &Watch) -> Result<Report> {
        self.options.take_installed(&mut self.old, &mut self.new)?;
        let (old, new) = commands::load(&self.old, &self.new, &self.options, watch)?;
        // What packages hold is no longer needed.
        drop((self.old, self.new));
        if let Some(more) = self.more {
            self.leaving.extend(more([&old, &new])?);
        }
        let mut report = abilens::diff(&old, &new, &self.options.both, watch);
        if !self.hiding.files.is_empty() {
            watch.start_phase("suppress");
            suppress(&mut report, [&old.graph, &new.graph], self.hiding.entries, self.hiding.files);
        }
        leave_out(&mut report, &self.leaving);
        watch.start_phase("render");
        watch.clear();
        // Two graphs of a kernel take longer to take apart than the process to end.
        std::mem::forget((old, new));
        if report.verdict == Verdict::Incomplete {
            say(self.tool, &lost(&report));
        }
        Ok(report)
    }
}

/// Why an error is told of a comparison that was done.
fn lost(report: &Report) -> String {
    let mut lost = report.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost);
    let first = lost.next().map_or_else(String::new, |d| format!(" ({}: {})", d.object, d.message));
    let more = match lost.count() {
        0 => String::new(),
        n => format!(", and {n} more"),
    };
    format!("evidence is missing{first}{more}: this is an error here, unless --allow-incomplete is given")
}

/// How much of a report is printed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// With all that follows from the changes at the root.
    pub(super) full: bool,
    /// Only its head.
    pub(super) totals: bool,
}

/// Prints a report; of two inputs that do not differ nothing, as the tools do.
pub(super) fn print(report: &Report, look: Look, to: Option<&Path>, global: &Global) -> Result<()> {
    let hides = report.suppressed.as_ref().is_some_and(|s| !s.findings.is_empty() || !s.exports.is_empty());
    let is_quiet = report.verdict == Verdict::None && !hides;
    output::to(to, |out| {
        if is_quiet {
            return Ok(());
        }
        let o = settings::text_options(global, to.is_some(), look.full);
        let o = TextOptions { totals: look.totals, ..o };
        output::prose(out, &text::render(report, &o), o.color)
    })
}

/// The exit code of libabigail's tools. `harmless`: what they call harmless counts.
pub(super) fn bits(report: &Report, harmless: bool) -> u8 {
    let mut code = if report.verdict == Verdict::Incomplete { ERROR } else { 0 };
    // Whoever may have meant it: an export that is gone is incompatible there.
    if report.symbols.iter().any(|symbol| symbol.change == SymbolOutcome::Removed) {
        code |= CHANGED | BROKEN;
    }
    for f in report.findings.iter().filter(|f| f.root) {
        if f.severity == Severity::Breaking || f.rule == Rule::ObjectSonameChanged {
            code |= CHANGED | BROKEN;
        } else if harmless || !is_harmless(f) {
            code |= CHANGED;
        }
    }
    code
}

/// What libabigail calls harmless, or does not look at: of changes that no consumer notices those that only name more, or are
/// about how an object is linked. Held against abidiff 2.2 on the corpus.
fn is_harmless(f: &Finding) -> bool {
    match f.severity {
        Severity::Cosmetic => true,
        Severity::Compatible => {
            f.subject.kind == SubjectKind::Object
                || matches!(
                    f.rule,
                    Rule::AccessWidened
                        | Rule::EnumeratorAdded
                        | Rule::ExplicitChanged
                        | Rule::FunctionBecameNoreturn
                        | Rule::MemberAccessChanged
                        | Rule::MemberAddedToUnion
                        | Rule::QualifierChanged
                        | Rule::SymbolBecameVersioned
                        | Rule::SymbolBindingChanged
                        | Rule::SymbolSizeChanged
                        | Rule::SymbolTypeChanged
                        | Rule::SymbolVersionDefaultChanged
                        | Rule::VagueLinkageChanged
                        | Rule::VersionNodeAdded
                        | Rule::VersionNodeRemoved
                )
        }
        Severity::Source | Severity::Risky | Severity::Breaking => false,
    }
}
