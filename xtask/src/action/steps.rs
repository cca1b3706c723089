//! The steps of a composite action, run as GitHub's runner runs them: inputs and outputs of steps are put into `env`, scripts
//! get them as variables, and files take what they say. What the runner would take and this does not know is an error.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

/// What a run came to.
#[derive(Default)]
pub(super) struct Run {
    /// `inputs.NAME`, `steps.ID.outputs.NAME`, `github.token`.
    values: BTreeMap<String, String>,
    /// Outputs of the action.
    pub(super) outputs: BTreeMap<String, String>,
    /// Ids of the steps that ran, and of the one that failed.
    pub(super) ran: Vec<String>,
    pub(super) failed: Option<String>,
    /// What steps printed, both ways.
    pub(super) printed: String,
    /// Other actions that were used, with their inputs.
    pub(super) used: Vec<(String, BTreeMap<String, String>)>,
    /// Summary of the job.
    pub(super) summary: String,
}

/// A machine on which steps run.
pub(super) struct Runner<'a> {
    /// The action as YAML.
    pub(super) action: &'a Value,
    /// Where the action is checked out.
    pub(super) action_path: &'a Path,
    /// The folder of the job, in which the repository is checked out.
    pub(super) workspace: &'a Path,
    /// `RUNNER_TEMP`.
    pub(super) temporary: &'a Path,
    /// Variables of the job: the event and where it is.
    pub(super) variables: &'a [(&'a str, String)],
    /// Folders in front of `PATH`.
    pub(super) path: Vec<PathBuf>,
}

impl Runner<'_> {
    /// Runs the action with some inputs.
    pub(super) fn run(&self, inputs: &[(&str, &str)]) -> Result<Run> {
        let mut run = Run::default();
        run.values.insert("github.token".to_owned(), "token".to_owned());
        let declared = self.action["inputs"].as_object().context("no inputs")?;
        for (name, _) in inputs {
            ensure!(declared.contains_key(*name), "the action has no input {name}");
        }
        for (name, what) in declared {
            let given = inputs.iter().find(|(given, _)| given == name).map(|(_, value)| (*value).to_owned());
            let required = what["required"].as_bool() == Some(true);
            ensure!(given.is_some() || !required, "the input {name} is required");
            let value = match given {
                Some(value) => value,
                None => run.expand(what["default"].as_str().unwrap_or_default())?,
            };
            run.values.insert(format!("inputs.{name}"), value);
        }
        std::fs::create_dir_all(self.temporary)?;
        let mut path = self.path.clone();
        for step in self.action["runs"]["steps"].as_array().context("no steps")? {
            let id = step["id"].as_str().context("a step without an id")?;
            if run.failed.is_some() || !run.holds(step["if"].as_str().unwrap_or("true"))? {
                continue;
            }
            run.ran.push(id.to_owned());
            if let Some(uses) = step["uses"].as_str() {
                let with = run.table(&step["with"])?;
                run.used.push((uses.to_owned(), with));
                continue;
            }
            self.script(id, step, &mut run, &mut path).with_context(|| format!("the step {id}"))?;
        }
        for (name, what) in self.action["outputs"].as_object().context("no outputs")? {
            let value = run.expand(what["value"].as_str().context("an output without a value")?)?;
            run.outputs.insert(name.clone(), value);
        }
        Ok(run)
    }

    fn script(&self, id: &str, step: &Value, run: &mut Run, path: &mut Vec<PathBuf>) -> Result<()> {
        ensure!(step["shell"] == "bash", "no shell is stated");
        let script = step["run"].as_str().context("neither run nor uses")?;
        ensure!(!script.contains("${{"), "an expression in a script: {script}");
        let file = |name: &str| self.temporary.join(format!("{id}-{name}"));
        std::fs::write(file("script"), script)?;
        for name in ["output", "path", "summary"] {
            std::fs::write(file(name), "")?;
        }
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(file("script")).current_dir(self.workspace);
        command.env_clear().env("HOME", self.temporary).env("LC_ALL", "C.UTF-8").env("GIT_CONFIG_NOSYSTEM", "1");
        let old = std::env::var_os("PATH").unwrap_or_default();
        let old: Vec<PathBuf> = std::env::split_paths(&old).collect();
        command.env("PATH", std::env::join_paths(path.iter().chain(&old))?);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.env("RUNNER_TEMP", self.temporary).env("GITHUB_ACTION_PATH", self.action_path);
        command.env("GITHUB_OUTPUT", file("output")).env("GITHUB_PATH", file("path"));
        command.env("GITHUB_STEP_SUMMARY", file("summary")).envs(run.table(&step["env"])?);
        let out = command.output().context("bash")?;
        run.printed.push_str(&String::from_utf8_lossy(&out.stdout));
        run.printed.push_str(&String::from_utf8_lossy(&out.stderr));
        run.summary.push_str(&std::fs::read_to_string(file("summary"))?);
        for line in std::fs::read_to_string(file("output"))?.lines() {
            let (name, value) = line.split_once('=').with_context(|| format!("no output: {line}"))?;
            run.values.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
        }
        path.splice(0..0, std::fs::read_to_string(file("path"))?.lines().map(PathBuf::from));
        if !out.status.success() {
            run.failed = Some(id.to_owned());
        }
        Ok(())
    }
}

impl Run {
    /// A table of texts with their expressions put in.
    fn table(&self, table: &Value) -> Result<BTreeMap<String, String>> {
        let Some(table) = table.as_object() else { return Ok(BTreeMap::new()) };
        let text = |value: &Value| value.as_str().map(str::to_owned).context("an entry that is no text");
        table.iter().map(|(name, value)| Ok((name.clone(), self.expand(&text(value)?)?))).collect()
    }

    /// Puts in `${{ ... }}`.
    fn expand(&self, text: &str) -> Result<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${{") {
            let (expression, behind) = behind.split_once("}}").context("an expression that does not end")?;
            out.push_str(before);
            out.push_str(&self.value(expression.trim())?);
            rest = behind;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// A name or a text in quotes.
    fn value(&self, term: &str) -> Result<String> {
        if let Some(text) = term.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
            return Ok(text.to_owned());
        }
        match self.values.get(term) {
            Some(value) => Ok(value.clone()),
            // An output that a step did not write is empty.
            None if term.starts_with("steps.") => {
                let id = term.split('.').nth(1).unwrap_or_default();
                let known = term.split('.').nth(2) == Some("outputs");
                ensure!(known, "{term} is not known");
                ensure!(self.failed.is_some() || self.ran.iter().any(|ran| ran == id), "{term}: no such step ran");
                Ok(String::new())
            }
            None => bail!("{term} is not known"),
        }
    }

    /// A condition: comparisons by `==` and `!=`, joined by `&&`, those by `||`.
    fn holds(&self, condition: &str) -> Result<bool> {
        let mut any = false;
        for all in condition.split("||") {
            let mut holds = true;
            for one in all.split("&&") {
                holds &= if let Some((a, b)) = one.split_once("==") {
                    self.value(a.trim())? == self.value(b.trim())?
                } else if let Some((a, b)) = one.split_once("!=") {
                    self.value(a.trim())? != self.value(b.trim())?
                } else if one.trim() == "true" {
                    true
                } else {
                    bail!("{one}: a condition that is not known")
                };
            }
            any |= holds;
        }
        Ok(any)
    }
}
