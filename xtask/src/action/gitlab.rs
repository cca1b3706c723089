//! The job of GitLab's component: its inputs are put in as GitLab puts them in, and its script is run on a merge request.

use std::path::Path;
use std::process::Command;
use std::sync::PoisonError;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize as _;
use serde_json::Value;

use super::forge::{Forge, TOKEN};
use super::lab::{self, BUILD, Lab};
use crate::shell;

/// The component's header and its jobs.
fn component() -> Result<(Value, Value)> {
    let text = std::fs::read_to_string(shell::root().join("templates/abilens.yml"))?;
    let documents: Vec<Value> =
        serde_yaml_ng::Deserializer::from_str(&text).map(Value::deserialize).collect::<Result<_, _>>()?;
    let [header, jobs] = documents.as_slice() else { anyhow::bail!("{} documents, expected 2", documents.len()) };
    Ok((header.clone(), jobs.clone()))
}

/// Puts inputs into every text of a value, keys too.
fn fill(value: &Value, inputs: &[(String, String)]) -> Result<Value> {
    let text = |text: &str| {
        let mut out = text.to_owned();
        for (name, value) in inputs {
            out = out.replace(&format!("$[[ inputs.{name} ]]"), value);
        }
        ensure!(!out.contains("$[["), "an input that is not declared: {out}");
        Ok(out)
    };
    Ok(match value {
        Value::String(s) => Value::String(text(s)?),
        Value::Array(list) => Value::Array(list.iter().map(|v| fill(v, inputs)).collect::<Result<_>>()?),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(k, v)| Ok((text(k)?, fill(v, inputs)?))).collect::<Result<_>>()?)
        }
        other => other.clone(),
    })
}

/// The job with some inputs.
fn filled(given: &[(&str, &str)]) -> Result<Value> {
    let (header, jobs) = component()?;
    let declared = header["spec"]["inputs"].as_object().context("no inputs")?;
    let mut inputs = Vec::new();
    for (name, what) in declared {
        let value = given.iter().find(|(given, _)| given == name).map(|(_, value)| *value);
        let value = value.or(what["default"].as_str()).with_context(|| format!("the input {name} is required"))?;
        inputs.push((name.clone(), value.to_owned()));
    }
    let scripts = jobs.as_object().into_iter().flat_map(|jobs| jobs.values()).map(|job| job["script"].to_string());
    ensure!(scripts.clone().count() == 1, "expected one job");
    ensure!(scripts.clone().all(|script| !script.contains("$[[")), "an input in a script");
    let jobs = fill(&jobs, &inputs)?;
    jobs.as_object().and_then(|jobs| jobs.get("abilens")).cloned().context("no job of the default name")
}

/// The script that the job writes to a file and runs.
pub(super) fn inner_script() -> Result<String> {
    let job = filled(&[("new", "x")])?;
    let script = job["script"][0].as_str().context("no script")?;
    let (_, inner) = script.split_once("<<'SCRIPT'\n").context("no script in it")?;
    Ok(inner.rsplit_once("SCRIPT\n").context("no end of the script")?.0.to_owned())
}

/// Runs the job as a runner does; its exit code and what it printed.
fn run(lab: &Lab, workspace: &Path, forge: &Forge, given: &[(&str, &str)]) -> Result<(i32, String)> {
    let job = filled(given)?;
    let lines: Vec<&str> = job["script"].as_array().context("no script")?.iter().filter_map(Value::as_str).collect();
    let mut command = Command::new("sh");
    command.arg("-ec").arg(lines.join("\n")).current_dir(workspace).env_clear();
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(lab::binary()).chain(std::env::split_paths(&old));
    command.env("PATH", std::env::join_paths(path)?).env("HOME", &lab.folder).env("TMPDIR", &lab.folder);
    for (name, value) in job["variables"].as_object().context("no variables")? {
        let value = value.as_str().or(value["value"].as_str()).with_context(|| format!("the variable {name}"))?;
        command.env(name, value);
    }
    command.env("CI_API_V4_URL", format!("{}/api/v4", forge.address)).env("CI_PROJECT_ID", "3");
    command.env("CI_MERGE_REQUEST_IID", "7").env("CI_MERGE_REQUEST_DIFF_BASE_SHA", lab.commit("main")?);
    command.env("CI_JOB_URL", "https://gitlab.example/o/r/-/jobs/1").env("ABILENS_TOKEN", TOKEN);
    command.env("LC_ALL", "C.UTF-8");
    let out = command.output().context("sh")?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    Ok((out.status.code().unwrap_or(-1), text))
}

/// A break and its end, on shallow clones.
pub(super) fn job(lab: &Lab) -> Result<()> {
    let (forge, digest) = lab.releases()?;
    let releases = format!("{}/releases", forge.address);
    // A stranger's note with the mark, and so many that one page does not hold them.
    let mut notes = forge.notes.lock().unwrap_or_else(PoisonError::into_inner);
    notes.extend((1..=150).map(|id| (id, (5, format!("{}\nPASS", super::MARK)))));
    drop(notes);
    let workspace = lab.shallow("breaks")?;
    lab.build(&workspace)?;
    let inputs = [("old", "build:@base:build/libfoo.so"), ("new", "build/libfoo.so"), ("build", BUILD)];
    let (code, text) = run(lab, &workspace, &forge, &inputs)?;
    ensure!(code == 1, "exit code {code}, expected 1:\n{text}");
    let note = || {
        let notes = forge.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let own = notes.iter().find(|(_, (author, _))| *author != 5).map(|(id, (_, body))| (*id, body.clone()));
        (notes.len(), own)
    };
    let (all, first) = note();
    let (id, body) = first.with_context(|| format!("no note:\n{text}"))?;
    ensure!(all == 151 && body.starts_with(super::MARK) && body.contains("## abilens gate: FAIL"), "{all}\n{body}");
    ensure!(!text.contains(TOKEN), "the token was printed");
    let report = workspace.join("abilens-report");
    let quality: Value = serde_json::from_str(&std::fs::read_to_string(report.join("quality.json"))?)?;
    let issue = quality.get(0).context("no issue")?;
    for key in ["description", "check_name", "fingerprint", "severity"] {
        ensure!(issue[key].is_string(), "{key} is missing: {issue:#}");
    }
    ensure!(issue["location"]["path"] == "foo.h" && issue["location"]["lines"]["begin"] == 3, "{issue:#}");
    ensure!(std::fs::read_to_string(report.join("gate.xml"))?.starts_with("<?xml"), "no JUnit");
    // The fix: the same note; the baseline by convention; the release instead of the binary in PATH.
    let workspace = lab.shallow("adds")?;
    lab.build(&workspace)?;
    let inputs = [("new", "build/libfoo.so"), ("version", lab::VERSION), ("sha256", &digest), ("releases", &releases)];
    let (code, text) = run(lab, &workspace, &forge, &inputs)?;
    ensure!(code == 0, "exit code {code}, expected 0:\n{text}");
    let (all, second) = note();
    ensure!(
        all == 151 && second.as_ref().is_some_and(|(again, body)| *again == id && body.contains("PASS")),
        "{second:?}"
    );
    let (code, text) =
        run(lab, &workspace, &forge, &[("new", "build/libfoo.so"), ("version", lab::VERSION), ("sha256", "00")])?;
    ensure!(code == 2 && text.contains("expected the digest"), "{code}: {text}");
    let (code, text) = run(lab, &workspace, &forge, &[("old", "git:$(touch pwned):x"), ("new", "x")])?;
    ensure!(code == 2 && !workspace.join("pwned").exists(), "{code}: {text}");
    Ok(())
}
