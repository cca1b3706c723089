//! The pages of a gate, of the fate of modules, and of who reaches a type.

use std::io::{self, Write};

use serde::Serialize;

use super::gate::problem;
use super::gate::text::{self as gate_text, GateTextOptions};
use super::html::{PLAIN_WIDTH, Page, number, plain, report_evidence};
use super::text::line::{counted, thousands};
use super::{check as check_text, impact as impact_text};
use crate::model::fate;
use crate::model::fate::Consumers;
use crate::model::gate::{ChangedCrc, Effect, GateOutcome, GateVerdict, Problem, ScopeOutcome, Status, Tolerated};
use crate::model::reached::Reached;
use crate::model::report::Report;

/// What a page shows; the script looks at which of them there are.
#[derive(Default, Serialize)]
struct Data<'a> {
    report: Option<&'a Report>,
    gate: Option<Gated<'a>>,
    check: Option<&'a fate::Report>,
    impact: Option<&'a Reached>,
}

/// What a gate made of the findings of the report beside it.
#[derive(Serialize)]
struct Gated<'a> {
    policy: Option<&'a str>,
    scopes: &'a [ScopeOutcome],
    findings: Vec<GatedFinding<'a>>,
    crcs: &'a [ChangedCrc],
    tolerated: &'a [Tolerated],
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct GatedFinding<'a> {
    id: &'a str,
    status: Status,
    by: Option<&'a str>,
    scopes: &'a [String],
}

/// The page of a gate, with the comparison that it judged. `told`: how its text is rendered, where no script runs.
///
/// # Errors
/// Those of `out`.
pub fn gate(outcome: &GateOutcome, report: &Report, told: GateTextOptions, out: &mut dyn Write) -> io::Result<()> {
    let told = GateTextOptions { width: PLAIN_WIDTH, color: false, ..told };
    let mut evidence = vec![match &outcome.policy {
        Some(policy) => format!("policy: {policy}"),
        None => "no policy file".to_owned(),
    }];
    evidence.extend(outcome.scopes.iter().map(|scope| {
        let symbols = counted(scope.symbols, "export", "exports");
        let findings = counted(scope.findings, "finding", "findings");
        format!(
            "{}: {symbols}, {} changed, {findings}, {} of them at or above {}",
            scope.name,
            thousands(scope.changed as u128),
            thousands(scope.failing as u128),
            scope.fail_on
        )
    }));
    evidence.extend(report_evidence(report));
    let failing = outcome.with(Status::Fails).count();
    let answered = [Status::Waived, Status::Allowed, Status::Suppressed].map(|status| outcome.with(status).count());
    let problems = outcome.problems.iter().filter(|p| p.effect != Effect::Note);
    let (verdict, tone, advice) = match outcome.verdict {
        GateVerdict::Pass => {
            ("gate: pass", "compatible", "Nothing changed that the policy minds and nobody answered for.")
        }
        GateVerdict::Fail if failing == 0 => {
            ("gate: fail", "breaking", "No finding fails: what is wrong is in the policy, and stands below.")
        }
        GateVerdict::Fail => (
            "gate: fail",
            "breaking",
            "What fails has to be mended, or answered for by a waiver with a reason, an author and a day on which it ends.",
        ),
        GateVerdict::Incomplete => {
            ("gate: could not tell", "breaking", "Evidence is missing: whether the policy holds cannot be told.")
        }
    };
    let mut page = Page::new(
        &[("base", &outcome.base), ("new", &outcome.new)],
        &outcome.diagnostics,
        evidence,
        &gate_text::render(outcome, &told),
    );
    page.tone = tone;
    page.verdict = verdict.to_owned();
    page.advice = advice.to_owned();
    page.numbers = vec![
        number(failing, "finding fails", "findings fail"),
        number(answered.iter().sum(), "finding is answered for", "findings are answered for"),
        number(outcome.findings.len(), "root cause", "root causes"),
    ];
    let page = page.with_problems(problems.map(problem));
    let gated = Gated {
        policy: outcome.policy.as_deref(),
        scopes: &outcome.scopes,
        findings: outcome
            .findings
            .iter()
            .map(|f| GatedFinding { id: &f.finding.id, status: f.status, by: f.by.as_deref(), scopes: &f.scopes })
            .collect(),
        crcs: &outcome.crcs,
        tolerated: &outcome.tolerated,
        problems: &outcome.problems,
    };
    page.write(&Data { report: Some(report), gate: Some(gated), ..Data::default() }, out)
}

/// The page of what becomes of modules.
///
/// # Errors
/// Those of `out`.
pub fn check(report: &fate::Report, out: &mut dyn Write) -> io::Result<()> {
    let counts = &report.counts;
    let refused = counts.refused_override + counts.refused_rebuild + counts.refused_port;
    let wrong = counts.types_differ;
    let all = report.modules.len();
    let (one, many) = report.consumers.nouns();
    let (tone, verdict) = if refused > 0 {
        ("breaking", format!("{} refused", counted(refused, one, many)))
    } else if wrong > 0 {
        ("breaking", format!("{} with other types", counted(wrong, one, many)))
    } else if counts.could_not_tell > 0 {
        ("breaking", "could not tell".to_owned())
    } else if counts.may_misbehave > 0 {
        ("risky", format!("{} may misbehave", counted(counts.may_misbehave, one, many)))
    } else {
        ("none", if all == 1 { "it runs as before" } else { "all run as before" }.to_owned())
    };
    let mut advice = Vec::new();
    for (n, what) in [
        (counts.refused_override, "refused unless the check is overridden"),
        (counts.refused_rebuild, "refused until rebuilt"),
        (counts.refused_port, "refused until its source is changed"),
        (counts.types_differ, "loaded, and then reading or writing wrong bytes"),
        (counts.may_misbehave, "loaded; whether that works depends on what the binary does not hold"),
        (counts.could_not_tell, "not checked, for evidence is missing"),
        (counts.runs, "running as before"),
    ] {
        if n > 0 {
            advice.push(format!("{} {what}", counted(n, one, many)));
        }
    }
    let evidence = match report.consumers {
        Consumers::Programs => vec!["what the dynamic loader asks for, and types of debug information".to_owned()],
        Consumers::Modules => vec![
            format!("vermagic of NEW: {}", report.vermagic.as_deref().map_or("not known", str::trim_end)),
            format!("CRCs of NEW from {}", report.crcs.as_deref().unwrap_or("nowhere: they are not known")),
        ],
    };
    let mut page = Page::new(
        &[("old", &report.old), ("new", &report.new)],
        &report.diagnostics,
        evidence,
        &check_text::render(report, &plain()),
    );
    page.tone = tone;
    page.verdict = verdict;
    page.advice = format!("{}.", advice.join("; "));
    page.numbers = vec![
        number(all, one, many),
        number(counts.runs, "runs", "run"),
        number(refused + wrong, "does not work", "do not work"),
    ];
    page.write(&Data { check: Some(report), ..Data::default() }, out)
}

/// The page of the exports and modules that reach a type.
///
/// # Errors
/// Those of `out`.
pub fn impact(reached: &Reached, out: &mut dyn Write) -> io::Result<()> {
    let counts = &reached.counts;
    let types: Vec<&str> = reached.variants.iter().map(|variant| variant.type_.as_str()).collect();
    let name = types.first().copied().unwrap_or(reached.name.as_str()).to_owned();
    let advice = if counts.exports == 0 {
        "No export whose type is known reaches it.".to_owned()
    } else {
        format!(
            "A change of its size or members reaches {} of {}: {} by value, {} behind pointers only.",
            counted(counts.exports, "export", "exports"),
            thousands(counts.of_exports as u128),
            thousands(counts.by_value as u128),
            thousands(counts.by_pointer as u128)
        )
    };
    let mut evidence = Vec::new();
    if counts.untyped > 0 {
        let exports = counted(counts.untyped, "export has", "exports have");
        evidence.push(format!("{exports} no type: whether they reach it cannot be told"));
    }
    evidence.extend(reached.variants.iter().map(|variant| {
        let size = variant.byte_size.map_or("no size".to_owned(), |bytes| counted(bytes as usize, "byte", "bytes"));
        let place =
            if variant.file.is_empty() { String::new() } else { format!(", {}:{}", variant.file, variant.line) };
        let declared = if variant.declaration { ", only declared" } else { "" };
        format!("{}: {size}{place}{declared}", variant.type_)
    }));
    let mut page =
        Page::new(&[("in", &reached.input)], &reached.diagnostics, evidence, &impact_text::text(reached, &plain()));
    page.tone = "cosmetic";
    page.verdict = name;
    page.advice = advice;
    page.numbers = vec![
        number(counts.exports, "export reaches it", "exports reach it"),
        number(counts.by_value, "by value", "by value"),
        number(counts.modules, "object", "objects"),
    ];
    page.write(&Data { impact: Some(reached), ..Data::default() }, out)
}
