//! Separate debug files: by build id, by `.gnu_debuglink`, by name; and the supplementary file that
//! dwz factors common parts into.
//!
//! A file is only used if it proves to belong to the object: same build id, or the CRC-32 that the
//! link demands. The order is that of GDB: build id first, then the link beside the object, in
//! `.debug/`, in the debug folders under the object's path (for modules also from `lib/modules` on); then the same name in a debug
//! folder; then that name anywhere below a folder that the user named, where the build id must be the object's; at last a
//! server is asked for the build id, if there is one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::source::diagnostic;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::debugindex::DebugIndex;
use crate::ground::files::handle::Files;
use crate::ground::files::served::Served;
use crate::read::dwarf::sections::{DwarfSections, Role};
use crate::read::elf::facts;
use crate::read::elf::file::Elf;

/// What to search for, and where.
pub(super) struct Search<'a> {
    pub(super) elf: &'a Elf,
    /// The object's file.
    pub(super) path: &'a Path,
    /// Its path in the input.
    pub(super) name: &'a str,
    pub(super) places: &'a Places<'a>,
    /// A file that came with the input for this object.
    pub(super) hint: Option<&'a Path>,
    /// Name for diagnostics.
    pub(super) object: &'a str,
}

/// Where to search.
pub(super) struct Places<'a> {
    /// Where all of it is asked for.
    pub(super) files: &'a Files,
    /// Folders laid out as `/usr/lib/debug` is.
    pub(super) dirs: &'a [PathBuf],
    /// Those that the user named: a file may lie anywhere below them.
    pub(super) named: &'a [PathBuf],
    pub(super) index: &'a DebugIndex,
}

impl Places<'_> {
    /// A tree that leads to the files of this machine: the input's, if it does.
    fn machine(&self) -> Files {
        if self.files.is_of_this_machine() { self.files.clone() } else { Files::default() }
    }
}

/// A debug file that belongs to the object.
pub(super) struct Found {
    pub(super) elf: Elf,
    pub(super) file: PathBuf,
    /// The tree in which `file` lies: that of the input, or this machine's for a file that a server gave.
    pub(super) files: Files,
}

impl Search<'_> {
    /// The debug file, if there is one that belongs to the object.
    ///
    /// # Errors
    /// There is none: why the server had none, if one was asked.
    pub(super) fn run(&self, diagnostics: &mut Vec<Diagnostic>) -> std::result::Result<Found, Option<String>> {
        let mut doubts = Vec::new();
        let id = facts::build_id(self.elf);
        let found = self.find(&id, &mut doubts).map_or_else(|| self.ask(&id, &mut doubts), Ok);
        if found.is_ok() {
            // What another file made up for is not lost.
            doubts.iter_mut().for_each(|d| d.level = DiagnosticLevel::Note);
        }
        diagnostics.append(&mut doubts);
        found
    }

    /// What the server has by the build id.
    fn ask(&self, id: &[u8], doubts: &mut Vec<Diagnostic>) -> std::result::Result<Found, Option<String>> {
        match self.places.index.served(id) {
            None => Err(None),
            Some(Served::Missing(why)) => Err(Some(why)),
            Some(Served::File(file)) => {
                let found = self.accept_of(&self.places.machine(), &file, id, None, doubts);
                found.ok_or_else(|| Some("the file that a server has by its build id is of no use".to_owned()))
            }
        }
    }

    fn find(&self, id: &[u8], doubts: &mut Vec<Diagnostic>) -> Option<Found> {
        if let Some(found) = self.hint.and_then(|file| self.accept(file, id, None, doubts)) {
            return Some(found);
        }
        for file in by_build_id(self.places.dirs, id) {
            if let Some(found) = self.accept(&file, id, None, doubts) {
                return Some(found);
            }
        }
        let folder = self.path.parent().unwrap_or(Path::new(""));
        if let Some((link, crc)) = facts::debuglink(self.elf) {
            // Only the file name: a path in the link would lead anywhere.
            if let Some(link) = Path::new(&link).file_name() {
                let mut files = vec![folder.join(link), folder.join(".debug").join(link)];
                files.extend(self.under_dirs(|d| d.join(link)));
                for file in files {
                    if let Some(found) = self.accept(&file, id, Some(crc), doubts) {
                        return Some(found);
                    }
                }
            }
        }
        let own = self.path.file_name()?;
        let mut with_suffix = own.to_os_string();
        with_suffix.push(".debug");
        for file in self.under_dirs(|d| d.join(own)).into_iter().chain(self.under_dirs(|d| d.join(&with_suffix))) {
            if let Some(found) = self.accept(&file, id, None, doubts) {
                return Some(found);
            }
        }
        self.anywhere(id)
    }

    /// A file of the object's name, and with its build id, anywhere below the folders that the user named. Others of
    /// that name are no doubt: a folder may hold the modules of several kernels.
    fn anywhere(&self, id: &[u8]) -> Option<Found> {
        if id.is_empty() {
            return None;
        }
        let own = self.path.file_name()?.to_string_lossy().into_owned();
        let plain = [".xz", ".zst", ".gz"].iter().find_map(|s| own.strip_suffix(s)).unwrap_or(&own).to_owned();
        let hex = facts::hex(id);
        let mut names: Vec<OsString> = vec![format!("{plain}.debug").into(), plain.into(), own.into()];
        names.extend(hex.get(2..).map(|rest| format!("{rest}.debug").into()));
        if let Some((link, _)) = facts::debuglink(self.elf) {
            names.extend(Path::new(&link).file_name().map(OsString::from));
        }
        let mut seen = Vec::with_capacity(names.len());
        names.retain(|n| {
            !seen.contains(n) && {
                seen.push(n.clone());
                true
            }
        });
        let files = self.places.named.iter().flat_map(|dir| self.places.index.find(self.places.files, dir, &names));
        files.into_iter().find_map(|file| self.accept(&file, id, None, &mut Vec::new()))
    }

    /// `file` in each debug folder: under the object's absolute path, under its path in the input, flat.
    fn under_dirs(&self, file: impl Fn(&Path) -> PathBuf) -> Vec<PathBuf> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let absolute = self.places.files.identity(folder);
        let inside = Path::new(self.name).parent();
        let mut out = Vec::new();
        for dir in self.places.dirs {
            if let Some(absolute) = &absolute {
                out.push(file(&dir.join(absolute.strip_prefix("/").unwrap_or(absolute))));
            }
            // A module that was unpacked elsewhere: debug packages keep the part of the path from here on.
            out.extend(absolute.as_deref().and_then(installed).map(|tail| file(&dir.join(tail))));
            out.extend(inside.filter(|p| !p.as_os_str().is_empty()).map(|p| file(&dir.join(p))));
            out.push(file(dir));
        }
        out
    }

    /// Opens a candidate in the input's tree and makes sure that it belongs to the object and has DWARF.
    fn accept(&self, file: &Path, id: &[u8], crc: Option<u32>, doubts: &mut Vec<Diagnostic>) -> Option<Found> {
        self.accept_of(self.places.files, file, id, crc, doubts)
    }

    /// The same in any tree.
    fn accept_of(
        &self,
        files: &Files,
        file: &Path,
        id: &[u8],
        crc: Option<u32>,
        doubts: &mut Vec<Diagnostic>,
    ) -> Option<Found> {
        if !files.is_file(file) || is_same_file(files, file, self.path) {
            return None;
        }
        let shown = files.shown(file);
        let mut lost = |code, message| {
            doubts.push(diagnostic(DiagnosticLevel::Lost, code, self.object, ".gnu_debuglink", message));
        };
        let bytes = match files.read(file) {
            Ok(bytes) => bytes,
            Err(e) => {
                lost("debug-file-damaged", e.to_string());
                return None;
            }
        };
        if let Some(want) = crc {
            let have = crc32fast::hash(bytes.as_slice());
            if have != want {
                let message = format!("{shown} has CRC-32 {have:08x}, the link asks for {want:08x}; it is not used");
                lost("debuglink-crc-mismatch", message);
                return None;
            }
        }
        let debug = match Elf::parse(&shown, bytes) {
            Ok(debug) => debug,
            Err(e) => {
                lost("debug-file-damaged", e.to_string());
                return None;
            }
        };
        let debug_id = facts::build_id(&debug);
        if debug_id != id && (crc.is_none() || !id.is_empty() && !debug_id.is_empty()) {
            let message = format!(
                "{shown} has build id {}, the object {}; it is not used",
                facts::hex(&debug_id),
                facts::hex(id)
            );
            lost("build-id-mismatch", message);
            return None;
        }
        if id.is_empty() && crc.is_none() {
            // Neither has a build id: only the name says that they belong together.
            let message = format!("{shown} is used by its name alone: neither file has a build id");
            doubts.push(diagnostic(DiagnosticLevel::Note, "debug-file-unproven", self.object, "", message));
        }
        if debug.e_machine != self.elf.e_machine || debug.layout != self.elf.layout || !has_dwarf(&debug) {
            return None;
        }
        Some(Found { elf: debug, file: file.to_path_buf(), files: files.clone() })
    }
}

/// The part of a path from its last `lib/modules` on.
fn installed(folder: &Path) -> Option<PathBuf> {
    let parts: Vec<_> = folder.components().collect();
    let is = |i: usize, name: &str| parts[i].as_os_str() == name;
    let at = (1..parts.len()).rev().find(|&i| is(i, "modules") && is(i - 1, "lib"))?;
    Some(parts[at - 1..].iter().collect())
}

/// Whether a file holds DWARF itself.
pub(super) fn has_dwarf(elf: &Elf) -> bool {
    (1..elf.sections.len()).any(|i| {
        let section = &elf.sections[i];
        let names: [&[u8]; 4] = [b".debug_info", b".zdebug_info", b".debug_types", b".zdebug_types"];
        !section.is_nobits() && section.size > 0 && names.contains(&elf.raw_name(i))
    })
}

fn is_same_file(files: &Files, a: &Path, b: &Path) -> bool {
    match (files.identity(a), files.identity(b)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// `.build-id/xx/rest.debug` in each folder.
fn by_build_id<'a>(dirs: &'a [PathBuf], id: &[u8]) -> impl Iterator<Item = PathBuf> + use<'a> {
    let hex = facts::hex(id);
    let usable = id.len() >= 2;
    dirs.iter()
        .filter(move |_| usable)
        .map(move |d| d.join(".build-id").join(&hex[..2]).join(format!("{}.debug", &hex[2..])))
}

/// The supplementary file of `elf`, which lies at `path`.
pub(super) fn supplementary(
    elf: &Elf,
    path: &Path,
    places: &Places<'_>,
    object: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Box<DwarfSections>> {
    let (name, id) = facts::supplementary(elf)?;
    let tree = places.files;
    let real = tree.identity(path).unwrap_or_else(|| path.to_path_buf());
    let folder = real.parent().unwrap_or(Path::new(""));
    // An absolute name replaces the folder.
    let mut files = vec![folder.join(&name)];
    let dirs = places.dirs;
    files.extend(by_build_id(dirs, &id));
    if let Some(file_name) = Path::new(&name).file_name() {
        files.push(folder.join(".dwz").join(file_name));
        let inside = |d: &PathBuf| [d.join(".dwz").join(file_name), d.join("dwz").join(file_name), d.join(file_name)];
        files.extend(dirs.iter().flat_map(inside));
    }
    let names: Vec<OsString> = Path::new(&name).file_name().map(OsString::from).into_iter().collect();
    let anywhere = places.named.iter().flat_map(|d| places.index.find(tree, d, &names));
    let mut why = "it is not found".to_owned();
    let mut open = |tree: &Files, file: &Path, why: &mut String| {
        let shown = tree.shown(file);
        let opened = tree.read(file).and_then(|bytes: Bytes| {
            let sup = Elf::parse(&shown, bytes)?;
            if facts::build_id(&sup) != id && own_checksum(&sup).is_none_or(|c| c != id) {
                return Ok(None);
            }
            DwarfSections::read(&sup, tree, file, Role::Supplementary, object, diagnostics)
        });
        match opened {
            Ok(Some(dwarf)) => return Some(Box::new(dwarf)),
            Ok(None) => *why = format!("{shown} is another file (build id) or has no DWARF"),
            Err(e) => *why = e.to_string(),
        }
        None
    };
    let mut lying = files.into_iter().chain(anywhere).filter(|f| tree.is_file(f));
    if let Some(found) = lying.find_map(|file| open(tree, &file, &mut why)) {
        return Some(found);
    }
    match places.index.served(&id) {
        Some(Served::File(file)) => {
            if let Some(found) = open(&places.machine(), &file, &mut why) {
                return Some(found);
            }
        }
        Some(Served::Missing(asked)) => why = format!("{why}; {asked}"),
        None => {}
    }
    let message = format!("types stand in the supplementary file {name}, and {why}");
    diagnostics.push(diagnostic(DiagnosticLevel::Lost, "supplementary-missing", object, ".gnu_debugaltlink", message));
    None
}

/// The checksum a DWARF 5 supplementary file states of itself: `.debug_sup` with an empty name.
fn own_checksum(sup: &Elf) -> Option<&[u8]> {
    let data = sup.content_of(".debug_sup");
    // version (2), is_supplementary (1) = 1, empty name (1), length (1 for all that are in use)
    (data.get(2) == Some(&1)).then(|| data.get(5..)).flatten()
}
