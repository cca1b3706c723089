//! What came and went of the folders in which a loader looks, in place of two lists that are much the same.

use std::collections::BTreeSet;

/// `RUNPATH: added /opt/b as 2 of 3; gone /opt/c`. The two sides as [`Facts::text`](crate::rules::facts::Facts::text) has
/// them.
pub(super) fn told(old: &str, new: &str) -> String {
    let (Some((kind, from)), Some((now, to))) = (split(old), split(new)) else {
        // One side has none.
        return format!("{old} -> {new}");
    };
    let (from, to) = (folders(from), folders(to));
    let gone: Vec<&str> = from.iter().copied().filter(|f| !to.contains(f)).collect();
    let kept = |list: &[&str], other: &[&str]| -> Vec<String> {
        list.iter().filter(|f| other.contains(f)).map(|f| (*f).to_owned()).collect()
    };
    let (before, after) = (kept(&from, &to), kept(&to, &from));
    let mut parts = Vec::new();
    let places = to.iter().enumerate().filter(|(_, f)| !from.contains(f));
    let added: Vec<String> = places.map(|(i, f)| format!("{f} as {} of {}", i + 1, to.len())).collect();
    if before.is_empty() {
        // Nothing stayed, so the lists say it.
        parts.push(format!("{} -> {}", from.join(":"), to.join(":")));
    } else {
        if !added.is_empty() {
            parts.push(format!("added {}", added.join(", ")));
        }
        if !gone.is_empty() {
            parts.push(format!("gone {}", gone.join(", ")));
        }
        if before != after {
            let (before, after) = moved(&before, &after);
            parts.push(format!("in another order {} -> {}", before.join(":"), after.join(":")));
        }
    }
    if parts.is_empty() {
        parts.push(format!("the same {}", if to.len() == 1 { "folder" } else { "folders" }));
    }
    let kind = if kind == now { kind.to_owned() } else { format!("{kind} -> {now}") };
    format!("{kind}: {}", parts.join("; "))
}

/// `RUNPATH` and the folders behind it.
fn split(text: &str) -> Option<(&str, &str)> {
    text.split_once(' ').filter(|(kind, _)| matches!(*kind, "RUNPATH" | "RPATH"))
}

/// Each folder where it stands first: loaders look into one once.
fn folders(list: &str) -> Vec<&str> {
    let mut known = BTreeSet::new();
    list.split(':').filter(|folder| known.insert(*folder)).collect()
}

/// Two orders of the same folders without those in front and behind that stayed.
fn moved<'l>(before: &'l [String], after: &'l [String]) -> (&'l [String], &'l [String]) {
    let same = |pair: &(&String, &String)| pair.0 == pair.1;
    let front = before.iter().zip(after).take_while(same).count();
    let back = before[front..].iter().rev().zip(after[front..].iter().rev()).take_while(same).count();
    (&before[front..before.len() - back], &after[front..after.len() - back])
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_came_and_went_is_told() {
        for (old, new, text) in [
            ("no search path", "RUNPATH /a", "no search path -> RUNPATH /a"),
            ("RUNPATH /a:/b", "RUNPATH /a:/c:/b", "RUNPATH: added /c as 2 of 3"),
            ("RUNPATH /a:/b:/c", "RUNPATH /a:/c", "RUNPATH: gone /b"),
            ("RUNPATH /a:/b:/c:/d", "RUNPATH /a:/c:/b:/d", "RUNPATH: in another order /b:/c -> /c:/b"),
            ("RPATH /a:/b", "RUNPATH /a:/b", "RPATH -> RUNPATH: the same folders"),
            ("RPATH /a", "RPATH /b", "RPATH: /a -> /b"),
            (
                "RPATH /a:/b:/x",
                "RUNPATH /b:/a:/y",
                "RPATH -> RUNPATH: added /y as 3 of 3; gone /x; in another order /a:/b -> /b:/a",
            ),
            ("RUNPATH /a", "RUNPATH /a:/a:/b", "RUNPATH: added /b as 2 of 2"),
        ] {
            assert_eq!(told(old, new), text);
        }
    }
}
