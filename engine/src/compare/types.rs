//! Comparing types pair by pair.
//!
//! A *use* is a place that names a type: a member, a parameter, a result, a variable, a typedef. Both
//! sides of a use are peeled in step (pointers, qualifiers, arrays, function types) until either both
//! arrive at types of the same name, which become a pair of their own, or they part: that is a change at
//! the place. Pairs are remembered, so cycles end: a pair under comparison counts as equal.

mod parted;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::akin::Tags;
use super::change;
use super::change::{Change, ChangeId, Child, Evidence, Judgement, LinkId, Owner, Pair, PairId, Part, Qualified};
use crate::graph::canon::table::NameKind;
use crate::graph::peel::{chain_has, peel_qualifiers, strip_arrays};
use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId, spell};
use crate::ground::headers::Words;
use crate::ground::maps::{FastMap, FastSet};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::{Pointed, Reason};

pub use super::change::{ByValue, Role, StandIns};

/// A place that names a type.
#[derive(Clone, Debug)]
pub struct Place {
    pub owner: Owner,
    pub subject: Subject,
    /// Rule for a change that no more special rule covers.
    pub rule: Rule,
    /// What the place does with the type.
    pub role: Role,
    /// It belongs to a function type that is reached through a pointer: consumers may call such a function, or
    /// implement it for NEW to call.
    pub callback: bool,
    /// The step in a path.
    pub step: change::Step,
}

/// The comparison under way.
pub struct Comparison<'g> {
    pub old: &'g Graph,
    pub new: &'g Graph,
    pub pairs: Vec<Pair>,
    pub changes: Vec<Change>,
    /// Children of exports of both sides.
    pub link_children: Vec<Vec<Child>>,
    /// Changes found at the export itself.
    pub link_changes: Vec<Vec<ChangeId>>,
    ids: FastMap<(TypeId, TypeId), PairId>,
    work: Vec<PairId>,
    /// Tags of each side, once they are asked for.
    pub(super) old_tags: OnceLock<Tags<'g>>,
    pub(super) new_tags: OnceLock<Tags<'g>>,
    /// Names of typedefs that NEW has at all.
    new_typedefs: FastSet<&'g str>,
    pub removed_typedefs: BTreeMap<String, (TypeId, Vec<Owner>)>,
    /// What NEW has in their place.
    pub stand_ins: BTreeMap<String, StandIns>,
    /// Types of which not everything was compared.
    pub cut: BTreeSet<String>,
    /// Records that functions and callbacks take or return by value, where the two sides differ.
    pub by_value: Vec<ByValue>,
    /// Changes that are told with another one, of which they are the same at another place.
    pub folded: BTreeMap<ChangeId, ChangeId>,
    /// Function types met in the use under comparison, and what their place is called: each is told once at a place.
    functions: FastSet<(TypeId, TypeId, Role, Option<String>)>,
    /// How many function types beyond [`FEW_FUNCTIONS`] uses may still have.
    more_functions: u32,
    /// What the units that describe the two sides of each link could not state, and what others declare.
    pub forms: Vec<(Flags, Flags)>,
    /// What one side states and the other could not have.
    pub unstated: super::unstated::Unstated,
    /// The consumers are programs that libbpf relocates.
    pub core: bool,
    /// Findings tell what all ways to a type lead through.
    pub tells_ways: bool,
    /// What the texts of the public headers say.
    pub words: Option<Arc<Words>>,
}

/// Function types (that take functions, and so on) that any use may have, and all uses beyond that.
const FEW_FUNCTIONS: usize = 16;
const MORE_FUNCTIONS: u32 = 1 << 16;

struct Step {
    old: TypeId,
    new: TypeId,
    place: Place,
    /// Pointers passed on the way.
    pointers: u32,
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
    fn part(&self) -> Option<Part> {
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

impl<'g> Comparison<'g> {
    pub fn new(old: &'g Graph, new: &'g Graph) -> Self {
        let typedefs = new.ids().filter(|&id| new.node(id).kind == Kind::Typedef);
        Self {
            old,
            new,
            old_tags: OnceLock::new(),
            new_tags: OnceLock::new(),
            pairs: Vec::new(),
            changes: Vec::new(),
            link_children: Vec::new(),
            link_changes: Vec::new(),
            ids: FastMap::default(),
            work: Vec::new(),
            new_typedefs: typedefs.map(|id| new.name(id)).collect(),
            removed_typedefs: BTreeMap::new(),
            stand_ins: BTreeMap::new(),
            cut: BTreeSet::new(),
            by_value: Vec::new(),
            folded: BTreeMap::new(),
            functions: FastSet::default(),
            more_functions: MORE_FUNCTIONS,
            forms: Vec::new(),
            unstated: super::unstated::Unstated::default(),
            core: false,
            tells_ways: false,
            words: None,
        }
    }

    /// Not everything of a type was compared: it is larger than any that people write.
    pub fn cut(&mut self, subject: &Subject) {
        self.cut.insert(subject.spelt());
    }

    /// The pair of two types, if they were compared.
    pub fn pair_of(&self, old: TypeId, new: TypeId) -> Option<PairId> {
        self.ids.get(&(old, new)).copied()
    }

    /// Whether two types are structurally equal.
    pub fn equal(&self, old: TypeId, new: TypeId) -> bool {
        self.old.deep[old.index()] == self.new.deep[new.index()]
    }

    /// Adds a change and ties it to its owner.
    pub fn add(&mut self, change: Change) -> ChangeId {
        let id = ChangeId(self.changes.len() as u32);
        match change.owner {
            Owner::Pair(p) => self.pairs[p.0 as usize].changes.push(id),
            Owner::Link(l) => self.link_changes[l.0 as usize].push(id),
            _ => {}
        }
        self.changes.push(change);
        id
    }

    /// A root change at a place.
    pub fn add_at(
        &mut self,
        place: &Place,
        rule: Rule,
        old: Facts,
        new: Facts,
        judgement: impl Into<Judgement>,
        affects_layout: bool,
    ) {
        self.add(Change {
            rule,
            owner: place.owner,
            subject: place.subject.clone(),
            old: Some(old),
            new: Some(new),
            judgement: judgement.into(),
            affects_layout,
            causes: Vec::new(),
            root: true,
        });
    }

    /// A root change at a place that only one side has facts of.
    pub fn one_sided(
        &mut self,
        place: &Place,
        rule: Rule,
        old: Option<Facts>,
        new: Option<Facts>,
        judged: impl Into<Judgement>,
    ) -> ChangeId {
        self.add(Change::decided(rule, place.owner, place.subject.clone(), (old, new), judged))
    }

    /// Compares until no pair is left.
    pub fn run(&mut self) {
        while let Some(pair) = self.work.pop() {
            self.pair(pair);
        }
    }

    /// The pair of two types, compared later; a child of `owner`.
    fn child(&mut self, place: &Place, old: TypeId, new: TypeId, by_value: bool) {
        let pair = match self.ids.get(&(old, new)) {
            Some(&pair) => pair,
            None => {
                let pair = PairId(self.pairs.len() as u32);
                let subject = self.type_subject(old, &place.subject);
                let layout_changed = self.layout_differs(old, new);
                self.pairs.push(Pair { old: Some(old), new: Some(new), subject, layout_changed, ..Pair::default() });
                self.ids.insert((old, new), pair);
                self.work.push(pair);
                pair
            }
        };
        let child = Child { pair, by_value, step: place.step };
        match place.owner {
            Owner::Pair(p) => self.pairs[p.0 as usize].children.push(child),
            Owner::Link(l) => self.link_children[l.0 as usize].push(child),
            _ => {}
        }
    }

    /// The pair of two types that no place leads to, unless there is one.
    pub fn pair_by_name(&mut self, old: TypeId, new: TypeId) {
        if self.ids.contains_key(&(old, new)) || self.equal(old, new) {
            return;
        }
        let pair = PairId(self.pairs.len() as u32);
        let subject = self.type_subject(old, &Subject::default());
        let layout_changed = self.layout_differs(old, new);
        self.pairs.push(Pair { old: Some(old), new: Some(new), subject, layout_changed, ..Pair::default() });
        self.ids.insert((old, new), pair);
        self.work.push(pair);
    }

    fn layout_differs(&self, old: TypeId, new: TypeId) -> bool {
        self.old.size_of(old) != self.new.size_of(new)
            || !crate::graph::layout::same_alignment(self.old, old, self.new, new)
    }

    /// How reports call a type. An anonymous one is named by its holder.
    fn type_subject(&self, id: TypeId, holder: &Subject) -> Subject {
        let g = self.old;
        let node = g.node(id);
        let pos = g.positions[id.index()];
        let file = (!pos.file.is_none()).then(|| g.str(pos.file).to_owned());
        let line = (pos.line != 0).then_some(pos.line);
        let kind = SubjectKind::of(node.kind);
        let name = if !node.name.is_none() { g.name(id).to_owned() } else { holder.name_of_inner() };
        Subject { kind, name, member: None, module: None, file, line }
    }

    fn pair(&mut self, id: PairId) {
        let (Some(a), Some(b)) = (self.pairs[id.0 as usize].old, self.pairs[id.0 as usize].new) else {
            return;
        };
        let (old, new) = (self.old, self.new);
        let (x, y) = (*old.node(a), *new.node(b));
        let subject = self.pairs[id.0 as usize].subject.clone();
        let place = Place {
            owner: Owner::Pair(id),
            subject,
            rule: Rule::TypedefTargetChanged,
            role: Role::Typedef,
            callback: false,
            step: change::Step::None,
        };
        let declared = |f: Flags| f.has(Flags::DECLARATION);
        if x.flags.has(Flags::LEFT_OUT) || y.flags.has(Flags::LEFT_OUT) {
            // What a compiler left out is not known, which its exports are named for.
            return;
        }
        if declared(x.flags) != declared(y.flags) && x.kind != Kind::Typedef {
            let (rule, judged) = if declared(x.flags) {
                (Rule::TypeBecameDefined, Reason::OnlyNameKnown)
            } else {
                (Rule::TypeBecameOpaque, Reason::DefinitionGone)
            };
            let facts = |g: &Graph, id| Facts {
                type_: Some(spell::type_name(g, id)),
                bit_size: g.size_of(id).map(|s| s.saturating_mul(8)),
                ..Facts::default()
            };
            self.add_at(&place, rule, facts(old, a), facts(new, b), judged, false);
            return;
        }
        if declared(x.flags) {
            return;
        }
        if NameKind::of(x.kind) != NameKind::of(y.kind) {
            let facts = |g: &Graph, id| Facts {
                type_: Some(spell::type_name(g, id)),
                bit_size: g.size_of(id).map(|s| s.saturating_mul(8)),
                ..Facts::default()
            };
            let judged = Reason::OtherKindOfType { old: SubjectKind::of(x.kind), new: SubjectKind::of(y.kind) };
            self.add_at(&place, Rule::TypeKindChanged, facts(old, a), facts(new, b), judged, true);
            return;
        }
        if x.kind.is_tagged() && old.name(a) != new.name(b) {
            let facts = |g: &Graph, id| Facts { type_: Some(spell::type_name(g, id)), ..Facts::default() };
            let judged = if x.name.is_none() { Reason::GotTag } else { Reason::OtherTag };
            self.add_at(&place, Rule::TypeRenamed, facts(old, a), facts(new, b), judged, false);
        }
        match x.kind {
            Kind::Typedef => {
                let (t, u) = (old.target(a), new.target(b));
                if crate::graph::layout::is_excused(old, a, new, b) {
                    self.note_unstated(&place, "requested alignments", (x.alignment, y.alignment));
                } else if x.alignment != y.alignment && self.layout_differs(a, b) {
                    let facts = |g: &Graph, id| Facts {
                        bit_alignment: Some(crate::graph::layout::alignment(g, id).saturating_mul(8)),
                        ..Facts::default()
                    };
                    let sides = (facts(old, a), facts(new, b));
                    let rule = Rule::TypedefAlignmentChanged;
                    self.add_at(&place, rule, sides.0, sides.1, Judgement::Alignment, true);
                }
                let place = Place { step: change::Step::Typedef(a), ..place };
                self.compare_use(place, t, u);
            }
            Kind::Struct | Kind::Class | Kind::Union => super::record::compare(self, id, a, b),
            Kind::Enum => super::enums::compare(self, &place, a, b),
            Kind::Base => self.base(&place, a, b),
            _ => {}
        }
    }

    fn base(&mut self, place: &Place, a: TypeId, b: TypeId) {
        let (x, y) = (self.old.node(a), self.new.node(b));
        let facts = |g: &Graph, id: TypeId| Facts {
            type_: Some(g.name(id).to_owned()),
            bit_size: Some(g.node(id).byte_size.saturating_mul(8)),
            value: Some(i128::from(g.node(id).aux)),
            ..Facts::default()
        };
        let (old, new) = (facts(self.old, a), facts(self.new, b));
        if x.byte_size != y.byte_size {
            let reason = Reason::ReadAsSize { old: Some(x.byte_size), new: Some(y.byte_size) };
            self.add_at(place, Rule::BaseTypeSizeChanged, old, new, reason, true);
        } else if x.aux != y.aux {
            self.add_at(place, Rule::BaseTypeEncodingChanged, old, new, Reason::OtherEncoding, false);
        }
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

    #[expect(clippy::too_many_lines, reason = "one case per pair of kinds, in order")]
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
        // Qualifiers of this level, in any order.
        if a.kind.is_qualifier() || b.kind.is_qualifier() {
            let (t, q) = peel_qualifiers(g, s.old);
            let (u, r) = peel_qualifiers(h, s.new);
            let functions = g.node(t).kind == Kind::Function && h.node(u).kind == Kind::Function;
            let (mut q, mut r) = (q, r);
            if (g.node(t).kind == Kind::Array) != (h.node(u).kind == Kind::Array) {
                // An array is qualified as its elements are (C11 6.7.3, paragraph 9).
                q = q.with(peel_qualifiers(g, strip_arrays(g, t)).1);
                r = r.with(peel_qualifiers(h, strip_arrays(h, u)).1);
            }
            self.excuse(&s.place, &mut q, &mut r, functions);
            if functions && q.is_volatile != r.is_volatile {
                // GCC records `noreturn` of a function that is pointed to as `volatile`.
                let (old, new) = self.use_facts(&s);
                super::function::returns(self, &s.place, old, new, r.is_volatile, s.pointers.max(1));
            } else if q != r {
                // Of a function behind a result, too, consumers may keep the pointer under its old type.
                let callback = s.place.callback || s.function.is_some();
                let (role, pointers) = (s.place.role, s.pointers);
                let judged = Evidence::Qualifiers(Qualified { role, callback, pointers, old: q, new: r });
                let (old, new) = self.use_facts(&s);
                let rule = match (&s.place.role, s.pointers) {
                    (Role::Variable, 0) if !q.is_const && r.is_const => Rule::VariableBecameConst,
                    (Role::Variable, 0) if q.is_const && !r.is_const => Rule::VariableNoLongerConst,
                    _ => Rule::QualifierChanged,
                };
                self.add_at(&s.place, rule, old, new, judged, false);
            }
            s.old = t;
            s.new = u;
            todo.push(s);
            return;
        }
        let named = |k: Kind, n: crate::graph::NameId| {
            (k.is_tagged() || matches!(k, Kind::Typedef | Kind::Base)) && !n.is_none()
        };
        let (named_a, named_b) = (named(a.kind, a.name), named(b.kind, b.name));
        let same_name = named_a && named_b && g.name(s.old) == h.name(s.new);
        let both_typedefs = a.kind == Kind::Typedef && b.kind == Kind::Typedef;
        if same_name
            && (a.kind == Kind::Typedef) == (b.kind == Kind::Typedef)
            && (a.kind == Kind::Base) == (b.kind == Kind::Base)
        {
            self.spelling(&s, true);
            self.child(&s.place, s.old, s.new, s.by_value);
            return;
        }
        if a.kind == Kind::Typedef || b.kind == Kind::Typedef {
            // Spelt otherwise on one side: look at what it stands for.
            let at = (s.old, s.new);
            if s.spelling.is_none() {
                s.spelling = Some(at);
            }
            // With two typedefs, peel the one that is not a step towards the other.
            if a.kind == Kind::Typedef && (!both_typedefs || !chain_has(g, s.old, h.name(s.new))) {
                s.old = g.target(s.old);
                if both_typedefs && !chain_has(h, s.new, g.name(at.0)) {
                    s.new = h.target(s.new);
                }
            } else if b.kind == Kind::Typedef && (!both_typedefs || !chain_has(h, s.new, g.name(s.old))) {
                s.new = h.target(s.new);
            } else {
                s.old = g.target(s.old);
            }
            s.top = (s.old, s.new, s.pointers);
            todo.push(s);
            return;
        }
        match (a.kind, b.kind) {
            (Kind::Pointer, Kind::Pointer)
            | (Kind::Reference, Kind::Reference)
            | (Kind::RvalueReference, Kind::RvalueReference) => {
                if a.aux != b.aux {
                    let (old, new) = self.use_facts(&s);
                    let rule = if s.pointers == 0 { s.place.rule } else { Rule::PointerTargetChanged };
                    self.add_at(&s.place, rule, old, new, Evidence::AddressClass, false);
                }
                let (t, u) = (g.target(s.old), h.target(s.new));
                s.pointers += 1;
                s.by_value = false;
                s.old = t;
                s.new = u;
                todo.push(s);
            }
            (Kind::Array, Kind::Array) if a.flags.has(Flags::VECTOR) == b.flags.has(Flags::VECTOR) => {
                let fixed = |f: Flags| !f.has(Flags::FLEXIBLE);
                if fixed(a.flags) != fixed(b.flags) {
                    let (old, new) = self.use_facts(&s);
                    let count = if fixed(a.flags) { a.aux } else { b.aux };
                    let judged = Evidence::Flexible { role: s.place.role, count };
                    self.add_at(&s.place, Rule::FlexibleArrayChanged, old, new, judged, true);
                } else if a.aux != b.aux {
                    let (mut old, mut new) = self.use_facts(&s);
                    old.value = Some(i128::from(a.aux));
                    new.value = Some(i128::from(b.aux));
                    let (role, pointers) = (s.place.role, s.pointers);
                    let judged = Evidence::ArrayLength { role, pointers, old: s.old, new: s.new };
                    self.add_at(&s.place, Rule::ArrayLengthChanged, old, new, judged, s.pointers == 0);
                    // The rows of a matrix differ with it: one change.
                    let (t, u) = (strip_arrays(g, s.old), strip_arrays(h, s.new));
                    s.old = t;
                    s.new = u;
                    todo.push(s);
                    return;
                }
                s.old = g.target(s.old);
                s.new = h.target(s.new);
                todo.push(s);
            }
            (Kind::Function, Kind::Function) => {
                self.spelling(&s, false);
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
                for (place, old, new) in super::function::compare(self, &s.place, s.old, s.new) {
                    let (spelling, top) = (None, (old, new, 0));
                    todo.push(Step { old, new, place, pointers: 0, by_value: false, spelling, top, function });
                }
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
        let judged = if same { Reason::SpeltOtherwise } else { Reason::OtherTypedef };
        let facts = |g: &Graph, id| Facts { type_: Some(spell::type_name(g, id)), ..Facts::default() };
        self.add_at(&s.place, Rule::TypeSpellingChanged, facts(g, t), facts(h, u), judged, false);
    }

    fn use_facts(&self, s: &Step) -> (Facts, Facts) {
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

    /// A new export pair.
    pub fn link(&mut self, forms: (Flags, Flags)) -> LinkId {
        self.forms.push(forms);
        let id = LinkId(self.link_children.len() as u32);
        self.link_children.push(Vec::new());
        self.link_changes.push(Vec::new());
        id
    }
}

/// First edge of a kind.
pub fn edge_target(g: &Graph, id: TypeId, kind: EdgeKind) -> TypeId {
    g.edges(id).iter().find(|e| e.kind == kind).map_or(TypeId::VOID, |e| e.target)
}
