//! Files that end: what is not a regular file (a pipe, a device, a socket) is refused before it is opened, for opening
//! a pipe may wait for ever and reading a device may never end; what is regular is read up to a bound.

use std::fs::{File, FileType, Metadata};
use std::io::{Error as IoError, ErrorKind, Read as _};
use std::path::Path;

use crate::ground::error::{Error, Result};

/// The largest patch in bytes: that between two releases of a kernel has a few hundred million.
pub(crate) const PATCH: u64 = 1 << 30;
/// The largest `Module.symvers`: a kernel with everything has four million bytes.
pub(crate) const SYMVERS: u64 = 256 << 20;
/// The largest file of symtypes: a kernel in one consolidated file has some hundred million bytes.
pub(crate) const SYMTYPES: u64 = 1 << 30;
/// The largest policy or list.
pub(crate) const LIST: u64 = 64 << 20;

fn refused(what: &str) -> IoError {
    IoError::new(ErrorKind::InvalidInput, format!("{what}, not a regular file"))
}

fn regular(kind: FileType) -> std::io::Result<()> {
    if kind.is_file() {
        return Ok(());
    }
    Err(refused(if kind.is_dir() { "a folder" } else { special(kind) }))
}

/// What is neither a file nor a folder.
#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_char_device() || kind.is_block_device() {
        "a device"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "something else"
    }
}

/// The same, where the standard library tells no more of it.
#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "a device or the like"
}

/// Opens a regular file.
///
/// # Errors
/// It is none, or cannot be opened.
pub(crate) fn open(path: &Path) -> std::io::Result<(File, Metadata)> {
    regular(std::fs::metadata(path)?.file_type())?;
    let file = File::open(path)?;
    // It may have been exchanged meanwhile.
    let meta = file.metadata()?;
    regular(meta.file_type())?;
    Ok((file, meta))
}

/// The first bytes of a file, as many as there are up to `most`. Files of `/proc` say that they have none, and
/// reading some of them waits: nothing is read of those.
///
/// # Errors
/// It is no regular file, or cannot be read.
pub(crate) fn head(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let (file, meta) = open(path)?;
    if meta.len() > 0 {
        file.take(most).read_to_end(&mut out)?;
    }
    Ok(out)
}

/// The whole of a file of at most `most` bytes.
///
/// # Errors
/// It is no regular file, is larger, or cannot be read.
pub(crate) fn whole(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let (file, meta) = open(path)?;
    if meta.len() > 0 { bounded(file, meta.len(), most) } else { Ok(Vec::new()) }
}

/// The same of a file that the kernel makes as it is read (`/proc`, `/sys`), of which the system does not tell the size: for
/// paths of which it is known that reading them ends.
///
/// # Errors
/// It is no regular file, is larger, or cannot be read.
pub(crate) fn made(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    bounded(open(path)?.0, 0, most)
}

/// [`whole`], with an error that names the file.
///
/// # Errors
/// Those of [`whole`].
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    whole(path, most).map_err(|e| Error::io(path, e))
}

/// The same for a path that the user typed: that may be a pipe without a name, which a shell makes of `<(command)`.
///
/// # Errors
/// Those of [`read`].
pub(crate) fn read_named(path: &Path, most: u64) -> Result<Vec<u8>> {
    let canonical = std::fs::canonicalize(path);
    let nameless = |p: &Path| p.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"pipe:["));
    // Such a pipe leads to no path, so that it cannot be made canonical; the link tells what it is.
    let link = |p: &Path| std::fs::read_link(p).is_ok_and(|to| nameless(&to));
    let descriptor = canonical.is_err() && (link(path) || std::fs::read_link(path).is_ok_and(|to| link(&to)));
    if !descriptor {
        return read(path, most);
    }
    let failed = |e| Error::io(path, e);
    bounded(File::open(path).map_err(failed)?, 0, most).map_err(failed)
}

fn bounded(file: File, expected: u64, most: u64) -> std::io::Result<Vec<u8>> {
    let too_long = |n: u64| {
        let what = format!("{n} bytes or more, and at most {most} are read of a file of this kind");
        IoError::new(ErrorKind::InvalidInput, what)
    };
    if expected > most {
        return Err(too_long(expected));
    }
    let mut out = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    file.take(most.saturating_add(1)).read_to_end(&mut out)?;
    if out.len() as u64 > most { Err(too_long(out.len() as u64)) } else { Ok(out) }
}

/// A file of the user's, bounded as policies are, whatever text it may be.
///
/// # Errors
/// It is no regular file, or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    read_named(path, LIST)
}

/// A text file of the user's, such as a policy, bounded as policies are.
///
/// # Errors
/// It is no regular file, is too large, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).map_err(|_| Error::io(path, IoError::new(ErrorKind::InvalidData, "is not text")))
}
