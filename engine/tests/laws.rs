//! The laws of `docs/architecture.md` on generated graphs and on what GCC and clang make of real sources.

mod support;

#[path = "laws/dominators.rs"]
mod dominators;
#[path = "laws/graphs.rs"]
mod graphs;
#[path = "laws/kernel.rs"]
mod kernel;
#[path = "laws/objects.rs"]
mod objects;
