//! What nobody was promised, or may have a copy of: leaked symbols, inline functions, instantiations, what lies in functions.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::outer_namespace;
use super::groups::{Group, Side};
use super::{Sorting, all, symbols};
use crate::graph::SymbolKind;
use crate::graph::mangled::{View, What};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::DeclarationReason;
use crate::rules::said::Said;

/// Marks of the parts and copies that compilers make of functions.
const PARTS: [&str; 8] = [".cold", ".part", ".constprop", ".isra", ".lto_priv", ".localalias", ".llvm", ".ipa"];

impl<'g> Sorting<'_, 'g> {
    /// One finding on the object for all groups of a side, which says `names` of them.
    fn count(&mut self, side: Side, rule: Rule, names: Vec<String>, reason: &DeclarationReason, groups: &[Group<'g>]) {
        if groups.is_empty() {
            return;
        }
        let said = if names.is_empty() { Facts::default() } else { Facts::saying(Said::Names(names)) };
        let facts = Some(Facts { value: Some(symbols(groups) as i128), ..said });
        let sides = if side == Side::Old { (facts, None) } else { (None, facts) };
        let subject = self.object.clone();
        self.tell(rule, &subject, sides, reason, &all(groups));
    }

    /// Symbols of other libraries' headers.
    pub(super) fn leaked(&mut self) {
        for side in [Side::Old, Side::New] {
            let groups = self.take(side, |s, group| {
                !group.is_plain() && (s.evidence.is_leaked(group) || is_placement(group.view()))
            });
            // Placement functions are of a header of the standard library.
            let outer = |group: &Group<'g>| outer_namespace(group.first().name).unwrap_or("std");
            let names: BTreeSet<&str> = groups.iter().map(outer).collect();
            let names = names.into_iter().map(str::to_owned).collect();
            let count = symbols(&groups);
            let (rule, reason) = if side == Side::Old {
                (Rule::LeakedSymbolsRemoved, DeclarationReason::LeakGone { count })
            } else {
                (Rule::LeakedSymbolsAdded, DeclarationReason::LeakCame { count })
            };
            self.count(side, rule, names, &reason, &groups);
        }
    }

    /// `operator new` and `operator delete` of the whole process.
    pub(super) fn allocation(&mut self) {
        for side in [Side::Old, Side::New] {
            let groups = self.take(side, |_, group| {
                let is_global = group.view().what == What::Function && group.view().path.len() == 1;
                let name = group.view().name();
                is_global && (name.starts_with("operator new") || name.starts_with("operator delete"))
            });
            let names: BTreeSet<String> = groups.iter().map(|group| group.view().name()).collect();
            let reason = DeclarationReason::Allocation { gone: side == Side::Old };
            self.count(side, Rule::AllocationFunctionExported, names.into_iter().collect(), &reason, &groups);
        }
    }

    /// Symbols of what lies in functions, and of parts of them.
    pub(super) fn not_nameable(&mut self) {
        let statics = self.take(Side::Old, |_, group| group.view().is_local && is_shared_state(group));
        for group in &statics {
            self.state(group);
        }
        for side in [Side::Old, Side::New] {
            let groups = self.take(side, |_, group| {
                let suffix = group.view().suffix.as_str();
                group.view().is_local || PARTS.iter().any(|part| suffix.starts_with(part))
            });
            let reason = DeclarationReason::NotNameable { count: symbols(&groups) };
            self.count(side, Rule::LocalEntitySymbolChanged, Vec::new(), &reason, &groups);
        }
    }

    fn state(&mut self, group: &Group<'g>) {
        let subject = self.subject_of(group);
        let facts = Facts { type_: Some(group.declaration()), ..Facts::default() };
        self.tell(
            Rule::LocalStaticGuardChanged,
            &subject,
            (Some(facts), None),
            &DeclarationReason::LocalStatic,
            &[group],
        );
    }

    /// Versions of functions for some processors.
    pub(super) fn versions_of_functions(&mut self) {
        let groups = self.take(Side::Old, |s, group| {
            let (name, suffix) = (group.first().name, group.view().suffix.len());
            suffix > 0 && s.evidence.new_has(&name[..name.len() - suffix])
        });
        for group in &groups {
            let subject = self.subject_of(group);
            let version = Facts::saying(Said::name(group.view().suffix.trim_start_matches('.')));
            let reason = DeclarationReason::Multiversion;
            self.tell(Rule::MultiversionFunctionRemoved, &subject, (Some(version), None), &reason, &[group]);
        }
    }

    /// Inline functions and instantiations that are gone.
    pub(super) fn weak(&mut self) {
        let groups = self.take(Side::Old, |_, group| !group.is_plain() && !group.is_of_class() && group.is_weak());
        let (state, groups): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_shared_state);
        for group in &state {
            self.state(group);
        }
        let (instances, inline): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.view().is_instantiation());
        let reason = DeclarationReason::InlineGone { count: symbols(&inline) };
        self.count(Side::Old, Rule::InlineSymbolsRemoved, Vec::new(), &reason, &inline);
        let mut by_template: BTreeMap<Subject, Vec<Group<'g>>> = BTreeMap::new();
        for group in instances {
            by_template.entry(self.template(&group)).or_default().push(group);
        }
        for (subject, groups) in by_template {
            let facts = Facts { name: Some(subject.name.clone()), ..Facts::default() };
            let implicit = groups.iter().any(|group| self.evidence.is_implicit(group));
            let reason = DeclarationReason::Instantiation { count: symbols(&groups), implicit };
            self.tell(Rule::InstantiationRemoved, &subject, (Some(facts), None), &reason, &all(&groups));
        }
    }

    /// What was instantiated: a class with its arguments, or a function.
    fn template(&self, group: &Group<'g>) -> Subject {
        let path = &group.view().path;
        let outer = path.iter().position(|component| component.arguments.is_some()).unwrap_or(0);
        if outer + 1 == path.len() {
            return Subject { file: None, line: None, ..self.subject_of(group) };
        }
        let class = View { path: path[..=outer].to_vec(), ..View::default() };
        Subject { kind: SubjectKind::Class, name: class.name(), ..Subject::default() }
    }
}

/// A variable that is one for the whole process, and not a constant.
fn is_shared_state(group: &Group<'_>) -> bool {
    group.is_weak()
        && group.items.iter().any(|item| {
            let is_data = matches!(item.export.kind, SymbolKind::Object | SymbolKind::Tls);
            is_data && item.view.what == What::Variable && !item.export.read_only
        })
}

/// The forms of `operator new` and `operator delete` that allocate nothing, which headers define and nobody may replace.
fn is_placement(view: &View) -> bool {
    let name = view.name();
    let is_of_whole = view.path.len() == 1 && (name.starts_with("operator new") || name.starts_with("operator delete"));
    let parameters = view.parameters.as_deref().unwrap_or_default();
    is_of_whole && parameters.len() == 2 && parameters[1] == "void *"
}
