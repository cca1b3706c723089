//! What is to be explained, and why it cannot be.

use super::symvers::Symvers;
use super::witness::Witness;
use crate::graph::loaded::Loaded;

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// OLD, loaded with `Options::unit_views`: without what units see the changes that an export reaches are told.
    pub old: &'a Loaded,
    /// NEW.
    pub new: &'a Loaded,
    /// CRCs of OLD.
    pub old_symvers: &'a Symvers,
    /// CRCs of NEW.
    pub new_symvers: &'a Symvers,
    /// What the objects of OLD say of their CRCs.
    pub old_witness: &'a Witness,
    /// And those of NEW.
    pub new_witness: &'a Witness,
    /// Exports whose story is wanted; empty: all.
    pub names: &'a [String],
    /// Every export gets the way to every cause.
    pub all_paths: bool,
}

/// Why nothing could be explained.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// The file is of another kernel.
    #[error("{symvers}: names no export of {input}: it belongs to another kernel")]
    OtherKernel {
        /// The file.
        symvers: String,
        /// The input.
        input: String,
    },
    /// The objects hold other CRCs than the file.
    #[error(transparent)]
    OtherBuild(#[from] crate::ground::error::Error),
    /// No name that either side exports.
    #[error("{0}")]
    UnknownExport(String),
}
