//! Small text files: reading them whole, comments, line numbers.

use std::path::Path;

use crate::ground::error::{Error, Result};
use crate::ground::files::regular;

/// Reads a text file; `name` is for messages.
///
/// # Errors
/// It cannot be read, is too large, or is not UTF-8 (the message names the line).
pub(crate) fn read(path: &Path, name: &str) -> Result<String> {
    let bytes = regular::read_named(path, regular::LIST).map_err(|e| match e {
        Error::Io { source, .. } => Error::Io { path: name.to_owned(), source },
        other => other,
    })?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Error::text(name, line_at(&String::from_utf8_lossy(&e.as_bytes()[..at]), at), "is not text")
    })
}

/// The part of a line before its comment.
pub(crate) fn uncomment(line: &str) -> &str {
    line.split_once('#').map_or(line, |(before, _)| before)
}

/// The name of the section that a line opens, if it opens one.
///
/// # Errors
/// It does not close it.
pub(crate) fn section(line: &str) -> std::result::Result<Option<&str>, String> {
    let Some(rest) = line.strip_prefix('[') else { return Ok(None) };
    let name = rest.strip_suffix(']').ok_or_else(|| format!("`{line}` opens a section and does not close it"))?;
    Ok(Some(name.trim()))
}

/// The line, from 1, of a byte offset.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&b| b == b'\n').count() + 1
}
