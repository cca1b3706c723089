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

use super::node::{Head, is_class, is_function, is_variable, without_places, without_promise};
use super::written;
use crate::graph::Access;
use crate::graph::shown::tokens::{self, TokenKind};
use crate::graph::shown::{Declaration, DeclarationKind, Declared, Member, Noexcept, Parameter, Shown};
use crate::ground::maps::FastMap;

/// The tree could not be read.
#[derive(Debug, Error)]
#[error("clang's tree cannot be read: {0}")]
pub struct TreeError(serde_json::Error);

/// What public headers declare, by the tree that clang made of the text of `shown`, as C++ or as C.
///
/// # Errors
/// It is no such tree, or scopes lie too deep in each other.
pub fn declarations(shown: &Shown, json: impl Read, is_cpp: bool) -> Result<Declared, TreeError> {
    let mut walk = Walk {
        shown,
        scopes: Vec::new(),
        access: Access::Public,
        is_hidden: false,
        is_template: false,
        template_parameters: Vec::new(),
        is_c: !is_cpp,
        is_final_seen: false,
        declared: Declared::default(),
        by_id: FastMap::default(),
        enumeration: None,
        last: None,
        members: Vec::new(),
        in_unnamed: false,
        unnamed: None,
    };
    let mut reader = serde_json::Deserializer::from_reader(std::io::BufReader::with_capacity(1 << 16, json));
    let top = Node { walk: &mut walk, of: Inside::Scope };
    top.deserialize(&mut reader).and_then(|_| reader.end()).map_err(TreeError)?;
    Ok(walk.declared)
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
    declared: Declared,
    /// Places among the declarations by clang's ids.
    by_id: FastMap<String, usize>,
    /// The enumeration that is being read, with its scopes, if it has a name.
    enumeration: Option<String>,
    /// The value of its last enumerator.
    last: Option<i128>,
    /// The bases and data members of the class that is being read.
    members: Vec<Member>,
    /// That, or one around it, has no name.
    in_unnamed: bool,
    /// What was read last without a name, and where it stands: a typedef around it names it.
    unnamed: Option<(Range<usize>, Unnamed)>,
}

/// What has no name.
enum Unnamed {
    /// A class with its keyword, its bases and data members.
    Class(String, Vec<Member>),
    /// An enumeration, with the places of its enumerators among the declarations.
    Enum(Range<usize>),
}

/// What a node lies in, which decides what is asked of it.
enum Inside<'p> {
    /// A file, a namespace, a class: declarations.
    Scope,
    /// A template: of what it lists only the first declaration is the pattern, the others are instances.
    Template { taken: &'p mut bool },
    /// A function or a class: parameters, the body, attributes.
    Parts(&'p mut Parts),
    /// An enumerator: what it stands for.
    Value(&'p mut Option<i128>),
}

/// What the children of a declaration tell of it.
#[derive(Default)]
struct Parts {
    parameters: Vec<Parameter>,
    body: Option<Range<usize>>,
    /// The first expression: the width of a bit-field.
    first: Option<Range<usize>>,
    /// The last expression: what a variable or parameter is initialised with.
    value: Option<Range<usize>>,
    is_final: bool,
    is_override: bool,
    /// What an enumerator stands for, or the first expression.
    number: Option<i128>,
    /// The parameters of a partial specialization.
    template_parameters: Vec<String>,
    /// Of a class.
    members: Vec<Member>,
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
                "inner" => walk.inner(&head, &mut of, &mut parts, &mut map)?,
                key => head.take(key, &mut map)?,
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
                Inside::Value(value) => Inside::Value(value),
            };
            if seq.next_element_seed(Node { walk, of })?.is_none() {
                return Ok(());
            }
        }
    }
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
            Inside::Value(value) if matches!(kind, "ImplicitCastExpr" | "ParenExpr") => {
                return map.next_value_seed(Inner { walk: self, of: Inside::Value(value) });
            }
            Inside::Template { taken } if **taken => return map.next_value::<IgnoredAny>().map(drop),
            Inside::Parts(_) | Inside::Value(_) => return map.next_value::<IgnoredAny>().map(drop),
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
            "ClassTemplateDecl" | "FunctionTemplateDecl" | "VarTemplateDecl" | "TypeAliasTemplateDecl" => {
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
            "EnumDecl" => self.enumeration(head, map),
            "EnumConstantDecl" => map.next_value_seed(Inner { walk: self, of: Inside::Value(&mut parts.number) }),
            _ if is_class(kind) => self.class(head, parts, map),
            _ if is_function(kind) || is_variable(kind) || kind == "FieldDecl" => {
                map.next_value_seed(Inner { walk: self, of: Inside::Parts(parts) })
            }
            _ => map.next_value::<IgnoredAny>().map(drop),
        }
    }

    /// The members of a class; those of instances are their template's.
    fn class<'de, A: MapAccess<'de>>(&mut self, head: &Head, parts: &mut Parts, map: &mut A) -> Result<(), A::Error> {
        let range = head.range.clone().unwrap_or_default();
        let text = self.shown.text().get(range.clone()).unwrap_or_default();
        if !head.is_complete || written::is_instantiation(text) {
            return map.next_value::<IgnoredAny>().map(drop);
        }
        let bases = head.bases.iter().map(|base| Member {
            type_: self.numbered(&format!(
                "{}{} {}",
                if base.is_virtual { "virtual " } else { "" },
                base.access,
                without_places(&base.type_.spelt)
            )),
            is_base: true,
            ..Member::default()
        });
        let bases = bases.collect();
        let outer = std::mem::replace(&mut self.members, bases);
        if head.name.is_empty() {
            let in_unnamed = std::mem::replace(&mut self.in_unnamed, true);
            let read = map.next_value_seed(Members { walk: self, parts });
            self.in_unnamed = in_unnamed;
            let members = std::mem::replace(&mut self.members, outer);
            // Its members are as good as those of the class around it.
            let mark = |type_: String| Member { type_, ..Member::default() };
            self.members.push(mark(format!("{} {{", head.tag)));
            self.members.extend(members.iter().cloned());
            self.members.push(mark("}".to_owned()));
            self.unnamed = Some((range, Unnamed::Class(head.tag.clone(), members)));
            return read;
        }
        let default = if head.tag == "class" { Access::Private } else { Access::Public };
        let access = std::mem::replace(&mut self.access, default);
        let hidden = self.is_hidden;
        self.is_hidden |= access == Access::Private;
        let partial = head.kind == "ClassTemplatePartialSpecializationDecl";
        let (template, around) = (self.is_template, self.template_parameters.len());
        self.is_template |= partial;
        self.scopes.push(Scope { name: self.own_name(head), is_inline: false, is_class: true });
        let read = map.next_value_seed(Members { walk: self, parts });
        self.scopes.pop();
        (self.access, self.is_hidden, self.is_template) = (access, hidden, template);
        parts.members = std::mem::replace(&mut self.members, outer);
        parts.members.sort_by_key(|member| member.is_virtual);
        parts.template_parameters = self.template_parameters.split_off(around);
        read
    }

    /// The enumerators of an enumeration.
    fn enumeration<'de, A: MapAccess<'de>>(&mut self, head: &Head, map: &mut A) -> Result<(), A::Error> {
        let name = (!head.name.is_empty()).then(|| self.in_scopes(&head.name, true));
        let outer = std::mem::replace(&mut self.enumeration, name);
        self.last = Some(-1);
        if head.is_scoped {
            self.scopes.push(Scope { name: head.name.clone(), is_inline: false, is_class: false });
        }
        let first = self.declared.declarations.len();
        let read = map.next_value_seed(Inner { walk: self, of: Inside::Scope });
        if head.is_scoped {
            self.scopes.pop();
        }
        self.enumeration = outer;
        if head.name.is_empty() {
            let enumerators = first..self.declared.declarations.len();
            self.unnamed = Some((head.range.clone().unwrap_or_default(), Unnamed::Enum(enumerators)));
        }
        read
    }

    /// A name with the scopes around what is read, with or without inline namespaces.
    fn in_scopes(&self, own: &str, inline: bool) -> String {
        let scopes = self.scopes.iter().filter(|scope| inline || !scope.is_inline).map(|scope| &*scope.name);
        scopes.chain([own]).collect::<Vec<_>>().join("::")
    }

    /// The name of a declaration without its scopes.
    fn own_name(&self, head: &Head) -> String {
        if matches!(&*head.kind, "CXXConstructorDecl" | "CXXDestructorDecl") {
            // That of a template's constructor has the template's parameters.
            return head.name.split('<').next().unwrap_or_default().to_owned();
        }
        let (start, end) = head.range.as_ref().map_or((0, 0), |range| (range.start, range.end));
        let text = self.shown.text();
        let from_name = head.at.and_then(|at| text.get(at..end)).unwrap_or_default();
        if is_function(&head.kind) {
            let before = head.at.and_then(|at| text.get(start..at)).unwrap_or_default();
            return match written::scope_of_specialization(before) {
                Some(scope) => format!("{scope}{}{}", head.name, written::arguments(from_name)),
                None => head.name.clone(),
            };
        }
        if head.kind == "UsingDecl" {
            return head.name.rsplit("::").next().unwrap_or_default().to_owned();
        }
        if !head.kind.ends_with("SpecializationDecl") {
            return head.name.clone();
        }
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
                    "OverrideAttr" => around.is_override = true,
                    "ParmVarDecl" => {
                        let default = parts.value.filter(|_| head.has_value);
                        around.parameters.push(Parameter { name: head.name, default });
                    }
                    "CompoundStmt" | "CXXTryStmt" => {
                        around.value.clone_from(&head.range);
                        around.body = head.range;
                    }
                    kind if kind.ends_with("Attr") || kind.ends_with("Comment") => {}
                    _ => {
                        if around.first.is_none() {
                            (around.first, around.number) = (head.range.clone(), head.value);
                        }
                        around.value = head.range;
                    }
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
                let is_pattern = is_function(&head.kind)
                    || is_class(&head.kind)
                    || matches!(&*head.kind, "VarDecl" | "TypeAliasDecl");
                if **taken || !is_pattern {
                    return;
                }
                **taken = true;
            }
            Inside::Value(value) => {
                **value = value.or(head.value);
                return;
            }
            Inside::Scope => {}
        }
        if head.kind.starts_with("Template") || head.kind == "NonTypeTemplateParmDecl" {
            // Of a partial specialization.
            self.template_parameters.push(head.name);
        } else if head.kind == "FinalAttr" {
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

    /// A data member or virtual function of the class that is being read.
    fn member(&mut self, kind: DeclarationKind, head: &Head, parts: &Parts) {
        if kind == DeclarationKind::Field {
            self.members.push(Member {
                name: head.name.clone(),
                type_: self.numbered(&without_places(&head.type_.spelt)),
                desugared: self.numbered(&without_places(&head.type_.desugared)),
                width: parts.first.clone().filter(|_| head.is_bit_field),
                bits: parts.number.filter(|_| head.is_bit_field),
                ..Member::default()
            });
        }
        let is_in_class = self.scopes.last().is_some_and(|scope| scope.is_class);
        if head.is_virtual && is_in_class && !parts.is_override {
            self.members.push(Member {
                name: self.own_name(head),
                type_: self.numbered(without_promise(&without_places(&head.type_.spelt))),
                is_virtual: true,
                ..Member::default()
            });
        }
    }

    fn declare(&mut self, head: Head, parts: Parts) {
        let kind = match &*head.kind {
            kind if is_function(kind) => DeclarationKind::Function,
            kind if is_class(kind) => DeclarationKind::Class,
            kind if is_variable(kind) => DeclarationKind::Variable,
            "FieldDecl" => DeclarationKind::Field,
            "EnumDecl" => DeclarationKind::Enum,
            "EnumConstantDecl" => DeclarationKind::Enumerator,
            "TypedefDecl" | "TypeAliasDecl" => DeclarationKind::Alias,
            "UsingDecl" => DeclarationKind::Using,
            "UsingDirectiveDecl" | "NamespaceAliasDecl" => return self.opens(&head),
            _ => return,
        };
        if kind == DeclarationKind::Alias {
            self.alias(&head);
        }
        let (Some(at), Some(range)) = (head.at, head.range.clone()) else { return };
        let Some(place) = self.shown.place(at) else { return };
        let text = self.shown.text();
        let is_specialization = is_class(&head.kind) || head.kind.ends_with("SpecializationDecl");
        let is_instance = is_specialization && written::is_instantiation(text.get(range.clone()).unwrap_or_default());
        self.member(kind, &head, &parts);
        if head.name.is_empty() || is_instance || self.in_unnamed && kind != DeclarationKind::Enumerator {
            return;
        }
        let own = self.own_name(&head);
        let spelt = match kind {
            DeclarationKind::Using => head.name.clone(),
            DeclarationKind::Class => head.tag.clone(),
            _ => without_places(&head.type_.spelt),
        };
        let mut declaration = Declaration {
            kind,
            name: self.in_scopes(&own, true),
            key: self.in_scopes(&own, false),
            spelt: without_promise(&spelt).to_owned(),
            type_: self.numbered(without_promise(&without_places(&head.type_.spelt))),
            desugared: self.numbered(without_promise(&without_places(&head.type_.desugared))),
            place,
            access: self.access,
            is_hidden: self.is_hidden,
            is_template: self.is_template,
            is_specialized: (is_function(&head.kind) || head.kind == "VarTemplateSpecializationDecl")
                && written::scope_of_specialization(text.get(range.start..at).unwrap_or_default()).is_some(),
            template_parameters: [&self.template_parameters[..], &parts.template_parameters].concat(),
            is_c: self.is_c,
            is_final: parts.is_final,
            is_explicit: written::is_explicit(text.get(range.start..at).unwrap_or_default()),
            is_deleted: head.is_deleted,
            is_constant: false,
            is_defined: head.is_complete || parts.body.is_some(),
            noexcept: Noexcept::No,
            parameters: parts.parameters,
            value: None,
            enumeration: None,
            is_scoped: head.is_scoped,
            members: parts.members,
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
                // Only what is constant, or what they define themselves, is a part of consumers.
                declaration.is_constant = head.is_constexpr || declaration.type_.starts_with("const ");
                let is_part = declaration.is_constant || head.is_inline || head.is_static;
                declaration.body = parts.value.filter(|_| head.has_value && is_part);
            }
            DeclarationKind::Enumerator => {
                let text = text.get(range.clone()).unwrap_or_default();
                let sign = tokens::all(text).find(|token| token.text == "=");
                declaration.body = sign.map(|sign| range.start + sign.start + 1..range.end);
                let follows = self.last.filter(|_| sign.is_none()).and_then(|last| last.checked_add(1));
                declaration.value = parts.number.or(follows);
                self.last = declaration.value;
                declaration.enumeration.clone_from(&self.enumeration);
            }
            DeclarationKind::Alias => self.names(&declaration, &range),
            DeclarationKind::Class | DeclarationKind::Enum | DeclarationKind::Using => {}
        }
        self.keep(declaration, head);
    }

    /// Remembers what an alias stands for; those of classes and templates depend on these.
    fn alias(&mut self, head: &Head) {
        if self.is_template || self.scopes.iter().any(|scope| scope.is_class) {
            return;
        }
        let type_ = if head.type_.desugared.is_empty() { &head.type_.spelt } else { &head.type_.desugared };
        let known = self.declared.aliases.entry(head.name.clone()).or_insert_with(|| Some(type_.clone()));
        if known.as_ref().is_some_and(|known| known != type_) {
            *known = None;
        }
    }

    /// A typedef around a class or enumeration without a name gives it one.
    fn names(&mut self, alias: &Declaration, range: &Range<usize>) {
        let is_around = |inner: &Range<usize>| range.start < inner.start && inner.end <= range.end;
        let Some((_, unnamed)) = self.unnamed.take_if(|(inner, _)| is_around(inner)) else { return };
        // Pointers to it, and the like, name nothing.
        let words = |type_: &str| tokens::all(type_).map(|token| token.text.to_owned()).collect::<Vec<_>>();
        if words(&alias.spelt).last() != alias.name.rsplit("::").next().map(str::to_owned).as_ref() {
            return;
        }
        let mut named = Declaration { type_: String::new(), spelt: String::new(), ..alias.clone() };
        match unnamed {
            Unnamed::Class(tag, members) => {
                (named.kind, named.spelt, named.is_defined) = (DeclarationKind::Class, tag, true);
                named.members = members;
            }
            Unnamed::Enum(enumerators) => {
                named.kind = DeclarationKind::Enum;
                for enumerator in self.declared.declarations.get_mut(enumerators).into_iter().flatten() {
                    enumerator.enumeration = Some(alias.name.clone());
                }
            }
        }
        self.declared.declarations.push(named);
    }

    /// A namespace gets the names of another one.
    fn opens(&mut self, head: &Head) {
        let is_public = head.range.as_ref().is_some_and(|range| self.shown.place(range.start).is_some());
        if is_public {
            let scope = self.in_scopes(&head.name, false);
            let scope = scope.strip_suffix("::").unwrap_or(&scope).to_owned();
            self.declared.opened.insert((scope, head.nominated.clone()));
        }
    }

    /// Adds a declaration, or what it adds to a former one of the same thing.
    fn keep(&mut self, declaration: Declaration, head: Head) {
        let former = head.previous.and_then(|id| self.by_id.get(&id).copied());
        let Some(at) = former else {
            self.by_id.insert(head.id, self.declared.declarations.len());
            self.declared.declarations.push(declaration);
            return;
        };
        self.by_id.insert(head.id, at);
        let Some(known) = self.declared.declarations.get_mut(at) else { return };
        known.is_final |= declaration.is_final;
        known.is_explicit |= declaration.is_explicit;
        if declaration.body.is_some() || (declaration.is_defined && !known.is_defined) {
            (known.body, known.is_defined) = (declaration.body, true);
            if known.kind == DeclarationKind::Class {
                (known.members, known.place) = (declaration.members, declaration.place);
                known.template_parameters = declaration.template_parameters;
            }
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
