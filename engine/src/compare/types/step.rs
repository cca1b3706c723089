//! One step down both sides of a use: qualifiers, typedefs, pointers, arrays, function types.

use super::{Comparison, Place, Role};
use crate::compare::change::{Change, Evidence, Owner, Part, Qualified};
use crate::compare::function;
use crate::graph::canon::table::NameKind;
use crate::graph::peel::{chain_has, peel_qualifiers, strip_arrays};
use crate::graph::{Flags, Graph, Kind, NameId, TypeId, spell};
use crate::rules::Rule;
use crate::rules::facts::{Facts, SubjectKind};
use crate::rules::reason::{NameReason, Pointed};

/// Function types (that take functions, and so on) that any use may have.
const FEW_FUNCTIONS: usize = 16;

/// Where both sides of a use have been peeled to.
pub(super) struct Step {
    pub(super) old: TypeId,
    pub(super) new: TypeId,
    pub(super) place: Place,
    /// Pointers passed on the way.
    pub(super) pointers: u32,
    by_value: bool,
    /// Typedefs that only one side has, seen on the way.
    spelling: Option<(TypeId, TypeId)>,
    /// What the place names, or stands below the last typedef that was peeled, and the pointers passed up to there.
    top: (TypeId, TypeId, u32),
    /// The same for the function type of which this is the result or a parameter, if no member tells where it stands.
    function: Option<(TypeId, TypeId, u32)>,
}

impl Step {
    /// What it is a part of, where neither the subject nor a member tells.
    pub(super) fn part(&self) -> Option<Part> {
        let pointed = match self.place.subject.kind {
            SubjectKind::Function => Pointed::Returned,
            SubjectKind::Variable => Pointed::Held,
            _ => return None,
        };
        match (self.function, self.place.role) {
            (Some(_), Role::Result) => Some(Part::Result(pointed)),
            (Some(_), Role::Parameter) => Some(Part::Parameter(pointed)),
            _ => None,
        }
    }
}

impl Comparison<'_> {
    /// What comparing the two sides of a use finds at the place itself, told to nobody. What they lead to is compared as
    /// ever.
    pub fn look_at_use(&mut self, place: Place, old: TypeId, new: TypeId) -> Vec<Change> {
        let (owner, before) = (place.owner, self.changes.len());
        self.compare_use(place, old, new);
        let found = self.changes.split_off(before);
        let own = match owner {
            Owner::Pair(pair) => Some(&mut self.pairs[pair.0 as usize].changes),
            Owner::Link(link) => Some(&mut self.link_changes[link.0 as usize]),
            Owner::OldExport(_) | Owner::NewExport(_) | Owner::Object => None,
        };
        if let Some(own) = own {
            own.retain(|id| (id.0 as usize) < before);
        }
        found
    }

    /// Compares what a place names on both sides.
    pub fn compare_use(&mut self, place: Place, old: TypeId, new: TypeId) {
        let subject = place.subject.clone();
        let (top, function) = ((old, new, 0), None);
        let mut todo = vec![Step { old, new, place, pointers: 0, by_value: true, spelling: None, top, function }];
        // Chains of types can be long, but what parts the two sides is near; the bound only guards
        // against a cycle of unnamed types, which no C has.
        let mut budget = 200_000u32;
        self.functions.clear();
        while let Some(step) = todo.pop() {
            budget = budget.saturating_sub(1);
            if budget == 0 {
                self.cut(&subject);
                return;
            }
            self.step(step, &mut todo);
        }
    }

    fn step(&mut self, mut s: Step, todo: &mut Vec<Step>) {
        let (g, h) = (self.old, self.new);
        if self.equal(s.old, s.new) {
            self.spelling(&s, true);
            return;
        }
        let (a, b) = (*g.node(s.old), *h.node(s.new));
        if a.kind == Kind::Unknown || b.kind == Kind::Unknown {
            return;
        }
        if a.kind.is_qualifier() || b.kind.is_qualifier() {
            todo.push(self.qualifiers(s));
            return;
        }
        let named = |k: Kind, n: NameId| (k.is_tagged() || matches!(k, Kind::Typedef | Kind::Base)) && !n.is_none();
        let (named_a, named_b) = (named(a.kind, a.name), named(b.kind, b.name));
        let same_name = named_a && named_b && g.name(s.old) == h.name(s.new);
        if same_name
            && (a.kind == Kind::Typedef) == (b.kind == Kind::Typedef)
            && (a.kind == Kind::Base) == (b.kind == Kind::Base)
        {
            self.spelling(&s, true);
            self.child(&s.place, s.old, s.new, s.by_value);
            return;
        }
        if a.kind == Kind::Typedef || b.kind == Kind::Typedef {
            peel_typedef(g, h, &mut s);
            todo.push(s);
            return;
        }
        match (a.kind, b.kind) {
            (Kind::Pointer, Kind::Pointer)
            | (Kind::Reference, Kind::Reference)
            | (Kind::RvalueReference, Kind::RvalueReference) => {
                if a.aux != b.aux {
                    let (old, new) = self.use_facts(&s);
                    let formerly = if s.pointers == 0 { s.place.rule } else { Rule::PointerTargetChanged };
                    let evidence = Evidence::AddressClass { formerly };
                    self.add_at(&s.place, Rule::PointerAddressSpaceChanged, old, new, evidence, false);
                }
                s.pointers += 1;
                s.by_value = false;
                (s.old, s.new) = (g.target(s.old), h.target(s.new));
                todo.push(s);
            }
            (Kind::Array, Kind::Array) if a.flags.has(Flags::VECTOR) == b.flags.has(Flags::VECTOR) => {
                todo.push(self.arrays(s));
            }
            (Kind::Function, Kind::Function) => self.function_types(&s, todo),
            (x, y)
                if x.is_tagged()
                    && y.is_tagged()
                    && NameKind::of(x) == NameKind::of(y)
                    && (!named_a && !named_b && (s.spelling.is_none() || self.akin(s.old, s.new))
                        || self.renamed(s.old, s.new)) =>
            {
                self.spelling(&s, false);
                self.child(&s.place, s.old, s.new, s.by_value);
            }
            _ => self.differ(&s),
        }
    }

    /// Qualifiers of one level, in any order; what stands below them is left.
    fn qualifiers(&mut self, mut s: Step) -> Step {
        let (g, h) = (self.old, self.new);
        let (t, mut q) = peel_qualifiers(g, s.old);
        let (u, mut r) = peel_qualifiers(h, s.new);
        let functions = g.node(t).kind == Kind::Function && h.node(u).kind == Kind::Function;
        if (g.node(t).kind == Kind::Array) != (h.node(u).kind == Kind::Array) {
            // An array is qualified as its elements are (C11 6.7.3, paragraph 9).
            q = q.with(peel_qualifiers(g, strip_arrays(g, t)).1);
            r = r.with(peel_qualifiers(h, strip_arrays(h, u)).1);
        }
        self.excuse(&s.place, &mut q, &mut r, functions);
        if functions && q.is_volatile != r.is_volatile {
            // GCC records `noreturn` of a function that is pointed to as `volatile`.
            let (old, new) = self.use_facts(&s);
            function::returns(self, &s.place, old, new, r.is_volatile, s.pointers.max(1));
        } else if q != r {
            // Of a function behind a result, too, consumers may keep the pointer under its old type.
            let callback = s.place.callback || s.function.is_some();
            let (role, pointers) = (s.place.role, s.pointers);
            let judged = Evidence::Qualifiers(Qualified { role, callback, pointers, old: q, new: r });
            let (old, new) = self.use_facts(&s);
            let rule = match (role, pointers) {
                (Role::Variable, 0) if !q.is_const && r.is_const => Rule::VariableBecameConst,
                (Role::Variable, 0) if q.is_const && !r.is_const => Rule::VariableNoLongerConst,
                _ => Rule::QualifierChanged,
            };
            self.add_at(&s.place, rule, old, new, judged, false);
        }
        (s.old, s.new) = (t, u);
        s
    }

    /// Lengths of two arrays; the elements are left.
    fn arrays(&mut self, mut s: Step) -> Step {
        let (g, h) = (self.old, self.new);
        let (a, b) = (*g.node(s.old), *h.node(s.new));
        let (role, pointers) = (s.place.role, s.pointers);
        let fixed = |f: Flags| !f.has(Flags::FLEXIBLE);
        if fixed(a.flags) != fixed(b.flags) {
            let (old, new) = self.use_facts(&s);
            let judged = Evidence::Flexible { role, count: if fixed(a.flags) { a.aux } else { b.aux } };
            self.add_at(&s.place, Rule::FlexibleArrayChanged, old, new, judged, true);
        } else if a.aux != b.aux {
            let (mut old, mut new) = self.use_facts(&s);
            old.value = Some(i128::from(a.aux));
            new.value = Some(i128::from(b.aux));
            let judged = Evidence::ArrayLength { role, pointers, old: s.old, new: s.new };
            self.add_at(&s.place, Rule::ArrayLengthChanged, old, new, judged, pointers == 0);
            // The rows of a matrix differ with it: one change.
            (s.old, s.new) = (strip_arrays(g, s.old), strip_arrays(h, s.new));
            return s;
        }
        (s.old, s.new) = (g.target(s.old), h.target(s.new));
        s
    }

    /// Two function types; the uses in them are left.
    fn function_types(&mut self, s: &Step, todo: &mut Vec<Step>) {
        self.spelling(s, false);
        let nameless = s.place.subject.member.is_none() && !s.place.subject.name.is_empty();
        let function = s.function.or(nameless.then_some(s.top));
        let member = s.place.subject.member.clone();
        if !self.functions.insert((s.old, s.new, s.place.role, member)) {
            // What changed in it was told at this place.
            return;
        }
        if self.functions.len() > FEW_FUNCTIONS {
            if self.more_functions == 0 {
                self.cut(&s.place.subject);
                return;
            }
            self.more_functions -= 1;
        }
        for (place, old, new) in function::compare(self, &s.place, s.old, s.new) {
            let (spelling, top) = (None, (old, new, 0));
            todo.push(Step { old, new, place, pointers: 0, by_value: false, spelling, top, function });
        }
    }

    /// A type spelt through other typedefs: the same one, or one that is compared with what stood there.
    fn spelling(&mut self, s: &Step, same: bool) {
        let Some((t, u)) = s.spelling else { return };
        let (g, h) = (self.old, self.new);
        if g.node(t).kind == Kind::Typedef && !self.new_typedefs.contains(g.name(t)) {
            let name = g.name(t).to_owned();
            let direct = if h.node(u).kind == Kind::Typedef { chain_has(g, t, h.name(u)) } else { same };
            let stand_ins = self.stand_ins.entry(name.clone()).or_default();
            stand_ins.differ |= !same;
            if !direct {
                stand_ins.names.insert(spell::type_name(h, u));
            }
            self.removed_typedefs.entry(name).or_insert((t, Vec::new())).1.push(s.place.owner);
            return;
        }
        let judged = if same { NameReason::SpeltOtherwise } else { NameReason::OtherTypedef };
        let facts = |g: &Graph, id| Facts { type_: Some(spell::type_name(g, id)), ..Facts::default() };
        self.add_at(&s.place, Rule::TypeSpellingChanged, facts(g, t), facts(h, u), judged, false);
    }

    /// What is told of both sides of a use.
    pub(super) fn use_facts(&self, s: &Step) -> (Facts, Facts) {
        let facts = |g: &Graph, id: TypeId, top: TypeId, function: Option<TypeId>| Facts {
            type_: Some(match (function, s.function) {
                (Some(id), Some((_, _, pointers))) => spell::behind(g, id, pointers),
                _ if s.pointers == 0 => spell::type_name(g, id),
                _ => spell::behind(g, top, s.top.2),
            }),
            bit_size: (s.pointers == 0 && function.is_none())
                .then(|| g.size_of(id).map(|s| s.saturating_mul(8)))
                .flatten(),
            ..Facts::default()
        };
        let function = |new: bool| s.function.map(|f| if new { f.1 } else { f.0 });
        (facts(self.old, s.old, s.top.0, function(false)), facts(self.new, s.new, s.top.1, function(true)))
    }
}

/// Spelt otherwise on one side: what the typedef stands for.
fn peel_typedef(g: &Graph, h: &Graph, s: &mut Step) {
    let (a, b) = (g.node(s.old).kind, h.node(s.new).kind);
    let both = a == Kind::Typedef && b == Kind::Typedef;
    let at = (s.old, s.new);
    if s.spelling.is_none() {
        s.spelling = Some(at);
    }
    // With two typedefs, peel the one that is not a step towards the other.
    if a == Kind::Typedef && (!both || !chain_has(g, s.old, h.name(s.new))) {
        s.old = g.target(s.old);
        if both && !chain_has(h, s.new, g.name(at.0)) {
            s.new = h.target(s.new);
        }
    } else if b == Kind::Typedef && (!both || !chain_has(h, s.new, g.name(s.old))) {
        s.new = h.target(s.new);
    } else {
        s.old = g.target(s.old);
    }
    s.top = (s.old, s.new, s.pointers);
}
