//! An input in memory: its graph, and what is known beside it.

use crate::graph::Graph;
use crate::graph::canon::views::Views;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::headers::Shipped;

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
    /// The headers that a package of them ships for this kernel, where it lies beside the input.
    pub shipped: Option<Shipped>,
}
