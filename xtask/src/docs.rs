//! `docs`: the generated pages of `docs/`, the outputs that pages quote, and a check of every relative link.
//!
//! With `--check` nothing is written: a page that is not what would be generated is an error. With `--kernels` outputs of
//! downloaded kernels are looked at, too.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::corpus::places::Places;
use crate::quotes::{self, Which};
use crate::{shell, tidy};

/// Between what the tower of the architecture's page stands.
const TOWER: (&str, &str) =
    ("<!-- The wings as they import each other, by `cargo xtask docs`. -->\n", "<!-- End of the tower. -->\n");

/// See the table of tasks.
pub(crate) fn docs(arguments: &[String]) -> Result<()> {
    let (mut check, mut of_kernels) = (false, false);
    for argument in arguments {
        match argument.as_str() {
            "--check" => check = true,
            "--kernels" => of_kernels = true,
            _ => bail!("expected [--check] [--kernels]"),
        }
    }
    let pages = [
        ("docs/rules.md", rules()?),
        ("docs/report.schema.json", schema::<abilens::model::report::Report>()?),
        ("docs/explanation.schema.json", schema::<abilens::model::explanation::Explanation>()?),
        ("docs/gate.schema.json", schema::<abilens::policy::GateOutcome>()?),
        ("docs/check.schema.json", schema::<abilens::model::fate::Report>()?),
        ("docs/deps.schema.json", schema::<abilens::model::deps::Deps>()?),
        ("docs/blame.schema.json", schema::<abilens::model::history::Blames>()?),
        ("docs/history.schema.json", schema::<abilens::model::history::History>()?),
        ("docs/impact.schema.json", schema::<abilens::model::reached::Reached>()?),
        ("docs/matrix.schema.json", schema::<abilens::model::matrix::MatrixOutcome>()?),
        ("docs/symbols.schema.json", schema::<abilens::model::symbols::SymbolsCheck>()?),
        ("docs/symtypes.schema.json", schema::<abilens::model::proof::Proof>()?),
        ("docs/symvers.schema.json", schema::<abilens::model::series::Series>()?),
        ("docs/why.schema.json", schema::<abilens::model::why::Why>()?),
        ("docs/rules.schema.json", schema::<Vec<abilens::render::catalogue::Entry>>()?),
        ("docs/cli.md", command_line()?),
        ("docs/architecture.md", architecture()?),
    ];
    let mut stale = Vec::new();
    for (name, text) in pages {
        let path = shell::root().join(name);
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        if check {
            stale.push(name);
        } else {
            std::fs::write(&path, text)?;
            println!("wrote {name}");
        }
    }
    ensure!(stale.is_empty(), "not up to date: {}; run cargo xtask docs", stale.join(", "));
    // What follows runs the binary that the page of the command line was made with.
    let mut wrong = quotes::hold(Which::Repository, check)?;
    if of_kernels {
        wrong.extend(quotes::hold(Which::Kernels, check)?);
    }
    ensure!(wrong.is_empty(), "outputs that pages quote; run cargo xtask docs:\n{}", wrong.join("\n"));
    let broken = broken_links()?;
    ensure!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
    Ok(())
}

/// The catalogue, with links to the cases that it names.
fn rules() -> Result<String> {
    let root = shell::root();
    let places = Places::find(&root.join("corpus"))?;
    let link = |name: &str| match places.cases.get(name).and_then(|folder| folder.strip_prefix(root).ok()) {
        Some(folder) => format!("[{name}](../{}/)", folder.display()),
        // The corpus has a test that says so.
        None => format!("`{name}`"),
    };
    Ok(abilens::render::catalogue::markdown(None, &link))
}

/// The page of the architecture, with the wings as they import each other.
fn architecture() -> Result<String> {
    let page = std::fs::read_to_string(shell::root().join("docs/architecture.md"))?;
    let (front, rest) = page.split_once(TOWER.0).context("docs/architecture.md: no place for the tower")?;
    let (_, back) = rest.split_once(TOWER.1).context("docs/architecture.md: no end of the tower")?;
    Ok(format!("{front}{}```text\n{}```\n{}{back}", TOWER.0, tidy::tower()?, TOWER.1))
}

/// JSON schema of what is written of a model: a field that is left out where it is empty is not required.
fn schema<T: schemars::JsonSchema>() -> Result<String> {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// The help of the binary and of each of its commands.
fn command_line() -> Result<String> {
    shell::build_abilens()?;
    let help = |arguments: &[&str]| -> Result<String> {
        let mut command = Command::new(shell::target("debug").join("abilens"));
        // The help must not depend on the terminal of whoever generates it.
        command.env("COLUMNS", "100").env("NO_COLOR", "1").args(arguments).arg("--help");
        let text = shell::read(&mut command)?;
        let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
        Ok(lines.join("\n"))
    };
    let overview = help(&[])?;
    let mut text = format!("# Command line\n\n```text\n{overview}\n```\n");
    let commands = overview.lines().skip_while(|line| *line != "Commands:").skip(1);
    for line in commands.take_while(|line| !line.is_empty()) {
        // The description of a command may go on, indented further.
        let Some(name) = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')) else {
            continue;
        };
        let name = name.split_whitespace().next().context("a command has a name")?;
        if name != "help" {
            let page = help(&[name])?;
            let _ = write!(text, "\n## abilens {name}\n\n```text\n{page}\n```\n");
        }
    }
    Ok(text)
}

/// Relative links of every page that lead to no file, as `page: link`.
fn broken_links() -> Result<Vec<String>> {
    let root = shell::root();
    let mut pages: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        .iter()
        .map(|name| root.join(name))
        .filter(|page| page.is_file())
        .collect();
    pages.extend(shell::files(&root.join("docs"))?);
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    let mut broken = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page)?;
        let folder = page.parent().unwrap_or(root);
        for target in links(&text) {
            if !leads_somewhere(folder, target) {
                let page = page.strip_prefix(root)?.display();
                broken.push(format!("  {page}: {target}"));
            }
        }
    }
    Ok(broken)
}

/// Targets of the inline links of a page, code blocks left out.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines()
        .filter(move |line| {
            let fence = line.trim_start().starts_with("```");
            in_code ^= fence;
            !in_code && !fence
        })
        .flat_map(|line| line.split("](").skip(1))
        .filter_map(|rest| rest.split(')').next())
}

fn leads_somewhere(folder: &Path, target: &str) -> bool {
    let foreign = target.contains("://") || target.starts_with("mailto:");
    let file = target.split('#').next().unwrap_or_default();
    foreign || file.is_empty() || folder.join(file).exists()
}
