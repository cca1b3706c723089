//! Running other programs, and where things are.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// Folder for what is fetched or built once: `ABILENS_CACHE`, else `cache/`, which git ignores.
pub(crate) fn cache() -> PathBuf {
    std::env::var_os("ABILENS_CACHE").map_or_else(|| root().join("cache"), PathBuf::from)
}

/// The cargo that runs this.
pub(crate) fn cargo<I, S>(arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// Builds the binary as the tests have it. The tasks are built along, and by that with the same features: those of
/// another selection of packages would have the engine compiled once more (see the dependencies of xtask).
pub(crate) fn build_abilens() -> Result<()> {
    run(&mut cargo(["build", "--quiet", "--package", "abilens-cli", "--package", "xtask"]))
}

/// Folder of all that cargo builds.
pub(crate) fn builds() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    root().join(target.map_or_else(|| "target".into(), PathBuf::from))
}

/// Folder of what cargo builds in a profile: `release`, `dist`, or `debug` for the default one.
pub(crate) fn target(profile: &str) -> PathBuf {
    builds().join(profile)
}

/// Runs a command with the terminal of this one.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("starting {command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

/// Runs a command for what it prints.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("starting {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?} ended with {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a program is in `PATH`.
pub(crate) fn has_program(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Whether this process may install packages.
pub(crate) fn is_root() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let uid = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    // Real, effective, saved and file system user.
    uid.and_then(|ids| ids.split_whitespace().nth(1)) == Some("0")
}

/// Every file below a folder, sorted; symbolic links to folders are not followed.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every package of a selection, with its features.
    fn features(selection: &[&str]) -> Vec<String> {
        let mut tree = cargo(["tree", "--offline", "--prefix", "none", "--format", "{p} {f}"]);
        let text = read(tree.args(selection)).unwrap();
        let mut packages: Vec<String> = text.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect();
        packages.sort_unstable();
        packages.dedup();
        packages
    }

    #[test]
    fn tasks_and_tests_share_one_build_of_the_engine() {
        let tests = features(&["--workspace", "--edges", "normal,build,dev"]);
        let tasks = features(&["--package", "xtask", "--edges", "normal,build"]);
        assert!(tasks.iter().any(|package| package.starts_with("abilens v")), "{tasks:?}");
        let other: Vec<&String> = tasks.iter().filter(|package| tests.binary_search(package).is_err()).collect();
        assert!(
            other.is_empty(),
            "the tests ask for more features of {other:#?}: ask for them in xtask/Cargo.toml, too"
        );
    }
}
