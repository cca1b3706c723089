//! Paths of source files, as positions spell them: short, and one for each file.

/// A path without `.` and, as far as a name stands before it, `..`: two ways to one header are one header.
fn without_detours(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|p| !p.is_empty() && *p != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path as recorded, the compilation directory cut off.
pub(crate) fn relative(mut path: String, comp_dir: &str) -> String {
    if !comp_dir.is_empty()
        && let Some(rest) = path.strip_prefix(comp_dir)
        && let Some(rest) = rest.strip_prefix('/')
    {
        path = rest.to_owned();
    }
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.to_owned();
    }
    if path.contains("/./") || path.contains("/../") { without_detours(&path) } else { path }
}

#[cfg(test)]
mod tests {
    use super::without_detours;

    #[test]
    fn detours_are_taken_out_of_paths() {
        for (path, expected) in [
            ("src/../include/a.h", "include/a.h"),
            ("../lib/./x/../a.c", "../lib/a.c"),
            ("/usr/lib/gcc/../include/a.h", "/usr/lib/include/a.h"),
            ("../../a/../b.h", "../../b.h"),
            ("/../a.h", "/../a.h"),
        ] {
            assert_eq!(without_detours(path), expected, "{path}");
        }
    }
}
