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

use crate::graph::{Machine, ObjectInfo};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::decompress;
use crate::ground::files::decompress::Codec;
use crate::ground::options::DebugInfo;
use crate::read::elf::file::describe;

pub use crate::ground::files::debugindex::DebugIndex;
pub use crate::ground::files::regular::read_text;
pub use crate::read::btf::BtfSections;
pub use crate::read::dwarf::split::find_split;
pub use crate::read::elf::{DwarfSections, RawExport, Reloc, Relocs, Section};

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
    pub btf_base: Option<PathBuf>,
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
    pub fn discover(path: &Path, options: &OpenOptions) -> Result<Self> {
        let mut input = Self { path: path.display().to_string(), ..Self::default() };
        let meta = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        if meta.is_dir() {
            folder::discover(path, &mut input)?;
        } else {
            let head = head(path)?;
            match sniff(&head) {
                Sniffed::Archive => archive::discover(path, &mut input)?,
                Sniffed::Other => {
                    return Err(Error::NotAnObject { path: input.path, found: describe(&head) });
                }
                Sniffed::Elf(_) | Sniffed::Compressed(_) | Sniffed::Btf => {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                    input.sources.push(ObjectSource::file(name, path.to_path_buf(), &head, meta.len()));
                }
            }
        }
        if input.sources.is_empty() {
            return Err(Error::NoObjects { path: input.path });
        }
        let image = input.sources.iter().find_map(ObjectSource::image);
        let beside = || Some(path.with_file_name("vmlinux")).filter(|p| is_raw_btf(p) && is_raw_btf(path));
        input.btf_base = options.btf_base.clone().or(image).or_else(beside);
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
            Origin::File(path) => path.display().to_string(),
            Origin::Member { archive, .. } => archive.with_file_name(&self.name).display().to_string(),
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
    fn file(name: String, path: PathBuf, head: &[u8], len: u64) -> Self {
        // Modules shrink to a quarter or less; the figure only orders work.
        let byte_size = if matches!(sniff(head), Sniffed::Compressed(_)) { len.saturating_mul(4) } else { len };
        Self { name, byte_size, origin: Origin::File(path), debug_dirs: Arc::from([]), debug_file: None }
    }
    fn member(name: String, archive: PathBuf, bytes: Bytes) -> Self {
        let byte_size = bytes.len() as u64;
        Self { name, byte_size, origin: Origin::Member { archive, bytes }, debug_dirs: Arc::from([]), debug_file: None }
    }
}

/// An object with its interface and the bytes of its debug information.
#[derive(Clone, Debug, Default)]
pub struct LoadedObject {
    /// Name, module, build id, SONAME, needed and version nodes; the rest is for the DWARF reader.
    pub info: ObjectInfo,
    /// What decides layout.
    pub machine: Machine,
    /// The interface, in the order of the symbol table.
    pub exports: Vec<RawExport>,
    /// What it asks of whoever loads it (see [`crate::graph::Graph::asked`]).
    pub asked: Vec<RawExport>,
    /// `None`: no `.debug_info` to be had anywhere (or not asked for).
    pub dwarf: Option<DwarfSections>,
    /// `.BTF` and what it continues.
    pub btf: BtfSections,
    /// What could not be read, or was read with doubt.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sniffed {
    /// `e_type`, or 0 if the header is cut off.
    Elf(u16),
    Compressed(Codec),
    Archive,
    Btf,
    Other,
}

fn sniff(head: &[u8]) -> Sniffed {
    if head.starts_with(b"\x7fELF") {
        let raw = head.get(16..18).map_or([0; 2], |b| [b[0], b[1]]);
        let big = head.get(5) == Some(&2);
        Sniffed::Elf(if big { u16::from_be_bytes(raw) } else { u16::from_le_bytes(raw) })
    } else if head.starts_with(b"!<arch>\n") || head.starts_with(b"!<thin>\n") {
        Sniffed::Archive
    } else if head.starts_with(b"\xfd7zXZ\0") {
        Sniffed::Compressed(Codec::Xz)
    } else if head.starts_with(b"\x28\xb5\x2f\xfd") {
        Sniffed::Compressed(Codec::Zstd)
    } else if head.starts_with(b"\x1f\x8b\x08") {
        Sniffed::Compressed(Codec::Gzip)
    } else if crate::read::btf::is_btf(head) {
        Sniffed::Btf
    } else {
        Sniffed::Other
    }
}

/// The first bytes of a file, as many as there are up to 64.
fn head(path: &Path) -> Result<Vec<u8>> {
    crate::ground::files::regular::head(path, 64)
}

/// The largest file of raw BTF that is read where it cannot be mapped: a kernel's has some megabytes.
const BTF: u64 = 1 << 30;

/// Maps a file, and expands it if all of it is compressed.
pub(crate) fn read_file(path: &Path) -> Result<Bytes> {
    let bytes = match crate::ground::files::map::Map::open(path) {
        Ok(map) => Bytes::from_map(map),
        // Files of sysfs cannot all be mapped.
        Err(_) if crate::read::btf::is_btf(&head(path)?) => {
            Bytes::from_vec(crate::ground::files::regular::read(path, BTF)?)
        }
        Err(e) => return Err(e),
    };
    let data = bytes.as_slice();
    let Sniffed::Compressed(codec) = sniff(data) else { return Ok(bytes) };
    let most = decompress::limit_of_file(data.len());
    let out = decompress::expand(codec, data, data.len() as u64 * 4, most)
        .map_err(|e| Error::damaged(&path.display().to_string(), 0, format!("cannot be decompressed: {e}")))?;
    Ok(Bytes::from_vec(out))
}

/// The bytes of a file, mapped, if it is a regular file whose first bytes `wanted` accepts.
///
/// # Errors
/// The file cannot be opened.
pub(crate) fn read_if(path: &Path, wanted: fn(&[u8]) -> bool) -> Result<Option<crate::ground::files::map::Map>> {
    let meta = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
    if !meta.is_file() || !wanted(&head(path)?) {
        return Ok(None);
    }
    crate::ground::files::map::Map::open(path).map(Some)
}

/// The BTF of a file, ELF or raw.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn btf_of(path: &Path) -> Result<BtfSections> {
    let head = head(path)?;
    let source = ObjectSource::file(String::new(), path.to_path_buf(), &head, 0);
    Ok(source.load(&OpenOptions { debug_info: DebugInfo::Symbols, ..OpenOptions::default() })?.btf)
}

fn is_raw_btf(path: &Path) -> bool {
    path.is_file() && head(path).is_ok_and(|head| sniff(&head) == Sniffed::Btf)
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
