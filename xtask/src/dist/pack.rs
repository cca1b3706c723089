//! The archive, the packages and their digests. What would tell of the machine is set: order, owners, times.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use super::{Build, licences, manual, tools, version};
use crate::shell;

/// Papers of the repository that go with the binary.
const PAPERS: &[&str] = &["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Who answers for the packages. cli/Cargo.toml says the same.
const MAINTAINER: &str = "The abilens authors <abilens@users.noreply.github.com>";

/// A file of the archive: its place there, and whether it is a program.
struct Entry {
    place: PathBuf,
    from: PathBuf,
    is_program: bool,
}

/// `abilens-VERSION-TRIPLE.tar.gz`, with all in one folder.
pub(crate) fn archive(build: &Build) -> Result<()> {
    let plain = |place: &str, from: PathBuf| Entry { place: place.into(), from, is_program: false };
    let mut entries = vec![
        Entry { place: "abilens".into(), from: build.profile().join("abilens"), is_program: true },
        plain("Containerfile", build.source.join("xtask/dist/Containerfile")),
        plain(licences::FILE, build.stage().join(licences::FILE)),
    ];
    entries.extend(PAPERS.iter().map(|name| plain(name, build.source.join(name))));
    for folder in ["man", "share"] {
        for from in shell::files(&build.stage().join(folder))? {
            let place = from.strip_prefix(build.stage())?.to_owned();
            entries.push(Entry { place, from, is_program: false });
        }
    }
    entries.sort_by(|a, b| a.place.cmp(&b.place));
    let name = build.name();
    let path = build.artifacts().join(format!("{name}.tar.gz"));
    let mut archive = tar::Builder::new(zipped(&path)?);
    for entry in &entries {
        let bytes = std::fs::read(&entry.from).with_context(|| entry.from.display().to_string())?;
        let mut header = tar::Header::new_gnu();
        header.set_mode(if entry.is_program { 0o755 } else { 0o644 });
        header.set_size(bytes.len() as u64);
        header.set_mtime(build.epoch);
        archive.append_data(&mut header, Path::new(&name).join(&entry.place), &bytes[..])?;
    }
    archive.into_inner()?.finish()?.flush()?;
    Ok(())
}

/// A file that is compressed, without a name or a time in it.
fn zipped(path: &Path) -> Result<flate2::write::GzEncoder<File>> {
    let file = File::create(path).with_context(|| path.display().to_string())?;
    Ok(GzBuilder::new().mtime(0).write(file, Compression::best()))
}

/// Compresses what a package holds compressed.
fn zip(from: &Path, to: &Path) -> Result<()> {
    let mut file = File::open(from).with_context(|| from.display().to_string())?;
    let mut out = zipped(to)?;
    io::copy(&mut file, &mut out)?;
    out.finish()?;
    Ok(())
}

/// Lays out what both packages take from the stage: `packed/`.
fn packed(build: &Build) -> Result<PathBuf> {
    let folder = build.stage().join("packed");
    std::fs::create_dir_all(&folder)?;
    for page in shell::files(&build.stage().join("man/man1"))? {
        let name = page.file_name().context("a page has a name")?.to_string_lossy().into_owned();
        zip(&page, &folder.join(format!("{name}.gz")))?;
    }
    for (_, place) in manual::SHELLS {
        let from = build.stage().join("share").join(place);
        // zsh's file has the name of the function, and Debian's folder for it is another one: names are given there.
        std::fs::copy(&from, folder.join(from.file_name().context("a file has a name")?))?;
    }
    // A package holds when its files were written, but nothing later than the time of the artefacts: that of these copies.
    for paper in ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        std::fs::copy(build.source.join(paper), folder.join(paper)).with_context(|| paper.to_owned())?;
    }
    zip(&build.source.join("CHANGELOG.md"), &folder.join("changelog.gz"))?;
    Ok(folder)
}

/// Debian's package, which needs no other.
pub(crate) fn deb(build: &Build) -> Result<()> {
    tools::DEB.ensure()?;
    let folder = packed(build)?;
    let changelog = folder.join("changelog");
    std::fs::write(&changelog, debian_changelog(build.epoch)?)?;
    zip(&changelog, &folder.join("changelog.Debian.gz"))?;
    let mut deb = tools::DEB.call();
    build.prepare(&mut deb).args(["--no-build", "--no-strip", "--locked", "--quiet", "--profile", "dist"]);
    deb.args(["--target", &build.triple]).arg("--manifest-path").arg(build.source.join("cli/Cargo.toml"));
    shell::run(deb.arg("--output").arg(build.artifacts().join(format!("abilens_{}-1_amd64.deb", version()))))
}

/// The same for systems with rpm.
pub(crate) fn rpm(build: &Build) -> Result<()> {
    tools::RPM.ensure()?;
    packed(build)?;
    let mut rpm = tools::RPM.call();
    build.prepare(&mut rpm).args(["--package", "cli", "--payload-compress", "xz", "--profile", "dist"]);
    rpm.args(["--target", &build.triple]);
    rpm.arg("--target-dir").arg(&build.target).args(["--source-date", &build.epoch.to_string()]);
    shell::run(rpm.arg("--output").arg(build.artifacts().join(format!("abilens-{}-1.x86_64.rpm", version()))))
}

/// What Debian wants to be told of a version; the changes themselves stand in the changelog of the project.
fn debian_changelog(epoch: u64) -> Result<String> {
    let mut date = Command::new("date");
    date.env("LC_ALL", "C").args(["--utc", "--rfc-email", "--date", &format!("@{epoch}")]);
    let date = shell::read(&mut date)?;
    let version = version();
    Ok(format!(
        "abilens ({version}-1) unstable; urgency=medium\n\n  * Release {version}. What changed stands in changelog.gz.\n\n \
         -- {MAINTAINER}  {date}"
    ))
}

/// Writes the digests of all artefacts, as `sha256sum --check` reads them.
pub(crate) fn digests(build: &Build) -> Result<PathBuf> {
    let mut text = String::new();
    for path in shell::files(&build.artifacts())? {
        let bytes = std::fs::read(&path)?;
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        text += &format!("{digest}  {name}\n");
    }
    ensure!(!text.is_empty(), "nothing was made");
    let path = build.artifacts().join(format!("abilens-{}-SHA256SUMS", version()));
    std::fs::write(&path, text)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changelog_of_the_package_has_its_day() {
        let text = debian_changelog(1_795_968_510).unwrap();
        assert!(text.ends_with(&format!(" -- {MAINTAINER}  Sun, 29 Nov 2026 16:08:30 +0000\n")), "{text}");
    }

    #[test]
    fn what_is_zipped_twice_has_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let [from, one, other] = ["from", "one", "other"].map(|name| folder.path().join(name));
        std::fs::write(&from, "text").unwrap();
        zip(&from, &one).unwrap();
        std::fs::write(&from, "text").unwrap();
        zip(&from, &other).unwrap();
        assert_eq!(std::fs::read(one).unwrap(), std::fs::read(other).unwrap());
    }
}
