//! Where the files of an input come from: a tree that can be listed and opened, whatever holds it.
//!
//! Whatever belongs to an input is asked of its tree: the objects, and beside them separate debug files, split and
//! supplementary debug information. Folders outside of the input (those of `--debug-dir`, `/usr/lib/debug`) are asked of
//! the tree, too: where it is not the files of this machine, nothing lies there.

use std::ffi::OsString;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

use super::bytes::Bytes;

/// What can be listed and opened. Paths are the tree's own; none is obeyed as a path of this machine unless
/// [`Tree::is_of_this_machine`].
pub trait Tree: Debug + Send + Sync {
    /// What lies in a folder, in no order.
    ///
    /// # Errors
    /// It is no folder, or cannot be read.
    fn list<'t>(&'t self, folder: &Path) -> io::Result<Entries<'t>>;

    /// What a path leads to, links followed.
    ///
    /// # Errors
    /// There is nothing.
    fn look(&self, path: &Path) -> io::Result<Look>;

    /// The first bytes of a file, as many as there are up to `most`.
    ///
    /// # Errors
    /// It is no file that ends (a pipe, a device), or cannot be read.
    fn head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>>;

    /// All bytes of a file; mapped where that can be.
    ///
    /// # Errors
    /// Those of [`Tree::head`].
    fn open(&self, path: &Path) -> io::Result<Bytes>;

    /// One path for all that lead to the same file; `None` where there is nothing.
    fn identity(&self, path: &Path) -> Option<PathBuf>;

    /// A path as messages name it.
    fn shown(&self, path: &Path) -> String {
        path.display().to_string()
    }

    /// Whether paths outside of the input lead to the files of this machine.
    fn is_of_this_machine(&self) -> bool {
        false
    }
}

/// What lies in a folder.
pub type Entries<'t> = Box<dyn Iterator<Item = io::Result<Entry>> + 't>;

/// One thing in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the folder.
    pub name: OsString,
    /// What it is itself: a link is not followed.
    pub kind: EntryKind,
}

/// What lies in a folder under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file that ends.
    File,
    /// A folder.
    Folder,
    /// A link to something.
    Link,
    /// A pipe, a device, a socket.
    Other,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A pipe, a device, a socket.
    Other,
}
