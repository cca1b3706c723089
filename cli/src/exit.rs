//! Exit codes.

/// Nothing at or above `--fail-on`.
pub(crate) const FINE: u8 = 0;
/// Something is.
pub(crate) const FOUND: u8 = 1;
/// Could not tell.
pub(crate) const COULD_NOT_TELL: u8 = 2;
