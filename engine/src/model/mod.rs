//! What is written: reports, explanations, gates, as values with versioned schemas. Nothing else is here.

pub mod deps;
pub mod explanation;
pub mod fate;
pub mod gate;
pub mod history;
pub(crate) mod layout;
pub mod matrix;
pub mod proof;
pub mod reached;
pub mod release;
pub mod report;
pub(crate) mod reserves;
pub mod series;
pub mod symbols;
pub mod verdict;
pub mod why;

/// Whether nothing was counted: such a number is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
