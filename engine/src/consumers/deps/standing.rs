//! From a program's fate to what has to be done about it: nothing, a rebuild, or work on its source.

use std::collections::BTreeMap;

use crate::consumers::known::listed;
use crate::consumers::program::Told;
use crate::graph::mangled;
use crate::model::deps::Standing;
use crate::model::fate::{Hit, Reason, Remedy};
use crate::model::report::Finding;
use crate::rules::facts::SubjectKind;
use crate::rules::{Rule, Severity};

/// Changes after which code that uses what changed may not compile again.
const OF_SOURCE: [Rule; 10] = [
    Rule::MemberRemoved,
    Rule::MemberRenamed,
    Rule::EnumeratorRemoved,
    Rule::EnumeratorRenamed,
    Rule::TypeRemoved,
    Rule::TypeRenamed,
    Rule::TypeBecameOpaque,
    Rule::TypeKindChanged,
    Rule::TypedefRemoved,
    Rule::ParameterTypeChanged,
];

/// Changes of a declaration of C++ with which its symbol is another one, or none, and after which code that uses it compiles again, if
/// anything. After the first three it may not.
const OF_SYMBOLS: [Rule; 17] = [
    Rule::OverloadReplaced,
    Rule::MemberQualifierChanged,
    Rule::InstantiationRemoved,
    Rule::ConstructorVariantRemoved,
    Rule::TemplateReturnTypeChanged,
    Rule::AbiTagChanged,
    Rule::LanguageLinkageChanged,
    Rule::InlineNamespaceChanged,
    Rule::StdlibDualAbiChanged,
    Rule::StdlibImplementationChanged,
    Rule::UnnamedTypeInInterface,
    Rule::SpecialSymbolRemoved,
    Rule::ThreadLocalWrapperRemoved,
    Rule::InlineSymbolsRemoved,
    Rule::LeakedSymbolsRemoved,
    Rule::LocalEntitySymbolChanged,
    Rule::MultiversionFunctionRemoved,
];

/// What has to be done about one program, and why.
pub(super) struct Judged {
    pub(super) standing: Standing,
    pub(super) certain: bool,
    pub(super) why: String,
    pub(super) notes: Vec<String>,
}

/// Judges a fate that is concluded. `replaced`: symbols that are gone because their declarations changed.
pub(super) fn judged(told: &Told, replaced: &BTreeMap<&str, Rule>) -> Judged {
    let fate = &told.fate;
    let (standing, certain, why) = decided(told, replaced);
    let mut notes = Vec::new();
    if standing.is_affected() {
        notes.extend(fate.could_not_tell.iter().cloned());
    } else if standing == Standing::CannotTell {
        notes.extend(fate.could_not_tell.iter().skip(1).cloned());
    }
    if standing == Standing::Rebuild {
        let met = met(told);
        let mut may_not_compile: Vec<String> =
            met.iter().filter(|(_, f)| OF_SOURCE.contains(&f.rule)).map(|(_, f)| f.subject.spelt()).collect();
        let symbols = fate.reasons.iter().filter_map(|r| r.symbol.as_deref());
        let symbols = symbols.filter(|symbol| replaced.get(*symbol).is_some_and(|rule| OF_SYMBOLS[..3].contains(rule)));
        may_not_compile.extend(symbols.map(spelt));
        if !may_not_compile.is_empty() {
            notes.push(format!("code that uses it may not compile again: {}", listed(may_not_compile)));
        }
    }
    if standing != Standing::NotConcerned && fate.imports > 0 {
        let types = &fate.types;
        if types.module == 0 && types.old > 0 {
            notes.push("it has no debug information of its own: types were compared by OLD's".to_owned());
        } else if types.module + types.old == 0 && standing == Standing::Stays {
            notes.push("only symbols and versions were compared".to_owned());
        }
        if told.links.as_ref().is_some_and(|links| links.needs_given.is_empty()) {
            notes.push("it needs none of these libraries by name: taken for a plug-in".to_owned());
        }
    }
    Judged { standing, certain, why, notes }
}

/// Whether a program takes nothing from the libraries and names none, whatever else is not known of them.
pub(super) fn is_stranger(told: &Told) -> bool {
    let fate = &told.fate;
    let names_none = told.links.as_ref().is_some_and(|links| links.needs_given.is_empty());
    names_none
        && fate.imports == 0
        && fate.could_not_tell.is_empty()
        && fate.doubts.is_empty()
        && fate.reasons.is_empty()
}

/// The standing, whether it is certain, and the sentence.
fn decided(told: &Told, replaced: &BTreeMap<&str, Rule>) -> (Standing, bool, String) {
    let fate = &told.fate;
    if let Some(other) = fate.reasons.iter().find(|r| r.rule == "machine") {
        return match &told.links {
            Some(links) if links.is_for_old => (Standing::Rebuild, true, other.text.clone()),
            Some(links) if links.needs_given.is_empty() => (
                Standing::NotConcerned,
                true,
                "it is for another machine, and needs none of these libraries".to_owned(),
            ),
            _ => (Standing::CannotTell, true, format!("{}: compare the libraries of its own machine", other.text)),
        };
    }
    let other_symbol = |r: &Reason| {
        let rule = replaced.get(r.symbol.as_deref()?)?;
        OF_SYMBOLS.contains(rule).then_some(*rule)
    };
    let gone = fate.reasons.iter().filter(|r| r.remedy == Remedy::Port);
    let (replaced, gone): (Vec<&Reason>, Vec<&Reason>) = gone.partition(|r| other_symbol(r).is_some());
    let gone: Vec<String> = gone.into_iter().map(said).collect();
    if !gone.is_empty() {
        return (Standing::Breaks, true, listed_sentences(gone));
    }
    let met = met(told);
    let calls: Vec<String> = met.iter().filter_map(|&(hit, f)| other_call(hit, f)).collect();
    if !calls.is_empty() {
        return (Standing::Breaks, true, listed_sentences(calls));
    }
    let replaced = replaced.into_iter().filter_map(|r| {
        let symbol = spelt(r.symbol.as_deref()?);
        Some(format!("`{symbol}` is declared otherwise in NEW, with another symbol or none ({})", other_symbol(r)?))
    });
    let rebuilt = fate.reasons.iter().filter(|r| r.remedy != Remedy::Port).map(said);
    let refused: Vec<String> = rebuilt.chain(replaced).collect();
    if !refused.is_empty() {
        return (Standing::Rebuild, true, listed_sentences(refused));
    }
    let wrong = |least: Severity| -> Vec<String> {
        let hits = met.iter().filter(|(hit, _)| hit.severity >= least);
        hits.map(|(hit, f)| format!("{} ({}): {}", f.subject.spelt(), f.rule, hit.why)).collect()
    };
    let broken = wrong(Severity::Breaking);
    if !broken.is_empty() {
        return (Standing::Rebuild, true, listed_sentences(broken));
    }
    if let Some(first) = fate.could_not_tell.first() {
        return (Standing::CannotTell, true, first.clone());
    }
    let doubts = fate.doubts.iter().map(said);
    let doubts: Vec<String> = wrong(Severity::Risky).into_iter().chain(doubts).collect();
    if !doubts.is_empty() {
        return (Standing::Rebuild, false, listed_sentences(doubts));
    }
    let needs = told.links.as_ref().map_or(&[][..], |links| &links.needs_given);
    match (fate.imports, needs) {
        (0, []) => (Standing::NotConcerned, true, "it needs none of these libraries".to_owned()),
        (0, needs) => {
            let text = format!("it needs {} by name, and takes nothing of it", listed(needs.to_vec()));
            (Standing::Stays, true, text)
        }
        (_, []) => (Standing::Stays, true, "all that it takes of these libraries is as it knows it".to_owned()),
        (_, needs) => {
            let text = format!("all that it takes of {} is as it knows it", listed(needs.to_vec()));
            (Standing::Stays, true, text)
        }
    }
}

/// What it meets, with the findings.
fn met(told: &Told) -> Vec<(&Hit, &Finding)> {
    let by_id: BTreeMap<&str, &Finding> = told.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    told.fate.findings.iter().filter_map(|hit| Some((hit, *by_id.get(hit.id.as_str())?))).collect()
}

/// A function of C that is called with more or fewer arguments now: no code that calls it compiles again.
fn other_call(hit: &Hit, f: &Finding) -> Option<String> {
    let is_number = matches!(f.rule, Rule::ParameterAdded | Rule::ParameterRemoved);
    let is_its = f.subject.kind == SubjectKind::Function && hit.imports.contains(&f.subject.name);
    (is_number && is_its).then(|| format!("{} takes other arguments in NEW ({})", f.subject.spelt(), f.rule))
}

/// A reason as a sentence.
fn said(reason: &Reason) -> String {
    match &reason.symbol {
        Some(symbol) => format!("`{}`: {}", spelt(symbol), reason.text),
        None => reason.text.clone(),
    }
}

/// A symbol as its source spells it.
fn spelt(symbol: &str) -> String {
    mangled::source(symbol).unwrap_or_else(|| symbol.to_owned())
}

/// The first of several sentences, and how many there are beside it.
fn listed_sentences(mut all: Vec<String>) -> String {
    all.dedup();
    let more = all.len() - 1;
    let first = all.swap_remove(0);
    match more {
        0 => first,
        1 => format!("{first} (and 1 more reason)"),
        more => format!("{first} (and {more} more reasons)"),
    }
}
