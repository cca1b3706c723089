//! What every command prints of the pair of the README, and the catalogue: whole pages, held against `snapshots/`.
//!
//! Pages of kernels and modules are kept by the tests of `explain` and `check`, those of policies by the tests of `gate`,
//! those of other rules by the corpus.

mod page;

use std::path::{Path, PathBuf};

const INPUTS: &[(&str, &str)] = &[("OLD", "libdemo-1.so"), ("NEW", "libdemo-2.so")];

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/demo").canonicalize().expect("it is in the repository")
}

#[test]
fn comparisons() {
    page::hold!("demo-comparisons", page::all(&demo(), page::COMPARISONS, INPUTS, &[]));
    page::hold!("demo-gates", page::all(&demo(), page::GATES, INPUTS, &[]));
    let further: &[&[&str]] = &[
        &["diff", "NEW", "OLD", "--full"],
        &["diff", "OLD", "OLD"],
        &["diff", "OLD", "NEW", "--only", "compatible"],
        &["diff", "OLD", "NEW", "--source", "symbols"],
        &["diff", "OLD", "NEW", "--source", "btf"],
        &["gate", "OLD", "OLD"],
        &["gate", "OLD", "OLD", "--format", "markdown"],
    ];
    page::hold!("demo-more", page::all(&demo(), further, INPUTS, &[]));
}

#[test]
fn questions() {
    let lines: &[&[&str]] = &[
        &["show", "OLD", "http_request"],
        &["show", "NEW", "struct http_timeouts"],
        &["show", "OLD", "enum http_status"],
        &["show", "OLD", "http_send"],
        &["show", "OLD", "uint16_t"],
        &["show", "OLD", "http_request", "--color", "always"],
        &["show", "OLD", "http_reqest"],
        &["impact", "OLD", "struct http_timeouts"],
        &["impact", "OLD", "struct http_timeouts", "--full", "--width", "60"],
        &["impact", "OLD", "struct http_timeouts", "--color", "always"],
        &["impact", "OLD", "http_status", "--full"],
        &["impact", "OLD", "http_request", "--format", "json"],
        &["impact", "OLD", "http_timeouts", "--format", "dot"],
        &["impact", "OLD", "http_reqest"],
        &["history", "OLD", "NEW", "OLD"],
        &["history", "OLD", "NEW", "OLD", "--all", "--width", "60", "--color", "always"],
        &["log", "http_timeouts", "OLD", "NEW", "OLD"],
        &["log", "http_reqest", "OLD", "NEW"],
        &["blame", "http_timeouts", "OLD", "NEW"],
        &["blame", "http_timeouts.tls_ms", "OLD", "NEW", "OLD"],
    ];
    page::hold!("demo-questions", page::all(&demo(), lines, INPUTS, &[]));
}

/// A dozen rules of every part of the catalogue; docs/rules.md holds all of them, and `cargo xtask docs` holds it.
const RULES: &[&str] = &[
    "array-length-changed",
    "enumerator-value-changed",
    "function-became-variadic",
    "kabi-reserve-used",
    "member-added-inside",
    "member-offset-changed",
    "parameter-type-changed",
    "struct-size-changed",
    "symbol-removed",
    "typedef-changed",
    "variable-size-changed",
    "version-node-removed",
];

#[test]
fn rules() {
    let mut pages = String::new();
    for rule in RULES {
        pages.push_str(&page::of(&demo(), &["rules", rule]));
        pages.push_str(&page::of(&demo(), &["rules", rule, "--format", "json"]));
    }
    for further in [&["--width", "60"][..], &["--color", "always"], &["--format", "markdown"]] {
        pages.push_str(&page::of(&demo(), &[&["rules", "member-added-inside"], further].concat()));
    }
    page::hold!("rules", pages);
}
