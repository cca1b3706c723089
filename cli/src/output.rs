//! Writing results: to standard output, or to a file that appears whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use abilens::printable;
use anyhow::{Context, Result, bail};

/// Links that lead to links.
const LINKS: usize = 40;

/// Text for people: whatever names it holds, no terminal and no CI obeys them.
pub(crate) fn prose(out: &mut dyn Write, text: &str, colored: bool) -> io::Result<()> {
    out.write_all(printable::document(text, colored).as_bytes())
}

/// Writes to standard output. A reader that went away (`| head`) is no error.
pub(crate) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {
            // What is still in the buffer has no reader either.
            let _ = out.into_parts();
            Ok(())
        }
        result => result.context("standard output"),
    }
}

/// Writes to the file that was named, else to standard output.
pub(crate) fn to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match path {
        Some(path) => to_file(path, write),
        None => to_stdout(write),
    }
}

/// Writes a file beside its final place and renames it; `-` is standard output.
///
/// A link stays a link: what it leads to is replaced, or made. What is replaced keeps its permissions, and its owner
/// where that can be had. The file under way has a name that nobody can foresee, so that one left behind by a run that was
/// killed is in nobody's way.
pub(crate) fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    if path.as_os_str() == "-" {
        return to_stdout(write);
    }
    let name = || path.display().to_string();
    let target = followed(path)?;
    let there = fs::metadata(&target).ok();
    // A device or pipe is written to, not replaced.
    if there.as_ref().is_some_and(|m| !m.is_file() && !m.is_dir()) {
        let mut out = BufWriter::new(File::options().write(true).open(&target).with_context(name)?);
        return write(&mut out).and_then(|()| out.flush()).with_context(name);
    }
    if there.as_ref().is_some_and(fs::Metadata::is_dir) {
        bail!("{}: is a folder", path.display());
    }
    let Some(file_name) = target.file_name() else { bail!("{}: names no file", path.display()) };
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A name as long as names may be leaves no room for more.
    let prefix: String = file_name.to_string_lossy().chars().take(40).collect();
    let mut builder = tempfile::Builder::new();
    let prefix = format!(".{prefix}.");
    builder.prefix(&prefix).suffix(".tmp").permissions(Permissions::from_mode(0o666));
    if there.is_some() {
        // Closed to others until it has the permissions of what it replaces.
        builder.permissions(Permissions::from_mode(0o600));
    }
    let mut file = builder.tempfile_in(folder).with_context(name)?;
    let written = (|| {
        let mut out = BufWriter::new(file.as_file_mut());
        write(&mut out)?;
        out.flush()?;
        drop(out);
        if let Some(there) = &there {
            // Only root can give it away, and who cannot keeps it.
            let _ = std::os::unix::fs::fchown(file.as_file(), Some(there.uid()), Some(there.gid()));
            file.as_file().set_permissions(Permissions::from_mode(there.mode() & 0o777))?;
        }
        Ok(())
    })();
    written.and_then(|()| file.persist(&target).map(drop).map_err(|e| e.error)).with_context(name)
}

/// Where a path leads, whether or not there is a file.
fn followed(path: &Path) -> Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&target) {
            Ok(to) => target = target.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(target),
        }
    }
    bail!("{}: too many links", path.display())
}
