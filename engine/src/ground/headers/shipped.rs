//! The headers of a kernel as its package ships them, where it lies beside the kernel: unpacked packages
//! (`linux-headers-*/usr/src/...`, `kernel-devel-*/usr/src/kernels/...`), an installed system, `build` and `source` of
//! `lib/modules`. Packages belong to a kernel by its release; those that several flavours share
//! (`linux-headers-6.1.0-47-common`) by its beginning.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// More entries than this are not looked at: five times what the headers of a kernel are.
const MOST: usize = 1 << 18;
/// How many folders around an input are looked at.
const UP: usize = 8;

/// Headers that come with a kernel for who builds drivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shipped {
    /// The folder (or folders) as reports name it.
    pub from: String,
    /// Paths from the top of the tree.
    pub files: BTreeSet<String>,
}

/// What lies beside the input `path`, whose objects bear the names `objects`. `None` also where what is there
/// lacks the headers that all drivers include: then it is a part of a package only.
#[must_use]
pub fn beside(path: &Path, objects: &[&str]) -> Option<Shipped> {
    let name = path.to_string_lossy();
    let release = objects.iter().copied().chain([&*name]).find_map(release)?;
    let path = std::path::absolute(path).ok()?;
    let mut folders: Vec<PathBuf> = Vec::new();
    for around in path.ancestors().take(UP).filter(|p| p.is_dir()) {
        folders.extend(in_folder(around, &release));
        for entry in std::fs::read_dir(around).into_iter().flatten().flatten().take(MOST) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if PACKAGES.iter().any(|p| name.starts_with(p)) && entry.path().is_dir() {
                folders.extend(in_folder(&entry.path(), &release));
            }
        }
        // The nearest ones count.
        if !folders.is_empty() {
            break;
        }
    }
    folders.sort();
    folders.dedup();
    let mut shipped = Shipped::default();
    for folder in &folders {
        collect(folder, &mut shipped.files);
    }
    shipped.from =
        folders.iter().filter_map(|f| f.file_name()).map(|f| f.to_string_lossy()).collect::<Vec<_>>().join(", ");
    let whole = ["include/linux/module.h", "include/linux/types.h", "include/linux/list.h"];
    whole.iter().any(|h| shipped.files.contains(*h)).then_some(shipped)
}

const PACKAGES: [&str; 3] = ["linux-headers-", "kernel-devel-", "kernel-default-devel-"];

/// The release of a kernel in the name of one of its files or packages.
fn release(name: &str) -> Option<String> {
    let after = |mark: &str| name.find(mark).map(|at| &name[at + mark.len()..]);
    let word = after("lib/modules/").or_else(|| after("vmlinux-")).or_else(|| after("linux-image-"))?;
    let word = word.split('/').next().unwrap_or(word);
    let word = ["-dbgsym", "-dbg", ".debug"].iter().fold(word, |w, end| w.strip_suffix(end).unwrap_or(w));
    let word = word.strip_prefix("unsigned-").unwrap_or(word);
    word.starts_with(|c: char| c.is_ascii_digit()).then(|| word.to_owned())
}

/// Folders of headers of a release in a system or an unpacked package.
fn in_folder(root: &Path, release: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for sources in ["usr/src", "usr/src/kernels"] {
        for entry in std::fs::read_dir(root.join(sources)).into_iter().flatten().flatten().take(MOST) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let version = PACKAGES.iter().find_map(|p| name.strip_prefix(p)).unwrap_or(&name);
            let common = version.strip_suffix("-common").is_some_and(|v| release.starts_with(&format!("{v}-")));
            // openSUSE: linux-5.14.21-150500.55 beside linux-5.14.21-150500.55-obj.
            if (version == release || common) && entry.path().is_dir() {
                out.push(entry.path());
            }
        }
    }
    for link in ["build", "source"] {
        let named = [root.join(link), root.join("lib/modules").join(release).join(link)];
        out.extend(named.into_iter().filter(|p| p.join("include/linux").is_dir()));
    }
    out
}

/// Adds the headers of a folder; folders behind links are not entered.
fn collect(top: &Path, files: &mut BTreeSet<String>) {
    let mut folders = vec![top.to_path_buf()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            seen += 1;
            if seen > MOST {
                return;
            }
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "h")
                && let Ok(inner) = path.strip_prefix(top)
            {
                files.insert(inner.to_string_lossy().into_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_stand_in_names() {
        for (name, wanted) in [
            ("linux-image-6.1.0-47-cloud-amd64-dbg/usr/lib/debug", Some("6.1.0-47-cloud-amd64")),
            ("usr/lib/debug/boot/vmlinux-6.1.0-47-amd64", Some("6.1.0-47-amd64")),
            ("usr/lib/debug/lib/modules/6.12.9-amd64/kernel/x.ko", Some("6.12.9-amd64")),
            ("vmlinux", None),
            ("libx.so", None),
        ] {
            assert_eq!(release(name).as_deref(), wanted, "{name}");
        }
    }
}
