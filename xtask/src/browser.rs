//! `browser`: the pages of `--format html` in a real browser.
//!
//! What drives the browser takes a minute to compile, so that it stands behind a feature of its own, which the task turns
//! on for itself.

#[cfg(feature = "browser")]
mod drive;
#[cfg(feature = "browser")]
mod pages;

#[cfg(not(feature = "browser"))]
use anyhow::Result;

/// See the table of tasks.
#[cfg(feature = "browser")]
pub(crate) use drive::browser;

/// See the table of tasks.
#[cfg(not(feature = "browser"))]
pub(crate) fn browser(arguments: &[String]) -> Result<()> {
    use crate::{packages, shell};

    packages::ensure_these(&[("chromium", "chromium"), ("gcc", "gcc"), ("ld", "binutils")], "the tests in a browser")?;
    shell::run(&mut shell::cargo(["build", "--quiet", "--package", "abilens-cli"]))?;
    let run = ["run", "--quiet", "--package", "xtask", "--features", "browser", "--", "browser"];
    shell::run(shell::cargo(run).args(arguments))
}
