//! The outcome as JUnit XML: a suite for each set of symbols, a case for each finding that counts there, and one suite for
//! the policy itself. A failing finding is a failure, one that is taken away is skipped, missing evidence is an error.
//! Of several builds each has these suites, with its name before theirs.

use std::io::Cursor;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{diagnostic, explanation, lost, problem, word};
use crate::model::gate::{Effect, GateFinding, GateOutcome, GateVerdict, Status};
use crate::model::matrix::MatrixOutcome;
use crate::render::told::{place, position, what};

enum Result {
    Passed,
    Failed(String, String),
    Skipped(String),
    Error(String),
}

struct Case {
    name: String,
    file: Option<(String, usize)>,
    result: Result,
}

/// A name and its cases.
type Suite = (String, Vec<Case>);

/// The outcome as an XML document.
#[must_use]
pub fn render(outcome: &GateOutcome) -> String {
    let label = format!("abilens gate: {}: {} -> {}", word(outcome.verdict), outcome.base, outcome.new);
    document(&label, &suites(outcome))
}

/// The outcome of several builds as an XML document.
#[must_use]
pub fn matrix(outcome: &MatrixOutcome) -> String {
    let mut all: Vec<Suite> = Vec::new();
    for build in &outcome.builds {
        let name = &build.name;
        if let Some(outcome) = &build.outcome {
            all.extend(suites(outcome).into_iter().map(|(suite, cases)| (format!("{name}: {suite}"), cases)));
        } else {
            let why = build.error.clone().unwrap_or_else(|| "it could not be compared".to_owned());
            let case = Case { name: "could not be compared".to_owned(), file: None, result: Result::Error(why) };
            all.push((name.clone(), vec![case]));
        }
    }
    document(&format!("abilens gate: {}: {}", word(outcome.verdict), outcome.matrix), &all)
}

fn suites(outcome: &GateOutcome) -> Vec<Suite> {
    let mut suites: Vec<Suite> = Vec::new();
    let last = outcome.scopes.len().saturating_sub(1);
    for (i, scope) in outcome.scopes.iter().enumerate() {
        let mine = |f: &&GateFinding| f.scopes.contains(&scope.name) || f.scopes.is_empty() && i == last;
        let mut cases: Vec<Case> = outcome.findings.iter().filter(mine).map(|f| case(outcome, f)).collect();
        if cases.is_empty() {
            let (name, result) = if outcome.verdict == GateVerdict::Incomplete {
                ("could not be told", Result::Error("evidence is missing: no change in what could be read".into()))
            } else {
                ("no change", Result::Passed)
            };
            cases.push(Case { name: name.into(), file: None, result });
        }
        suites.push((scope.name.clone(), cases));
    }
    let mut policy: Vec<Case> = Vec::new();
    for d in lost(outcome) {
        policy.push(Case { name: format!("evidence {}", d.code), file: None, result: Result::Error(diagnostic(d)) });
    }
    for p in &outcome.problems {
        let message = problem(p);
        policy.push(Case {
            name: if p.subject.is_empty() { p.kind.to_string() } else { format!("{} {}", p.kind, p.subject) },
            file: p.file.clone().map(|f| (f, p.line.unwrap_or(1))),
            result: match p.effect {
                Effect::Incomplete => Result::Error(message),
                Effect::Fails => Result::Failed(p.kind.to_string(), message),
                Effect::Note => Result::Skipped(message),
            },
        });
    }
    if policy.is_empty() {
        // The verdict stands even where no diagnostic says why.
        let result = if outcome.verdict == GateVerdict::Incomplete {
            Result::Error("evidence is missing".into())
        } else {
            Result::Passed
        };
        policy.push(Case { name: "policy and evidence".into(), file: None, result });
    }
    suites.push(("policy".to_owned(), policy));
    suites
}

fn document(label: &str, suites: &[Suite]) -> String {
    let mut writer = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 2);
    // Writing to memory does not fail.
    let _ = write(&mut writer, label, suites);
    let mut out = String::from_utf8(writer.into_inner().into_inner()).unwrap_or_default();
    out.push('\n');
    out
}

fn case(outcome: &GateOutcome, f: &GateFinding) -> Case {
    let name = format!("{} {} {}", f.finding.rule, what(&f.finding), f.finding.id);
    let file = position(&f.finding).map(|(file, line)| (file.to_owned(), line as usize));
    let by = || f.by.clone().unwrap_or_else(|| explanation(outcome, f));
    let result = match f.status {
        Status::Fails => {
            let at = place(&f.finding);
            let at = if at.is_empty() { at } else { format!("{at}: ") };
            Result::Failed(f.finding.severity.to_string(), format!("{at}{}", explanation(outcome, f)))
        }
        Status::Waived | Status::Allowed | Status::Suppressed | Status::Tolerated => Result::Skipped(by()),
        Status::Passes => Result::Passed,
    };
    Case { name, file, result }
}

/// What a terminal would obey or XML 1.0 cannot hold becomes a replacement character.
fn clean(text: &str) -> String {
    let sound = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    crate::ground::printable::lines(text).chars().map(|c| if sound(c) { c } else { '\u{fffd}' }).collect()
}

fn write(w: &mut Writer<Cursor<Vec<u8>>>, label: &str, suites: &[Suite]) -> std::io::Result<()> {
    let counts = |cases: &[Case]| {
        let count = |test: fn(&Result) -> bool| cases.iter().filter(|c| test(&c.result)).count();
        [
            cases.len(),
            count(|r| matches!(r, Result::Failed(..))),
            count(|r| matches!(r, Result::Error(_))),
            count(|r| matches!(r, Result::Skipped(_))),
        ]
    };
    let head = |name: &'static str, label: &str, n: [usize; 4]| {
        let mut start = BytesStart::new(name);
        start.push_attribute(("name", clean(label).as_str()));
        for (key, n) in ["tests", "failures", "errors", "skipped"].into_iter().zip(n) {
            start.push_attribute((key, n.to_string().as_str()));
        }
        start
    };
    w.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let total = suites.iter().map(|s| counts(&s.1)).fold([0; 4], |a, b| std::array::from_fn(|i| a[i] + b[i]));
    w.write_event(Event::Start(head("testsuites", label, total)))?;
    for (name, cases) in suites {
        w.write_event(Event::Start(head("testsuite", name, counts(cases))))?;
        for case in cases {
            let mut start = BytesStart::new("testcase");
            start.push_attribute(("classname", clean(&format!("abilens.{name}")).as_str()));
            start.push_attribute(("name", clean(&case.name).as_str()));
            if let Some((file, line)) = &case.file {
                start.push_attribute(("file", clean(file).as_str()));
                start.push_attribute(("line", line.to_string().as_str()));
            }
            let (tag, kind, message) = match &case.result {
                Result::Passed => {
                    w.write_event(Event::Empty(start))?;
                    continue;
                }
                Result::Failed(kind, message) => ("failure", Some(kind.as_str()), message),
                Result::Skipped(message) => ("skipped", None, message),
                Result::Error(message) => ("error", Some("evidence"), message),
            };
            w.write_event(Event::Start(start))?;
            let message = clean(message);
            let mut inner = BytesStart::new(tag);
            inner.push_attribute(("message", message.lines().next().unwrap_or_default()));
            if let Some(kind) = kind {
                inner.push_attribute(("type", kind));
            }
            w.write_event(Event::Start(inner))?;
            w.write_event(Event::Text(BytesText::new(&message)))?;
            w.write_event(Event::End(BytesEnd::new(tag)))?;
            w.write_event(Event::End(BytesEnd::new("testcase")))?;
        }
        w.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    w.write_event(Event::End(BytesEnd::new("testsuites")))
}
