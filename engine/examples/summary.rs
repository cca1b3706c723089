//! A second program on the library: two inputs from bytes, what was found read as types, a summary of its own.
//!
//! `cargo run --example summary [OLD NEW]`; without arguments it compares the pair of `docs/demo`, which it carries.

use std::io::Write as _;

use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::ground::error::Error;
use abilens::model::report::{Report, SubjectKind, Verdict};
use abilens::rules::{Rule, Severity};
use abilens::{Named, NoObserver, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (old, new): (Named, Named) = match &arguments[..] {
        [old, new] => ((old, std::fs::read(old)?).into(), (new, std::fs::read(new)?).into()),
        _ => (
            ("libdemo-1.so", include_bytes!("../../docs/demo/libdemo-1.so")).into(),
            ("libdemo-2.so", include_bytes!("../../docs/demo/libdemo-2.so")).into(),
        ),
    };
    let report = compare(old, new)?;
    std::io::stdout().write_all(summary(&report).as_bytes())?;
    Ok(())
}

fn compare(old: Named, new: Named) -> Result<Report, Error> {
    let options = Options::default();
    let old = abilens::load(old, &options, &NoObserver)?;
    let new = abilens::load(new, &options, &NoObserver)?;
    Ok(abilens::diff(&old, &new, &options, &NoObserver))
}

/// What a release manager asks: must the SONAME change, which symbols came and went, and what must be rebuilt.
fn summary(report: &Report) -> String {
    let next = match report.verdict {
        Verdict::Incomplete => "unknown: part of the interface could not be read",
        Verdict::Breaking => "a new SONAME",
        Verdict::Risky => "a new SONAME, unless the notes below say otherwise",
        Verdict::Source | Verdict::Compatible => "a new minor release",
        Verdict::Cosmetic | Verdict::None => "any release",
    };
    let mut out = format!("{} -> {}: {next}\n", report.old.path, report.new.path);
    for finding in report.findings.iter().filter(|f| f.root) {
        let name = &finding.subject.name;
        let line = match (finding.rule, finding.severity, finding.subject.kind) {
            (Rule::SymbolRemoved, ..) => format!("- {name}"),
            (Rule::SymbolAdded, ..) => format!("+ {name}"),
            (_, Severity::Cosmetic | Severity::Compatible, _) => continue,
            (_, _, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Enum) => {
                format!("! {name}: rebuild what uses it ({} exports)", finding.impact.symbols)
            }
            (_, severity, _) => format!("! {name}: {}", severity.as_str()),
        };
        out += &format!("  {line}\n");
    }
    for lost in report.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost) {
        out += &format!("  ? {}: {}\n", lost.object, lost.message);
    }
    out
}

#[test]
fn the_demo_needs_a_new_soname() {
    let demo = |side: &str| {
        let name = format!("libdemo-{side}.so");
        let bytes = std::fs::read(format!("../docs/demo/{name}")).expect("the demo");
        Named::from((name, bytes))
    };
    let text = summary(&compare(demo("1"), demo("2")).expect("two libraries"));
    let expected = "\
libdemo-1.so -> libdemo-2.so: a new SONAME
  - http_set_proxy
  ! http_timeouts: rebuild what uses it (4 exports)
  + http_send_all
";
    assert_eq!(text, expected);
}
