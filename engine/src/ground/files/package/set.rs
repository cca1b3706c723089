//! Several packages in one folder: what they install together, as one tree.
//!
//! Packages of one system install no two files under one path, so the tree is that of a system on which all of them are
//! installed: debug files lie where they belong, and links lead from one package into another. Where packages do hold other
//! files under one path (two versions, two variants of a build), each of them stands below the name of its package.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::one::{Kind, kind_at, unpacked};
use crate::ground::error::Result;
use crate::ground::files::handle::Files;
use crate::ground::files::memory::{Memory, Node};
use crate::ground::files::sniff::{Sniffed, sniff};
use crate::ground::files::tree::{Entry, EntryKind};

/// The tree of the packages at the top of a folder; `None` where none lies there, or an object beside them: then the folder is
/// one of objects. Where packages of Debian or RPM lie there, archives are none of the set: they are the sources.
///
/// # Errors
/// Those of [`super::open`], of the first package that is damaged.
pub(super) fn open(files: &Files, folder: &Path) -> Result<Option<Memory>> {
    let Some(packages) = packages(files, folder)? else { return Ok(None) };
    let trees: Vec<Result<Option<Memory>>> =
        packages.par_iter().map(|(name, kind)| unpacked(files, &folder.join(name), *kind)).collect();
    let mut parts: Vec<(&OsString, Memory)> = Vec::new();
    for ((name, _), tree) in packages.iter().zip(trees) {
        parts.extend(tree?.map(|tree| (name, tree)));
    }
    // A compressed file need not be an archive.
    Ok(if parts.is_empty() { None } else { Some(merged(parts)) })
}

/// The packages that make up the set; `None` as for [`open`].
pub(super) fn packages(files: &Files, folder: &Path) -> Result<Option<Vec<(OsString, Kind)>>> {
    let mut packages = at_top(files, folder)?;
    if packages.is_empty() || holds_objects(files, folder) {
        return Ok(None);
    }
    let installed = |(_, kind): &(OsString, Kind)| matches!(kind, Kind::Deb | Kind::Rpm);
    if packages.iter().any(installed) {
        packages.retain(installed);
    }
    Ok(Some(packages))
}

/// Packages right in a folder, in the order of their names. A file that cannot be read is an error where there are any: it may
/// be one of them.
fn at_top(files: &Files, folder: &Path) -> Result<Vec<(OsString, Kind)>> {
    let entries = files.list(folder).into_iter().flatten().flatten();
    let is_file = |entry: &Entry| {
        matches!(entry.kind, EntryKind::File | EntryKind::Link) && files.is_file(&folder.join(&entry.name))
    };
    let mut names: Vec<OsString> = entries.filter(is_file).map(|entry| entry.name).collect();
    names.sort();
    let mut out = Vec::new();
    let mut unreadable = None;
    for name in names {
        match kind_at(files, &folder.join(&name)) {
            Ok(Some(kind)) => out.push((name, kind)),
            Ok(None) => {}
            Err(e) => unreadable = unreadable.or(Some(e)),
        }
    }
    match unreadable {
        Some(e) if !out.is_empty() => Err(e),
        _ => Ok(out),
    }
}

/// Whether something below a folder is an object by itself, or may be a module that is compressed.
fn holds_objects(files: &Files, top: &Path) -> bool {
    let mut folders = vec![top.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in files.list(&folder).into_iter().flatten().flatten() {
            let path = folder.join(&entry.name);
            match entry.kind {
                EntryKind::Folder => folders.push(path),
                EntryKind::File if is_object(files, &path) => return true,
                EntryKind::File | EntryKind::Link | EntryKind::Other => {}
            }
        }
    }
    false
}

fn is_object(files: &Files, path: &Path) -> bool {
    let Ok(head) = files.first_bytes(path) else { return false };
    match sniff(&head) {
        Sniffed::Elf(_) | Sniffed::Btf => true,
        Sniffed::Archive => Kind::of(&head) != Some(Kind::Deb),
        Sniffed::Compressed(_) => path.file_name().is_some_and(|name| name.to_string_lossy().contains(".ko.")),
        Sniffed::Dump(_) | Sniffed::Other => false,
    }
}

/// One tree of several, each with the name of its package.
fn merged(parts: Vec<(&OsString, Memory)>) -> Memory {
    let mut all: BTreeMap<PathBuf, Vec<(usize, Node)>> = BTreeMap::new();
    let names: Vec<&OsString> = parts.iter().map(|(name, _)| *name).collect();
    for (at, (_, tree)) in parts.into_iter().enumerate() {
        for (path, node) in tree.into_nodes() {
            all.entry(path).or_default().push((at, node));
        }
    }
    let mut out = Memory::default();
    // What is no folder in one package may be one in another. What lies below a path follows it.
    let mut above: Option<PathBuf> = None;
    for (path, nodes) in all {
        let is_free = above.as_ref().is_none_or(|above| !path.starts_with(above));
        let alike = nodes.iter().all(|(_, node)| is_same(node, &nodes[0].1));
        for (at, node) in nodes {
            let place = if alike && is_free { path.clone() } else { Path::new(names[at]).join(&path) };
            out.put_node(place, node);
        }
        if is_free {
            above = Some(path);
        }
    }
    out
}

fn is_same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::File(one), Node::File(other)) => one.as_slice() == other.as_slice(),
        (Node::Link(one), Node::Link(other)) => one == other,
        (Node::File(_), Node::Link(_)) | (Node::Link(_), Node::File(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::files::tree::{Look, Tree as _};

    #[test]
    fn packages_are_one_tree_and_what_they_dispute_stands_apart() {
        let names = ["a.deb", "b.deb", "c.deb"].map(OsString::from);
        let mut a: Memory =
            [("usr/lib/a.so", "1"), ("usr/share/copyright", "x"), ("usr/lib/both.so", "1")].into_iter().collect();
        let b: Memory =
            [("usr/lib/both.so", "2"), ("usr/share/copyright", "x"), ("lib/b.so", "3")].into_iter().collect();
        a.put_link("usr/lib/b.so", "/lib/b.so");
        let mut c = Memory::default();
        c.put_link("lib", "usr/lib");
        let all = merged(names.iter().zip([a, b, c]).collect());
        let held: Vec<String> = all.clone().into_nodes().map(|(path, _)| path.display().to_string()).collect();
        assert_eq!(
            held,
            [
                "a.deb/usr/lib/both.so",
                "b.deb/lib/b.so",
                "b.deb/usr/lib/both.so",
                "lib",
                "usr/lib/a.so",
                "usr/lib/b.so",
                "usr/share/copyright",
            ]
        );
        assert_eq!(all.look(Path::new("lib/a.so")).ok(), Some(Look::File(1)));
    }
}
