//! What tells releases apart in few letters: the part of their paths in which they differ.

/// Where a label may begin or end: not within a word or a number.
fn is_edge(c: char) -> bool {
    matches!(c, '/' | '-' | '_' | '.')
}

/// A label for each path: the last part of the paths that is another one for each, without what all begin and end with;
/// numbers where they cannot be told apart like that.
#[must_use]
pub fn labels(paths: &[String]) -> Vec<String> {
    let parts: Vec<Vec<&str>> = paths.iter().map(|p| p.split('/').filter(|part| !part.is_empty()).collect()).collect();
    let depth = parts.iter().map(Vec::len).min().unwrap_or(0);
    for from_end in 1..=depth {
        let names: Vec<&str> = parts.iter().map(|p| p[p.len() - from_end]).collect();
        if let Some(labels) = cut(&names) {
            return labels;
        }
    }
    (1..=paths.len()).map(|n| n.to_string()).collect()
}

fn is_distinct(names: &[String]) -> bool {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    sorted.windows(2).all(|w| w[0] != w[1]) && names.iter().all(|n| !n.is_empty())
}

/// Names without their common beginning and end, if they are different names.
fn cut(names: &[&str]) -> Option<Vec<String>> {
    let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    if !is_distinct(&owned(names)) {
        return None;
    }
    let first = names.first()?;
    if names.len() == 1 {
        return Some(owned(names));
    }
    let mut start = first.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|&end| {
        // A number goes on behind a dot.
        let before = first[..end].chars().next_back();
        before.is_some_and(|c| is_edge(c) && c != '.') && names.iter().all(|n| n.starts_with(&first[..end]))
    });
    let start = start.next_back().unwrap_or(0);
    let rest: Vec<&str> = names.iter().map(|n| &n[start..]).collect();
    let first = rest.first()?;
    let end = first.char_indices().map(|(at, _)| &first[at..]).find(|tail| {
        let mut letters = tail.chars();
        let (edge, next) = (letters.next(), letters.next());
        // Of a number behind a dot, all of it differs or none.
        edge.is_some_and(is_edge)
            && !(edge == Some('.') && next.is_some_and(|c| c.is_ascii_digit()))
            && rest.iter().all(|n| n.ends_with(tail))
    });
    let end = end.map_or(0, str::len);
    let labels: Vec<String> = rest.iter().map(|n| n[..n.len() - end].to_owned()).collect();
    Some(if is_distinct(&labels) { labels } else { owned(names) })
}

#[cfg(test)]
mod tests {
    use super::labels;

    fn of(paths: &[&str]) -> Vec<String> {
        labels(&paths.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn what_all_have_is_left_out() {
        assert_eq!(of(&["a/libz-1.2.11.so", "a/libz-1.2.12.so", "a/libz-1.3.so"]), ["1.2.11", "1.2.12", "1.3"]);
        assert_eq!(of(&["1/libz.so", "2/libz.so"]), ["1", "2"]);
        assert_eq!(of(&["vmlinux-6.1.0-47-cloud-amd64", "vmlinux-6.1.0-9-cloud-amd64"]), ["47", "9"]);
        assert_eq!(of(&["x/old.so", "x/new.so"]), ["old", "new"]);
        assert_eq!(of(&["a.so", "b.o"]), ["a.so", "b.o"]);
        assert_eq!(of(&["v1.so", "v1.1.so"]), ["v1", "v1.1"]);
        assert_eq!(of(&["lib.so.1", "lib.so.1.2"]), ["lib.so.1", "lib.so.1.2"]);
    }

    #[test]
    fn what_cannot_be_told_apart_has_numbers() {
        assert_eq!(of(&["a.so", "a.so"]), ["1", "2"]);
        assert_eq!(of(&["a/x/l.so", "b/x/l.so", "a/x/l.so"]), ["1", "2", "3"]);
        assert_eq!(of(&["größe-ä.so", "größe-ö.so"]), ["ä", "ö"]);
        assert_eq!(of(&["/"]), ["1"]);
        assert!(of(&[]).is_empty());
    }
}
