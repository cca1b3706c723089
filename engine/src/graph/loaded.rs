//! An input in memory: its graph, and what is known beside it.

use std::sync::Arc;

use crate::graph::canon::views::Views;
use crate::graph::shown::Shown;
use crate::graph::{Graph, ObjectInfo};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::files::Named;
use crate::ground::headers::Shipped;

/// Digits of a build id from 16 bytes on: MD5, SHA-1, a UUID. What a user chooses is mostly shorter.
const COMPUTED: usize = 32;

/// An input in memory.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// As the user named it.
    pub path: String,
    /// Its graph.
    pub graph: Graph,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// What each exporting unit sees, with `Options::unit_views`; `None` for snapshots, which do not hold it.
    pub views: Option<Views>,
    /// Where its bytes are, which nobody reads unless it matters whether both sides are the same file; `None` for snapshots,
    /// whose bytes are not those of what they were made of.
    pub source: Option<Named>,
    /// The headers that a package of them ships for this kernel, where it lies beside the input.
    pub shipped: Option<Shipped>,
    /// What only the sources of its public headers show, where somebody asked for it.
    pub sources: Option<Arc<Shown>>,
}

impl Loaded {
    /// Whether both inputs are one build: nothing of the one can differ from the other. Build ids that linkers compute from what
    /// they write say so, or the very bytes of files.
    #[must_use]
    pub fn is_same_build(&self, other: &Self) -> bool {
        let (objects, others) = (&self.graph.objects, &other.graph.objects);
        let same_id = |(a, b): (&ObjectInfo, &ObjectInfo)| a.build_id.len() >= COMPUTED && a.build_id == b.build_id;
        let differ = |(a, b): (&ObjectInfo, &ObjectInfo)| !b.build_id.is_empty() && a.build_id != b.build_id;
        if objects.len() != others.len() || objects.is_empty() || objects.iter().zip(others).any(differ) {
            return false;
        }
        objects.iter().zip(others).all(same_id) || self.has_same_bytes(other)
    }

    fn has_same_bytes(&self, other: &Self) -> bool {
        let read = |loaded: &Self| {
            let source = loaded.source.as_ref()?;
            source.files().read(source.path()).ok()
        };
        read(self).zip(read(other)).is_some_and(|(a, b)| a.as_slice() == b.as_slice())
    }
}
