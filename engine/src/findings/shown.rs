//! What only the sources of public headers show, of both sides: changes that no binary holds. What the debug information of
//! both sides told already is not told again.

mod alike;
mod causes;
mod declarations;
mod macros;
mod names;
mod overloads;
mod side;
mod spelling;
mod told;
mod types;
mod values;

use self::side::Side;
use crate::compare::types::Comparison;
use crate::graph::shown::{Macro, Shown};

/// Of macros that several headers define what each of them makes of it, where it is not what the last one does: sides that hold
/// nothing else.
fn replaced(old: &Shown, new: &Shown) -> (Shown, Shown) {
    fn at<'s>(shown: &'s Shown, (name, file): &(String, String)) -> Option<&'s Macro> {
        let last = || shown.macros.get(name).filter(|last| shown.file(last.place) == file);
        shown.replaced.get(&(name.clone(), file.clone())).or_else(last)
    }
    let (mut x, mut y) = (Shown::default(), Shown::default());
    (x.files, y.files) = (old.files.clone(), new.files.clone());
    for key in old.replaced.keys().chain(new.replaced.keys()) {
        if let (Some(was), Some(is)) = (at(old, key), at(new, key))
            && was.body != is.body
        {
            x.macros.insert(key.0.clone(), was.clone());
            y.macros.insert(key.0.clone(), is.clone());
        }
    }
    (x, y)
}

/// Adds a change for each.
pub(super) fn compare(c: &mut Comparison<'_>, old: &Shown, new: &Shown) {
    if c.core {
        return;
    }
    macros::compare(c, old, new);
    let (x, y) = replaced(old, new);
    macros::compare(c, &x, &y);
    if let (Some(old), Some(new)) = (Side::of(old), Side::of(new)) {
        declarations::compare(c, &old, &new);
        types::compare(c, &old, &new);
    }
}
