//! Where files of a name are in the folders that the user named for debug files, and the packages among these; and who is asked
//! for what lies nowhere.
//!
//! Packages put debug files under the path that the object will be installed at, under a folder for the machine, in
//! `dwz/`, below `lib/modules`. A folder is walked once, when first asked for; what lies there under the right name
//! must still prove to belong to the object.

use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::handle::Files;
use super::memory::Memory;
use super::package;
use super::served::{BuildId, DebugServer, Served};
use super::tree::EntryKind;
use crate::ground::error::Result;

/// More files than this are not looked at in one folder: five times what the debug package of a full kernel holds.
const MOST: usize = 1 << 20;

/// Paths in a folder, by the last name of each.
type ByName = HashMap<OsString, Vec<PathBuf>>;

/// Folders of this machine that were walked, and packages that were opened; copies share what they know. Beside them the server
/// that is asked for what lies nowhere, if there is one.
#[derive(Clone, Debug, Default)]
pub struct DebugIndex {
    folders: Arc<Mutex<BTreeMap<PathBuf, Arc<ByName>>>>,
    packages: Arc<Mutex<BTreeMap<PathBuf, Arc<Memory>>>>,
    server: Option<Arc<dyn DebugServer>>,
}

impl DebugIndex {
    /// One that asks a server for what lies nowhere.
    #[must_use]
    pub fn with_server(server: Arc<dyn DebugServer>) -> Self {
        Self { server: Some(server), ..Self::default() }
    }

    /// Whether a server is asked.
    pub(crate) fn has_server(&self) -> bool {
        self.server.is_some()
    }

    /// What the server has under a build id; `None` if there is no server, or `id` cannot be one.
    pub(crate) fn served(&self, id: &[u8]) -> Option<Served> {
        Some(self.server.as_ref()?.debug_file(&BuildId::new(id)?))
    }

    /// The package at `path`; `None` if that is none. Both sides of a comparison may look into the same one.
    ///
    /// # Errors
    /// Those of [`package::open`].
    pub(crate) fn package(&self, files: &Files, path: &Path) -> Result<Option<Arc<Memory>>> {
        let open = || Ok(package::open(files, path)?.map(Arc::new));
        if !files.is_of_this_machine() {
            return open();
        }
        let mut packages = self.packages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = packages.get(path) {
            return Ok(Some(Arc::clone(known)));
        }
        let opened = open()?;
        packages.extend(opened.iter().map(|tree| (path.to_path_buf(), Arc::clone(tree))));
        Ok(opened)
    }

    /// Files below `folder` that bear one of `names`, in the order of the names, then of their paths.
    pub(crate) fn find(&self, files: &Files, folder: &Path, names: &[OsString]) -> Vec<PathBuf> {
        let known = if files.is_of_this_machine() {
            // The walk happens under the lock: who comes second waits for it instead of walking, too.
            let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(folders.entry(folder.to_path_buf()).or_insert_with(|| Arc::new(walk(files, folder))))
        } else {
            // A folder of the same name in another tree is another one.
            Arc::new(walk(files, folder))
        };
        names.iter().filter_map(|name| known.get::<OsStr>(name)).flatten().cloned().collect()
    }
}

/// Regular files, links to such included; links to folders are not followed, so that the walk ends.
fn walk(files: &Files, root: &Path) -> ByName {
    let mut out = ByName::new();
    let mut folders = vec![root.to_path_buf()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in files.list(&folder).into_iter().flatten() {
            seen += 1;
            if seen > MOST {
                break;
            }
            let Ok(entry) = entry else { continue };
            let path = folder.join(&entry.name);
            match entry.kind {
                EntryKind::Folder => folders.push(path),
                EntryKind::File | EntryKind::Link => out.entry(entry.name).or_default().push(path),
                EntryKind::Other => {}
            }
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
    for paths in out.values_mut() {
        paths.sort();
    }
    out
}
