//! Who reaches a type, as text: totals, then each module with how many of its exports do and one path.

use std::collections::BTreeMap;

use crate::model::reached::{By, Dominator, HALF_PATH, Reached, Reaching};
use crate::render::text::TextOptions;
use crate::render::text::line::{BOLD, DIM, Line, PLAIN, Page, counted, thousands};
use crate::rules::facts::SubjectKind;

/// Modules with a path each; more are a list of names.
const MODULES: usize = 12;
/// Types that all paths lead through, those next to the type.
const DOMINATORS: usize = 8;
/// Names of modules behind these.
const NAMES: usize = 40;

/// The text, which ends in a newline. `full`: every module and every export with its path.
#[must_use]
pub fn render(r: &Reached, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    top(&mut page, r);
    always(&mut page, r);
    through(&mut page, r, o.full);
    let shown = if o.full { r.modules.len() } else { r.modules.len().min(MODULES) };
    for module in &r.modules[..shown] {
        page.blank();
        let mut line = Line::default();
        line.push(BOLD, module.name.as_str());
        line.pad_to(24);
        line.push(PLAIN, format!("  {}", counted(module.exports, "export", "exports")));
        if module.by_value > 0 {
            line.push(PLAIN, format!(", {} by value", thousands(module.by_value as u128)));
        }
        page.line(line);
        let all = r.exports.iter().filter(|e| e.module == module.name);
        if o.full {
            all.for_each(|e| one(&mut page, r, e));
        } else {
            // The shortest of each kind; plain names tell more than those with an underscore in front.
            for by in [By::Value, By::Pointer] {
                let best = all
                    .clone()
                    .filter(|e| e.by == by)
                    .min_by_key(|e| (e.path.len(), e.name.starts_with('_'), e.declaration.len()));
                best.into_iter().for_each(|e| one(&mut page, r, e));
            }
        }
    }
    let rest = &r.modules[shown..];
    if !rest.is_empty() {
        page.blank();
        let mut names: Vec<String> =
            rest.iter().take(NAMES).map(|m| format!("{} ({})", m.name, thousands(m.exports as u128))).collect();
        if rest.len() > NAMES {
            names.push(format!("{} more", thousands((rest.len() - NAMES) as u128)));
        }
        let mut line = Line::default();
        line.push(BOLD, "also");
        line.pad_to(6);
        page.flow(line, 6, PLAIN, &names.join(", "));
        page.flow(Line::at(6), 6, DIM, "--full lists every export with its path, --format json holds them too");
    }
    page.out
}

fn top(page: &mut Page, r: &Reached) {
    for v in &r.variants {
        let mut line = Line::default();
        line.push(BOLD, v.type_.as_str());
        let mut facts = Vec::new();
        if !v.file.is_empty() {
            facts.push(format!("{}:{}", v.file, v.line));
        }
        match v.byte_size {
            Some(n) => facts.push(format!("{} bytes", thousands(n))),
            None if v.declaration => facts.push("only declared in this input".to_owned()),
            None => {}
        }
        if r.variants.len() > 1 {
            facts.push(format!("nearest of {}", counted(v.exports, "export", "exports")));
        }
        line.push(DIM, format!("   {}", facts.join(", ")));
        page.line(line);
    }
    if r.variants.len() > 1 {
        let text = format!("{} types of this name; what follows is about any of them", r.variants.len());
        page.flow(Line::default(), 0, DIM, &text);
    }
    let c = &r.counts;
    let text = if c.exports == 0 {
        format!("reached by none of {} exports", thousands(c.of_exports as u128))
    } else {
        format!(
            "reached by {} of {} exports in {} of {}: {} by value, {} by pointer",
            thousands(c.exports as u128),
            thousands(c.of_exports as u128),
            thousands(c.modules as u128),
            counted(c.of_modules, "module", "modules"),
            thousands(c.by_value as u128),
            thousands(c.by_pointer as u128)
        )
    };
    page.flow(Line::default(), 0, PLAIN, &text);
    if c.untyped > 0 {
        let text = format!("{} without a known type: whether they reach it cannot be told", {
            counted(c.untyped, "export is", "exports are")
        });
        page.flow(Line::default(), 0, DIM, &text);
    }
}

/// What every way to the type leads through.
fn always(page: &mut Page, r: &Reached) {
    let mut names: Vec<String> = Vec::new();
    let left_out = r.dominators.len().saturating_sub(DOMINATORS);
    if left_out > 0 {
        names.push(counted(left_out, "type", "types"));
    }
    let spelt =
        |d: &Dominator| if d.kind == SubjectKind::Typedef { d.name.clone() } else { format!("{} {}", d.kind, d.name) };
    names.extend(r.dominators[left_out..].iter().map(spelt));
    if names.is_empty() {
        return;
    }
    page.blank();
    let mut line = Line::default();
    line.push(BOLD, "all paths");
    line.push(PLAIN, "  ");
    page.flow(line, 11, PLAIN, &format!("lead through {}", names.join(", then ")));
}

/// The members that lead to the type, by how many exports come through each.
fn through(page: &mut Page, r: &Reached, full: bool) {
    let mut last: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for step in r.exports.iter().filter_map(|e| e.path.last()) {
        *last.entry((step.holder.as_str(), step.member.as_str())).or_default() += 1;
    }
    let mut last: Vec<_> = last.into_iter().collect();
    last.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let shown = if full { last.len() } else { last.len().min(MODULES) };
    if shown == 0 {
        return;
    }
    page.blank();
    let mut line = Line::default();
    line.push(BOLD, "through");
    line.push(DIM, "   (the last member on the shortest path of each export)");
    page.line(line);
    let width = last[..shown].iter().map(|l| l.0.0.chars().count()).max().unwrap_or(0).min(32);
    for ((holder, member), n) in &last[..shown] {
        let mut line = Line::at(4);
        line.right(PLAIN, &thousands(*n as u128), 11);
        line.push(PLAIN, "  ");
        line.push(DIM, *holder);
        line.pad_to(13 + width);
        line.push(PLAIN, "  ");
        page.flow(line, 15 + width, PLAIN, member);
    }
    if last.len() > shown {
        page.flow(
            Line::at(13),
            13,
            DIM,
            &format!("and {}", counted(last.len() - shown, "member more", "members more")),
        );
    }
}

fn one(page: &mut Page, r: &Reached, e: &Reaching) {
    let mut line = Line::at(4);
    line.push(DIM, if e.by == By::Value { "value    " } else { "pointer  " });
    page.flow(line, 17, PLAIN, &e.declaration);
    let width = e.path.iter().map(|s| s.holder.chars().count()).max().unwrap_or(0).min(28);
    for (i, step) in e.path.iter().enumerate() {
        if let Some(n) = e.left_out.filter(|_| i == HALF_PATH) {
            page.flow(Line::at(17), 17, DIM, &format!("... {}", counted(n, "member more", "members more")));
        }
        let mut line = Line::at(17);
        line.push(DIM, step.holder.as_str());
        line.pad_to(17 + width);
        line.push(PLAIN, "  ");
        page.flow(line, 21 + width, PLAIN, &step.member);
    }
    if r.variants.len() > 1 {
        let v = &r.variants[e.variant];
        page.flow(Line::at(17), 17, DIM, &format!("the one of {}:{}", v.file, v.line));
    }
}
