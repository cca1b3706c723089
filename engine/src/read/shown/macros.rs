//! Definitions of macros as preprocessors print them (`-dD`): on one line, without comments.

use std::collections::BTreeMap;

use crate::graph::shown::{Macro, Place};

/// Takes in a definition, without `#define`. One without a place is not of a public header, and takes the name from one that is.
pub(super) fn define(macros: &mut BTreeMap<String, Macro>, definition: &str, place: Option<Place>, header: &str) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii();
    let end = definition.find(|c| !is_name(c)).unwrap_or(definition.len());
    let (name, rest) = definition.split_at(end);
    if name.is_empty() {
        return;
    }
    let Some(place) = place else {
        macros.remove(name);
        return;
    };
    // Only what follows at once are parameters.
    let (parameters, body) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((list, body)) => {
            let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
            (Some(names.map(str::to_owned).collect()), body)
        }
        None => (None, rest),
    };
    let body = body.trim().to_owned();
    let is_guard = parameters.is_none() && body.is_empty() && is_guard(name, header);
    macros.insert(name.to_owned(), Macro { parameters, body, place, is_guard });
}

/// Whether a macro is called as those that keep a header from being read twice: by the header's name and an `h`, or that it is
/// included.
pub(super) fn is_guard(name: &str, header: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    let file = header.rsplit('/').next().unwrap_or(header);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (name, stem) = (plain(name), plain(stem));
    let says_included = name.starts_with("INCLUDE") || name.ends_with("INCLUDED");
    name.contains(&format!("{stem}H")) || says_included && name.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_are_called_as_their_header() {
        assert!(is_guard("ZSTD_H_235446", "zstd.h"));
        assert!(is_guard("INCLUDE_git_oid_h__", "git2/oid.h"));
        assert!(is_guard("__TBB_detail__machine_H", "tbb/detail/_machine.h"));
        assert!(is_guard("FOO_LIB_INCLUDED", "lib.h") && is_guard("INCLUDED_lib", "lib.h"));
        assert!(!is_guard("LIB_API", "lib.h") && !is_guard("HAVE_LIB", "lib.h"));
    }
}
