//! The rule catalogue as text, JSON and Markdown: what `abilens rules` prints and docs/ holds.

use serde::Serialize;

use super::text::TextOptions;
use super::text::line::{BOLD, DIM, Line, PLAIN, Page, severity_style};
use crate::rules::{FAMILIES, RuleInfo, Severity};

/// Columns of the page.
const WIDTH: usize = 100;

/// A rule as `abilens rules --format json` lists it.
#[derive(Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Entry {
    /// Stable id.
    pub id: &'static str,
    /// Title of its family.
    pub family: &'static str,
    /// The severity that it has where no fact decides otherwise.
    pub severity: Severity,
    /// What it says, in one line.
    pub meaning: &'static str,
    /// Why it matters, when it does not, and what to do.
    pub explanation: &'static str,
    /// A case of the corpus that it finds something in.
    pub example: &'static str,
    /// One that looks alike, in which it finds nothing.
    pub negative: &'static str,
}

/// The rules of `only`, or all, by family.
fn families(only: Option<&str>) -> impl Iterator<Item = (&'static str, Vec<&'static RuleInfo>)> {
    let chosen = move |rules: &'static [RuleInfo]| rules.iter().filter(|r| only.is_none_or(|id| r.id == id)).collect();
    FAMILIES
        .iter()
        .map(move |(title, rules)| (*title, chosen(rules)))
        .filter(|(_, rules): &(_, Vec<_>)| !rules.is_empty())
}

/// A list of rules with their meaning; everything that is known of the one rule `only`.
#[must_use]
pub fn text(only: Option<&str>, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    let widest = crate::rules::all().map(|r| r.id.len()).max().unwrap_or(0);
    for (title, rules) in families(only) {
        if only.is_none() {
            if !page.out.is_empty() {
                page.blank();
            }
            let mut line = Line::default();
            line.push(BOLD, title);
            page.line(line);
        }
        for rule in rules {
            let mut line = Line::at(if only.is_none() { 2 } else { 0 });
            line.push(if only.is_none() { PLAIN } else { BOLD }, rule.id);
            let second = if only.is_none() { widest + 4 } else { line.columns() + 2 };
            line.pad_to(second);
            line.push(severity_style(rule.severity), rule.severity.as_str());
            if only.is_none() {
                line.pad_to(second + 12);
                page.flow(line, second + 12, PLAIN, rule.meaning);
            } else {
                line.push(DIM, format!("  {title}"));
                page.line(line);
                details(&mut page, rule);
            }
        }
    }
    page.out
}

fn details(page: &mut Page, rule: &RuleInfo) {
    for text in [rule.meaning, rule.explanation] {
        for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
            page.blank();
            page.flow(Line::at(4), 4, PLAIN, paragraph);
        }
    }
    if !rule.example.is_empty() || !rule.negative.is_empty() {
        page.blank();
    }
    for (label, text) in [("example", rule.example), ("negative", rule.negative)] {
        if !text.is_empty() {
            page.labelled(label, text);
        }
    }
}

/// The rules as a JSON array that ends in a newline.
#[must_use]
pub fn json(only: Option<&str>) -> String {
    let entries: Vec<Entry> = families(only)
        .flat_map(|(family, rules)| rules.into_iter().map(move |r| (family, r)))
        .map(|(family, r)| Entry {
            id: r.id,
            family,
            severity: r.severity,
            meaning: r.meaning,
            explanation: r.explanation,
            example: r.example,
            negative: r.negative,
        })
        .collect();
    // Plain data: serializing it does not fail.
    let mut out = serde_json::to_string_pretty(&entries).unwrap_or_default();
    out.push('\n');
    out
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

fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "It can fail to link or load, or read, write or pass wrong bytes.",
        Severity::Risky => "Safe or not depends on a fact that the binary does not hold; the finding names that fact.",
        Severity::Source => "It runs on; it may not compile again.",
        Severity::Compatible => "An addition that no existing consumer notices.",
        Severity::Cosmetic => "No effect on layout or meaning.",
    }
}

/// The rules as Markdown: docs/rules.md is the page of all, with what a severity means; of the one rule `only` its
/// entry. `case` says how a case of the corpus is named: only a page that lies beside the corpus can link to it.
#[must_use]
pub fn markdown(only: Option<&str>, case: &dyn Fn(&str) -> String) -> String {
    let entries = families(only).map(|(title, rules)| {
        let rules: String = rules.into_iter().map(|rule| entry(rule, case)).collect();
        if only.is_none() { format!("## {}\n\n{rules}", capital(title)) } else { rules }
    });
    let entries: String = entries.collect::<String>().trim_end().to_owned() + "\n";
    if only.is_some() {
        return entries;
    }
    let mut out = INTRO.to_owned();
    out.push_str("| severity | meaning |\n| --- | --- |\n");
    for severity in Severity::ALL.into_iter().rev() {
        out.push_str(&format!("| `{severity}` | {} |\n", meaning(severity)));
    }
    out.push_str(PLACES);
    out.push_str("\n## Families\n\n");
    for (title, rules) in families(None) {
        let links: Vec<String> = rules.iter().map(|r| format!("[{0}](#{0})", r.id)).collect();
        out.push_str(&format!("* **{title}**: {}\n", links.join(", ")));
    }
    out + "\n" + &entries
}

fn entry(rule: &RuleInfo, case: &dyn Fn(&str) -> String) -> String {
    let RuleInfo { id, severity, meaning, .. } = rule;
    let (example, negative) = (case(rule.example), case(rule.negative));
    let mut page = Page::new(WIDTH, false);
    page.flow(Line::default(), 0, PLAIN, rule.explanation);
    let explanation = page.out.trim_end();
    format!(
        "### {id}\n\n**{severity}** — {meaning}\n\n{explanation}\n\n\
         Triggered by {example}, not by {negative}.\n\n"
    )
}

fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_in_every_form() {
        let o = TextOptions { width: 80, ..TextOptions::default() };
        let (text, json, markdown) = (text(None, &o), json(None), markdown(None, &|case| format!("`{case}`")));
        for rule in crate::rules::all() {
            let sentences = rule.explanation.matches(". ").count() + 1;
            assert!((2..=7).contains(&sentences), "{}: {sentences} sentences", rule.id);
            assert!(rule.explanation.ends_with('.'), "{}", rule.id);
            assert!(!rule.explanation.contains("  "), "{}: two spaces", rule.id);
            assert!(rule.meaning.ends_with('.') && !rule.meaning.starts_with('.'), "{}", rule.id);
            assert!(!rule.example.is_empty() && !rule.negative.is_empty(), "{}", rule.id);
            assert!(text.contains(rule.id) && json.contains(rule.id) && markdown.contains(rule.id), "{}", rule.id);
            assert!(super::text(Some(rule.id), &o).starts_with(rule.id));
        }
        assert!(text.lines().all(|l| l.chars().count() <= 80), "{text}");
    }
}
