//! The outcome as SARIF 2.1.0 (OASIS standard of 27 March 2020): a result for each finding that fails or would fail but
//! for the policy, and for each problem of the policy. Findings that pass are no results, nor is what follows from a root.
//!
//! GitHub shows 5,000 results of a run and takes 10 MB, compressed: what fails comes first, and what has no room is
//! counted in a notification.
//!
//! Of several builds each is a run, with a category of its own (section 3.14.3): GitHub wants one of each run, and shows a result that
//! several runs have once. It takes 20 runs of a file.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{diagnostic, explanation, lost};
use crate::ground::printable;
use crate::model::gate::{Effect, GateFinding, GateOutcome, GateVerdict, Problem, Status};
use crate::model::matrix::{Build, MatrixOutcome};
use crate::render::told::{hunk, hunks, position, what};
use crate::rules::facts::SubjectKind;
use crate::rules::{Rule, Severity};

/// Results of a run that GitHub shows.
const RESULTS: usize = 5_000;
/// Bytes of all results of all runs together: 10 MB are taken, and rules and notifications stand beside them.
const BYTES: usize = 9_000_000;

/// The outcome as a JSON document that ends in a newline.
#[must_use]
pub fn render(outcome: &GateOutcome) -> String {
    log(&[run(outcome, BYTES)])
}

/// The outcome of several builds as a JSON document that ends in a newline.
#[must_use]
pub fn matrix(outcome: &MatrixOutcome) -> String {
    let room = BYTES / outcome.builds.len().max(1);
    let run = |build: &Build| {
        let mut run = build.outcome.as_ref().map_or_else(|| unread(build), |outcome| run(outcome, room));
        // What stands before the last slash is the category.
        run["automationDetails"] = json!({ "id": format!("abilens gate/{}/", prose(&build.name).replace('/', "-")) });
        run
    };
    log(&outcome.builds.iter().map(run).collect::<Vec<_>>())
}

fn log(runs: &[Value]) -> String {
    let log = json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": runs });
    crate::render::json::render(&log)
}

/// A build that could not be compared.
fn unread(build: &Build) -> Value {
    let why = build.error.as_deref().unwrap_or("it could not be compared");
    let notification = json!({ "level": "error", "message": { "text": prose(&format!("{}: {why}", build.name)) } });
    parts(&[], false, &[notification], &[])
}

/// One run, whose results have so many bytes at most.
fn run(outcome: &GateOutcome, room: usize) -> Value {
    let shown: Vec<&GateFinding> =
        outcome.findings.iter().filter(|f| !matches!(f.status, Status::Passes | Status::Tolerated)).collect();
    let (fails, taken): (Vec<&GateFinding>, Vec<&GateFinding>) =
        shown.iter().copied().partition(|f| f.status == Status::Fails);
    let (notes, wrong): (Vec<&Problem>, Vec<&Problem>) =
        outcome.problems.iter().partition(|p| p.effect == Effect::Note);
    let mut ids: BTreeMap<String, Value> = BTreeMap::new();
    for f in &shown {
        ids.entry(f.finding.rule.id().to_owned()).or_insert_with(|| rule(f.finding.rule.id()));
    }
    for p in &outcome.problems {
        let id = format!("policy/{}", p.kind);
        let text = p.kind.replace('-', " ");
        ids.entry(id.clone()).or_insert_with(|| json!({ "id": id, "shortDescription": { "text": text } }));
    }
    let index: BTreeMap<&str, usize> = ids.keys().enumerate().map(|(i, id)| (id.as_str(), i)).collect();
    // Section 3.27.23: suppressions are on all results of a run, or on none.
    let suppressed = taken.iter().any(|f| is_taken(f));
    let of_findings =
        |list: Vec<&GateFinding>| -> Vec<Value> { list.into_iter().map(|f| result(outcome, f, &index)).collect() };
    let of_problems = |list: Vec<&Problem>| list.into_iter().map(|p| problem(p, &index)).collect::<Vec<_>>();
    let all = [of_findings(fails), of_problems(wrong), of_findings(taken), of_problems(notes)].concat();
    let (mut results, mut bytes, total) = (Vec::new(), 0, all.len());
    for mut result in all {
        if suppressed && result.get("suppressions").is_none() {
            result["suppressions"] = json!([]);
        }
        let text = serde_json::to_string_pretty(&result).unwrap_or_default();
        // Each line is indented by eight columns more.
        bytes += text.len() + 8 * text.lines().count() + 2;
        if results.len() == RESULTS || bytes > room {
            break;
        }
        results.push(result);
    }
    let mut notifications: Vec<Value> = lost(outcome)
        .iter()
        .take(NOTIFICATIONS)
        .map(|d| json!({ "level": "error", "message": { "text": prose(&diagnostic(d)) }, "descriptor": { "id": d.code } }))
        .collect();
    let unread = lost(outcome).len().saturating_sub(NOTIFICATIONS);
    for (level, n, what) in [
        ("error", unread, "more things could not be read; the JSON form of the gate names them"),
        ("warning", total - results.len(), "more results have no room here; the JSON form of the gate has all"),
    ] {
        if n > 0 {
            notifications.push(json!({ "level": level, "message": { "text": format!("{n} {what}") } }));
        }
    }
    let rules: Vec<Value> = ids.into_values().collect();
    parts(&rules, outcome.verdict != GateVerdict::Incomplete, &notifications, &results)
}

fn parts(rules: &[Value], succeeded: bool, notifications: &[Value], results: &[Value]) -> Value {
    json!({
        "tool": { "driver": {
            "name": "abilens",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules,
        } },
        "invocations": [{ "executionSuccessful": succeeded, "toolExecutionNotifications": notifications }],
        "results": results,
    })
}

/// Notifications of evidence that could not be read.
const NOTIFICATIONS: usize = 1_000;

/// Policy takes it away, by a waiver or the like.
fn is_taken(f: &GateFinding) -> bool {
    matches!(f.status, Status::Waived | Status::Allowed | Status::Suppressed)
}

fn rule(id: &str) -> Value {
    let mut out = json!({ "id": id });
    if let Some(info) = Rule::from_id(id).map(Rule::info) {
        out["shortDescription"] = json!({ "text": info.meaning });
        out["fullDescription"] = json!({ "text": info.explanation });
        out["defaultConfiguration"] = json!({ "level": level(info.severity) });
        out["help"] = json!({ "text": info.explanation });
    }
    out
}

/// For readers that know three levels.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "error",
        Severity::Risky => "warning",
        _ => "note",
    }
}

fn result(outcome: &GateOutcome, f: &GateFinding, index: &BTreeMap<&str, usize>) -> Value {
    let r = &f.finding;
    let mut out = json!({
        "ruleId": r.rule,
        "ruleIndex": index[r.rule.id()],
        "level": if f.status == Status::Fails { "error" } else { level(r.severity) },
        "message": { "text": prose(&explanation(outcome, f)) },
        "partialFingerprints": { "abilensFinding/v2": r.id },
        "properties": { "severity": r.severity, "scopes": f.scopes, "exports": f.exports, "sample": f.sample },
    });
    if let Some(project) = r.dependency() {
        out["properties"]["declaredBy"] = json!(project);
    }
    // Who knows a result by its former id goes on knowing it.
    if let Some(id) = &r.previous_id {
        out["partialFingerprints"]["abilensFinding/v1"] = json!(id);
    }
    let mut location = json!({
        "logicalLocations": [{ "fullyQualifiedName": what(r), "kind": logical(r.subject.kind) }],
    });
    if let Some((file, line)) = position(r) {
        location["physicalLocation"] = physical(file, line as usize);
    }
    out["locations"] = json!([location]);
    let related: Vec<Value> = hunks(r)
        .enumerate()
        .map(|(i, h)| {
            let text = format!("made by {}", hunk(h));
            json!({ "id": i, "physicalLocation": physical(&h.file, h.line as usize), "message": { "text": prose(&text) } })
        })
        .collect();
    if !related.is_empty() {
        out["relatedLocations"] = json!(related);
    }
    if is_taken(f) {
        let mut suppression = json!({ "kind": "external", "status": "accepted" });
        if let Some(by) = &f.by {
            suppression["justification"] = json!(prose(by));
        }
        out["suppressions"] = json!([suppression]);
    }
    out
}

/// A word of section 3.33.7 of the standard.
fn logical(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Function => "function",
        SubjectKind::Variable => "variable",
        SubjectKind::Object => "module",
        _ => "type",
    }
}

fn physical(file: &str, line: usize) -> Value {
    json!({ "artifactLocation": { "uri": uri(file) }, "region": { "startLine": line.max(1) } })
}

fn problem(p: &Problem, index: &BTreeMap<&str, usize>) -> Value {
    let id = format!("policy/{}", p.kind);
    let at = index[id.as_str()];
    let level = if p.effect == Effect::Note { "note" } else { "error" };
    let mut out = json!({ "ruleId": id, "ruleIndex": at, "level": level, "message": { "text": prose(&p.message) } });
    if let Some(file) = &p.file {
        out["locations"] = json!([{ "physicalLocation": physical(file, p.line.unwrap_or(1)) }]);
    }
    out
}

/// A message for people: section 3.11.6 of the standard makes a link of `[text](target)`.
fn prose(text: &str) -> String {
    printable::line(text).replace("](", "] (")
}

/// A path as a URI reference (RFC 3986): absolute ones with their scheme.
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for &b in path.as_bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'+' | b',' | b'=' | b'@' => {
                out.push(char::from(b));
            }
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}
