//! Hash maps with a fixed state: quick, and in the same order in each run. Their keys are never chosen by an input alone
//! where that could make them slow: hashes of names go through hashbrown's own spreading.

/// A hash map.
pub(crate) type FastMap<K, V> = hashbrown::HashMap<K, V, foldhash::fast::FixedState>;
/// A hash set.
pub(crate) type FastSet<T> = hashbrown::HashSet<T, foldhash::fast::FixedState>;

/// A value of OLD, and the same of NEW.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides<T> {
    /// Of OLD.
    pub old: T,
    /// Of NEW.
    pub new: T,
}
