//! The rule catalogue as text, JSON and Markdown: what `abilens rules` prints and docs/ holds.

use serde::Serialize;

use super::text::TextOptions;
use super::text::line::{BOLD, DIM, Line, PLAIN, Page, severity_style};
use crate::rules::{FAMILIES, RuleInfo, Severity};

#[derive(Serialize)]
struct Entry {
    id: &'static str,
    family: &'static str,
    severity: Severity,
    meaning: &'static str,
    explanation: &'static str,
    example: &'static str,
    negative: &'static str,
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

/// The rules as a Markdown page, one heading each: docs/rules.md is this.
#[must_use]
pub fn markdown(only: Option<&str>) -> String {
    let mut out = String::new();
    if only.is_none() {
        out.push_str(
            "# Rules\n\nEvery rule by its stable id, with its default severity. `abilens rules ID` prints one of them.\n\
             How severe a finding is depends on how the type is reached: the report says why.\n",
        );
    }
    for (title, rules) in families(only) {
        if only.is_none() {
            out.push_str(&format!("\n## {title}\n"));
        }
        for r in rules {
            let gap = if out.is_empty() { "" } else { "\n" };
            out.push_str(&format!("{gap}### `{}`\n\n**{}**: {}\n", r.id, r.severity, r.meaning));
            if !r.explanation.is_empty() {
                out.push_str(&format!("\n{}\n", r.explanation));
            }
            for (what, cases) in [("Example", r.example), ("Not this", r.negative)] {
                let names = cases.split(',').map(str::trim).filter(|n| !n.is_empty());
                let links: Vec<String> = names.map(|n| format!("[{n}](../corpus/{n}/case.toml)")).collect();
                if !links.is_empty() {
                    out.push_str(&format!("\n{what}: {}\n", links.join(", ")));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_in_every_form() {
        let o = TextOptions { width: 80, ..TextOptions::default() };
        let (text, json, markdown) = (text(None, &o), json(None), markdown(None));
        for rule in crate::rules::all() {
            assert!(text.contains(rule.id) && json.contains(rule.id) && markdown.contains(rule.id), "{}", rule.id);
            assert!(super::text(Some(rule.id), &o).starts_with(rule.id));
        }
        assert!(text.lines().all(|l| l.chars().count() <= 80), "{text}");
    }
}
