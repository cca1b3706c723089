//! One side of what headers declare, by names, and how reports name a declaration.

use std::collections::BTreeMap;

use crate::graph::shown::{Declaration, DeclarationKind, Declared, Shown};
use crate::model::report as m;
use crate::rules::facts::{ANONYMOUS, SubjectKind};

/// Declarations of a side by what they declare.
pub(super) type Groups<'s> = BTreeMap<(&'s str, DeclarationKind), Vec<&'s Declaration>>;

/// One side.
pub(super) struct Side<'s> {
    pub(super) shown: &'s Shown,
    pub(super) declared: &'s Declared,
    pub(super) groups: Groups<'s>,
}

impl<'s> Side<'s> {
    /// `None` where no front end parsed it.
    pub(super) fn of(shown: &'s Shown) -> Option<Self> {
        let declared = shown.declared.as_ref()?;
        Some(Self { shown, declared, groups: groups(declared) })
    }
}

fn groups(declared: &Declared) -> Groups<'_> {
    let mut out = Groups::new();
    for declaration in &declared.declarations {
        out.entry((&declaration.key, declaration.kind)).or_default().push(declaration);
    }
    out
}

/// As reports name it.
pub(super) fn subject(of: &Declaration, member: Option<String>) -> m::Subject {
    let (scope, own) = of.name.rsplit_once("::").unwrap_or(("", &of.name));
    match of.kind {
        DeclarationKind::Function => {
            // In C++ the parameters tell overloads apart.
            let parameters = if of.is_c { "" } else { parameters(&of.spelt) };
            let name = format!("{}{parameters}", of.name);
            let demangled = (!parameters.is_empty()).then(|| name.clone());
            m::Subject { kind: SubjectKind::Function, name, demangled, member, ..m::Subject::default() }
        }
        DeclarationKind::Field => m::Subject {
            kind: SubjectKind::Class,
            name: scope.to_owned(),
            member: Some(own.to_owned()),
            ..m::Subject::default()
        },
        DeclarationKind::Variable | DeclarationKind::Using => {
            m::Subject { kind: SubjectKind::Variable, name: of.name.clone(), member, ..m::Subject::default() }
        }
        DeclarationKind::Class | DeclarationKind::Enum | DeclarationKind::Alias => {
            let kind = match of.kind {
                DeclarationKind::Enum => SubjectKind::Enum,
                DeclarationKind::Alias => SubjectKind::Typedef,
                _ if of.is_c => SubjectKind::Struct,
                _ => SubjectKind::Class,
            };
            m::Subject { kind, name: of.name.clone(), member, ..m::Subject::default() }
        }
        // One without a name is told apart by its enumerators.
        DeclarationKind::Enumerator => m::Subject {
            kind: SubjectKind::Enum,
            name: of.enumeration.clone().unwrap_or_else(|| {
                if scope.is_empty() { "(anonymous)".to_owned() } else { format!("{scope}{ANONYMOUS}") }
            }),
            member: Some(own.to_owned()),
            ..m::Subject::default()
        },
    }
}

/// The parameters and qualifiers in the type of a function: `(int) const` of `void (int) const`.
pub(super) fn parameters(type_: &str) -> &str {
    let Some(close) = type_.rfind(')') else { return "" };
    let mut depth = 0_usize;
    for (at, byte) in type_.bytes().enumerate().take(close + 1).collect::<Vec<_>>().into_iter().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &type_[at..];
        }
    }
    ""
}
