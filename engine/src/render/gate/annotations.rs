//! The outcome as annotations: workflow commands of GitHub Actions, and GitLab's Code Quality report.

use serde_json::json;

use super::{diagnostic, explanation, lost};
use crate::ground::printable;
use crate::model::gate::{Effect, GateOutcome, Status};
use crate::render::json;
use crate::render::told::position;
use crate::rules::Severity;

/// Lines such as `::error file=include/a.h,line=3,title=...::...`, which a step of GitHub Actions prints.
#[must_use]
pub fn github(outcome: &GateOutcome) -> String {
    let mut out = String::new();
    for f in outcome.with(Status::Fails) {
        let title = format!("{}: {}", f.finding.severity, f.finding.rule);
        let at = position(&f.finding).map(|(file, line)| (file, line as usize));
        command(&mut out, "error", at, &title, &explanation(outcome, f));
    }
    for p in &outcome.problems {
        let kind = if p.effect == Effect::Note { "notice" } else { "error" };
        command(&mut out, kind, p.file.as_deref().map(|f| (f, p.line.unwrap_or(1))), &p.kind, &p.message);
    }
    for d in lost(outcome) {
        command(&mut out, "error", None, &format!("could not be read: {}", d.code), &diagnostic(d));
    }
    for f in outcome.with(Status::Waived) {
        let title = format!("waived: {}", f.finding.rule);
        let at = position(&f.finding).map(|(file, line)| (file, line as usize));
        let text = format!("{}. {}", explanation(outcome, f), f.by.as_deref().unwrap_or_default());
        command(&mut out, "notice", at, &title, &text);
    }
    out
}

fn command(out: &mut String, kind: &str, at: Option<(&str, usize)>, title: &str, message: &str) {
    let data = |text: &str| printable::line(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let place = at.map_or_else(String::new, |(file, line)| format!("file={},line={line},", property(file)));
    out.push_str(&format!("::{kind} {place}title={}::{}\n", property(title), data(message)));
}

/// A Code Quality report of GitLab: an array of issues. What has no place in the sources stands at the policy, or
/// at NEW where there is no policy file.
#[must_use]
pub fn gitlab(outcome: &GateOutcome) -> String {
    let fallback = outcome.policy.as_deref().unwrap_or(&outcome.new);
    let issue = |description: &str, check: &str, fingerprint: &str, severity: &str, at: (&str, usize)| {
        json!({
            "description": printable::line(description),
            "check_name": check,
            "fingerprint": fingerprint,
            "severity": severity,
            "location": { "path": at.0, "lines": { "begin": at.1.max(1) } },
        })
    };
    let mut out = Vec::new();
    for f in outcome.with(Status::Fails) {
        let severity = match f.finding.severity {
            Severity::Breaking => "critical",
            Severity::Risky => "major",
            Severity::Source => "minor",
            Severity::Compatible | Severity::Cosmetic => "info",
        };
        let at = position(&f.finding).map_or((fallback, 1), |(file, line)| (file, line as usize));
        out.push(issue(&explanation(outcome, f), f.finding.rule.id(), &f.finding.id, severity, at));
    }
    for p in &outcome.problems {
        let severity = if p.effect == Effect::Note { "info" } else { "critical" };
        let at = (p.file.as_deref().unwrap_or(fallback), p.line.unwrap_or(1));
        let print = format!("{}-{}-{}", p.kind, p.file.as_deref().unwrap_or_default(), p.message);
        let print = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(print.as_bytes()));
        out.push(issue(&p.message, &p.kind, &print, severity, at));
    }
    for d in lost(outcome) {
        let text = diagnostic(d);
        let print = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()));
        out.push(issue(&text, d.code, &print, "blocker", (fallback, 1)));
    }
    json::render(&out)
}
