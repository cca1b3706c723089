//! Any text as a policy, or as one of the files that a policy names: lists of symbols, suppressions, allowed breaks,
//! severities, Debian's defines, patterns, dates. The first byte says which.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use std::path::Path;

use abilens::policy::lists::{self, Format, SymbolList};
use abilens::policy::pattern::Pattern;
use abilens::policy::severities::Severities;
use abilens::policy::{Date, Policy, allowed_breaks, suppressions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let list = |format: Format| {
        let (mut out, mut notes) = (SymbolList::new(), Vec::new());
        let _ = lists::parse("fuzz.list", text, format, &mut out, &mut notes);
    };
    match which % 10 {
        // What it names is looked for where nothing is.
        0 => drop(Policy::parse("fuzz.toml", text, Path::new("/nowhere/at/all"))),
        1 => list(Format::Auto),
        2 => list(Format::Plain),
        3 => list(Format::Sections),
        4 => list(Format::Symvers),
        5 => drop(suppressions::parse("fuzz.suppr", text)),
        6 => drop(allowed_breaks::parse("fuzz.list", text)),
        7 => drop(Severities::default().parse("fuzz.severities", text)),
        8 => drop(Severities::default().debian_defines("fuzz.defines", text)),
        _ => {
            let (pattern, name) = text.split_once('\n').unwrap_or((text, "memcpy"));
            for pattern in [Pattern::shell(pattern), Pattern::path(pattern)].into_iter().flatten() {
                let _ = pattern.matches(name);
            }
            let _ = text.parse::<Date>();
        }
    }
});
