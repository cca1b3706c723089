//! What a user names as an input: a path of this machine, bytes under a name, or a path of another tree.

use std::path::{Path, PathBuf};

use super::handle::Files;
use super::memory::Memory;
use super::package;
use super::tree::Tree;
use crate::ground::error::Result;

/// What a user names as an input. A path is one, and so is a pair of a name and bytes:
///
/// ```
/// use abilens::Named;
///
/// let _: Named = "lib/libdemo.so".into();
/// let _: Named = ("libdemo.so", vec![0x7f, b'E', b'L', b'F']).into();
/// ```
#[derive(Clone, Debug)]
pub struct Named {
    files: Files,
    path: PathBuf,
}

impl Named {
    /// A path of a tree, the empty one for all of it.
    pub fn of_tree(tree: impl Tree + 'static, path: impl Into<PathBuf>) -> Self {
        Self::new(Files::new(tree), path.into())
    }

    pub(crate) fn new(files: Files, path: PathBuf) -> Self {
        Self { files, path }
    }

    /// As messages and reports name it.
    #[must_use]
    pub fn name(&self) -> String {
        self.files.shown(&self.path)
    }

    /// What it holds, if it is a package.
    ///
    /// # Errors
    /// It cannot be opened, or is a package that is damaged.
    pub fn package(&self) -> Result<Option<Memory>> {
        package::open(&self.files, &self.path)
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Where it is in its tree.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// A path of this machine.
impl<P: AsRef<Path> + ?Sized> From<&P> for Named {
    fn from(path: &P) -> Self {
        path.as_ref().to_path_buf().into()
    }
}

/// The same again.
impl From<&Self> for Named {
    fn from(named: &Self) -> Self {
        named.clone()
    }
}

/// A path of this machine.
impl From<PathBuf> for Named {
    fn from(path: PathBuf) -> Self {
        Self::new(Files::default(), path)
    }
}

/// Bytes in memory. The name says no more than what reports call them, and `.ko` what is a module; what an object asks
/// for beside itself (separate debug files, for one) is missing.
impl<P: AsRef<Path>, B: Into<Vec<u8>>> From<(P, B)> for Named {
    fn from((name, content): (P, B)) -> Self {
        let path = name.as_ref().to_path_buf();
        Self::of_tree([(name, content)].into_iter().collect::<Memory>(), path)
    }
}
