//! Paths as patches spell them, and which of them a compiler's path means.

/// A path of `---` or `+++`: quotes and escapes undone, timestamp cut; `None` for `/dev/null`.
pub(super) fn header(text: &[u8]) -> Result<Option<String>, String> {
    let path = if text.first() == Some(&b'"') {
        unquote(text)?.0
    } else {
        let end = text.iter().position(|&b| b == b'\t').unwrap_or(text.len());
        String::from_utf8_lossy(&text[..end]).trim_end().to_owned()
    };
    match path.as_str() {
        "" => Err("names no file".to_owned()),
        "/dev/null" => Ok(None),
        _ => Ok(Some(path)),
    }
}

/// A string in double quotes with the escapes of C, as git writes odd paths; and what follows it.
pub(super) fn unquote(text: &[u8]) -> Result<(String, &[u8]), String> {
    let mut out = Vec::new();
    let mut at = 1;
    loop {
        let byte = *text.get(at).ok_or("a quoted path without its closing quote")?;
        at += 1;
        match byte {
            b'"' => return Ok((String::from_utf8_lossy(&out).into_owned(), &text[at..])),
            b'\\' => {
                let escape = *text.get(at).ok_or("a quoted path that ends in a backslash")?;
                at += 1;
                out.push(match escape {
                    b'a' => 7,
                    b'b' => 8,
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'v' => 11,
                    b'f' => 12,
                    b'r' => b'\r',
                    b'"' | b'\\' => escape,
                    b'0'..=b'3' => {
                        let digits = text.get(at - 1..at + 2).ok_or("an octal escape that ends too early")?;
                        at += 2;
                        if !digits.iter().all(|d| (b'0'..=b'7').contains(d)) {
                            return Err("an octal escape with other digits".to_owned());
                        }
                        digits.iter().fold(0u8, |n, d| n.wrapping_mul(8).wrapping_add(d - b'0'))
                    }
                    other => return Err(format!("the unknown escape \\{}", char::from(other).escape_default())),
                });
            }
            other => out.push(other),
        }
    }
}

/// Components without `.`, empty ones, and `x/..`.
pub(in crate::policy) fn components(path: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                out.pop();
            }
            _ => out.push(part),
        }
    }
    out
}

fn common_suffix(a: &[&str], b: &[&str]) -> usize {
    a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count()
}

/// The two sides of a file header by what they have in common: `a/x.h` and `b/x.h` are `x.h`, as are
/// `old/tree/x.h` and `new/tree/x.h` `tree/x.h`.
pub(super) fn identities(old: Option<&str>, new: Option<&str>, prefixed: bool) -> (Option<String>, Option<String>) {
    let alone = |path: &str| {
        let parts = components(path);
        let skip = usize::from(prefixed && parts.len() > 1);
        parts[skip..].join("/")
    };
    match (old, new) {
        (Some(a), Some(b)) => {
            let (x, y) = (components(a), components(b));
            let common = common_suffix(&x, &y);
            if common > 0 {
                let id = x[x.len() - common..].join("/");
                return (Some(id.clone()), Some(id));
            }
            // A backup beside the file: `x.h.orig`, `x.h~`.
            let (s, t) = (x.join("/"), y.join("/"));
            if s.strip_prefix(&t).is_some_and(|rest| !rest.is_empty()) {
                (Some(t.clone()), Some(t))
            } else if t.strip_prefix(&s).is_some_and(|rest| !rest.is_empty()) {
                (Some(s.clone()), Some(s))
            } else {
                (Some(s), Some(t))
            }
        }
        (old, new) => (old.map(alone), new.map(alone)),
    }
}

/// Paths in the order of their components, the last one first: those that share an end stand together.
#[derive(Debug, Default)]
pub(super) struct ByName<'a>(Vec<(Vec<&'a str>, &'a str)>);

/// So many paths may be meant by one that a compiler recorded; more say nothing.
const MOST: usize = 64;

/// A path that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match<'a> {
    pub path: &'a str,
    /// It is the whole end of what the compiler recorded, so another file is unlikely.
    pub sure: bool,
}

impl<'a> ByName<'a> {
    pub(super) fn new(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut list: Vec<(Vec<&str>, &str)> = paths.map(|path| (backwards(path), path)).collect();
        list.sort_unstable();
        list.dedup();
        Self(list)
    }

    /// The paths that share the most components with the end of `recorded`. One that is a whole end of it goes
    /// before one that goes on; one component is enough only if nothing of one side is left over.
    pub(super) fn find(&self, recorded: &str) -> Vec<Match<'a>> {
        let parts = backwards(recorded);
        let at = self.0.partition_point(|(own, _)| *own < parts);
        let common =
            |i: usize| self.0.get(i).map_or(0, |(own, _)| own.iter().zip(&parts).take_while(|(a, b)| a == b).count());
        // Its neighbours share the most.
        let most = common(at).max(at.checked_sub(1).map_or(0, common));
        if most == 0 {
            return Vec::new();
        }
        let end = &parts[..most];
        let first = self.0.partition_point(|(own, _)| &own[..own.len().min(most)] < end);
        let count = self.0[first..].partition_point(|(own, _)| own.starts_with(end));
        let list = &self.0[first..first + count];
        // The shortest stands first: all of it is the end of what was recorded.
        if let Some((own, _)) = list.first()
            && own.len() == most
        {
            let same = list.iter().take_while(|(other, _)| other == own).map(|(_, path)| *path);
            return same.map(|path| Match { path, sure: true }).collect();
        }
        if most < 2 && most != parts.len() || list.len() > MOST {
            return Vec::new();
        }
        let mut out: Vec<Match<'a>> = list.iter().map(|(_, path)| Match { path, sure: false }).collect();
        out.sort_unstable_by_key(|m| m.path);
        out
    }
}

/// Components, the last one first.
fn backwards(path: &str) -> Vec<&str> {
    let mut parts = components(path);
    parts.reverse();
    parts
}

/// Whether `text` holds `name` as a whole word.
pub(super) fn names(text: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            !text[..at].chars().next_back().is_some_and(word)
                && !text[at + name.len()..].chars().next().is_some_and(word)
        })
}
