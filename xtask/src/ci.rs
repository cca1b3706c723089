//! `test`, and `ci` around it.

use anyhow::{Context, Result};

use crate::{action, browser, docs, packages, shell};

/// All tests. Prints nothing after cargo, so that its summary is the last thing to read.
pub(crate) fn test(arguments: &[String]) -> Result<()> {
    packages::ensure()?;
    shell::run(shell::cargo(["test", "--workspace"]).args(arguments))
}

/// What has to pass before a merge, quickest first.
pub(crate) fn ci(_: &[String]) -> Result<()> {
    step("fmt");
    shell::run(&mut shell::cargo(["fmt", "--all", "--check"])).context("run cargo fmt --all")?;
    step("clippy");
    let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    shell::run(&mut shell::cargo(clippy))?;
    step("deny");
    deny()?;
    step("docs");
    docs::docs(&["--check".to_owned()])?;
    step("rustdoc");
    // The library only: the binary bears the same name and would overwrite its pages.
    let rustdoc = ["doc", "--no-deps", "--package", "abilens"];
    shell::run(shell::cargo(rustdoc).env("RUSTDOCFLAGS", "-D warnings"))?;
    step("browser");
    browser::browser(&[])?;
    step("action");
    action::action(&[])?;
    step("test");
    test(&[])
}

/// Licences, sources and banned crates, by `.cargo/deny.toml`. `.ci/run` installs what does it.
fn deny() -> Result<()> {
    if shell::read(&mut shell::cargo(["deny", "--version"])).is_err() {
        eprintln!("left out: cargo-deny is missing, install it with cargo install --locked cargo-deny");
        return Ok(());
    }
    shell::run(&mut shell::cargo(["deny", "check", "licenses", "sources", "bans"]))
}

fn step(name: &str) {
    eprintln!("== {name}");
}
