//! English: how numbers and reasons are spelt. No fact is made here, and none is looked up.

pub(crate) mod doubts;
pub(crate) mod numbers;
pub(crate) mod quoted;
pub(crate) mod release;
pub(crate) mod why;
