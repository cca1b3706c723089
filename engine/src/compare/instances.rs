//! Instances of one template that differ in their arguments.

use std::borrow::Cow;

use super::change::Owner;
use super::types::{Comparison, Named};
use crate::graph::cpp_name::{arguments, leaves, without_arguments};
use crate::graph::{Edge, EdgeKind, Flags, Graph, Kind, TypeId};
use crate::rules::callconv;

/// More pairs of arguments than people write; the rest counts as different.
const MOST: usize = 256;

impl<'g> Comparison<'g> {
    /// Whether two types are what a template, or something in it, is with other arguments.
    pub(crate) fn are_instances(&self, old: TypeId, new: TypeId) -> bool {
        let declared = |graph: &Graph, id: TypeId| graph.node(id).flags.has(Flags::DECLARATION);
        !declared(self.old, old) && !declared(self.new, new) && self.are_named_as_instances(old, new)
    }

    /// The same where a side may hold no definition.
    pub(crate) fn are_named_as_instances(&self, old: TypeId, new: TypeId) -> bool {
        let is = |graph: &Graph, id: TypeId| graph.node(id).kind.is_tagged() && !graph.is_of_rust(id);
        is(self.old, old) && is(self.new, new) && of_one_template(self.old.name(old), self.new.name(new))
    }

    /// Whether two instances are of one definition of the template, as far as names tell: the bases and members of both are
    /// called alike. A specialization may be made otherwise, and then members are no pairs: `std::atomic<int>` has its value
    /// in a base, and that of an enum in a member.
    pub(crate) fn are_made_alike(&self, old: TypeId, new: TypeId) -> bool {
        fn names(graph: &Graph, id: TypeId) -> Vec<Cow<'_, str>> {
            let whole = graph.name(id);
            let given: Vec<&str> = arguments(whole.as_bytes()).iter().map(|&(start, end)| &whole[start..end]).collect();
            let name = |e: &Edge| match e.kind {
                // It may derive of what it is given.
                EdgeKind::Base if given.contains(&graph.name(graph.strip(e.target))) => Some(Cow::Borrowed("")),
                EdgeKind::Base => Some(base_key(graph.name(graph.strip(e.target)), true)),
                EdgeKind::Member => Some(Cow::Borrowed(graph.str(e.name))),
                _ => None,
            };
            graph.edges(id).iter().filter_map(name).collect()
        }
        names(self.old, old) == names(self.new, new)
    }

    /// Whether what an owner is made of follows the arguments of its template.
    pub(crate) fn is_instance(&self, owner: Owner) -> bool {
        let Owner::Pair(pair) = owner else { return false };
        let pair = &self.pairs[pair.0 as usize];
        pair.old.zip(pair.new).is_some_and(|(old, new)| self.are_instances(old, new))
    }

    /// Whether the arguments in which two instances differ are other names of the same: types that got another name, and
    /// numbers of one kind and size.
    pub(crate) fn have_equal_arguments(&self, old: TypeId, new: TypeId) -> bool {
        let mut left = vec![(self.old.name(old), self.new.name(new))];
        let mut budget = MOST;
        while let Some((a, b)) = left.pop() {
            if a == b {
                continue;
            }
            budget -= 1;
            if budget == 0 {
                return false;
            }
            let (a, b) = without_common(a, b);
            let (x, y) = (arguments(a.as_bytes()), arguments(b.as_bytes()));
            let scope = |name: &'g str, list: &[(usize, usize)]| list.first().map(|first| &name[..first.0]);
            if !x.is_empty() && x.len() == y.len() && scope(a, &x) == scope(b, &y) {
                left.extend(x.iter().zip(&y).map(|(&(s, e), &(t, f))| (&a[s..e], &b[t..f])));
                continue;
            }
            let (Some(&one), Some(&other)) = (self.named(true).get(a), self.named(false).get(b)) else { return false };
            let (k, l) = (self.old.node(one).kind, self.new.node(other).kind);
            let same = if k == Kind::Base && l == Kind::Base {
                let (x, y) = (callconv::scalar_class(self.old, one), callconv::scalar_class(self.new, other));
                x == y && x.as_integer().is_some()
            } else {
                k.is_tagged() && l.is_tagged() && self.renamed(one, other)
            };
            if !same {
                return false;
            }
        }
        true
    }
}

impl<'g> Comparison<'g> {
    /// What arguments of templates may name on a side.
    fn named(&self, of_old: bool) -> &Named<'g> {
        let graph = if of_old { self.old } else { self.new };
        self.named[usize::from(of_old)].get_or_init(|| named_of(graph))
    }

    /// Whether the names of two classes differ at most in how values of enums among their arguments are spelt: a compiler
    /// that only declares a class may write the enumerator, of which the number is not known where no unit has the enum.
    pub(crate) fn same_but_for_enumerators(&self, old: &str, new: &str) -> bool {
        if !old.contains('<') || !new.contains('<') || old == new {
            return false;
        }
        let (x, y) = (leaves(old.as_bytes()), leaves(new.as_bytes()));
        if x.len() != y.len() || x.len() > MOST {
            return false;
        }
        let (mut from, mut to) = (0, 0);
        for (&(s, e), &(t, f)) in x.iter().zip(&y) {
            let between = old.get(from..s).zip(new.get(to..t));
            let values = old.get(s..e).zip(new.get(t..f));
            let Some(((a, b), (i, j))) = between.zip(values) else { return false };
            if a != b || i != j && !self.may_be_one_value(i, j) {
                return false;
            }
            (from, to) = (e, f);
        }
        old.get(from..) == new.get(to..)
    }

    /// Whether of two arguments one is a number and the other an enumerator of this value, or of one that is not known.
    fn may_be_one_value(&self, a: &str, b: &str) -> bool {
        let number = |text: &str| text.parse::<i128>().ok();
        let is_name = |text: &str| {
            let starts = text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '(');
            starts && !text.ends_with(['*', '&', ' ', ')']) && !text.contains(' ')
        };
        let (value, name) = match (number(a), number(b)) {
            (Some(value), None) if is_name(b) => (value, b),
            (None, Some(value)) if is_name(a) => (value, a),
            _ => return false,
        };
        if self.named(true).contains_key(name) || self.named(false).contains_key(name) {
            return false;
        }
        self.enumerators.may_be((self.old, self.new), name, value)
    }
}

/// By what bases of a class are the same on both sides: their names, where the class is another instance of its template
/// without their arguments.
pub(super) fn base_key(name: &str, is_instance: bool) -> Cow<'_, str> {
    if is_instance { without_arguments(name).map_or(Cow::Borrowed(name), Cow::Owned) } else { Cow::Borrowed(name) }
}

/// Whether two names differ in the arguments of templates alone.
pub(super) fn of_one_template(old: &str, new: &str) -> bool {
    fn scope(name: &str) -> Option<&str> {
        name.split_once('<').map(|(scope, _)| scope)
    }
    old != new
        && scope(old).is_some()
        && scope(old) == scope(new)
        && without_arguments(old).is_some_and(|rest| Some(rest) == without_arguments(new))
}

/// Two arguments without the qualifiers and the pointers that both have.
fn without_common<'t>(mut a: &'t str, mut b: &'t str) -> (&'t str, &'t str) {
    while let (Some(x), Some(y)) = (a.strip_prefix("const "), b.strip_prefix("const ")) {
        (a, b) = (x, y);
    }
    while let (Some(last @ ('*' | '&')), true) = (a.chars().next_back(), a.chars().next_back() == b.chars().next_back())
    {
        (a, b) = (a.strip_suffix(last).unwrap_or(a), b.strip_suffix(last).unwrap_or(b));
    }
    (a, b)
}

fn named_of(graph: &Graph) -> Named<'_> {
    let counts = |id: &TypeId| {
        let node = graph.node(*id);
        (node.kind.is_tagged() || node.kind == Kind::Base)
            && !node.name.is_none()
            && !node.flags.has(Flags::DECLARATION)
    };
    graph.ids().filter(counts).map(|id| (graph.name(id), id)).collect()
}
