//! Who is asked for a debug file that lies in none of the places that are looked into: a server, by the build id of the
//! object. The engine asks nobody by itself: whoever calls it says who is asked, and how.

use std::fmt::{self, Debug, Display};
use std::path::PathBuf;

/// Whoever has debug files by their build id. What comes from there must prove to belong to the object, as every debug file.
pub trait DebugServer: Debug + Send + Sync {
    /// The debug file (for the supplementary file of dwz: that file) of a build id. Asked from several threads at once.
    fn debug_file(&self, id: &BuildId) -> Served;
}

/// What a server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    /// A file of this machine.
    File(PathBuf),
    /// None, and why: the end of a sentence, such as `debuginfod-find has none (not found)`.
    Missing(String),
}

/// A build id as servers are asked for it: digits from `0` to `f`, two for each byte, and nothing else whatever the note holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BuildId(String);

impl BuildId {
    /// Fewer bytes name no build; two is what `.build-id/xx/` takes apart.
    const FEWEST: usize = 2;
    /// The longest that debuginfod's client takes (`MAX_BUILD_ID_BYTES`).
    const MOST: usize = 64;

    /// Of the bytes of a note; `None` if there are too few or too many to be a build id.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let fits = (Self::FEWEST..=Self::MOST).contains(&bytes.len());
        fits.then(|| Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for BuildId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_note_holds_is_asked_for_in_digits() {
        let hostile = b"-v; rm -rf ../../$HOME\n\0`id`";
        let id = BuildId::new(hostile).expect("long enough");
        assert_eq!(id.as_str().len(), 2 * hostile.len());
        assert!(id.as_str().bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')), "{id}");
        assert!(id.as_str().starts_with("2d763b20726d"), "{id}");
        // Nothing, and what is no build id of anything.
        assert_eq!([0, 1, 65, 4096].map(|length| BuildId::new(&vec![7; length])), [const { None }; 4]);
    }
}
