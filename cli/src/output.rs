//! Writing results: to standard output, or to a file that appears whole or not at all.

#[cfg(target_os = "linux")]
mod nameless;

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use abilens::ground::printable;
use anyhow::{Context, Result, bail};

use crate::pager::Screen;

/// Links that lead to links.
const LINKS: usize = 40;

/// Text for people: whatever names it holds, no terminal and no CI obeys them.
pub(crate) fn prose(out: &mut dyn Write, text: &str, colored: bool) -> io::Result<()> {
    out.write_all(printable::document(text, colored).as_bytes())
}

/// Shows something, through a pager where it is long and a person sits. A reader that went away is no error.
pub(crate) fn to_reader(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut screen = Screen::new();
    let mut out = BufWriter::new(&mut screen);
    let written = write(&mut out).and_then(|()| out.flush());
    // What is still in the buffer has no reader where there was an error.
    let _ = out.into_parts();
    let written = written.and_then(|()| screen.settle());
    screen.end()?;
    match written {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard output"),
    }
}

/// Writes to standard output as it is. A reader that went away (`| head`) is no error.
fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
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

/// Writes to the file that was named, else to whoever reads here.
pub(crate) fn to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match path {
        Some(path) => to_file(path, write),
        None => to_reader(write),
    }
}

/// [`to_file`] for text of strangers, which files and other programs get byte by byte. A terminal, which would obey it, does not.
pub(crate) fn to_file_exactly(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    if path.as_os_str() != "-" || !io::stdout().is_terminal() {
        return to_file(path, write);
    }
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    to_reader(|out| prose(out, &String::from_utf8_lossy(&bytes), false))
}

/// Writes a file beside its final place and renames it; `-` is standard output.
///
/// A link stays a link: what it leads to is replaced, or made. What is replaced keeps its permissions, and its owner
/// where that can be had. The file under way has no name at all until it is whole, or where that cannot be had one that
/// nobody can foresee: what a killed run leaves, if anything, is in nobody's way.
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
    let prefix = format!(".{prefix}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    // What is replaced may be closed to others: so is this, until it has the same permissions.
    let mode = if there.is_some() { 0o600 } else { 0o666 };
    #[cfg(target_os = "linux")]
    if let Some(file) = nameless::open(folder, mode) {
        let filled = fill(&file, there.as_ref(), write);
        return filled.and_then(|()| nameless::name(file, &builder, folder, mode, &target)).with_context(name);
    }
    let done = permitted(&mut builder, mode)
        .tempfile_in(folder)
        .and_then(|file| fill(file.as_file(), there.as_ref(), write).map(|()| file))
        .and_then(|file| file.persist(&target).map(drop).map_err(|e| e.error));
    done.with_context(name)
}

/// Writes the content, and makes the file what it replaces was.
fn fill(
    file: &File,
    there: Option<&fs::Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()?;
    if let Some(there) = there {
        resemble(file, there)?;
    }
    Ok(())
}

/// Gives a file the owner, where that can be had, and the permissions of another.
#[cfg(unix)]
fn resemble(file: &File, there: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    // Only root can give it away, and who cannot keeps it.
    let _ = std::os::unix::fs::fchown(file, Some(there.uid()), Some(there.gid()));
    file.set_permissions(fs::Permissions::from_mode(there.mode() & 0o777))
}

/// The same, where permissions are all that the standard library knows.
#[cfg(not(unix))]
fn resemble(file: &File, there: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(there.permissions())
}

/// Files of these permissions, less what the user's mask takes.
#[cfg(unix)]
fn permitted<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>, mode: u32) -> &'b mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(mode))
}

/// Files as the folder makes them.
#[cfg(not(unix))]
fn permitted<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>, _: u32) -> &'b mut tempfile::Builder<'p, 's> {
    builder
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
