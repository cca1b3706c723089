//! What changed because something else did: expressions that read as they did, and name a constant with another value; lines that
//! read as they did, and name a macro that stands for something else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::side::Side;
use crate::compare::change::{Change, ChangeId, Judgement};
use crate::compare::types::Comparison;
use crate::graph::shown::tokens::{self, TokenKind};
use crate::graph::shown::{DeclarationKind, Macro, Place, Shown};
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::{Reason, SourceReason};

/// Lines of one declaration that are looked at.
const MOST_LINES: u32 = 1 << 12;

/// A change that follows from others if those are told.
pub(super) struct Follower {
    pub(super) id: ChangeId,
    /// Constants that it names, by their keys.
    pub(super) constants: BTreeSet<String>,
    /// What its lines say in the source.
    pub(super) words: BTreeSet<String>,
}

/// The tokens of the lines of a source, before the preprocessor, from that of a name to that of the last token of a range. `None`
/// where they are not known.
pub(super) fn written<'s>(shown: &'s Shown, place: Place, range: &Range<usize>) -> Option<Vec<&'s str>> {
    let source = shown.sources.get(place.file as usize).filter(|source| !source.is_empty())?;
    let last = shown.tokens(range).last()?.1;
    let lines = last.checked_sub(place.line).filter(|lines| *lines < MOST_LINES)?;
    let lines = source.lines().skip(place.line.saturating_sub(1) as usize).take(lines as usize + 1);
    Some(lines.flat_map(tokens::all).map(|token| token.text).collect())
}

/// Takes those of which a cause is told from the roots.
pub(super) fn follow(c: &mut Comparison<'_>, old: &Side<'_>, new: &Side<'_>, followers: Vec<Follower>) {
    if followers.is_empty() {
        return;
    }
    let mut constants: BTreeMap<String, Vec<ChangeId>> = BTreeMap::new();
    let mut macros: BTreeMap<String, Vec<ChangeId>> = BTreeMap::new();
    for (at, change) in c.changes.iter().enumerate() {
        let of = match change.rule {
            Rule::ConstexprValueChanged if change.subject.member.is_none() => &mut constants,
            Rule::MacroValueChanged if is_as_bad(change) => &mut macros,
            _ => continue,
        };
        of.entry(change.subject.name.clone()).or_default().push(ChangeId(at as u32));
    }
    for Follower { id, constants: named, words } in followers {
        let names = named.iter().flat_map(|key| old.groups.get(&(&**key, DeclarationKind::Variable))).flatten();
        let names: BTreeSet<&str> = names.flat_map(|constant| [&*constant.name, &*constant.key]).collect();
        let mut causes: Vec<ChangeId> = names.iter().flat_map(|name| constants.get(*name)).flatten().copied().collect();
        if causes.is_empty() && !macros.is_empty() {
            let words = reached(&words, [&old.shown.macros, &new.shown.macros]);
            causes = words.iter().flat_map(|word| macros.get(*word)).flatten().copied().collect();
        }
        causes.retain(|cause| *cause != id);
        if !causes.is_empty() {
            let change = &mut c.changes[id.0 as usize];
            (change.root, change.causes) = (false, causes);
        }
    }
}

/// Whether a change of a macro weighs as much as one of what it makes: one that tells the release, or is not for consumers, does
/// not.
fn is_as_bad(change: &Change) -> bool {
    let Judgement::Decided(Reason::Source(reason)) = &change.judgement else { return false };
    change.subject.kind == SubjectKind::Macro
        && matches!(reason, SourceReason::MacroCompiledIn | SourceReason::MacroNamedByPublic { .. })
}

/// Words, and those of the macros among them, and of the macros among those.
fn reached<'m>(words: &'m BTreeSet<String>, sides: [&'m BTreeMap<String, Macro>; 2]) -> BTreeSet<&'m str> {
    let mut out: BTreeSet<&str> = words.iter().map(String::as_str).collect();
    let mut left: Vec<&str> = out.iter().copied().collect();
    while let Some(word) = left.pop() {
        for m in sides.iter().filter_map(|macros| macros.get(word)) {
            for token in tokens::all(&m.body).filter(|token| token.kind == TokenKind::Word) {
                if out.insert(token.text) {
                    left.push(token.text);
                }
            }
        }
    }
    out
}
