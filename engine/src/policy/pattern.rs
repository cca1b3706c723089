//! Patterns of names: shell wildcards, and the globs of Debian's `ignore-changes`.
//!
//! A pattern without a wildcard is compared as a string; one with wildcards becomes a regular expression,
//! which is matched in time proportional to the name whatever the pattern.

use regex::Regex;

/// A compiled pattern for whole names.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    regex: Option<Regex>,
}

impl Pattern {
    /// `*` stands for anything, `?` for one character.
    ///
    /// # Errors
    /// The pattern is too large.
    pub fn shell(text: &str) -> Result<Self, String> {
        Self::compile(text, ".*", ".*", ".")
    }

    /// `*` does not cross a `/`, `**` does; there is no other wildcard (`debian/bin/buildcheck.py`).
    ///
    /// # Errors
    /// The pattern is too large.
    pub fn path(text: &str) -> Result<Self, String> {
        Self::compile(text, "[^/]*", ".*", "\\?")
    }

    fn compile(text: &str, star: &str, stars: &str, one: &str) -> Result<Self, String> {
        let wild = text.contains('*') || text.contains('?') && one == ".";
        let regex = wild.then(|| {
            let mut out = String::from("^(?s:");
            let mut rest = text;
            while let Some(at) = rest.find(['*', '?']) {
                out.push_str(&regex::escape(&rest[..at]));
                let (part, len) = match &rest[at..] {
                    r if r.starts_with("**") => (stars, 2),
                    r if r.starts_with('*') => (star, 1),
                    _ => (one, 1),
                };
                out.push_str(part);
                rest = &rest[at + len..];
            }
            out.push_str(&regex::escape(rest));
            out.push_str(")$");
            Regex::new(&out).map_err(|e| format!("`{text}`: {e}"))
        });
        Ok(Self { text: text.to_owned(), regex: regex.transpose()? })
    }

    /// Whether the whole name fits.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        self.regex.as_ref().map_or_else(|| self.text == name, |r| r.is_match(name))
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// It names one thing only.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.regex.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_of_the_shell_cross_slashes_those_of_debian_do_not() {
        let shell = |p: &str, s: &str| Pattern::shell(p).expect("small").matches(s);
        let path = |p: &str, s: &str| Pattern::path(p).expect("small").matches(s);
        assert!(shell("arch/x86/*", "arch/x86/kvm/kvm") && shell("a?c*", "abc") && shell("*", ""));
        assert!(!shell("a?c", "ac") && !shell("abc", "abcd") && !shell("a.c", "abc"));
        assert!(path("drivers/*/x", "drivers/net/x") && !path("drivers/*", "drivers/net/x"));
        assert!(path("drivers/**", "drivers/net/x") && path("**/x", "drivers/net/x") && path("a**c", "a/b/c"));
        assert!(!path("a?c", "abc") && path("a?c*", "a?cd"));
    }
}
