//! The files of a machine below a folder that stands for its `/`: the machine's own, or a container's.
//!
//! Links are followed as that machine would: an absolute one starts at the folder again, and `..` does not lead out of it.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{Error, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::ground::files::named::Named;
use crate::ground::files::regular;
use crate::model::why::{Evidence, EvidenceState};

/// Links that lead to links.
const LINKS: usize = 40;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Root(PathBuf);

impl Root {
    pub(super) fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The path as a reader of the answer knows it.
    pub(super) fn shown(&self, inside: &str) -> String {
        self.0.join(inside).display().to_string()
    }

    /// Where a path of the machine lies; `None` where it leads nowhere.
    pub(super) fn find(&self, inside: &str) -> Option<PathBuf> {
        let mut rest: VecDeque<OsString> = parts(Path::new(inside)).collect();
        let (mut at, mut links) = (PathBuf::new(), 0);
        while let Some(part) = rest.pop_front() {
            if part == ".." {
                at.pop();
                continue;
            }
            let next = at.join(&part);
            let meta = std::fs::symlink_metadata(self.0.join(&next)).ok()?;
            if !meta.is_symlink() {
                at = next;
                continue;
            }
            links += 1;
            if links > LINKS {
                return None;
            }
            let to = std::fs::read_link(self.0.join(&next)).ok()?;
            if to.is_absolute() {
                at = PathBuf::new();
            }
            for part in parts(&to).collect::<Vec<_>>().into_iter().rev() {
                rest.push_front(part);
            }
        }
        Some(self.0.join(at))
    }

    /// Reads a text that the kernel makes, of which the system does not tell the size. What could not be read is evidence, too.
    pub(super) fn text(&self, of: &'static str, inside: &str, most: u64) -> Result<String, Evidence> {
        let evidence = |state, text: String| Evidence { of: of.into(), path: self.shown(inside), state, text };
        let Some(path) = self.find(inside) else { return Err(evidence(EvidenceState::Absent, String::new())) };
        match regular::made(&path, most) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(e) if e.kind() == ErrorKind::NotFound => Err(evidence(EvidenceState::Absent, String::new())),
            Err(e) => Err(evidence(EvidenceState::Unreadable, reason(&e))),
        }
    }

    /// A file or folder as an input.
    pub(super) fn named(&self, inside: &str) -> Option<Named> {
        self.find(inside).map(Named::from)
    }
}

/// Why something cannot be read, without the number of the error.
pub(super) fn reason(e: &Error) -> String {
    match e.kind() {
        ErrorKind::PermissionDenied => "not readable for this user".to_owned(),
        _ => e.to_string(),
    }
}

/// What an error says behind the path that stands beside it already.
pub(super) fn without_path(path: &str, e: &crate::ground::error::Error) -> String {
    let text = e.to_string();
    text.strip_prefix(path).and_then(|rest| rest.strip_prefix(": ")).map(str::to_owned).unwrap_or(text)
}

/// Names along a path, and the steps upwards.
fn parts(path: &Path) -> impl Iterator<Item = OsString> {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn links_stay_below_the_folder() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(at("usr/src/h")).expect("a folder");
        std::fs::create_dir_all(at("usr/lib/modules/6.1")).expect("a folder");
        std::fs::write(at("usr/src/h/Module.symvers"), "x").expect("a file");
        symlink("usr/lib", at("lib")).expect("a link");
        symlink("/usr/src/h", at("usr/lib/modules/6.1/build")).expect("a link");
        symlink("../../../../../../usr/src/h", at("usr/lib/modules/6.1/source")).expect("a link");
        symlink("loop", at("loop")).expect("a link");
        let root = Root::new(dir.path());
        let there = Some(at("usr/src/h/Module.symvers"));
        assert_eq!(root.find("lib/modules/6.1/build/Module.symvers"), there);
        assert_eq!(root.find("lib/modules/6.1/source/Module.symvers"), there);
        assert_eq!(root.find("loop"), None);
        assert_eq!(root.find("lib/modules/6.2"), None);
    }
}
