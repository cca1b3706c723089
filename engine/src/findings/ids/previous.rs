//! Ids as `abilens-report/1` had them, of the words of reports: waivers name findings by them, and are still understood.

use xxhash_rust::xxh3::xxh3_64;

use crate::compare::change::Change;

/// A fingerprint that does not change when lines, offsets or other changes do.
pub(super) fn fingerprint(change: &Change) -> String {
    let s = &change.subject;
    let mut text = format!(
        "{}\0{}\0{}\0{}\0{}",
        change.formerly().unwrap_or(change.rule).id(),
        s.kind,
        s.name,
        s.member.as_deref().unwrap_or(""),
        s.module.as_deref().unwrap_or("")
    );
    for facts in [&change.old, &change.new] {
        text.push('\0');
        if let (Some(f), false) = (facts, change.rule.moves_with_others()) {
            for part in [&f.type_, &f.name, &f.text] {
                text.push_str(part.as_deref().unwrap_or(""));
                text.push('\x01');
            }
            if let Some(v) = f.value {
                text.push_str(&v.to_string());
            }
        }
    }
    format!("{:016x}", xxh3_64(text.as_bytes()))
}
