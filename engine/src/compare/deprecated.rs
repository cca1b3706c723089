//! Members that were deprecated: the same bytes under a name that says so.

use std::collections::BTreeSet;

use super::record::parts::Record;
use super::shapes::{Aligned, same_type, sides};
use super::types::Comparison;
use crate::compare::leaves::Leaf;
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::kabi::names as families;
use crate::rules::reason::MemberReason;

/// Members that were deprecated by a name of their family: `flags` became `rh_reserved_flags`.
pub fn deprecated(
    comparison: &mut Comparison<'_>,
    record: &Record,
    old: &[Leaf<'_>],
    new: &[Leaf<'_>],
    at: &mut Aligned,
) {
    let mut places: FastMap<&str, usize> = FastMap::default();
    for &i in at.removed.iter().rev() {
        places.insert(&old[i].name, i);
    }
    let mut done: Vec<(usize, usize)> = Vec::new();
    for &j in &at.added {
        let Some(name) = families::deprecated(&new[j].name) else { continue };
        done.extend(places.get(name).map(|&i| (i, j)));
    }
    let (olds, news): (BTreeSet<usize>, BTreeSet<usize>) = done.iter().copied().unzip();
    at.removed.retain(|i| !olds.contains(i));
    at.added.retain(|j| !news.contains(j));
    for (i, j) in done {
        let (x, y) = (&old[i], &new[j]);
        let same = x.bit_field == y.bit_field && same_type(comparison, record.pair, x, y);
        let facts = sides(std::slice::from_ref(x), std::slice::from_ref(y));
        if same {
            record.add(
                comparison,
                Rule::MemberDeprecated,
                Some(&x.name),
                x.line,
                facts,
                MemberReason::DeprecatedInPlace,
                false,
            );
            // It takes part in what moved like any other member.
            at.common.push((i, j));
        } else {
            let reason = MemberReason::DeprecatedAsAnother { old: x.declaration(), new: y.declaration() };
            record.add(comparison, Rule::ReserveMisused, Some(&x.name), x.line, facts, reason, true);
        }
    }
    at.common.sort_unstable();
}
