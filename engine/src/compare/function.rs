//! Function types: parameters aligned by name where both sides have names, else by type and place.

use std::borrow::Cow;
use std::cell::LazyCell;

use hashbrown::HashMap;
use similar::DiffOp;

use super::align::align;
use super::change::{Evidence, Owner, Step};
use super::types::{ByValue, Comparison, Place, Role};
use crate::graph::peel::peel_qualifiers;
use crate::graph::{Edge, EdgeFlags, EdgeKind, Flags, Graph, TypeId, spell, trivial};
use crate::ground::maps::{FastMap, Sides};
use crate::rules::doubt::{Side, Statement};
use crate::rules::facts::{self, Facts, SubjectKind};
use crate::rules::reason::{DeclaredReason, FunctionReason};
use crate::rules::said::{Said, Trait};
use crate::rules::{Rule, callconv};

/// Compares two function types; what is left to compare are the uses in them.
pub fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old_type: TypeId,
    new_type: TypeId,
) -> Vec<(Place, TypeId, TypeId)> {
    convention(comparison, place, old_type, new_type);
    prototype(comparison, place, old_type, new_type);
    noreturn(comparison, place, old_type, new_type);
    let is_symbol = matches!(place.owner, Owner::Link(_))
        && place.subject.kind == SubjectKind::Function
        && place.subject.member.is_none();
    let mut uses = Vec::new();
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let result = |graph: &Graph, id| super::types::edge_target(graph, id, EdgeKind::Return);
    let (from, to) = (result(comparison.old, old_type), result(comparison.new, new_type));
    let (from, to) = passed(comparison, from, to);
    if !comparison.equal(from, to) {
        by_value(comparison, place, (from, to), None);
        let at = Place { rule: Rule::ReturnTypeChanged, role: Role::Result, callback: !is_symbol, ..place.clone() };
        uses.push((Place { step: Step::Result(from), ..at }, from, to));
    }
    let has_this = |graph: &Graph, id| graph.edges(id).iter().any(is_this);
    let this = (has_this(old_graph, old_type), has_this(new_graph, new_type));
    if this.0 == this.1 {
        parameters(comparison, place, (old_type, new_type), is_symbol, &mut uses);
    } else {
        // Every argument stands elsewhere for it.
        let (rule, reason) = if this.0 {
            (Rule::MemberBecameStatic, DeclaredReason::ThisTakenForArgument)
        } else {
            (Rule::MemberNoLongerStatic, DeclaredReason::NoThisPassed)
        };
        let facts = |graph: &Graph, id, is| Facts {
            type_: Some(spell::function(graph, id, "")),
            ..Facts::saying(Said::Is(Trait::Static, is))
        };
        let (old, new) = (facts(old_graph, old_type, !this.0), facts(new_graph, new_type, !this.1));
        comparison.add_at(place, rule, old, new, reason, false);
    }
    uses
}

/// Types of a parameter or result on both sides, without the qualifiers of the value itself where a side is a dump: those
/// are no part of a function's type (C11 6.7.6.3 p15), and some dumps leave them out.
fn passed(comparison: &Comparison<'_>, from: TypeId, to: TypeId) -> (TypeId, TypeId) {
    if !comparison.old.is_dump() && !comparison.new.is_dump() {
        return (from, to);
    }
    (peel_qualifiers(comparison.old, from).0, peel_qualifiers(comparison.new, to).0)
}

/// The parameter that no source states.
fn is_this(edge: &Edge) -> bool {
    edge.kind == EdgeKind::Param && edge.flags.has(EdgeFlags::ARTIFICIAL)
}

/// A function type as C writes it.
fn whole(graph: &Graph, id: TypeId) -> Facts {
    Facts { type_: Some(spell::function(graph, id, "")), ..Facts::default() }
}

/// Another calling convention.
fn convention(comparison: &mut Comparison<'_>, place: &Place, old_type: TypeId, new_type: TypeId) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (x, y) = (old_graph.node(old_type).aux, new_graph.node(new_type).aux);
    if x == y {
        return;
    }
    let (old, new) = comparison.silent(place);
    let silent = if x == 0 { old } else { new };
    if (x == 0 || y == 0) && silent.has(Flags::SILENT_CONVENTION) {
        let stated = (u32::from(x != 0), u32::from(y != 0));
        comparison.note_unstated(place, Statement::CallingConvention, stated);
        return;
    }
    let reason = FunctionReason::ConventionsDiffer;
    comparison.add_at(
        place,
        Rule::CallingConventionChanged,
        whole(old_graph, old_type),
        whole(new_graph, new_type),
        reason,
        false,
    );
}

/// How many parameters a function has on each side. `None` without a prototype, unless the function itself is defined so:
/// what a declaration or a pointer leaves open, nobody knows.
fn counts(comparison: &Comparison<'_>, place: &Place, old_type: TypeId, new_type: TypeId) -> [Option<usize>; 2] {
    let forms = comparison.silent(place);
    let one = |graph: &Graph, id, form: Flags| {
        let count = graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Param).count();
        let defined = matches!(place.step, Step::None) && form.has(Flags::OLD_STYLE);
        (count > 0 || defined || !graph.node(id).flags.has(Flags::UNPROTOTYPED)).then_some(count)
    };
    [one(comparison.old, old_type, forms.0), one(comparison.new, new_type, forms.1)]
}

/// A prototype, or variable arguments, that came or went.
fn prototype(comparison: &mut Comparison<'_>, place: &Place, old_type: TypeId, new_type: TypeId) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (x, y) = (old_graph.node(old_type).flags, new_graph.node(new_type).flags);
    let known = match counts(comparison, place, old_type, new_type) {
        [Some(from), Some(to)] => Some(from == to),
        _ => None,
    };
    // A dump is no evidence of a prototype: it may have been made of debug information that lists no parameters.
    let bare = if x.has(Flags::UNPROTOTYPED) { new_graph } else { old_graph };
    let is_open = bare.is_dump() && old_graph.is_dump() != new_graph.is_dump();
    // Parameters that came or went tell more.
    if x.has(Flags::UNPROTOTYPED) != y.has(Flags::UNPROTOTYPED) && known != Some(false) && !is_open {
        let types = Sides { old: old_type, new: new_type };
        let evidence = Evidence::Prototype { types, known: known.is_some() };
        comparison.add_at(
            place,
            Rule::FunctionPrototypeChanged,
            whole(old_graph, old_type),
            whole(new_graph, new_type),
            evidence,
            false,
        );
    }
    let (was, is) = (x.has(Flags::VARIADIC), y.has(Flags::VARIADIC));
    if was != is {
        let rule = if is { Rule::FunctionBecameVariadic } else { Rule::FunctionNoLongerVariadic };
        let evidence = Evidence::Variadic(Sides { old: old_type, new: new_type });
        comparison.add_at(place, rule, whole(old_graph, old_type), whole(new_graph, new_type), evidence, false);
    }
}

/// Whether both are `this`, of classes that bear different names. The name of the function tells its class; where one
/// body serves the functions of several (a destructor that does no more than that of the base), debug information
/// describes one of them.
fn is_other_class(comparison: &Comparison<'_>, e: &Edge, f: &Edge) -> bool {
    let this = EdgeFlags::ARTIFICIAL;
    if !e.flags.has(this) || !f.flags.has(this) {
        return false;
    }
    let class = |graph: &Graph, id| graph.strip(graph.target(graph.strip(id)));
    let (old, new) = (comparison.old, comparison.new);
    old.name(class(old, e.target)) != new.name(class(new, f.target))
}

/// Compares the parameters; adds the uses in them.
fn parameters(
    comparison: &mut Comparison<'_>,
    place: &Place,
    (a, b): (TypeId, TypeId),
    is_symbol: bool,
    uses: &mut Vec<(Place, TypeId, TypeId)>,
) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let list = |graph: &Graph, id| -> Vec<Edge> {
        graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Param).copied().collect()
    };
    let (p, q) = (list(old_graph, a), list(new_graph, b));
    if counts(comparison, place, a, b).contains(&None) {
        return;
    }
    let registers = LazyCell::new(|| (callconv::registers(old_graph, a), callconv::registers(new_graph, b)));
    // Whether an argument is looked for where existing callers put it, wherever it stands in the list.
    let stays = |i: usize, j: usize| match &*registers {
        (Some(from), Some(to)) => from[i] == to[j],
        _ => false,
    };
    // The names of both, which are one, tell the same parameters.
    let is_told = |list: &[Edge]| list.iter().any(|e| e.flags.has(EdgeFlags::UNLISTED));
    let by_place = p.len() == q.len() && (is_told(&p) || is_told(&q));
    let moved = if by_place { None } else { reordered(comparison, place, &p, &q, stays) };
    let are_renamed = moved.is_none();
    let both = match moved {
        Some(pairs) => pairs,
        None if by_place || p.len() == q.len() && !names_moved(old_graph, &p, new_graph, &q) => {
            (0..p.len()).map(|i| (i, i)).collect()
        }
        None => {
            let types = Sides { old: a, new: b };
            came_and_went(comparison, place, is_symbol, (&p, &q), types, stays)
        }
    };
    for (i, j) in both {
        let (e, f) = (&p[i], &q[j]);
        let (from, to) = (old_graph.str(e.name), new_graph.str(f.name));
        let (e_type, f_type) = passed(comparison, e.target, f.target);
        if from == to && comparison.equal(e_type, f_type) || is_other_class(comparison, e, f) {
            continue;
        }
        let mut at =
            Place { rule: Rule::ParameterTypeChanged, role: Role::Parameter, callback: !is_symbol, ..place.clone() };
        if is_symbol {
            at.subject.member = Some(facts::parameter(to, j));
        }
        at.step = Step::Edge(*e);
        if are_renamed && from != to && !from.is_empty() && !to.is_empty() {
            let name = |n: &str| Facts { name: Some(n.to_owned()), ..Facts::default() };
            let reason = FunctionReason::NamesAreNoInterface;
            comparison.add_at(&at, Rule::ParameterRenamed, name(from), name(to), reason, false);
        }
        by_value(comparison, &at, (e.target, f.target), Some((a, i)));
        if !e.flags.has(EdgeFlags::UNLISTED) && !f.flags.has(EdgeFlags::UNLISTED) {
            uses.push((at, e_type, f_type));
            continue;
        }
        let (from, to) = (old_graph.strip(e.target), new_graph.strip(f.target));
        if old_graph.name(from) == new_graph.name(to) {
            uses.push((at, from, to));
        }
    }
}

/// Parameters that came or went, where the lists are aligned. Returns what belongs together: indices into both.
fn came_and_went(
    comparison: &mut Comparison<'_>,
    place: &Place,
    is_symbol: bool,
    (p, q): (&[Edge], &[Edge]),
    types: Sides<TypeId>,
    stays: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let (s, t) = (keys(comparison.old, p, p, q), keys(comparison.new, q, p, q));
    let ops = align(&s, &t);
    let kept = ops.iter().filter_map(|op| match *op {
        DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
        DiffOp::Replace { old_index, new_index, old_len, new_len } => {
            Some((old_index, new_index, old_len.min(new_len)))
        }
        _ => None,
    });
    let both: Vec<(usize, usize)> = kept.flat_map(|(i, j, len)| (0..len).map(move |n| (i + n, j + n))).collect();
    let (lost, got) =
        (left_out(comparison, place, is_symbol, p, true), left_out(comparison, place, is_symbol, q, false));
    let kept: Vec<(usize, usize, bool)> = both.iter().map(|&(i, j)| (i, j, stays(i, j))).collect();
    let variable = (
        comparison.old.node(types.old).flags.has(Flags::VARIADIC),
        comparison.new.node(types.new).flags.has(Flags::VARIADIC),
    );
    let others = Others::new(types, p.len(), q.len(), &kept, variable);
    for op in ops {
        let (old, new) = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { old_index, old_len, .. } => (old_index..old_index + old_len, 0..0),
            DiffOp::Insert { new_index, new_len, .. } => (0..0, new_index..new_index + new_len),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let n = old_len.min(new_len);
                (old_index + n..old_index + old_len, new_index + n..new_index + new_len)
            }
        };
        for (range, known, side) in [(&old, &lost, Side::New), (&new, &got, Side::Old)] {
            if range.clone().any(|i| known[i]) {
                comparison.unstated.unlisted(side, &place.subject);
            }
        }
        remove(comparison, place, is_symbol, p, old.filter(|&i| !lost[i]), &others);
        let end = new.end;
        insert(comparison, place, is_symbol, q, (new.filter(|&j| !got[j]), end), &others);
    }
    both
}

/// Which of the parameters of one side the other side, if clang made it, may have and not list: no name tells those of
/// C. Without optimizing clang lists none that travels by the address of a copy and that no code reads.
fn left_out(comparison: &Comparison<'_>, place: &Place, is_symbol: bool, list: &[Edge], of_old: bool) -> Vec<bool> {
    let (old, new) = comparison.silent(place);
    let (graph, other) = if of_old { (comparison.old, new) } else { (comparison.new, old) };
    let by_clang = other.has(Flags::SILENT_NORETURN_TYPE)
        && !other.has(Flags::SILENT_CONVENTION)
        && !other.has(Flags::SILENT_RESTRICT);
    let may_be = |e: &Edge| {
        let class = graph.strip(e.target);
        let by_address = || {
            trivial::travel(graph, class) != trivial::Travel::ByValue
                || graph.machine.e_machine == callconv::machine::AARCH64
                    && callconv::parameter(graph, class) == callconv::Passing::Reference
        };
        by_clang && is_symbol && graph.node(class).kind.is_record() && by_address()
    };
    list.iter().map(may_be).collect()
}

/// Whether a function of both sides returns, as far as both sides say.
///
/// A definition need not repeat what a header declares: that it does not say `noreturn` is no evidence by itself. What
/// another unit declares is.
fn noreturn(comparison: &mut Comparison<'_>, place: &Place, old_type: TypeId, new_type: TypeId) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (old, new) = comparison.silent(place);
    let is = |graph: &Graph, id, form: Flags| {
        graph.node(id).flags.has(Flags::NORETURN)
            || matches!(place.owner, Owner::Link(_)) && form.has(Flags::DECLARED_NORETURN)
    };
    let noreturn = (is(old_graph, old_type, old), is(new_graph, new_type, new));
    if noreturn.0 == noreturn.1 || !states_noreturn(old_graph) || !states_noreturn(new_graph) {
        return;
    }
    let silent = if noreturn.0 { new } else { old };
    if silent.has(Flags::SILENT_NORETURN) {
        comparison.note_unstated(place, Statement::Noreturn, (u32::from(noreturn.0), u32::from(noreturn.1)));
        return;
    }
    let is_symbol = matches!(place.owner, Owner::Link(_)) && place.subject.member.is_none();
    if noreturn.0 && is_symbol && !new.has(Flags::DECLARED_RETURNING) && !is_member(comparison, place, new_type) {
        comparison.unstated.noreturn(&place.subject);
        return;
    }
    let facts =
        |graph: &Graph, id, is: bool| Facts { type_: Some(spell::function_that(graph, id, is)), ..Facts::default() };
    let (old, new) = (facts(old_graph, old_type, noreturn.0), facts(new_graph, new_type, noreturn.1));
    returns(comparison, place, old, new, noreturn.1, 0);
}

/// Whether a function of NEW is a member of a class: the class says what its header says.
fn is_member(comparison: &Comparison<'_>, place: &Place, function: TypeId) -> bool {
    let graph = comparison.new;
    let takes_this = |e: &Edge| e.kind == EdgeKind::Param && e.flags.has(EdgeFlags::ARTIFICIAL);
    graph.edges(function).iter().any(takes_this) || comparison.declares(false, &place.subject.name)
}

/// Whether the evidence of a side tells which functions return: BTF, which has no units, does not.
fn states_noreturn(graph: &Graph) -> bool {
    graph.objects.iter().any(|o| !o.languages.is_empty())
}

/// A function that does not return any more, or does again. `pointers`: how many lead to it.
pub fn returns(comparison: &mut Comparison<'_>, place: &Place, old: Facts, new: Facts, noreturn: bool, pointers: u32) {
    let rule = if noreturn { Rule::FunctionBecameNoreturn } else { Rule::FunctionNoLongerNoreturn };
    let reason = match (pointers, noreturn) {
        (0, false) => FunctionReason::CallersEndWithTheCall,
        (0, true) => FunctionReason::CallersAreReady,
        (_, false) => FunctionReason::OldTypeEndsWithTheCall,
        (_, true) => FunctionReason::NewTypeEndsWithTheCall,
    };
    comparison.add_at(place, rule, old, new, reason, false);
}

/// Notes a value of a record, whose members may make it travel otherwise. `parameter`: the function of OLD and the index
/// in its list; none for a result.
fn by_value(
    comparison: &mut Comparison<'_>,
    place: &Place,
    (a, b): (TypeId, TypeId),
    parameter: Option<(TypeId, usize)>,
) {
    let (old, new) = (comparison.old.strip(a), comparison.new.strip(b));
    if comparison.old.node(old).kind.is_record() && comparison.new.node(new).kind.is_record() {
        comparison.by_value.push(ByValue { owner: place.owner, subject: place.subject.clone(), old, new, parameter });
    }
}

/// Whether a name stands at another place of as many parameters.
fn names_moved(old_graph: &Graph, old_list: &[Edge], new_graph: &Graph, new_list: &[Edge]) -> bool {
    let named = old_list.iter().chain(new_list).all(|e| !e.name.is_none());
    let places = first_places(new_list.iter().map(|f| new_graph.str(f.name)));
    named && old_list.iter().enumerate().any(|(i, e)| places.get(old_graph.str(e.name)).is_some_and(|&j| j != i))
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
fn keys<'g>(graph: &'g Graph, list: &[Edge], old_list: &[Edge], new_list: &[Edge]) -> Vec<Cow<'g, str>> {
    let named = old_list.iter().chain(new_list).all(|e| !e.name.is_none());
    let key = |e: &Edge| if named { graph.str(e.name).into() } else { spell::brief(graph, e.target).into() };
    list.iter().map(key).collect()
}

fn param_place(place: &Place, is_symbol: bool, graph: &Graph, edge: &Edge, index: usize) -> Place {
    let mut at = place.clone();
    if is_symbol {
        at.subject.member = Some(facts::parameter(graph.str(edge.name), index));
    }
    at
}

fn param_facts(graph: &Graph, edge: &Edge, index: usize) -> Facts {
    Facts {
        type_: Some(spell::declaration(graph, edge.target, graph.str(edge.name))),
        value: Some(index as i128),
        ..Facts::default()
    }
}

/// What became of the other parameters where some came or went.
struct Others {
    /// The two functions.
    types: Sides<TypeId>,
    /// How many OLD has.
    before: usize,
    /// How many NEW has.
    count: usize,
    /// The last of OLD that travels elsewhere now.
    moved: Option<usize>,
    /// Whether each stands where it did in the list, or at least travels where it did.
    keep_places: bool,
    /// NEW takes variable arguments.
    variable: bool,
    /// OLD did, and all that it names stand where they stood.
    was_variable: bool,
}

impl Others {
    /// `kept`: those of both sides: index in OLD, index in NEW, whether they travel where they did.
    fn new(
        types: Sides<TypeId>,
        before: usize,
        count: usize,
        kept: &[(usize, usize, bool)],
        (was_variable, variable): (bool, bool),
    ) -> Self {
        let in_place = || kept.len() == before && kept.iter().all(|&(i, j, _)| i == j);
        Self {
            types,
            before,
            count,
            was_variable: was_variable && in_place(),
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

    /// What stands where parameter `j` of NEW is looked for, where existing callers may have passed it among others.
    fn among_variable(&self, comparison: &Comparison<'_>, j: usize, parameter: &Edge) -> Option<FunctionReason> {
        if !self.was_variable || j < self.before {
            return None;
        }
        let (old, new) = ((comparison.old, self.types.old), (comparison.new, self.types.new));
        match callconv::promoted(old, new, parameter.target) {
            callconv::Promoted::Alike => Some(FunctionReason::PerhapsAmongVariable),
            callconv::Promoted::Double => Some(FunctionReason::PassedAsDouble),
            callconv::Promoted::Elsewhere => None,
        }
    }

    /// Whether those behind parameter `i` of OLD travel where they did.
    fn stay_behind(&self, i: usize) -> bool {
        self.moved.is_none_or(|moved| moved <= i)
    }
}

/// Parameters that went away.
fn remove(
    comparison: &mut Comparison<'_>,
    place: &Place,
    is_symbol: bool,
    p: &[Edge],
    which: impl Iterator<Item = usize>,
    others: &Others,
) {
    let graph = comparison.old;
    for i in which {
        let reason = if !is_symbol {
            FunctionReason::StillPassedOrExpected
        } else if !others.stay_behind(i) && i >= others.count {
            FunctionReason::IgnoredAndOthersMoved
        } else if (i >= others.count || others.all_stay()) && others.variable {
            FunctionReason::PassedAmongVariable
        } else if i >= others.count || others.all_stay() {
            FunctionReason::Ignored
        } else {
            FunctionReason::OthersArrive
        };
        let at = param_place(place, is_symbol, graph, &p[i], i);
        comparison.one_sided(&at, Rule::ParameterRemoved, Some(param_facts(graph, &p[i], i)), None, reason);
    }
}

/// Parameters that came.
fn insert(
    comparison: &mut Comparison<'_>,
    place: &Place,
    is_symbol: bool,
    q: &[Edge],
    (which, end): (impl Iterator<Item = usize>, usize),
    others: &Others,
) {
    let h = comparison.new;
    for j in which {
        let reason = if let Some(reason) = others.among_variable(comparison, j, &q[j]) {
            reason
        } else if !is_symbol && others.keep_places() {
            FunctionReason::NotPassedToNewType
        } else if !is_symbol {
            FunctionReason::OthersTakenForIt
        } else if end < q.len() && !others.keep_places() {
            FunctionReason::NotPassedAndOthersArrive
        } else {
            FunctionReason::NotPassed
        };
        let at = param_place(place, is_symbol, h, &q[j], j);
        comparison.one_sided(&at, Rule::ParameterAdded, None, Some(param_facts(h, &q[j], j)), reason);
    }
}

/// The same parameters in another order, by names if there are any, else by distinct types; or names that moved on
/// to other parameters while the types stayed. Returns what belongs together: indices into both lists.
fn reordered(
    comparison: &mut Comparison<'_>,
    place: &Place,
    p: &[Edge],
    q: &[Edge],
    stays: impl Fn(usize, usize) -> bool,
) -> Option<Vec<(usize, usize)>> {
    if p.len() != q.len() || p.len() < 2 {
        return None;
    }
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    if p.iter()
        .zip(q)
        .all(|(e, f)| comparison.equal(e.target, f.target) && old_graph.str(e.name) == new_graph.str(f.name))
    {
        return None;
    }
    let (s, t) = (keys(old_graph, p, p, q), keys(new_graph, q, p, q));
    if s == t {
        return None;
    }
    // As spelt: a struct that changed is another finding.
    let types_stay =
        p.iter().zip(q).all(|(e, f)| spell::brief(old_graph, e.target) == spell::brief(new_graph, f.target));
    let distinct = |keys: &[Cow<'_, str>]| {
        let mut sorted: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        sorted.sort_unstable();
        sorted.windows(2).all(|w| w[0] != w[1])
    };
    let places = first_places(t.iter().map(AsRef::as_ref));
    let all: Option<Vec<(usize, usize)>> = (0..p.len()).map(|i| places.get(s[i].as_ref()).map(|&j| (i, j))).collect();
    let whole = all.filter(|_| distinct(&s) && distinct(&t));
    let shifted = types_stay && names_moved(old_graph, p, new_graph, q);
    if whole.is_none() && !shifted {
        return None;
    }
    let reason = if types_stay {
        FunctionReason::OnlyNamesMoved
    } else if whole.iter().flatten().all(|&(i, j)| stays(i, j)) {
        FunctionReason::EachTravelsAsBefore
    } else {
        FunctionReason::EachArrivesAsAnother
    };
    let list = |graph: &Graph, p: &[Edge]| {
        let v: Vec<String> = p.iter().map(|e| spell::declaration(graph, e.target, graph.str(e.name))).collect();
        Facts { type_: Some(v.join(", ")), ..Facts::default() }
    };
    comparison.add_at(place, Rule::ParameterReordered, list(old_graph, p), list(new_graph, q), reason, false);
    Some(if types_stay { (0..p.len()).map(|i| (i, i)).collect() } else { whole.unwrap_or_default() })
}
