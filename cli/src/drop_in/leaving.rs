//! Options of other tools that leave exports and findings out of a report.

use std::collections::BTreeSet;
use std::path::PathBuf;

use abilens::Loaded;
use abilens::graph::{ObjectInfo, ObjectKind, SymbolKind};
use abilens::model::report::{Finding, SubjectKind, SymbolChange, SymbolOutcome};
use abilens::policy::LeftOut;
use abilens::policy::lists::{self, Format, SymbolList};
use abilens::policy::suppressions::expression::Expression;
use abilens::rules::{Rule, Severity};
use anyhow::{Result, anyhow};

/// Exports that came.
pub(super) fn added<'t>(option: &'static str) -> LeftOut<'t> {
    LeftOut::exports(option, |symbol, _| symbol.change == SymbolOutcome::Added)
}

/// What some rules tell.
pub(super) fn of_rules<'t>(option: &'static str, rules: &'static [Rule]) -> LeftOut<'t> {
    LeftOut::findings(option, |finding| rules.contains(&finding.rule))
}

/// Changes of types that are more than cosmetic.
pub(super) fn harmful<'t>(option: &'static str) -> LeftOut<'t> {
    LeftOut::findings(option, |finding: &Finding| finding.severity > Severity::Cosmetic && !finding.is_of_symbol())
}

/// Exports that came or went without a type.
pub(super) fn untyped<'t>(option: &'static str, [old, new]: [&Loaded; 2]) -> LeftOut<'t> {
    let names = |loaded: &Loaded| -> BTreeSet<String> {
        let g = &loaded.graph;
        g.exports.iter().filter(|e| e.type_id.is_none()).map(|e| g.str(e.name).to_owned()).collect()
    };
    let (old, new) = (names(old), names(new));
    LeftOut::exports(option, move |symbol, _| match symbol.change {
        SymbolOutcome::Added => new.contains(&symbol.name),
        SymbolOutcome::Removed => old.contains(&symbol.name),
        SymbolOutcome::Changed => false,
    })
}

/// Exports of some files, and what is told of those files. Only of inputs with several files exports name theirs.
pub(super) fn of_files<'t>(option: &'static str, files: BTreeSet<String>) -> LeftOut<'t> {
    let of_object = files.clone();
    LeftOut {
        option,
        exports: Some(Box::new(move |symbol, _| symbol.module.as_ref().is_some_and(|file| files.contains(file)))),
        findings: Some(Box::new(move |finding| {
            finding.subject.kind == SubjectKind::Object && of_object.contains(&finding.subject.name)
        })),
    }
}

/// Files of NEW that are no later version of a file of OLD, as far as names tell.
pub(super) fn files_of_new([old, new]: [&Loaded; 2]) -> BTreeSet<String> {
    let stem = |name: &str| {
        let file = name.rsplit('/').next().unwrap_or(name);
        file.find(".so").map_or(file, |at| &file[..at]).to_owned()
    };
    let names = |o: &ObjectInfo| [stem(&o.name), stem(&o.soname)].into_iter().filter(|stem| !stem.is_empty());
    let known: BTreeSet<String> = old.graph.objects.iter().flat_map(names).collect();
    let came = new.graph.objects.iter().filter(|o| !names(o).any(|stem| known.contains(&stem)));
    came.map(|o| o.name.clone()).collect()
}

/// Files that are programs.
pub(super) fn programs(sides: [&Loaded; 2]) -> BTreeSet<String> {
    let objects = sides.into_iter().flat_map(|side| &side.graph.objects);
    objects.filter(|o| o.linkage.kind == ObjectKind::Program).map(|o| o.name.clone()).collect()
}

/// Exports that no list names.
pub(super) fn unlisted<'t>(option: &'static str, files: &[PathBuf]) -> Result<LeftOut<'t>> {
    let mut list = SymbolList::new();
    for file in files {
        lists::read(file, &file.display().to_string(), Format::Auto, &mut list, &mut Vec::new())?;
    }
    Ok(LeftOut::exports(option, move |symbol, _| !list.contains_key(&symbol.name)))
}

/// Whether exports of a kind are functions.
pub(super) fn is_function(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Function | SymbolKind::Ifunc)
}

/// Expressions of an option for each kind of export, of POSIX as in suppression files.
pub(super) struct Expressions {
    functions: Vec<Expression>,
    variables: Vec<Expression>,
}

impl Expressions {
    /// `both`, `functions` and `variables`: those of the options for all exports and for each kind.
    pub(super) fn new(option: &str, both: &[String], functions: &[String], variables: &[String]) -> Result<Self> {
        let compiled = |own: &[String]| -> Result<Vec<Expression>> {
            let each = both.iter().chain(own);
            each.map(|text| Expression::new(text).map_err(|e| anyhow!("{option}: `{text}` {e}"))).collect()
        };
        Ok(Self { functions: compiled(functions)?, variables: compiled(variables)? })
    }

    /// Whether one of them fits; `None` if there is none for its kind.
    fn fit(&self, symbol: &SymbolChange, declared: &str) -> Option<bool> {
        let own = if is_function(symbol.kind) { &self.functions } else { &self.variables };
        (!own.is_empty()).then(|| own.iter().any(|e| e.fits(declared)))
    }

    /// Leaves out what they fit.
    pub(super) fn dropped<'t>(self, option: &'static str) -> LeftOut<'t> {
        LeftOut::exports(option, move |symbol, declared| self.fit(symbol, declared) == Some(true))
    }

    /// Leaves out what they do not fit.
    pub(super) fn kept<'t>(self, option: &'static str) -> LeftOut<'t> {
        LeftOut::exports(option, move |symbol, declared| self.fit(symbol, declared) == Some(false))
    }
}
