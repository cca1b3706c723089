//! A folder: a kernel tree, an unpacked package, a build tree.
//!
//! Files are told by their first bytes, not by name; order is that of their paths' bytes. Symbolic
//! links are not followed (inside they name what is found anyway, outside is not part of the input), but for
//! the link `vmlinux` that debug packages put beside the modules.
//! Debug files that come along (`usr/lib/debug`, `*.debug`) are not objects of their own as long as
//! there are objects that they belong to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use object::elf::{ET_DYN, ET_EXEC, ET_REL, FileType};

use super::image;
use super::source::{Found, ObjectSource, diagnostic, is_image_name, module_stem};
use crate::graph::library_stem;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::ground::files::bytes::Bytes;
use crate::ground::files::handle::Files;
use crate::ground::files::package;
use crate::ground::files::sniff::{Sniffed, sniff};
use crate::ground::files::tree::{EntryKind, Look};
use crate::ground::maps::FastMap;

struct File {
    /// Path relative to the folder.
    name: String,
    path: PathBuf,
    head: Vec<u8>,
    len: u64,
    kind: Sniffed,
}

impl File {
    fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
    fn is_module(&self) -> bool {
        let name = self.file_name();
        let name = name.strip_suffix(".debug").unwrap_or(name);
        let name = [".xz", ".zst", ".gz"].iter().find_map(|s| name.strip_suffix(s)).unwrap_or(name);
        name.ends_with(".ko")
    }
    fn is_image(&self) -> bool {
        !matches!(self.kind, Sniffed::Other | Sniffed::Btf) && is_image_name(&self.name)
    }
    fn is_debug_file(&self) -> bool {
        self.name.ends_with(".debug") || in_debug_tree(&self.name)
    }
    /// The path without what stands behind `.so`, for a shared object that is called as libraries are.
    fn stem(&self) -> Option<&str> {
        let at = self.name.len() - self.file_name().len();
        let end = at + library_stem(self.file_name())?.len();
        matches!(self.kind, Sniffed::Elf(t) if FileType(t) == ET_DYN).then(|| &self.name[..end])
    }
    fn source(self, files: &Files) -> ObjectSource {
        ObjectSource::file(self.name, files, self.path, &self.head, self.len)
    }
}

fn in_debug_tree(name: &str) -> bool {
    name.starts_with("usr/lib/debug/") || name.contains("/usr/lib/debug/")
}

/// The objects of the folder at `root`; `programs`: those that are linked, even beside a kernel or its modules.
pub(super) fn discover(files: &Files, root: &Path, programs: bool) -> Result<Found> {
    let mut out = Found::default();
    let mut found = walk(files, root, &mut out.diagnostics)?;
    let packages: Vec<String> =
        found.iter().filter(|f| package::is_installed(&f.head)).map(|f| f.name.clone()).collect();
    // Only what can be an object; compressed files only where their name says module or image.
    for f in found.iter().filter(|f| f.is_module() && !matches!(f.kind, Sniffed::Elf(_) | Sniffed::Compressed(_))) {
        let message = "it is called a module but is no ELF file".to_owned();
        out.diagnostics.push(diagnostic(DiagnosticLevel::Lost, "not-an-object", &f.name, "", message));
    }
    if !found.iter().any(|f| matches!(f.kind, Sniffed::Elf(_)) || f.is_module()) {
        // A copy of /sys/kernel/btf.
        found.retain(|f| f.kind == Sniffed::Btf);
        out.sources = found.into_iter().map(|f| f.source(files)).collect();
        return Ok(out);
    }
    found.retain(|f| {
        matches!(f.kind, Sniffed::Elf(_)) || matches!(f.kind, Sniffed::Compressed(_)) && (f.is_module() || f.is_image())
    });
    left_out(&packages, &mut out.diagnostics);
    let kernel = !programs && found.iter().any(|f| f.is_module() || f.is_image());
    if kernel {
        found.retain(|f| f.is_module() || f.is_image());
    } else {
        choose_linked(&mut found, &mut out.diagnostics);
        drop_copies(files, &mut found);
    }
    let dirs = ["usr/lib/debug", "lib/debug", ".debug"].iter().map(|d| root.join(d));
    let dirs: Vec<PathBuf> = dirs.filter(|d| files.is_folder(d)).collect();
    let mut sources =
        if kernel { pair_modules(files, found, &mut out.diagnostics) } else { drop_debug_files(files, found) };
    let dirs: Arc<[PathBuf]> = dirs.into();
    for source in &mut sources {
        source.debug_dirs = Arc::clone(&dirs);
    }
    out.sources = sources;
    Ok(out)
}

/// Packages in a folder of objects: who means them names a folder of their own.
fn left_out(packages: &[String], diagnostics: &mut Vec<Diagnostic>) {
    let message = match packages {
        [] => return,
        [one] => format!("a package is left out beside objects: {one}"),
        [first, ..] => format!("{} packages are left out beside objects, {first} among them", packages.len()),
    };
    diagnostics.push(diagnostic(DiagnosticLevel::Note, "packages-left-out", "", "", message));
}

/// Archives that hold no links (wheels, zip) hold copies instead: `libx.so`, `libx.so.1` and `libx.so.1.2` are one library,
/// under the longest of these names, as it would be with links.
fn drop_copies(files: &Files, found: &mut Vec<File>) {
    let mut alike: BTreeMap<(&str, u64), Vec<usize>> = BTreeMap::new();
    for (at, file) in found.iter().enumerate() {
        if let Some(stem) = file.stem() {
            alike.entry((stem, file.len)).or_default().push(at);
        }
    }
    let mut is_copy = vec![false; found.len()];
    for mut same in alike.into_values().filter(|same| same.len() > 1) {
        same.sort_by_key(|&at| (std::cmp::Reverse(found[at].name.len()), at));
        let mut kept: Vec<Bytes> = Vec::new();
        for at in same {
            // What cannot be read is told of when it is loaded.
            let Ok(bytes) = files.open(&found[at].path) else { continue };
            is_copy[at] = kept.iter().any(|other| other.as_slice() == bytes.as_slice());
            if !is_copy[at] {
                kept.push(bytes);
            }
        }
    }
    let mut is_copy = is_copy.into_iter();
    found.retain(|_| is_copy.next() != Some(true));
}

/// Whether a link names a file that is not below `root`.
fn leads_out(files: &Files, root: &Path, link: &Path) -> bool {
    match (files.identity(root), files.identity(link)) {
        (Some(root), Some(target)) => files.is_file(&target) && !target.starts_with(root),
        _ => false,
    }
}

/// All regular files below `root`, sorted by path, with their first bytes.
fn walk(files: &Files, root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<File>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match files.list(&folder) {
            Ok(entries) => entries,
            Err(e) if folder == root => return Err(files.failed(&folder, e)),
            Err(e) => {
                lost(diagnostics, root, &folder, &e);
                continue;
            }
        };
        for entry in entries {
            let entry = entry.map_err(|e| files.failed(&folder, e))?;
            let path = folder.join(&entry.name);
            // The image of a debug package stands apart from its modules, with a link among them.
            let image = entry.kind == EntryKind::Link && entry.name == "vmlinux" && leads_out(files, root, &path);
            if entry.kind == EntryKind::Folder {
                folders.push(path);
            } else if entry.kind == EntryKind::File || image {
                let read = files.first_bytes(&path).and_then(|head| match files.look(&path) {
                    Ok(Look::File(len)) => Ok((head, len)),
                    Ok(Look::Folder | Look::Other) => Ok((head, 0)),
                    Err(e) => Err(files.failed(&path, e)),
                });
                match read {
                    Ok((head, len)) => {
                        let kind = sniff(&head);
                        found.push(File { name: relative(root, &path), path, head, len, kind });
                    }
                    Err(e) => lost(diagnostics, root, &path, &e),
                }
            }
        }
    }
    found.sort_by(|a, b| a.path.as_os_str().as_encoded_bytes().cmp(b.path.as_os_str().as_encoded_bytes()));
    diagnostics.sort();
    Ok(found)
}

fn lost(diagnostics: &mut Vec<Diagnostic>, root: &Path, path: &Path, e: &dyn std::fmt::Display) {
    let name = relative(root, path);
    diagnostics.push(diagnostic(DiagnosticLevel::Lost, "unreadable", &name, "", format!("cannot be read: {e}")));
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

/// Libraries and programs; relocatable objects only where nothing is linked. Core dumps and the like
/// are no objects.
fn choose_linked(found: &mut Vec<File>, diagnostics: &mut Vec<Diagnostic>) {
    let is = |f: &File, types: &[FileType]| matches!(f.kind, Sniffed::Elf(t) if types.contains(&FileType(t)));
    let linked = found.iter().any(|f| is(f, &[ET_DYN, ET_EXEC]) && !f.is_debug_file());
    let relocatable = found.iter().filter(|f| is(f, &[ET_REL])).count();
    if linked && relocatable > 0 {
        let message = format!("{relocatable} relocatable objects are left out beside what is linked from them");
        diagnostics.push(diagnostic(DiagnosticLevel::Note, "objects-left-out", "", "", message));
    }
    found.retain(|f| is(f, &[ET_DYN, ET_EXEC]) || !linked && is(f, &[ET_REL]));
}

fn drop_debug_files(files: &Files, mut found: Vec<File>) -> Vec<ObjectSource> {
    if found.iter().any(|f| !f.is_debug_file()) {
        found.retain(|f| !f.is_debug_file());
    }
    found.into_iter().map(|f| f.source(files)).collect()
}

/// A module that is there stripped and as a debug file is one object.
fn pair_modules(files: &Files, found: Vec<File>, diagnostics: &mut Vec<Diagnostic>) -> Vec<ObjectSource> {
    let key = |f: &File| if f.is_image() { "vmlinux".to_owned() } else { module_stem(&f.name).to_owned() };
    let mut by_name: FastMap<String, Vec<usize>> = FastMap::default();
    for (i, f) in found.iter().enumerate() {
        by_name.entry(key(f)).or_default().push(i);
    }
    let mut drop = vec![false; found.len()];
    let mut debug_file: Vec<Option<PathBuf>> = vec![None; found.len()];
    for (i, f) in found.iter().enumerate() {
        let same = &by_name[&key(f)];
        if same.len() < 2 || same[0] != i {
            continue;
        }
        if f.is_image() {
            images(files, &found, same, &mut drop, &mut debug_file, diagnostics);
            continue;
        }
        let (debug, plain): (Vec<usize>, Vec<usize>) = same.iter().partition(|&&i| found[i].is_debug_file());
        if let ([debug], [plain]) = (&debug[..], &plain[..]) {
            drop[*debug] = true;
            debug_file[*plain] = Some(found[*debug].path.clone());
        } else {
            let message = format!("{} files hold a module of this name", same.len());
            diagnostics.push(diagnostic(DiagnosticLevel::Lost, "module-twice", &f.name, "", message));
        }
    }
    let mut sources = Vec::with_capacity(found.len());
    for ((f, drop), debug_file) in found.into_iter().zip(drop).zip(debug_file) {
        if !drop {
            let mut source = f.source(files);
            source.debug_file = debug_file;
            sources.push(source);
        }
    }
    sources
}

/// Several files that are called images: what each of them holds decides.
fn images(
    files: &Files,
    found: &[File],
    same: &[usize],
    drop: &mut [bool],
    debug_file: &mut [Option<PathBuf>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let paths: Vec<PathBuf> = same.iter().map(|&i| found[i].path.clone()).collect();
    let choice = image::choose(files, &paths);
    same.iter().for_each(|&i| drop[i] = true);
    for &(image, debug) in &choice.images {
        drop[same[image]] = false;
        debug_file[same[image]] = debug.map(|debug| found[same[debug]].path.clone());
    }
    for stub in choice.stubs {
        let name = &found[same[stub]].name;
        let message = "it is called an image, and holds neither exports nor DWARF: the other one is taken".to_owned();
        diagnostics.push(diagnostic(DiagnosticLevel::Note, "image-stub", name, "", message));
    }
    if let [first, _, ..] = &choice.images[..] {
        let name = &found[same[first.0]].name;
        let message = format!("{} files hold a kernel image, each with another build id", choice.images.len());
        diagnostics.push(diagnostic(DiagnosticLevel::Lost, "module-twice", name, "", message));
    }
}
