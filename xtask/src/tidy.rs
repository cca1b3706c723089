//! `tidy`: rules of the repository that no compiler holds. Sources are parsed, not searched, where that matters.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::imports::{Imports, is_test};

/// The longest a file of the engine may be. Most have one subject and stay far below.
const MOST_LINES: usize = 700;
/// The longest a function may be.
const MOST_FUNCTION_LINES: usize = 100;

/// Functions that are one list without an end: split, it could forget an entry.
static LISTS: &[(&str, &str)] = &[("engine/src/judge/core.rs", "weigh")];

/// What may stand at the top.
static TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".git",
    ".github",
    ".gitignore",
    ".pre-commit-hooks.yaml",
    ".rustfmt.toml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "action.yml",
    "cli",
    "corpus",
    "docs",
    "engine",
    "templates",
    "xtask",
    // Ignored by git.
    "cache",
    "target",
];

/// The only file with `unsafe`.
const UNSAFE: &str = "engine/src/ground/files/map.rs";

/// The page whose table of wings is the rule.
const PAGE: &str = "docs/architecture.md";

/// The wing that finds what changed: it names no severity and spells no sentence.
const FINDS: &str = "engine/src/compare/";

/// See the table of tasks.
pub(crate) fn tidy(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => {}
        [only] if only == "--imports" => {
            print!("{}\n{}", tower()?, imports(&sources(&root()?)?).drawn(ENGINE));
            return Ok(());
        }
        _ => bail!("expected [--imports]"),
    }
    let complaints = complaints(&root()?)?;
    for complaint in &complaints {
        println!("{complaint}");
    }
    ensure!(complaints.is_empty(), "{} complaints", complaints.len());
    Ok(())
}

fn root() -> Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().context("xtask has a parent")
}

/// A source file: its path from the root, its text, and what the compiler sees in it.
struct Source {
    name: String,
    text: String,
    file: syn::File,
}

/// Everything that is wrong, as `file:line: what`.
fn complaints(root: &Path) -> Result<Vec<String>> {
    let sources = sources(root)?;
    let table = wings(&std::fs::read_to_string(root.join(PAGE)).context(PAGE)?)?;
    let mut out = Vec::new();
    for entry in std::fs::read_dir(root)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !TOP.contains(&name.as_str()) {
            out.push(format!("{name}: put it into one of the folders"));
        }
    }
    for source in &sources {
        out.extend(of_file(source));
        out.extend(layers(source, &table)?);
        out.extend(spells(source));
    }
    out.extend(circles(&sources));
    Ok(out)
}

/// All sources of the repository, by name.
fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut out = Vec::new();
    for folder in ["engine", "cli", "xtask"] {
        read(root, &root.join(folder), &mut out)?;
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

fn read(root: &Path, folder: &Path, out: &mut Vec<Source>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("target") {
                read(root, &path, out)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let file = syn::parse_file(&text).with_context(|| path.display().to_string())?;
            out.push(Source { name: path.strip_prefix(root)?.display().to_string(), text, file });
        }
    }
    Ok(())
}

/// A file of the wing that finds, if it judges or spells.
fn spells(source: &Source) -> Option<String> {
    if !source.name.starts_with(FINDS) || source.name.ends_with("/tests.rs") {
        return None;
    }
    let mut look = Spelling { found: None };
    look.visit_file(&source.file);
    let (what, line) = look.found?;
    Some(format!("{}:{line}: {what}: compare finds, judge weighs, words spell", source.name))
}

/// Looks for severities and made texts outside of tests.
struct Spelling {
    found: Option<(String, usize)>,
}

impl<'ast> Visit<'ast> for Spelling {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_ident(&mut self, ident: &'ast syn::Ident) {
        if ident == "Severity" {
            self.found.get_or_insert_with(|| (ident.to_string(), ident.span().start().line));
        }
    }

    fn visit_macro(&mut self, m: &'ast syn::Macro) {
        let is_text = ["format", "write", "writeln"].iter().any(|name| m.path.is_ident(name));
        if is_text || m.tokens.to_string().contains("Severity ::") {
            let what = m.path.segments.last().map(|s| format!("{}!", s.ident)).unwrap_or_default();
            self.found.get_or_insert((what, m.path.span().start().line));
        }
        visit::visit_macro(self, m);
    }
}

/// What holds for each file by itself.
fn of_file(source: &Source) -> Vec<String> {
    let Source { name, text, file } = source;
    let mut out = Vec::new();
    if !text.starts_with("//! ") {
        out.push(format!("{name}:1: a file opens with //! and what it does"));
    }
    let lines = text.lines().count();
    if name.starts_with("engine/src/") && lines > MOST_LINES {
        out.push(format!("{name}: {lines} lines: split it by subject"));
    }
    if name.starts_with("engine/src/rules/") {
        // As `cargo xtask rule new` leaves it.
        let left = text.lines().enumerate().filter(|(_, line)| line.ends_with("// ..."));
        out.extend(left.map(|(i, line)| {
            let field = line.trim_start().split(':').next().unwrap_or_default();
            format!("{name}:{}: the {field} is to be decided", i + 1)
        }));
    }
    let mut look = Look { name, out, is_test: false };
    look.visit_file(file);
    look.out
}

/// Looks through a file for what no file may hold.
struct Look<'s> {
    name: &'s str,
    out: Vec<String>,
    is_test: bool,
}

impl Look<'_> {
    fn complain(&mut self, at: &impl Spanned, what: &str) {
        self.out.push(format!("{}:{}: {what}", self.name, at.span().start().line));
    }

    fn function(&mut self, name: &syn::Ident, all: &impl Spanned) {
        let span = all.span();
        let lines = span.end().line + 1 - span.start().line;
        let listed = LISTS.iter().any(|(file, function)| self.name == *file && name == function);
        // A test that is one story is read from its start to its end.
        let is_test = self.is_test || self.name.contains("/tests");
        if lines > MOST_FUNCTION_LINES && !listed && !is_test {
            self.complain(all, &format!("fn {name} has {lines} lines: split it"));
        }
    }

    fn no_unsafe(&mut self, at: &impl Spanned) {
        if self.name != UNSAFE && !self.name.starts_with("xtask") {
            self.complain(at, &format!("unsafe belongs into {UNSAFE}"));
        }
    }
}

impl<'ast> Visit<'ast> for Look<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let was = self.is_test;
        self.is_test |= is_test(&item.attrs);
        visit::visit_item_mod(self, item);
        self.is_test = was;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig.ident, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig.ident, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_expr_unsafe(&mut self, e: &'ast syn::ExprUnsafe) {
        self.no_unsafe(e);
        visit::visit_expr_unsafe(self, e);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let allows = attribute.path().is_ident("allow") || attribute.path().is_ident("expect");
        if allows && attribute.meta.require_list().is_ok_and(|l| l.tokens.to_string().contains("unsafe_code")) {
            self.no_unsafe(attribute);
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_macro(&mut self, m: &'ast syn::Macro) {
        if ["todo", "unimplemented", "dbg"].iter().any(|left| m.path.is_ident(left)) {
            self.complain(m, "finish it or leave it out");
        }
        visit::visit_macro(self, m);
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        let is_left = |lit: &syn::Lit| matches!(lit, syn::Lit::Str(s) if s.value() == "...");
        if let (syn::Member::Named(what), syn::Expr::Lit(text)) = (&field.member, &field.expr)
            && self.name.starts_with("engine/src/rules/")
            && is_left(&text.lit)
        {
            self.complain(field, &format!("the {what} is to be written"));
        }
        visit::visit_field_value(self, field);
    }

    fn visit_expr_match(&mut self, e: &'ast syn::ExprMatch) {
        let over_rules = e.arms.iter().any(|arm| pattern_names_rule(&arm.pat));
        for arm in e.arms.iter().filter(|_| over_rules) {
            if matches!(arm.pat, syn::Pat::Wild(_)) {
                self.complain(&arm.pat, "a match over Rule names each rule, so that a new one cannot be forgotten");
            }
        }
        visit::visit_expr_match(self, e);
    }
}

fn pattern_names_rule(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Path(p) => p.path.segments.iter().rev().nth(1).is_some_and(|s| s.ident == "Rule"),
        syn::Pat::Or(or) => or.cases.iter().any(pattern_names_rule),
        _ => false,
    }
}

/// The wings, and what each may import: `None` everything.
fn wings(page: &str) -> Result<BTreeMap<String, Option<BTreeSet<String>>>> {
    let mut lines = page.lines().skip_while(|line| !line.starts_with("| wing | may import |")).skip(2);
    let mut out = BTreeMap::new();
    for line in lines.by_ref().take_while(|line| line.starts_with('|')) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (Some(wing), Some(may)) = (cells.next(), cells.next()) else { bail!("{PAGE}: {line}") };
        let words = |cell: &str| -> BTreeSet<String> {
            cell.split(',')
                .map(|w| w.trim().trim_matches('`').to_owned())
                .filter(|w| !w.is_empty() && w != "-")
                .collect()
        };
        let allowed = (may != "every wing").then(|| words(may));
        for wing in words(wing) {
            out.insert(wing, allowed.clone());
        }
    }
    ensure!(!out.is_empty(), "{PAGE}: no table with the head | wing | may import |");
    Ok(out)
}

/// The wing of a file of the engine.
fn wing(name: &str) -> Option<&str> {
    let inner = name.strip_prefix("engine/src/")?;
    Some(inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs"))
}

/// Imports of a file that the table does not allow.
fn layers(source: &Source, table: &BTreeMap<String, Option<BTreeSet<String>>>) -> Result<Vec<String>> {
    let Some(own) = wing(&source.name).filter(|_| !source.name.ends_with("/tests.rs")) else { return Ok(Vec::new()) };
    let allowed = table.get(own).with_context(|| format!("{PAGE}: no wing {own}, which {} is in", source.name))?;
    let mut out = Vec::new();
    for (path, line) in crate_paths(&source.file) {
        let Some(to) = path.first() else { continue };
        let may = to == own || !table.contains_key(to) || allowed.as_ref().is_none_or(|a| a.contains(to));
        if !may {
            out.push(format!("{}:{line}: {own} may not import {to} ({PAGE})", source.name));
        }
    }
    Ok(out)
}

/// Paths from the root of the crate that the code of a file names, tests left out: their segments behind `crate`.
fn crate_paths(file: &syn::File) -> Vec<(Vec<String>, usize)> {
    let mut look = Paths { found: Vec::new() };
    look.visit_file(file);
    look.found
}

struct Paths {
    found: Vec<(Vec<String>, usize)>,
}

impl Paths {
    fn tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |ident: &syn::Ident| before.iter().cloned().chain([ident.to_string()]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(p) => self.tree(&p.tree, &with(&p.ident)),
            syn::UseTree::Group(group) => group.items.iter().for_each(|t| self.tree(t, before)),
            syn::UseTree::Name(n) => self.add(&with(&n.ident), n),
            syn::UseTree::Rename(r) => self.add(&with(&r.ident), r),
            syn::UseTree::Glob(g) => self.add(before, g),
        }
    }

    fn add(&mut self, path: &[String], at: &impl Spanned) {
        if let Some((first, rest)) = path.split_first()
            && first == "crate"
        {
            self.found.push((rest.to_vec(), at.span().start().line));
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.tree(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.add(&segments, path);
        visit::visit_path(self, path);
    }
}

const ENGINE: &str = "engine/src/";

fn imports(sources: &[Source]) -> Imports {
    Imports::new(ENGINE, sources.iter().map(|source| (source.name.as_str(), &source.file)))
}

/// The wings of the engine as a tower.
pub(crate) fn tower() -> Result<String> {
    Ok(imports(&sources(&root()?)?).tower(ENGINE))
}

/// Files of the engine that import each other in a circle.
fn circles(sources: &[Source]) -> Vec<String> {
    let imports = imports(sources);
    let told = imports.circles().into_iter();
    told.map(|circle| format!("{} import each other in a circle", circle.join(", "))).collect()
}

/// What is wrong with a file by itself, for tests of other tasks.
#[cfg(test)]
pub(crate) fn complaints_of(name: &str, text: &str) -> Vec<String> {
    let file = syn::parse_file(text).expect("it is Rust");
    of_file(&Source { name: name.to_owned(), text: text.to_owned(), file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let complaints = complaints(&root().unwrap()).unwrap();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }

    fn source(name: &str, text: &str) -> Source {
        Source { name: name.to_owned(), text: text.to_owned(), file: syn::parse_file(text).unwrap() }
    }

    #[test]
    fn imports_are_held_against_the_table() {
        let page =
            "| wing | may import |\n| --- | --- |\n| ground | - |\n| graph, rules | ground |\n| `lib` | every wing |\n";
        let table = wings(page).unwrap();
        let wrong = |name: &str, text: &str| layers(&source(name, text), &table).unwrap().len();
        assert_eq!(wrong("engine/src/graph/node.rs", "use crate::ground::error::Error;"), 0);
        assert_eq!(wrong("engine/src/ground/a.rs", "use crate::{graph::Kind, ground::b};"), 1);
        assert_eq!(wrong("engine/src/rules.rs", "fn f() -> crate::graph::Kind { crate::graph::f() }"), 2);
        assert_eq!(wrong("engine/src/rules.rs", "#[cfg(test)] mod tests { use crate::graph::Kind; }"), 0);
        assert_eq!(wrong("engine/src/lib.rs", "use crate::graph::Kind;"), 0);
        assert!(layers(&source("engine/src/odd.rs", ""), &table).is_err());
        assert!(wings("no table").is_err());
    }

    #[test]
    fn what_finds_neither_judges_nor_spells() {
        let told = |name: &str, text: &str| spells(&source(name, text)).is_some();
        assert!(told("engine/src/compare/a.rs", "use crate::rules::{Rule, Severity};"));
        assert!(told("engine/src/compare/a.rs", "fn f() { matches!(s, Severity::Risky) }"));
        assert!(told("engine/src/compare/a.rs", "fn f() -> String { format!(\"{x}\") }"));
        assert!(!told("engine/src/compare/a.rs", "#[cfg(test)] mod tests { use crate::rules::Severity; }"));
        assert!(!told("engine/src/judge/a.rs", "use crate::rules::{Rule, Severity};"));
    }

    #[test]
    fn files_are_looked_through() {
        let told = |text: &str| of_file(&source("engine/src/graph/a.rs", text));
        assert!(told("//! A file.\nfn f() { match r { Rule::A => 1, Rule::B => 2 } }").is_empty());
        assert_eq!(told("fn f() {}").len(), 1);
        assert_eq!(told("//! A file.\nfn f() { match r { Rule::A => 1, _ => 2 } }").len(), 1);
        assert_eq!(told("//! A file.\nfn f() { unsafe { g() } }").len(), 1);
        assert_eq!(told("//! A file.\nfn f() { todo!() }").len(), 1);
        let long = format!("//! A file.\nfn f() {{\n{}}}", "g();\n".repeat(120));
        assert_eq!(told(&long).len(), 1);
        assert!(
            told(&format!("//! A file.\n#[cfg(test)]\nmod tests {{ fn f() {{\n{}}} }}", "g();\n".repeat(120)))
                .is_empty()
        );
    }
}
