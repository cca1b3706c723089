//! Exports whose changes are tolerated: SUSE's `kabi/severities`, Debian's `ignore-changes`.
//!
//! SUSE (suse-kabi-tools(5)): a pattern and `PASS` or `FAIL` on each line, the first match decides. A pattern with a `/`,
//! or the word `vmlinux`, is about the module; one without a small letter is about the namespace; any other
//! about the symbol. `*` and `?` are wildcards. What no line matches is not tolerated.
//!
//! Debian (`ignore-changes` of `debian/config/*/defines`): `name:GLOB`, `module:GLOB`, or a glob of names.

use super::pattern::Pattern;
use super::text;
use crate::error::{Error, Result};

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Module,
    Namespace,
    Symbol,
}

/// What is known of an export, for rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Candidate<'a> {
    /// Symbol name.
    pub name: &'a str,
    /// Module with its path in the source tree (`arch/x86/kvm/kvm`, `vmlinux`), if known; else its name.
    pub module: &'a str,
    /// Symbol namespace, empty if none.
    pub namespace: &'a str,
}

#[derive(Clone, Debug)]
struct Rule {
    about: About,
    pattern: Pattern,
    pass: bool,
    file: String,
    line: usize,
}

/// Rules in their order; the first match decides.
#[derive(Clone, Debug, Default)]
pub struct Severities {
    rules: Vec<Rule>,
}

impl Severities {
    /// Appends the rules of a `kabi/severities`.
    ///
    /// # Errors
    /// A line is no rule; the message names file and line.
    pub fn parse(&mut self, name: &str, content: &str) -> Result<()> {
        for (i, line) in content.lines().enumerate() {
            let wrong = |what: String| Error::text(name, i + 1, what);
            let mut words = text::uncomment(line).split_whitespace();
            let Some(pattern) = words.next() else { continue };
            let pass = match words.next() {
                Some("PASS") => true,
                Some("FAIL") => false,
                Some(other) => return Err(wrong(format!("verdict `{other}`: expected PASS or FAIL"))),
                None => return Err(wrong(format!("`{pattern}` has no verdict: expected PASS or FAIL"))),
            };
            if let Some(more) = words.next() {
                return Err(wrong(format!("`{more}` stands behind the verdict")));
            }
            let about = if pattern.contains('/') || pattern == "vmlinux" {
                About::Module
            } else if !pattern.chars().any(char::is_lowercase) {
                About::Namespace
            } else {
                About::Symbol
            };
            let compiled = Pattern::shell(pattern).map_err(wrong)?;
            self.rules.push(Rule { about, pattern: compiled, pass, file: name.to_owned(), line: i + 1 });
        }
        Ok(())
    }

    /// Appends one of Debian's `ignore-changes`.
    ///
    /// # Errors
    /// It is about something else than names and modules.
    pub fn ignore(&mut self, name: &str, line: usize, word: &str) -> Result<()> {
        let (about, pattern) = match word.split_once(':') {
            None => (About::Symbol, word),
            Some(("name", pattern)) => (About::Symbol, pattern),
            Some(("module", pattern)) => (About::Module, pattern),
            Some((other, _)) => {
                return Err(Error::text(name, line, format!("`{other}:` is not known: expected name: or module:")));
            }
        };
        let pattern = Pattern::path(pattern).map_err(|what| Error::text(name, line, what))?;
        self.rules.push(Rule { about, pattern, pass: true, file: name.to_owned(), line });
        Ok(())
    }

    /// Appends the `ignore-changes` of the `[abi]` section of a Debian `defines`.
    ///
    /// # Errors
    /// There is none, or one is not understood.
    pub fn debian_defines(&mut self, name: &str, content: &str) -> Result<()> {
        let (mut in_abi, mut in_key, mut found) = (false, false, false);
        for (i, line) in content.lines().enumerate() {
            let bare = text::uncomment(line);
            let indented = line.starts_with([' ', '\t']);
            let words = if bare.trim().is_empty() {
                continue;
            } else if let Some(section) = bare.trim().strip_prefix('[') {
                (in_abi, in_key) = (section.trim_end_matches(']').trim() == "abi", false);
                continue;
            } else if indented {
                if in_key { bare } else { continue }
            } else {
                let (key, value) = bare.split_once(':').unwrap_or((bare, ""));
                in_key = in_abi && key.trim() == "ignore-changes";
                found |= in_key;
                if in_key { value } else { continue }
            };
            for word in words.split_whitespace() {
                self.ignore(name, i + 1, word)?;
            }
        }
        if found { Ok(()) } else { Err(Error::text(name, 1, "has no `ignore-changes` in a section `[abi]`")) }
    }

    /// Whether changes of this export are tolerated, and by which line.
    #[must_use]
    pub fn tolerates(&self, export: Candidate<'_>) -> Option<String> {
        let rule = self.rules.iter().find(|rule| match rule.about {
            About::Module => rule.pattern.matches(export.module),
            About::Namespace => !export.namespace.is_empty() && rule.pattern.matches(export.namespace),
            About::Symbol => rule.pattern.matches(export.name),
        })?;
        rule.pass.then(|| format!("{}:{}", rule.file, rule.line))
    }

    /// Some rule needs the path of a module to match.
    #[must_use]
    pub fn wants_module_paths(&self) -> bool {
        self.rules.iter().any(|r| r.about == About::Module && r.pattern.as_str() != "vmlinux")
    }

    /// There is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export<'a>(name: &'a str, module: &'a str, namespace: &'a str) -> Candidate<'a> {
        Candidate { name, module, namespace }
    }

    #[test]
    fn the_first_match_decides() {
        let mut s = Severities::default();
        let text =
            "# rules\nkvm_x86_ops FAIL\narch/x86/kvm/*\tPASS # not for others\nvmlinux FAIL\nCXL PASS\nmlx5_* PASS\n";
        s.parse("kabi/severities", text).expect("sound");
        let by = |e| s.tolerates(e);
        assert_eq!(by(export("kvm_x86_ops", "arch/x86/kvm/kvm", "")), None);
        assert_eq!(by(export("kvm_get", "arch/x86/kvm/kvm", "")).as_deref(), Some("kabi/severities:3"));
        assert_eq!(by(export("mlx5_x", "vmlinux", "")), None);
        assert_eq!(by(export("mlx5_x", "drivers/m", "")).as_deref(), Some("kabi/severities:6"));
        assert_eq!(by(export("cxl_x", "drivers/c", "CXL")).as_deref(), Some("kabi/severities:5"));
        assert_eq!(by(export("other", "drivers/c", "")), None);
        assert!(s.wants_module_paths());
    }

    #[test]
    fn an_exact_module_without_folder_is_a_symbol() {
        let mut s = Severities::default();
        s.parse("f", "kvm PASS\n").expect("sound");
        assert_eq!(s.tolerates(export("x", "kvm", "")), None);
        assert!(!s.wants_module_paths());
    }

    #[test]
    fn debian_globs_do_not_cross_folders_unless_doubled() {
        let mut s = Severities::default();
        let text = "[base]\nignore-changes: no\n[abi]\nabiname: 4\nignore-changes:\n module:drivers/net/*\n # why\n name:dm_* \
                    __x\n module:sound/**\n[image]\n";
        s.debian_defines("defines", text).expect("sound");
        assert!(s.tolerates(export("a", "drivers/net/b", "")).is_some());
        assert!(s.tolerates(export("a", "drivers/net/wifi/b", "")).is_none());
        assert!(s.tolerates(export("a", "sound/soc/b", "")).is_some());
        assert_eq!(s.tolerates(export("dm_a", "m", "")).as_deref(), Some("defines:8"));
        assert!(s.tolerates(export("__x", "m", "")).is_some());
    }

    #[test]
    fn a_bad_line_is_named() {
        let parse = |text: &str| Severities::default().parse("f", text).expect_err(text).to_string();
        assert_eq!(parse("a PASS\nb MAYBE\n"), "f: line 2: verdict `MAYBE`: expected PASS or FAIL");
        assert_eq!(parse("a\n"), "f: line 1: `a` has no verdict: expected PASS or FAIL");
        assert_eq!(parse("MODULE a PASS\n"), "f: line 1: verdict `a`: expected PASS or FAIL");
        assert_eq!(parse("a PASS b\n"), "f: line 1: `b` stands behind the verdict");
        let defines = |text: &str| Severities::default().debian_defines("d", text).expect_err(text).to_string();
        assert_eq!(
            defines("[abi]\nignore-changes: size:x\n"),
            "d: line 2: `size:` is not known: expected name: or module:"
        );
        assert_eq!(defines("[abi]\n"), "d: line 1: has no `ignore-changes` in a section `[abi]`");
    }
}
