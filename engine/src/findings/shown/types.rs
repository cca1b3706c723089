//! Types of public headers as far as no debug information describes them on both sides: enumerators, aliases, bases and data
//! members, explicit specializations; and names that are gone.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{Alike, Part, alike};
use super::names::{DeclaredNames, Internal, own, scope};
use super::side::{Groups, Side, parameters, subject};
use super::spelling::{self, Spelt};
use super::told;
use crate::compare::change::{ChangeId, Judgement};
use crate::compare::enums;
use crate::compare::types::Comparison;
use crate::graph::shown::tokens::{self, TokenKind};
use crate::graph::shown::{Declaration, DeclarationKind, Member};
use crate::graph::{Access, Flags, Graph, Kind};
use crate::ground::maps::Sides;
use crate::model::report as m;
use crate::rules::Rule;
use crate::rules::reason::{EnumReason, HeaderTypeReason};
use crate::rules::said::{Said, Trait};

/// Members that a finding spells out.
const MOST_MEMBERS: usize = 6;

/// Adds a change for each.
pub(super) fn compare(c: &mut Comparison<'_>, old: &Side<'_>, new: &Side<'_>) {
    let described = Described::of(c);
    let told: BTreeSet<String> = c.changes.iter().map(|change| plain(&change.subject.name).to_owned()).collect();
    let of_enumerator = |rule: Rule| {
        matches!(
            rule,
            Rule::EnumeratorRemoved | Rule::EnumeratorValueChanged | Rule::EnumeratorRenamed | Rule::EnumSentinelMoved
        )
    };
    let of_enumerators = c.changes.iter().filter(|change| of_enumerator(change.rule));
    let told_enumerators = of_enumerators
        .filter_map(|change| Some((change.subject.member.clone()?, change.subject.name.clone())))
        .collect();
    let names = DeclaredNames::of(new.shown, new.declared);
    let internal = Internal::of(old.declared);
    let mut types = Types { c, old, new, described, told, told_enumerators, names, internal };
    types.pairs();
    types.enumerators();
    types.gone();
    types.specializations();
}

/// Names of types that the debug information of both sides describes, so that its comparison tells how they differ.
struct Described {
    /// Classes and enumerations.
    types: BTreeSet<String>,
    /// Aliases that exports reach.
    aliases: BTreeSet<String>,
}

impl Described {
    fn of(c: &Comparison<'_>) -> Self {
        let types = |graph: &Graph| {
            let ids = graph.ids().filter(|&id| {
                let node = graph.node(id);
                node.kind.is_tagged() && !node.flags.has(Flags::DECLARATION)
            });
            // One without a name has that of its typedef.
            let typedefs = graph.ids().filter(|&id| {
                let target = graph.target(id);
                graph.node(id).kind == Kind::Typedef
                    && graph.node(target).kind.is_tagged()
                    && graph.node(target).name.is_none()
            });
            ids.chain(typedefs).map(|id| graph.name(id).to_owned()).collect::<BTreeSet<String>>()
        };
        let aliases = |graph: &Graph| {
            let reached = graph.ids().take(graph.reached()).filter(|&id| graph.node(id).kind == Kind::Typedef);
            reached.map(|id| graph.name(id).to_owned()).collect::<BTreeSet<String>>()
        };
        let both = |of: &dyn Fn(&Graph) -> BTreeSet<String>| &of(c.old) & &of(c.new);
        Self { types: both(&types), aliases: both(&aliases) }
    }
}

/// A name without arguments of templates.
fn plain(name: &str) -> &str {
    name.split('<').next().unwrap_or_default()
}

struct Types<'c, 'g, 's> {
    c: &'c mut Comparison<'g>,
    old: &'c Side<'s>,
    new: &'c Side<'s>,
    described: Described,
    /// What debug information told something of, without arguments of templates.
    told: BTreeSet<String>,
    /// Enumerators of which something is told, each with its enumeration as a subject.
    told_enumerators: BTreeSet<(String, String)>,
    /// Of NEW.
    names: DeclaredNames<'c>,
    /// Of OLD.
    internal: Internal<'c>,
}

/// Whether consumers may name it.
fn is_visible(of: &Declaration) -> bool {
    of.access != Access::Private && !of.is_hidden
}

/// The only declaration of a name and kind.
fn only<'s>(groups: &Groups<'s>, key: &str, kind: DeclarationKind) -> Option<&'s Declaration> {
    match groups.get(&(key, kind)).map(Vec::as_slice) {
        Some([one]) => Some(one),
        _ => None,
    }
}

impl<'s> Types<'_, '_, 's> {
    fn is_told(&self, of: &Declaration) -> bool {
        self.told.contains(plain(&of.name)) || self.told.contains(plain(&of.key))
    }

    fn is_described(&self, of: &Declaration) -> bool {
        self.described.types.contains(&of.name) || self.described.types.contains(&of.key)
    }

    /// A change of a declaration of both sides.
    fn changed(
        &mut self,
        rule: Rule,
        (x, y): (&Declaration, &Declaration),
        (old, new): (m::Facts, m::Facts),
        reason: impl Into<Judgement>,
    ) -> ChangeId {
        let places = Sides { old: Some((self.old.shown, x.place)), new: Some((self.new.shown, y.place)) };
        told::add(self.c, rule, subject(x, None), (Some(old), Some(new)), reason, places)
    }

    /// A declaration of OLD that is gone.
    fn lost(&mut self, rule: Rule, x: &Declaration, facts: m::Facts, reason: impl Into<Judgement>) {
        let places = Sides { old: Some((self.old.shown, x.place)), new: None };
        told::add(self.c, rule, subject(x, None), (Some(facts), None), reason, places);
    }

    /// Types and aliases of both sides.
    fn pairs(&mut self) {
        let old = self.old;
        for (&(key, kind), olds) in &old.groups {
            let ([x], Some(y)) = (olds.as_slice(), only(&self.new.groups, key, kind)) else { continue };
            if !is_visible(x) || self.is_told(x) {
                continue;
            }
            match kind {
                DeclarationKind::Alias => self.alias(x, y),
                DeclarationKind::Class if !self.is_described(x) => self.members(x, y),
                DeclarationKind::Enum if !self.is_described(x) => self.held(x, y),
                _ => {}
            }
        }
    }

    fn spelt<'a>(&'a self, x: &'a Declaration, y: &'a Declaration) -> (Spelt<'a>, Spelt<'a>) {
        let one = |side: &Side<'a>, of: &'a Declaration| Spelt {
            declared: side.declared,
            type_: &of.type_,
            desugared: &of.desugared,
        };
        (one(self.old, x), one(self.new, y))
    }

    fn alias(&mut self, x: &Declaration, y: &Declaration) {
        let is_reached = self.described.aliases.contains(&x.name) || self.described.aliases.contains(&x.key);
        let (old, new) = self.spelt(x, y);
        // One that names a type without a name is that type.
        let is_own = |of: &Declaration| of.spelt.split(' ').next_back() == Some(own(&of.key)) || of.spelt.contains('(');
        if is_reached || spelling::same(old, new) || is_own(x) && is_own(y) {
            return;
        }
        // Of a type that nothing but its name is known of, consumers hold pointers alone.
        let is_opaque = |side: &Side<'_>, of: &Declaration| {
            let words: Vec<&str> = of.spelt.split(' ').collect();
            let known =
                |name: &str| only(&side.groups, name, DeclarationKind::Class).is_some_and(|class| class.is_defined);
            matches!(words.as_slice(), ["struct" | "union" | "class", name] if !known(name))
        };
        let reason = if is_opaque(self.old, x) && is_opaque(self.new, y) {
            HeaderTypeReason::OpaqueOfAnotherName
        } else {
            HeaderTypeReason::AliasCompiledIn
        };
        let said = |of: &Declaration| {
            let type_ = match x.spelt == y.spelt {
                true => format!("template <{}> {}", of.template_parameters.join(", "), of.spelt),
                false => of.spelt.clone(),
            };
            m::Facts { type_: Some(type_), ..m::Facts::default() }
        };
        self.changed(Rule::TypedefTargetChanged, (x, y), (said(x), said(y)), reason);
    }

    /// Bases and data members of a class that both sides define.
    fn members(&mut self, x: &'s Declaration, y: &'s Declaration) {
        if !x.is_defined || !y.is_defined || x.is_template != y.is_template {
            return;
        }
        let spelt = |side: &Side<'s>, of: &'s Member| Spelt {
            declared: side.declared,
            type_: &of.type_,
            desugared: &of.desugared,
        };
        let own = |side: &Side<'s>, of: &'s Declaration| -> Vec<&'s Member> {
            of.members.iter().filter(|member| !member.is_virtual || !overrides(side, of, member)).collect()
        };
        let (were, are) = (own(self.old, x), own(self.new, y));
        let is_same = |(p, q): (&&'s Member, &&'s Member)| {
            let (p, q) = (*p, *q);
            p.name == q.name
                && p.is_virtual == q.is_virtual
                && spelling::same(spelt(self.old, p), spelt(self.new, q))
                && self.is_as_wide((x, p), (y, q))
        };
        let front = were.iter().zip(&are).take_while(|pair| is_same(*pair)).count();
        let (old, new) = (&were[front..], &are[front..]);
        let back = old.iter().rev().zip(new.iter().rev()).take_while(|pair| is_same(*pair)).count();
        let (old, new) = (&old[..old.len() - back], &new[..new.len() - back]);
        if old.is_empty() && new.is_empty() {
            return;
        }
        let (mut was, mut is) = (spelt_members(self.old, x, old), spelt_members(self.new, y, new));
        if was == is {
            // Members may read the same, and name other parameters of the template.
            let of = |of: &Declaration, text: &str| format!("template <{}> {text}", of.template_parameters.join(", "));
            (was, is) = (of(x, &was), of(y, &is));
        }
        let facts = (m::Facts::saying(Said::name(was)), m::Facts::saying(Said::name(is)));
        let reason = if old.iter().chain(new).all(|member| member.is_virtual) {
            HeaderTypeReason::VirtualsCompiledIn
        } else if x.is_template {
            HeaderTypeReason::MembersInstantiated
        } else {
            HeaderTypeReason::MembersCompiledIn
        };
        self.changed(Rule::DeclaredMembersChanged, (x, y), facts, reason);
    }

    /// Whether two bit-fields have the same width.
    fn is_as_wide(&self, (x, p): (&Declaration, &Member), (y, q): (&Declaration, &Member)) -> bool {
        if p.bits.is_some() && q.bits.is_some() {
            return p.bits == q.bits;
        }
        let (old, new) = match (&p.width, &q.width) {
            (None, None) => return true,
            (Some(old), Some(new)) => (old, new),
            _ => return false,
        };
        let part = |side: &Side<'s>, range, of| Part { shown: side.shown, range, parameters: &[], of_templates: of };
        let (old, new) =
            (part(self.old, old, &x.template_parameters[..]), part(self.new, new, &y.template_parameters[..]));
        alike(old, new) != Alike::Not
    }

    /// What holds the values of an enumeration, and whether it is scoped.
    fn held(&mut self, x: &Declaration, y: &Declaration) {
        if x.is_scoped != y.is_scoped {
            let facts = |is| m::Facts::saying(Said::Is(Trait::Scoped, is));
            let facts = (facts(x.is_scoped), facts(y.is_scoped));
            self.changed(Rule::EnumScopedChanged, (x, y), facts, EnumReason::NamedOtherwise);
        }
        let (old, new) = self.spelt(x, y);
        // Where nothing is said, the values decide.
        if x.type_.is_empty() || y.type_.is_empty() || spelling::same(old, new) {
            return;
        }
        let said = |of: &Declaration| m::Facts { type_: Some(of.spelt.clone()), ..m::Facts::default() };
        let (facts, reason) = ((said(x), said(y)), HeaderTypeReason::EnumHeldOtherwise);
        self.changed(Rule::EnumUnderlyingTypeChanged, (x, y), facts, reason);
    }

    /// Enumerators that stand for another value, or are gone.
    fn enumerators(&mut self) {
        // By enumeration, and of those without a name by scope, in the order of the source.
        let enumerations = |side: &Side<'s>| {
            let mut out: BTreeMap<(Option<&'s str>, &'s str), Vec<&'s Declaration>> = BTreeMap::new();
            for of in side.declared.declarations.iter().filter(|of| of.kind == DeclarationKind::Enumerator) {
                let scope = if of.enumeration.is_some() { "" } else { scope(&of.key) };
                out.entry((of.enumeration.as_deref(), scope)).or_default().push(of);
            }
            out
        };
        let news = enumerations(self.new);
        for ((name, scope), olds) in enumerations(self.old) {
            let is_known = name.is_some_and(|name| self.described.types.contains(name) || self.told.contains(name));
            let visible: Vec<&Declaration> = olds.into_iter().filter(|x| is_visible(x)).collect();
            let all_gone = visible.iter().all(|x| self.names.lack(&x.key, self.old.shown.file(x.place)));
            // The enumeration is told with its enumerators.
            let goes = name.is_some_and(|name| all_gone && !self.names.hold(name));
            if !is_known && !goes {
                let news = news.get(&(name, scope)).map_or(&[][..], Vec::as_slice);
                self.enumeration(&visible, news);
            }
        }
    }

    fn enumeration(&mut self, olds: &[&'s Declaration], news: &[&'s Declaration]) {
        let values = |of: &[&'s Declaration]| {
            of.iter().filter_map(|of| Some((own(&of.key), of.value?))).collect::<Vec<(&str, i128)>>()
        };
        let (were, are) = (values(olds), values(news));
        let counts = &enums::sentinels(&were) & &enums::sentinels(&are);
        let now: BTreeMap<&str, i128> = are.iter().copied().collect();
        let only_grew = are.len() > were.len()
            && were.iter().all(|(name, value)| counts.contains(name) || now.get(name) == Some(value));
        let mut others: Vec<(&Declaration, &Declaration, i128, i128)> = Vec::new();
        for x in olds {
            let name = own(&x.key);
            let facts = |value| m::Facts { name: Some(name.to_owned()), value: Some(value), ..m::Facts::default() };
            // Another enumeration may have it.
            let y = only(&self.new.groups, &x.key, DeclarationKind::Enumerator);
            let is_told = self.is_enumerator_told(x);
            match (y, x.value) {
                _ if is_told => {}
                (Some(y), Some(old)) => match y.value {
                    Some(new) if old != new && counts.contains(name) => {
                        let reason = if only_grew { EnumReason::CountFollowed } else { EnumReason::CountMoved };
                        self.changed(Rule::EnumSentinelMoved, (x, y), (facts(old), facts(new)), reason);
                    }
                    Some(new) if old != new => others.push((x, y, old, new)),
                    _ => {}
                },
                (None, value) if self.names.lack(&x.key, self.old.shown.file(x.place)) => {
                    let reason: Judgement = match value {
                        _ if self.internal.has(&x.key) => HeaderTypeReason::NameInternal.into(),
                        Some(value) if now.values().any(|now| *now == value) => EnumReason::ValueHasAnotherName.into(),
                        _ if enums::is_placeholder(name) => EnumReason::NumberUnused.into(),
                        Some(value) => EnumReason::ValueStillPassed { value }.into(),
                        None => HeaderTypeReason::NameGone.into(),
                    };
                    let facts = m::Facts { name: Some(name.to_owned()), value, ..m::Facts::default() };
                    self.lost(Rule::EnumeratorRemoved, x, facts, reason);
                }
                _ => {}
            }
        }
        // However many have other values: it is one change of the enumeration.
        let more = others.len().saturating_sub(1);
        let mut first = None;
        for (x, y, old, new) in others {
            let facts =
                |value| m::Facts { name: Some(own(&x.key).to_owned()), value: Some(value), ..m::Facts::default() };
            let others = if first.is_none() { more } else { 0 };
            let reason = HeaderTypeReason::EnumeratorCompiledIn { old, new, others };
            let id = self.changed(Rule::EnumeratorValueChanged, (x, y), (facts(old), facts(new)), reason);
            if let Some(first) = first {
                let change = &mut self.c.changes[id.0 as usize];
                (change.root, change.causes) = (false, vec![first]);
            }
            first.get_or_insert(id);
        }
    }

    /// Whether something is told of an enumerator; of one of an enumeration without a name, whatever that is called.
    fn is_enumerator_told(&self, x: &Declaration) -> bool {
        let of = (own(&x.key).to_owned(), subject(x, None).name);
        match x.enumeration {
            Some(_) => self.told_enumerators.contains(&of),
            None => self.told_enumerators.range((of.0.clone(), String::new())..).next().is_some_and(|t| t.0 == of.0),
        }
    }

    /// Types, aliases and constants that no header of NEW declares.
    fn gone(&mut self) {
        let old = self.old;
        for (&(key, kind), olds) in &old.groups {
            let Some(&x) = olds.first() else { continue };
            let is_kind = match kind {
                DeclarationKind::Class => !x.is_template && x.is_defined && !key.contains('<'),
                DeclarationKind::Enum => true,
                // One of a type without a name is that type.
                DeclarationKind::Alias => !old.groups.contains_key(&(key, DeclarationKind::Class)),
                DeclarationKind::Variable => !key.contains('<') && x.body.is_some(),
                _ => false,
            };
            let is_gone = || self.names.lack(key, old.shown.file(x.place)) && !self.goes_with_scope(key);
            if !is_kind || !is_visible(x) || !is_gone() || self.is_told(x) {
                continue;
            }
            let reason =
                if self.internal.has(key) { HeaderTypeReason::NameInternal } else { HeaderTypeReason::NameGone };
            let facts = match kind {
                DeclarationKind::Alias => m::Facts { type_: Some(x.spelt.clone()), ..m::Facts::default() },
                _ => m::Facts { name: Some(x.name.clone()), ..m::Facts::default() },
            };
            let rule = if kind == DeclarationKind::Alias { Rule::TypedefRemoved } else { Rule::DeclarationRemoved };
            self.lost(rule, x, facts, reason);
        }
    }

    /// Whether the class around a name is gone as well.
    fn goes_with_scope(&self, key: &str) -> bool {
        let mut scope = scope(key);
        while !scope.is_empty() {
            if self.old.groups.contains_key(&(scope, DeclarationKind::Class)) && !self.names.hold(scope) {
                return true;
            }
            scope = self::scope(scope);
        }
        false
    }

    /// Explicit specializations of templates of both sides that came or went.
    fn specializations(&mut self) {
        for kind in [DeclarationKind::Class, DeclarationKind::Function, DeclarationKind::Variable] {
            self.specializations_of(kind);
        }
    }

    fn specializations_of(&mut self, kind: DeclarationKind) {
        let specialized = |side: &Side<'s>| {
            let mut out: BTreeMap<&'s str, Vec<&'s Declaration>> = BTreeMap::new();
            for of in side.groups.iter().filter(|((_, of), _)| *of == kind).flat_map(|(_, of)| of) {
                let own = own(&of.key);
                if kind != DeclarationKind::Class {
                    if of.is_specialized && is_visible(of) {
                        // Operators have signs in their names.
                        let at = own.find('<').filter(|_| !own.starts_with("operator")).unwrap_or(own.len());
                        out.entry(&of.key[..of.key.len() - own.len() + at]).or_default().push(of);
                    }
                } else if let Some(at) = own.find('<').filter(|_| of.is_defined && is_visible(of)) {
                    out.entry(&of.key[..of.key.len() - own.len() + at]).or_default().push(of);
                }
            }
            out
        };
        let (mut olds, mut news) = (specialized(self.old), specialized(self.new));
        let templates: BTreeSet<&str> = olds.keys().chain(news.keys()).copied().collect();
        for template in templates {
            let is_there = |side: &Side<'_>| {
                let of = side.groups.get(&(template, kind));
                of.is_some_and(|of| kind == DeclarationKind::Class || of.iter().any(|of| of.is_template))
            };
            if !is_there(self.old) || !is_there(self.new) || self.internal.has(template) {
                continue;
            }
            let (mut old, mut new) =
                (olds.remove(template).unwrap_or_default(), news.remove(template).unwrap_or_default());
            let arguments = |of: &Declaration| of.key[template.len()..].to_owned();
            let declared = (self.old.declared, self.new.declared);
            old.retain(|x| {
                let was = *x;
                let x = numbered(x, &arguments(x));
                let is_it = |y: &&Declaration| {
                    let is = *y;
                    let y = numbered(y, &arguments(y));
                    let spelt = |declared, type_| Spelt { declared, type_, desugared: "" };
                    if !x.is_empty() && !y.is_empty() {
                        return spelling::same(spelt(declared.0, &x), spelt(declared.1, &y));
                    }
                    // Arguments that are not written follow from the type.
                    spelling::same(spelt(declared.0, &was.type_), spelt(declared.1, &is.type_))
                };
                new.iter().position(is_it).map(|at| new.remove(at)).is_none()
            });
            let facts = |of: &Declaration| m::Facts { name: Some(subject(of, None).name), ..m::Facts::default() };
            for x in old {
                if self.new.shown.unread.contains(self.old.shown.file(x.place)) {
                    continue;
                }
                self.lost(Rule::SpecializationChanged, x, facts(x), HeaderTypeReason::SpecializationGone);
            }
            for y in new {
                if self.old.shown.unread.contains(self.new.shown.file(y.place)) {
                    continue;
                }
                let places = Sides { old: None, new: Some((self.new.shown, y.place)) };
                let (facts, reason) = ((None, Some(facts(y))), HeaderTypeReason::SpecializationCame);
                told::add(self.c, Rule::SpecializationChanged, subject(y, None), facts, reason, places);
            }
        }
    }
}

/// Arguments in which the parameters of a partial specialization are numbers: what they are called is nothing of it.
fn numbered(of: &Declaration, arguments: &str) -> String {
    let place = |text: &str| of.template_parameters.iter().rposition(|name| name == text);
    let texts = tokens::all(arguments).map(|token| match place(token.text).filter(|_| token.kind == TokenKind::Word) {
        Some(place) => format!("${place}"),
        None => token.text.to_owned(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Whether a virtual function overrides one of a base whose declaration is at hand.
fn overrides<'s>(side: &Side<'s>, class: &'s Declaration, function: &'s Member) -> bool {
    let mut left: Vec<&Declaration> = vec![class];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(of) = left.pop() {
        if !seen.insert(&of.key) {
            continue;
        }
        for base in of.members.iter().filter(|member| member.is_base) {
            let words = ["virtual ", "public ", "protected ", "private "];
            let name =
                words.iter().fold(base.type_.trim(), |name, word| name.trim_start().strip_prefix(word).unwrap_or(name));
            let Some(base) = class_of(side, scope(&of.key), plain(name).trim().trim_start_matches("::")) else {
                continue;
            };
            let is_it = |other: &&'s Member| {
                let are_destructors = other.name.starts_with('~') && function.name.starts_with('~');
                let takes =
                    |of: &'s Member| Spelt { declared: side.declared, type_: parameters(&of.type_), desugared: "" };
                let is_named = || other.name == function.name && spelling::same(takes(other), takes(function));
                other.is_virtual && (are_destructors || is_named())
            };
            if base.members.iter().any(|other| is_it(&other)) {
                return true;
            }
            left.push(base);
        }
    }
    false
}

/// The class that a name means in a scope.
fn class_of<'s>(side: &Side<'s>, mut scope: &str, name: &str) -> Option<&'s Declaration> {
    loop {
        let key = if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") };
        let found = side.groups.get(&(&*key, DeclarationKind::Class)).and_then(|of| of.iter().find(|of| of.is_defined));
        if found.is_some() || scope.is_empty() {
            return found.copied();
        }
        scope = self::scope(scope);
    }
}

/// Members as they are written, on one line.
fn spelt_members(side: &Side<'_>, of: &Declaration, members: &[&Member]) -> String {
    let one = |member: &&Member| {
        let mut type_ = String::new();
        for part in member.type_.split_inclusive(|c: char| !c.is_alphanumeric() && c != '$' && c != '_') {
            let end = part.find(|c: char| !c.is_alphanumeric() && c != '$' && c != '_').unwrap_or(part.len());
            let number = part[..end].strip_prefix('$').and_then(|number| number.parse::<usize>().ok());
            match number.and_then(|number| of.template_parameters.get(number)) {
                Some(name) => type_.extend([name.as_str(), &part[end..]]),
                None => type_.push_str(part),
            }
        }
        let width = member.width.as_ref().map(|width| {
            let spelt = side.shown.spelt(width);
            match member.bits {
                Some(bits) if spelt != bits.to_string() => format!("{spelt} ({bits})"),
                _ => spelt,
            }
        });
        let array = type_.find('[').filter(|_| !type_.contains('('));
        match (width, array) {
            _ if member.is_virtual => {
                let parameters = parameters(&type_);
                let returned = type_.strip_suffix(parameters).unwrap_or_default().trim_end();
                let returned = if member.name.starts_with('~') { "" } else { returned };
                format!("virtual {returned}{}{}{parameters}", if returned.is_empty() { "" } else { " " }, member.name)
            }
            _ if member.is_base => format!("base: {}", type_.trim()),
            _ if member.name.is_empty() => type_,
            (Some(width), _) => format!("{type_} {}:{width}", member.name),
            (None, Some(at)) => format!("{} {}{}", &type_[..at], member.name, &type_[at..]),
            (None, None) => format!("{type_} {}", member.name),
        }
    };
    let mut out: Vec<String> = members.iter().take(MOST_MEMBERS).map(one).collect();
    if members.len() > MOST_MEMBERS {
        out.push(format!("and {} more", members.len() - MOST_MEMBERS));
    }
    if out.is_empty() { "nothing".to_owned() } else { out.join("; ") }
}
