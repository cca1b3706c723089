//! A change of what sources show, with where each side shows it.

use crate::compare::change::{Change, ChangeId, Judgement, Owner};
use crate::compare::types::Comparison;
use crate::graph::shown::{Place, Shown};
use crate::ground::maps::Sides;
use crate::model::report as m;
use crate::rules::Rule;

/// A side with a place in it.
pub(super) type Placed<'s> = Option<(&'s Shown, Place)>;

/// Adds it.
pub(super) fn add(
    c: &mut Comparison<'_>,
    rule: Rule,
    subject: m::Subject,
    facts: (Option<m::Facts>, Option<m::Facts>),
    reason: impl Into<Judgement>,
    places: Sides<Placed<'_>>,
) -> ChangeId {
    let place = |side: Placed<'_>| side.map(|(shown, place)| (shown.file(place).to_owned(), place.line));
    let id = c.add(Change::decided(rule, Owner::Object, subject, facts, reason));
    c.places.insert(id, Sides { old: place(places.old), new: place(places.new) });
    id
}
