//! Chains that never end: types that are made of themselves without a pointer, or of nothing but pointers.
//!
//! In C every cycle passes a record and a pointer. The walks of later phases rely on that, so anything else is
//! refused here. Depth first with a stack of its own, each reference once.

use super::error::{Result, damaged};
use super::rows::Row;

/// Refuses cycles that no C type has.
///
/// # Errors
/// With the offset of a type on the cycle.
pub(super) fn check(rows: &[Row<'_>]) -> Result<()> {
    acyclic(rows, false)?;
    acyclic(rows, true)
}

fn acyclic(rows: &[Row<'_>], by_value: bool) -> Result<()> {
    let mut state = vec![0u8; rows.len()];
    let mut stack: Vec<(u32, u32)> = Vec::new();
    for root in 0..rows.len() as u32 {
        if state[root as usize] != 0 {
            continue;
        }
        state[root as usize] = 1;
        stack.push((root, 0));
        while let Some(&mut (at, ref mut next)) = stack.last_mut() {
            let Some(to) = rows[at as usize].what.reference(by_value, *next as usize) else {
                state[at as usize] = 2;
                stack.pop();
                continue;
            };
            *next += 1;
            match state[to as usize] {
                0 => {
                    state[to as usize] = 1;
                    stack.push((to, 0));
                }
                1 => {
                    let how = if by_value { "holds" } else { "refers to" };
                    return damaged(rows[to as usize].at, format!("a type that {how} itself"));
                }
                _ => {}
            }
        }
    }
    Ok(())
}
