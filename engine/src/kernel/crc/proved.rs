//! Symtypes beside debug information: which changed CRCs of an explanation they prove the cause of.
//!
//! A cause counts as proved only where the symtypes of both sides give the very CRCs that the two `Module.symvers` have: then the
//! old definitions, put back into the new text, give the CRC that the old kernel was built with.

use std::collections::{BTreeMap, BTreeSet};

use super::symvers::Symvers;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::FastMap;
use crate::kernel::symtypes::proof::Sides;
use crate::model::explanation::{
    CauseKind, CrcCause, Evidence, ExplainedExport, Explanation, ProvedCauses, SymtypesFrom,
};
use crate::model::proof::{Cause, ChangeClass, ChangedCrc, Proof, Side, Unknown, Why};
use crate::rules::facts::SubjectKind;

/// Adds to an explanation what symtypes of both sides prove. `lists`: the CRCs of OLD and NEW that it explains. `names`: the exports
/// that were asked for, which get the way to each definition.
///
/// Symtypes from files that give another CRC than a list, or lack a definition, are lost evidence. Those computed of objects are
/// not: they were nobody's promise.
pub fn prove(explanation: &mut Explanation, sides: &Sides, from: SymtypesFrom, lists: [&Symvers; 2], names: &[String]) {
    let proof = sides.prove(&[], lists.map(Some));
    let level = match from {
        SymtypesFrom::Files => DiagnosticLevel::Lost,
        SymtypesFrom::Objects => DiagnosticLevel::Note,
    };
    let doubts = [&proof.old, &proof.new].into_iter().filter_map(|side| contradiction(level, side));
    explanation.diagnostics.extend(doubts);
    explanation.diagnostics.extend(holes(level, &proof));
    let mut by_name: BTreeMap<&str, Vec<&ChangedCrc>> = BTreeMap::new();
    for changed in proof.changed.iter().filter(|changed| changed.proved) {
        by_name.entry(&changed.export.name).or_default().push(changed);
    }
    // The lists were held against all CRCs above.
    let asked = if names.is_empty() { None } else { Some(sides.prove(names, [None, None])) };
    for export in explanation.exports.iter_mut().filter(|export| export.class.is_some()) {
        let crcs = (export.old_crc.as_deref(), export.new_crc.as_deref());
        let same = |changed: &&&ChangedCrc| (Some(&*changed.old_crc), Some(&*changed.new_crc)) == crcs;
        let of_name = by_name.get(export.name.as_str()).into_iter().flatten();
        let Some(changed) = of_name.copied().find(|changed| same(&changed)) else { continue };
        export.evidence = Some(Evidence::Proved);
        export.definitions.clone_from(&changed.causes);
        if let Some(asked) = &asked {
            export.ways = ways(export, &proof, asked);
        }
    }
    tie(explanation, &proof.causes);
    explanation.proof = Some(ProvedCauses { from, old: proof.old, new: proof.new, definitions: proof.causes });
}

/// The way to each definition of an export, as a proof of that export alone tells them.
fn ways(export: &ExplainedExport, proof: &Proof, asked: &Proof) -> Vec<Vec<String>> {
    let same = |changed: &&ChangedCrc| {
        changed.export.name == export.name
            && Some(&changed.old_crc) == export.old_crc.as_ref()
            && Some(&changed.new_crc) == export.new_crc.as_ref()
    };
    let Some(changed) = asked.changed.iter().find(same) else { return Vec::new() };
    let text = |cause: &Cause| (cause.name.clone(), cause.old.clone(), cause.new.clone());
    let of_definition: BTreeMap<_, &Vec<String>> =
        changed.causes.iter().zip(&changed.ways).map(|(&at, way)| (text(&asked.causes[at]), way)).collect();
    let way = |&at: &usize| of_definition.get(&text(&proof.causes[at])).map_or_else(Vec::new, |way| (*way).clone());
    export.definitions.iter().map(way).collect()
}

/// Ties the causes that debug information shows to the definitions that are proved.
fn tie(explanation: &mut Explanation, definitions: &[Cause]) {
    let mut by_name: FastMap<&str, Vec<usize>> = FastMap::default();
    for (at, definition) in definitions.iter().enumerate() {
        by_name.entry(&definition.name).or_default().push(at);
    }
    for cause in &mut explanation.causes {
        let of_name = by_name.get(name(cause).as_str()).into_iter().flatten();
        cause.definitions = of_name.copied().filter(|&at| is_of(cause.kind, definitions[at].class)).collect();
    }
    let sets: Vec<BTreeSet<usize>> =
        explanation.causes.iter().map(|cause| cause.definitions.iter().copied().collect()).collect();
    for export in explanation.exports.iter().filter(|export| export.evidence == Some(Evidence::Proved)) {
        let Some(causes) = export.causes.and_then(|at| explanation.cause_sets.get(at)) else { continue };
        for &cause in causes {
            let needs = export.definitions.iter().any(|at| sets[cause].contains(at));
            explanation.causes[cause].proved += usize::from(needs);
        }
    }
}

/// What symtypes call the subject of a cause.
fn name(cause: &CrcCause) -> String {
    let tag = match cause.subject.kind {
        SubjectKind::Struct | SubjectKind::Class => "s#",
        SubjectKind::Union => "u#",
        SubjectKind::Enum => "e#",
        SubjectKind::Typedef => "t#",
        _ => "",
    };
    let name = &cause.subject.name;
    // Names with blanks in them, as of Rust, are quoted.
    if name.contains(' ') { format!("{tag}'{name}'") } else { format!("{tag}{name}") }
}

/// Whether a change of a definition can be what debug information shows of it.
fn is_of(kind: CauseKind, class: ChangeClass) -> bool {
    match kind {
        CauseKind::BecameVisible => class == ChangeClass::Visible,
        CauseKind::BecameHidden => class == ChangeClass::Hidden,
        CauseKind::Changed | CauseKind::Prototype => !matches!(class, ChangeClass::Visible | ChangeClass::Hidden),
    }
}

/// That symtypes and list are of different builds.
fn contradiction(level: DiagnosticLevel, side: &Side) -> Option<Diagnostic> {
    let first = side.contradicted.first()?;
    let message = format!(
        "{} of {} exports have another CRC by the symtypes than in the list, such as `{}`: {}, there {}; of these nothing is proved",
        side.contradicted.len(),
        side.listed.unwrap_or_default(),
        first.name,
        first.computed,
        first.listed
    );
    Some(diagnostic(level, "symtypes-other-build", &side.path, message))
}

/// That symtypes lack what an export needs.
fn holes(level: DiagnosticLevel, proof: &Proof) -> impl Iterator<Item = Diagnostic> {
    let lacks = |old: bool| {
        let is_of = move |unknown: &&Unknown| match &unknown.why {
            Why::UndefinedOld(_) => old,
            Why::UndefinedNew(_) => !old,
            Why::Several => false,
        };
        let mut found = proof.unknown.iter().filter(is_of);
        let first = found.next()?;
        let (Why::UndefinedOld(reference) | Why::UndefinedNew(reference)) = &first.why else { return None };
        let path = if old { &proof.old.path } else { &proof.new.path };
        let (count, name) = (1 + found.count(), &first.export.name);
        let message =
            format!("{count} exports have no CRC by the symtypes, such as `{name}`: nothing defines `{reference}`");
        Some(diagnostic(level, "symtypes-incomplete", path, message))
    };
    [lacks(true), lacks(false)].into_iter().flatten()
}

fn diagnostic(level: DiagnosticLevel, code: &'static str, object: &str, message: String) -> Diagnostic {
    Diagnostic { level, code, object: object.to_owned(), section: String::new(), offset: None, message }
}
