//! What is shipped for a CI, looked at without being run: scripts under shellcheck, YAML that is YAML, and no expression in a
//! script, neither in the action nor in the workflows of the guide.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::gitlab;
use crate::shell;

/// The guide, whose workflows are copied.
const GUIDE: &str = "docs/ci.md";

/// See above.
pub(super) fn scripts() -> Result<()> {
    let root = shell::root();
    let mut scripts: Vec<PathBuf> = vec![root.join("xtask/action/gh"), root.join("templates/rpm/check-kabi")];
    let all = shell::files(&root.join("templates"))?;
    scripts.extend(all.into_iter().filter(|file| file.extension().is_some_and(|e| e == "sh")));
    let script = shell::target("tmp").join("abilens-job.sh");
    std::fs::create_dir_all(shell::target("tmp"))?;
    std::fs::write(&script, format!("#!/usr/bin/env bash\n{}", gitlab::inner_script()?))?;
    scripts.push(script);
    shell::run(Command::new("shellcheck").args(["--severity=style"]).args(&scripts))?;
    for name in [".pre-commit-hooks.yaml", "action.yml"] {
        let text = std::fs::read_to_string(root.join(name))?;
        let value: Value = serde_yaml_ng::from_str(&text).with_context(|| name.to_owned())?;
        without_expressions(&value).with_context(|| name.to_owned())?;
    }
    let guide = std::fs::read_to_string(root.join(GUIDE))?;
    let mut fences = 0;
    for fence in guide.split("\n```yaml\n").skip(1) {
        let text = fence.split("\n```").next().unwrap_or_default();
        let value: Value = serde_yaml_ng::from_str(text).with_context(|| format!("{GUIDE}:\n{text}"))?;
        without_expressions(&value).with_context(|| GUIDE.to_owned())?;
        fences += 1;
    }
    ensure!(fences >= 5, "{GUIDE}: {fences} fences of YAML are found");
    Ok(())
}

/// No `run` holds an expression: what it becomes would be run.
fn without_expressions(value: &Value) -> Result<()> {
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        if let Some(script) = value["run"].as_str() {
            ensure!(!script.contains("${{"), "an expression in a script: {script}");
        }
        rest.extend(value.as_object().into_iter().flat_map(serde_json::Map::values));
        rest.extend(value.as_array().into_iter().flatten());
    }
    Ok(())
}
