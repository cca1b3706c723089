//! Headers as they are installed: those of packages for development, of archives and folders that hold a release.
//!
//! Consumers include them from folders that are called `include`, from the folder of the machine in `usr/include`, and from
//! those that files of pkg-config name. What they include, without that folder, is the end of the path by which the library
//! was built.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use abilens::Named;
use abilens::graph::is_machine;
use abilens::ground::files::{Disk, Look, Tree};
use anyhow::{Context, Result, bail};

use super::{Found, below};
use crate::commands;

/// A place that holds installed headers.
pub(super) struct Place {
    /// As the user named it.
    name: String,
    tree: Arc<dyn Tree>,
    top: PathBuf,
}

/// Headers as files of this machine.
#[derive(Default)]
pub(super) struct Laid {
    /// The folders that they are included from.
    pub(super) folders: Vec<PathBuf>,
    /// Their paths, and how consumers include them.
    pub(super) headers: Vec<(PathBuf, String)>,
}

/// Packages are opened; everything else has to be a folder.
pub(super) fn open(places: &[PathBuf]) -> Result<Vec<Place>> {
    let place = |path: &PathBuf| {
        let mut named = commands::named(path)?;
        let name = named.name();
        if let Some(tree) = named.package()? {
            return Ok(Place { name, tree, top: PathBuf::new() });
        }
        let found = std::fs::metadata(path).with_context(|| name.clone())?;
        if !found.is_dir() {
            bail!("{name}: holds no headers: it is neither a folder nor a package");
        }
        Ok(Place { name, tree: Arc::new(Disk), top: path.clone() })
    };
    places.iter().map(place).collect()
}

/// All headers of some places.
pub(super) fn headers<'p>(places: impl Iterator<Item = &'p Place>) -> Result<Vec<Found<'p>>> {
    let mut out = Vec::new();
    for place in places {
        let files = place.files();
        let folders = place.folders(&files)?;
        out.extend(place.below(&files, &folders));
    }
    Ok(out)
}

impl Place {
    /// An input that is a folder of packages.
    pub(super) fn of_set(named: &mut Named) -> Result<Option<Self>> {
        let name = named.name();
        Ok(named.package()?.map(|tree| Self { name, tree, top: PathBuf::new() }))
    }

    /// What lies in its folders that are called `include`.
    pub(super) fn installed(&self) -> Vec<Found<'_>> {
        let files = self.files();
        self.below(&files, &include_folders(&files))
    }

    /// The folders that consumers include its headers from; the empty path for the place itself.
    fn folders(&self, files: &[String]) -> Result<BTreeSet<String>> {
        let mut folders = include_folders(files);
        if folders.is_empty() {
            if !files.iter().any(|file| is_called_header(file)) {
                bail!("{}: holds no headers: neither a folder `include` nor a file that is called a header", self.name);
            }
            folders.insert(String::new());
        }
        Ok(folders)
    }

    /// Its headers as files of this machine; those of a package are written below `into`.
    pub(super) fn laid(&self, into: &Path) -> Result<Laid> {
        let files = self.files();
        let folders = self.folders(&files)?;
        let further = further_folders(&*self.tree, &self.top, &files, &folders);
        let top = if self.tree.is_of_this_machine() { &std::path::absolute(&self.top)? } else { into };
        let mut headers = Vec::new();
        let mut bytes = 0;
        for Found { tree, path, names } in self.below(&files, &folders) {
            let inner = path.strip_prefix(&self.top).unwrap_or(&path);
            // A pipe is not opened, and a device has no end.
            let size = match tree.look(&path) {
                Ok(Look::Other) => {
                    bail!("{}: {}: a pipe, a device or a socket among headers", self.name, inner.display())
                }
                Ok(Look::File(size)) => size,
                Ok(Look::Folder) | Err(_) => 0,
            };
            if tree.is_of_this_machine() && path.to_str().is_some_and(is_called_header) {
                bytes += size;
                if bytes > super::MOST {
                    bail!(
                        "{}: {}: headers of more than {} bytes are not parsed",
                        self.name,
                        inner.display(),
                        super::MOST
                    );
                }
            }
            let at = top.join(inner);
            if !tree.is_of_this_machine() {
                let text = tree.open(&path).with_context(|| format!("{}: {}", self.name, path.display()))?;
                bytes += text.as_slice().len() as u64;
                let stays = inner.components().all(|part| matches!(part, Component::Normal(_)));
                if bytes > super::MOST || !stays {
                    bail!("{}: holds more headers than are parsed, or such as lie nowhere", self.name);
                }
                std::fs::create_dir_all(at.parent().unwrap_or(top))?;
                std::fs::write(&at, text.as_slice())?;
            }
            headers.extend(names.into_iter().next().map(|name| (at, name)));
        }
        let folders = folders.iter().chain(&further).map(|folder| top.join(folder)).collect();
        Ok(Laid { folders, headers })
    }

    /// The paths of its files. Those of other encodings are nobody's `#include`.
    fn files(&self) -> Vec<String> {
        below(&*self.tree, &self.top).iter().filter_map(|path| Some(path.to_str()?.to_owned())).collect()
    }

    /// What lies in some folders, with the names by which consumers include it.
    fn below(&self, files: &[String], folders: &BTreeSet<String>) -> Vec<Found<'_>> {
        let tree = &*self.tree;
        let further = further_folders(tree, &self.top, files, folders);
        let mut out = Vec::new();
        for file in files.iter().filter(|file| folders.iter().any(|folder| inside(folder, file).is_some())) {
            let all = folders.iter().chain(&further);
            let mut names: Vec<String> = all.filter_map(|folder| inside(folder, file)).map(str::to_owned).collect();
            names.sort_by_key(|name| (name.len(), name.clone()));
            names.dedup();
            out.push(Found { tree, path: self.top.join(file), names });
        }
        out
    }
}

/// The rest of a path that lies in a folder.
fn inside<'f>(folder: &str, file: &'f str) -> Option<&'f str> {
    if folder.is_empty() { Some(file) } else { file.strip_prefix(folder)?.strip_prefix('/') }
}

/// The outermost folders that are called `include`, and those that wheels install headers from (`NAME.data/headers`). What
/// lies below `share` is documentation, or for another machine.
fn include_folders(files: &[String]) -> BTreeSet<String> {
    let folder = |file: &String| {
        let parts: Vec<&str> = file.split('/').collect();
        let folders = &parts[..parts.len().saturating_sub(1)];
        let of_wheel = |at: usize| folders[at] == "headers" && at > 0 && folders[at - 1].ends_with(".data");
        let at = (0..folders.len()).find(|&at| folders[at] == "include" || of_wheel(at))?;
        (!folders[..at].contains(&"share")).then(|| folders[..=at].join("/"))
    };
    files.iter().filter_map(folder).collect()
}

/// Folders inside of those, from which headers are included, too.
fn further_folders(tree: &dyn Tree, top: &Path, files: &[String], folders: &BTreeSet<String>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for file in files {
        let machine = folders.iter().filter_map(|folder| {
            let (first, _) = inside(folder, file)?.split_once('/')?;
            is_machine(first).then(|| format!("{folder}/{first}"))
        });
        out.extend(machine);
    }
    let is_of_pkg_config = |file: &&String| file.ends_with(".pc") && file.contains("pkgconfig/");
    for file in files.iter().filter(is_of_pkg_config) {
        let text = tree.open(&top.join(file)).map(|bytes| String::from_utf8_lossy(bytes.as_slice()).into_owned());
        let named = include_options(&text.unwrap_or_default());
        out.extend(named.into_iter().filter(|named| folders.iter().any(|folder| inside(folder, named).is_some())));
    }
    out
}

/// Whether a file is called as headers are.
pub(super) fn is_called_header(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    matches!(name.rsplit_once('.'), Some((_, "h" | "hh" | "hpp" | "hxx" | "h++" | "H" | "ipp" | "tcc" | "inl")))
}

/// The folders of `-I` in the `Cflags` of a file of pkg-config, without the `/` at their beginning.
fn include_options(text: &str) -> Vec<String> {
    let mut variables: Vec<(&str, String)> = Vec::new();
    let mut out = Vec::new();
    for line in text.lines().map(str::trim) {
        // A variable is `name=value`, a property `Name: value`.
        let at = line.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.'));
        let Some((name, rest)) = at.map(|at| line.split_at(at)) else { continue };
        let rest = rest.trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            variables.push((name, expanded(value.trim(), &variables)));
        } else if let Some(value) = rest.strip_prefix(':').filter(|_| name.eq_ignore_ascii_case("cflags")) {
            let value = expanded(value, &variables);
            let mut words = value.split_whitespace();
            while let Some(word) = words.next() {
                let folder = match word.strip_prefix("-I") {
                    Some("") => words.next(),
                    named => named,
                };
                out.extend(folder.map(|f| f.trim_matches(['"', '/']).replace("//", "/")));
            }
        }
    }
    out
}

/// A value with the variables that were defined before it; others stay as they are, and name no folder.
fn expanded(value: &str, variables: &[(&str, String)]) -> String {
    /// Longer values are those of no path.
    const LONGEST: usize = 1 << 16;
    let mut out = value.to_owned();
    for (name, value) in variables.iter().rev() {
        let place = format!("${{{name}}}");
        if out.contains(&place) && out.len().saturating_mul(value.len().max(1)) < LONGEST {
            out = out.replace(&place, value);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_included_from_folders_of_that_name() {
        let files = [
            "usr/include/a.h",
            "usr/include/x86_64-linux-gnu/a/include/b.h",
            "usr/lib/x86_64-linux-gnu/glib-2.0/include/c.h",
            "usr/share/doc/liba-dev/include/d.h",
            "a-1.0.data/headers/e.h",
            "headers/f.h",
            "include",
        ]
        .map(str::to_owned);
        let expected = ["a-1.0.data/headers", "usr/include", "usr/lib/x86_64-linux-gnu/glib-2.0/include"];
        assert_eq!(include_folders(&files).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn pkg_config_names_folders() {
        let text = "prefix=/usr\nincludedir = ${prefix}/include\n# -I/no\nName: a\nCflags: -DX -I${includedir}/a-1 -I \
                    /usr//include/b -I${unknown}/c -I\n";
        assert_eq!(include_options(text), ["usr/include/a-1", "usr/include/b", "${unknown}/c"]);
    }
}
