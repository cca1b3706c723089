//! Declarations of public headers: default arguments, bodies, initialisers, `noexcept`, `explicit`, `final`, access.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::alike::{Alike, Part, alike, difference};
use super::causes::{self, Follower};
use super::names::{DeclaredNames, Internal, own, scope};
use super::overloads;
use super::side::{Side, subject};
use super::told;
use super::values::{self, Names};
use crate::compare::change::{Change, ChangeId, Judgement};
use crate::compare::types::Comparison;
use crate::graph::shown::tokens::{self, Token, TokenKind};
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
    let mut followers = Vec::new();
    let (names, internal) = (DeclaredNames::of(new.shown, new.declared), Internal::of(old.declared));
    for (key, olds) in &old.groups {
        let news = new.groups.get(key).map_or(&[][..], Vec::as_slice);
        let paired = overloads::paired((old, olds), (new, news));
        overloads::gone(c, (old, new), (&names, &internal), &paired);
        for (x, y) in paired.pairs {
            Pair { c, old, new, x, y, followers: &mut followers }.compare();
        }
    }
    templates(c, old, (&names, &internal));
    causes::follow(c, old, new, followers);
}

/// What a constant is, by names from the scopes around a declaration.
struct Constants<'s> {
    side: &'s Side<'s>,
    scope: &'s str,
    /// The keys of those that were asked for.
    asked: &'s RefCell<BTreeSet<String>>,
}

impl Names for Constants<'_> {
    fn of(&self, name: &str) -> Option<Vec<Token<'_>>> {
        let mut scope = self.scope;
        loop {
            let key = if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") };
            if let Some([constant]) = self.side.groups.get(&(&*key, DeclarationKind::Variable)).map(Vec::as_slice) {
                let body = constant.body.as_ref().filter(|_| constant.is_constant)?;
                self.asked.borrow_mut().insert(constant.key.clone());
                return Some(expression(self.side.shown, constant, body));
            }
            if scope.is_empty() {
                return None;
            }
            scope = scope.rsplit_once("::").map_or("", |(outer, _)| outer);
        }
    }
}

/// The tokens of what a declaration is initialised with. Braces around the number of an arithmetic type say nothing, and such
/// as are empty are zero.
fn expression<'s>(shown: &'s Shown, of: &Declaration, range: &Range<usize>) -> Vec<Token<'s>> {
    const ZERO: Token<'static> = Token { kind: TokenKind::Number, text: "0", start: 0 };
    let tokens: Vec<Token<'s>> = shown.tokens(range).into_iter().map(|(token, _)| token).collect();
    let type_ = if of.desugared.is_empty() { &of.type_ } else { &of.desugared };
    let is_initialised = matches!(of.kind, DeclarationKind::Variable | DeclarationKind::Field);
    match tokens.as_slice() {
        [open, inner @ .., close]
            if is_initialised && open.text == "{" && close.text == "}" && is_arithmetic(type_) =>
        {
            if inner.is_empty() {
                vec![ZERO]
            } else {
                inner.to_vec()
            }
        }
        _ => tokens,
    }
}

/// Whether a type, as it is spelt, is a number.
fn is_arithmetic(type_: &str) -> bool {
    const WORDS: [&str; 16] = [
        "const", "volatile", "unsigned", "signed", "short", "long", "int", "char", "bool", "_Bool", "float", "double",
        "wchar_t", "char8_t", "char16_t", "char32_t",
    ];
    let mut words = tokens::all(type_).map(|token| token.text).peekable();
    words.peek().is_some() && words.all(|word| WORDS.contains(&word))
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
    /// Changes that may follow from others.
    followers: &'c mut Vec<Follower>,
}

impl<'s> Pair<'_, '_, 's> {
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
        if x.is_template && !overloads::is_same((self.old, x), (self.new, y)) && self.is_visible() {
            // The order of the parameters of the template may be all that differs.
            let said = |of: &Declaration| {
                let type_ = match x.spelt == y.spelt {
                    true => format!("template <{}> {}", of.template_parameters.join(", "), of.spelt),
                    false => of.spelt.clone(),
                };
                m::Facts { type_: Some(type_), ..m::Facts::default() }
            };
            self.add(Rule::TemplateSignatureChanged, None, (said(x), said(y)), SourceReason::TemplateTakesOthers);
        }
        if let (Some(old), Some(new)) = (&x.body, &y.body) {
            let ranges = (old, new);
            let (old, new) = self.parts(old, new);
            let alike = alike(old, new);
            if alike != Alike::Same {
                let facts = difference(old, new);
                let facts = (m::Facts::saying(Said::name(facts.0)), m::Facts::saying(Said::name(facts.1)));
                let (rule, reason) = if x.is_template {
                    (Rule::TemplateBodyChanged, SourceReason::BodyInstantiated)
                } else {
                    (Rule::InlineBodyChanged, SourceReason::BodyCompiledIn)
                };
                let reason = if alike == Alike::NullsSpelt { SourceReason::NullSpeltOtherwise } else { reason };
                let id = self.add(rule, None, facts, reason);
                self.follows(id, ranges, BTreeSet::new());
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
        match (&self.x.body, &self.y.body) {
            (Some(old), Some(new)) => {
                self.expression((old, new), (Rule::InitializerChanged, None), SourceReason::MemberInitialised);
            }
            (None, None) => {}
            _ => {
                let facts = (of(&self.x.body, self.old.shown), of(&self.y.body, self.new.shown));
                self.add(Rule::InitializerChanged, None, facts, SourceReason::MemberInitialised);
            }
        }
        if self.is_visible() {
            self.access(Rule::MemberAccessChanged, Rule::MemberAccessChanged);
        }
    }

    fn variable(&mut self) {
        let (Some(old), Some(new)) = (&self.x.body, &self.y.body) else { return };
        let are_constant = self.x.is_constant && self.y.is_constant;
        match self.differ(old, new) {
            (Differ::Values(was, is), constants) if are_constant => {
                let facts = |number: Number| match number.whole() {
                    Some(value) => m::Facts { value: Some(value), ..m::Facts::default() },
                    None => m::Facts::saying(Said::name(number.to_string())),
                };
                let reason = DeclaredReason::ValueCompiledIn { old: was, new: is };
                let id = self.add(Rule::ConstexprValueChanged, None, (facts(was), facts(is)), reason);
                self.follows(id, (old, new), constants);
            }
            _ => {
                let reason = match are_constant {
                    true => SourceReason::ConstantInitialised,
                    false => SourceReason::VariableInitialised,
                };
                self.expression((old, new), (Rule::InitializerChanged, None), reason);
            }
        }
    }

    /// Two expressions that may differ.
    fn expression(
        &mut self,
        (old, new): (&Range<usize>, &Range<usize>),
        (rule, member): (Rule, Option<String>),
        reason: SourceReason,
    ) {
        let (differ, constants) = self.differ(old, new);
        let (x, y) = match differ {
            Differ::Not => return,
            // What names stand for does not show in them.
            Differ::Values(was, is) if self.shown(self.old, old) == self.shown(self.new, new) => {
                (format!("{} ({was})", self.shown(self.old, old)), format!("{} ({is})", self.shown(self.new, new)))
            }
            _ => {
                let (old, new) = self.parts(old, new);
                difference(old, new)
            }
        };
        // What is only declared, its constructor initialises: clang calls that by the name.
        let said = |of: &Declaration, text: String| {
            let is_declared = own(&of.key) == text && of.kind == DeclarationKind::Variable;
            m::Facts::saying(Said::name(if is_declared { "nothing".to_owned() } else { text }))
        };
        let facts = (said(self.x, x), said(self.y, y));
        let id = self.add(rule, member, facts, differ.reason(reason));
        self.follows(id, (old, new), constants);
    }

    fn shown(&self, side: &Side<'_>, range: &Range<usize>) -> String {
        side.shown.spelt(range)
    }

    /// A change of what reads as it did follows from those of the constants that it names, and of macros.
    fn follows(&mut self, id: ChangeId, (old, new): (&Range<usize>, &Range<usize>), constants: BTreeSet<String>) {
        let (x, y) = self.parts(old, new);
        if alike(x, y) == Alike::Same {
            self.followers.push(Follower { id, constants, words: BTreeSet::new() });
            return;
        }
        let words = |side: &Side<'s>, of: &Declaration, range| causes::written(side.shown, of.place, range);
        if let (Some(x), Some(y)) = (words(self.old, self.x, old), words(self.new, self.y, new))
            && x == y
        {
            let words = x.into_iter().map(str::to_owned).collect();
            self.followers.push(Follower { id, constants: BTreeSet::new(), words });
        }
    }

    fn default(&mut self, at: usize, old: &Parameter, new: &Parameter) {
        let member = facts::parameter(&new.name, at);
        let nothing = || m::Facts::saying(Said::name("nothing"));
        let one = |shown: &Shown, range| m::Facts::saying(Said::name(shown.spelt(range)));
        let (rule, facts, reason) = match (&old.default, &new.default) {
            (Some(old), Some(new)) => {
                let told = (Rule::DefaultArgumentChanged, Some(member));
                return self.expression((old, new), told, SourceReason::DefaultCompiledIn);
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
            (Noexcept::If(old), Noexcept::If(new)) if self.is_same_condition(old, new) => return,
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

    /// Whether two conditions say the same, whatever their parameters are called.
    fn is_same_condition(&self, old: &str, new: &str) -> bool {
        let place = |of: &Declaration, token: &Token<'_>| {
            let own = of.parameters.iter().rposition(|parameter| parameter.name == token.text);
            let of_template = || of.template_parameters.iter().rposition(|name| name == token.text);
            own.or_else(|| Some(of.parameters.len() + of_template()?)).filter(|_| token.kind == TokenKind::Word)
        };
        let (old, new): (Vec<_>, Vec<_>) = (tokens::all(old).collect(), tokens::all(new).collect());
        old.len() == new.len()
            && old.iter().zip(&new).all(|(x, y)| match (place(self.x, x), place(self.y, y)) {
                (None, None) => values::same(x, y),
                (x, y) => x == y,
            })
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

    /// How two expressions differ: by their values where both can be worked out. With the keys of the constants that they name.
    fn differ(&self, old: &Range<usize>, new: &Range<usize>) -> (Differ, BTreeSet<String>) {
        let asked = RefCell::default();
        let value = |side: &Side<'_>, of: &Declaration, range| {
            let tokens = expression(side.shown, of, range);
            // In a template a name may be that of a parameter.
            let scope =
                if of.is_template { None } else { Some(of.key.rsplit_once("::").map_or("", |(scope, _)| scope)) };
            match scope {
                Some(scope) => values::value(&tokens, &Constants { side, scope, asked: &asked }),
                None => values::value(&tokens, &values::NoNames),
            }
        };
        if let (Some(old), Some(new)) = (value(self.old, self.x, old), value(self.new, self.y, new)) {
            let differ = if old.is_same(new) { Differ::Not } else { Differ::Values(old, new) };
            return (differ, asked.take());
        }
        let (old, new) = self.parts(old, new);
        let differ = match alike(old, new) {
            Alike::Same => Differ::Not,
            Alike::NullsSpelt => Differ::NullsSpelt,
            Alike::Not => Differ::Spelt,
        };
        (differ, asked.take())
    }

    /// A change of the declaration, unless debug information told it: then the one that did.
    fn add(
        &mut self,
        rule: Rule,
        member: Option<String>,
        (old, new): (m::Facts, m::Facts),
        reason: impl Into<Judgement>,
    ) -> ChangeId {
        let subject = subject(self.y, member);
        let scope = self.x.key.rsplit_once("::").map_or("", |(scope, _)| scope);
        let own = self.x.key.rsplit("::").next().unwrap_or_default();
        let plain = |name: &str| name.split('(').next().unwrap_or_default().to_owned();
        let told = self.c.changes.iter().enumerate().position(|(at, change)| {
            let of_member = || change.subject.member.as_deref().map(plain).as_deref() == Some(own);
            (change.rule == rule || change.rule == Rule::ConstexprValueChanged && rule == Rule::InitializerChanged)
                && (change.subject.name == self.x.name
                    || change.subject.name == self.x.key
                    || change.subject == subject
                    || of_member() && is_of(&change.subject.name, scope))
                && !self.c.places.contains_key(&ChangeId(at as u32))
        });
        let places = Sides { old: Some((self.old.shown, self.x.place)), new: Some((self.new.shown, self.y.place)) };
        match told {
            Some(at) => ChangeId(at as u32),
            None => told::add(self.c, rule, subject, (Some(old), Some(new)), reason, places),
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
fn templates(c: &mut Comparison<'_>, old: &Side<'_>, (names, internal): (&DeclaredNames<'_>, &Internal<'_>)) {
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
