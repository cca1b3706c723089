//! One page that holds a whole report: data as one compressed block, a script that shows it, and the beginning of the
//! text report for where no script runs. It needs no network, and nothing in it is taken for markup or run but its own
//! script, whose digest the page's policy names.

use std::io::{self, Write};

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde_json::ser::Formatter;
use sha2::{Digest as _, Sha256};

use super::history as drawn;
use super::text::line::{counted, thousands};
use super::text::{self, TextOptions, release};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::printable;
use crate::model::explanation::Explanation;
use crate::model::history::History;
use crate::model::report::{Report, Verdict};
use crate::rules::Severity;

/// Entries of the report that can be read without a script, and on paper.
const PLAIN_ENTRIES: usize = 50;
/// Columns of what is shown as text.
pub(super) const PLAIN_WIDTH: usize = 100;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = concat!(
    include_str!("html/base.js"),
    include_str!("html/model.js"),
    include_str!("html/drawing.js"),
    include_str!("html/page.js")
);
const STYLE_OF_HISTORY: &str = concat!(include_str!("html/style.css"), include_str!("html/history.css"));
const SCRIPT_OF_HISTORY: &str = concat!(include_str!("html/base.js"), include_str!("html/history.js"));

#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Page {
    policy: String,
    version: &'static str,
    title: String,
    /// Class of the verdict, which gives it its colour.
    pub(super) tone: &'static str,
    pub(super) verdict: String,
    sides: Vec<(&'static str, String)>,
    pub(super) advice: String,
    pub(super) numbers: Vec<(String, String)>,
    lost: Vec<String>,
    evidence: Vec<String>,
    /// What of the report stands in `plain`.
    beginning: &'static str,
    plain: String,
    data: String,
    style: &'static str,
    script: &'static str,
}

/// What a page shows; the script looks at which of them there are.
#[derive(Serialize)]
struct Data<'a> {
    report: Option<&'a Report>,
    explanation: Option<&'a Explanation>,
}

/// The page of a comparison.
///
/// # Errors
/// Those of `out`.
pub fn report(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let evidence = report_evidence(report);
    let counts = &report.counts;
    let roots = counts.breaking + counts.risky + counts.source + counts.compatible + counts.cosmetic;
    let page = Page {
        tone: tone(report.verdict),
        verdict: text::headline(report).to_owned(),
        advice: advice(report),
        numbers: vec![
            number(roots, "root cause", "root causes"),
            number(counts.symbols_changed, "export reaches a change", "exports reach a change"),
            number(counts.symbols_removed, "export removed", "exports removed"),
        ],
        ..Page::new(
            &[("old", &report.old.path), ("new", &report.new.path)],
            &report.diagnostics,
            evidence,
            &text::opening(report, &plain(), PLAIN_ENTRIES),
        )
    };
    page.write(&Data { report: Some(report), explanation: None }, out)
}

/// What a comparison rests on.
pub(super) fn report_evidence(report: &Report) -> Vec<String> {
    let mut evidence = vec![text::compared(report)];
    evidence.extend(text::seen(report));
    evidence.extend(notes(&report.diagnostics));
    evidence
}

/// The page of changed CRCs, with the comparison that it rests on.
///
/// # Errors
/// Those of `out`.
pub fn explanation(explanation: &Explanation, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut evidence = vec![text::compared(report)];
    for side in [&explanation.old, &explanation.new] {
        let exports = counted(side.symvers_exports, "export", "exports");
        evidence.push(format!("{}: {exports}, {} of them in the input", side.symvers, thousands(side.exports as u128)));
    }
    evidence.extend(notes(&explanation.diagnostics));
    let counts = &explanation.counts;
    let refused = match &explanation.module_layout {
        Some(_) => "Every module that was built for OLD is refused: the CRC of module_layout changed.",
        None if counts.crc_changed + counts.removed > 0 => {
            "Modules that import one of these exports are refused until they are built again; abilens check tells which, \
             and whether they would run."
        }
        None => "No CRC changed: modules that were built for OLD load.",
    };
    let breaking: usize = explanation.classes.iter().map(|class| class.breaking).sum();
    let page = Page {
        tone: if counts.crc_changed + counts.removed > 0 { "breaking" } else { "none" },
        verdict: format!("{} changed", counted(counts.crc_changed, "CRC", "CRCs")),
        advice: refused.to_owned(),
        numbers: vec![
            number(explanation.causes.len(), "cause", "causes"),
            number(
                breaking,
                "changed CRC with a cause that breaks consumers",
                "changed CRCs with a cause that breaks consumers",
            ),
            number(counts.removed, "export removed", "exports removed"),
        ],
        ..Page::new(
            &[("old", &explanation.old.path), ("new", &explanation.new.path)],
            &explanation.diagnostics,
            evidence,
            &text::explain::render(explanation, false, &plain()),
        )
    };
    page.write(&Data { report: Some(report), explanation: Some(explanation) }, out)
}

/// The page of a history.
///
/// # Errors
/// Those of `out`.
pub fn history(history: &History, out: &mut dyn Write) -> io::Result<()> {
    let sides: Vec<(&'static str, &String)> = match (history.releases.first(), history.releases.last()) {
        (Some(first), Some(last)) => vec![("from", &first.input), ("to", &last.input)],
        _ => Vec::new(),
    };
    let diagnostics: Vec<Diagnostic> = history.releases.iter().flat_map(|r| r.diagnostics.iter().cloned()).collect();
    let evidence = history.releases.iter().map(|r| format!("{}: {}", r.label, drawn::evidence(r)));
    let evidence = evidence.map(|line| printable::one_line(&line)).collect();
    let counts = &history.counts;
    let page = Page {
        tone: if history.is_incomplete() { "breaking" } else { "none" },
        verdict: if history.is_incomplete() { "history with gaps" } else { "history" }.to_owned(),
        advice: match history.is_incomplete() {
            true => {
                "Evidence is missing in some release: a question mark stands where nothing could be read.".to_owned()
            }
            false => String::new(),
        },
        numbers: vec![
            number(history.releases.len(), "release", "releases"),
            number(counts.types_changed, "type changed", "types changed"),
            number(counts.symbols_changed, "symbol changed", "symbols changed"),
            number(counts.flaps, "flap", "flaps"),
        ],
        beginning: "the first fifty rows of the history",
        style: STYLE_OF_HISTORY,
        script: SCRIPT_OF_HISTORY,
        ..Page::new(&sides, &diagnostics, evidence, &drawn::table(history, &plain(), Some(PLAIN_ENTRIES)))
    };
    page.write(history, out)
}

impl Page {
    pub(super) fn new(
        sides: &[(&'static str, &String)],
        diagnostics: &[Diagnostic],
        evidence: Vec<String>,
        plain: &str,
    ) -> Self {
        let name = |path: &str| path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path).to_owned();
        let title: Vec<String> = sides.iter().map(|(_, path)| printable::one_line(&name(path))).collect();
        let lost = diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).map(said).collect();
        Self {
            policy: String::new(),
            version: env!("CARGO_PKG_VERSION"),
            title: title.join(" \u{2192} "),
            tone: "",
            verdict: String::new(),
            sides: sides.iter().map(|&(label, path)| (label, printable::one_line(path))).collect(),
            advice: String::new(),
            numbers: Vec::new(),
            lost,
            evidence,
            beginning: "the first fifty entries of the report",
            plain: printable::document(plain, false),
            data: String::new(),
            style: STYLE,
            script: SCRIPT,
        }
    }

    /// The same, with what is wrong elsewhere among what is missing.
    pub(super) fn with_problems(mut self, problems: impl Iterator<Item = String>) -> Self {
        self.lost.extend(problems.map(|problem| printable::one_line(&problem)));
        self
    }

    pub(super) fn write(self, data: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        data.serialize(&mut serde_json::Serializer::with_formatter(&mut packed, Exact))?;
        let policy = policy(self.style, self.script);
        let page = Self { data: STANDARD.encode(packed.finish()?), policy, ..self };
        page.write_into(out).map_err(io::Error::other)
    }
}

/// JSON for a script, whose numbers hold no more than 53 bits: what is larger (values of enumerators) stays exact as text.
struct Exact;

impl Formatter for Exact {
    fn write_i64<W: ?Sized + Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        exact(writer, value.into())
    }

    fn write_u64<W: ?Sized + Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        exact(writer, value.into())
    }

    fn write_i128<W: ?Sized + Write>(&mut self, writer: &mut W, value: i128) -> io::Result<()> {
        exact(writer, value)
    }
}

fn exact<W: ?Sized + Write>(writer: &mut W, value: i128) -> io::Result<()> {
    if value.unsigned_abs() < 1 << 53 { write!(writer, "{value}") } else { write!(writer, "\"{value}\"") }
}

/// Nothing but this page's own style and script counts, and it asks nobody for anything.
fn policy(style: &str, script: &str) -> String {
    let digest = |text: &str| STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(style),
        digest(script)
    )
}

pub(super) fn plain() -> TextOptions {
    TextOptions { width: PLAIN_WIDTH, color: false, ..TextOptions::default() }
}

pub(super) fn number(n: usize, one: &str, many: &str) -> (String, String) {
    (thousands(n as u128), if n == 1 { one } else { many }.to_owned())
}

fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Incomplete => "breaking",
        other => other.as_str(),
    }
}

/// Who is hit and what to do about it.
fn advice(report: &Report) -> String {
    let hit = match report.verdict {
        Verdict::Incomplete if report.findings.is_empty() => {
            "Evidence is missing: whether anything changed cannot be told."
        }
        Verdict::Incomplete => "Evidence is missing: what could be read changed like this, and there may be more.",
        Verdict::None => "Consumers of OLD run with NEW as they did.",
        other => match other.severity() {
            Some(Severity::Breaking) => "Consumers that were built against OLD and use what changed break with NEW.",
            Some(Severity::Risky) => {
                "Some consumers that were built against OLD may break with NEW; each cause says what decides."
            }
            Some(Severity::Source) => {
                "Consumers that were built against OLD run with NEW; sources may not compile, or mean something else."
            }
            Some(Severity::Compatible | Severity::Cosmetic) | None => {
                "Consumers that were built against OLD run with NEW."
            }
        },
    };
    let mut out = hit.to_owned();
    for (advice, of, why) in release::lines(&report.releases) {
        out.push_str(&format!(" Release: {}{}{why}.", advice.text(), if of { " of " } else { ": " }));
    }
    printable::one_line(&out)
}

fn notes(diagnostics: &[Diagnostic]) -> impl Iterator<Item = String> {
    diagnostics.iter().filter(|d| d.level != DiagnosticLevel::Lost).map(said)
}

fn said(d: &Diagnostic) -> String {
    printable::one_line(&format!("{}: {} ({})", d.object, d.message, d.code))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::DeflateDecoder;

    use super::*;
    use crate::{NoObserver, Options};

    fn demo(new: &str) -> Report {
        let options = Options::default();
        let load = |name: &str| {
            let path = format!("{}/../docs/demo/{name}", env!("CARGO_MANIFEST_DIR"));
            crate::load(path.as_str(), &options, &NoObserver).expect("the demo loads")
        };
        crate::diff(&load("libdemo-1.so"), &load(new), &options, &NoObserver)
    }

    fn page(of: &Report) -> String {
        let mut out = Vec::new();
        report(of, &mut out).expect("writing to memory");
        String::from_utf8(out).expect("UTF-8")
    }

    /// What stands between two texts, the first of which occurs once.
    fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
        let (_, rest) = text.split_once(start).expect(start);
        rest.split_once(end).expect(end).0
    }

    #[test]
    fn the_page_holds_the_whole_report() {
        let report = demo("libdemo-2.so");
        let page = page(&report);
        let packed = STANDARD.decode(between(&page, "id=\"data\">", "</script>")).expect("base64");
        let mut text = String::new();
        DeflateDecoder::new(&packed[..]).read_to_string(&mut text).expect("deflate");
        let data: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(data["report"], serde_json::to_value(&report).expect("a value"));
        assert!(data["explanation"].is_null());
    }

    #[test]
    fn the_policy_names_what_the_page_holds() {
        let page = page(&demo("libdemo-2.so"));
        let policy = between(&page, "Content-Security-Policy\" content=\"", "\">");
        let script =
            page.rsplit_once("<script>").and_then(|(_, rest)| rest.split_once("</script>")).expect("a script").0;
        for (kind, text) in [("style", between(&page, "<style>", "</style>")), ("script", script)] {
            let digest = STANDARD.encode(Sha256::digest(text));
            // askama escapes what stands in an attribute.
            let policy = policy.replace("&#39;", "'");
            assert!(policy.contains(&format!("{kind}-src 'sha256-{digest}'")), "{kind}: {policy}");
        }
    }

    #[test]
    fn nothing_is_said_of_what_could_not_be_read() {
        let mut report = demo("libdemo-1.so");
        assert!(report.findings.is_empty());
        assert_eq!(advice(&report).split(" Release").next(), Some("Consumers of OLD run with NEW as they did."));
        report.verdict = Verdict::Incomplete;
        assert!(advice(&report).starts_with("Evidence is missing: whether anything changed"));
    }

    #[test]
    fn large_numbers_stay_exact() {
        let mut out = Vec::new();
        let numbers = (i64::MIN, 1_i64 << 52, u64::MAX, i128::from(u64::MAX));
        numbers.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Exact)).expect("JSON");
        let expected = r#"["-9223372036854775808",4503599627370496,"18446744073709551615","18446744073709551615"]"#;
        assert_eq!(String::from_utf8(out).as_deref(), Ok(expected));
    }
}
