//! A tree as readers hold it: shared, with what every reader asks in few words, and errors by the name that the user knows.

use std::io;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use super::bytes::Bytes;
use super::decompress;
use super::disk::Disk;
use super::sniff::{HEAD, Sniffed, sniff};
use super::tree::{Look, Tree};
use crate::ground::error::{Error, Result};

/// A tree that many hold.
#[derive(Clone, Debug)]
pub(crate) struct Files(Arc<dyn Tree>);

impl Files {
    pub(crate) fn new(tree: impl Tree + 'static) -> Self {
        Self(Arc::new(tree))
    }

    /// Whether a file lies there, links followed.
    pub(crate) fn is_file(&self, path: &Path) -> bool {
        matches!(self.look(path), Ok(Look::File(_)))
    }

    /// Whether a folder lies there, links followed.
    pub(crate) fn is_folder(&self, path: &Path) -> bool {
        matches!(self.look(path), Ok(Look::Folder))
    }

    /// What went wrong at a path, by the name that the user knows.
    pub(crate) fn failed(&self, path: &Path, source: io::Error) -> Error {
        Error::Io { path: self.shown(path), source }
    }

    /// The first bytes of a file, as many as there are of those that [`sniff`] wants.
    ///
    /// # Errors
    /// It cannot be opened, or is no file that ends.
    pub(crate) fn first_bytes(&self, path: &Path) -> Result<Vec<u8>> {
        self.head(path, HEAD).map_err(|e| self.failed(path, e))
    }

    /// The bytes of a file, expanded if all of it is compressed.
    ///
    /// # Errors
    /// It cannot be opened or expanded.
    pub(crate) fn read(&self, path: &Path) -> Result<Bytes> {
        let bytes = self.open(path).map_err(|e| self.failed(path, e))?;
        let data = bytes.as_slice();
        let Sniffed::Compressed(codec) = sniff(data) else { return Ok(bytes) };
        let most = decompress::limit_of_file(data.len());
        let out = decompress::expand(codec, data, data.len() as u64 * 4, most)
            .map_err(|e| Error::damaged(&self.shown(path), 0, format!("cannot be decompressed: {e}")))?;
        Ok(Bytes::from_vec(out))
    }

    /// The bytes of a file whose first bytes `wanted` accepts; `None` for others, and for what is no file.
    ///
    /// # Errors
    /// There is nothing, or it cannot be opened.
    pub(crate) fn read_if(&self, path: &Path, wanted: fn(&[u8]) -> bool) -> Result<Option<Bytes>> {
        let look = self.look(path).map_err(|e| self.failed(path, e))?;
        if !matches!(look, Look::File(_)) || !wanted(&self.first_bytes(path)?) {
            return Ok(None);
        }
        self.open(path).map(Some).map_err(|e| self.failed(path, e))
    }
}

impl Default for Files {
    /// The files of this machine.
    fn default() -> Self {
        Self::new(Disk)
    }
}

impl Deref for Files {
    type Target = dyn Tree;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}
