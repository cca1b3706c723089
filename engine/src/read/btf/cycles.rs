//! Chains that never end: types that are made of themselves without a pointer, or of nothing but pointers.
//!
//! In C every cycle passes a record and a pointer. The walks of later phases rely on that, so anything else is
//! refused here. Depth first with a stack of its own, each reference once.

use super::read::{Btf, Result, Row, damaged, kind};

/// Refuses cycles that no C type has.
///
/// # Errors
/// With the offset of a type on the cycle.
pub(super) fn check(btf: &Btf) -> Result<()> {
    acyclic(btf, Walk::WithoutRecords)?;
    acyclic(btf, Walk::ByValue)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// Everything that refers, but records.
    WithoutRecords,
    /// What a value is made of.
    ByValue,
}

/// The reference `index` of a row, 0 for one that does not count; `None` behind the last.
fn reference(btf: &Btf, row: &Row, walk: Walk, index: usize) -> Option<u32> {
    let by_value = walk == Walk::ByValue;
    match row.kind {
        kind::TYPEDEF | kind::CONST | kind::VOLATILE | kind::RESTRICT | kind::TYPE_TAG => {
            (index == 0).then_some(row.value)
        }
        kind::PTR if !by_value => (index == 0).then_some(row.value),
        kind::ARRAY => (index == 0).then(|| btf.word(row, 0)),
        kind::FUNC_PROTO if !by_value => match index {
            0 => Some(row.value),
            n => (n <= row.count as usize).then(|| btf.word(row, n * 2 - 1)),
        },
        kind::STRUCT | kind::UNION if by_value => (index < row.count as usize).then(|| btf.word(row, index * 3 + 1)),
        _ => None,
    }
}

fn acyclic(btf: &Btf, walk: Walk) -> Result<()> {
    let mut state = vec![0u8; btf.rows.len()];
    let mut stack: Vec<(u32, u32)> = Vec::new();
    for root in 0..btf.rows.len() as u32 {
        if state[root as usize] != 0 {
            continue;
        }
        state[root as usize] = 1;
        stack.push((root, 0));
        while let Some(&mut (at, ref mut next)) = stack.last_mut() {
            let row = &btf.rows[at as usize];
            let Some(to) = reference(btf, row, walk, *next as usize) else {
                state[at as usize] = 2;
                stack.pop();
                continue;
            };
            *next += 1;
            // The base refers to nothing here, and was checked by itself.
            let Some(to) = to.checked_sub(btf.start).filter(|&to| (to as usize) < btf.rows.len()) else { continue };
            match state[to as usize] {
                0 => {
                    state[to as usize] = 1;
                    stack.push((to, 0));
                }
                1 => {
                    let (number, how) = (btf.start + to, if walk == Walk::ByValue { "holds" } else { "refers to" });
                    return damaged(btf.rows[to as usize].at as usize, format!("type {number} {how} itself"));
                }
                _ => {}
            }
        }
    }
    Ok(())
}
