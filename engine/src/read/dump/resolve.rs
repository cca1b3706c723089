//! From identifiers to indexes of rows, each of which has to be of the sort that is wanted there.

use super::error::{Result, damaged};
use super::rows::{Row, Underlying, What};

/// What a row may refer to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Type,
    /// A type, or `...`.
    Parameter,
    Member,
    Symbol,
}

fn fits(what: &What<'_>, wanted: Wanted) -> bool {
    match what {
        What::Variadic => wanted == Wanted::Parameter,
        What::Member { .. } => wanted == Wanted::Member,
        What::Symbol(_) => wanted == Wanted::Symbol,
        What::Interface(_) => false,
        // Variants have members of their own kind.
        What::Foreign => wanted != Wanted::Symbol,
        _ => matches!(wanted, Wanted::Type | Wanted::Parameter),
    }
}

/// Makes indexes of identifiers. `find`: the row of one; `spelt`: what the file calls it.
///
/// # Errors
/// A reference leads nowhere, or to what does not belong there.
pub(crate) fn resolve(
    rows: &mut [Row<'_>],
    find: &dyn Fn(u32) -> Option<u32>,
    spelt: &dyn Fn(u32) -> String,
) -> Result<()> {
    for i in 0..rows.len() {
        let mut what = std::mem::replace(&mut rows[i].what, What::Foreign);
        let at = rows[i].at;
        let one = |id: &mut u32, wanted: Wanted| -> Result<()> {
            let Some(to) = find(*id) else {
                return damaged(at, format!("refers to {}, which is not in the file", spelt(*id)));
            };
            if to as usize == i {
                return damaged(at, "refers to itself");
            }
            if !fits(&rows[to as usize].what, wanted) {
                return damaged(at, format!("refers to {}, which is of another sort", spelt(*id)));
            }
            *id = to;
            Ok(())
        };
        match &mut what {
            What::Pointer(_, to) | What::Typedef(to) | What::Qualified(_, to) => one(to, Wanted::Type)?,
            What::Array(_, to) | What::Vector(_, to) | What::Member { to, .. } => one(to, Wanted::Type)?,
            What::Enum(Some((Underlying::Type(to), _))) => one(to, Wanted::Type)?,
            What::Record(_, Some((_, members))) => members.iter_mut().try_for_each(|m| one(m, Wanted::Member))?,
            What::Function { result, parameters } => {
                one(result, Wanted::Type)?;
                parameters.iter_mut().try_for_each(|p| one(&mut p.to, Wanted::Parameter))?;
            }
            What::Symbol(symbol) => symbol.to.iter_mut().try_for_each(|to| one(to, Wanted::Type))?,
            What::Interface(symbols) => symbols.iter_mut().try_for_each(|s| one(s, Wanted::Symbol))?,
            What::Void | What::Variadic | What::Base(_) | What::Foreign | What::Record(_, None) => {}
            What::Enum(None | Some((Underlying::Size(_), _))) => {}
        }
        rows[i].what = what;
    }
    Ok(())
}
