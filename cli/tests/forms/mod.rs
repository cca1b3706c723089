//! Every machine-readable form held against its schema, for whichever test has made one.

#![allow(dead_code, reason = "each test uses some of it")]

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jsonschema::Validator;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What is wrong with a JSON document under the schema `docs/NAME.schema.json`: `report`, `gate`, `explanation`,
/// `check`, `blame`, `history`, `impact`, `matrix`, `symtypes`, `symvers`, `why` or `rules`; the first few things.
pub(crate) fn json(name: &str, document: &Value) -> Vec<String> {
    let mut wrong = against(&format!("../docs/{name}.schema.json"), document);
    wrong.extend(match name {
        "report" => read_back::<abilens::model::report::Report>(document),
        "gate" => read_back::<abilens::model::gate::GateOutcome>(document),
        "explanation" => read_back::<abilens::model::explanation::Explanation>(document),
        "check" => read_back::<abilens::model::fate::Report>(document),
        "why" => read_back::<abilens::model::why::Why>(document),
        "blame" => read_back::<abilens::model::history::Blames>(document),
        "history" => read_back::<abilens::model::history::History>(document),
        "impact" => read_back::<abilens::model::reached::Reached>(document),
        "matrix" => read_back::<abilens::model::matrix::MatrixOutcome>(document),
        "symtypes" => read_back::<abilens::model::proof::Proof>(document),
        "symvers" => read_back::<abilens::model::series::Series>(document),
        // The catalogue is in every copy of the engine: nobody reads it back.
        _ => None,
    });
    wrong
}

/// What is wrong with a document after a model of the engine took it in and wrote it again: nothing may be lost.
fn read_back<T: DeserializeOwned + Serialize>(document: &Value) -> Option<String> {
    let model: T = match serde_json::from_value(document.clone()) {
        Ok(model) => model,
        Err(e) => return Some(format!("cannot be read back: {e}")),
    };
    let again = serde_json::to_value(model).ok()?;
    (again != *document).then(|| format!("is another document when it is written again: {again}"))
}

/// What is wrong with a SARIF log: under the schema of the standard, and as to what GitHub takes.
pub(crate) fn sarif(text: &str) -> Vec<String> {
    let Ok(log) = serde_json::from_str::<Value>(text) else { return vec!["no JSON".to_owned()] };
    let mut out = against("tests/schemas/sarif-2.1.0.json", &log);
    let run = &log["runs"][0];
    let results = run["results"].as_array().cloned().unwrap_or_default();
    let rules = run["tool"]["driver"]["rules"].as_array().cloned().unwrap_or_default();
    if text.len() > 10_000_000 || results.len() > 5_000 {
        out.push(format!("{} bytes, {} results", text.len(), results.len()));
    }
    if run["tool"]["driver"]["version"].as_str().is_none() {
        out.push("no version of the tool".to_owned());
    }
    for result in &results {
        let rule = result["ruleIndex"].as_u64().and_then(|i| rules.get(usize::try_from(i).ok()?));
        if rule.is_none_or(|rule| rule["id"] != result["ruleId"]) {
            out.push(format!("a result whose rule is not listed: {result}"));
        }
    }
    out
}

/// What is wrong with a Code Quality report, by GitLab's description of it.
pub(crate) fn code_quality(text: &str) -> Vec<String> {
    let Ok(Value::Array(issues)) = serde_json::from_str::<Value>(text) else {
        return vec!["no JSON array".to_owned()];
    };
    let mut out = Vec::new();
    for issue in &issues {
        let words = ["description", "check_name", "fingerprint"].iter().all(|key| issue[*key].is_string());
        let severity = issue["severity"].as_str().unwrap_or_default();
        let place = issue["location"]["path"].is_string()
            && issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0);
        if !words || !place || !["info", "minor", "major", "critical", "blocker"].contains(&severity) {
            out.push(issue.to_string());
        }
    }
    out
}

/// What is wrong with a JUnit document. There is no standard; Jenkins and GitLab take suites in one root, in them cases
/// with a name and a class, each with at most one outcome, and numbers that add up.
pub(crate) fn junit(text: &str) -> Vec<String> {
    use quick_xml::events::Event;

    let mut reader = quick_xml::Reader::from_str(text);
    let (mut out, mut open): (Vec<String>, Vec<Element>) = (Vec::new(), Vec::new());
    let mut roots = 0;
    loop {
        let (element, empty) = match reader.read_event() {
            Ok(Event::Start(start)) => (start, false),
            Ok(Event::Empty(start)) => (start, true),
            Ok(Event::End(_)) => {
                close(&mut open, &mut out);
                continue;
            }
            Ok(Event::Eof) => break,
            Ok(_) => continue,
            Err(error) => return vec![error.to_string()],
        };
        let tag = String::from_utf8_lossy(element.name().as_ref()).into_owned();
        let parent = open.last().map(|e| e.tag.clone()).unwrap_or_default();
        let mut attributes = std::collections::BTreeMap::new();
        for attribute in element.attributes() {
            match attribute {
                Ok(a) => {
                    let value = a.unescape_value().unwrap_or_default().into_owned();
                    attributes.insert(String::from_utf8_lossy(a.key.as_ref()).into_owned(), value);
                }
                Err(error) => out.push(error.to_string()),
            }
        }
        let (fits, needs): (bool, &[&str]) = match tag.as_str() {
            "testsuites" => (parent.is_empty(), &["name", "tests", "failures", "errors", "skipped"]),
            "testsuite" => (parent == "testsuites", &["name", "tests", "failures", "errors", "skipped"]),
            "testcase" => (parent == "testsuite", &["name", "classname"]),
            "failure" | "error" => (parent == "testcase", &["message", "type"]),
            "skipped" => (parent == "testcase", &["message"]),
            _ => (false, &[]),
        };
        roots += usize::from(parent.is_empty());
        if !fits {
            out.push(format!("<{tag}> in <{parent}>"));
        }
        for key in needs.iter().filter(|key| !attributes.contains_key(**key)) {
            out.push(format!("<{tag}> without {key}"));
        }
        open.push(Element { tag, attributes, counts: [0; 4], outcomes: 0 });
        if empty {
            close(&mut open, &mut out);
        }
    }
    if roots != 1 || !open.is_empty() {
        out.push(format!("{roots} roots, {} elements are open at the end", open.len()));
    }
    out
}

/// An element of a JUnit document.
struct Element {
    tag: String,
    attributes: std::collections::BTreeMap<String, String>,
    /// Cases, failures, errors and skipped ones below it.
    counts: [usize; 4],
    /// Outcomes of a case.
    outcomes: usize,
}

fn close(open: &mut Vec<Element>, out: &mut Vec<String>) {
    let Some(mut element) = open.pop() else { return out.push("an end without a start".to_owned()) };
    match element.tag.as_str() {
        "testcase" => {
            element.counts[0] += 1;
            if element.outcomes > 1 {
                out.push("a case with several outcomes".to_owned());
            }
        }
        "failure" => element.counts[1] += 1,
        "error" => element.counts[2] += 1,
        "skipped" => element.counts[3] += 1,
        tag => {
            for (key, n) in ["tests", "failures", "errors", "skipped"].into_iter().zip(element.counts) {
                if element.attributes.get(key).is_some_and(|said| *said != n.to_string()) {
                    out.push(format!("<{tag}> says other {key} than {n}"));
                }
            }
        }
    }
    if let Some(parent) = open.last_mut() {
        parent.outcomes += usize::from(matches!(element.tag.as_str(), "failure" | "error" | "skipped"));
        for (sum, n) in parent.counts.iter_mut().zip(element.counts) {
            *sum += n;
        }
    }
}

/// The first few errors of a document under a schema of the repository.
fn against(schema: &str, document: &Value) -> Vec<String> {
    static KNOWN: Mutex<Vec<(String, &'static Validator)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = match known.iter().find(|(name, _)| name == schema) {
        Some((_, validator)) => *validator,
        None => {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(schema);
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            // A bracket in SARIF's schema that no other closes: JavaScript reads it as itself where `u` is not stated.
            let text = text.replace("-[a-zA-Z]{2}]?$", r"-[a-zA-Z]{2}\\]?$");
            let value: Value = serde_json::from_str(&text).expect("a schema is JSON");
            let validator: &'static Validator =
                Box::leak(Box::new(jsonschema::validator_for(&value).expect("a sound schema")));
            known.push((schema.to_owned(), validator));
            validator
        }
    };
    drop(known);
    validator.iter_errors(document).take(5).map(|e| format!("{schema}: at `{}`: {e:.300}", e.instance_path())).collect()
}
