//! A tree in memory: bytes and links under names, and folders as the names tell them. Nothing else exists for it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};

use super::bytes::Bytes;
use super::tree::{Entries, Entry, EntryKind, Look, Tree};

/// Links that are followed on the way to one file: what Linux follows.
const MOST_LINKS: usize = 40;

/// Files in memory, by their paths, and links between them.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Ordered by the parts of the paths, so that what is below a folder stands behind it.
    nodes: BTreeMap<PathBuf, Node>,
    has_links: bool,
}

/// What lies under one path.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A file.
    File(Bytes),
    /// A symbolic link and what it says.
    Link(PathBuf),
}

impl Memory {
    /// Puts a file there; one of the same path is replaced. Folders come with what is in them.
    pub fn put(&mut self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        self.put_bytes(path, Bytes::from_vec(content.into()));
    }

    /// The same with bytes that others may hold, too.
    pub fn put_bytes(&mut self, path: impl AsRef<Path>, content: Bytes) {
        self.nodes.insert(plain(path.as_ref()), Node::File(content));
    }

    /// Puts a symbolic link there; what had the same path is replaced. A target that begins with `/` counts from the top of
    /// this tree, and one that climbs above it leads nowhere.
    pub fn put_link(&mut self, path: impl AsRef<Path>, target: impl Into<PathBuf>) {
        self.nodes.insert(plain(path.as_ref()), Node::Link(target.into()));
        self.has_links = true;
    }

    /// Puts there what another tree had.
    pub(super) fn put_node(&mut self, path: PathBuf, node: Node) {
        self.has_links |= matches!(node, Node::Link(_));
        self.nodes.insert(path, node);
    }

    /// All paths, and what lies there.
    pub(super) fn into_nodes(self) -> impl Iterator<Item = (PathBuf, Node)> {
        self.nodes.into_iter()
    }

    /// The bytes under this very path, no link followed.
    pub(crate) fn held(&self, path: &Path) -> Option<&Bytes> {
        match self.nodes.get(path)? {
            Node::File(content) => Some(content),
            Node::Link(_) => None,
        }
    }

    /// Where a path leads, links followed; that there is something, is not said.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        if !self.has_links {
            return Ok(plain(path));
        }
        let mut out = PathBuf::new();
        let mut links = 0;
        let parts = |path: &Path| path.components().rev().filter_map(part).collect::<Vec<_>>();
        let mut waiting = parts(path);
        while let Some(part) = waiting.pop() {
            match part {
                Part::Root => out = PathBuf::new(),
                Part::Up if !out.pop() => return Err(io::ErrorKind::NotFound.into()),
                Part::Up => {}
                Part::Name(name) => {
                    out.push(name);
                    let Some(Node::Link(target)) = self.nodes.get(&out) else { continue };
                    links += 1;
                    if links > MOST_LINKS {
                        return Err(io::Error::new(io::ErrorKind::InvalidInput, "too many links"));
                    }
                    out.pop();
                    waiting.extend(parts(target));
                }
            }
        }
        Ok(out)
    }

    fn file(&self, path: &Path) -> io::Result<&Bytes> {
        self.held(&self.resolve(path)?).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// What lies below a folder, in order.
    fn below(&self, folder: &Path) -> impl Iterator<Item = (&Path, &Node)> {
        self.from(Bound::Excluded(folder), folder)
    }

    /// The same from a path on.
    fn from(&self, start: Bound<&Path>, folder: &Path) -> impl Iterator<Item = (&Path, &Node)> {
        let all = self.nodes.range::<Path, _>((start, Bound::Unbounded)).map(|(path, node)| (&**path, node));
        all.take_while(move |(path, _)| path.starts_with(folder))
    }
}

/// A step of a path.
enum Part {
    Root,
    Up,
    Name(OsString),
}

fn part(component: Component<'_>) -> Option<Part> {
    match component {
        Component::Prefix(_) | Component::RootDir => Some(Part::Root),
        Component::ParentDir => Some(Part::Up),
        Component::CurDir => None,
        Component::Normal(name) => Some(Part::Name(name.to_owned())),
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
        let folder = self.resolve(folder)?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut next = self.below(&folder).next();
        while let Some((path, node)) = next {
            let mut inner = path.strip_prefix(&folder).unwrap_or(path).components();
            let Some(first) = inner.next() else { break };
            let kind = match (inner.next(), node) {
                (Some(_), _) => EntryKind::Folder,
                (None, Node::File(_)) => EntryKind::File,
                (None, Node::Link(_)) => EntryKind::Link,
            };
            let name = first.as_os_str().to_owned();
            // No name lies between one and the same with a zero behind it: all below a folder is passed over at once, for it may
            // be many, and lie deep.
            let mut behind = name.clone();
            behind.push("\0");
            entries.push(Entry { name, kind });
            next = self.from(Bound::Included(folder.join(behind).as_path()), &folder).next();
        }
        if entries.is_empty() && !folder.as_os_str().is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(entries.into_iter().map(Ok)))
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let path = self.resolve(path)?;
        match self.held(&path) {
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
        self.look(path).ok()?;
        self.resolve(path).ok()
    }
}

/// A path without `.` and, as far as that can be told, `..`: no link is followed.
#[must_use]
pub fn plain(path: &Path) -> PathBuf {
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

    #[test]
    fn a_folder_lists_each_name_once_whatever_lies_below() {
        let paths = ["a", "a.b/c", "a/b", "a/c/d", "ab", "b/c/d", "b/d"];
        let memory: Memory = paths.into_iter().map(|path| (path, "")).collect();
        let names = |folder: &str| -> Vec<String> {
            let entries = memory.list(Path::new(folder)).unwrap();
            entries.map(|e| e.unwrap().name.into_string().unwrap()).collect()
        };
        assert_eq!(names(""), ["a", "a.b", "ab", "b"]);
        assert_eq!(names("a"), ["b", "c"]);
        assert_eq!(names("b"), ["c", "d"]);
    }

    #[test]
    fn links_stay_in_the_tree() {
        let mut memory: Memory = [("usr/lib/x.so.1", "123"), ("usr/lib/debug/y", "1")].into_iter().collect();
        for (path, target) in [
            ("lib", "usr/lib"),
            ("usr/lib/x.so", "x.so.1"),
            ("usr/lib/absolute", "/usr/lib/x.so"),
            ("usr/lib/up", "../../lib/x.so"),
            ("usr/lib/out", "../../../usr/lib/x.so.1"),
            ("usr/lib/nowhere", "/etc/passwd"),
            ("round", "about"),
            ("about", "round"),
        ] {
            memory.put_link(path, target);
        }
        let look = |path: &str| memory.look(Path::new(path)).ok();
        for path in ["lib/x.so.1", "lib/x.so", "usr/lib/absolute", "lib/up", "lib/debug/../x.so"] {
            assert_eq!(look(path), Some(Look::File(3)), "{path}");
            assert_eq!(memory.identity(Path::new(path)).unwrap(), Path::new("usr/lib/x.so.1"), "{path}");
        }
        for path in ["usr/lib/out", "usr/lib/nowhere", "round", "../usr/lib/x.so.1", "lib/x.so.1/.."] {
            assert_ne!(look(path), Some(Look::File(3)), "{path}");
        }
        assert_eq!(look("lib"), Some(Look::Folder));
        let listed = memory.list(Path::new("lib")).unwrap().map(|e| e.unwrap().kind);
        let (file, folder, link) = (EntryKind::File, EntryKind::Folder, EntryKind::Link);
        assert_eq!(listed.collect::<Vec<_>>(), [link, folder, link, link, link, link, file]);
    }
}
