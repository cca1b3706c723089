//! Macros that keep a header from being read twice, as its source has them.

use crate::graph::shown::Shown;
use crate::ground::headers::words::without_comments;

/// Marks macros that guard a header with something in it, by the sources: those that stand for nothing or for 1, and such as are
/// called as the header. One that stands for something else may be an option.
pub fn mark_guards(shown: &mut Shown) {
    for (file, source) in shown.sources.iter().enumerate() {
        let Some(name) = guard(source) else { continue };
        // The guard itself has three lines.
        let holds_more = without_comments(source).lines().filter(|line| !line.trim().is_empty()).count() > 3;
        let header = &shown.files[file];
        if let Some(guard) = shown.macros.get_mut(&name).filter(|m| m.place.file as usize == file && holds_more) {
            let is_called_so = super::macros::is_guard(&name, header);
            guard.is_guard |= guard.parameters.is_none() && (matches!(&*guard.body, "" | "1") || is_called_so);
        }
    }
}

/// The macro that guards a whole header: the source is one `#ifndef NAME` that defines it first. `None` of others.
#[must_use]
pub fn guard(source: &str) -> Option<String> {
    let source = without_comments(source);
    let mut guard: Option<&str> = None;
    let (mut is_defined, mut is_over, mut depth) = (false, false, 0_usize);
    for line in source.lines() {
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
    guard.filter(|name| is_over && name.chars().all(|c| c.is_alphanumeric() || c == '_')).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_are_around_the_whole_header() {
        let guarded = "/* a\n * b */\n// c\n#pragma once\n# ifndef A_H /* d */\n#define A_H\n#if B\nint a;\n#endif\n#endif /* A_H */\n";
        assert_eq!(guard(guarded).as_deref(), Some("A_H"));
        assert_eq!(
            guard("#ifndef \\\nA_H\n#define A_H\nauto a = R\"(\n#endif\n)\";\n#endif\n").as_deref(),
            Some("A_H")
        );
        assert_eq!(guard("#if !defined(A_H)\n#define A_H 1\n#endif // A_H\n").as_deref(), Some("A_H"));
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
