//! Patches as they are read: commits, files and runs of changed lines.

/// Patches in the order in which they are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// What the user named.
    pub sources: Vec<String>,
    /// Commits, or patches without one, that change a file.
    pub commits: Vec<Commit>,
    /// Their changes, file by file, in order.
    pub files: Vec<FileDiff>,
}

/// Where changes come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// Full hash as the patch gives it.
    pub hash: Option<String>,
    /// First line of its message.
    pub subject: Option<String>,
    /// Patch file, `None` for a repository.
    pub patch: Option<String>,
}

/// The changes of one commit to one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileDiff {
    /// Index into [`Series::commits`].
    pub commit: usize,
    /// Path before, without the prefix in which the two sides differ (`a/`, `b/`); `None`: did not exist.
    pub old: Option<String>,
    /// Path after; `None`: deleted.
    pub new: Option<String>,
    /// The old file stays as it is, the new one starts as a copy of it.
    pub copy: bool,
    /// Runs of changed lines, ascending on both sides.
    pub runs: Vec<Run>,
}

/// Neighbouring lines that were removed, added or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// First removed line, from 1; where nothing was removed, the line before which the new ones stand.
    pub old: u32,
    /// Number of removed lines.
    pub removed: u32,
    /// First added line; where nothing was added, the line that follows what went.
    pub new: u32,
    /// Number of added lines.
    pub added: u32,
    /// The lines with their `-` or `+`, each ended by a newline.
    pub text: String,
}
