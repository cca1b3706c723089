//! Which names the public headers of NEW no longer declare, and which are not for consumers.

use std::collections::BTreeSet;

use crate::graph::Access;
use crate::graph::shown::tokens::{self, TokenKind};
use crate::graph::shown::{Declaration, DeclarationKind, Declared, Shown};

/// What a side declares under which names.
pub(super) struct DeclaredNames<'s> {
    shown: &'s Shown,
    declared: &'s Declared,
    /// With their scopes, without inline namespaces.
    keys: BTreeSet<&'s str>,
    /// Without scopes.
    own: BTreeSet<&'s str>,
    /// Classes that have bases, with their scopes.
    derived: BTreeSet<&'s str>,
}

/// The scope in front of a name, and the name without it. The scopes of arguments are none of it.
fn parted(key: &str) -> (&str, &str) {
    let (mut depth, mut end) = (0_usize, None);
    for (at, byte) in key.bytes().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' => depth = depth.saturating_sub(1),
            b':' if depth == 0 && key[at..].starts_with("::") => end = Some(at),
            _ => {}
        }
    }
    end.map_or(("", key), |end| (&key[..end], &key[end + 2..]))
}

/// A name without its scopes.
pub(super) fn own(key: &str) -> &str {
    parted(key).1
}

/// The scope of a name; empty of a global one.
pub(super) fn scope(key: &str) -> &str {
    parted(key).0
}

impl<'s> DeclaredNames<'s> {
    pub(super) fn of(shown: &'s Shown, declared: &'s Declared) -> Self {
        let declarations = &declared.declarations;
        let is_derived = |of: &&Declaration| of.members.first().is_some_and(|member| member.is_base);
        Self {
            shown,
            declared,
            keys: declarations.iter().map(|of| &*of.key).collect(),
            own: declarations.iter().map(|of| own(&of.key)).collect(),
            derived: declarations.iter().filter(is_derived).map(|of| &*of.key).collect(),
        }
    }

    /// Whether a name of the other side is gone: nothing declares it, nor may it come from elsewhere (a base, another
    /// namespace, a header that was not read).
    pub(super) fn lack(&self, key: &str, file: &str) -> bool {
        let name = own(key);
        let comes_otherwise = || {
            self.own.contains(name)
                && (self.derived.contains(scope(key))
                    || self.declared.opened.iter().any(|(opened, _)| is_within(key, opened)))
        };
        !self.keys.contains(key)
            && !self.shown.macros.contains_key(name)
            && !self.shown.unread.contains(file)
            && !comes_otherwise()
    }

    /// Whether a name with its scopes is declared.
    pub(super) fn hold(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}

/// Whether a name lies in a scope, however deep.
fn is_within(key: &str, scope: &str) -> bool {
    scope.is_empty() || key.strip_prefix(scope).is_some_and(|rest| rest.starts_with("::"))
}

/// Names that are not for consumers: those that begin with an underscore, and what lies in namespaces that say so, unless a
/// declaration for consumers names it.
pub(super) struct Internal<'s> {
    /// Names, as they are written, that stand in declarations for consumers.
    named: BTreeSet<&'s str>,
}

impl<'s> Internal<'s> {
    pub(super) fn of(declared: &'s Declared) -> Self {
        let is_for_consumers =
            |scope: &str| !scope.split("::").any(|part| part.starts_with('_') || says_internal(part));
        let opened = declared.opened.iter().filter(|(scope, _)| is_for_consumers(scope));
        let mut out = Self { named: opened.map(|(_, nominated)| &**nominated).collect() };
        // What is named names others in its turn.
        for _ in 0..16 {
            let before = out.named.len();
            for of in &declared.declarations {
                let is_hidden = of.access == Access::Private || of.is_hidden;
                if is_hidden || out.has(&of.key) {
                    continue;
                }
                let bases = of.members.iter().filter(|member| member.is_base).map(|base| &*base.type_);
                let types = [&*of.spelt, &*of.desugared].into_iter().filter(|_| of.kind != DeclarationKind::Class);
                for type_ in types.chain(bases.filter(|base| !base.contains("private "))) {
                    // A namespace in front of a name is not named for itself.
                    let mut tokens = tokens::all(type_).peekable();
                    while let Some(token) = tokens.next() {
                        let is_scope = tokens.peek().is_some_and(|next| next.text == "::");
                        if token.kind == TokenKind::Word && !is_scope {
                            out.named.insert(token.text);
                        }
                    }
                }
            }
            if out.named.len() == before {
                break;
            }
        }
        out
    }

    /// Whether a name, with its scopes, is none for consumers.
    pub(super) fn has(&self, key: &str) -> bool {
        let mut is_inside = false;
        for part in key.split('<').next().unwrap_or_default().split("::") {
            if part.starts_with('_') && !self.named.contains(part) {
                return true;
            }
            is_inside = (is_inside || says_internal(part)) && !self.named.contains(part);
        }
        is_inside
    }
}

/// Whether a scope says that it is not for consumers.
fn says_internal(scope: &str) -> bool {
    matches!(scope.to_ascii_lowercase().as_str(), "detail" | "details" | "impl" | "internal" | "priv" | "private")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_of_arguments_are_none_of_a_name() {
        assert_eq!(parted("a::b<c::d>::e"), ("a::b<c::d>", "e"));
        assert_eq!(parted("a::b<c<int>::d>"), ("a", "b<c<int>::d>"));
        assert_eq!(parted("a::operator<"), ("a", "operator<"));
        assert_eq!(parted("a::operator->"), ("a", "operator->"));
        assert_eq!(parted("a"), ("", "a"));
    }

    #[test]
    fn internal_is_what_no_declaration_for_consumers_names() {
        let declaration = |kind, key: &str, spelt: &str| Declaration {
            kind,
            name: key.to_owned(),
            key: key.to_owned(),
            type_: spelt.to_owned(),
            spelt: spelt.to_owned(),
            desugared: String::new(),
            place: crate::graph::shown::Place { file: 0, line: 1 },
            access: Access::Public,
            is_hidden: false,
            is_template: false,
            is_specialized: false,
            template_parameters: Vec::new(),
            is_c: false,
            is_final: false,
            is_explicit: false,
            is_deleted: false,
            is_constant: false,
            is_defined: true,
            noexcept: crate::graph::shown::Noexcept::No,
            parameters: Vec::new(),
            value: None,
            enumeration: None,
            is_scoped: false,
            members: Vec::new(),
            body: None,
        };
        let declared = Declared {
            declarations: vec![
                declaration(DeclarationKind::Using, "a::queue", "detail::d1::queue"),
                declaration(DeclarationKind::Alias, "a::detail::d1::queue::node", "detail::d1::link"),
                declaration(DeclarationKind::Alias, "a::detail::d1::hidden", "detail::d1::other"),
            ],
            opened: [("a::detail".to_owned(), "d1".to_owned())].into(),
            ..Declared::default()
        };
        let internal = Internal::of(&declared);
        for key in ["a::detail::d1::queue::pop", "a::detail::d1::link", "a::b", "detailed::b"] {
            assert!(!internal.has(key), "{key}");
        }
        for key in ["a::detail::d1::other", "a::detail::b", "_b", "a::_impl::b", "a::b::_c"] {
            assert!(internal.has(key), "{key}");
        }
    }
}
