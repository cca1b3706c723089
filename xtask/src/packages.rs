//! The programs that tests call, and the Debian packages that hold them.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// What has to be there (a program in `PATH`, or a file by its full path), and its package.
static NEEDED: &[(&str, &str)] = &[
    ("gcc", "gcc"),
    ("git", "git"),
    ("/usr/include/stdio.h", "libc6-dev"),
    ("g++", "g++"),
    ("clang", "clang"),
    ("llvm-objcopy", "llvm"),
    ("ld.lld", "lld"),
    ("dwz", "dwz"),
    ("pahole", "dwarves"),
    ("abidiff", "abigail-tools"),
    ("objcopy", "binutils"),
    ("debuginfod-find", "debuginfod"),
    ("dpkg-deb", "dpkg"),
    ("dpkg-gensymbols", "dpkg-dev"),
    ("rpmbuild", "rpm"),
    ("zip", "zip"),
    ("xz", "xz-utils"),
    ("bzip2", "bzip2"),
    ("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"),
    ("/usr/aarch64-linux-gnu/include/stdio.h", "libc6-dev-arm64-cross"),
    ("s390x-linux-gnu-gcc", "gcc-s390x-linux-gnu"),
    ("/usr/s390x-linux-gnu/include/stdio.h", "libc6-dev-s390x-cross"),
    ("arm-linux-gnueabihf-gcc", "gcc-arm-linux-gnueabihf"),
    ("/usr/arm-linux-gnueabihf/include/stdio.h", "libc6-dev-armhf-cross"),
    ("qemu-aarch64", "qemu-user"),
];

fn is_there(needed: &str) -> bool {
    if needed.starts_with('/') { Path::new(needed).exists() } else { shell::has_program(needed) }
}

/// Installs what is missing when that is allowed, else fails with the command to run.
pub(crate) fn ensure() -> Result<()> {
    ensure_these(NEEDED, "the tests")
}

/// The same for a list of programs or files with their packages, which `who` needs.
pub(crate) fn ensure_these(needed: &[(&str, &'static str)], who: &str) -> Result<()> {
    let missing = || needed.iter().filter(|(needed, _)| !is_there(needed)).map(|&(_, package)| package);
    let packages: Vec<&str> = missing().collect();
    if packages.is_empty() {
        return Ok(());
    }
    let install = ["install", "-y", "--no-install-recommends"];
    let by_hand = format!("apt-get update && apt-get {} {}", install.join(" "), packages.join(" "));
    if !shell::is_root() || !shell::has_program("apt-get") {
        bail!("{who} need more Debian packages; as root:\n  {by_hand}");
    }
    eprintln!("installing {}", packages.join(" "));
    let mut apt_get = Command::new("apt-get");
    shell::run(apt_get.args(["-q", "update"]))?;
    let mut apt_get = Command::new("apt-get");
    apt_get.env("DEBIAN_FRONTEND", "noninteractive");
    shell::run(apt_get.arg("-q").args(install).args(&packages))?;
    let still: Vec<&str> = missing().collect();
    if !still.is_empty() {
        bail!("installed, and still something of {} is not where it should be", still.join(" "));
    }
    Ok(())
}
