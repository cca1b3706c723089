//! Comparing types pair by pair.
//!
//! A *use* is a place that names a type: a member, a parameter, a result, a variable, a typedef. Both
//! sides of a use are peeled in step (pointers, qualifiers, arrays, function types) until either both
//! arrive at types of the same name, which become a pair of their own, or they part: that is a change at
//! the place. Pairs are remembered, so cycles end: a pair under comparison counts as equal.

mod pair;
mod parted;
mod step;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::change;
use super::change::{Change, ChangeId, Child, Judgement, LinkId, Owner, Pair, PairId};
use super::conflicts::Conflicts;
use crate::graph::canon::table::NameKind;
use crate::graph::mangled::{Special, Specials};
use crate::graph::shown::Shown;
use crate::graph::{EdgeKind, Export, Flags, Graph, Kind, MemberFlags, TypeId};
use crate::ground::headers::{Texts, Words, is_system};
use crate::ground::maps::{FastMap, FastSet, Sides};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};

pub use super::change::{ByValue, Role, StandIns};

/// Kinds and names of types that have a tag.
pub(super) type Tags<'g> = FastSet<(NameKind, &'g str)>;

/// Types that arguments of templates may name, by their names.
pub(super) type Named<'g> = FastMap<&'g str, TypeId>;

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
    /// Both sides with what no export reaches, though that may not be compared.
    pub whole: (&'g Graph, &'g Graph),
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
    /// Symbols of member functions that classes of each side declare, once they are asked for.
    declared: [OnceLock<FastSet<&'g str>>; 2],
    /// What tells whose classes are, once it is asked for.
    pub(crate) owners: super::others::Owners<'g>,
    /// What arguments of templates may name on NEW's side and on OLD's, once it is asked for.
    pub(super) named: [OnceLock<Named<'g>>; 2],
    /// Enumerators of both sides.
    pub(super) enumerators: super::enumerators::Enumerators<'g>,
    /// What compilers made of classes on NEW's side and on OLD's, once it is asked for.
    specials: [OnceLock<Specials<'g>>; 2],
    /// Names of typedefs that NEW has at all, once they are asked for.
    new_typedefs: OnceLock<FastSet<&'g str>>,
    /// Names of the instances of templates that NEW defines at all, once they are asked for.
    new_instances: OnceLock<FastSet<&'g str>>,
    pub removed_typedefs: BTreeMap<String, (TypeId, Vec<Owner>)>,
    /// What NEW has in their place.
    pub stand_ins: BTreeMap<String, StandIns>,
    /// Types of which not everything was compared.
    pub cut: BTreeSet<String>,
    /// Records that functions and callbacks take or return by value, where the two sides differ.
    pub by_value: Vec<ByValue>,
    /// Types whose names differ in a versioned namespace alone, by the namespaces of both sides: who names them.
    pub versions: BTreeMap<(String, String), Vec<Owner>>,
    /// Changes that are told with another one, of which they are the same at another place.
    pub folded: BTreeMap<ChangeId, ChangeId>,
    /// Changes that follow from each of their causes alone: all of those are as bad.
    pub by_each: BTreeSet<ChangeId>,
    /// Where each side declares what only its sources show: file and line.
    pub places: BTreeMap<ChangeId, Sides<Option<(String, u32)>>>,
    /// Changes that stand for the same change in several instances of a template, with all of those, itself the first.
    pub instances: BTreeMap<ChangeId, Vec<ChangeId>>,
    /// Function types met in the use under comparison, and what their place is called: each is told once at a place.
    functions: FastSet<(TypeId, TypeId, Role, Option<String>)>,
    /// How many function types beyond [`step::FEW_FUNCTIONS`] uses may still have.
    more_functions: u32,
    /// What the units that describe the two sides of each link could not state, and what others declare.
    pub forms: Vec<(Flags, Flags)>,
    /// Definitions of one name that differ within a side.
    pub conflicts: Conflicts,
    /// What one side states and the other could not have.
    pub unstated: super::unstated::Unstated,
    /// What only the sources of public headers show.
    pub sources: Option<Sides<Arc<Shown>>>,
    /// The consumers are programs that libbpf relocates.
    pub core: bool,
    /// Findings tell what all ways to a type lead through.
    pub tells_ways: bool,
    /// Where each side keeps values of enums in bit-fields.
    pub(super) fields: [super::fields::Fields; 2],
    /// What the texts of the public headers say.
    pub words: Option<Arc<Words>>,
    /// These texts.
    pub texts: Option<Arc<Texts>>,
}

/// How many function types beyond [`step::FEW_FUNCTIONS`] all uses may have.
const MORE_FUNCTIONS: u32 = 1 << 16;

impl<'g> Comparison<'g> {
    pub fn new(old: &'g Graph, new: &'g Graph) -> Self {
        Self {
            old,
            new,
            whole: (old, new),
            old_tags: OnceLock::new(),
            new_tags: OnceLock::new(),
            declared: [OnceLock::new(), OnceLock::new()],
            fields: Default::default(),
            owners: super::others::Owners::of(old, new),
            named: [OnceLock::new(), OnceLock::new()],
            enumerators: super::enumerators::Enumerators::default(),
            specials: [OnceLock::new(), OnceLock::new()],
            pairs: Vec::new(),
            changes: Vec::new(),
            link_children: Vec::new(),
            link_changes: Vec::new(),
            ids: FastMap::default(),
            work: Vec::new(),
            new_typedefs: OnceLock::new(),
            new_instances: OnceLock::new(),
            removed_typedefs: BTreeMap::new(),
            stand_ins: BTreeMap::new(),
            cut: BTreeSet::new(),
            by_value: Vec::new(),
            versions: BTreeMap::new(),
            folded: BTreeMap::new(),
            by_each: BTreeSet::new(),
            places: BTreeMap::new(),
            instances: BTreeMap::new(),
            functions: FastSet::default(),
            more_functions: MORE_FUNCTIONS,
            forms: Vec::new(),
            conflicts: Conflicts::new(old, new),
            unstated: super::unstated::Unstated::default(),
            sources: None,
            core: false,
            tells_ways: false,
            words: None,
            texts: None,
        }
    }

    /// Not everything of a type was compared: it is larger than any that people write.
    pub fn cut(&mut self, subject: &Subject) {
        self.cut.insert(subject.spelt());
    }

    /// What a compiler made of a class of one side, if that side exports it.
    pub(crate) fn special(&self, of_old: bool, special: Special, class: &str) -> Option<&'g Export> {
        let graph = if of_old { self.old } else { self.new };
        self.specials[usize::from(of_old)].get_or_init(|| Specials::of(graph)).get(special, class)
    }

    /// Whether source that names a typedef of OLD finds one of this name in NEW all the same: some unit has it, though no
    /// export may reach it, the texts of the public headers of both sides have it, or a header of the system does, which is
    /// none of the public headers that were named (those may be installed among them). One of a template's instance that NEW
    /// does not describe may be there as well: no unit made that instance, which says nothing of the template.
    pub(super) fn keeps_typedef(&self, id: TypeId) -> bool {
        let name = self.old.name(id);
        let whole = self.whole.1;
        let typedefs = self.new_typedefs.get_or_init(|| {
            whole.ids().filter(|&id| whole.node(id).kind == Kind::Typedef).map(|id| whole.name(id)).collect()
        });
        let file = self.old.str(self.old.positions[id.index()].file);
        let of_texts = |ask: &dyn Fn(&Texts) -> bool| self.texts.as_deref().is_some_and(ask);
        typedefs.contains(name)
            || is_system(file) && !of_texts(&|texts| texts.hold(file))
            || of_texts(&|texts| texts.keep_typedef(name))
            || self.is_of_unseen_instance(name)
    }

    /// Whether the public headers of both sides were read, and the file of OLD is one of them.
    pub(crate) fn reads_header(&self, file: Option<&str>) -> bool {
        self.texts.as_deref().zip(file).is_some_and(|(texts, file)| texts.are_several() && texts.hold(file))
    }

    /// Whether a typedef is an instance of an alias template, or lies in an instance of a template that NEW does not define.
    fn is_of_unseen_instance(&self, name: &str) -> bool {
        if name.ends_with('>') {
            return true;
        }
        let Some((scope, _)) = name.rsplit_once("::").filter(|(scope, _)| scope.ends_with('>')) else { return false };
        let whole = self.whole.1;
        let instances = self.new_instances.get_or_init(|| {
            let defined = whole.ids().filter(|&id| {
                let node = whole.node(id);
                node.kind.is_tagged() && !node.flags.has(Flags::DECLARATION)
            });
            defined.map(|id| whole.name(id)).filter(|name| name.ends_with('>')).collect()
        });
        !instances.contains(scope)
    }

    /// The pair of two types, if they were compared.
    pub fn pair_of(&self, old: TypeId, new: TypeId) -> Option<PairId> {
        self.ids.get(&(old, new)).copied()
    }

    /// Whether a class of a side declares the member function of a symbol, and somebody can call it: it is neither deleted
    /// nor pure. Of constructors and destructors no compiler states the symbols.
    pub fn declares(&self, old: bool, symbol: &str) -> bool {
        let graph = if old { self.old } else { self.new };
        let symbols = self.declared[usize::from(old)].get_or_init(|| {
            let no_call = MemberFlags(MemberFlags::DATA.0 | MemberFlags::DELETED.0 | MemberFlags::PURE.0);
            let members = graph.members.all().iter();
            members.filter(|m| !m.symbol.is_none() && m.flags.0 & no_call.0 == 0).map(|m| graph.str(m.symbol)).collect()
        });
        symbols.contains(symbol)
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
        let graph = self.old;
        let node = graph.node(id);
        let pos = graph.positions[id.index()];
        let file = (!pos.file.is_none()).then(|| graph.str(pos.file).to_owned());
        let line = (pos.line != 0).then_some(pos.line);
        let kind = SubjectKind::of(node.kind);
        let name = if !node.name.is_none() { graph.name(id).to_owned() } else { holder.name_of_inner() };
        Subject { kind, name, file, line, ..Subject::default() }
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
pub fn edge_target(graph: &Graph, id: TypeId, kind: EdgeKind) -> TypeId {
    graph.edges(id).iter().find(|e| e.kind == kind).map_or(TypeId::VOID, |e| e.target)
}
