//! Severity: the rule's judgement at the place, and how the type is reached and who creates it.
//!
//! Where no fact decides, the finding is `risky` and its sentence names the missing fact; never lower.

pub(crate) mod core;
pub(crate) mod place;
pub(crate) mod reach;

use crate::compare::change::{Change, ChangeId, Judgement, Owner, Pair};
use crate::compare::symbols::Exports;
use crate::graph::{Graph, spell};
use crate::judge::reach::{Held, Reach};
use crate::rules::facts::Facts;
use crate::rules::{Rule, Severity};

/// Severity of a change and the sentence with the fact that decided.
pub fn decide(
    (g, h): (&Graph, &Graph),
    pairs: &[Pair],
    exports: &Exports,
    facts: &reach::Facts,
    change: &Change,
) -> (Severity, String) {
    if let Owner::Link(link) = change.owner
        && facts.hidden[exports.both[link.0 as usize].0 as usize]
        && change.rule != Rule::SymbolTypeUnknown
    {
        let why = "no public header declares it: nobody uses it who does not declare it himself";
        return (Severity::Cosmetic, why.to_owned());
    }
    let reach = &facts.types;
    let Owner::Pair(pair) = change.owner else { return plain(change) };
    let Some(id) = pairs[pair.0 as usize].old else { return plain(change) };
    let size = pairs[pair.0 as usize].new.and_then(|new| h.size_of(new));
    let r = reach[id.index()];
    if r.private {
        let file = g.str(g.positions[id.index()].file);
        return (Severity::Cosmetic, format!("consumers cannot see its definition: it is private to {file}"));
    }
    if !r.visible {
        let others = if facts.hidden.contains(&true) { " and functions that no public header declares" } else { "" };
        let why = format!("consumers never hold one: it is reached only through types that they cannot see{others}");
        return (Severity::Cosmetic, why);
    }
    if r.unclear && r.handed_out && r.held.is_none() {
        let (severity, _) = match &change.judgement {
            Judgement::Decided(severity, why) => (*severity, why.clone()),
            _ => (Severity::Risky, String::new()),
        };
        if severity >= Severity::Risky {
            let why = "it is defined in a source file and handed out by pointer: whether consumers see more of it than \
                       its name, the binary does not say (--public-headers tells)";
            return (Severity::Risky, why.to_owned());
        }
    }
    match &change.judgement {
        Judgement::Decided(severity, why) => (*severity, why.clone()),
        Judgement::Growth => growth(g, r, size),
        Judgement::Void => match r.held {
            Some(held) => (Severity::Breaking, format!("{}, and `void` on one side has no bytes", holder(g, held))),
            None => (
                Severity::Cosmetic,
                "only pointers to it are passed: any object pointer converts to void * and back without a change of \
                 its bits"
                    .to_owned(),
            ),
        },
        Judgement::CutShort => cut_short(g, r),
        Judgement::Alignment => {
            let bits = |side: &Option<Facts>| side.as_ref().and_then(|f| f.bit_alignment);
            let looser = bits(&change.new) < bits(&change.old);
            alignment(g, r, pairs[pair.0 as usize].unplaced, looser)
        }
    }
}

/// Of copies of one change the worst counts.
pub fn worst_of_copies(same: &[ChangeId], judged: &mut [(Severity, String)]) {
    for (i, stands) in same.iter().enumerate() {
        let stands = stands.0 as usize;
        if judged[i].0 > judged[stands].0 {
            judged[stands] = judged[i].clone();
        }
    }
}

/// What is known of single changes becomes what is said of root causes: a root is not milder than what follows from
/// it.
pub fn settle(changes: &[Change], same: &[ChangeId], judged: &mut [(Severity, String)]) {
    for i in 0..changes.len() {
        let change = &changes[i];
        let (severity, why) = judged[i].clone();
        let causes = || change.causes.iter().map(|id| id.0 as usize);
        if change.root || causes().any(|k| judged[k].0 >= severity) {
            continue;
        }
        let what = change.subject.spelt();
        let why = format!("{what} follows it: {why}");
        // Other names of the same bytes have no effect that could follow.
        let nominal = |k: &usize| changes[*k].rule.is_nominal();
        let all = causes().all(|k| nominal(&k));
        for k in causes().filter(|k| all || !nominal(k)) {
            judged[k] = (severity, why.clone());
        }
    }
    for (i, stands) in same.iter().enumerate() {
        judged[i] = judged[stands.0 as usize].clone();
    }
}

fn plain(change: &Change) -> (Severity, String) {
    match &change.judgement {
        Judgement::Decided(severity, why) => (*severity, why.clone()),
        Judgement::Growth | Judgement::CutShort | Judgement::Alignment | Judgement::Void => {
            (Severity::Risky, "whether consumers hold it by value, the binary does not say".to_owned())
        }
    }
}

fn growth(g: &Graph, r: Reach, size: Option<u64>) -> (Severity, String) {
    if let Some(held) = r.held {
        return (Severity::Breaking, format!("{}: existing consumers reserve the old size for it", holder(g, held)));
    }
    if r.sized && size.is_some() {
        let why = "its size travels beside the pointer to it (`_size_rh`): who reads a member asks whether it is there";
        return (Severity::Compatible, why.to_owned());
    }
    if let (Some(room), Some(size)) = (r.room, size)
        && size <= room
        && !r.handed_out
    {
        return (Severity::Compatible, format!("it still fits in the {room} bytes that its holder set aside for it"));
    }
    if r.declared && !r.handed_out {
        let why = "a public header declares it and no export's type reaches it: whether consumers create it, in the old \
                   size, or are given it as something else (`void *`), the binary does not say";
        return (Severity::Risky, why.to_owned());
    }
    if r.handed_out {
        let why = "nothing holds it by value and the interface hands it out by pointer: it breaks whoever embeds, \
                   allocates or copies it, which the binary does not say";
        return (Severity::Risky, why.to_owned());
    }
    let why = "the interface only takes pointers to it, so consumers create it themselves, in the old size";
    (Severity::Breaking, why.to_owned())
}

/// A record that is smaller because the array at its end has no length now.
fn cut_short(g: &Graph, r: Reach) -> (Severity, String) {
    if let Some(held) = r.held {
        let why = format!("{}: existing consumers reserve the old size for it, and NEW less", holder(g, held));
        return (Severity::Breaking, why);
    }
    let why = "nothing holds it by value, and each element lies where it lay: whether a consumer copies or compares as many \
               bytes as `sizeof` said, or uses an ioctl number that holds the size, the binary does not say";
    (Severity::Risky, why.to_owned())
}

/// A type with another alignment. Where something moved or is passed elsewhere for it, that is found by itself and
/// counts for this change, too. `unplaced`: it is passed by value where no rule of the machine is known; `looser`: it
/// is aligned to less now.
fn alignment(g: &Graph, r: Reach, unplaced: bool, looser: bool) -> (Severity, String) {
    let unknown = if looser {
        "whether existing consumers use instructions that need the old alignment, which NEW no longer gives, the binary \
         does not say"
    } else {
        "whether consumers place one in objects of their own with the old alignment, the binary does not say"
    };
    match (r.placed, r.held) {
        (Some(held @ (Held::Variable | Held::Array)), _) => {
            (Severity::Breaking, format!("{}, which now lies elsewhere or elsewhere aligned", holder(g, held)))
        }
        (_, Some(_)) if unplaced => {
            let why = "a function takes or returns it by value: whether its alignment decides there where it travels, \
                       neither the debug information nor what is known of the machine says";
            (Severity::Risky, why.to_owned())
        }
        (Some(held), _) => (Severity::Risky, format!("{}, in which nothing moved for it: {unknown}", holder(g, held))),
        (None, Some(_)) => {
            let machine = g.machine.name();
            let why = format!("functions take or return it by value, and on {machine} it travels as before: {unknown}");
            (Severity::Risky, why)
        }
        (None, None) => (Severity::Risky, unknown.to_owned()),
    }
}

fn holder(g: &Graph, held: Held) -> String {
    match held {
        Held::Variable => "an exported variable holds it by value".to_owned(),
        Held::Array => "an array holds it by value".to_owned(),
        Held::Value => "a function takes or returns it by value".to_owned(),
        Held::Member(id) => {
            let name = if g.node(id).name.is_none() { "another type".to_owned() } else { spell::type_name(g, id) };
            format!("{name} holds it by value")
        }
    }
}
