//! Public headers as the user named them: which files they are, and what their texts name.

mod compile_commands;
mod front_end;
mod installed;
pub(crate) mod sources;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use abilens::Named;
use abilens::ground::files::{Disk, EntryKind, Look, Tree};
use abilens::ground::headers::{HeadersOf, PublicHeaders, Root, Texts, Words, directives, is_source_file};
use anyhow::{Context as _, Result};

use self::installed::Place;

/// Texts of more bytes than this together are not read: a hundred times those of a large library.
const MOST: u64 = 256 << 20;

/// Packages, archives and folders that hold public headers as they are installed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Devel<'a> {
    /// Those of both sides, or of all inputs.
    pub(crate) both: &'a [PathBuf],
    pub(crate) old: &'a [PathBuf],
    pub(crate) new: &'a [PathBuf],
}

/// Headers by the names of `--public-headers`, and those that packages install.
///
/// A folder stands for the headers in it, a file for itself; what does not exist here is a part of the
/// paths that the compiler recorded, and `all` for every header there is.
///
/// # Errors
/// Something that is to hold installed headers cannot be read, or holds none.
pub(crate) fn named(names: &[String], devel: Devel<'_>) -> Result<PublicHeaders> {
    let mut gathered = Gathered { roots: Some(Vec::new()), ..Gathered::default() };
    let mut parts = Vec::new();
    for name in names {
        let path = Path::new(name);
        if path.is_file() || path.is_dir() {
            gathered.add(HeadersOf::Either, &at(path));
        } else if name == "all" {
            gathered.headers.everything = true;
        } else {
            parts.push(name.clone());
        }
    }
    gathered.installed(devel)?;
    Ok(gathered.finish(parts))
}

/// The headers of each side, by folders and files; those of one side alone are both sides'.
///
/// # Errors
/// What was named is not there.
pub(crate) fn of_sides(old: &[PathBuf], new: &[PathBuf]) -> Result<PublicHeaders> {
    let mut gathered = Gathered { roots: Some(Vec::new()), ..Gathered::default() };
    let is_one = old.is_empty() || new.is_empty();
    for (of, places) in [(HeadersOf::Old, old), (HeadersOf::New, new)] {
        let mut found = Vec::new();
        for place in places {
            std::fs::metadata(place).with_context(|| place.display().to_string())?;
            found.extend(at(place));
        }
        if !found.is_empty() {
            gathered.add(if is_one { HeadersOf::Either } else { of }, &found);
        }
    }
    Ok(gathered.finish(Vec::new()))
}

/// The headers that packages install, which lie in one folder for each side; none where a side is something else or has none.
///
/// # Errors
/// A package cannot be read.
pub(crate) fn of_sets(old: &mut Named, new: &mut Named) -> Result<PublicHeaders> {
    if !old.is_folder() || !new.is_folder() {
        return Ok(PublicHeaders::default());
    }
    let mut gathered = Gathered { roots: Some(Vec::new()), ..Gathered::default() };
    for (of, named) in [(HeadersOf::Old, old), (HeadersOf::New, new)] {
        let place = Place::of_set(named)?;
        let found = place.as_ref().map(Place::installed).unwrap_or_default();
        if found.is_empty() {
            return Ok(PublicHeaders::default());
        }
        gathered.add(of, &found);
    }
    Ok(PublicHeaders { installed: true, ..gathered.finish(Vec::new()) })
}

/// A file that may be a header.
struct Found<'t> {
    tree: &'t dyn Tree,
    path: PathBuf,
    /// As consumers may include it, the shortest first.
    names: Vec<String>,
}

/// A header, or those of a folder.
fn at(path: &Path) -> Vec<Found<'static>> {
    let found =
        |path: PathBuf, name: &Path| Found { tree: &Disk, path, names: vec![name.to_string_lossy().into_owned()] };
    if path.is_dir() {
        below(&Disk, path).into_iter().map(|inner| found(path.join(&inner), &inner)).collect()
    } else {
        vec![found(path.to_path_buf(), Path::new(path.file_name().unwrap_or_default()))]
    }
}

/// The headers so far.
#[derive(Default)]
struct Gathered {
    headers: PublicHeaders,
    /// Texts, by the release that they are of; `None` once one is not at hand: what one of them names is not known then, and
    /// so it is not known what none of them names.
    roots: Option<Vec<(HeadersOf, Root)>>,
    bytes: u64,
}

impl Gathered {
    /// Adds what packages install: all that is of one release is one whole, however many packages it is spread over.
    fn installed(&mut self, devel: Devel<'_>) -> Result<()> {
        let [both, old, new] = [devel.both, devel.old, devel.new].map(installed::open);
        let (both, old, new) = (both?, old?, new?);
        let sides = match old.is_empty() && new.is_empty() {
            true => vec![(HeadersOf::Either, &old)],
            false => vec![(HeadersOf::Old, &old), (HeadersOf::New, &new)],
        };
        for (of, own) in sides {
            let found: Vec<Found<'_>> = installed::headers(own.iter().chain(&both))?;
            if !found.is_empty() {
                self.add(of, &found);
            }
        }
        Ok(())
    }

    /// Adds the headers of one folder, file or release.
    fn add(&mut self, of: HeadersOf, found: &[Found<'_>]) {
        let mut root = Root::new();
        let mut taken = BTreeSet::new();
        let mut at_hand = true;
        // Of a whole tree the sources are no headers, unless a header includes one.
        let is_source = |f: &&Found<'_>| found.len() > 1 && f.names.first().is_some_and(|name| is_source_file(name));
        for header in found.iter().filter(|f| !is_source(f)) {
            at_hand &= self.take(header, &mut root, &mut taken);
        }
        let mut sources = found.iter().filter(is_source).peekable();
        let included: BTreeSet<String> = if sources.peek().is_none() { BTreeSet::new() } else { included(&root) };
        for source in sources {
            let file = source.path.file_name().map(|name| name.to_string_lossy());
            if file.is_some_and(|file| included.contains(&*file)) {
                at_hand &= self.take(source, &mut root, &mut taken);
            }
        }
        match &mut self.roots {
            Some(roots) if at_hand => roots.push((of, root)),
            _ => self.roots = None,
        }
    }

    /// One file; whether its text is at hand. `taken`: names that others of the same release have.
    fn take<'f>(&mut self, header: &'f Found<'_>, root: &mut Root, taken: &mut BTreeSet<&'f str>) -> bool {
        let Found { tree, path, names } = header;
        self.headers.files.extend(names.iter().cloned());
        let size = match tree.look(path) {
            Ok(Look::File(size)) => Some(size),
            Ok(Look::Folder | Look::Other) | Err(_) => None,
        };
        self.bytes += size.unwrap_or(0);
        let text = size.filter(|_| self.bytes <= MOST).and_then(|_| tree.open(path).ok());
        let Some(text) = text else { return false };
        // Libraries and pictures that lie beside headers are none.
        let text = text.as_slice();
        if !text.contains(&0) {
            let free = names.iter().find(|name| !taken.contains(name.as_str()));
            let name = free.or(names.last()).map_or("", String::as_str);
            taken.insert(name);
            root.push((name.to_owned(), String::from_utf8_lossy(text).into_owned()));
        }
        true
    }

    fn finish(self, parts: Vec<String>) -> PublicHeaders {
        let Self { mut headers, roots, .. } = self;
        if headers.everything {
            // Whoever says all means all, whatever else is said.
            return PublicHeaders { everything: true, ..PublicHeaders::default() };
        }
        if let Some(roots) = roots.filter(|t| parts.is_empty() && t.iter().any(|(_, root)| !root.is_empty())) {
            let texts = roots.iter().flat_map(|(_, root)| root).map(|file| file.1.as_str());
            headers.words = Some(Arc::new(Words::of(texts)));
            headers.texts = Some(Arc::new(Texts::told(roots)));
        }
        headers.parts = parts;
        headers
    }
}

/// The paths of all files below a folder, from there on, in their order. Links to folders are passed over: links into the
/// tree again would not end.
pub(crate) fn below(tree: &dyn Tree, top: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in tree.list(&top.join(&folder)).into_iter().flatten().filter_map(io::Result::ok) {
            let inner = folder.join(&entry.name);
            match entry.kind {
                EntryKind::Folder => folders.push(inner),
                EntryKind::Link if matches!(tree.look(&top.join(&inner)), Ok(Look::Folder)) => {}
                EntryKind::File | EntryKind::Link | EntryKind::Other => out.push(inner),
            }
        }
    }
    out.sort();
    out
}

/// The names of the files that headers include, without the folders that they name.
fn included(headers: &Root) -> BTreeSet<String> {
    let file = |directive: &String| {
        let path = directive.strip_prefix("include")?.trim().trim_matches(['"', '<', '>']);
        path.rsplit('/').next().map(str::to_owned)
    };
    headers.iter().flat_map(|(_, text)| directives(text).iter().filter_map(file).collect::<Vec<_>>()).collect()
}
