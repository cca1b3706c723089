//! What differs between two definitions of one name: sizes, facts, and members by their names.

use std::collections::BTreeMap;

use crate::model::history::{Definition, Difference, How, Member, What};

/// A difference of one text or number.
pub(super) fn plain(what: What, old: Option<String>, new: Option<String>) -> Difference {
    Difference { what, old, new, old_member: None, new_member: None, how: Vec::new() }
}

/// What differs, in the order of the new definition; what is gone comes before the members.
pub(super) fn between(old: &Definition, new: &Definition) -> Vec<Difference> {
    let mut out = Vec::new();
    if old.declaration != new.declaration {
        out.push(plain(What::Declaration, Some(old.declaration.clone()), Some(new.declaration.clone())));
    }
    if old.byte_size != new.byte_size {
        let text = |size: Option<u64>| size.map(|bytes| bytes.to_string());
        out.push(plain(What::Size, text(old.byte_size), text(new.byte_size)));
    }
    let gone = old.facts.iter().filter(|fact| !new.facts.contains(fact));
    out.extend(gone.map(|fact| plain(What::Fact, Some(fact.clone()), None)));
    let come = new.facts.iter().filter(|fact| !old.facts.contains(fact));
    out.extend(come.map(|fact| plain(What::Fact, None, Some(fact.clone()))));
    members(&old.members, &new.members, &mut out);
    out
}

/// Members of one name in the order of each side, those that are alike paired first: virtual functions may share a name.
fn members(old: &[Member], new: &[Member], out: &mut Vec<Difference>) {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, m) in old.iter().enumerate().rev() {
        by_name.entry(&m.name).or_default().push(i);
    }
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    for alike in [true, false] {
        for (m, partner) in new.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            let Some(left) = by_name.get_mut(m.name.as_str()) else { continue };
            // The first of the old ones stands last.
            let found = left.iter().rposition(|&i| !alike || old[i].declaration == m.declaration);
            *partner = found.map(|at| left.remove(at));
        }
    }
    let mut is_paired = vec![false; old.len()];
    partners.iter().flatten().for_each(|&i| is_paired[i] = true);
    let removed = old.iter().zip(&is_paired).filter(|(_, paired)| !**paired);
    out.extend(
        removed.map(|(m, _)| Difference { old_member: Some(m.clone()), ..plain(What::MemberRemoved, None, None) }),
    );
    for (m, partner) in new.iter().zip(partners) {
        let Some(before) = partner.map(|i| &old[i]) else {
            out.push(Difference { new_member: Some(m.clone()), ..plain(What::MemberAdded, None, None) });
            continue;
        };
        let ways = [
            (How::Moved, (before.bit_offset, before.value) != (m.bit_offset, m.value)),
            (How::Resized, before.bit_size != m.bit_size),
            (How::Retyped, before.declaration != m.declaration),
        ];
        let how: Vec<How> = ways.into_iter().filter(|way| way.1).map(|way| way.0).collect();
        if !how.is_empty() {
            let (old_member, new_member) = (Some(before.clone()), Some(m.clone()));
            out.push(Difference { old_member, new_member, how, ..plain(What::MemberChanged, None, None) });
        }
    }
}
