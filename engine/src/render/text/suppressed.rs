//! What suppression files took out of a report: how much, and a line for each finding and export.

use super::line::{BOLD, DIM, Line, PLAIN, Page, and_more, counted, severity_style};
use crate::model::report::{Report, Suppressed, SymbolOutcome};

/// Files that are named.
const FILES: usize = 3;

/// How much is suppressed, and by whom.
pub(in crate::render) fn total(suppressed: &Suppressed) -> String {
    let mut out = format!("suppressed: {}", counted(suppressed.findings.len(), "finding", "findings"));
    if suppressed.derived > 0 {
        out.push_str(&format!(" with {}", counted(suppressed.derived, "change that follows", "changes that follow")));
    }
    out.push_str(&format!(" and {}", counted(suppressed.exports.len(), "export", "exports")));
    let files = suppressed.files.iter().take(FILES).cloned();
    format!("{out}, by {}", and_more(files, suppressed.files.len()))
}

/// All of it, in the order of the report.
pub(super) fn list(page: &mut Page, report: &Report) {
    let Some(suppressed) = report.suppressed.as_ref().filter(|s| !s.findings.is_empty() || !s.exports.is_empty())
    else {
        return;
    };
    page.blank();
    let mut line = Line::default();
    line.push(BOLD, "suppressed");
    page.line(line);
    for hidden in &suppressed.findings {
        let finding = &hidden.finding;
        let mut line = Line::at(4);
        line.push(severity_style(finding.severity), finding.severity.as_str());
        let member = finding.subject.member.as_deref().map_or_else(String::new, |member| format!(" {member}"));
        let text = format!("{}  {}{member}", finding.rule.id(), finding.subject.spelt());
        page.tabbed(line, &[(16, PLAIN, text), (page.width * 2 / 3, DIM, hidden.by.clone())], 16);
    }
    for export in &suppressed.exports {
        let mut line = Line::at(4);
        line.push(PLAIN, "export");
        let what = match export.change {
            SymbolOutcome::Added => "added",
            SymbolOutcome::Removed => "removed",
            SymbolOutcome::Changed => "changed",
        };
        let text = format!("{what}  {}", export.name);
        page.tabbed(line, &[(16, PLAIN, text), (page.width * 2 / 3, DIM, export.by.clone())], 16);
    }
}
