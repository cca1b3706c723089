//! The tools of cargo that make artefacts: each in one version, installed into the cache where it is missing.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// A subcommand of cargo.
pub(crate) struct Tool {
    crate_name: &'static str,
    version: &'static str,
    /// The features that its binary needs, separated by commas.
    features: &'static str,
}

pub(crate) const DEB: Tool = Tool { crate_name: "cargo-deb", version: "3.8.0", features: "" };
pub(crate) const RPM: Tool = Tool { crate_name: "cargo-generate-rpm", version: "0.21.1", features: "" };
pub(crate) const LICENCES: Tool = Tool { crate_name: "cargo-about", version: "0.9.3", features: "cli" };
pub(crate) const BILL: Tool = Tool { crate_name: "cargo-cyclonedx", version: "0.5.9", features: "" };

impl Tool {
    /// The folder of this version: another one lies beside it.
    fn folder(&self) -> PathBuf {
        shell::cache().join("tools").join(format!("{}-{}", self.crate_name, self.version))
    }

    /// Installs what is missing. Not optimized: to build such a tool takes longer than all that it does.
    pub(crate) fn ensure(&self) -> Result<()> {
        let folder = self.folder();
        if folder.join("bin").join(self.crate_name).is_file() {
            return Ok(());
        }
        let version = format!("={}", self.version);
        let mut install = shell::cargo(["install", "--locked", "--debug", self.crate_name, "--version", &version]);
        install.args(["--features", self.features]);
        // Tools share many crates, and nobody debugs them.
        install.arg("--root").arg(&folder).arg("--target-dir").arg(shell::cache().join("tools/target"));
        shell::run(install.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("RUSTFLAGS"))
            .with_context(|| format!("{} {} is needed and could not be installed", self.crate_name, self.version))
    }

    /// A call of it, as cargo calls it.
    pub(crate) fn call(&self) -> Command {
        let mut command = Command::new(self.folder().join("bin").join(self.crate_name));
        command.arg(self.crate_name.trim_start_matches("cargo-"));
        command
    }
}
