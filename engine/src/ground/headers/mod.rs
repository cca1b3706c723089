//! Which headers consumers see: those that the user named, those that a package of a kernel's headers ships, and by
//! rule those of a kernel's tree that a driver can include.

pub mod conditions;
mod created;
mod defined;
pub(crate) mod kernel;
mod lines;
mod nested;
pub(crate) mod others;
pub(crate) mod shipped;
mod texts;
pub(crate) mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use defined::Root;
pub use shipped::Shipped;
pub use texts::{Declared, HeadersOf, InCode, Placed, Texts};
pub use words::{Words, directives};

/// Headers that consumers see, as the user told.
#[derive(Clone, Debug, Default)]
pub struct PublicHeaders {
    /// Paths of headers as consumers include them (`linux/device.h`): the end of the path that the compiler
    /// recorded.
    pub files: BTreeSet<String>,
    /// Folders or files by whole components anywhere in the recorded path.
    pub parts: Vec<String>,
    /// Of a kernel, too, every header counts.
    pub everything: bool,
    /// Nobody named them: they are what the packages of both sides install.
    pub installed: bool,
    /// What the texts of these headers name; `None` where some of them is not at hand.
    pub words: Option<Arc<Words>>,
    /// These texts; `None` where some of them is not at hand.
    pub texts: Option<Arc<Texts>>,
}

impl PublicHeaders {
    /// Whether no header was named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.parts.is_empty()
    }

    /// Whether the texts define a type of this name, wherever the compiler saw it defined: a header that was copied,
    /// generated, or installed under another path.
    #[must_use]
    pub fn define(&self, name: &str) -> bool {
        self.texts.as_ref().is_some_and(|texts| texts.define(name))
    }

    /// Whether the folders that were named, one of each side, define a type of this name alike; `None` if only one does.
    #[must_use]
    pub fn agree(&self, name: &str) -> Option<bool> {
        self.texts.as_ref().and_then(|texts| texts.defined.agree(name))
    }

    /// Whether the header of this recorded path is public.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        let mut rest = path;
        loop {
            if self.files.contains(rest) {
                return true;
            }
            match rest.split_once('/') {
                Some((_, end)) => rest = end,
                None => break,
            }
        }
        let framed = format!("/{path}/");
        self.parts.iter().any(|p| {
            let p = p.trim_start_matches("./").trim_matches('/');
            !p.is_empty() && framed.contains(&format!("/{p}/"))
        })
    }
}

/// Whether a path names a source file rather than a header: the rule by which a type is private to it.
#[must_use]
pub fn is_source_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name.rsplit_once('.'), Some((_, "c" | "cc" | "cpp" | "cxx" | "c++" | "C" | "S" | "s")))
}

/// Whether a header is the system's, which is nobody's interface here.
#[must_use]
pub(crate) fn is_system(file: &str) -> bool {
    file.starts_with("/usr/include/") || file.starts_with("/usr/lib/")
}
