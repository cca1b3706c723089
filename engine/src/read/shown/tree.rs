//! clang's tree (`-ast-dump=json`) of public headers, read as it comes: hundreds of megabytes for a header of C++, of which only
//! what public headers declare is kept.
//!
//! Statements and expressions, and all that lies in other files, are passed over without recursion: serde_json keeps a list of
//! its own for them. Namespaces and classes inside of each other are followed by recursion as deep as serde_json allows (128
//! levels of JSON, some 60 scopes); what lies deeper is an error, not a crash.

use std::fmt;
use std::io::Read;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use thiserror::Error;

use super::written;
use crate::graph::Access;
use crate::graph::shown::tokens::{self, TokenKind};
use crate::graph::shown::{Declaration, DeclarationKind, Noexcept, Parameter, Shown};
use crate::ground::maps::FastMap;

/// The tree could not be read.
#[derive(Debug, Error)]
#[error("clang's tree cannot be read: {0}")]
pub struct TreeError(serde_json::Error);

/// The declarations of public headers, of the tree that clang made of the text of `shown`, as C++ or as C.
///
/// # Errors
/// It is no such tree, or scopes lie too deep in each other.
pub fn declarations(shown: &Shown, json: impl Read, is_cpp: bool) -> Result<Vec<Declaration>, TreeError> {
    let mut walk = Walk {
        shown,
        scopes: Vec::new(),
        access: Access::Public,
        is_hidden: false,
        is_template: false,
        template_parameters: Vec::new(),
        is_c: !is_cpp,
        is_final_seen: false,
        found: Vec::new(),
        by_id: FastMap::default(),
        order: 0,
    };
    let mut reader = serde_json::Deserializer::from_reader(std::io::BufReader::with_capacity(1 << 16, json));
    let top = Node { walk: &mut walk, of: Inside::Scope };
    top.deserialize(&mut reader).and_then(|_| reader.end()).map_err(TreeError)?;
    Ok(walk.found)
}

/// A scope around what is read.
struct Scope {
    name: String,
    is_inline: bool,
    is_class: bool,
}

/// Where the walk is.
struct Walk<'s> {
    shown: &'s Shown,
    scopes: Vec<Scope>,
    access: Access,
    /// A class around is not public.
    is_hidden: bool,
    is_template: bool,
    template_parameters: Vec<String>,
    /// `extern "C"`, or the language is C.
    is_c: bool,
    /// The class that is being read says that it is final.
    is_final_seen: bool,
    found: Vec<Declaration>,
    /// Places in `found` by clang's ids.
    by_id: FastMap<String, usize>,
    /// How many enumerators of the enumeration were read.
    order: u32,
}

/// What a node lies in, which decides what is asked of it.
enum Inside<'p> {
    /// A file, a namespace, a class: declarations.
    Scope,
    /// A template: of what it lists only the first declaration is the pattern, the others are instances.
    Template { taken: &'p mut bool },
    /// A function or a class: parameters, the body, attributes.
    Parts(&'p mut Parts),
}

/// What the children of a declaration tell of it.
#[derive(Default)]
struct Parts {
    parameters: Vec<Parameter>,
    body: Option<Range<usize>>,
    /// The last expression: what a variable or parameter is initialised with.
    value: Option<Range<usize>>,
    is_final: bool,
}

/// What is stated of a node itself.
#[derive(Default)]
struct Head {
    kind: String,
    id: String,
    previous: Option<String>,
    at: Option<usize>,
    range: Option<Range<usize>>,
    name: String,
    type_: String,
    tag: String,
    access: String,
    language: String,
    is_implicit: bool,
    is_inline: bool,
    is_complete: bool,
    is_deleted: bool,
    is_defaulted: bool,
    is_constexpr: bool,
    has_value: bool,
    /// An enumeration keeps its names in a scope of its own.
    is_scoped: bool,
}

/// A node is read into `walk`; its kind and range are given back.
struct Node<'w, 'p, 's> {
    walk: &'w mut Walk<'s>,
    of: Inside<'p>,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node of clang's tree")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { walk, mut of } = self;
        let (mut head, mut parts) = (Head::default(), Parts::default());
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "kind" => head.kind = map.next_value()?,
                "id" => head.id = map.next_value()?,
                "previousDecl" => head.previous = Some(map.next_value()?),
                "loc" => head.at = map.next_value::<Location>()?.offset,
                "range" => {
                    let Span { begin, end } = map.next_value()?;
                    let end = end.offset.map(|offset| offset.saturating_add(end.length));
                    head.range = begin.offset.zip(end).map(|(begin, end)| begin..end.max(begin));
                }
                "name" => head.name = map.next_value()?,
                "type" => head.type_ = map.next_value::<Type>()?.spelt,
                "scopedEnumTag" => head.is_scoped = !map.next_value::<String>()?.is_empty(),
                "tagUsed" => head.tag = map.next_value()?,
                "language" => head.language = map.next_value()?,
                "access" => head.access = map.next_value()?,
                "isImplicit" => head.is_implicit = map.next_value()?,
                "isInline" => head.is_inline = map.next_value()?,
                "completeDefinition" => head.is_complete = map.next_value()?,
                "explicitlyDeleted" => head.is_deleted = map.next_value()?,
                "explicitlyDefaulted" => head.is_defaulted = !map.next_value::<String>()?.is_empty(),
                "constexpr" => head.is_constexpr = map.next_value()?,
                "init" => head.has_value = !map.next_value::<String>()?.is_empty(),
                "hasInClassInitializer" => head.has_value = map.next_value()?,
                "inner" => walk.inner(&head, &mut of, &mut parts, &mut map)?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        walk.end(head, &mut of, parts);
        Ok(())
    }
}

/// What lies in a node.
struct Inner<'w, 'p, 's> {
    walk: &'w mut Walk<'s>,
    of: Inside<'p>,
}

impl<'de> DeserializeSeed<'de> for Inner<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Inner<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nodes of clang's tree")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { walk, mut of } = self;
        loop {
            let of = match &mut of {
                Inside::Scope => Inside::Scope,
                Inside::Template { taken } => Inside::Template { taken },
                Inside::Parts(parts) => Inside::Parts(parts),
            };
            if seq.next_element_seed(Node { walk, of })?.is_none() {
                return Ok(());
            }
        }
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

#[derive(serde::Deserialize)]
struct Type {
    #[serde(default, rename = "qualType")]
    spelt: String,
}

fn is_function(kind: &str) -> bool {
    matches!(kind, "FunctionDecl" | "CXXMethodDecl" | "CXXConstructorDecl" | "CXXDestructorDecl" | "CXXConversionDecl")
}

fn is_class(kind: &str) -> bool {
    matches!(
        kind,
        "RecordDecl" | "CXXRecordDecl" | "ClassTemplateSpecializationDecl" | "ClassTemplatePartialSpecializationDecl"
    )
}

impl Walk<'_> {
    /// Follows the children of a node, where they tell something.
    fn inner<'de, A: MapAccess<'de>>(
        &mut self,
        head: &Head,
        of: &mut Inside<'_>,
        parts: &mut Parts,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let is_public = head.range.as_ref().is_some_and(|range| self.shown.place(range.start).is_some());
        let kind = &*head.kind;
        match of {
            Inside::Parts(_) if kind == "ParmVarDecl" => {
                return map.next_value_seed(Inner { walk: self, of: Inside::Parts(parts) });
            }
            Inside::Template { taken } if **taken => return map.next_value::<IgnoredAny>().map(drop),
            Inside::Parts(_) => return map.next_value::<IgnoredAny>().map(drop),
            Inside::Scope | Inside::Template { .. } => {}
        }
        if kind == "TranslationUnitDecl" {
            return map.next_value_seed(Inner { walk: self, of: Inside::Scope });
        }
        if !is_public || head.is_implicit {
            return map.next_value::<IgnoredAny>().map(drop);
        }
        match kind {
            "LinkageSpecDecl" => {
                let outer = std::mem::replace(&mut self.is_c, head.language == "C");
                let read = map.next_value_seed(Inner { walk: self, of: Inside::Scope });
                self.is_c = outer;
                read
            }
            "ExportDecl" => map.next_value_seed(Inner { walk: self, of: Inside::Scope }),
            "NamespaceDecl" => {
                let name = if head.name.is_empty() { "(anonymous namespace)" } else { &head.name };
                self.scopes.push(Scope { name: name.to_owned(), is_inline: head.is_inline, is_class: false });
                let read = map.next_value_seed(Inner { walk: self, of: Inside::Scope });
                self.scopes.pop();
                read
            }
            "ClassTemplateDecl" | "FunctionTemplateDecl" | "VarTemplateDecl" => {
                let outer = std::mem::replace(&mut self.is_template, true);
                let (mut taken, around) = (false, self.template_parameters.len());
                let read = map.next_value_seed(Inner { walk: self, of: Inside::Template { taken: &mut taken } });
                self.is_template = outer;
                self.template_parameters.truncate(around);
                read
            }
            // A function that only lookup by arguments finds belongs to the namespace around.
            "FriendDecl" => {
                let keep = self.scopes.iter().position(|scope| scope.is_class).unwrap_or(self.scopes.len());
                let classes = self.scopes.split_off(keep);
                let access = std::mem::replace(&mut self.access, Access::Public);
                let read = map.next_value_seed(Inner { walk: self, of: Inside::Scope });
                self.access = access;
                self.scopes.extend(classes);
                read
            }
            "EnumDecl" if !head.is_scoped => {
                self.order = 0;
                map.next_value_seed(Inner { walk: self, of: Inside::Scope })
            }
            _ if is_class(kind) => self.class(head, parts, map),
            _ if is_function(kind) || matches!(kind, "VarDecl" | "FieldDecl") => {
                map.next_value_seed(Inner { walk: self, of: Inside::Parts(parts) })
            }
            _ => map.next_value::<IgnoredAny>().map(drop),
        }
    }

    /// The members of a class; those of instances are their template's.
    fn class<'de, A: MapAccess<'de>>(&mut self, head: &Head, parts: &mut Parts, map: &mut A) -> Result<(), A::Error> {
        let range = head.range.clone().unwrap_or_default();
        let text = self.shown.text().get(range).unwrap_or_default();
        if head.name.is_empty() || !head.is_complete || written::is_instantiation(text) {
            return map.next_value::<IgnoredAny>().map(drop);
        }
        let default = if head.tag == "class" { Access::Private } else { Access::Public };
        let access = std::mem::replace(&mut self.access, default);
        let hidden = self.is_hidden;
        self.is_hidden |= access == Access::Private;
        let partial = head.kind == "ClassTemplatePartialSpecializationDecl";
        let template = self.is_template;
        self.is_template |= partial;
        self.scopes.push(Scope { name: self.own_name(head), is_inline: false, is_class: true });
        let read = map.next_value_seed(Members { walk: self, parts });
        self.scopes.pop();
        (self.access, self.is_hidden, self.is_template) = (access, hidden, template);
        read
    }

    /// The name of a declaration without its scopes.
    fn own_name(&self, head: &Head) -> String {
        if matches!(&*head.kind, "CXXConstructorDecl" | "CXXDestructorDecl") {
            // That of a template's constructor has the template's parameters.
            return head.name.split('<').next().unwrap_or_default().to_owned();
        }
        if !head.kind.ends_with("SpecializationDecl") {
            return head.name.clone();
        }
        let end = head.range.as_ref().map_or(0, |range| range.end);
        let from_name = head.at.and_then(|at| self.shown.text().get(at..end)).unwrap_or_default();
        format!("{}{}", head.name, written::arguments(from_name))
    }

    /// A type in which the parameters of templates are numbers: what they are called is nothing of it.
    fn numbered(&self, type_: &str) -> String {
        if self.template_parameters.is_empty() {
            return type_.to_owned();
        }
        let mut out = String::with_capacity(type_.len());
        let mut rest = 0;
        for token in tokens::all(type_).filter(|token| token.kind == TokenKind::Word) {
            let place = self.template_parameters.iter().rposition(|name| name == token.text);
            if let Some(place) = place {
                out.push_str(&type_[rest..token.start]);
                out.push_str(&format!("${place}"));
                rest = token.start + token.text.len();
            }
        }
        out.push_str(&type_[rest..]);
        out
    }

    /// Takes in a node whose parts are all known.
    fn end(&mut self, head: Head, of: &mut Inside<'_>, parts: Parts) {
        match of {
            Inside::Parts(around) => {
                match &*head.kind {
                    "FinalAttr" => around.is_final = true,
                    "ParmVarDecl" => {
                        let default = parts.value.filter(|_| head.has_value);
                        around.parameters.push(Parameter { name: head.name, default });
                    }
                    "CompoundStmt" | "CXXTryStmt" => {
                        around.value.clone_from(&head.range);
                        around.body = head.range;
                    }
                    kind if kind.ends_with("Attr") || kind.ends_with("Comment") => {}
                    _ => around.value = head.range,
                }
                return;
            }
            Inside::Template { taken } => {
                if matches!(
                    &*head.kind,
                    "TemplateTypeParmDecl" | "NonTypeTemplateParmDecl" | "TemplateTemplateParmDecl"
                ) {
                    self.template_parameters.push(head.name);
                    return;
                }
                let is_pattern = is_function(&head.kind) || is_class(&head.kind) || head.kind == "VarDecl";
                if **taken || !is_pattern {
                    return;
                }
                **taken = true;
            }
            Inside::Scope => {}
        }
        if head.kind == "FinalAttr" {
            self.is_final_seen = true;
        } else if head.kind == "AccessSpecDecl" {
            self.access = match &*head.access {
                "private" => Access::Private,
                "protected" => Access::Protected,
                _ => Access::Public,
            };
        } else if !head.is_implicit {
            self.declare(head, parts);
        }
    }

    fn declare(&mut self, head: Head, parts: Parts) {
        let kind = match &*head.kind {
            kind if is_function(kind) => DeclarationKind::Function,
            kind if is_class(kind) => DeclarationKind::Class,
            "VarDecl" => DeclarationKind::Variable,
            "FieldDecl" => DeclarationKind::Field,
            "EnumConstantDecl" => DeclarationKind::Enumerator,
            "TypedefDecl" | "TypeAliasDecl" => DeclarationKind::Alias,
            _ => return,
        };
        let (Some(at), Some(range)) = (head.at, head.range.clone()) else { return };
        let Some(place) = self.shown.place(at) else { return };
        let text = self.shown.text();
        let is_instance =
            is_class(&head.kind) && written::is_instantiation(text.get(range.clone()).unwrap_or_default());
        if head.name.is_empty() || is_instance {
            return;
        }
        let own = self.own_name(&head);
        let named = |inline: bool| {
            let scopes = self.scopes.iter().filter(|scope| inline || !scope.is_inline).map(|scope| &*scope.name);
            scopes.chain([&*own]).collect::<Vec<_>>().join("::")
        };
        let mut declaration = Declaration {
            kind,
            name: named(true),
            key: named(false),
            spelt: without_promise(&without_places(&head.type_)).to_owned(),
            type_: self.numbered(without_promise(&without_places(&head.type_))),
            place,
            access: self.access,
            is_hidden: self.is_hidden,
            is_template: self.is_template,
            template_parameters: self.template_parameters.clone(),
            is_c: self.is_c,
            is_final: parts.is_final,
            is_explicit: written::is_explicit(text.get(range.start..at).unwrap_or_default()),
            is_deleted: head.is_deleted,
            is_defined: head.is_complete || parts.body.is_some(),
            noexcept: Noexcept::No,
            parameters: parts.parameters,
            order: 0,
            body: None,
        };
        match kind {
            DeclarationKind::Function => {
                let end = parts.body.as_ref().map_or(range.end, |body| body.start);
                let behind = written::behind(text.get(at..end).unwrap_or_default(), &head.name);
                let is_implied = head.is_defaulted || head.is_deleted || head.kind == "CXXDestructorDecl";
                declaration.noexcept =
                    behind.noexcept.unwrap_or(if is_implied { Noexcept::Implied } else { Noexcept::No });
                let initialisers =
                    behind.initialisers.filter(|_| head.kind == "CXXConstructorDecl").map(|start| at + start);
                declaration.body = parts.body.map(|body| initialisers.unwrap_or(body.start)..body.end);
            }
            DeclarationKind::Field => declaration.body = parts.value.filter(|_| head.has_value),
            DeclarationKind::Variable => {
                // Only what is constant is a part of consumers.
                let is_constant = head.is_constexpr || declaration.type_.starts_with("const ");
                declaration.body = parts.value.filter(|_| head.has_value && is_constant);
            }
            DeclarationKind::Enumerator => {
                declaration.order = self.order;
                self.order = self.order.saturating_add(1);
                let text = text.get(range.clone()).unwrap_or_default();
                let sign = tokens::all(text).find(|token| token.text == "=");
                declaration.body = sign.map(|sign| range.start + sign.start + 1..range.end);
            }
            DeclarationKind::Class | DeclarationKind::Alias => {}
        }
        self.keep(declaration, head);
    }

    /// Adds a declaration, or what it adds to a former one of the same thing.
    fn keep(&mut self, declaration: Declaration, head: Head) {
        let former = head.previous.and_then(|id| self.by_id.get(&id).copied());
        let Some(at) = former else {
            self.by_id.insert(head.id, self.found.len());
            self.found.push(declaration);
            return;
        };
        self.by_id.insert(head.id, at);
        let Some(known) = self.found.get_mut(at) else { return };
        known.is_final |= declaration.is_final;
        known.is_explicit |= declaration.is_explicit;
        if declaration.body.is_some() || (declaration.is_defined && !known.is_defined) {
            (known.body, known.is_defined) = (declaration.body, true);
            // The names of parameters are those of the body.
            for (parameter, now) in known.parameters.iter_mut().zip(declaration.parameters) {
                let default = parameter.default.take().or(now.default);
                *parameter = Parameter { name: now.name, default };
            }
        } else {
            for (parameter, now) in known.parameters.iter_mut().zip(declaration.parameters) {
                parameter.default = parameter.default.take().or(now.default);
            }
        }
    }
}

/// The members of a class: declarations, and what is said of the class itself.
struct Members<'w, 'p, 's> {
    walk: &'w mut Walk<'s>,
    parts: &'p mut Parts,
}

impl<'de> DeserializeSeed<'de> for Members<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Members<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("members of a class")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { walk, parts } = self;
        // Attributes of a class stand in front of its members.
        let before = std::mem::take(&mut walk.is_final_seen);
        while seq.next_element_seed(Node { walk, of: Inside::Scope })?.is_some() {}
        parts.is_final = std::mem::replace(&mut walk.is_final_seen, before);
        Ok(())
    }
}

/// A type without where lambdas and types without a name stand: `(lambda at a.h:1:2)`.
fn without_places(type_: &str) -> String {
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
fn without_promise(type_: &str) -> &str {
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
