//! Symbols that both sides ask of others and declare differently: what was found at such a declaration follows from
//! that it is another one, and counts no more than that.

use super::at_place;
use crate::compare::change::{Change, ChangeId, Judgement, LinkId, Owner};
use crate::compare::symbols::asked::{asked_subject, providers};
use crate::compare::symbols::{Exports, spelling};
use crate::compare::types::Comparison;
use crate::graph::{Export, Graph, Kind, TypeId};
use crate::rules::facts::Facts;
use crate::rules::reason::{Reason, SymbolReason};
use crate::rules::{Rule, Severity};

/// Gives each of them its root. After all types were compared.
pub(crate) fn tie(c: &mut Comparison<'_>, exports: &Exports) {
    for (link, &(i, j)) in (0..).zip(&exports.both) {
        let (x, y) = (&c.old.exports[i as usize], &c.new.exports[j as usize]);
        if let (true, Some(t), Some(u)) = (x.asked, x.type_id, y.type_id) {
            tie_one(c, LinkId(link), (x, t), (y, u));
        }
    }
}

fn tie_one(c: &mut Comparison<'_>, link: LinkId, (x, t): (&Export, TypeId), (y, u): (&Export, TypeId)) {
    let (g, h) = (c.old, c.new);
    let own = c.link_changes[link.0 as usize].clone();
    let is_function = g.node(t).kind == Kind::Function;
    let kinds_differ = is_function != (h.node(u).kind == Kind::Function);
    let severity = |change| at_place(c, change).map_or(Severity::Risky, |reason| reason.severity());
    let worst = match kinds_differ {
        true => Some(Severity::Breaking),
        false => own.iter().map(|id| severity(&c.changes[id.0 as usize])).max(),
    };
    let Some(worst) = worst.filter(|worst| *worst >= Severity::Source) else { return };
    // Where it is no worse than risky, who provides it decides nothing.
    let is_open = worst > Severity::Risky;
    let libraries = if is_open { providers(&h.objects[y.object.0 as usize], h) } else { Vec::new() };
    let name = h.str(y.name).to_owned();
    let provided = SymbolReason::ProvidedAsOldDeclares { name, is_function, libraries };
    let reason = Reason::AtMost(worst, Box::new(provided.into()));
    let limit = reason.severity();
    let facts = |g: &Graph, e: &Export| Some(Facts { type_: Some(spelling(g, e)), ..Facts::default() });
    let (subject, sides) = (asked_subject(g, x, t), (facts(g, x), facts(h, y)));
    let root = c.add(Change::decided(Rule::SymbolImportChanged, Owner::Link(link), subject, sides, reason));
    for id in own {
        follow(c, id.0 as usize, root, limit);
    }
}

/// Makes a change one that follows from another, no worse than that.
pub(super) fn follow(c: &mut Comparison<'_>, change: usize, root: ChangeId, limit: Severity) {
    let reason = at_place(c, &c.changes[change]).unwrap_or(Reason::ToldByItself);
    let change = &mut c.changes[change];
    change.judgement = Judgement::Decided(Reason::AtMost(limit, Box::new(reason)));
    change.root = false;
    change.causes = vec![root];
}
