//! Types and symbols over releases: what each was in each, what changed when, what flapped, and since when a member lies where
//! it does.
//!
//! A [`Collector`] is given one graph after the other, and then asked.
//!
//! A type is told from others by its kind and name, a symbol by its name and version node. Where one release has several of
//! a name, all releases are told apart by the file that declares the type, or the object that exports the symbol.

mod blame;
mod called;
mod collect;
mod definition;
mod differences;
mod labels;
mod names;
mod over_time;
#[cfg(test)]
mod tests;

pub use self::blame::blame;
pub use self::collect::Collector;
pub use self::labels::labels;
pub use self::names::Unanswered;
