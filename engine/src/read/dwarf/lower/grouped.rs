//! Lists put into the order of their owners, in as many steps as they are long.

/// Buffers for [`grouped`].
pub(super) struct Spare<T> {
    items: Vec<T>,
    starts: Vec<u32>,
}

impl<T> Default for Spare<T> {
    fn default() -> Self {
        Self { items: Vec::new(), starts: Vec::new() }
    }
}

/// Orders items by a key below `keys`; those of one key stay as they came.
pub(super) fn grouped<T: Copy>(items: &mut [T], keys: usize, spare: &mut Spare<T>, key: impl Fn(&T) -> usize) {
    let starts = &mut spare.starts;
    starts.clear();
    starts.resize(keys + 1, 0);
    for item in items.iter() {
        starts[key(item) + 1] += 1;
    }
    let mut sum = 0;
    for start in starts.iter_mut() {
        sum += *start;
        *start = sum;
    }
    spare.items.clear();
    spare.items.extend_from_slice(items);
    for item in &spare.items {
        let at = &mut starts[key(item)];
        items[*at as usize] = *item;
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_a_stable_sort(keys in prop::collection::vec(0usize..9, 0..50)) {
            let mut items: Vec<(usize, usize)> = keys.into_iter().enumerate().map(|(i, key)| (key, i)).collect();
            let mut sorted = items.clone();
            sorted.sort_by_key(|item| item.0);
            grouped(&mut items, 9, &mut Spare::default(), |item| item.0);
            prop_assert_eq!(items, sorted);
        }
    }
}
