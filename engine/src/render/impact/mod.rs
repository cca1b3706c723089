//! What reaches a type, as text and as a graph for Graphviz.

pub(crate) mod dot;
pub(crate) mod text;
