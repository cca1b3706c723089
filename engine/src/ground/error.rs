//! What can go wrong between a path and its objects. Every message names the file, and the section
//! and offset where they are known.

pub(crate) mod snapshot;

use std::io;

use crate::ground::printable::{line, lines};

/// Result of the engine's fallible functions.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure to read an input. What is damaged only in part becomes a diagnostic instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused.
    #[error("{}: {source}", line(.path))]
    Io {
        /// File or folder as the user would name it.
        path: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The content is of no kind that is read here.
    #[error("{}: {found}, not an ELF file, archive (.a), package, BTF, dump by STG or libabigail, snapshot or compressed ELF file, at offset 0", line(.path))]
    NotAnObject {
        /// File.
        path: String,
        /// What the first bytes look like.
        found: &'static str,
    },
    /// A folder, package or archive without a single object.
    #[error("{}: holds no ELF object", line(.path))]
    NoObjects {
        /// Folder or archive.
        path: String,
    },
    /// The file contradicts itself, or ends too early.
    #[error("{}: {}offset {offset:#x}: {}", line(.path), section_prefix(.section), line(.what))]
    Damaged {
        /// File.
        path: String,
        /// ELF section, empty for headers and tables of the file itself.
        section: String,
        /// Offset in bytes from the start of the file, or of the section where one is named.
        offset: u64,
        /// What is wrong.
        what: String,
    },
    /// A text file (list, policy, `Module.symvers`) with a line that cannot be read.
    #[error("{}: line {line}: {}", self::line(.path), lines(.what))]
    Text {
        /// File.
        path: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A `Module.symvers` that is not of the kernel it was given for.
    #[error("{}: {}; it belongs to another build", line(.path), line(.what))]
    OtherBuild {
        /// File.
        path: String,
        /// What shows it.
        what: String,
    },
    /// Another program that is run for the user, or what it is asked for.
    #[error("{}: {}", line(.program), lines(.what))]
    Program {
        /// Its name, or the option that asks for it.
        program: String,
        /// What it said, or what is wrong.
        what: String,
    },
    /// A snapshot that cannot be used.
    #[error("{}: {source}", line(.path))]
    Snapshot {
        /// File.
        path: String,
        /// Section, offset and reason.
        #[source]
        source: crate::ground::error::snapshot::SnapshotError,
    },
    /// The file is sound, but of a sort that carries no interface.
    #[error("{}: offset {offset:#x}: {}", line(.path), line(.what))]
    Unsupported {
        /// File.
        path: String,
        /// Offset in bytes of the field that says so.
        offset: u64,
        /// What it is.
        what: String,
    },
}

impl Error {
    /// Wraps an error of the operating system.
    #[must_use]
    pub fn io(path: &std::path::Path, source: io::Error) -> Self {
        Self::Io { path: path.display().to_string(), source }
    }
    /// A file that contradicts itself outside of any section.
    #[must_use]
    pub fn damaged(path: &str, offset: u64, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), section: String::new(), offset, what: what.into() }
    }
    /// A line of a text file, from 1, that cannot be read.
    #[must_use]
    pub fn text(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self::Text { path: path.to_owned(), line, what: what.into() }
    }
    /// A damaged section; `offset` counts from its start.
    #[must_use]
    pub fn damaged_section(path: &str, section: &str, offset: u64, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), section: section.to_owned(), offset, what: what.into() }
    }
}

fn section_prefix(section: &str) -> String {
    if section.is_empty() { String::new() } else { format!("section {}: ", line(section)) }
}
