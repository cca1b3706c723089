//! From what a user names to objects: files, folders, archives, compressed modules, and the separate
//! files that hold their debug information.
//!
//! Discovering is cheap (names and sizes); loading maps, decompresses and reads symbols, one object
//! at a time on any thread.

mod archive;
mod debugfile;
mod folder;
mod image;
mod load;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::{Error, Result};
use crate::ground::files::Bytes;
use crate::ground::files::named::Named;
use crate::ground::files::open::{Sniffed, sniff};
use crate::ground::files::tree::{Files, Look};
use crate::ground::options::DebugInfo;
use crate::read::elf::file::describe;

pub use crate::graph::export::RawExport;
pub use crate::ground::files::debugindex::DebugIndex;
pub use crate::ground::files::regular::read_text;
pub use crate::read::btf::BtfSections;
pub use crate::read::dwarf::sections::DwarfSections;
pub use crate::read::elf::{Reloc, Relocs, Section};
pub use crate::read::object::LoadedObject;

/// How to open an input.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Where separate debug files may be, before the places everybody looks in.
    pub debug_dirs: Vec<PathBuf>,
    /// What was found in them.
    pub debug_index: DebugIndex,
    /// What to read.
    pub debug_info: DebugInfo,
    /// The vmlinux (ELF or raw BTF) that split BTF continues, where the input does not hold it.
    pub btf_base: Option<PathBuf>,
    /// The interface is what an object asks for (its undefined symbols), not what it offers.
    pub imports: bool,
    /// Where there is a choice, BTF rather than DWARF.
    pub prefer_btf: bool,
}

/// The objects behind what the user named.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// As the user named it.
    pub path: String,
    /// Objects, sorted by path (archives: in member order).
    pub sources: Vec<ObjectSource>,
    /// What was found but could not be used.
    pub diagnostics: Vec<Diagnostic>,
    /// What split BTF continues: the kernel image, or raw BTF of that name beside the input.
    pub btf_base: Option<Named>,
}

impl Input {
    /// Finds the objects of an ELF file, an archive, a file of raw BTF, or a folder.
    ///
    /// A folder is searched without following symbolic links. If it holds a kernel (`vmlinux`,
    /// `*.ko`), only that is taken; else every shared library, program and relocatable object, the
    /// last only where there is nothing linked.
    ///
    /// # Errors
    /// When the path cannot be read, is of no kind that is known, or holds no object.
    pub fn discover(named: impl Into<Named>, options: &OpenOptions) -> Result<Self> {
        Self::of(&named.into(), options)
    }

    fn of(named: &Named, options: &OpenOptions) -> Result<Self> {
        let (files, path) = (named.files(), named.path());
        let mut input = Self { path: named.name(), ..Self::default() };
        let look = files.look(path).map_err(|e| files.failed(path, e))?;
        if look == Look::Folder {
            folder::discover(files, path, &mut input)?;
        } else {
            let head = files.first_bytes(path)?;
            let len = if let Look::File(len) = look { len } else { 0 };
            match sniff(&head) {
                Sniffed::Archive => archive::discover(files, path, &mut input)?,
                Sniffed::Other => {
                    return Err(Error::NotAnObject { path: input.path, found: describe(&head) });
                }
                Sniffed::Elf(_) | Sniffed::Compressed(_) | Sniffed::Btf => {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                    input.sources.push(ObjectSource::file(name, files, path.to_path_buf(), &head, len));
                }
            }
        }
        if input.sources.is_empty() {
            return Err(Error::NoObjects { path: input.path });
        }
        let image = input.sources.iter().find_map(ObjectSource::image);
        let is_raw_btf =
            |path: &Path| files.is_file(path) && files.first_bytes(path).is_ok_and(|head| sniff(&head) == Sniffed::Btf);
        let beside = || Some(path.with_file_name("vmlinux")).filter(|p| is_raw_btf(p) && is_raw_btf(path));
        let in_input = || image.or_else(beside).map(|path| Named::new(files.clone(), path));
        input.btf_base = options.btf_base.clone().map(Named::from).or_else(in_input);
        Ok(input)
    }
}

/// One object that can be loaded. Holding thousands of these costs little.
#[derive(Clone, Debug)]
pub struct ObjectSource {
    /// Path relative to the input (a file: its name), an archive member as `lib.a(member.o)`.
    pub name: String,
    /// Size in bytes; of compressed files an estimate of what they become.
    pub byte_size: u64,
    /// Where it comes from, and all that goes with it.
    files: Files,
    origin: Origin,
    /// Folders with debug files that came with the input.
    debug_dirs: Arc<[PathBuf]>,
    /// The debug file that came with the input under the same name.
    debug_file: Option<PathBuf>,
}

#[derive(Clone, Debug)]
enum Origin {
    File(PathBuf),
    Member { archive: PathBuf, bytes: Bytes },
}

impl ObjectSource {
    /// The file, or the archive that holds it.
    pub(crate) fn path(&self) -> String {
        match &self.origin {
            Origin::File(path) => self.files.shown(path),
            Origin::Member { archive, .. } => self.files.shown(&archive.with_file_name(&self.name)),
        }
    }
    /// The file of a kernel image.
    fn image(&self) -> Option<PathBuf> {
        match &self.origin {
            Origin::File(path) if is_image_name(&self.name) => Some(path.clone()),
            _ => None,
        }
    }
    /// The file itself, expanded if it is compressed, without its debug information.
    ///
    /// # Errors
    /// It cannot be read, or is no ELF file.
    pub fn elf(&self) -> Result<crate::read::elf::Elf> {
        let (_, bytes) = self.bytes()?;
        crate::read::elf::Elf::parse(&self.path(), bytes)
    }
    fn file(name: String, files: &Files, path: PathBuf, head: &[u8], len: u64) -> Self {
        // Modules shrink to a quarter or less; the figure only orders work.
        let byte_size = if matches!(sniff(head), Sniffed::Compressed(_)) { len.saturating_mul(4) } else { len };
        Self::new(name, files, byte_size, Origin::File(path))
    }
    fn member(name: String, files: &Files, archive: PathBuf, bytes: Bytes) -> Self {
        let byte_size = bytes.len() as u64;
        Self::new(name, files, byte_size, Origin::Member { archive, bytes })
    }
    fn new(name: String, files: &Files, byte_size: u64, origin: Origin) -> Self {
        Self { name, byte_size, files: files.clone(), origin, debug_dirs: Arc::from([]), debug_file: None }
    }
}

/// The BTF of a file, ELF or raw.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn btf_of(named: &Named) -> Result<BtfSections> {
    let (files, path) = (named.files(), named.path());
    let source = ObjectSource::file(String::new(), files, path.to_path_buf(), &files.first_bytes(path)?, 0);
    Ok(source.load(&OpenOptions { debug_info: DebugInfo::Symbols, ..OpenOptions::default() })?.btf)
}

/// Whether a file of this name (or path) is a kernel image.
fn is_image_name(name: &str) -> bool {
    // The boot loader stub of a build tree is called vmlinux, too.
    if name.contains("boot/compressed/") {
        return false;
    }
    let name = name.rsplit('/').next().unwrap_or(name);
    name == "vmlinux" || name == "vmlinux.debug" || name.starts_with("vmlinux-")
}

/// A diagnostic about a whole object.
fn diagnostic(level: DiagnosticLevel, code: &'static str, object: &str, section: &str, message: String) -> Diagnostic {
    Diagnostic { level, code, object: object.to_owned(), section: section.to_owned(), offset: None, message }
}

/// The module a file of this name holds: its stem, as the last part of a path in Module.symvers.
fn module_stem(name: &str) -> &str {
    let mut stem = name.rsplit('/').next().unwrap_or(name);
    for suffix in [".debug", ".xz", ".zst", ".gz", ".ko"] {
        stem = stem.strip_suffix(suffix).unwrap_or(stem);
    }
    stem
}
