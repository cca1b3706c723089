//! The fate of modules and programs: the whole story of one, a table of many.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::text::line::{BOLD, DIM, GOOD, Line, PLAIN, Page, Style, counted, severity_style, thousands};
use super::text::{self, TextOptions};
use crate::model::fate::{Consumers, Fate, Hit, Reason, Remedy, Report, Verdict};
use crate::model::report;
use crate::model::report::Finding;
use crate::rules::Severity;
use crate::rules::facts::SubjectKind;

/// Rows of each list; more with `full`.
const ROWS: usize = 20;
/// Types of one module that are laid out; more with `full`.
const ENTRIES: usize = 10;

/// Writes it as JSON with a newline.
///
/// # Errors
/// Those of `out`.
pub fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    super::json::write(report, out)
}

/// The text, which ends in a newline.
#[must_use]
pub fn render(report: &Report, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    match &report.modules[..] {
        [one] => story(&mut page, report, one, o),
        _ => table(&mut page, report, o),
    }
    text::diagnostics(&mut page, &report.diagnostics);
    page.out
}

fn style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Runs => GOOD,
        Verdict::MayMisbehave => severity_style(Severity::Risky),
        _ => severity_style(Severity::Breaking),
    }
}

/// What the reader can do about it, in a few words.
fn outcome(f: &Fate) -> String {
    match (f.verdict, f.remedy) {
        (Verdict::Refused, Some(remedy)) => format!("refused; {}", remedy.as_str()),
        (verdict, _) => verdict.as_str().to_owned(),
    }
}

/// What the consumers meet.
fn against(page: &mut Page, report: &Report) {
    if report.consumers == Consumers::Programs {
        page.labelled("with", &report.new);
        let guesses = report.modules.iter().any(|m| m.types.old > 0 && !m.findings.is_empty());
        if guesses {
            let text = "of programs without debug information by OLD's; what its headers hide from them, --public-headers tells";
            page.labelled("types", text);
        }
        return;
    }
    page.labelled("on", &report.new);
    let magic = report.vermagic.as_ref().map_or("not known", |m| m.trim_end());
    page.labelled("vermagic", magic);
    page.labelled("CRCs from", report.crcs.as_deref().unwrap_or("nowhere: they are not known"));
    let by_old = report.modules.iter().filter(|m| m.types.module == 0 && m.types.old > 0).count();
    if by_old > 0 && report.modules.len() > 1 {
        page.labelled("types", &format!("of {} by OLD's", counted(by_old, "module", "modules")));
    }
}

fn story(page: &mut Page, report: &Report, f: &Fate, o: &TextOptions) {
    let word = f.verdict.as_str().to_uppercase();
    let hang = 4;
    let mut line = Line::default();
    line.push(style(f.verdict), word);
    line.push(BOLD, format!("   {}", f.path));
    if let Some(remedy) = f.remedy {
        line.push(PLAIN, format!("   {}", remedy.as_str()));
    }
    page.line(line);
    against(page, report);
    if let Some(magic) = &f.vermagic {
        page.labelled("built for", magic.trim_end());
    }
    let mut facts = Vec::new();
    facts.extend(f.license.as_ref().map(|l| format!("licence {l}")));
    let taken = if report.consumers == Consumers::Programs { " from these libraries" } else { "" };
    facts.push(format!("{}{taken}", counted(f.imports, "import", "imports")));
    if f.crcs_compared > 0 {
        facts.push(format!("{} compared, {}", counted(f.crcs_compared, "CRC", "CRCs"), differ(f.crcs_different)));
    }
    let t = &f.types;
    if t.module + t.old + t.none > 0 {
        let mut by = Vec::new();
        let own = format!("by the {}'s own debug information", report.consumers.nouns().0);
        for (n, what) in [(t.module, own.as_str()), (t.old, "by OLD's"), (t.none, "without a type")] {
            if n > 0 {
                by.push(format!("{} {what}", thousands(n as u128)));
            }
        }
        facts.push(format!("types: {}", by.join(", ")));
    }
    page.labelled("checked", &facts.join("; "));
    reasons(page, "why it is refused", &f.reasons, report, f, o);
    let doubts = match report.consumers {
        Consumers::Modules => "depends on the kernel",
        Consumers::Programs => "depends on what it does",
    };
    reasons(page, doubts, &f.doubts, report, f, o);
    if !f.could_not_tell.is_empty() {
        heading(page, "could not be checked", severity_style(Severity::Breaking));
        for text in &f.could_not_tell {
            page.flow(Line::at(hang), hang, PLAIN, text);
        }
    }
    let own = as_report((&report.old, &report.new), &f.findings, &report.findings);
    if own.findings.is_empty() {
        if f.verdict != Verdict::CouldNotTell {
            heading(page, "types", BOLD);
            let text = if f.reasons.iter().any(|r| r.rule == "crc-differs") {
                "none that it reaches changed in a way that it would notice"
            } else if report.consumers == Consumers::Programs && f.imports == 0 {
                "it takes nothing from these libraries"
            } else if f.types.module + f.types.old == 0 {
                "none were compared"
            } else {
                "all that it reaches are as it knows them"
            };
            page.flow(Line::at(hang), hang, PLAIN, text);
        }
        return;
    }
    heading(page, "types that it knows otherwise than NEW", BOLD);
    let o = TextOptions { imports: true, ..o.clone() };
    text::entries(page, &own, &o, if o.full { usize::MAX } else { ENTRIES });
}

fn differ(n: usize) -> String {
    format!("{} {}", thousands(n as u128), if n == 1 { "differs" } else { "differ" })
}

fn crcs_differ(n: usize) -> String {
    format!("{} {}", counted(n, "CRC", "CRCs"), if n == 1 { "differs" } else { "differ" })
}

pub(super) fn heading(page: &mut Page, title: &str, style: Style) {
    page.blank();
    let mut line = Line::default();
    line.push(style, title);
    page.line(line);
}

/// What one module meets as a report, for the renderer of reports; `sides`: what stands for OLD and NEW.
pub(super) fn as_report(sides: (&str, &str), hits: &[Hit], findings: &[Finding]) -> report::Report {
    let side = |path: &str| report::Side { path: path.to_owned(), ..report::Side::default() };
    let mut out = report::Report {
        schema: report::SCHEMA.into(),
        old: side(sides.0),
        new: side(sides.1),
        verdict: report::Verdict::None,
        counts: report::Counts::default(),
        findings: Vec::new(),
        symbols: Vec::new(),
        reach_sets: Vec::new(),
        reserves: Vec::new(),
        releases: Vec::new(),
        diagnostics: Vec::new(),
        attribution: None,
        configuration: None,
        profile: None,
        public_headers: None,
        suppressed: None,
    };
    let by_id: BTreeMap<&str, &Finding> = findings.iter().map(|f| (f.id.as_str(), f)).collect();
    for hit in hits {
        let Some(&finding) = by_id.get(hit.id.as_str()) else { continue };
        let mut finding = finding.clone();
        finding.severity = hit.severity;
        finding.why.clone_from(&hit.why);
        finding.quotes.clone_from(&hit.quotes);
        finding.impact.symbols = hit.imports.len();
        finding.impact.modules = 1;
        finding.impact.sample = hit.imports.iter().take(8).cloned().collect();
        finding.impact.path.clone_from(&hit.path);
        finding.impact.left_out = hit.left_out;
        out.findings.push(finding);
    }
    // For the sizes.
    out.findings.extend(findings.iter().filter(|f| !f.root).cloned());
    out
}

/// Reasons by rule; CRCs as a table.
fn reasons(page: &mut Page, title: &str, list: &[Reason], report: &Report, f: &Fate, o: &TextOptions) {
    if list.is_empty() {
        return;
    }
    heading(page, title, BOLD);
    let shown = |n: usize| if o.full { n } else { n.min(ROWS) };
    for r in list.iter().filter(|r| r.rule != "crc-differs") {
        let mut line = Line::at(4);
        line.push(DIM, &*r.rule);
        line.pad_to(22);
        let text = r.symbol.as_ref().map_or_else(|| r.text.clone(), |s| format!("{s}: {}", r.text));
        page.flow(line, 22, PLAIN, &text);
    }
    let crcs: Vec<&Reason> = list.iter().filter(|r| r.rule == "crc-differs").collect();
    let Some(first) = crcs.first() else { return };
    let subjects: BTreeMap<&str, String> =
        report.findings.iter().map(|f| (f.id.as_str(), name_of(&f.subject))).collect();
    let order: BTreeMap<&str, usize> = f.findings.iter().enumerate().map(|(i, h)| (h.id.as_str(), i)).collect();
    let mut line = Line::at(4);
    line.push(DIM, &*first.rule);
    line.pad_to(22);
    let same = crcs.iter().filter(|r| r.findings.is_empty()).count();
    let text = format!("{}; {} without a type that differs", crcs_differ(crcs.len()), thousands(same as u128));
    page.flow(line, 22, PLAIN, &text);
    // Imports that reach the same are one row, and so are those of which the same names are shown.
    type Row<'r> = (Vec<&'r Reason>, BTreeSet<usize>);
    let mut rows: BTreeMap<(Vec<&str>, Remedy), Row<'_>> = BTreeMap::new();
    for &r in &crcs {
        let mut ids: Vec<usize> = r.findings.iter().filter_map(|id| order.get(id.as_str()).copied()).collect();
        ids.sort_unstable();
        let mut names: Vec<&str> = Vec::new();
        for name in ids.iter().filter_map(|&i| subjects.get(f.findings[i].id.as_str())) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let hidden = names.len().saturating_sub(3);
        names.truncate(3);
        let row = rows.entry((names, r.remedy)).or_default();
        row.0.push(r);
        row.1.insert(hidden);
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|(_, (list, _))| std::cmp::Reverse(list.len()));
    for ((names, remedy), (list, hidden)) in rows.iter().take(shown(rows.len())) {
        let most = hidden.last().copied().unwrap_or_default();
        let text = match (&names[..], remedy) {
            ([], Remedy::Override) => "no type differs".to_owned(),
            ([], _) => "their types could not be compared".to_owned(),
            (names, _) if most > 0 => {
                let up_to = if hidden.len() > 1 { "up to " } else { "" };
                format!("{} and {up_to}{most} more differ", names.join(", "))
            }
            ([one], _) => format!("{one} differs"),
            (names, _) => format!("{} differ", names.join(", ")),
        };
        let mut line = Line::at(4);
        line.right(PLAIN, &thousands(list.len() as u128), 10);
        line.push(PLAIN, "  ");
        page.flow(line, 12, PLAIN, &text);
        if o.full {
            for r in list {
                let (a, b) = (r.built_with.unwrap_or(0), r.found.unwrap_or(0));
                let mut line = Line::at(12);
                line.push(DIM, format!("{a:08x} -> {b:08x}  "));
                line.push(PLAIN, r.symbol.as_deref().unwrap_or_default());
                page.line(line);
            }
        } else {
            let mut names: Vec<&str> = list.iter().filter_map(|r| r.symbol.as_deref()).take(ROWS).collect();
            let more = format!("{} more (--full)", list.len() - names.len());
            if list.len() > names.len() {
                names.push(&more);
            }
            page.flow(Line::at(12), 12, DIM, &names.join(", "));
        }
    }
    if rows.len() > shown(rows.len()) {
        let more = rows.len() - shown(rows.len());
        page.flow(Line::at(6), 6, DIM, &format!("and {} rows more (--full)", thousands(more as u128)));
    }
}

pub(super) fn name_of(s: &report::Subject) -> String {
    if matches!(s.kind, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Enum) {
        format!("{} {}", s.kind, s.name)
    } else {
        s.name.clone()
    }
}

fn table(page: &mut Page, report: &Report, o: &TextOptions) {
    let mut line = Line::default();
    let worst = report.modules.iter().map(|m| m.verdict).max().unwrap_or(Verdict::CouldNotTell);
    line.push(style(worst), worst.as_str().to_uppercase());
    let all = report.modules.iter().all(|m| m.verdict == worst);
    let n = report.modules.iter().filter(|m| m.verdict == worst).count();
    let (one, many) = report.consumers.nouns();
    let count = counted(report.modules.len(), one, many);
    let text = if all { count } else { format!("{} of {count}", thousands(n as u128)) };
    line.push(BOLD, format!("   {text}"));
    line.push(PLAIN, " ");
    if !report.old.is_empty() {
        page.flow(line, 4, PLAIN, &format!("built for {}", report.old));
    } else {
        page.line(line);
    }
    against(page, report);
    page.blank();
    let c = &report.counts;
    let refused = |r: Remedy| format!("refused; {}", r.as_str());
    for (n, verdict, text) in [
        (c.runs, Verdict::Runs, Verdict::Runs.as_str().to_owned()),
        (c.may_misbehave, Verdict::MayMisbehave, Verdict::MayMisbehave.as_str().to_owned()),
        (c.types_differ, Verdict::TypesDiffer, Verdict::TypesDiffer.as_str().to_owned()),
        (c.refused_override, Verdict::Refused, refused(Remedy::Override)),
        (c.refused_rebuild, Verdict::Refused, refused(Remedy::Rebuild)),
        (c.refused_port, Verdict::Refused, refused(Remedy::Port)),
        (c.could_not_tell, Verdict::CouldNotTell, Verdict::CouldNotTell.as_str().to_owned()),
    ] {
        if n == 0 && report.consumers == Consumers::Programs && text == refused(Remedy::Override) {
            continue;
        }
        let mut line = Line::default();
        line.right(if n == 0 { DIM } else { style(verdict) }, &thousands(n as u128), 8);
        line.push(if n == 0 { DIM } else { PLAIN }, format!("  {text}"));
        page.line(line);
    }
    let strangers = report.modules.iter().filter(|m| m.imports == 0 && m.verdict == Verdict::Runs).count();
    if report.consumers == Consumers::Programs && strangers > 0 {
        let text = format!("{} of those that run take nothing from these libraries", thousands(strangers as u128));
        page.flow(Line::at(10), 10, DIM, &text);
    }
    let rows = if o.full { usize::MAX } else { ROWS };
    widest_reasons(page, report, rows);
    widest_findings(page, report, rows);
    modules(page, report, rows);
}

/// Reasons that need eyes before those that a rebuild ends: symbols gone, licences, namespaces, then the rest.
fn rank(rule: &str, remedy: Remedy) -> u8 {
    match (rule, remedy) {
        ("unknown-symbol", _) => 0,
        (_, Remedy::Port) => 1,
        ("crc-differs", _) => 3,
        _ => 2,
    }
}

fn widest_reasons(page: &mut Page, report: &Report, rows: usize) {
    let mut by: BTreeMap<(u8, &str, &str), usize> = BTreeMap::new();
    for r in report.modules.iter().flat_map(|m| m.reasons.iter().chain(&m.doubts)) {
        *by.entry((rank(&r.rule, r.remedy), &*r.rule, r.symbol.as_deref().unwrap_or_default())).or_default() += 1;
    }
    let list: Vec<_> = by.into_iter().collect();
    ranked(
        page,
        report.consumers,
        "what stands in the way",
        list,
        rows,
        |key| key.0,
        |page, line, (_, rule, symbol)| {
            let mut line = line;
            line.push(DIM, format!("{rule:18}"));
            page.flow(line, 40, PLAIN, symbol);
        },
    );
}

/// A list with how many modules each row concerns, by rank, then widest first.
fn ranked<T: Ord + Copy>(
    page: &mut Page,
    consumers: Consumers,
    title: &str,
    mut list: Vec<(T, usize)>,
    rows: usize,
    rank: impl Fn(&T) -> u8,
    draw: impl Fn(&mut Page, Line, T),
) {
    if list.is_empty() {
        return;
    }
    heading(page, title, BOLD);
    list.sort_by(|a, b| (rank(&a.0), b.1, &a.0).cmp(&(rank(&b.0), a.1, &b.0)));
    for &(what, n) in list.iter().take(rows) {
        let mut line = Line::default();
        line.right(PLAIN, &thousands(n as u128), 8);
        let (one, many) = consumers.nouns();
        let noun = if n == 1 { one } else { many };
        line.push(DIM, format!(" {noun:width$}  ", width = many.len()));
        draw(page, line, what);
    }
    if list.len() > rows {
        page.flow(Line::at(10), 10, DIM, &format!("and {} more (--full)", thousands((list.len() - rows) as u128)));
    }
}

fn widest_findings(page: &mut Page, report: &Report, rows: usize) {
    let mut by: BTreeMap<(std::cmp::Reverse<Severity>, String, &str), usize> = BTreeMap::new();
    for f in report.findings.iter().filter(|f| f.root) {
        let slot = by.entry((std::cmp::Reverse(f.severity), name_of(&f.subject), f.rule.id())).or_default();
        *slot = (*slot).max(f.impact.modules);
    }
    let list: Vec<_> = by.iter().map(|(k, n)| (k, *n)).collect();
    ranked(
        page,
        report.consumers,
        "types that they know otherwise",
        list,
        rows,
        |_| 0,
        |page, mut line, (severity, name, rule)| {
            line.push(severity_style(severity.0), format!("{:10}", severity.0.as_str()));
            page.tabbed(line, &[(29, PLAIN, name.clone()), (62, DIM, (*rule).to_owned())], 29);
        },
    );
}

fn modules(page: &mut Page, report: &Report, rows: usize) {
    let mut list: Vec<&Fate> = report.modules.iter().filter(|m| m.verdict != Verdict::Runs).collect();
    if list.is_empty() {
        return;
    }
    // What nobody would guess first: what loads and then fails, what could not be told, then by remedy.
    let rank = |f: &Fate| match (f.verdict, f.remedy) {
        (Verdict::TypesDiffer, _) => 0,
        (Verdict::CouldNotTell, _) => 1,
        (Verdict::MayMisbehave, _) => 2,
        (_, Some(Remedy::Port)) => 3,
        (_, Some(Remedy::Rebuild)) => 4,
        _ => 5,
    };
    list.sort_by_key(|f| (rank(f), &f.path));
    let (one, many) = report.consumers.nouns();
    heading(page, many, BOLD);
    // Those of which the same is to be said are one entry, where the first of them stands.
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for f in &list {
        let text = format!("{}; {}", outcome(f), because(report, f));
        let at = *index.entry(text.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, names)) => names.push(&f.name),
            None => groups.push((text, vec![&f.name])),
        }
    }
    for (text, names) in groups.iter().take(rows) {
        let mut line = Line::at(4);
        if let [name] = names[..] {
            line.push(PLAIN, name);
            line.pad_to(28);
            line.push(PLAIN, "  ");
            page.flow(line, 30, DIM, text);
            continue;
        }
        line.push(PLAIN, counted(names.len(), one, many));
        line.pad_to(28);
        line.push(PLAIN, "  ");
        page.flow(line, 30, DIM, text);
        let mut shown: Vec<&str> = names.iter().copied().take(rows).collect();
        let more = format!("{} more (--full)", names.len() - shown.len());
        if names.len() > shown.len() {
            shown.push(&more);
        }
        page.flow(Line::at(8), 8, PLAIN, &shown.join(", "));
    }
    if groups.len() > rows {
        let left: usize = groups[rows..].iter().map(|(_, names)| names.len()).sum();
        let text = format!(
            "and {} more (--full lists them, --format json says all of each; `check` of one {one} tells its story)",
            thousands(left as u128)
        );
        page.flow(Line::at(4), 4, DIM, &text);
    }
}

/// The first thing to say of a module.
fn because(report: &Report, f: &Fate) -> String {
    let worst = |list: &[Reason]| list.iter().max_by_key(|r| r.remedy).cloned();
    let worst = worst(&f.reasons).or_else(|| worst(&f.doubts));
    let finding = || {
        let hit = f.findings.first()?;
        let finding = report.findings.iter().find(|x| x.id == hit.id)?;
        let more = if f.findings.len() > 1 { format!(" and {} more", f.findings.len() - 1) } else { String::new() };
        Some(format!("{} ({}){more}", name_of(&finding.subject), finding.rule))
    };
    if f.verdict == Verdict::CouldNotTell {
        return f.could_not_tell.first().cloned().unwrap_or_default();
    }
    match worst {
        Some(r) if r.rule == "crc-differs" => {
            let text = crcs_differ(f.crcs_different);
            finding().map_or(text.clone(), |finding| format!("{text}; {finding}"))
        }
        Some(r) => r.symbol.as_ref().map_or_else(|| r.text.clone(), |s| format!("{s}: {}", r.text)),
        None => finding().unwrap_or_default(),
    }
}
