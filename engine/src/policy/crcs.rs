//! The CRCs that lists state, held against those of NEW.
//!
//! A list states hundreds, and one struct changes them all: where that fails nothing, each list gets one note with a
//! count. Which symbols they are, and which findings each of them reaches, is told beside the problems.

use std::collections::BTreeMap;

use super::interface::kernel_name;
use super::lists::ListedCrc;
use super::looked_at::{Gate, effect};
use super::{Scope, Treat};
use crate::model::gate::{ChangedCrc, Effect, Problem};
use crate::model::report::{Finding, SymbolChange};

/// Causes that a symbol names.
const CAUSES: usize = 8;

/// What a listed CRC came to.
struct Differs<'a> {
    kind: &'static str,
    name: &'a str,
    at: &'a ListedCrc,
    message: String,
}

/// Checks the CRCs of one scope.
pub(super) fn check(gate: &Gate<'_>, scope: &Scope, problems: &mut Vec<Problem>, crcs: &mut Vec<ChangedCrc>) {
    let stated = || scope.list.iter().flat_map(|(name, listed)| listed.crcs.iter().map(move |crc| (name, crc)));
    let unknown = if scope.crc == Treat::Fail { Effect::Incomplete } else { Effect::Note };
    let Some(symvers) = gate.new_symvers else {
        if let Some((_, first)) = stated().next() {
            let n = stated().count();
            let crcs = if n == 1 { "the listed CRC".to_owned() } else { format!("{n} listed CRCs") };
            let message = format!("no Module.symvers of NEW to hold {crcs} against, see --new-symvers");
            problems.push(problem(unknown, "crc-unknown", first, &scope.name, &message, scope));
        }
        return;
    };
    let mut found: Vec<Differs<'_>> = Vec::new();
    for (name, listed) in stated() {
        let own = symvers.get(name, &listed.module);
        match own.or_else(|| symvers.of(name).first()) {
            Some(now) if now.crc != listed.crc => {
                let message = format!("{name}: listed with CRC {:#010x}, NEW has {:#010x}", listed.crc, now.crc);
                crcs.push(changed(gate, scope, name, listed, now.crc));
                found.push(Differs { kind: "crc-differs", name, at: listed, message });
            }
            // What NEW does not export is a finding.
            None if gate.new.has(name) => {
                let message = format!("{name}: NEW exports it, and {} does not state its CRC", symvers.path);
                found.push(Differs { kind: "crc-unknown", name, at: listed, message });
            }
            _ => {}
        }
    }
    let mut of_list: BTreeMap<&str, usize> = BTreeMap::new();
    stated().for_each(|(_, crc)| *of_list.entry(&crc.file).or_default() += 1);
    let mut notes: BTreeMap<(&str, &str), Vec<Differs<'_>>> = BTreeMap::new();
    for d in found {
        let effect = if d.kind == "crc-unknown" { unknown } else { effect(scope.crc) };
        if effect == Effect::Note {
            notes.entry((&d.at.file, d.kind)).or_default().push(d);
        } else {
            problems.push(problem(effect, d.kind, d.at, d.name, &d.message, scope));
        }
    }
    for ((file, kind), mut list) in notes {
        list.sort_by_key(|d| d.at.line);
        let [first, rest @ ..] = &list[..] else { continue };
        let message = if rest.is_empty() {
            first.message.clone()
        } else if kind == "crc-differs" {
            let all = of_list.get(file).copied().unwrap_or(list.len());
            format!("{} of {all} listed CRCs are others in NEW, such as that of {}", list.len(), first.message)
        } else {
            format!("{} listed CRCs are not known of NEW, such as that of {}", list.len(), first.message)
        };
        problems.push(problem(Effect::Note, kind, first.at, &scope.name, &message, scope));
    }
}

fn problem(effect: Effect, kind: &'static str, at: &ListedCrc, subject: &str, message: &str, scope: &Scope) -> Problem {
    Problem {
        new_id: None,
        effect,
        kind: kind.into(),
        file: Some(at.file.clone()),
        line: Some(at.line),
        subject: subject.to_owned(),
        message: format!("{message} (scope {})", scope.name),
    }
}

/// What the symbol reaches: its own changes first.
fn changed(gate: &Gate<'_>, scope: &Scope, name: &str, listed: &ListedCrc, new: u32) -> ChangedCrc {
    let report = gate.report;
    // Sorted by name.
    let start = report.symbols.partition_point(|s| s.name.as_str() < name);
    let mut same = report.symbols[start..].iter().take_while(|s| s.name == name);
    let of_module = |s: &&SymbolChange| {
        s.module.as_deref().is_some_and(|module| kernel_name(module) == kernel_name(&listed.module))
    };
    let symbol = same.clone().find(of_module).or_else(|| same.next());
    let set = symbol.and_then(|s| report.reach_sets.get(s.reaches)).map_or(&[][..], Vec::as_slice);
    // Sorted, too.
    let reached = |f: &&Finding| f.root && set.binary_search(&f.id).is_ok();
    let mut causes: Vec<&Finding> = report.findings.iter().filter(reached).collect();
    causes.sort_by_key(|f| !(f.is_of_symbol() && f.subject.name == name));
    ChangedCrc {
        name: name.to_owned(),
        module: listed.module.clone(),
        scope: scope.name.clone(),
        file: listed.file.clone(),
        line: listed.line,
        listed: format!("{:#010x}", listed.crc),
        new: format!("{new:#010x}"),
        reaches: causes.len(),
        causes: causes.iter().take(CAUSES).map(|f| f.id.clone()).collect(),
    }
}
