//! Exports whose changes are tolerated: SUSE's `kabi/severities`, Debian's `ignore-changes`.
//!
//! SUSE (suse-kabi-tools(5)): a pattern and `PASS` or `FAIL` on each line, the first match decides. `MODULE`,
//! `NAMESPACE` or `SYMBOL` before the pattern says what it is about. Without that word, a pattern with a `/`, or the
//! word `vmlinux`, is about the module; one without a small letter about the namespace; any other about the symbol.
//! `*` and `?` are wildcards. What no line matches is not tolerated.
//!
//! Debian (`ignore-changes` of `debian/config/*/defines`): `name:GLOB`, `module:GLOB`, or a glob of names.

use super::interface::kernel_name;
use super::pattern::Pattern;
use super::text;
use crate::ground::error::{Error, Result};

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Module,
    Namespace,
    Symbol,
}

impl About {
    /// By the word before the pattern.
    fn stated(word: &str) -> std::result::Result<Self, String> {
        match word {
            "MODULE" => Ok(Self::Module),
            "NAMESPACE" => Ok(Self::Namespace),
            "SYMBOL" => Ok(Self::Symbol),
            other => Err(format!("`{other}`: expected MODULE, NAMESPACE or SYMBOL before a pattern and its verdict")),
        }
    }

    /// By the look of the pattern.
    fn of(pattern: &str) -> Self {
        if pattern.contains('/') || pattern == "vmlinux" {
            Self::Module
        } else if pattern.chars().any(char::is_lowercase) {
            Self::Symbol
        } else {
            Self::Namespace
        }
    }
}

/// What is known of an export, for rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Candidate<'a> {
    /// Symbol name.
    pub name: &'a str,
    /// Module as objects name it.
    pub module: &'a str,
    /// Its path in the source tree (`arch/x86/kvm/kvm`, `vmlinux`), if known.
    pub path: Option<&'a str>,
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

/// What rules say of an export. The line that decides is named as `file:line`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Its changes count.
    Counts,
    /// They do not.
    Tolerated(String),
    /// A line would tolerate it, but this one before it, which does not, may be meant: it is about the module, whose
    /// path is not known.
    Unknown(String),
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
            let words: Vec<&str> = text::uncomment(line).split_whitespace().collect();
            let (about, pattern, verdict) = match words[..] {
                [] => continue,
                [pattern] => return Err(wrong(format!("`{pattern}` has no verdict: expected PASS or FAIL"))),
                [pattern, verdict] => (About::of(pattern), pattern, verdict),
                [kind, pattern, verdict] => (About::stated(kind).map_err(wrong)?, pattern, verdict),
                [_, _, _, more, ..] => return Err(wrong(format!("`{more}` stands behind the verdict"))),
            };
            let pass = match verdict {
                "PASS" => true,
                "FAIL" => false,
                other => return Err(wrong(format!("verdict `{other}`: expected PASS or FAIL"))),
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
            } else if let Some(section) = text::section(bare.trim()).map_err(|what| Error::text(name, i + 1, what))? {
                (in_abi, in_key) = (section == "abi", false);
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

    /// Whether changes of this export are tolerated. Without its path, a module matches no `PASS`, and a `FAIL` as
    /// soon as its name allows.
    #[must_use]
    pub fn judge(&self, export: Candidate<'_>) -> Answer {
        let place = |rule: &Rule| format!("{}:{}", rule.file, rule.line);
        let mut maybe = None;
        for rule in &self.rules {
            let hit = match (rule.about, export.path) {
                (About::Module, Some(path)) => rule.pattern.matches(path),
                (About::Module, None) => {
                    if !rule.pass && may_end_in(&rule.pattern, export.module) {
                        maybe.get_or_insert_with(|| place(rule));
                    }
                    false
                }
                (About::Namespace, _) => !export.namespace.is_empty() && rule.pattern.matches(export.namespace),
                (About::Symbol, _) => rule.pattern.matches(export.name),
            };
            if hit {
                return match (rule.pass, maybe) {
                    (false, _) => Answer::Counts,
                    (true, None) => Answer::Tolerated(place(rule)),
                    (true, Some(before)) => Answer::Unknown(before),
                };
            }
        }
        Answer::Counts
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

/// Whether the pattern of a path may match one that ends in this module.
fn may_end_in(pattern: &Pattern, module: &str) -> bool {
    let last = pattern.as_str().rsplit('/').next().unwrap_or_default();
    last.contains(['*', '?', '[']) || kernel_name(last) == kernel_name(module)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export<'a>(name: &'a str, path: &'a str, namespace: &'a str) -> Candidate<'a> {
        Candidate { name, module: path.rsplit('/').next().unwrap_or_default(), path: Some(path), namespace }
    }

    fn tolerates(s: &Severities, e: Candidate<'_>) -> Option<String> {
        if let Answer::Tolerated(by) = s.judge(e) { Some(by) } else { None }
    }

    #[test]
    fn the_first_match_decides() {
        let mut s = Severities::default();
        let text =
            "# rules\nkvm_x86_ops FAIL\narch/x86/kvm/*\tPASS # not for others\nvmlinux FAIL\nCXL PASS\nmlx5_* PASS\n";
        s.parse("kabi/severities", text).expect("sound");
        let by = |e| tolerates(&s, e);
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
        assert_eq!(tolerates(&s, export("x", "kvm", "")), None);
        assert!(!s.wants_module_paths());
    }

    #[test]
    fn a_stated_kind_takes_the_pattern_as_it_is() {
        let tolerated = |line: &str, e| {
            let mut s = Severities::default();
            s.parse("f", line).expect("sound");
            tolerates(&s, e).is_some()
        };
        let e = export("CamelCase", "kvm", "net_ns");
        for line in
            ["SYMBOL CAMEL* PASS", "MODULE Kvm PASS", "NAMESPACE NET* PASS", "SYMBOL kvm PASS", "MODULE k* FAIL"]
        {
            assert!(!tolerated(line, e), "{line}");
        }
        for line in
            ["SYMBOL C* PASS", "MODULE kvm PASS", "MODULE k?m\tPASS # why", "NAMESPACE net_* PASS", "SYMBOL * PASS"]
        {
            assert!(tolerated(line, e), "{line}");
        }
    }

    #[test]
    fn a_module_of_unknown_path_is_not_let_pass_behind_a_rule_that_may_be_about_it() {
        let mut s = Severities::default();
        s.parse("f", "arch/x86/kvm/kvm FAIL\ndrivers/net/* FAIL\nlib/* PASS\nk* PASS\n").expect("sound");
        let at = |name, module, path| s.judge(Candidate { name, module, path, namespace: "" });
        assert_eq!(at("kfun", "mymod", Some("drivers/net/mymod")), Answer::Counts);
        assert_eq!(at("kfun", "mymod", Some("fs/mymod")), Answer::Tolerated("f:4".into()));
        assert_eq!(at("kfun", "mymod", None), Answer::Unknown("f:2".into()));
        assert_eq!(at("other", "mymod", None), Answer::Counts, "no line lets it pass anyway");
        assert_eq!(at("other", "mymod", Some("lib/mymod")), Answer::Tolerated("f:3".into()));
        s = Severities::default();
        s.parse("f", "arch/x86/kvm/kvm FAIL\nk* PASS\n").expect("sound");
        let at = |module| s.judge(Candidate { name: "kfun", module, path: None, namespace: "" });
        assert_eq!((at("kvm"), at("other")), (Answer::Unknown("f:1".into()), Answer::Tolerated("f:2".into())));
    }

    #[test]
    fn debian_globs_do_not_cross_folders_unless_doubled() {
        let mut s = Severities::default();
        let text = "[base]\nignore-changes: no\n[abi]\nabiname: 4\nignore-changes:\n module:drivers/net/*\n # why\n name:dm_* \
                    __x\n module:sound/**\n[image]\n";
        s.debian_defines("defines", text).expect("sound");
        assert!(tolerates(&s, export("a", "drivers/net/b", "")).is_some());
        assert!(tolerates(&s, export("a", "drivers/net/wifi/b", "")).is_none());
        assert!(tolerates(&s, export("a", "sound/soc/b", "")).is_some());
        assert_eq!(tolerates(&s, export("dm_a", "m", "")).as_deref(), Some("defines:8"));
        assert!(tolerates(&s, export("__x", "m", "")).is_some());
    }

    #[test]
    fn a_bad_line_is_named() {
        let parse = |text: &str| Severities::default().parse("f", text).expect_err(text).to_string();
        assert_eq!(parse("a PASS\nb MAYBE\n"), "f: line 2: verdict `MAYBE`: expected PASS or FAIL");
        assert_eq!(parse("a\n"), "f: line 1: `a` has no verdict: expected PASS or FAIL");
        assert_eq!(
            parse("Module a PASS\n"),
            "f: line 1: `Module`: expected MODULE, NAMESPACE or SYMBOL before a pattern and its verdict"
        );
        assert_eq!(parse("MODULE a YES\n"), "f: line 1: verdict `YES`: expected PASS or FAIL");
        assert_eq!(parse("MODULE a PASS b\n"), "f: line 1: `b` stands behind the verdict");
        let defines = |text: &str| Severities::default().debian_defines("d", text).expect_err(text).to_string();
        assert_eq!(
            defines("[abi]\nignore-changes: size:x\n"),
            "d: line 2: `size:` is not known: expected name: or module:"
        );
        assert_eq!(defines("[abi\n"), "d: line 1: `[abi` opens a section and does not close it");
        assert_eq!(defines("[abi]\n"), "d: line 1: has no `ignore-changes` in a section `[abi]`");
    }
}
