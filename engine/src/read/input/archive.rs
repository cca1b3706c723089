//! Static archives, thin ones too: each member that is an ELF file is an object.

use std::path::{Path, PathBuf};

use object::read::archive::ArchiveFile;

use super::source::{Found, ObjectSource, diagnostic};
use crate::ground::diagnostic::DiagnosticLevel;
use crate::ground::error::{Error, Result};
use crate::ground::files::handle::Files;
use crate::ground::files::sniff::{Sniffed, sniff};
use crate::ground::files::tree::Look;
use crate::ground::maps::FastMap;
use crate::read::elf::file::describe;

/// The members of the archive at `path`.
pub(super) fn discover(files: &Files, path: &Path) -> Result<Found> {
    let archive = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = files.open(path).map_err(|e| files.failed(path, e))?;
    let data = bytes.as_slice();
    let shown = files.shown(path);
    let damaged = |offset: u64, e: object::read::Error| Error::damaged(&shown, offset, format!("archive: {e}"));
    let file = ArchiveFile::parse(data).map_err(|e| damaged(0, e))?;
    let mut seen: FastMap<String, u32> = FastMap::default();
    let mut after = 0;
    let (mut names, most) = (0, crate::read::elf::strings::most(data.len()));
    let mut thin: FastMap<PathBuf, String> = FastMap::default();
    let mut sources = Vec::new();
    let mut diagnostics = Vec::new();
    for member in file.members() {
        let member = member.map_err(|e| damaged(after, e))?;
        names += member.name().len() as u64;
        if names > most {
            let what =
                format!("archive: the names of its members lie one in the other and take more than {most} bytes");
            return Err(Error::damaged(&shown, after, what));
        }
        let member_name = String::from_utf8_lossy(member.name()).into_owned();
        // Archives may hold several members of one name; the interface must tell them apart.
        let count = seen.entry(member_name.clone()).or_insert(0);
        *count += 1;
        let name = match *count {
            1 => format!("{archive}({member_name})"),
            n => format!("{archive}({member_name}#{n})"),
        };
        if member.is_thin() {
            let target = path.parent().unwrap_or(Path::new("")).join(&member_name);
            if let Some(first) = thin.get(&target) {
                let message = format!("names the file that {first} names, which is read once");
                diagnostics.push(diagnostic(DiagnosticLevel::Note, "member-twice", &name, "", message));
                continue;
            }
            thin.insert(target.clone(), name.clone());
            let head = files.first_bytes(&target)?;
            let len = match files.look(&target).map_err(|e| files.failed(&target, e))? {
                Look::File(len) => len,
                Look::Folder | Look::Other => 0,
            };
            if matches!(sniff(&head), Sniffed::Elf(_)) {
                sources.push(ObjectSource::file(name, files, target, &head, len));
                continue;
            }
            diagnostics.push(not_elf(&name, &head));
            continue;
        }
        let (offset, size) = member.file_range();
        after = offset;
        let Some(content) = bytes.slice(offset, size) else {
            let what = format!("archive: member {member_name} of {size} bytes lies beyond the end of the file");
            return Err(Error::damaged(&shown, offset, what));
        };
        match sniff(content.as_slice()) {
            Sniffed::Elf(_) => sources.push(ObjectSource::member(name, files, path.to_path_buf(), content)),
            _ => diagnostics.push(not_elf(&name, content.as_slice())),
        }
    }
    Ok(Found { sources, diagnostics })
}

fn not_elf(name: &str, data: &[u8]) -> crate::ground::diagnostic::Diagnostic {
    let found = describe(data);
    // Bitcode (LTO) holds an interface that is not read; anything else is an index or a note.
    let level = if found == "LLVM bitcode" { DiagnosticLevel::Lost } else { DiagnosticLevel::Note };
    diagnostic(level, "member-not-elf", name, "", format!("the archive member is no ELF file: {found}"))
}
