//! Function types: parameters aligned by name where both sides have names, else by type and place.

use std::borrow::Cow;
use std::cell::LazyCell;

use hashbrown::HashMap;
use similar::DiffOp;

use super::align::align;
use super::change::{Evidence, Owner, Step};
use super::types::{ByValue, Comparison, Place, Role};
use crate::graph::{Edge, EdgeKind, Flags, Graph, TypeId, spell};
use crate::ground::maps::FastMap;
use crate::rules::facts::{Facts, SubjectKind};
use crate::rules::{Rule, Severity, callconv};

/// Compares two function types; what is left to compare are the uses in them.
pub fn compare(c: &mut Comparison<'_>, place: &Place, a: TypeId, b: TypeId) -> Vec<(Place, TypeId, TypeId)> {
    let (g, h) = (c.old, c.new);
    let (x, y) = (*g.node(a), *h.node(b));
    let mut uses = Vec::new();
    let whole = |g: &Graph, id| Facts { type_: Some(spell::function(g, id, "")), ..Facts::default() };
    let (silent, silent_new) = c.silent(place);
    let convention = if x.aux == 0 { silent } else { silent_new };
    if x.aux != y.aux && (x.aux == 0 || y.aux == 0) && convention.has(Flags::SILENT_CONVENTION) {
        let stated = (u32::from(x.aux != 0), u32::from(y.aux != 0));
        c.note_unstated(place, "calling conventions", stated);
    } else if x.aux != y.aux {
        let why = "caller and callee disagree where arguments are".to_owned();
        let judged = (Severity::Breaking, why);
        c.add_at(place, Rule::CallingConventionChanged, whole(g, a), whole(h, b), judged, false);
    }
    let variadic = (x.flags.has(Flags::VARIADIC), y.flags.has(Flags::VARIADIC));
    let plain = (x.flags.has(Flags::UNPROTOTYPED), y.flags.has(Flags::UNPROTOTYPED));
    if plain.0 != plain.1 {
        let judged = Evidence::Prototype { old: a, new: b };
        c.add_at(place, Rule::FunctionPrototypeChanged, whole(g, a), whole(h, b), judged, false);
    }
    if variadic.0 != variadic.1 {
        let rule = if variadic.1 { Rule::FunctionBecameVariadic } else { Rule::FunctionNoLongerVariadic };
        let judged = Evidence::Variadic { old: a, new: b };
        c.add_at(place, rule, whole(g, a), whole(h, b), judged, false);
    }
    noreturn(c, place, a, b);
    let is_symbol = matches!(place.owner, Owner::Link(_))
        && place.subject.kind == SubjectKind::Function
        && place.subject.member.is_none();
    let returns = |g: &Graph, id| super::types::edge_target(g, id, EdgeKind::Return);
    let (t, u) = (returns(g, a), returns(h, b));
    if !c.equal(t, u) {
        by_value(c, place, (t, u), None);
        let result = Place { rule: Rule::ReturnTypeChanged, role: Role::Result, callback: !is_symbol, ..place.clone() };
        uses.push((Place { step: Step::Result(t), ..result }, t, u));
    }

    let params =
        |g: &Graph, id| -> Vec<Edge> { g.edges(id).iter().filter(|e| e.kind == EdgeKind::Param).copied().collect() };
    let (p, q) = (params(g, a), params(h, b));
    // Without a prototype on one side its parameters are not known.
    if plain.0 && p.is_empty() || plain.1 && q.is_empty() {
        return uses;
    }
    let registers = LazyCell::new(|| (callconv::registers(g, a), callconv::registers(h, b)));
    // Whether an argument is looked for where existing callers put it, wherever it stands in the list.
    let stays = |i: usize, j: usize| match &*registers {
        (Some(from), Some(to)) => from[i] == to[j],
        _ => false,
    };
    let moved = reordered(c, place, &p, &q, stays);
    let renamed = moved.is_none();
    let mut both: Vec<(usize, usize)> = Vec::new();
    if let Some(pairs) = moved {
        both = pairs;
    } else if p.len() == q.len() && !names_moved(g, &p, h, &q) {
        both.extend((0..p.len()).map(|i| (i, i)));
    } else {
        let (s, t) = (keys(g, &p, &p, &q), keys(h, &q, &p, &q));
        let ops = align(&s, &t);
        let kept = ops.iter().filter_map(|op| match *op {
            DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
            DiffOp::Replace { old_index, new_index, old_len, new_len } => {
                Some((old_index, new_index, old_len.min(new_len)))
            }
            _ => None,
        });
        let pairs = kept.flat_map(|(i, j, len)| (0..len).map(move |n| (i + n, j + n)));
        let kept: Vec<(usize, usize, bool)> = pairs.map(|(i, j)| (i, j, stays(i, j))).collect();
        let others = Others::new(q.len(), &kept, variadic.1);
        for op in ops {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    both.extend((0..len).map(|i| (old_index + i, new_index + i)));
                }
                DiffOp::Delete { old_index, old_len, .. } => {
                    remove(c, place, is_symbol, &p, old_index..old_index + old_len, &others);
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    insert(c, place, is_symbol, &q, new_index..new_index + new_len, &others);
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    let n = old_len.min(new_len);
                    both.extend((0..n).map(|i| (old_index + i, new_index + i)));
                    remove(c, place, is_symbol, &p, old_index + n..old_index + old_len, &others);
                    insert(c, place, is_symbol, &q, new_index + n..new_index + new_len, &others);
                }
            }
        }
    }
    for (i, j) in both {
        let (e, f) = (&p[i], &q[j]);
        let (from, to) = (g.str(e.name), h.str(f.name));
        if from == to && c.equal(e.target, f.target) {
            continue;
        }
        let mut at =
            Place { rule: Rule::ParameterTypeChanged, role: Role::Parameter, callback: !is_symbol, ..place.clone() };
        if is_symbol && !to.is_empty() {
            at.subject.member = Some(to.to_owned());
        } else if is_symbol {
            at.subject.member = Some(format!("#{}", j + 1));
        }
        at.step = Step::Edge(*e);
        if renamed && from != to && !from.is_empty() && !to.is_empty() {
            let name = |n: &str| Facts { name: Some(n.to_owned()), ..Facts::default() };
            let why = "names of parameters are not part of the interface of C".to_owned();
            c.add_at(&at, Rule::ParameterRenamed, name(from), name(to), (Severity::Cosmetic, why), false);
        }
        by_value(c, &at, (e.target, f.target), Some((a, i)));
        uses.push((at, e.target, f.target));
    }
    uses
}

/// Whether a function of both sides returns, as far as both sides say.
///
/// A definition need not repeat what a header declares: that it does not say `noreturn` is no evidence by itself. What
/// another unit declares is.
fn noreturn(c: &mut Comparison<'_>, place: &Place, a: TypeId, b: TypeId) {
    let (g, h) = (c.old, c.new);
    let (old, new) = c.silent(place);
    let is = |g: &Graph, id, form: Flags| {
        g.node(id).flags.has(Flags::NORETURN)
            || matches!(place.owner, Owner::Link(_)) && form.has(Flags::DECLARED_NORETURN)
    };
    let noreturn = (is(g, a, old), is(h, b, new));
    if noreturn.0 == noreturn.1 || !states_noreturn(g) || !states_noreturn(h) {
        return;
    }
    let silent = if noreturn.0 { new } else { old };
    if silent.has(Flags::SILENT_NORETURN) {
        c.note_unstated(place, "`noreturn`", (u32::from(noreturn.0), u32::from(noreturn.1)));
        return;
    }
    let is_symbol = matches!(place.owner, Owner::Link(_)) && place.subject.member.is_none();
    if noreturn.0 && is_symbol && !new.has(Flags::DECLARED_RETURNING) {
        c.unstated.noreturn(&place.subject.spelt());
        return;
    }
    let facts = |g: &Graph, id, is: bool| {
        let text = spell::function(g, id, "");
        Facts { type_: Some(if is { format!("{NORETURN} {text}") } else { text }), ..Facts::default() }
    };
    let (old, new) = (facts(g, a, noreturn.0), facts(h, b, noreturn.1));
    returns(c, place, old, new, noreturn.1, 0);
}

/// How C spells a function that does not return.
pub const NORETURN: &str = "__attribute__((noreturn))";

/// Whether the evidence of a side tells which functions return: BTF, which has no units, does not.
fn states_noreturn(g: &Graph) -> bool {
    g.objects.iter().any(|o| !o.languages.is_empty())
}

/// A function that does not return any more, or does again. `pointers`: how many lead to it.
pub fn returns(c: &mut Comparison<'_>, place: &Place, old: Facts, new: Facts, noreturn: bool, pointers: u32) {
    let rule = if noreturn { Rule::FunctionBecameNoreturn } else { Rule::FunctionNoLongerNoreturn };
    let judged = match (pointers, noreturn) {
        (0, false) => (
            Severity::Risky,
            "units of NEW declare it without `noreturn`, and existing callers hold no code behind the call: whether it \
             ever returns, the binary does not say",
        ),
        (0, true) => (Severity::Compatible, "existing callers are ready for a return that never comes"),
        (_, false) => (
            Severity::Risky,
            "who called it by its old type holds no code behind the call; whether one returns, the type does not say",
        ),
        (_, true) => (
            Severity::Risky,
            "who calls it by its new type holds no code behind the call; whether an old one returns, the type does not say",
        ),
    };
    c.add_at(place, rule, old, new, (judged.0, judged.1.to_owned()), false);
}

/// Notes a value of a record, whose members may make it travel otherwise. `parameter`: the function of OLD and the index
/// in its list; none for a result.
fn by_value(c: &mut Comparison<'_>, place: &Place, (a, b): (TypeId, TypeId), parameter: Option<(TypeId, usize)>) {
    let (old, new) = (c.old.strip(a), c.new.strip(b));
    if c.old.node(old).kind.is_record() && c.new.node(new).kind.is_record() {
        c.by_value.push(ByValue { owner: place.owner, subject: place.subject.clone(), old, new, parameter });
    }
}

/// Whether a name stands at another place of as many parameters.
fn names_moved(g: &Graph, p: &[Edge], h: &Graph, q: &[Edge]) -> bool {
    let named = p.iter().chain(q).all(|e| !e.name.is_none());
    let places = first_places(q.iter().map(|f| h.str(f.name)));
    named && p.iter().enumerate().any(|(i, e)| places.get(g.str(e.name)).is_some_and(|&j| j != i))
}

/// Where each name stands first.
fn first_places<'n>(names: impl Iterator<Item = &'n str>) -> FastMap<&'n str, usize> {
    let mut places = HashMap::default();
    for (i, name) in names.enumerate() {
        places.entry(name).or_insert(i);
    }
    places
}

/// What parameters are aligned by: the name where all have one, else the type.
fn keys<'g>(g: &'g Graph, list: &[Edge], p: &[Edge], q: &[Edge]) -> Vec<Cow<'g, str>> {
    let named = p.iter().chain(q).all(|e| !e.name.is_none());
    let key = |e: &Edge| if named { g.str(e.name).into() } else { spell::brief(g, e.target).into() };
    list.iter().map(key).collect()
}

fn param_place(place: &Place, is_symbol: bool, g: &Graph, e: &Edge, index: usize) -> Place {
    let mut at = place.clone();
    if is_symbol {
        let name = g.str(e.name);
        at.subject.member = Some(if name.is_empty() { format!("#{}", index + 1) } else { name.to_owned() });
    }
    at
}

fn param_facts(g: &Graph, e: &Edge, index: usize) -> Facts {
    Facts {
        type_: Some(spell::declaration(g, e.target, g.str(e.name))),
        value: Some(index as i128),
        ..Facts::default()
    }
}

/// What became of the other parameters where some came or went.
struct Others {
    /// How many NEW has.
    count: usize,
    /// The last of OLD that travels elsewhere now.
    moved: Option<usize>,
    /// Whether each stands where it did in the list, or at least travels where it did.
    keep_places: bool,
    /// NEW takes variable arguments.
    variable: bool,
}

impl Others {
    /// `kept`: those of both sides: index in OLD, index in NEW, whether they travel where they did.
    fn new(count: usize, kept: &[(usize, usize, bool)], variable: bool) -> Self {
        Self {
            count,
            moved: kept.iter().filter(|k| !k.2).map(|k| k.0).max(),
            keep_places: kept.iter().all(|&(i, j, stays)| i == j || stays),
            variable,
        }
    }

    fn all_stay(&self) -> bool {
        self.moved.is_none()
    }

    fn keep_places(&self) -> bool {
        self.keep_places
    }

    /// Whether those behind parameter `i` of OLD travel where they did.
    fn stay_behind(&self, i: usize) -> bool {
        self.moved.is_none_or(|moved| moved <= i)
    }
}

/// Parameters that went away.
fn remove(
    c: &mut Comparison<'_>,
    place: &Place,
    is_symbol: bool,
    p: &[Edge],
    range: std::ops::Range<usize>,
    others: &Others,
) {
    let g = c.old;
    for i in range {
        let judged = if !is_symbol {
            let why = "whoever implements or calls it by its old type still passes or expects it";
            (Severity::Breaking, why)
        } else if !others.stay_behind(i) && i >= others.count {
            let why = "arguments behind it moved, and what existing callers ask for with it is ignored; whether they rely \
                       on it, the binary does not say";
            (Severity::Risky, why)
        } else if (i >= others.count || others.all_stay()) && others.variable {
            let why = "nothing moves, and existing callers still pass it, where NEW takes variable arguments: whether NEW \
                       reads it there with `va_arg`, the binary does not say";
            (Severity::Risky, why)
        } else if i >= others.count || others.all_stay() {
            let why = "nothing moves, but what existing callers ask for with it is ignored; whether they rely on it, \
                       the binary does not say";
            (Severity::Risky, why)
        } else {
            (Severity::Breaking, "the arguments behind it arrive as other parameters")
        };
        let at = param_place(place, is_symbol, g, &p[i], i);
        let facts = param_facts(g, &p[i], i);
        c.one_sided(&at, Rule::ParameterRemoved, Some(facts), None, (judged.0, judged.1.to_owned()));
    }
}

/// Parameters that came.
fn insert(
    c: &mut Comparison<'_>,
    place: &Place,
    is_symbol: bool,
    q: &[Edge],
    range: std::ops::Range<usize>,
    others: &Others,
) {
    let h = c.new;
    for j in range.clone() {
        let why = if !is_symbol && others.keep_places() {
            "whoever implements it by its old type ignores it; whoever calls it by its old type does not pass it, and \
             whatever lies in its place is read"
        } else if !is_symbol {
            "whoever implements or calls it by its old type does not know it, and takes others for what stands there"
        } else if range.end < q.len() && !others.keep_places() {
            "existing callers do not pass it, and what they pass arrives as other parameters"
        } else {
            "existing callers do not pass it: it holds whatever lies in its register or place on the stack"
        };
        let at = param_place(place, is_symbol, h, &q[j], j);
        let facts = param_facts(h, &q[j], j);
        c.one_sided(&at, Rule::ParameterAdded, None, Some(facts), (Severity::Breaking, why.to_owned()));
    }
}

/// The same parameters in another order, by names if there are any, else by distinct types; or names that moved on
/// to other parameters while the types stayed. Returns what belongs together: indices into both lists.
fn reordered(
    c: &mut Comparison<'_>,
    place: &Place,
    p: &[Edge],
    q: &[Edge],
    stays: impl Fn(usize, usize) -> bool,
) -> Option<Vec<(usize, usize)>> {
    if p.len() != q.len() || p.len() < 2 {
        return None;
    }
    let (g, h) = (c.old, c.new);
    if p.iter().zip(q).all(|(e, f)| c.equal(e.target, f.target) && g.str(e.name) == h.str(f.name)) {
        return None;
    }
    let (s, t) = (keys(g, p, p, q), keys(h, q, p, q));
    if s == t {
        return None;
    }
    // As spelt: a struct that changed is another finding.
    let types_stay = p.iter().zip(q).all(|(e, f)| spell::brief(g, e.target) == spell::brief(h, f.target));
    let distinct = |keys: &[Cow<'_, str>]| {
        let mut sorted: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        sorted.sort_unstable();
        sorted.windows(2).all(|w| w[0] != w[1])
    };
    let places = first_places(t.iter().map(AsRef::as_ref));
    let all: Option<Vec<(usize, usize)>> = (0..p.len()).map(|i| places.get(s[i].as_ref()).map(|&j| (i, j))).collect();
    let whole = all.filter(|_| distinct(&s) && distinct(&t));
    let shifted = types_stay && names_moved(g, p, h, q);
    if whole.is_none() && !shifted {
        return None;
    }
    let judged = if types_stay {
        let why = "the types stayed in place and only the names say that the meaning moved";
        (Severity::Risky, why.to_owned())
    } else if whole.iter().flatten().all(|&(i, j)| stays(i, j)) {
        let why = "each argument travels in the registers that it did, which are counted by kind; calls have to be \
                   written otherwise";
        (Severity::Source, why.to_owned())
    } else {
        (Severity::Breaking, "each argument arrives as another parameter".to_owned())
    };
    let list = |g: &Graph, p: &[Edge]| {
        let v: Vec<String> = p.iter().map(|e| spell::declaration(g, e.target, g.str(e.name))).collect();
        Facts { type_: Some(v.join(", ")), ..Facts::default() }
    };
    c.add_at(place, Rule::ParameterReordered, list(g, p), list(h, q), judged, false);
    Some(if types_stay { (0..p.len()).map(|i| (i, i)).collect() } else { whole.unwrap_or_default() })
}
