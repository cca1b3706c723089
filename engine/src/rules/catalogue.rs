//! The catalogue as text: the page `docs/rules.md` and what the command line shows of a rule.
//!
//! Everything here comes from [`FAMILIES`], so that the book, the command line and the reports
//! cannot disagree. The output is the same on every run.

use std::fmt::Write as _;

use super::{FAMILIES, Rule, RuleInfo, Severity};

/// Column that texts for a terminal are wrapped at.
const WIDTH: usize = 100;

/// What a severity means, for the table at the head of the page.
#[must_use]
pub fn severity_meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "It can fail to link or load, or read, write or pass wrong bytes.",
        Severity::Risky => "Safe or not depends on a fact that the binary does not hold; the finding names that fact.",
        Severity::Source => "It runs on; it may not compile again.",
        Severity::Compatible => "An addition that no existing consumer notices.",
        Severity::Cosmetic => "No effect on layout or meaning.",
    }
}

const INTRO: &str = "\
# Rules

<!-- Generated from engine/src/rules by `cargo xtask docs`. Do not edit. -->

Every change that abilens finds is found by one of these rules. The id of a rule is stable: reports, policies
and waivers use it. `abilens rules` prints this list, `abilens rules ID` one entry.

## Severity

A severity says what a change means for a consumer that was built against OLD and is not rebuilt.

";

const PLACES: &str = "
The severity of a rule is where judging starts. The place decides further:

* **Who can see the type.** A type defined in a `.c` file, or opaque to consumers, is `cosmetic` whatever happens
  to it.
* **Who holds it.** A struct that grew at its tail is `breaking` if an exported variable, an array, a by-value
  parameter or another visible type holds it.
* **Who creates it.** It is `breaking` too if the interface only takes pointers to it, so that consumers must
  create it (a table of callbacks). It is `risky` if the interface itself hands it out by pointer and nothing
  holds it by value.
* **How it travels.** A parameter or result is judged by the calling convention: whether it still travels in the
  same registers, or in memory. x86-64, AArch64, ARM, i386 and s390x have tables from their psABI documents; on
  other machines size and kind of the value decide.

Where no fact decides, the finding is `risky` and says which fact is missing. It is never lowered for lack of
evidence.
";

/// The whole catalogue as a Markdown page, `docs/rules.md`.
#[must_use]
pub fn markdown() -> String {
    let mut out = INTRO.to_owned();
    out.push_str("| severity | meaning |\n| --- | --- |\n");
    for severity in Severity::ALL.into_iter().rev() {
        line(&mut out, format_args!("| `{severity}` | {} |", severity_meaning(severity)));
    }
    out.push_str(PLACES);
    out.push_str("\n## Families\n\n");
    for (title, rules) in FAMILIES {
        let links: Vec<String> = rules.iter().map(|r| format!("[{0}](#{0})", r.id)).collect();
        line(&mut out, format_args!("* **{title}**: {}", links.join(", ")));
    }
    for (title, rules) in FAMILIES {
        line(&mut out, format_args!("\n## {}", capital(title)));
        for rule in *rules {
            entry(&mut out, rule);
        }
    }
    out
}

fn entry(out: &mut String, rule: &RuleInfo) {
    line(out, format_args!("\n### {}\n", rule.id));
    line(out, format_args!("**{}** — {}\n", rule.severity, rule.meaning));
    line(out, format_args!("{}\n", wrapped(rule.explanation, WIDTH, "")));
    line(
        out,
        format_args!("Triggered by [{0}](../corpus/{0}/), not by [{1}](../corpus/{1}/).", rule.example, rule.negative),
    );
}

/// One rule for a terminal, as `abilens rules ID` shows it.
#[must_use]
pub fn text(rule: Rule) -> String {
    let info = rule.info();
    let family = FAMILIES.iter().find(|(_, rules)| rules.iter().any(|r| r.rule == rule)).map_or("", |(t, _)| t);
    let mut out = String::new();
    line(&mut out, format_args!("{}  ({}; {family})", info.id, info.severity));
    line(&mut out, format_args!("{}\n", wrapped(info.meaning, WIDTH, "  ")));
    line(&mut out, format_args!("{}\n", wrapped(info.explanation, WIDTH, "  ")));
    line(&mut out, format_args!("  triggered by      corpus/{}", info.example));
    line(&mut out, format_args!("  not triggered by  corpus/{}", info.negative));
    out
}

/// Every rule on a line under the title of its family, as `abilens rules` shows it.
#[must_use]
pub fn list() -> String {
    let id_width = super::all().map(|r| r.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (i, (title, rules)) in FAMILIES.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        line(&mut out, format_args!("{title}"));
        for rule in *rules {
            line(&mut out, format_args!("  {:id_width$}  {:10}  {}", rule.id, rule.severity, rule.meaning));
        }
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Words of `text` on lines of at most `width` columns, each after `indent`.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column == 0 || column + 1 + length > width {
            if column != 0 {
                out.push('\n');
            }
            out.push_str(indent);
            column = indent.len() + length;
        } else {
            out.push(' ');
            column += 1 + length;
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_explained_and_shown() {
        let page = markdown();
        for rule in crate::rules::all() {
            let sentences = rule.explanation.matches(". ").count() + 1;
            assert!((2..=7).contains(&sentences), "{}: {sentences} sentences", rule.id);
            assert!(rule.explanation.ends_with('.'), "{}", rule.id);
            assert!(!rule.explanation.contains("  "), "{}: two spaces", rule.id);
            assert!(!rule.example.is_empty() && !rule.negative.is_empty(), "{}", rule.id);
            assert!(page.contains(&format!("\n### {}\n", rule.id)), "{}", rule.id);
            assert!(list().contains(&format!("  {} ", rule.id)), "{}", rule.id);
            assert!(text(rule.rule).starts_with(rule.id));
        }
    }

    #[test]
    fn texts_fit_the_terminal() {
        for rule in crate::rules::all() {
            for line in text(rule.rule).lines() {
                assert!(line.chars().count() <= WIDTH, "{line}");
            }
        }
    }

    #[test]
    fn wrapping_keeps_every_word() {
        assert_eq!(wrapped("a bb ccc", 4, ""), "a bb\nccc");
        assert_eq!(wrapped("a bb ccc", 6, "  "), "  a bb\n  ccc");
        assert_eq!(wrapped("", 4, "  "), "");
    }
}
