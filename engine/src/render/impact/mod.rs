//! What reaches a type, as text and as a graph for Graphviz.

mod dot;
mod text;

pub use dot::render as dot;
pub use text::render as text;
