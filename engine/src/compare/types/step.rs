//! One step down both sides of a use: qualifiers, typedefs, pointers, arrays, function types.

use super::{Comparison, Place, Role};
use crate::compare::change::{Change, Evidence, Owner, Part, Qualified};
use crate::compare::function;
use crate::compare::instances::of_one_template;
use crate::compare::versions::same_but_for_version;
use crate::graph::canon::table::NameKind;
use crate::graph::class;
use crate::graph::cpp_value::holds_unnamed;
use crate::graph::peel::{Qualifiers, chain_has, peel_qualifiers, strip_arrays};
use crate::graph::{EdgeKind, Flags, Graph, Kind, NameId, Node, TypeId, rust, spell};
use crate::ground::maps::Sides;
use crate::rules::Rule;
use crate::rules::doubt::Statement;
use crate::rules::facts::{Facts, SubjectKind};
use crate::rules::reason::{DeclaredReason, NameReason, Pointed};

/// Function types (that take functions, and so on) that any use may have.
const FEW_FUNCTIONS: usize = 16;

/// Where both sides of a use have been peeled to.
#[derive(Clone)]
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
    /// Where the two sides stand.
    pub(super) fn types(&self) -> Sides<TypeId> {
        Sides { old: self.old, new: self.new }
    }

    /// It is a result or a parameter of a function that is pointed to.
    pub(super) fn is_of_pointed_function(&self) -> bool {
        self.function.is_some() || self.place.callback
    }

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
        let (old_graph, new_graph) = (self.old, self.new);
        if self.equal(s.old, s.new) {
            self.spelling(&s, true);
            return;
        }
        let (old_node, new_node) = (*old_graph.node(s.old), *new_graph.node(s.new));
        if old_node.kind == Kind::Unknown || new_node.kind == Kind::Unknown {
            return;
        }
        if old_node.kind.is_qualifier() || new_node.kind.is_qualifier() {
            todo.push(self.qualifiers(s));
            return;
        }
        let named = |k: Kind, n: NameId| (k.is_tagged() || matches!(k, Kind::Typedef | Kind::Base)) && !n.is_none();
        let (named_a, named_b) = (named(old_node.kind, old_node.name), named(new_node.kind, new_node.name));
        let same_name = || {
            let (a, b) = (old_graph.name(s.old), new_graph.name(s.new));
            a == b
                || rust::same_name(old_graph, s.old, new_graph, s.new)
                || same_but_for_version(a, b)
                || self.same_but_for_enumerators(a, b)
        };
        if named_a
            && named_b
            && same_name()
            && (old_node.kind == Kind::Typedef) == (new_node.kind == Kind::Typedef)
            && (old_node.kind == Kind::Base) == (new_node.kind == Kind::Base)
        {
            self.namesakes(&s);
            return;
        }
        if old_node.kind == Kind::Typedef || new_node.kind == Kind::Typedef {
            peel_typedef(old_graph, new_graph, &mut s);
            todo.push(s);
            return;
        }
        match (old_node.kind, new_node.kind) {
            (Kind::Pointer, Kind::Pointer)
            | (Kind::Reference, Kind::Reference)
            | (Kind::RvalueReference, Kind::RvalueReference) => {
                if old_node.aux != new_node.aux {
                    let (old, new) = self.use_facts(&s);
                    let formerly = if s.pointers == 0 { s.place.rule } else { Rule::PointerTargetChanged };
                    let evidence = Evidence::AddressClass { formerly };
                    self.add_at(&s.place, Rule::PointerAddressSpaceChanged, old, new, evidence, false);
                }
                s.go_behind(old_graph, new_graph);
                todo.push(s);
            }
            (Kind::Reference, Kind::RvalueReference) | (Kind::RvalueReference, Kind::Reference) => {
                let (old, new) = self.use_facts(&s);
                self.add_at(&s.place, Rule::ReferenceKindChanged, old, new, DeclaredReason::AddressStays, false);
                s.go_behind(old_graph, new_graph);
                todo.push(s);
            }
            (Kind::Pointer, Kind::Reference | Kind::RvalueReference)
            | (Kind::Reference | Kind::RvalueReference, Kind::Pointer)
                if self.equal(old_graph.target(s.old), new_graph.target(s.new)) =>
            {
                let (old, new) = self.use_facts(&s);
                self.add_at(&s.place, s.place.rule, old, new, DeclaredReason::PointerOrReference, false);
            }
            (Kind::Array, Kind::Array) if are_arrays(&old_node, &new_node) => {
                todo.push(self.arrays(s));
            }
            (Kind::Function, Kind::Function) => self.function_types(&s, todo),
            (Kind::PtrToMember, Kind::PtrToMember) if alike_behind(old_graph, s.old, new_graph, s.new) => {
                let (of_old, of_new) = (containing(old_graph, s.old), containing(new_graph, s.new));
                if !self.equal(of_old, of_new) {
                    todo.push(Step {
                        old: of_old,
                        new: of_new,
                        by_value: false,
                        pointers: s.pointers + 1,
                        ..s.clone()
                    });
                }
                s.go_behind(old_graph, new_graph);
                todo.push(s);
            }
            (x, y) if NameKind::of(x) == NameKind::of(y) && self.are_instances(s.old, s.new) => {
                self.instances(&s);
            }
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

    /// Two types of one name.
    fn namesakes(&mut self, step: &Step) {
        if !step.by_value && self.are_mixed_up(step) {
            return;
        }
        self.spelling(step, true);
        self.child(&step.place, step.old, step.new, step.by_value);
    }

    /// Whether an instance over a lambda leads to instances over different ones, as `this` does where units know several of
    /// one name: what it leads to is then not known. What else leads to such is compared.
    fn are_mixed_up(&self, step: &Step) -> bool {
        let Owner::Pair(owner) = step.place.owner else { return false };
        let is_unnamed = |id: TypeId| holds_unnamed(self.old.name(id));
        self.pairs[owner.0 as usize].old.is_some_and(is_unnamed)
            && is_unnamed(step.old)
            && class::are_of_other_lambdas(self.old, step.old, self.new, step.new)
    }

    /// Two instances of one template.
    fn instances(&mut self, step: &Step) {
        self.spelling(step, false);
        let alike = self.are_made_alike(step.old, step.new);
        // What stands in an instance follows its arguments.
        if !alike || !self.is_instance(step.place.owner) {
            self.differ(step);
        }
        if alike {
            self.child(&step.place, step.old, step.new, step.by_value);
        }
    }

    /// Qualifiers of one level, in any order; what stands below them is left.
    fn qualifiers(&mut self, mut step: Step) -> Step {
        let (old_graph, new_graph) = (self.old, self.new);
        let (t, mut q) = peel_qualifiers(old_graph, step.old);
        let (u, mut r) = peel_qualifiers(new_graph, step.new);
        let functions = old_graph.node(t).kind == Kind::Function && new_graph.node(u).kind == Kind::Function;
        if (old_graph.node(t).kind == Kind::Array) != (new_graph.node(u).kind == Kind::Array) {
            // An array is qualified as its elements are (C11 6.7.3, paragraph 9).
            q = q.with(peel_qualifiers(old_graph, strip_arrays(old_graph, t)).1);
            r = r.with(peel_qualifiers(new_graph, strip_arrays(new_graph, u)).1);
        }
        if q != r && old_graph.node(t).kind == Kind::Typedef && old_graph.name(t) == new_graph.name(u) {
            // What the typedef itself says more is no difference: GCC writes no second `const`.
            let (within, within_new) = (behind_typedefs(old_graph, t), behind_typedefs(new_graph, u));
            (q, r) = (q.with(within), r.with(within_new));
        }
        let of_void = t == TypeId::VOID && u == TypeId::VOID;
        self.excuse(&step.place, (&mut q, &mut r), functions, of_void);
        if functions && q.is_volatile != r.is_volatile {
            // GCC records `noreturn` of a function that is pointed to as `volatile`.
            let (old, new) = self.use_facts(&step);
            function::returns(self, &step.place, old, new, r.is_volatile, step.pointers.max(1));
        } else if q != r {
            // Of a function behind a result, too, consumers may keep the pointer under its old type.
            let callback = step.place.callback || step.function.is_some();
            let (role, pointers) = (step.place.role, step.pointers);
            let judged = Evidence::Qualifiers(Qualified { role, callback, pointers, old: q, new: r });
            let (old, new) = self.use_facts(&step);
            let rule = match (role, pointers) {
                (Role::Variable, 0) if !q.is_const && r.is_const => Rule::VariableBecameConst,
                (Role::Variable, 0) if q.is_const && !r.is_const => Rule::VariableNoLongerConst,
                _ => Rule::QualifierChanged,
            };
            self.add_at(&step.place, rule, old, new, judged, false);
        }
        (step.old, step.new) = (t, u);
        step
    }

    /// Lengths of two arrays; the elements are left.
    fn arrays(&mut self, mut step: Step) -> Step {
        let (old_graph, new_graph) = (self.old, self.new);
        let (old_node, new_node) = (*old_graph.node(step.old), *new_graph.node(step.new));
        let (role, pointers) = (step.place.role, step.pointers);
        let fixed = |f: Flags| !f.has(Flags::FLEXIBLE);
        if old_node.aux == new_node.aux
            && (old_node.flags.has(Flags::LEFT_OPEN) || new_node.flags.has(Flags::LEFT_OPEN))
        {
            // What one side calls `[]` may be the `[0]` of the other, and what it calls an array a vector.
            let stated = (u32::from(fixed(old_node.flags)), u32::from(fixed(new_node.flags)));
            if stated.0 != stated.1 {
                self.note_unstated(&step.place, Statement::NoElement, stated);
            }
            let is_vector = |f: Flags| u32::from(f.has(Flags::VECTOR));
            let stated = (is_vector(old_node.flags), is_vector(new_node.flags));
            if stated.0 != stated.1 {
                self.note_unstated(&step.place, Statement::Vector, stated);
            }
        } else if fixed(old_node.flags) != fixed(new_node.flags) {
            let (old, new) = self.use_facts(&step);
            let judged =
                Evidence::Flexible { role, count: if fixed(old_node.flags) { old_node.aux } else { new_node.aux } };
            self.add_at(&step.place, Rule::FlexibleArrayChanged, old, new, judged, true);
        } else if old_node.aux != new_node.aux {
            let (mut old, mut new) = self.use_facts(&step);
            old.value = Some(i128::from(old_node.aux));
            new.value = Some(i128::from(new_node.aux));
            let judged = Evidence::ArrayLength { role, pointers, types: step.types() };
            self.add_at(&step.place, Rule::ArrayLengthChanged, old, new, judged, pointers == 0);
            // The rows of a matrix differ with it: one change.
            (step.old, step.new) = (strip_arrays(old_graph, step.old), strip_arrays(new_graph, step.new));
            return step;
        }
        (step.old, step.new) = (old_graph.target(step.old), new_graph.target(step.new));
        step
    }

    /// Two function types; the uses in them are left.
    fn function_types(&mut self, step: &Step, todo: &mut Vec<Step>) {
        self.spelling(step, false);
        let nameless = step.place.subject.member.is_none() && !step.place.subject.name.is_empty();
        let function = step.function.or(nameless.then_some(step.top));
        let member = step.place.subject.member.clone();
        if !self.functions.insert((step.old, step.new, step.place.role, member)) {
            // What changed in it was told at this place.
            return;
        }
        if self.functions.len() > FEW_FUNCTIONS {
            if self.more_functions == 0 {
                self.cut(&step.place.subject);
                return;
            }
            self.more_functions -= 1;
        }
        for (place, old, new) in function::compare(self, &step.place, step.old, step.new) {
            let (spelling, top) = (None, (old, new, 0));
            todo.push(Step { old, new, place, pointers: 0, by_value: false, spelling, top, function });
        }
    }

    /// A type spelt through other typedefs: the same one, or one that is compared with what stood there.
    fn spelling(&mut self, step: &Step, same: bool) {
        let Some((t, u)) = step.spelling else { return };
        let (old_graph, new_graph) = (self.old, self.new);
        if of_one_template(old_graph.name(t), new_graph.name(u)) {
            return;
        }
        let named_outside = !old_graph.is_of_rust(t);
        let is_gone = || !self.keeps_typedef(t) && !self.by_other_compiler(t, u);
        if old_graph.node(t).kind == Kind::Typedef && named_outside && is_gone() {
            let name = old_graph.name(t).to_owned();
            let direct =
                if new_graph.node(u).kind == Kind::Typedef { chain_has(old_graph, t, new_graph.name(u)) } else { same };
            let stand_ins = self.stand_ins.entry(name.clone()).or_default();
            stand_ins.differ |= !same;
            if !direct {
                stand_ins.names.insert(spell::type_name(new_graph, u));
            }
            self.removed_typedefs.entry(name).or_insert((t, Vec::new())).1.push(step.place.owner);
            return;
        }
        let judged = if same { NameReason::SpeltOtherwise } else { NameReason::OtherTypedef };
        let facts = |graph: &Graph, id| Facts { type_: Some(spell::type_name(graph, id)), ..Facts::default() };
        self.add_at(&step.place, Rule::TypeSpellingChanged, facts(old_graph, t), facts(new_graph, u), judged, false);
    }

    /// Whether two types were written by different compilers, and one is C++: which typedefs of a template's instance lie on
    /// the way to a type, and what scope they have, compilers take as they like. In C they all write what the source has.
    fn by_other_compiler(&self, old: TypeId, new: TypeId) -> bool {
        let of_maker = |flags: Flags| (flags.has(Flags::SILENT_CONVENTION), flags.has(Flags::SILENT_NORETURN_TYPE));
        let (old_flags, new_flags) = (self.old.node(old).flags, self.new.node(new).flags);
        new != TypeId::VOID && of_maker(old_flags) != of_maker(new_flags) && self.old.has_cpp()
    }

    /// What is told of both sides of a use.
    pub(super) fn use_facts(&self, s: &Step) -> (Facts, Facts) {
        let facts = |graph: &Graph, id: TypeId, top: TypeId, function: Option<TypeId>| Facts {
            type_: Some(match (function, s.function) {
                (Some(id), Some((_, _, pointers))) => spell::behind(graph, id, pointers),
                _ if s.pointers == 0 => spell::type_name(graph, id),
                _ => spell::behind(graph, top, s.top.2),
            }),
            bit_size: (s.pointers == 0 && function.is_none())
                .then(|| graph.size_of(id).map(|s| s.saturating_mul(8)))
                .flatten(),
            ..Facts::default()
        };
        let function = |new: bool| s.function.map(|f| if new { f.1 } else { f.0 });
        (facts(self.old, s.old, s.top.0, function(false)), facts(self.new, s.new, s.top.1, function(true)))
    }
}

/// The qualifiers that typedefs hold.
fn behind_typedefs(graph: &Graph, mut id: TypeId) -> Qualifiers {
    let mut held = Qualifiers::default();
    for _ in 0..64 {
        if graph.node(id).kind != Kind::Typedef {
            break;
        }
        let (below, q) = peel_qualifiers(graph, graph.target(id));
        held = held.with(q);
        id = below;
    }
    held
}

/// Whether two arrays are compared as such: both are vectors or none is, as far as both sides tell.
fn are_arrays(old: &Node, new: &Node) -> bool {
    let is_left_open = old.flags.has(Flags::LEFT_OPEN) || new.flags.has(Flags::LEFT_OPEN);
    is_left_open || old.flags.has(Flags::VECTOR) == new.flags.has(Flags::VECTOR)
}

/// The class of a pointer to member.
fn containing(graph: &Graph, id: TypeId) -> TypeId {
    graph.edges(id).iter().find(|e| e.kind == EdgeKind::Containing).map_or(TypeId::VOID, |e| e.target)
}

/// Whether two pointers to members both lead to functions, or both to data: one has two words, the other one.
fn alike_behind(old: &Graph, old_type: TypeId, new: &Graph, new_type: TypeId) -> bool {
    let is_function = |graph: &Graph, id| graph.node(graph.strip(graph.target(id))).kind == Kind::Function;
    is_function(old, old_type) == is_function(new, new_type)
}

impl Step {
    /// Goes on behind the pointers of both sides.
    fn go_behind(&mut self, old_graph: &Graph, new_graph: &Graph) {
        self.pointers += 1;
        self.by_value = false;
        (self.old, self.new) = (old_graph.target(self.old), new_graph.target(self.new));
    }
}

/// Spelt otherwise on one side: what the typedef stands for.
fn peel_typedef(old_graph: &Graph, new_graph: &Graph, step: &mut Step) {
    let (a, b) = (old_graph.node(step.old).kind, new_graph.node(step.new).kind);
    let both = a == Kind::Typedef && b == Kind::Typedef;
    let at = (step.old, step.new);
    if step.spelling.is_none() {
        step.spelling = Some(at);
    }
    // With two typedefs, peel the one that is not a step towards the other.
    if a == Kind::Typedef && (!both || !chain_has(old_graph, step.old, new_graph.name(step.new))) {
        step.old = old_graph.target(step.old);
        if both && !chain_has(new_graph, step.new, old_graph.name(at.0)) {
            step.new = new_graph.target(step.new);
        }
    } else if b == Kind::Typedef && (!both || !chain_has(new_graph, step.new, old_graph.name(step.old))) {
        step.new = new_graph.target(step.new);
    } else {
        step.old = old_graph.target(step.old);
    }
    step.top = (step.old, step.new, step.pointers);
}
