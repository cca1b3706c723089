//! What the comparison finds, before anybody judges it: changes at pairs of nodes.

use crate::graph::peel::Qualifiers;
use crate::graph::{Access, Edge, TypeId};
use crate::ground::maps::Sides;
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject};
use crate::rules::reason::{Pointed, Reason};

/// Index of a pair of types under comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PairId(pub u32);

/// Index into the exports that both sides have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkId(pub u32);

/// Index of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeId(pub u32);

/// Where a change happened: what reaches its owner reaches the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// A named or anonymous type of both sides.
    Pair(PairId),
    /// An export of both sides.
    Link(LinkId),
    /// An export that only OLD has (index into its exports).
    OldExport(u32),
    /// An export that only NEW has.
    NewExport(u32),
    /// The objects as such.
    Object,
}

/// What a place does with a type; decides how bad a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Member,
    /// A member whose width is stated, the same on both sides.
    BitField,
    Parameter,
    Result,
    Variable,
    Typedef,
}

/// Qualifiers that differ, of a place or of what a pointer there points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Qualified {
    pub role: Role,
    /// See [`Place`](super::types::Place).
    pub callback: bool,
    /// Pointers passed on the way to them.
    pub pointers: u32,
    pub old: Qualifiers,
    pub new: Qualifiers,
}

impl Qualified {
    /// They are those of an argument or a result itself, which are no part of a function's type in C.
    pub fn is_of_value(&self) -> bool {
        self.old.is_atomic == self.new.is_atomic
            && self.pointers == 0
            && matches!(self.role, Role::Parameter | Role::Result)
    }

    /// Only `restrict` differs.
    pub fn is_only_restrict(&self) -> bool {
        let (old, new) = (self.old, self.new);
        old.is_atomic == new.is_atomic
            && old.is_const == new.is_const
            && old.is_volatile == new.is_volatile
            && old.is_restrict != new.is_restrict
    }
}

/// Which part of a function that is reached through a pointer a change is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Result(Pointed),
    Parameter(Pointed),
}

/// What differs in who is a base of a class of C++, as far as it depends on who meets the class at run time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseChange {
    /// A base came; `empty`: it has no bytes of its own.
    Came { name: String, empty: bool },
    /// A base is gone.
    Gone { name: String, empty: bool },
    /// A class came between it and the base, or went: the base stands where it stood. `gone`: the class that went.
    Stays { name: String, gone: Option<String> },
    /// A member of its type stands where the base stood.
    BecameMember { name: String },
    /// It stands where a member of its type stood.
    WasMember { name: String },
    /// Fewer may convert to a base.
    Narrowed { name: String, now: Access },
}

/// What differs in a class of C++ beside its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassChange {
    /// Another base stands in its place.
    BaseReplaced { old: String, new: String },
    /// A base became virtual, or is so no longer.
    BaseVirtuality { name: String, now: bool },
    /// The offset of a virtual base stands elsewhere in the virtual table.
    VirtualBaseMoved { name: String, others: usize },
    /// Objects got a pointer to a virtual table, or lost it.
    TablePointer { now: bool },
    /// The data end elsewhere, the size stayed.
    DataEnd {
        /// All that lies behind the old end is set aside for later.
        reserved: bool,
    },
    /// Something of its virtual functions.
    Table(TableChange),
}

/// What differs in the virtual functions that a class declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableChange {
    /// Virtual functions stand in another order: the first, and how many.
    Moved { name: String, moved: usize },
    /// So many stand elsewhere because those of the base do.
    PlacesMoved { moved: usize },
    /// A virtual function came; behind all others or in front of some.
    FunctionCame { name: String, at_end: bool, pure: bool, first_moved: Option<String>, moved: usize },
    /// A virtual function is gone.
    FunctionGone { name: String },
    /// Another one stands in its place.
    FunctionReplaced { old: String, new: String },
    /// A function became virtual.
    BecameVirtual { name: String },
    /// A function is no longer virtual.
    NoLongerVirtual { name: String },
    /// A virtual function became pure.
    BecamePure { name: String },
    /// A pure one got an implementation.
    Implemented,
    /// The class overrides a function of a base that it did not.
    OverrideCame { name: String },
    /// It returns a pointer to a class that derives of the former; `adjusted`: which stands at an offset in it.
    Covariant { name: String, adjusted: bool },
    /// It no longer does.
    OverrideGone { name: String },
}

/// What differs at a place, where that is weighed after the walk. Types are OLD's and NEW's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A value of another type.
    Value { role: Role, callback: bool, part: Option<Part>, types: Sides<TypeId> },
    /// A pointer to another type; `returned` if it is itself the result of a function.
    PointerTarget { returned: bool, part: Option<Part>, types: Sides<TypeId> },
    /// Other qualifiers.
    Qualifiers(Qualified),
    /// A variable that became const, or is no longer.
    Const { now: bool },
    /// A variable of another size; `of_kernel`: it is exported to modules.
    VariableSize { of_kernel: bool },
    /// An array of `count` elements that became flexible, or the other way round.
    Flexible { role: Role, count: u64 },
    /// Arrays of other lengths.
    ArrayLength { role: Role, pointers: u32, types: Sides<TypeId> },
    /// A pointer into another address space; `formerly`: the rule that told of it before it had one of its own.
    AddressClass { formerly: Rule },
    /// A function that follows a variant of the procedure call standard now, or did before.
    VariantPcs { now: bool },
    /// Functions of which one has a prototype; `known`: which parameters there are, both sides say all the same.
    Prototype { types: Sides<TypeId>, known: bool },
    /// Functions of which one is variadic.
    Variadic(Sides<TypeId>),
    /// Something of a class of C++.
    Class(ClassChange),
    /// A base of one.
    Base(BaseChange),
    /// What compilers made of a member function that is still there is gone. `class`: OLD's, as far as debug information
    /// describes it.
    MadeOfMember { class: Option<TypeId>, what: Made },
}

/// What compilers make of a member function beside its own symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// A variant of a constructor: `1` of whole objects, `2` of bases.
    Constructor(u8),
    /// A variant of a destructor: `0` deletes as well.
    Destructor(u8),
    /// What adjusts `this`, or the result. `untabled`: no virtual table leads to it, of the library or of others.
    Thunk { of_destructor: bool, untabled: bool },
}

/// How severity is to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// By the place alone, and there is nothing to weigh.
    Decided(Reason),
    /// By the place alone, from what differs there.
    Place(Evidence),
    /// The record grew at its tail, or a union grew: depends on how it is held and who creates it.
    Growth,
    /// The record is smaller because the array at its end has no length now: depends on how it is held.
    CutShort,
    /// The alignment changed: depends on how it is held.
    Alignment,
    /// A typedef stands for `void` on one side: depends on whether anything is held by it.
    Void,
}

impl<R: Into<Reason>> From<R> for Judgement {
    fn from(reason: R) -> Self {
        Self::Decided(reason.into())
    }
}

impl From<Evidence> for Judgement {
    fn from(evidence: Evidence) -> Self {
        Self::Place(evidence)
    }
}

/// One structural difference.
#[derive(Clone, Debug)]
pub struct Change {
    pub rule: Rule,
    pub owner: Owner,
    pub subject: Subject,
    pub old: Option<Facts>,
    pub new: Option<Facts>,
    pub judgement: Judgement,
    /// It changes the size or alignment of its owner, or moves members.
    pub affects_layout: bool,
    /// Roots that explain it; empty for a root.
    pub causes: Vec<ChangeId>,
    pub root: bool,
}

impl Change {
    /// The rule that told of it in the release before, where that was another one.
    pub fn formerly(&self) -> Option<Rule> {
        match self.judgement {
            Judgement::Place(Evidence::AddressClass { formerly }) => Some(formerly),
            _ => None,
        }
    }

    /// A root that leaves the layout alone, decided by its place.
    pub fn decided(
        rule: Rule,
        owner: Owner,
        subject: Subject,
        (old, new): (Option<Facts>, Option<Facts>),
        judgement: impl Into<Judgement>,
    ) -> Self {
        let judgement = judgement.into();
        Self { rule, owner, subject, old, new, judgement, affects_layout: false, causes: Vec::new(), root: true }
    }

    /// Whether the type at the place is the same all the same, and only spelt otherwise.
    pub fn leaves_type(&self) -> bool {
        match &self.judgement {
            Judgement::Place(Evidence::Qualifiers(q)) => q.is_of_value() || q.is_only_restrict(),
            _ => matches!(self.rule, Rule::TypeSpellingChanged | Rule::PointerTargetVoid | Rule::ParameterRenamed),
        }
    }
}

/// What is known of a pair.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    pub old: TypeId2,
    pub new: TypeId2,
    /// Pairs that this one refers to, with the step and whether it holds it by value.
    pub children: Vec<Child>,
    /// Changes found at this pair itself.
    pub changes: Vec<ChangeId>,
    /// Size or alignment in bytes differs.
    pub layout_changed: bool,
    /// It is passed by value where its alignment may decide how, and no rule of the machine is known.
    pub unplaced: bool,
    /// How reports call it.
    pub subject: Subject,
    /// Some member moved that no change of the record's own explains: only known after all pairs.
    pub pending_moves: Vec<Move>,
    /// So many virtual functions stand elsewhere because those of the base do.
    pub pending_places: usize,
}

/// `TypeId` with a default, so that [`Pair`] has one.
pub type TypeId2 = Option<TypeId>;

/// A member that moved.
#[derive(Clone, Debug)]
pub struct Move {
    pub name: String,
    pub old_bits: i64,
    pub new_bits: i64,
    /// Of the member of OLD.
    pub edge: Edge,
    /// Of the one of another name that it is in NEW.
    pub now: Option<Edge>,
    /// It is what the hidden half of a slot keeps.
    pub slot: bool,
}

/// A reference from one pair to another.
#[derive(Clone, Debug)]
pub struct Child {
    pub pair: PairId,
    pub by_value: bool,
    pub step: Step,
}

/// A step of a path, as OLD has it; spelt when it is shown.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The place itself, which is told otherwise.
    None,
    /// A member or a parameter.
    Edge(Edge),
    /// The result, of this type.
    Result(TypeId),
    Typedef(TypeId),
}

/// What stands in the place of a typedef that is gone, wherever it was named.
#[derive(Clone, Debug, Default)]
pub struct StandIns {
    /// Typedefs and types by name; none where what it stood for is used directly.
    pub names: std::collections::BTreeSet<String>,
    /// One of them may stand for something else.
    pub differ: bool,
}

/// A record that a function of both sides takes or returns by value.
#[derive(Clone, Debug)]
pub struct ByValue {
    pub owner: Owner,
    pub subject: Subject,
    pub old: TypeId,
    pub new: TypeId,
    /// The function of OLD and the index in its list; none for a result.
    pub parameter: Option<(TypeId, usize)>,
}
