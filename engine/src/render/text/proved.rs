//! What the statements of an explanation rest on: arithmetic over symtypes, the graph of debug information, or nothing.

use std::collections::BTreeSet;

use super::line::{BOLD, DIM, Line, PLAIN, Page, counted, thousands};
use super::options::TextOptions;
use super::proof;
use crate::model::explanation::{
    CrcCause, CrcClass, Evidence, ExplainedExport, Explanation, ProvedCauses, SymtypesFrom,
};
use crate::model::proof::Side;

/// Definitions that are shown without `--full`.
const SHOWN: usize = 10;

fn meaning(evidence: Evidence, explanation: &Explanation) -> &'static str {
    let has_views = explanation.classes.iter().all(|class| class.class != CrcClass::NoView);
    match (evidence, explanation.proof.is_some()) {
        (Evidence::Proved, _) => {
            "with the old definitions put back into the new text the old CRC was computed again, and with one of them less it was not"
        }
        (Evidence::Reached, _) if !has_views => {
            "types lead from the export to a change; whether its unit saw it, and the CRC covers it, the inputs do not tell"
        }
        (Evidence::Reached, false) => "debug information leads from the export to a change that its unit sees",
        (Evidence::Reached, true) => {
            "debug information leads from the export to a change that its unit sees; no symtypes of both sides prove it"
        }
        (Evidence::Nothing, _) => "nothing that was given shows a cause",
    }
}

/// How many changed CRCs are explained by which evidence.
pub(super) fn evidence(page: &mut Page, explanation: &Explanation) {
    let count = |evidence| explanation.exports.iter().filter(|export| export.evidence == Some(evidence)).count();
    if explanation.counts.crc_changed == 0 {
        return;
    }
    page.blank();
    page.flow(Line::default(), 4, BOLD, "what the causes rest on");
    for evidence in Evidence::ALL {
        let exports = count(evidence);
        if exports > 0 {
            let mut line = Line::default();
            line.right(PLAIN, &thousands(exports as u128), 10);
            line.pad_to(12);
            line.push(BOLD, evidence.as_str());
            line.pad_to(30);
            page.flow(line, 30, PLAIN, meaning(evidence, explanation));
        }
    }
    let Some(proved) = &explanation.proof else { return };
    for side in [&proved.old, &proved.new] {
        page.flow(Line::at(12), 12, DIM, &source(proved.from, side));
    }
}

fn source(from: SymtypesFrom, side: &Side) -> String {
    let what = match from {
        SymtypesFrom::Files => format!("symtypes {}, by {}", side.path, side.tool),
        SymtypesFrom::Objects => format!("symtypes of {}, computed again as {} does", side.path, side.tool),
    };
    let listed = side.listed.unwrap_or_default();
    let same = listed.saturating_sub(side.contradicted.len());
    let exports = counted(listed, "export", "exports");
    format!("{what}: {} of {exports} have the CRC of Module.symvers", thousands(same as u128))
}

/// Definitions that symtypes prove to be causes, and that no cause from debug information stands for.
pub(super) fn definitions(page: &mut Page, explanation: &Explanation, options: &TextOptions) {
    let Some(proved) = &explanation.proof else { return };
    // Debug information may show a change, and not to the unit of an export that needs it.
    let shows = |export: &ExplainedExport, at: &usize| {
        let causes = export.causes.and_then(|set| explanation.cause_sets.get(set)).into_iter().flatten();
        causes.into_iter().any(|&cause| explanation.causes[cause].definitions.contains(at))
    };
    let untied: BTreeSet<usize> = explanation
        .exports
        .iter()
        .flat_map(|export| export.definitions.iter().filter(move |at| !shows(export, at)))
        .copied()
        .collect();
    let untied: Vec<usize> = untied.into_iter().collect();
    if untied.is_empty() {
        return;
    }
    page.blank();
    let heading = format!(
        "definitions that symtypes prove to be causes of CRCs for whose units debug information does not show them ({}), by all CRCs that need them put back",
        thousands(untied.len() as u128)
    );
    page.flow(Line::default(), 4, BOLD, &heading);
    let limit = if options.full { usize::MAX } else { SHOWN };
    for &at in untied.iter().take(limit) {
        proof::definition(page, &proved.definitions[at], options);
    }
    if untied.len() > limit {
        let more = format!("and {} more (--full)", thousands((untied.len() - limit) as u128));
        page.flow(Line::at(2), 2, DIM, &more);
    }
}

/// Of how many of the CRCs that a cause explains it is proved; nothing where no symtypes were given.
pub(super) fn of_cause(explanation: &Explanation, cause: &CrcCause) -> Option<String> {
    explanation.proof.as_ref()?;
    Some(match cause.proved {
        0 => "proved of none: no symtypes of both sides need it put back".to_owned(),
        n if n == cause.explains => "proved of all".to_owned(),
        n => format!("proved of {}", thousands(n as u128)),
    })
}

/// What a single export's statement rests on.
pub(super) fn story(page: &mut Page, explanation: &Explanation, export: &ExplainedExport, options: &TextOptions) {
    let Some(evidence) = export.evidence else { return };
    let Some(ProvedCauses { definitions, .. }) = explanation.proof.as_ref().filter(|_| evidence == Evidence::Proved)
    else {
        let text = format!("{}: {}", evidence.as_str(), meaning(evidence, explanation));
        page.labelled("evidence", &text);
        return;
    };
    let crc = export.old_crc.as_deref().unwrap_or_default();
    let what = match export.definitions.len() {
        1 => format!("proved: this change put back gives {crc}"),
        n => format!("proved: these {n} changes put back give {crc}, and no fewer do"),
    };
    page.labelled("evidence", &what);
    for (n, &at) in export.definitions.iter().enumerate() {
        let definition = &definitions[at];
        let mut line = Line::at(17);
        line.push(BOLD, proof::spelt(&definition.name));
        line.push(PLAIN, " ");
        page.flow(line, 19, PLAIN, &format!("({})", proof::word(definition.class)));
        if let Some(way) = export.ways.get(n).filter(|way| way.len() > 2) {
            let way: Vec<String> = way.iter().map(|name| proof::spelt(name)).collect();
            page.flow(Line::at(19), 21, DIM, &format!("reached by {}", way.join(" -> ")));
        }
        proof::lines(page, definition, 19, options);
    }
}
