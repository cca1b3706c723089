//! What is wrong with a dump, and where.

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DumpError {
    /// Offset in bytes from the start of the file.
    pub(crate) offset: u64,
    /// One clause.
    pub(crate) what: String,
}

pub(crate) type Result<T> = std::result::Result<T, DumpError>;

pub(crate) fn damaged<T>(offset: usize, what: impl Into<String>) -> Result<T> {
    Err(DumpError { offset: offset as u64, what: what.into() })
}
