//! What is left once everything else is sorted out: declarations that are gone or came, and parts of them.

use std::collections::BTreeMap;

use super::super::exported::facts_of;
use super::groups::{self, Group, Item, Side};
use super::keys;
use super::{Sorting, all, symbols};
use crate::compare::change::{Change, Evidence, Made, Owner};
use crate::graph::mangled::{Special, What};
use crate::graph::{Export, ObjectInfo};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::{DeclarationReason, DeclaredReason, SymbolReason};
use crate::rules::said::Said;

impl<'g> Sorting<'_, 'g> {
    /// Declarations that are gone.
    pub(super) fn gone(&mut self) {
        // Symbols of C are told as those of C are.
        let groups = self.take(Side::Old, |_, group| !group.is_plain() || group.items.len() > 1);
        for group in &groups {
            if group.is_of_class() {
                self.tables(group);
            } else if group.is_structor() {
                self.structor(group);
            } else {
                self.other(group);
            }
        }
    }

    /// What compilers make of a class.
    fn tables(&mut self, group: &Group<'g>) {
        let class = group.view().name();
        let subject = Subject { kind: SubjectKind::Class, name: class.clone(), ..Subject::default() };
        let beside = [What::OfClass(Special::ConstructionTable), What::OfClass(Special::TypeName)];
        let reason = if group.items.iter().all(|item| beside.contains(&item.view.what)) {
            DeclarationReason::BesideTables
        } else {
            DeclarationReason::Tables(self.evidence.emitted(&class, group))
        };
        let facts = Some(words(&group.items));
        self.tell(Rule::SpecialSymbolRemoved, &subject, (facts, None), &reason, &[group]);
    }

    fn structor(&mut self, group: &Group<'g>) {
        let (thunks, structors): (Vec<Item<'g>>, Vec<Item<'g>>) =
            group.items.iter().cloned().partition(|item| item.view.what == What::Thunk);
        let mut kept: Vec<String> = structors.iter().flat_map(|item| self.variants_kept(item)).collect();
        if structors.is_empty() || kept.is_empty() {
            if structors.is_empty() {
                self.thunks(group);
            } else {
                self.removed(group);
            }
            return;
        }
        kept.sort_unstable();
        kept.dedup();
        let subject = self.subject_of(group);
        let names = structors.iter().map(|item| item.name.to_owned()).collect();
        let sides = (Some(Facts::saying(Said::Names(names))), Some(Facts::saying(Said::Names(kept))));
        let class = self.evidence.record(&group.view().class().unwrap_or_default());
        for item in &structors {
            let what = match item.view.what {
                What::Destructor(variant) => Made::Destructor(variant),
                What::Constructor(variant) | What::InheritedConstructor(variant) => Made::Constructor(variant),
                _ => continue,
            };
            let evidence = Evidence::MadeOfMember { class, what };
            self.tell_item(Rule::ConstructorVariantRemoved, &subject, sides.clone(), evidence, item);
        }
        if !thunks.is_empty() {
            self.thunks(&Group { key: group.key.clone(), items: thunks });
        }
    }

    /// Other variants of a constructor or destructor that are still there.
    fn variants_kept(&self, item: &Item<'g>) -> Vec<String> {
        let Some(at) = item.view.variant_at else { return Vec::new() };
        let (head, tail) = (item.name.get(..at), item.name.get(at + 1..));
        let (Some(head), Some(tail)) = (head, tail) else { return Vec::new() };
        ["0", "1", "2", "3", "4", "5"]
            .iter()
            .map(|variant| [head, variant, tail].concat())
            .filter(|name| self.evidence.both_have(name))
            .collect()
    }

    /// Thunks of a member that is still there. They come by another name where its base stands elsewhere.
    fn thunks(&mut self, group: &Group<'g>) {
        let subject = self.subject_of(group);
        let news = self.take(Side::New, |_, new| new.key == group.key && new.view().what == What::Thunk);
        let facts = |group: &Group<'g>| {
            // Thunks that nobody refers to differ between compilers.
            let tabled = || group.items.iter().filter(|item| !self.evidence.is_untabled(item));
            let name = |item: &Item<'g>| item.name.to_owned();
            let names: Vec<String> = tabled().map(name).collect();
            let all = || group.items.iter().map(name).collect();
            Some(Facts::saying(Said::Names(if names.is_empty() { all() } else { names })))
        };
        let (new, sides) = match news.first() {
            Some(new) => (Some(new), (facts(group), facts(new))),
            None => (None, (Some(words(&group.items)), None)),
        };
        let class = group.view().scope().and_then(|class| self.evidence.record(&class));
        let of_destructor = group.view().path.last().is_some_and(|component| component.name.starts_with('~'));
        for item in group.items.iter().chain(new.into_iter().flat_map(|new| &new.items)) {
            let untabled = item.side == Side::Old && self.evidence.is_untabled(item);
            let evidence = Evidence::MadeOfMember { class, what: Made::Thunk { of_destructor, untabled } };
            self.tell_item(Rule::SpecialSymbolRemoved, &subject, sides.clone(), evidence, item);
        }
    }

    /// Functions and variables, with what accompanies them.
    fn other(&mut self, group: &Group<'g>) {
        match group.view().what {
            What::Thunk => self.thunks(group),
            What::ThreadInit | What::ThreadWrapper => {
                let subject = self.subject_of(group);
                let sides = (Some(words(&group.items)), None);
                let reason = DeclarationReason::ThreadInit;
                self.tell(Rule::ThreadLocalWrapperRemoved, &subject, sides, &reason, &[group]);
            }
            _ => self.removed(group),
        }
    }

    fn removed(&mut self, group: &Group<'g>) {
        let subject = self.subject_of(group);
        let facts = self.facts(group);
        let stays = self.is_declared(group, false);
        let object = self.comparison.old.objects.get(group.first().export.object.0 as usize);
        let (rule, reason) = if object.is_some_and(ObjectInfo::is_plug_in) {
            (Rule::SymbolRemoved, SymbolReason::LookedUpByName)
        } else if stays {
            (Rule::FunctionNoLongerExported, SymbolReason::StillDeclared)
        } else {
            (Rule::SymbolRemoved, SymbolReason::NoLongerLinks)
        };
        for item in &group.items {
            self.told.old.insert(item.index);
            let owner = Owner::OldExport(item.index);
            let sides = (Some(facts.clone()), None);
            let change = Change::decided(rule, owner, subject.clone(), sides, reason.clone());
            self.comparison.add(change);
        }
    }

    /// Whether a class of a side declares one of the functions.
    fn is_declared(&self, group: &Group<'g>, old: bool) -> bool {
        let of = if group.first().side == Side::Old { self.comparison.old } else { self.comparison.new };
        group.items.iter().any(|item| self.comparison.declares(old, of.str(item.export.name)))
    }

    /// As an export that only one side has is told, with its version.
    fn facts(&self, group: &Group<'g>) -> Facts {
        let graph = if group.first().side == Side::Old { self.comparison.old } else { self.comparison.new };
        facts_of(graph, group.first().export)
    }

    /// Declarations that came.
    pub(super) fn added(&mut self) {
        let weak = self.take(Side::New, |_, group| !group.is_plain() && group.is_weak());
        if !weak.is_empty() {
            let subject = self.object.clone();
            let reason = DeclarationReason::InlineCame { count: symbols(&weak) };
            self.tell(Rule::InlineSymbolsAdded, &subject, (None, Some(Facts::default())), &reason, &all(&weak));
        }
        for group in self.take(Side::New, |_, group| !group.is_plain() || group.items.len() > 1) {
            let (subject, facts) = if group.is_of_class() {
                let name = group.view().name();
                (Subject { kind: SubjectKind::Class, name, ..Subject::default() }, words(&group.items))
            } else {
                (self.subject_of(&group), self.facts(&group))
            };
            let (rule, reason) = if self.is_declared(&group, true) {
                (Rule::FunctionNowExported, SymbolReason::DeclaredBefore)
            } else {
                (Rule::SymbolAdded, SymbolReason::NobodyUsesIt)
            };
            if rule == Rule::SymbolAdded && self.parts_a_name(&group) {
                let (owner, sides) = (Owner::NewExport(group.first().index), (None, Some(facts.clone())));
                let reason = DeclaredReason::AddressAmbiguous;
                let change = Change::decided(Rule::OverloadAdded, owner, subject.clone(), sides, reason);
                self.comparison.add(change);
            }
            for item in &group.items {
                self.told.new.insert(item.index);
                let owner = Owner::NewExport(item.index);
                let sides = (None, Some(facts.clone()));
                let change = Change::decided(rule, owner, subject.clone(), sides, reason.clone());
                self.comparison.add(change);
            }
        }
    }

    /// Whether a function of a namespace came beside one that was alone with its name, and still is there. Of members the
    /// class tells it.
    fn parts_a_name(&self, group: &Group<'g>) -> bool {
        let item = group.first();
        let of_class = || item.view.scope().is_some_and(|scope| self.evidence.record(&scope).is_some());
        if item.view.what != What::Function || item.view.is_instantiation() || of_class() {
            return false;
        }
        let Some(start) = keys::start_of_overloads(item.name, &item.view) else { return false };
        let old = self.comparison.old;
        let first = old.exports.partition_point(|e| old.str(e.name) < start);
        let of_name = old.exports[first..].iter().take_while(|e| old.str(e.name).starts_with(start));
        // Instances of a template have arguments behind the name, and others a tag.
        let mut others = of_name.filter(|e| !old.str(e.name)[start.len()..].starts_with(['I', 'B']));
        let alone = others.next().filter(|_| others.next().is_none());
        // Overloads have other parameters: one of the same type is the same function under another spelling.
        let is_it = |e: &Export| e.type_id.zip(item.export.type_id).is_some_and(|(a, b)| self.comparison.equal(a, b));
        alone.is_some_and(|e| self.evidence.new_has(old.str(e.name)) && !is_it(e))
    }
}

/// What symbols are, in words, each kind once.
fn words(items: &[Item<'_>]) -> Facts {
    let mut all: BTreeMap<What, &'static str> = BTreeMap::new();
    for item in items {
        all.insert(item.view.what, groups::word(item.view.what));
    }
    let mut names: Vec<String> = all.into_values().map(str::to_owned).collect();
    names.dedup();
    Facts::saying(Said::Names(names))
}
