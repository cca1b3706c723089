//! What a class of C++ has beside its layout: member functions and static data members.
//!
//! They are no edges. Which of them debug information lists differs between units (implicit constructors, instances of
//! member templates), so a class holds what any unit says of it, while its layout and its virtual functions, which all
//! units state, are edges and decide which definitions are one type.

use super::{Access, NameId, TypeId};

/// Bits of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberFlags(pub u32);

impl MemberFlags {
    /// Derived classes see it.
    pub const PROTECTED: Self = Self(1);
    /// The class alone sees it; without this bit and the one before, everybody does.
    pub const PRIVATE: Self = Self(2);
    /// Virtual function.
    pub const VIRTUAL: Self = Self(4);
    /// Pure virtual function.
    pub const PURE: Self = Self(8);
    /// Member function without `this`.
    pub const STATIC: Self = Self(16);
    /// The compiler declared it, not the source.
    pub const ARTIFICIAL: Self = Self(32);
    /// `explicit`
    pub const EXPLICIT: Self = Self(64);
    /// `= delete`
    pub const DELETED: Self = Self(128);
    /// `= default` in the class.
    pub const DEFAULTED: Self = Self(256);
    /// `= default` outside of the class: provided by the user.
    pub const DEFAULTED_OUTSIDE: Self = Self(512);
    /// Member function with `&` behind its parameters.
    pub const LVALUE: Self = Self(1024);
    /// Member function with `&&` behind its parameters.
    pub const RVALUE: Self = Self(2048);
    /// Static data member; without this bit, a function.
    pub const DATA: Self = Self(4096);
    /// Static data member whose value debug information states.
    pub const HAS_VALUE: Self = Self(8192);
    /// Constructor, but no instance of a template.
    pub const CONSTRUCTOR: Self = Self(1 << 14);
    /// Constructor or assignment that takes `T&` or `const T&` alone, of assignments also `T`.
    pub const OF_COPY: Self = Self(1 << 15);
    /// The same of `T&&`.
    pub const OF_MOVE: Self = Self(1 << 16);
    /// Of a constructor with one of the two bits before: it takes further parameters, of which debug information does not
    /// say whether they have defaults. Without them it copies or moves, with them it is any constructor.
    pub const WITH_MORE: Self = Self(1 << 17);
    /// Member function that is not virtual, and that the source file of a unit defines: nobody who only has headers compiles it.
    pub const OF_SOURCE: Self = Self(1 << 18);
    /// All.
    pub const ALL: Self = Self((1 << 19) - 1);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// Sets the bits of `other`.
    pub fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
    /// Of a constructor or assignment: it copies or moves whatever parameters have defaults.
    #[must_use]
    pub fn surely_copies(self) -> bool {
        !self.has(Self::WITH_MORE) && (self.has(Self::OF_COPY) || self.has(Self::OF_MOVE))
    }
    /// Who sees it.
    #[must_use]
    pub fn access(self) -> Access {
        Access::of(self.has(Self::PROTECTED), self.has(Self::PRIVATE))
    }
}

/// A member function or a static data member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// Without the class: `f`, `operator=`, `~A`.
    pub name: NameId,
    /// Linkage name where debug information states it (clang does not of constructors and destructors).
    pub symbol: NameId,
    /// Of a function its result, name, parameters and qualifiers: `int f(const char*) const`. Of data its declaration.
    pub signature: NameId,
    /// Place in the virtual table as debug information states it; -1 where it does not (destructors).
    pub slot: i64,
    /// The value of a static data member, see [`MemberFlags::HAS_VALUE`].
    pub value: i64,
    /// Line of its declaration, 0 unknown.
    pub line: u32,
    /// Bits.
    pub flags: MemberFlags,
}

/// The members of the classes of a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Classes that have some, ascending, each with the index of its first.
    pub(crate) classes: Vec<(TypeId, u32)>,
    /// All, by class; of one class by name and signature.
    pub(crate) list: Vec<Member>,
}

impl Members {
    /// The members of a class.
    #[must_use]
    pub fn of(&self, id: TypeId) -> &[Member] {
        let Ok(at) = self.classes.binary_search_by_key(&id, |c| c.0) else { return &[] };
        let start = self.classes[at].1 as usize;
        let end = self.classes.get(at + 1).map_or(self.list.len(), |c| c.1 as usize);
        self.list.get(start..end).unwrap_or_default()
    }
    /// Those of all classes.
    pub(crate) fn all(&self) -> &[Member] {
        &self.list
    }
    /// Classes, ascending, each with its members.
    pub(crate) fn by_class(&self) -> impl Iterator<Item = (TypeId, &[Member])> {
        self.classes.iter().map(|c| (c.0, self.of(c.0)))
    }
    /// Whether each class is one of so many nodes, and has its members behind those of the one before.
    pub(crate) fn is_sound(&self, nodes: u32) -> bool {
        let ascending = self.classes.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1);
        let first = self.classes.first().is_some_and(|c| c.1 == 0);
        let last = self.classes.last().is_some_and(|c| c.0.0 < nodes && (c.1 as usize) < self.list.len());
        ascending && first && last
    }
    /// Adds the members of a class, whose id is larger than those of all before.
    pub(crate) fn push(&mut self, id: TypeId, members: impl IntoIterator<Item = Member>) {
        let first = self.list.len() as u32;
        self.list.extend(members);
        if self.list.len() as u32 > first {
            self.classes.push((id, first));
        }
    }
}
