//! `dist`: what is released. A static binary and what is packed with it, into `target/dist-artifacts`.
//!
//! Nothing in an artefact depends on the folder that it was built in, on the day, or on the user: with `--twice` all is
//! built again in another folder, and has to be the same bytes. With `--install` each artefact is installed into a root
//! of its own and run there.

mod binary;
mod install;
mod licences;
mod manual;
mod pack;
mod tools;

use std::path::{Path, PathBuf};
use std::process::Command;

use abilens::policy::Date;
use anyhow::{Context, Result, bail, ensure};

use crate::{packages, shell};

/// What is tried out; other targets are built where a release is made.
const HOST: &str = "x86_64-unknown-linux-gnu";

/// Programs and the packages that hold them.
const NEEDED: &[(&str, &str)] = &[("gcc", "gcc"), ("git", "git")];

/// A build: from where, to where, of what.
pub(crate) struct Build {
    /// Root of the sources.
    source: PathBuf,
    /// What cargo takes as its target folder.
    target: PathBuf,
    triple: String,
    /// Seconds since 1970 that stand in all artefacts.
    epoch: u64,
}

impl Build {
    /// Where cargo puts what it builds.
    fn profile(&self) -> PathBuf {
        self.target.join(&self.triple).join("dist")
    }

    /// Where that is laid out which comes with the binary: `man/`, `share/`, and papers beside them.
    fn stage(&self) -> PathBuf {
        self.profile().join("stage")
    }

    /// Where the artefacts go.
    fn artifacts(&self) -> PathBuf {
        self.target.join("dist-artifacts")
    }

    /// How artefacts of this version and target are called.
    fn name(&self) -> String {
        format!("abilens-{}-{}", version(), self.triple)
    }

    /// A call of cargo, or of one of its tools, that knows nothing of who calls.
    fn prepare<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CFLAGS", "CARGO_BUILD_TARGET"] {
            command.env_remove(variable);
        }
        command
            .current_dir(&self.source)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("SOURCE_DATE_EPOCH", self.epoch.to_string())
    }
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// See the table of tasks.
pub(crate) fn dist(arguments: &[String]) -> Result<()> {
    let (mut twice, mut install, mut triple) = (false, false, HOST);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--twice" => twice = true,
            "--install" => install = true,
            "--target" => triple = rest.next().context("--target: of what?")?,
            _ => bail!("expected [--twice] [--install] [--target TRIPLE]"),
        }
    }
    ensure!(triple == HOST || !install, "artefacts of {triple} are not installed here");
    packages::ensure_these(NEEDED, "the artefacts")?;
    let build =
        Build { source: shell::root().to_owned(), target: shell::builds(), triple: triple.to_owned(), epoch: epoch()? };
    let made = make(&build)?;
    print!("{}", std::fs::read_to_string(&made)?);
    if twice {
        again(&build, &made)?;
    }
    if install {
        install::all(&build)?;
    }
    Ok(())
}

/// Makes all artefacts; returns the file of their digests.
fn make(build: &Build) -> Result<PathBuf> {
    for folder in [build.stage(), build.artifacts()] {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
    }
    step("binary");
    binary::binary(build)?;
    step("man pages and completions");
    let man = build.stage().join("man/man1");
    std::fs::create_dir_all(&man)?;
    manual::pages(&man, &day(build.epoch)?)?;
    manual::completions(&build.stage().join("share"))?;
    step("licences");
    licences::licences(build)?;
    licences::bill(build)?;
    step("archive and packages");
    pack::archive(build)?;
    if build.triple == HOST {
        pack::deb(build)?;
        pack::rpm(build)?;
    }
    pack::digests(build)
}

/// Builds a copy of the sources in a folder of another name, and holds its digests against those that there are.
fn again(first: &Build, made: &Path) -> Result<()> {
    step("the same again elsewhere");
    let folder = tempfile::Builder::new().prefix("abilens-built-a-second-time-").tempdir()?;
    let source = folder.path().join("sources");
    let mut git = Command::new("git");
    git.current_dir(&first.source).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for name in shell::read(&mut git)?.split_terminator('\0') {
        let (from, to) = (first.source.join(name), source.join(name));
        // A file that is deleted and not yet committed so.
        let Ok(metadata) = from.symlink_metadata() else { continue };
        std::fs::create_dir_all(to.parent().context("a file has a folder")?)?;
        if metadata.is_symlink() {
            std::os::unix::fs::symlink(std::fs::read_link(&from)?, &to)?;
        } else {
            std::fs::copy(&from, &to).with_context(|| from.display().to_string())?;
        }
    }
    let second =
        Build { source, target: folder.path().join("target"), triple: first.triple.clone(), epoch: first.epoch };
    let [one, other] = [made, &make(&second)?].map(std::fs::read_to_string);
    let (one, other) = (one?, other?);
    if one != other {
        // What differs is to be looked at.
        let kept = folder.keep();
        bail!("built again in {}, and not the same:\n{one}\nagainst\n{other}", kept.display());
    }
    println!("built again in {}: the same {} artefacts", second.source.display(), one.lines().count());
    Ok(())
}

/// The time of all artefacts: `SOURCE_DATE_EPOCH`, else that of the commit.
fn epoch() -> Result<u64> {
    if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        return text.parse().with_context(|| format!("SOURCE_DATE_EPOCH={text}: expected seconds"));
    }
    let mut git = Command::new("git");
    let text = shell::read(git.current_dir(shell::root()).args(["log", "-1", "--format=%ct"]));
    Ok(text.context("outside of git SOURCE_DATE_EPOCH has to tell the time of artefacts")?.trim().parse()?)
}

/// The day of a time: `2026-01-31`.
fn day(epoch: u64) -> Result<String> {
    Date::from_unix(epoch).map(|date| date.to_string()).with_context(|| format!("{epoch} seconds give no day"))
}

fn step(name: &str) {
    eprintln!("== {name}");
}
