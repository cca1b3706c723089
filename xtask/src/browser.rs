//! `browser`: the pages of `--format html` in a real browser. `xtask/browser/pages.js` does what a reader does, with
//! Debian's Chromium and playwright-core.

mod pages;

use std::process::Command;

use anyhow::{Result, bail};

use crate::{packages, shell};

/// Programs and the packages that hold them.
const NEEDED: &[(&str, &str)] =
    &[("chromium", "chromium"), ("node", "nodejs"), ("npm", "npm"), ("gcc", "gcc"), ("g++", "g++"), ("ld", "binutils")];

/// See the table of tasks.
pub(crate) fn browser(arguments: &[String]) -> Result<()> {
    let pictures = match arguments {
        [] => None,
        [one] if one == "--screenshots" => Some(shell::root().join("docs/pictures")),
        _ => bail!("expected [--screenshots]"),
    };
    packages::ensure_these(NEEDED, "the tests in a browser")?;
    shell::build_abilens()?;
    let folder = shell::target("tmp").join("browser");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    for name in ["package.json", "package-lock.json", "pages.js"] {
        std::fs::copy(shell::root().join("xtask/browser").join(name), folder.join(name))?;
    }
    let mut npm = Command::new("npm");
    shell::run(npm.args(["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder))?;
    pages::demo(&folder)?;
    pages::module(&folder)?;
    pages::class(&folder)?;
    pages::history(&folder)?;
    if pictures.is_none() {
        pages::hostile(&folder)?;
        pages::many(&folder)?;
        pages::libraries(&folder)?;
    }
    shell::run(Command::new("node").arg("pages.js").arg(&folder).args(pictures).current_dir(&folder))
}
