//! `kernels`: two Debian kernels with debug information and `Module.symvers`, unpacked in the cache folder.
//!
//! Layout: `CACHE/kernels/PACKAGE/...`, each package as `dpkg -x` unpacks it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::{genksyms, shell};

/// The series whose oldest and newest build the archive is asked for.
const SERIES: &str = "6.1.";

/// An unpacked kernel.
#[derive(Debug)]
pub(crate) struct Kernel {
    /// Release, as `uname -r` would print it: `6.1.0-47-cloud-amd64`.
    pub(crate) release: String,
    folder: PathBuf,
}

impl Kernel {
    fn new(release: &str) -> Self {
        Self { release: release.to_owned(), folder: shell::cache().join("kernels") }
    }

    /// Packages that are fetched: image with debug information, headers with `Module.symvers`.
    fn packages(&self) -> [String; 2] {
        let release = &self.release;
        [format!("linux-image-{release}-dbg"), format!("linux-headers-{release}")]
    }

    fn debug(&self) -> PathBuf {
        self.folder.join(&self.packages()[0]).join("usr/lib/debug")
    }

    /// `vmlinux` with DWARF.
    pub(crate) fn vmlinux(&self) -> PathBuf {
        self.debug().join("boot").join(format!("vmlinux-{}", self.release))
    }

    /// Folder of the modules with DWARF; it also holds a link to `vmlinux`.
    pub(crate) fn modules(&self) -> PathBuf {
        self.debug().join("lib/modules").join(&self.release)
    }

    /// Exports with their CRCs.
    pub(crate) fn symvers(&self) -> PathBuf {
        let headers = &self.packages()[1];
        self.folder.join(headers).join("usr/src").join(headers).join("Module.symvers")
    }

    fn is_complete(&self) -> bool {
        self.vmlinux().is_file() && self.modules().is_dir() && self.symvers().is_file()
    }
}

/// The oldest and the newest kernel in the cache.
pub(crate) fn cached_pair() -> Result<(Kernel, Kernel)> {
    let folder = shell::cache().join("kernels");
    let mut releases = Vec::new();
    for entry in std::fs::read_dir(&folder).into_iter().flatten() {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let release = name.strip_prefix("linux-image-").and_then(|name| name.strip_suffix("-dbg"));
        releases.extend(release.map(str::to_owned));
    }
    releases.retain(|release| Kernel::new(release).is_complete());
    sort_releases(&mut releases);
    match releases.as_slice() {
        [old, .., new] => Ok((Kernel::new(old), Kernel::new(new))),
        _ => bail!("{} does not hold two kernels: cargo xtask kernels", folder.display()),
    }
}

/// See the table of tasks.
pub(crate) fn kernels(arguments: &[String]) -> Result<()> {
    let (old, new) = match arguments {
        [option, rest @ ..] if option == "--symtypes" => return genksyms::compare(rest),
        [] => choose()?,
        [old, new] => (old.clone(), new.clone()),
        _ => bail!("expected OLD NEW, each like 6.1.0-47-cloud-amd64, or --symtypes"),
    };
    for release in [old, new] {
        let kernel = Kernel::new(&release);
        if !kernel.is_complete() {
            for package in kernel.packages() {
                fetch(&kernel.folder, &package)?;
            }
            ensure!(kernel.is_complete(), "the packages of {release} do not hold what they should");
        }
        println!("{}", kernel.vmlinux().display());
    }
    Ok(())
}

/// The oldest and the newest release of the series that the archive has, cloud flavour.
fn choose() -> Result<(String, String)> {
    let architecture = shell::read(Command::new("dpkg").arg("--print-architecture"))?;
    let architecture = architecture.trim();
    let suffix = format!("-cloud-{architecture}");
    let pattern = format!("^linux-image-.*{suffix}-dbg$");
    let mut search = Command::new("apt-cache");
    let listing = shell::read(search.args(["search", "--names-only", &pattern]))?;
    let mut releases: Vec<String> = listing
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(|package| package.strip_prefix("linux-image-")?.strip_suffix("-dbg"))
        // Not left to the pattern: its dots would let 6.12 pass for 6.1.
        .filter(|release| release.starts_with(SERIES) && release.ends_with(&suffix))
        .map(str::to_owned)
        .collect();
    sort_releases(&mut releases);
    match releases.as_slice() {
        [old, .., new] => Ok((old.clone(), new.clone())),
        _ => bail!(
            "the archive has {} kernel(s) {SERIES}*{suffix} with debug information (is apt-get update \
             due?); name two releases",
            releases.len()
        ),
    }
}

/// By the numbers in them, in order.
fn sort_releases(releases: &mut [String]) {
    releases.sort_by_key(|release| {
        let numbers = release.split(|c: char| !c.is_ascii_digit());
        numbers.filter_map(|number| number.parse::<u64>().ok()).collect::<Vec<_>>()
    });
}

/// The headers package of the newest cached kernel, unpacked; without any, the newest of the archive is fetched.
pub(crate) fn newest_headers() -> Result<PathBuf> {
    let folder = shell::cache().join("kernels");
    let mut releases = Vec::new();
    for entry in std::fs::read_dir(&folder).into_iter().flatten() {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let release = name.strip_prefix("linux-headers-").filter(|_| entry.path().is_dir());
        releases.extend(release.filter(|r| r.starts_with(SERIES) && r.contains("-cloud-")).map(str::to_owned));
    }
    sort_releases(&mut releases);
    let release = match releases.pop() {
        Some(release) => release,
        None => choose()?.1,
    };
    let package = format!("linux-headers-{release}");
    if !folder.join(&package).is_dir() {
        fetch(&folder, &package)?;
    }
    Ok(folder.join(package))
}

/// Downloads and unpacks a package into a folder of its name.
pub(crate) fn fetch(folder: &Path, package: &str) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    eprintln!("fetching {package}");
    shell::run(Command::new("apt-get").current_dir(folder).args(["-q", "download", package]))?;
    let prefix = format!("{package}_");
    let archive = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.starts_with(&prefix) && name.ends_with(".deb"))
        .with_context(|| format!("apt-get download left no {package} in {}", folder.display()))?;
    let mut unpack = Command::new("dpkg");
    shell::run(unpack.arg("-x").arg(folder.join(archive)).arg(folder.join(package)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_in_the_order_of_their_numbers() {
        let mut releases = ["6.1.0-100-cloud-amd64", "6.1.0-56-cloud-amd64", "6.1.0-9-cloud-amd64"].map(str::to_owned);
        sort_releases(&mut releases);
        let expected = ["6.1.0-9-cloud-amd64", "6.1.0-56-cloud-amd64", "6.1.0-100-cloud-amd64"];
        assert_eq!(releases, expected);
    }
}
