//! Declarations of public headers: default arguments, bodies, initialisers, `noexcept`, `explicit`, `final`, access.

use std::ops::Range;

use super::alike::{Alike, Part, alike, hash};
use super::names::{DeclaredNames, Internal, scope};
use super::side::{Side, subject};
use super::told;
use super::values::{self, Names};
use crate::compare::change::{Change, ChangeId, Judgement};
use crate::compare::types::Comparison;
use crate::graph::shown::tokens::Token;
use crate::graph::shown::{Declaration, DeclarationKind, Noexcept, Parameter, Shown};
use crate::graph::{Access, Number};
use crate::ground::maps::Sides;
use crate::model::report as m;
use crate::rules::Rule;
use crate::rules::facts;
use crate::rules::reason::{DeclaredReason, HeaderTypeReason, SourceReason};
use crate::rules::said::{Said, Trait};

/// Adds a change for each.
pub(super) fn compare<'s>(c: &mut Comparison<'_>, old: &Side<'s>, new: &Side<'s>) {
    for (key, olds) in &old.groups {
        let news = new.groups.get(key).map_or(&[][..], Vec::as_slice);
        for (x, y) in paired(olds, news) {
            Pair { c, old, new, x, y }.compare();
        }
    }
    templates(c, old, new);
}

/// Which declarations of one name belong together: those of the same type, and of others the only ones that are left.
fn paired<'s>(olds: &[&'s Declaration], news: &[&'s Declaration]) -> Vec<(&'s Declaration, &'s Declaration)> {
    let mut left: Vec<&Declaration> = news.to_vec();
    let mut out = Vec::new();
    let mut alone = Vec::new();
    for &x in olds {
        let same = |y: &&Declaration| y.type_ == x.type_ && y.is_template == x.is_template;
        match left.iter().position(same) {
            Some(at) => out.push((x, left.remove(at))),
            None => alone.push(x),
        }
    }
    if let ([x], [y]) = (alone.as_slice(), left.as_slice())
        && x.is_template == y.is_template
    {
        out.push((x, y));
    }
    out
}

/// What a constant is, by names from the scopes around a declaration.
struct Constants<'s> {
    side: &'s Side<'s>,
    scope: &'s str,
}

impl Names for Constants<'_> {
    fn of(&self, name: &str) -> Option<Vec<Token<'_>>> {
        let mut scope = self.scope;
        loop {
            let key = if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") };
            if let Some([constant]) = self.side.groups.get(&(&*key, DeclarationKind::Variable)).map(Vec::as_slice) {
                let tokens = self.side.shown.tokens(constant.body.as_ref()?);
                return Some(tokens.into_iter().map(|(token, _)| token).collect());
            }
            if scope.is_empty() {
                return None;
            }
            scope = scope.rsplit_once("::").map_or("", |(outer, _)| outer);
        }
    }
}

/// How two expressions differ.
enum Differ {
    Not,
    /// Both come to a number, each to another.
    Values(Number, Number),
    /// They read otherwise.
    Spelt,
    /// Only null pointers do.
    NullsSpelt,
}

impl Differ {
    /// The reason that goes with it.
    fn reason(&self, usual: SourceReason) -> SourceReason {
        if matches!(self, Self::NullsSpelt) { SourceReason::NullSpeltOtherwise } else { usual }
    }
}

/// A declaration of both sides.
struct Pair<'c, 'g, 's> {
    c: &'c mut Comparison<'g>,
    old: &'c Side<'s>,
    new: &'c Side<'s>,
    x: &'s Declaration,
    y: &'s Declaration,
}

impl Pair<'_, '_, '_> {
    fn compare(mut self) {
        match self.x.kind {
            DeclarationKind::Function => self.function(),
            DeclarationKind::Field => self.field(),
            DeclarationKind::Variable => self.variable(),
            // See `types`.
            DeclarationKind::Enum | DeclarationKind::Enumerator | DeclarationKind::Alias | DeclarationKind::Using => {}
            DeclarationKind::Class => {
                if self.is_visible() {
                    self.finality(SourceReason::ClassFinal);
                }
            }
        }
    }

    /// Consumers may name it in OLD.
    fn is_visible(&self) -> bool {
        self.x.access != Access::Private && !self.x.is_hidden
    }

    fn function(&mut self) {
        let (x, y) = (self.x, self.y);
        if !x.is_deleted && y.is_deleted && self.is_visible() {
            let said = |is| m::Facts::saying(Said::Is(Trait::Deleted, is));
            self.add(Rule::FunctionDeleted, None, (said(false), said(true)), DeclaredReason::Deleted);
        }
        if x.is_deleted || y.is_deleted {
            return;
        }
        if x.is_template && x.type_ != y.type_ && self.is_visible() {
            let said = |of: &Declaration| m::Facts { type_: Some(of.spelt.clone()), ..m::Facts::default() };
            self.add(Rule::TemplateSignatureChanged, None, (said(x), said(y)), SourceReason::TemplateTakesOthers);
        }
        if let (Some(old), Some(new)) = (&x.body, &y.body) {
            let (old, new) = self.parts(old, new);
            let alike = alike(old, new);
            if alike != Alike::Same {
                let facts = |part| m::Facts::saying(Said::name(format!("body {:016x}", hash(part))));
                let (rule, reason) = if x.is_template {
                    (Rule::TemplateBodyChanged, SourceReason::BodyInstantiated)
                } else {
                    (Rule::InlineBodyChanged, SourceReason::BodyCompiledIn)
                };
                let reason = if alike == Alike::NullsSpelt { SourceReason::NullSpeltOtherwise } else { reason };
                self.add(rule, None, (facts(old), facts(new)), reason);
            }
        }
        if !self.is_visible() {
            return;
        }
        for (at, (p, q)) in x.parameters.iter().zip(&y.parameters).enumerate() {
            self.default(at, p, q);
        }
        self.promise();
        self.finality(SourceReason::FunctionFinal);
        if x.is_explicit != y.is_explicit {
            let said = |is| m::Facts::saying(Said::Is(Trait::Explicit, is));
            let reason = if y.is_explicit { DeclaredReason::ExplicitNow } else { DeclaredReason::ImplicitNow };
            self.add(Rule::ExplicitChanged, None, (said(x.is_explicit), said(y.is_explicit)), reason);
        }
        self.access(Rule::AccessNarrowed, Rule::AccessWidened);
    }

    fn field(&mut self) {
        let of = |body: &Option<Range<usize>>, shown: &Shown| {
            m::Facts::saying(Said::name(body.as_ref().map_or_else(|| "nothing".to_owned(), |body| shown.spelt(body))))
        };
        let differ = match (&self.x.body, &self.y.body) {
            (Some(old), Some(new)) => Some(self.differ(old, new)).filter(|differ| !matches!(differ, Differ::Not)),
            (None, None) => None,
            _ => Some(Differ::Spelt),
        };
        if let Some(differ) = differ {
            let facts = (of(&self.x.body, self.old.shown), of(&self.y.body, self.new.shown));
            self.add(Rule::InitializerChanged, None, facts, differ.reason(SourceReason::MemberInitialised));
        }
        if self.is_visible() {
            self.access(Rule::MemberAccessChanged, Rule::MemberAccessChanged);
        }
    }

    fn variable(&mut self) {
        let (Some(old), Some(new)) = (&self.x.body, &self.y.body) else { return };
        match self.differ(old, new) {
            Differ::Not => {}
            Differ::Values(old, new) => {
                let facts = |number: Number| match number.whole() {
                    Some(value) => m::Facts { value: Some(value), ..m::Facts::default() },
                    None => m::Facts::saying(Said::name(number.to_string())),
                };
                let reason = DeclaredReason::ValueCompiledIn { old, new };
                self.add(Rule::ConstexprValueChanged, None, (facts(old), facts(new)), reason);
            }
            differ @ (Differ::Spelt | Differ::NullsSpelt) => {
                let facts = self.spelt(old, new);
                self.add(Rule::InitializerChanged, None, facts, differ.reason(SourceReason::ConstantInitialised));
            }
        }
    }

    fn default(&mut self, at: usize, old: &Parameter, new: &Parameter) {
        let member = facts::parameter(&new.name, at);
        let nothing = || m::Facts::saying(Said::name("nothing"));
        let one = |shown: &Shown, range| m::Facts::saying(Said::name(shown.spelt(range)));
        let (rule, facts, reason) = match (&old.default, &new.default) {
            (Some(old), Some(new)) => {
                let differ = self.differ(old, new);
                if matches!(differ, Differ::Not) {
                    return;
                }
                let reason = differ.reason(SourceReason::DefaultCompiledIn);
                (Rule::DefaultArgumentChanged, self.spelt(old, new), reason)
            }
            (Some(old), None) => {
                (Rule::DefaultArgumentRemoved, (one(self.old.shown, old), nothing()), SourceReason::DefaultGone)
            }
            (None, Some(new)) => {
                (Rule::ParameterDefaultAdded, (nothing(), one(self.new.shown, new)), SourceReason::DefaultCame)
            }
            (None, None) => return,
        };
        self.add(rule, Some(member), facts, reason);
    }

    /// What is said of exceptions.
    fn promise(&mut self) {
        let (old, new) = (&self.x.noexcept, &self.y.noexcept);
        let (rule, reason) = match (old, new) {
            // What the compiler works out depends on members and bases, which are told by themselves.
            (Noexcept::Implied, _) | (_, Noexcept::Implied) => return,
            (old, new) if old == new => return,
            (Noexcept::No, _) | (_, Noexcept::Yes) => (Rule::NoexceptAdded, SourceReason::PromiseCame),
            (_, Noexcept::No) => (Rule::NoexceptRemoved, SourceReason::PromiseGone),
            _ => (Rule::NoexceptRemoved, SourceReason::PromiseOtherwise),
        };
        let said = |promise: &Noexcept| {
            m::Facts::saying(Said::name(match promise {
                Noexcept::No | Noexcept::Implied => "may throw".to_owned(),
                Noexcept::Yes => "noexcept".to_owned(),
                Noexcept::If(condition) => format!("noexcept({condition})"),
            }))
        };
        let facts = (said(old), said(new));
        self.add(rule, None, facts, reason);
    }

    fn finality(&mut self, now: SourceReason) {
        let said = |is| m::Facts::saying(Said::name(if is { "final" } else { "not final" }));
        let (was, is) = (self.x.is_final, self.y.is_final);
        // Of a class that one side only declares nothing is known.
        let is_known = self.x.kind != DeclarationKind::Class || self.x.is_defined && self.y.is_defined;
        if was != is && is_known {
            let (rule, reason) = match is {
                true => (Rule::TypeBecameFinal, now),
                false => (Rule::TypeNoLongerFinal, SourceReason::FinalNoMore),
            };
            self.add(rule, None, (said(was), said(is)), reason);
        }
    }

    fn access(&mut self, narrowed: Rule, widened: Rule) {
        let (was, now) = (self.x.access, self.y.access);
        let facts = (m::Facts::saying(Said::Access(was)), m::Facts::saying(Said::Access(now)));
        if was < now {
            self.add(narrowed, None, facts, DeclaredReason::Narrowed { now });
        } else if was > now {
            self.add(widened, None, facts, DeclaredReason::Widened);
        }
    }

    fn parts<'r>(&'r self, old: &'r Range<usize>, new: &'r Range<usize>) -> (Part<'r>, Part<'r>) {
        (
            Part {
                shown: self.old.shown,
                range: old,
                parameters: &self.x.parameters,
                of_templates: &self.x.template_parameters,
            },
            Part {
                shown: self.new.shown,
                range: new,
                parameters: &self.y.parameters,
                of_templates: &self.y.template_parameters,
            },
        )
    }

    fn spelt(&self, old: &Range<usize>, new: &Range<usize>) -> (m::Facts, m::Facts) {
        let one = |shown: &Shown, range| m::Facts::saying(Said::name(shown.spelt(range)));
        (one(self.old.shown, old), one(self.new.shown, new))
    }

    /// How two expressions differ: by their values where both can be worked out.
    fn differ(&self, old: &Range<usize>, new: &Range<usize>) -> Differ {
        let value = |side: &Side<'_>, of: &Declaration, range| {
            let tokens: Vec<Token<'_>> = side.shown.tokens(range).into_iter().map(|(token, _)| token).collect();
            // In a template a name may be that of a parameter.
            let scope =
                if of.is_template { None } else { Some(of.key.rsplit_once("::").map_or("", |(scope, _)| scope)) };
            match scope {
                Some(scope) => values::value(&tokens, &Constants { side, scope }),
                None => values::value(&tokens, &values::NoNames),
            }
        };
        if let (Some(old), Some(new)) = (value(self.old, self.x, old), value(self.new, self.y, new)) {
            return if old.is_same(new) { Differ::Not } else { Differ::Values(old, new) };
        }
        let (old, new) = self.parts(old, new);
        match alike(old, new) {
            Alike::Same => Differ::Not,
            Alike::NullsSpelt => Differ::NullsSpelt,
            Alike::Not => Differ::Spelt,
        }
    }

    /// A change of the declaration, unless debug information told it.
    fn add(
        &mut self,
        rule: Rule,
        member: Option<String>,
        (old, new): (m::Facts, m::Facts),
        reason: impl Into<Judgement>,
    ) {
        let subject = subject(self.y, member);
        let scope = self.x.key.rsplit_once("::").map_or("", |(scope, _)| scope);
        let own = self.x.key.rsplit("::").next().unwrap_or_default();
        let plain = |name: &str| name.split('(').next().unwrap_or_default().to_owned();
        let is_told = self.c.changes.iter().enumerate().any(|(at, change)| {
            let of_member = || change.subject.member.as_deref().map(plain).as_deref() == Some(own);
            change.rule == rule
                && (change.subject.name == self.x.name
                    || change.subject.name == self.x.key
                    || change.subject == subject
                    || of_member() && is_of(&change.subject.name, scope))
                && !self.c.places.contains_key(&ChangeId(at as u32))
        });
        if !is_told {
            let places = Sides { old: Some((self.old.shown, self.x.place)), new: Some((self.new.shown, self.y.place)) };
            told::add(self.c, rule, subject, (Some(old), Some(new)), reason, places);
        }
    }
}

/// Whether a class of debug information is the one of a scope, without its arguments and inline namespaces.
fn is_of(class: &str, scope: &str) -> bool {
    let last =
        |name: &str| name.split('<').next().unwrap_or_default().rsplit("::").next().unwrap_or_default().to_owned();
    last(class) == last(scope)
}

/// Templates of OLD of whose name NEW declares nothing.
fn templates(c: &mut Comparison<'_>, old: &Side<'_>, new: &Side<'_>) {
    let (names, internal) = (DeclaredNames::of(new.shown, new.declared), Internal::of(old.declared));
    for ((key, kind), olds) in &old.groups {
        let template = olds.iter().find(|x| x.is_template && x.access != Access::Private && !x.is_hidden);
        let Some(template) = template.filter(|_| matches!(kind, DeclarationKind::Class | DeclarationKind::Function))
        else {
            continue;
        };
        // Members go with their class, and specializations with their template.
        let scope = scope(key);
        let scope_goes = old.groups.contains_key(&(scope, DeclarationKind::Class)) && !names.hold(scope);
        if key.contains('<') || scope_goes || !names.lack(key, old.shown.file(template.place)) {
            continue;
        }
        let subject = m::Subject { name: template.name.clone(), demangled: None, ..subject(template, None) };
        let is_told =
            |change: &Change| change.rule == Rule::InlineFunctionRemoved && change.subject.name == template.name;
        if c.changes.iter().any(is_told) {
            continue;
        }
        let facts = m::Facts { name: Some(template.name.clone()), ..m::Facts::default() };
        let places = Sides { old: Some((old.shown, template.place)), new: None };
        let reason: Judgement =
            if internal.has(key) { HeaderTypeReason::NameInternal.into() } else { SourceReason::TemplateGone.into() };
        told::add(c, Rule::TemplateRemoved, subject, (Some(facts), None), reason, places);
    }
}
