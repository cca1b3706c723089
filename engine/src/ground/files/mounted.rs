//! A tree with packages in it: the path of each is a folder, in which lies what the package holds. All other paths are
//! those of the tree below.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bytes::Bytes;
use super::debugindex::DebugIndex;
use super::handle::Files;
use super::memory::Memory;
use super::named::Named;
use super::tree::{Entries, Look, Tree};
use crate::ground::error::{Error, Result};

/// A tree and the packages in it, by their paths as the user named them.
#[derive(Debug)]
struct Mounted {
    below: Files,
    packages: Vec<(PathBuf, Arc<Memory>)>,
}

/// The input with what is a package opened, of itself and of the places where its debug files may be.
///
/// # Errors
/// A package is damaged, or a file that is to hold debug files is no package.
pub(crate) fn mounted(named: &Named, debug_places: &[PathBuf], index: &DebugIndex) -> Result<Named> {
    let below = named.files();
    let mut packages: Vec<(PathBuf, Arc<Memory>)> = Vec::new();
    if let Some(tree) = named.opened()? {
        packages.push((named.path().to_path_buf(), tree));
    }
    for place in debug_places {
        // What is no folder and not there is nowhere found, as before.
        let is_folder = below.is_folder(place);
        if !is_folder && !below.is_file(place) || packages.iter().any(|(path, _)| path == place) {
            continue;
        }
        match index.package(below, place)? {
            Some(tree) => packages.push((place.clone(), tree)),
            None if is_folder => {}
            None => {
                let what = "holds no debug files: it is neither a folder nor a package".to_owned();
                return Err(Error::Unsupported { path: below.shown(place), offset: 0, what });
            }
        }
    }
    if packages.is_empty() {
        return Ok(named.clone());
    }
    Ok(Named::of_tree(Mounted { below: below.clone(), packages }, named.path()))
}

impl Mounted {
    /// The package that a path leads into, and the path in it.
    fn inside<'p>(&self, path: &'p Path) -> Option<(&Path, &Memory, &'p Path)> {
        self.packages.iter().find_map(|(at, tree)| Some((at.as_path(), &**tree, path.strip_prefix(at).ok()?)))
    }
}

impl Tree for Mounted {
    fn list<'t>(&'t self, folder: &Path) -> io::Result<Entries<'t>> {
        match self.inside(folder) {
            Some((_, tree, inner)) => tree.list(inner),
            None => self.below.list(folder),
        }
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        match self.inside(path) {
            Some((_, tree, inner)) => tree.look(inner),
            None => self.below.look(path),
        }
    }

    fn head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        match self.inside(path) {
            Some((_, tree, inner)) => tree.head(inner, most),
            None => self.below.head(path, most),
        }
    }

    fn open(&self, path: &Path) -> io::Result<Bytes> {
        match self.inside(path) {
            Some((_, tree, inner)) => tree.open(inner),
            None => self.below.open(path),
        }
    }

    fn identity(&self, path: &Path) -> Option<PathBuf> {
        match self.inside(path) {
            Some((at, tree, inner)) => tree.identity(inner).map(|inner| at.join(inner)),
            None => self.below.identity(path),
        }
    }

    fn shown(&self, path: &Path) -> String {
        self.below.shown(path)
    }

    fn is_of_this_machine(&self) -> bool {
        self.below.is_of_this_machine()
    }
}
