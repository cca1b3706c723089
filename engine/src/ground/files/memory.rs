//! A tree in memory: bytes under names, and folders as the names tell them. Nothing else exists for it.

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};

use super::bytes::Bytes;
use super::tree::{Entries, Entry, EntryKind, Look, Tree};

/// Files in memory, by their paths.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Ordered by the parts of the paths, so that what is below a folder stands behind it.
    files: BTreeMap<PathBuf, Bytes>,
}

impl Memory {
    /// Puts a file there; one of the same path is replaced. Folders come with what is in them.
    pub fn put(&mut self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        self.files.insert(plain(path.as_ref()), Bytes::from_vec(content.into()));
    }

    fn file(&self, path: &Path) -> io::Result<&Bytes> {
        self.files.get(&plain(path)).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Files below a folder, in order.
    fn below(&self, folder: &Path) -> impl Iterator<Item = &Path> {
        let behind = (Bound::Excluded(folder), Bound::Unbounded);
        self.files.range::<Path, _>(behind).map(|(path, _)| &**path).take_while(move |p| p.starts_with(folder))
    }
}

impl<P: AsRef<Path>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let mut memory = Self::default();
        files.into_iter().for_each(|(path, content)| memory.put(path, content));
        memory
    }
}

impl Tree for Memory {
    fn list<'t>(&'t self, folder: &Path) -> io::Result<Entries<'t>> {
        let folder = plain(folder);
        let mut entries: Vec<Entry> = Vec::new();
        for path in self.below(&folder) {
            let mut inner = path.strip_prefix(&folder).unwrap_or(path).components();
            let Some(first) = inner.next() else { continue };
            let kind = if inner.next().is_none() { EntryKind::File } else { EntryKind::Folder };
            if entries.last().is_none_or(|last| last.name != first.as_os_str()) {
                entries.push(Entry { name: first.as_os_str().to_owned(), kind });
            }
        }
        if entries.is_empty() && !folder.as_os_str().is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(entries.into_iter().map(Ok)))
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let path = plain(path);
        match self.files.get(&path) {
            Some(content) => Ok(Look::File(content.len() as u64)),
            None if path.as_os_str().is_empty() || self.below(&path).next().is_some() => Ok(Look::Folder),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let content = self.file(path)?.as_slice();
        Ok(content[..content.len().min(most)].to_vec())
    }

    fn open(&self, path: &Path) -> io::Result<Bytes> {
        self.file(path).cloned()
    }

    fn identity(&self, path: &Path) -> Option<PathBuf> {
        self.look(path).ok().map(|_| plain(path))
    }
}

/// A path without `.` and, as far as that can be told, `..`: nothing is a link here.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            Component::ParentDir if out.has_root() => {}
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_what_names_tell() {
        let memory: Memory =
            [("a/b/c.so", "12"), ("a/d.so", "1"), ("a-x", ""), ("./e/../f", "123")].into_iter().collect();
        let list = |folder: &str| -> Vec<(String, EntryKind)> {
            let entries = memory.list(Path::new(folder)).unwrap().map(Result::unwrap);
            entries.map(|e| (e.name.to_string_lossy().into_owned(), e.kind)).collect()
        };
        let (file, folder) = (EntryKind::File, EntryKind::Folder);
        assert_eq!(list(""), [("a".into(), folder), ("a-x".into(), file), ("f".into(), file)]);
        assert_eq!(list("a"), [("b".into(), folder), ("d.so".into(), file)]);
        assert_eq!(list("./a/b"), [("c.so".into(), file)]);
        assert!(memory.list(Path::new("g")).is_err());
        let look = |path: &str| memory.look(Path::new(path)).ok();
        assert_eq!(look("a/b"), Some(Look::Folder));
        assert_eq!(look("a/../a/d.so"), Some(Look::File(1)));
        assert_eq!(look("."), Some(Look::Folder));
        assert_eq!(look("/a/d.so"), None);
        assert_eq!(look("a/d.so/x"), None);
        assert_eq!(memory.head(Path::new("f"), 2).unwrap(), b"12");
        assert_eq!(memory.identity(Path::new("a/b/../d.so")).unwrap(), Path::new("a/d.so"));
        assert_eq!(plain(Path::new("../x")), Path::new("../x"));
        assert_eq!(plain(Path::new("/../x")), Path::new("/x"));
    }
}
