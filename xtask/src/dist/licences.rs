//! The licences of all that is linked into the binary, and the bill of materials.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::{Build, tools, version};
use crate::shell;

/// The text that goes with parts of the GNU C Library, on every system of Debian's family.
const LGPL: &str = "/usr/share/common-licenses/LGPL-2.1";

/// Where the settings of the tools lie.
const SETTINGS: &str = "xtask/dist";

/// The file of all licences.
pub(crate) const FILE: &str = "THIRD-PARTY-LICENSES.txt";

/// Writes the licences of all crates, of the C code in them, and of what every static binary of this target holds.
pub(crate) fn licences(build: &Build) -> Result<()> {
    tools::LICENCES.ensure()?;
    let out = build.stage().join(FILE);
    let settings = build.source.join(SETTINGS);
    let mut about = tools::LICENCES.call();
    build.prepare(&mut about).args(["generate", "--locked", "--offline", "--fail", "--config"]);
    about.arg(settings.join("about.toml")).arg("--manifest-path").arg(build.source.join("cli/Cargo.toml"));
    about.arg("--target").arg(&build.triple);
    shell::run(about.arg("--output-file").arg(&out).arg(settings.join("about.hbs")))?;
    let mut text = std::fs::read_to_string(&out).with_context(|| out.display().to_string())?;
    text += &std::fs::read_to_string(settings.join("c-libraries.txt"))?;
    if build.triple.ends_with("-musl") {
        text += &std::fs::read_to_string(settings.join("musl.txt"))?;
    }
    if build.triple.ends_with("-gnu") {
        text += &std::fs::read_to_string(settings.join("glibc.txt"))?;
        text += &std::fs::read_to_string(LGPL).with_context(|| format!("{LGPL}: the text of the LGPL 2.1"))?;
    }
    std::fs::write(&out, text)?;
    Ok(())
}

/// The bill of materials beside the artefacts, in CycloneDX's JSON.
pub(crate) fn bill(build: &Build) -> Result<()> {
    tools::BILL.ensure()?;
    let mut cyclonedx = tools::BILL.call();
    // It writes beside the manifest of each crate.
    let stem = format!("abilens-{}", build.triple);
    build.prepare(&mut cyclonedx).args(["--format", "json", "--spec-version", "1.5", "--all", "--quiet"]);
    cyclonedx.arg("--manifest-path").arg(build.source.join("cli/Cargo.toml")).args(["--override-filename", &stem]);
    shell::run(cyclonedx.args(["--target", &build.triple]))?;
    let of = |member: &str| build.source.join(member).join(format!("{stem}.json"));
    let text = std::fs::read_to_string(of("cli")).context("the bill of materials")?;
    for member in ["engine", "cli", "xtask"] {
        let litter = of(member);
        if litter.exists() {
            std::fs::remove_file(litter)?;
        }
    }
    // Crates of a workspace are named by where they lie.
    let text = text.replace(&build.source.display().to_string(), "/abilens");
    ensure!(
        !text.contains(&shell::root().display().to_string()),
        "the bill of materials names a folder of this machine"
    );
    write(&build.artifacts().join(format!("abilens-{}-{}.cdx.json", version(), build.triple)), &text)
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts between quotes of a list in a file of settings.
    fn listed(file: &str, list: &str) -> Vec<String> {
        let text = std::fs::read_to_string(shell::root().join(file)).expect(file);
        let (_, rest) = text.split_once(&format!("\n{list} = [")).expect(list);
        let (list, _) = rest.split_once(']').expect("the list ends");
        list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn what_may_come_in_can_be_released() {
        let allowed = listed(".cargo/deny.toml", "allow");
        assert!(allowed.len() > 5, "{allowed:?}");
        assert_eq!(listed("xtask/dist/about.toml", "accepted"), allowed);
    }
}
