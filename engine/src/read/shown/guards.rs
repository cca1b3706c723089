//! Macros that keep a header from being read twice, as its source has them.

/// The macro that guards a whole header: the source is one `#ifndef NAME` that defines it first. `None` of others.
#[must_use]
pub fn guard(source: &str) -> Option<&str> {
    let mut guard: Option<&str> = None;
    let (mut is_defined, mut is_over, mut depth) = (false, false, 0_usize);
    for line in without_comments(source) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if is_over {
            return None;
        }
        let directive = line.strip_prefix('#').map(str::trim_start);
        let (word, rest) =
            directive.map_or(("", ""), |d| d.split_at(d.find(|c: char| !c.is_alphabetic()).unwrap_or(d.len())));
        if guard.is_some() && !is_defined {
            let name = rest.split_whitespace().next();
            is_defined = word == "define" && name == guard;
            if !is_defined {
                return None;
            }
            continue;
        }
        match word {
            "pragma" if guard.is_none() => {}
            "ifndef" if guard.is_none() => (guard, depth) = (rest.split_whitespace().next(), 1),
            "if" if guard.is_none() => {
                let name = rest.trim_start().strip_prefix('!')?.trim_start().strip_prefix("defined")?;
                (guard, depth) = (Some(name.trim_matches(['(', ')', ' ', '\t'])), 1);
            }
            _ if guard.is_none() => return None,
            "if" | "ifdef" | "ifndef" => depth += 1,
            "else" | "elif" | "elifdef" | "elifndef" if depth == 1 => return None,
            "endif" => {
                depth -= 1;
                is_over = depth == 0;
            }
            _ => {}
        }
    }
    guard.filter(|name| is_over && name.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// The lines of a source, each up to its first comment; lines that begin inside of a comment from its end on.
fn without_comments(source: &str) -> impl Iterator<Item = &str> {
    let mut is_inside = false;
    source.lines().map(move |mut line| {
        loop {
            if is_inside {
                let Some(end) = line.find("*/") else { return "" };
                (is_inside, line) = (false, &line[end + 2..]);
            }
            let Some(start) = line.find("/*") else { return line.split("//").next().unwrap_or_default() };
            let before = &line[..start];
            if before.contains("//") {
                return before.split("//").next().unwrap_or_default();
            }
            match line[start + 2..].find("*/") {
                // What stands in front of one is enough to tell directives.
                Some(end) if before.trim().is_empty() => line = &line[start + 2 + end + 2..],
                Some(_) => return before,
                None => {
                    is_inside = true;
                    return before;
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_are_around_the_whole_header() {
        let guarded = "/* a\n * b */\n// c\n#pragma once\n# ifndef A_H /* d */\n#define A_H\n#if B\nint a;\n#endif\n#endif /* A_H */\n";
        assert_eq!(guard(guarded), Some("A_H"));
        assert_eq!(guard("#if !defined(A_H)\n#define A_H 1\n#endif // A_H\n"), Some("A_H"));
        for none in [
            "",
            "int a;\n#ifndef A\n#define A\n#endif\n",
            // An option.
            "#ifndef A\n#define A 1\n#endif\nint a;\n",
            "#ifndef A\n#define A 1\n#else\nint a;\n#endif\n",
            "#ifndef A\n#define B\n#endif\n",
            "#ifndef A\n#define A\n",
            "#endif\n#ifndef A\n",
            "#if defined(A)\n#define A\n#endif",
            "/*",
        ] {
            assert_eq!(guard(none), None, "{none}");
        }
    }
}
