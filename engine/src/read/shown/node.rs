//! What clang states of a node of its tree.

use std::ops::Range;

use serde::de::{IgnoredAny, MapAccess};

/// What is stated of a node itself.
#[derive(Default)]
pub(super) struct Head {
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) previous: Option<String>,
    pub(super) at: Option<usize>,
    pub(super) range: Option<Range<usize>>,
    pub(super) name: String,
    /// What another name of a namespace, or a directive, names.
    pub(super) nominated: String,
    pub(super) type_: Type,
    pub(super) bases: Vec<Base>,
    pub(super) tag: String,
    pub(super) access: String,
    pub(super) language: String,
    pub(super) is_implicit: bool,
    pub(super) is_inline: bool,
    pub(super) is_static: bool,
    pub(super) is_virtual: bool,
    pub(super) is_complete: bool,
    pub(super) is_deleted: bool,
    pub(super) is_defaulted: bool,
    pub(super) is_constexpr: bool,
    pub(super) is_bit_field: bool,
    pub(super) has_value: bool,
    /// What an expression comes to, if that is a whole number.
    pub(super) value: Option<i128>,
    /// An enumeration keeps its names in a scope of its own.
    pub(super) is_scoped: bool,
}

impl Head {
    /// Reads the value of a key.
    pub(super) fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "kind" => self.kind = map.next_value()?,
            "id" => self.id = map.next_value()?,
            "previousDecl" => self.previous = Some(map.next_value()?),
            "loc" => self.at = map.next_value::<Location>()?.offset,
            "range" => {
                let Span { begin, end } = map.next_value()?;
                let end = end.offset.map(|offset| offset.saturating_add(end.length));
                self.range = begin.offset.zip(end).map(|(begin, end)| begin..end.max(begin));
            }
            "name" => self.name = map.next_value()?,
            "type" | "fixedUnderlyingType" => self.type_ = map.next_value()?,
            "bases" => self.bases = map.next_value()?,
            "nominatedNamespace" | "aliasedNamespace" => self.nominated = map.next_value::<Named>()?.name,
            "scopedEnumTag" => self.is_scoped = !map.next_value::<String>()?.is_empty(),
            "tagUsed" => self.tag = map.next_value()?,
            "language" => self.language = map.next_value()?,
            "access" => self.access = map.next_value()?,
            "isImplicit" => self.is_implicit = map.next_value()?,
            "isInline" | "inline" => self.is_inline = map.next_value()?,
            "storageClass" => self.is_static = map.next_value::<String>()? == "static",
            "virtual" => self.is_virtual = map.next_value()?,
            "isBitfield" => self.is_bit_field = map.next_value()?,
            "completeDefinition" => self.is_complete = map.next_value()?,
            "explicitlyDeleted" => self.is_deleted = map.next_value()?,
            "explicitlyDefaulted" => self.is_defaulted = !map.next_value::<String>()?.is_empty(),
            "constexpr" => self.is_constexpr = map.next_value()?,
            "init" => self.has_value = !map.next_value::<String>()?.is_empty(),
            "hasInClassInitializer" => self.has_value = map.next_value()?,
            // A number is text here; characters and what is true or false are not.
            "value" => {
                self.value = match map.next_value::<serde_json::Value>()? {
                    serde_json::Value::String(number) => number.parse().ok(),
                    _ => None,
                }
            }
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// A place; without an offset one that lies nowhere.
#[derive(serde::Deserialize, Default)]
struct Location {
    offset: Option<usize>,
    #[serde(default, rename = "tokLen")]
    length: usize,
}

#[derive(serde::Deserialize)]
struct Span {
    #[serde(default)]
    begin: Location,
    #[serde(default)]
    end: Location,
}

/// A type.
#[derive(serde::Deserialize, Default)]
pub(super) struct Type {
    #[serde(default, rename = "qualType")]
    pub(super) spelt: String,
    /// The same without the alias that it is, if it is one.
    #[serde(default, rename = "desugaredQualType")]
    pub(super) desugared: String,
}

/// A base of a class.
#[derive(serde::Deserialize)]
pub(super) struct Base {
    #[serde(default)]
    pub(super) access: String,
    #[serde(default, rename = "isVirtual")]
    pub(super) is_virtual: bool,
    #[serde(default, rename = "type")]
    pub(super) type_: Type,
}

/// Another node that one names.
#[derive(serde::Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

pub(super) fn is_function(kind: &str) -> bool {
    matches!(kind, "FunctionDecl" | "CXXMethodDecl" | "CXXConstructorDecl" | "CXXDestructorDecl" | "CXXConversionDecl")
}

pub(super) fn is_variable(kind: &str) -> bool {
    matches!(kind, "VarDecl" | "VarTemplateSpecializationDecl" | "VarTemplatePartialSpecializationDecl")
}

pub(super) fn is_class(kind: &str) -> bool {
    matches!(
        kind,
        "RecordDecl" | "CXXRecordDecl" | "ClassTemplateSpecializationDecl" | "ClassTemplatePartialSpecializationDecl"
    )
}

/// A type without where lambdas and types without a name stand: `(lambda at a.h:1:2)`.
pub(super) fn without_places(type_: &str) -> String {
    let mut out = String::with_capacity(type_.len());
    let mut rest = type_;
    while let Some(at) = rest.find(" at ") {
        let is_inside = rest[..at].rfind('(').is_some_and(|open| !rest[open..at].contains(')'));
        let Some(end) = rest[at..].find(')').filter(|_| is_inside) else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + end..];
    }
    out.push_str(rest);
    out
}

/// The type of a function without what it says of exceptions.
pub(super) fn without_promise(type_: &str) -> &str {
    let mut depth = 0_i64;
    for (at, c) in type_.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ' ' if depth == 0 && (type_[at..].starts_with(" noexcept") || type_[at..].starts_with(" throw(")) => {
                return &type_[..at];
            }
            _ => {}
        }
    }
    type_
}
