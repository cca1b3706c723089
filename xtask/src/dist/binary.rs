//! The released binary: static, and the same wherever it is built.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use object::{Object, ObjectKind};

use super::Build;
use crate::shell;

/// Between flags in `CARGO_ENCODED_RUSTFLAGS`.
const BETWEEN: &str = "\u{1f}";

/// Builds it. Paths of this machine become names that are the same on all: of our sources, of other crates, of Rust's library.
pub(crate) fn binary(build: &Build) -> Result<()> {
    let home = home()?;
    let sysroot = shell::read(Command::new("rustc").current_dir(&build.source).args(["--print", "sysroot"]))?;
    let folders = [
        (build.source.clone(), "/abilens"),
        (build.target.clone(), "/abilens/target"),
        (home.join("registry/src"), "/crates"),
        (Path::new(sysroot.trim()).join("lib/rustlib/src/rust"), "/rust"),
    ];
    let rust: Vec<String> = ["-Ctarget-feature=+crt-static".to_owned()]
        .into_iter()
        .chain(folders.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())))
        .collect();
    let c: Vec<String> =
        folders.iter().map(|(from, to)| format!("-ffile-prefix-map={}={to}", from.display())).collect();
    let mut cargo = shell::cargo(["rustc", "--quiet", "--locked", "--profile", "dist", "--package", "abilens-cli"]);
    // Cargo forgets `strip` of a profile for a package that has settings of its own in it.
    build.prepare(&mut cargo).args(["--target", &build.triple, "--bin", "abilens", "--", "-Cstrip=symbols"]);
    shell::run(cargo.env("CARGO_ENCODED_RUSTFLAGS", rust.join(BETWEEN)).env("CFLAGS", c.join(" ")))?;
    let path = build.profile().join("abilens");
    let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
    needs_nothing(&bytes)?;
    for (from, _) in &folders {
        let from = from.display().to_string();
        ensure!(memchr::memmem::find(&bytes, from.as_bytes()).is_none(), "{}: holds {from}", path.display());
    }
    Ok(())
}

/// A binary that is loaded by the kernel alone.
fn needs_nothing(bytes: &[u8]) -> Result<()> {
    let file = object::File::parse(bytes)?;
    ensure!(matches!(file.kind(), ObjectKind::Executable | ObjectKind::Dynamic), "no executable");
    ensure!(file.imports()?.next().is_none(), "not static: it imports symbols");
    ensure!(file.section_by_name(".interp").is_none(), "not static: it asks for a loader");
    Ok(())
}

/// Where cargo keeps the sources of other crates.
fn home() -> Result<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    Ok(PathBuf::from(std::env::var_os("HOME").context("neither CARGO_HOME nor HOME is set")?).join(".cargo"))
}
