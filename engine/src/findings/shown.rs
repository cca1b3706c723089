//! What only the sources of public headers show, of both sides: changes that no binary holds. What the debug information of
//! both sides told already is not told again.

mod alike;
mod declarations;
mod macros;
mod told;
mod values;

use crate::compare::types::Comparison;
use crate::graph::shown::Shown;

/// Adds a change for each.
pub(super) fn compare(c: &mut Comparison<'_>, old: &Shown, new: &Shown) {
    if c.core {
        return;
    }
    macros::compare(c, old, new);
    declarations::compare(c, old, new);
}
