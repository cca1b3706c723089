//! Lists of what libraries offer, made anew: symbols files of Debian, what RPM calls provided, version scripts.

use std::collections::BTreeMap;

use super::{BASE, Library, Symbol};
use crate::graph::mangled;

/// A symbols file (deb-src-symbols(5)). `package`: the package that has the library, `version`: since when. Symbols of C++ stand
/// under their names in C++, which are the same on all machines, unless templates are a part of these, which versions of `c++filt`
/// spell in their own ways. Symbols that consumers have their own copies of are optional.
#[must_use]
pub fn debian(libraries: &[Library], package: &str, version: &str) -> String {
    let mut out = String::new();
    for library in libraries {
        out.push_str(&format!("{} {package} #MINVER#\n", library.soname));
        let mut lines: Vec<String> = library.versions.iter().map(|v| format!("{v}@{v}")).collect();
        lines.extend(library.symbols.iter().filter(|symbol| !symbol.is_internal).map(line));
        // In the order of names, whatever tags stand in front.
        lines.sort_by(|a, b| name_of(a).cmp(name_of(b)));
        lines.dedup();
        lines.iter().for_each(|line| out.push_str(&format!(" {line} {version}\n")));
    }
    out
}

/// A symbol as a line has it.
fn line(symbol: &Symbol) -> String {
    let tag = optional(symbol);
    match &symbol.source {
        // Of a class within one that is referred to, the crate that spells names has the sign in between.
        Some(source) if !source.contains(['<', '"']) && !source.contains("&::") => {
            let tags = if tag.is_empty() { "c++".to_owned() } else { format!("c++|{tag}") };
            format!("({tags})\"{source}@{}\"", symbol.version)
        }
        _ if tag.is_empty() => symbol.spelt(),
        _ => format!("({tag}){}", symbol.spelt()),
    }
}

/// Why nobody relies on a weak symbol of C++: whoever uses it compiles it, too.
fn optional(symbol: &Symbol) -> &'static str {
    if !symbol.is_weak || symbol.source.is_none() {
        return "";
    }
    match mangled::view(&symbol.name) {
        Some(view) if view.is_instantiation() => "optional=templinst",
        // GCC makes tables and type information weak where one object alone has them, too.
        Some(view) if matches!(view.what, mangled::What::OfClass(_)) => "",
        _ => "optional=inline",
    }
}

/// The name in a line, without tags.
fn name_of(line: &str) -> &str {
    let behind = if line.starts_with('(') { line.split_once(')').map_or(line, |(_, rest)| rest) } else { line };
    behind.trim_start_matches(['"', '\''])
}

/// What RPM's dependency generator calls provided: the SONAME, alone and with each version, and how wide addresses are.
#[must_use]
pub fn rpm(libraries: &[Library], pointer_size: u8) -> String {
    let wide = if pointer_size == 8 { "(64bit)" } else { "" };
    let mut out = String::new();
    for library in libraries {
        // Without a mark in front of `(64bit)`, brackets stand for no version.
        let alone = if wide.is_empty() { library.soname.clone() } else { format!("{}(){wide}", library.soname) };
        out.push_str(&format!("{alone}\n"));
        library.versions.iter().for_each(|v| out.push_str(&format!("{}({v}){wide}\n", library.soname)));
    }
    out
}

/// A version script for the linker, with which a library offers the same.
///
/// # Errors
/// There are several libraries, or none.
pub fn map(libraries: &[Library]) -> Result<String, String> {
    let library = match libraries {
        [library] => library,
        several => return Err(format!("a version script is of one library, and there are {}", several.len())),
    };
    let mut nodes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for symbol in library.symbols.iter().filter(|symbol| !symbol.is_internal) {
        nodes.entry(&symbol.version).or_default().push(&symbol.name);
    }
    let mut out = String::new();
    // A library without versions has one node without a name.
    let unnamed = [""];
    let versions: Vec<&str> = library.versions.iter().map(String::as_str).collect();
    let versions = if versions.is_empty() { &unnamed[..] } else { &versions };
    for (i, &version) in versions.iter().enumerate() {
        let (head, of) = if version.is_empty() { ("{".to_owned(), BASE) } else { (format!("{version} {{"), version) };
        out.push_str(&format!("{head}\n"));
        if let Some(names) = nodes.get(of) {
            out.push_str("  global:\n");
            names.iter().for_each(|name| out.push_str(&format!("    {name};\n")));
        }
        let before = match i.checked_sub(1) {
            Some(before) => format!(" {}", versions[before]),
            None => {
                out.push_str("  local:\n    *;\n");
                String::new()
            }
        };
        out.push_str(&format!("}}{before};\n"));
    }
    Ok(out)
}
