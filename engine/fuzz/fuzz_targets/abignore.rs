//! Any text as a suppression file of libabigail, and what its entries hide of a comparison of two small libraries; the last line
//! as an expression as well.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use std::sync::OnceLock;

use abilens::model::report::Report;
use abilens::policy::suppressions::expression::Expression;
use abilens::policy::{suppress, suppressions};
use abilens::{Loaded, NoObserver, Options};
use libfuzzer_sys::fuzz_target;

/// The libraries of the demonstration, and what differs between them.
fn demo() -> &'static (Loaded, Loaded, Report) {
    static DEMO: OnceLock<(Loaded, Loaded, Report)> = OnceLock::new();
    DEMO.get_or_init(|| {
        let options = Options::default();
        let side = |n: u32| {
            let path = format!("{}/../../docs/demo/libdemo-{n}.so", env!("CARGO_MANIFEST_DIR"));
            abilens::load(path.as_str(), &options, &NoObserver).expect("a sound library")
        };
        let (old, new) = (side(1), side(2));
        let report = abilens::diff(&old, &new, &options, &NoObserver);
        (old, new, report)
    })
}

fuzz_target!(|text: &str| {
    if let Ok(entries) = suppressions::parse("fuzz.abignore", text) {
        let (old, new, report) = demo();
        let mut left = report.clone();
        suppress(&mut left, [&old.graph, &new.graph], entries, vec!["fuzz.abignore".to_owned()]);
        let hidden = left.suppressed.expect("it is stated");
        let all = left.findings.len() + hidden.findings.len() + hidden.derived;
        assert_eq!(all, report.findings.len(), "no finding is lost");
    }
    let (last, name) = (text.lines().last().unwrap_or_default(), "ns::Class::method(int) const");
    if let Ok(expression) = Expression::new(last) {
        let _ = expression.fits(name);
    }
});
