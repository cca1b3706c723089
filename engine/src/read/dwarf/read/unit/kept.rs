//! What several units of a file are read by: tables of abbreviations and of files.
//!
//! Most tables belong to one unit and are dropped with it. One that is asked for again is kept from then on, so that
//! many units of a few bytes cannot have a large table read for each of them.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::ground::maps::FastMap;
use crate::read::dwarf::read::error::Result;

type Entry<V> = Option<Result<Arc<V>>>;

/// Values by key. What could not be read is kept, too.
pub struct Kept<K, V> {
    map: Mutex<FastMap<K, Entry<V>>>,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self { map: Mutex::default() }
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// The value of a key. `make` is called for the first two askers (and for whoever asks meanwhile).
    ///
    /// # Errors
    /// Those of `make`.
    pub fn get(&self, key: K, make: impl FnOnce() -> Result<V>) -> Result<Arc<V>> {
        let lock = || self.map.lock().unwrap_or_else(PoisonError::into_inner);
        let asked_before = match lock().get(&key) {
            Some(Some(known)) => return known.clone(),
            Some(None) => true,
            None => false,
        };
        let value = make().map(Arc::new);
        lock().insert(key, asked_before.then(|| value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::read::dwarf::read::error::DwarfError;

    #[test]
    fn a_value_is_made_twice_at_most() {
        let kept: Kept<u32, u32> = Kept::default();
        let made = Cell::new(0);
        let make = || {
            made.set(made.get() + 1);
            if made.get() < 3 { Ok(7) } else { Err(DwarfError::Truncated) }
        };
        assert!((0..100).all(|_| kept.get(1, make).is_ok_and(|v| *v == 7)));
        assert_eq!(made.get(), 2);
        // Nor is what cannot be read.
        assert!((0..100).all(|_| kept.get(2, make).is_err()));
        assert_eq!(made.get(), 4);
    }
}
