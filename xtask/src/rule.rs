//! `rule new`: the skeleton of a rule, in the enum, in the catalogue and in the corpus.
//!
//! What it writes compiles, and what only a person can say stands as `...`, which `tidy` and the corpus refuse.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use syn::visit::{self, Visit};

use crate::{corpus, shell};

/// Where the rules are.
const RULES: &str = "engine/src/rules";
/// Families of rules that are of C++ alone: the skeletons of their cases are, too.
const CPP: &[&str] = &["classes", "declarations"];

static ENTRY: &str = r#"    RuleInfo {
        rule: Rule::VARIANT,
        id: "ID",
        severity: Severity::Risky, // ...
        tells: Tells::Fact, // ...
        paragraph: Paragraph::Nothing, // ...
        meaning: "...",
        explanation: "...",
        example: "ID",
        negative: "ID-not",
    },
"#;

static TRIGGERED: &str = r#"summary = "..."
verdict = "risky"

[[finding]]
rule = "ID"
subject = "struct thing"
severity = "risky"

[use]
expect = "works"
"#;

static NOT_TRIGGERED: &str = r#"summary = "..."
verdict = "none"

[use]
expect = "works"
"#;

static HEADER: &str = "struct thing {
    int first;
    int last;
};

int thing_last(const struct thing *thing);
";

/// See the table of tasks.
pub(crate) fn rule(arguments: &[String]) -> Result<()> {
    let root = shell::root();
    let (id, family) = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["new", id, family] => (*id, Some(*family)),
        ["new", id] => (*id, None),
        _ => bail!("expected new ID SUBJECT"),
    };
    let made = new(root, id, family)?;
    let Made { variant, neighbour, file, subject } = &made;
    println!(
        "\
wrote Rule::{variant} in {RULES}/mod.rs
      its entry in {file}
      corpus/{subject}/{id} and corpus/{subject}/{id}-not

What is left:
  1. Say what it means, in {file}: the severity where judging starts,
     the meaning in a line, two to seven sentences of explanation. Nothing stays `...`. If it is about a name or
     a spelling alone, Rule::is_nominal says so.
  2. Find it: engine/src/compare/ makes a change of it. Rule::{neighbour} is its neighbour: look how that is done.
  3. Weigh it: engine/src/judge* where the place decides, and for BPF programs.
  4. Show it: one case triggers it, with a consumer that behaves as the severity says; one looks alike and does not.
     `git mv` them where they belong under another subject. cargo xtask corpus {id}
  5. cargo xtask docs, cargo xtask tidy, a line in CHANGELOG.md."
    );
    Ok(())
}

/// What a new rule is called, and beside whom it stands.
#[derive(Debug)]
struct Made {
    variant: String,
    neighbour: String,
    file: String,
    /// Of the two cases.
    subject: &'static str,
}

/// Writes the skeleton. Everything is looked at before anything is written.
fn new(root: &Path, id: &str, family: Option<&str>) -> Result<Made> {
    let variant = variant(id)?;
    let rules = root.join(RULES);
    let module = Module::read(&rules)?;
    let list = module.families.join(", ");
    let family = family.map(|name| name.replace('-', "_")).with_context(|| format!("{id} of which subject? {list}"))?;
    ensure!(module.families.contains(&family), "{RULES} has no subject {family}: there are {list}");

    let mut neighbour = None;
    for name in &module.families {
        let catalogue = Catalogue::read(&rules.join(name).with_extension("rs"))?;
        ensure!(!catalogue.ids.contains(id), "there is a rule {id} already, in {RULES}/{name}.rs");
        if *name == family {
            neighbour = Some((catalogue.last.context("the subject has no rule yet")?, catalogue.text));
        }
    }
    ensure!(!module.variants.contains(&variant), "there is a Rule::{variant} already, of another id");
    let (neighbour, entries) = neighbour.context("the subject was found")?;

    let enums = after(&module.text, &format!("    {neighbour},\n"), &format!("    {variant},\n"))?;
    let entry = ENTRY.replace("ID", id).replace("VARIANT", &variant);
    let entries = {
        let (front, back) = entries.rsplit_once("];\n").with_context(|| format!("{family}.rs: no list that ends"))?;
        // rustfmt writes a list of one entry without a comma behind it.
        let comma = if front.trim_end().ends_with(',') { "" } else { ",\n" };
        format!("{front}{comma}{entry}];\n{back}")
    };
    for text in [&enums, &entries] {
        syn::parse_file(text).context("what would be written is no Rust")?;
    }
    let subject = if CPP.contains(&family.as_str()) { "cpp" } else { "c" };
    let negative = format!("{id}-not");
    let cases = [(id, TRIGGERED.replace("ID", id)), (&negative, NOT_TRIGGERED.to_owned())];
    let mut folders = Vec::new();
    for (name, toml) in &cases {
        folders.push((corpus::place_of(root, &format!("{subject}/{name}"))?, toml));
    }
    for (folder, toml) in folders {
        corpus::write(&folder, toml, [HEADER, HEADER])?;
    }
    std::fs::write(rules.join("mod.rs"), enums)?;
    let file = format!("{family}.rs");
    std::fs::write(rules.join(&file), entries)?;
    Ok(Made { variant, neighbour, file: format!("{RULES}/{file}"), subject })
}

/// The name in the enum of a rule's id: `member-added-inside` is `MemberAddedInside`.
fn variant(id: &str) -> Result<String> {
    let is_word = |word: &str| {
        let first = word.bytes().next();
        first.is_some_and(|b| b.is_ascii_lowercase())
            && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    ensure!(
        id.split('-').all(is_word),
        "`{id}` is no id of a rule: those are words of small letters and digits, with hyphens between them"
    );
    let name: String = id.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
    syn::parse_str::<syn::Ident>(&name).with_context(|| format!("`{id}` cannot be the name of a rule"))?;
    Ok(name)
}

/// A text with some more behind the only place where something stands.
fn after(text: &str, what: &str, more: &str) -> Result<String> {
    ensure!(text.matches(what).count() == 1, "{RULES}/mod.rs does not have `{}` in one place", what.trim());
    Ok(text.replacen(what, &format!("{what}{more}"), 1))
}

/// `engine/src/rules/mod.rs` with the enum, and the families in the order of `catalogue.rs`.
struct Module {
    text: String,
    variants: BTreeSet<String>,
    families: Vec<String>,
}

impl Module {
    /// `rules`: the folder of both.
    fn read(rules: &Path) -> Result<Self> {
        let (text, file) = parse(&rules.join("mod.rs"))?;
        let (_, catalogue) = parse(&rules.join("catalogue.rs"))?;
        let mut read = Self { text, variants: BTreeSet::new(), families: Vec::new() };
        for item in file.items.iter().chain(&catalogue.items) {
            match item {
                syn::Item::Enum(e) if e.ident == "Rule" => {
                    read.variants = e.variants.iter().map(|v| v.ident.to_string()).collect();
                }
                syn::Item::Static(s) if s.ident == "FAMILIES" => {
                    let mut paths = Lists { modules: &mut read.families };
                    paths.visit_expr(&s.expr);
                }
                _ => {}
            }
        }
        ensure!(
            !read.variants.is_empty() && !read.families.is_empty(),
            "{}: no enum Rule, or no FAMILIES",
            rules.display()
        );
        Ok(read)
    }
}

/// The modules whose `RULES` an expression names.
struct Lists<'a> {
    modules: &'a mut Vec<String>,
}

impl<'ast> Visit<'ast> for Lists<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if let [module, list] = names.as_slice()
            && list == "RULES"
        {
            self.modules.push(module.clone());
        }
    }
}

/// The file of a family: the ids of its rules, and the last one's name in the enum.
struct Catalogue {
    text: String,
    ids: BTreeSet<String>,
    last: Option<String>,
}

impl Catalogue {
    fn read(path: &Path) -> Result<Self> {
        let (text, file) = parse(path)?;
        let mut entries = Entries::default();
        entries.visit_file(&file);
        let (variants, ids): (Vec<String>, Vec<String>) = entries.found.into_iter().unzip();
        Ok(Self { text, ids: ids.into_iter().collect(), last: variants.into_iter().next_back() })
    }
}

/// Entries of the catalogue: name in the enum, and id.
#[derive(Default)]
struct Entries {
    found: Vec<(String, String)>,
}

impl<'ast> Visit<'ast> for Entries {
    fn visit_expr_struct(&mut self, e: &'ast syn::ExprStruct) {
        if e.path.is_ident("RuleInfo") {
            let (mut variant, mut id) = (String::new(), String::new());
            for field in &e.fields {
                match (&field.member, &field.expr) {
                    (syn::Member::Named(name), syn::Expr::Path(p)) if name == "rule" => {
                        variant = p.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
                    }
                    (syn::Member::Named(name), syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(s), .. }))
                        if name == "id" =>
                    {
                        id = s.value();
                    }
                    _ => {}
                }
            }
            self.found.push((variant, id));
        }
        visit::visit_expr_struct(self, e);
    }
}

fn parse(path: &Path) -> Result<(String, syn::File)> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let file = syn::parse_file(&text).with_context(|| path.display().to_string())?;
    Ok((text, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A copy of what the task reads and writes.
    fn copy() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in shell::files(&shell::root().join(RULES)).unwrap() {
            let to = folder.path().join(file.strip_prefix(shell::root()).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(file, to).unwrap();
        }
        let there = folder.path().join("corpus/kernel/there-not");
        std::fs::create_dir_all(&there).unwrap();
        std::fs::write(there.join("case.toml"), "").unwrap();
        folder
    }

    /// Names in the enum in its order, and the entries in the order of the catalogue.
    fn order(root: &Path) -> (Vec<String>, Vec<(String, String)>) {
        let (_, file) = parse(&root.join(RULES).join("mod.rs")).unwrap();
        let mut variants = Vec::new();
        for item in &file.items {
            if let syn::Item::Enum(e) = item
                && e.ident == "Rule"
            {
                variants.extend(e.variants.iter().map(|v| v.ident.to_string()));
            }
        }
        let mut entries = Entries::default();
        for family in Module::read(&root.join(RULES)).unwrap().families {
            entries.visit_file(&parse(&root.join(RULES).join(family).with_extension("rs")).unwrap().1);
        }
        (variants, entries.found)
    }

    #[test]
    fn a_rule_stands_at_the_end_of_its_family() {
        let folder = copy();
        let root = folder.path();
        let families = Module::read(&root.join(RULES)).unwrap().families;
        let (before, _) = order(root);
        for family in &families {
            let id = format!("{}-went-elsewhere", family.replace('_', "-"));
            let made = new(root, &id, Some(family)).unwrap();
            let (variants, entries) = order(root);
            let names: Vec<&String> = entries.iter().map(|(variant, _)| variant).collect();
            assert_eq!(variants.iter().collect::<Vec<_>>(), names);
            let at = variants.iter().position(|v| *v == made.variant).unwrap();
            assert_eq!(variants[at - 1], made.neighbour);
            assert_eq!(entries[at].1, id);
            let sources =
                if made.subject == "c" { ["old.c", "new.c", "use.c"] } else { ["old.cc", "new.cc", "use.cc"] };
            for case in [id.clone(), format!("{id}-not")] {
                for file in ["case.toml", "old.h", "new.h"].iter().chain(&sources) {
                    assert!(root.join("corpus").join(made.subject).join(&case).join(file).is_file(), "{case}/{file}");
                }
            }
        }
        let (after, _) = order(root);
        assert_eq!(after.len(), before.len() + families.len());
    }

    #[test]
    fn what_cannot_be_a_rule_is_refused_and_nothing_is_written() {
        let folder = copy();
        let root = folder.path();
        let before = shell::files(root).unwrap();
        let text = std::fs::read_to_string(root.join(RULES).join("mod.rs")).unwrap();
        let refused = |id: &str, family: Option<&str>, because: &str| {
            let error = format!("{:#}", new(root, id, family).unwrap_err());
            assert!(error.contains(because), "{id}: {error}");
        };
        for id in ["", "Pointer-gone", "pointer_gone", "pointer--gone", "-gone", "gone-", "a-2b", "pointer gone", "a/b"]
        {
            refused(id, Some("pointers"), "is no id of a rule");
        }
        refused("self", Some("pointers"), "cannot be the name of a rule");
        refused("pointer-gone", None, "of which subject? symbols, functions");
        refused("pointer-gone", Some("kabi"), "no subject kabi: there are symbols, functions");
        refused("symbol-removed", Some("pointers"), "already, in engine/src/rules/symbols.rs");
        refused("there", Some("pointers"), "corpus/kernel/there-not is there already");
        assert_eq!(shell::files(root).unwrap(), before);
        assert_eq!(std::fs::read_to_string(root.join(RULES).join("mod.rs")).unwrap(), text);
    }

    #[test]
    fn what_is_left_is_complained_of() {
        let folder = copy();
        let root = folder.path();
        let name = "engine/src/rules/base_types.rs";
        let complaints = || crate::tidy::complaints_of(name, &std::fs::read_to_string(root.join(name)).unwrap());
        assert_eq!(complaints(), [""; 0]);
        new(root, "base-type-gone", Some("base-types")).unwrap();
        let told = complaints();
        for what in ["severity", "tells", "paragraph", "meaning", "explanation"] {
            assert_eq!(told.iter().filter(|c| c.contains(what)).count(), 1, "{told:?}");
        }
        assert_eq!(told.len(), 5, "{told:?}");
    }
}
