//! What a user names as an input: a path of this machine, bytes under a name, or a path of another tree.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// What it holds, if that was asked before it is loaded.
    package: Option<Arc<Memory>>,
}

impl Named {
    /// A path of a tree, the empty one for all of it.
    pub fn of_tree(tree: impl Tree + 'static, path: impl Into<PathBuf>) -> Self {
        Self::new(Files::new(tree), path.into())
    }

    pub(crate) fn new(files: Files, path: PathBuf) -> Self {
        Self { files, path, package: None }
    }

    /// As messages and reports name it.
    #[must_use]
    pub fn name(&self) -> String {
        self.files.shown(&self.path)
    }

    /// What it holds, if it is a package or a folder of packages; kept for when it is loaded.
    ///
    /// # Errors
    /// It cannot be opened, or is a package that is damaged.
    pub fn package(&mut self) -> Result<Option<Arc<Memory>>> {
        self.package = self.opened()?;
        Ok(self.package.clone())
    }

    /// What it says that it provides, if it is a package of RPM, or a folder of such.
    ///
    /// # Errors
    /// It cannot be opened.
    pub(crate) fn provided(&self) -> Result<Option<BTreeSet<String>>> {
        package::provided(&self.files, &self.path)
    }

    /// Whether it is a folder, of packages or of anything else.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        self.files.is_folder(&self.path)
    }

    /// The same input, as if nobody had asked what it holds: nothing is kept in memory.
    pub(crate) fn closed(&self) -> Self {
        Self { package: None, ..self.clone() }
    }

    /// What it holds, opened now or before.
    pub(super) fn opened(&self) -> Result<Option<Arc<Memory>>> {
        match &self.package {
            Some(package) => Ok(Some(Arc::clone(package))),
            None => Ok(package::open(&self.files, &self.path)?.map(Arc::new)),
        }
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
