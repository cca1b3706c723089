//! What an object is called: by reports, and by loaders that look for it.

use super::{ObjectInfo, ObjectKind};

impl ObjectInfo {
    /// As findings name it: by its SONAME, else by its path in the input.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.soname.is_empty() { &self.name } else { &self.soname }
    }

    /// Whether nothing is known of the file but its symbols and types: a dump of another tool, or BTF by itself. What such
    /// an object does not say of its file is no evidence.
    #[must_use]
    pub fn is_dump(&self) -> bool {
        self.units > 0 && self.dies == 0 && self.linkage.kind == ObjectKind::Unknown && self.build_id.is_empty()
    }

    /// What a loader finds it by: its SONAME, else the name of its file.
    #[must_use]
    pub fn loaded_as(&self) -> &str {
        if self.soname.is_empty() { self.file_name() } else { &self.soname }
    }

    /// The name of its file.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// `libfoo` of `libfoo.so` and `libfoo.so.1`; `None` for what is not called as shared libraries are.
pub(crate) fn library_stem(name: &str) -> Option<&str> {
    let at = name.find(".so").filter(|&at| at > 0 && matches!(name.as_bytes().get(at + 3), None | Some(b'.')))?;
    Some(&name[..at])
}
