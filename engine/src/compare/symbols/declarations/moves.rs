//! What moved together: to another standard library, module, versioned namespace or scope.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::groups::{Group, Side};
use super::{Sorting, keys};
use crate::compare::versions;
use crate::graph::mangled::{Component, View, What};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::{Copies, DeclarationReason, Emitted};
use crate::rules::said::Said;

/// A declaration that is gone, and the one in its place.
pub(super) type Pair<'g> = (Group<'g>, Group<'g>);

/// Declarations of one name that are looked at for what moved: more of them are told one by one.
const LIKELY: usize = 64;

impl<'g> Sorting<'_, 'g> {
    /// Takes out the groups of both sides that are equal by what `canonical` says of them.
    pub(super) fn matched(&mut self, canonical: impl Fn(&Group<'g>) -> Option<String>) -> Vec<Pair<'g>> {
        let mut news: BTreeMap<String, Vec<Group<'g>>> = BTreeMap::new();
        let mut rest = Vec::new();
        for group in std::mem::take(&mut self.came) {
            match canonical(&group).filter(|_| !group.is_plain()) {
                Some(key) => news.entry(key).or_default().push(group),
                None => rest.push(group),
            }
        }
        let mut out = Vec::new();
        let mut olds = Vec::new();
        for group in std::mem::take(&mut self.gone) {
            let key = canonical(&group).filter(|_| !group.is_plain());
            let found = key.and_then(|key| {
                let all = news.get_mut(&key)?;
                // Equal declarations with other symbols did not move.
                let at = all.iter().rposition(|new| new.key != group.key)?;
                Some(all.remove(at))
            });
            match found {
                Some(new) => out.push((group, new)),
                None => olds.push(group),
            }
        }
        rest.extend(news.into_values().flatten());
        rest.sort_by(|a, b| a.key.cmp(&b.key));
        (self.gone, self.came) = (olds, rest);
        out
    }

    fn tell_pairs(
        &mut self,
        rule: Rule,
        subject: &Subject,
        (old, new): (Facts, Facts),
        reason: &DeclarationReason,
        pairs: &[Pair<'g>],
    ) {
        let groups: Vec<&Group<'g>> =
            pairs.iter().map(|(old, _)| old).chain(pairs.iter().map(|(_, new)| new)).collect();
        self.tell(rule, subject, (Some(old), Some(new)), reason, &groups);
    }

    /// Whether consumers have copies of everything that moved.
    fn copies(&self, pairs: &[Pair<'g>]) -> Copies {
        let one = |group: &Group<'g>| {
            if !group.is_of_class() {
                return group.copies();
            }
            match self.evidence.emitted(&group.view().name(), group) {
                Emitted::ByEverybody => Copies::Own,
                Emitted::Unclear => Copies::Unknown,
                Emitted::ByLibrary => Copies::None,
            }
        };
        pairs.iter().map(|(old, _)| one(old)).max().unwrap_or(Copies::None)
    }

    /// Declarations that name types of another standard library.
    pub(super) fn standard_library(&mut self) {
        let plain = |key: &str| keys::without_scopes(&key.replace("[abi:cxx11]", ""), keys::is_of_library);
        let pairs = self.matched(|group| {
            let mentions = ["std::", "[abi:cxx11]"].iter().any(|word| group.key.contains(word));
            mentions.then(|| plain(&group.key).0)
        });
        let scopes = |group: &Group<'g>| -> BTreeSet<String> {
            let mut out: BTreeSet<String> = plain(&group.key).1.into_iter().collect();
            if group.key.contains("[abi:cxx11]") {
                out.insert("__cxx11".to_owned());
            }
            out
        };
        let (mut strings, mut libraries) = (Vec::new(), Vec::new());
        for pair in pairs {
            let differ: Vec<String> = scopes(&pair.0).symmetric_difference(&scopes(&pair.1)).cloned().collect();
            let of_strings = differ.iter().all(|scope| scope == "__cxx11");
            if of_strings { strings.push(pair) } else { libraries.push(pair) }
        }
        // One that changed along with others may differ from itself in the string alone.
        if !libraries.is_empty() {
            libraries.append(&mut strings);
        }
        for (rule, pairs) in [(Rule::StdlibDualAbiChanged, strings), (Rule::StdlibImplementationChanged, libraries)] {
            if pairs.is_empty() {
                continue;
            }
            let (count, copies) = (pairs.len(), self.copies(&pairs));
            let reason = if rule == Rule::StdlibDualAbiChanged {
                DeclarationReason::OtherString { count, copies }
            } else {
                DeclarationReason::OtherLibrary { count, copies }
            };
            let all = |new: bool| {
                let sides = pairs.iter().map(|pair| if new { &pair.1 } else { &pair.0 });
                let scopes: BTreeSet<String> = sides.flat_map(scopes).map(|scope| ["std::", &scope].concat()).collect();
                let names = if scopes.is_empty() { vec!["std".to_owned()] } else { scopes.into_iter().collect() };
                Facts::saying(Said::Names(names))
            };
            let subject = self.object.clone();
            self.tell_pairs(rule, &subject, (all(false), all(true)), &reason, &pairs);
        }
    }

    /// Declarations that are attached to another module.
    pub(super) fn modules(&mut self) {
        let pairs = self.matched(|group| Some(keys::without_modules(&group.key)));
        let mut by_module: BTreeMap<(String, String), Vec<Pair<'g>>> = BTreeMap::new();
        for pair in pairs {
            let of = |group: &Group<'g>| {
                if group.view().module.is_empty() { "none".to_owned() } else { group.view().module.clone() }
            };
            by_module.entry((of(&pair.0), of(&pair.1))).or_default().push(pair);
        }
        for ((old, new), pairs) in by_module {
            let facts = (Facts::saying(Said::name(old)), Facts::saying(Said::name(new)));
            let subject = if pairs.len() == 1 { self.subject_of(&pairs[0].0) } else { self.object.clone() };
            self.tell_pairs(Rule::ModuleAttachmentChanged, &subject, facts, &DeclarationReason::Module, &pairs);
        }
    }

    /// Declarations that moved to another versioned namespace.
    pub(super) fn versioned_namespaces(&mut self) {
        let pairs = self.matched(|group| Some(keys::without_scopes(&group.key, |scope, _| keys::is_version(scope)).0));
        let mut by_scopes: BTreeMap<(String, String), Vec<Pair<'g>>> = BTreeMap::new();
        let mut loose = Vec::new();
        for pair in pairs {
            match versioned((&pair.0.view().path, &pair.1.view().path)) {
                Some(scopes) => by_scopes.entry(scopes).or_default().push(pair),
                None => loose.push(pair),
            }
        }
        // What only names such types moved with them.
        for pair in loose {
            by_scopes.entry(versions::scopes(&pair.0.key, &pair.1.key)).or_default().push(pair);
        }
        for (scopes, pairs) in by_scopes {
            let reason = DeclarationReason::Version { count: pairs.len(), copies: self.copies(&pairs) };
            self.tell_scopes(Rule::InlineNamespaceChanged, SubjectKind::Namespace, scopes, &reason, &pairs);
        }
    }

    fn tell_scopes(
        &mut self,
        rule: Rule,
        kind: SubjectKind,
        (old, new): (String, String),
        reason: &DeclarationReason,
        pairs: &[Pair<'g>],
    ) {
        let name = |scope: &str| if scope.is_empty() { "(global)".to_owned() } else { scope.to_owned() };
        let subject = Subject { kind, name: name(&old), ..Subject::default() };
        let facts = |scope: &str| Facts { name: Some(name(scope)), ..Facts::default() };
        self.tell_pairs(rule, &subject, (facts(&old), facts(&new)), reason, pairs);
    }

    /// Declarations that came in a versioned namespace beside those of another.
    pub(super) fn both_versions(&mut self) {
        let mut scopes: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
        for group in &self.came {
            let (key, own) = keys::without_scopes(&group.key, |scope, _| keys::is_version(scope));
            if own.is_empty() {
                continue;
            }
            let Some(kept) = self.evidence.kept_version(&key, &own) else { continue };
            let Some(at) = group.view().path.iter().position(|c| keys::is_version(&c.name)) else { continue };
            let own = scope_of(&group.view().path[..=at]);
            let mut other = group.view().path[..=at].to_vec();
            if let (Some(last), Some(version)) = (other.last_mut(), kept.first()) {
                last.name.clone_from(version);
            }
            scopes.entry(own).or_insert_with(|| (scope_of(&other), BTreeSet::new())).1.insert(group.key.clone());
        }
        for (scope, (kept, members)) in scopes {
            let inside = [&scope, "::"].concat();
            // The tables of a class in it have come with it.
            let groups = self.take(Side::New, |_, group| {
                members.contains(&group.key) || group.is_of_class() && group.key.starts_with(&inside)
            });
            let subject = Subject { kind: SubjectKind::Namespace, name: scope.clone(), ..Subject::default() };
            let value = Some(super::symbols(&groups) as i128);
            let facts = |name: String| Some(Facts { name: Some(name), value, ..Facts::default() });
            let reason = DeclarationReason::BothVersions { count: groups.len() };
            let groups: Vec<&Group<'g>> = groups.iter().collect();
            self.tell(Rule::InlineNamespaceAliasKept, &subject, (facts(kept), facts(scope)), &reason, &groups);
        }
    }

    /// Declarations that moved to another scope.
    pub(super) fn scopes(&mut self) {
        let classes = |groups: &[Group<'g>]| -> BTreeSet<String> {
            groups.iter().filter_map(|group| group.view().class()).collect()
        };
        let (gone, came) = (classes(&self.gone), classes(&self.came));
        for (scopes, count) in self.likely() {
            let (old, new) = (&scopes.0, &scopes.1);
            let (was_class, is_class) = (gone.contains(old), came.contains(new));
            // A class that goes by another name is gone by the old one.
            if was_class != is_class || was_class && came.contains(old) {
                continue;
            }
            // Members that many classes have are no sign that one is the other.
            let is_sure = if was_class {
                self.moved_whole(&scopes).is_some_and(|all| all >= 4 || alike(old, new))
            } else {
                count >= 2
                    || alike(old, new) && !self.evidence.new_has_scope(old) && self.moved_whole(&scopes).is_some()
            };
            if !is_sure {
                continue;
            }
            let pairs = self.matched(|group| {
                let view = movable(group.view());
                let text = group_text(&view);
                let side = if group.first().side == Side::Old { old } else { new };
                (side.is_empty() || text.starts_with(&[side, "::"].concat())).then(|| without(&text, &scopes))
            });
            if pairs.is_empty() {
                continue;
            }
            let reason = DeclarationReason::Scope { count: pairs.len(), copies: self.copies(&pairs) };
            let described = self.evidence.kind_of(&scopes.0);
            let kind = if was_class { SubjectKind::Class } else { SubjectKind::Namespace };
            self.tell_scopes(Rule::NamespaceChanged, described.unwrap_or(kind), scopes, &reason, &pairs);
        }
    }

    /// How many declarations are gone of one scope and came in the other, where nearly all did.
    fn moved_whole(&self, scopes: &(String, String)) -> Option<usize> {
        let texts = |groups: &[Group<'g>], scope: &str| -> BTreeSet<String> {
            let inside = [scope, "::"].concat();
            let texts = groups.iter().filter(|group| !group.is_plain()).map(|group| group_text(&movable(group.view())));
            texts.filter(|text| text.starts_with(&inside)).map(|text| without(&text, scopes)).collect()
        };
        let (old, new) = (texts(&self.gone, &scopes.0), texts(&self.came, &scopes.1));
        let both = old.intersection(&new).count();
        (both * 5 >= old.len() * 4 && both * 5 >= new.len() * 4).then_some(both)
    }

    /// Scopes from which and to which functions and variables seem to have moved, those of the most first.
    fn likely(&self) -> Vec<((String, String), usize)> {
        let key = |view: &View| {
            let last = view.path.last().map(|c| c.name.clone()).unwrap_or_default();
            (last, view.parameters.as_ref().map(Vec::len))
        };
        let is_named = |group: &&Group<'g>| {
            !group.is_plain() && !group.is_of_class() && matches!(group.view().what, What::Function | What::Variable)
        };
        let mut news: BTreeMap<(String, Option<usize>), Vec<&Group<'g>>> = BTreeMap::new();
        for group in self.came.iter().filter(is_named) {
            news.entry(key(group.view())).or_default().push(group);
        }
        let mut votes: BTreeMap<(String, String), usize> = BTreeMap::new();
        for group in self.gone.iter().filter(is_named) {
            let Some(all) = news.get(&key(group.view())) else { continue };
            for other in all.iter().take(LIKELY) {
                let scopes = parted(&group.view().path, &other.view().path);
                if scopes.0 == scopes.1 {
                    continue;
                }
                let (old, new) = (group_text(group.view()), group_text(other.view()));
                if without(&old, &scopes) == without(&new, &scopes) {
                    *votes.entry(scopes).or_default() += 1;
                }
            }
        }
        let mut out: Vec<_> = votes.into_iter().collect();
        // Of several that fit, the one whose name is nearest.
        out.sort_by_cached_key(|(scopes, count)| {
            (
                Reverse(*count),
                Reverse(alike(&scopes.0, &scopes.1)),
                Reverse(in_common(&scopes.0, &scopes.1)),
                scopes.clone(),
            )
        });
        out
    }
}

/// A declaration in which the name of its own class stands once, where it can be replaced.
fn movable(view: &View) -> View {
    let mut out = view.clone();
    match view.what {
        What::OfClass(_) => out.path.push(Component { name: "{class}".to_owned(), ..Component::default() }),
        What::Constructor(_) | What::InheritedConstructor(_) | What::Destructor(_) => {
            if let Some(last) = out.path.last_mut() {
                last.name = if last.name.starts_with('~') { "{destructor}" } else { "{constructor}" }.to_owned();
            }
        }
        _ => {}
    }
    out
}

fn group_text(view: &View) -> String {
    let mut out = view.declaration();
    if let Some(result) = &view.result {
        out.push_str(" -> ");
        out.push_str(result);
    }
    out
}

fn scope_of(path: &[Component]) -> String {
    View { path: path.to_vec(), ..View::default() }.name()
}

/// The scopes of two paths up to where they are the same again.
fn parted(old: &[Component], new: &[Component]) -> (String, String) {
    let same =
        old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| (&a.name, &a.tags) == (&b.name, &b.tags)).count();
    (scope_of(&old[..old.len() - same]), scope_of(&new[..new.len() - same]))
}

/// Text without either scope in front of what stands in it.
fn without(text: &str, (old, new): &(String, String)) -> String {
    let mut scopes: Vec<&str> = vec![old, new];
    scopes.sort_by_key(|scope| std::cmp::Reverse(scope.len()));
    let mut out = text.to_owned();
    for scope in scopes.into_iter().filter(|scope| !scope.is_empty()) {
        out = without_scope(&out, scope);
    }
    out
}

fn without_scope(text: &str, scope: &str) -> String {
    let wanted = [scope, "::"].concat();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&wanted) {
        let inner = rest[..at].ends_with(|c: char| keys::is_of_name(c) || c == ':');
        out.push_str(&rest[..at]);
        if inner {
            out.push_str(&wanted);
        }
        rest = &rest[at + wanted.len()..];
    }
    out.push_str(rest);
    out
}

/// How many bytes at both ends the last names of two scopes have in common.
fn in_common(old: &str, new: &str) -> usize {
    let last = |scope: &str| scope.rsplit("::").next().unwrap_or_default().as_bytes().to_vec();
    let (a, b) = (last(old), last(new));
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - front;
    front + a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| x == y).count()
}

/// Whether the last names of two scopes may be two spellings of one.
fn alike(old: &str, new: &str) -> bool {
    let length = |scope: &str| scope.rsplit("::").next().unwrap_or_default().len();
    in_common(old, new) * 3 >= length(old).max(length(new)) * 2
        || in_common(old, new) == length(old).min(length(new)) && !old.is_empty() && !new.is_empty()
}

/// The namespaces with their versions by which two paths differ, each up to there.
fn versioned((old, new): (&[Component], &[Component])) -> Option<(String, String)> {
    let same = old.iter().zip(new).take_while(|(a, b)| a.name == b.name).count();
    let counts = |path: &[Component]| path.get(same).is_some_and(|c| keys::is_version(&c.name));
    let up_to = |path: &[Component]| scope_of(&path[..same + usize::from(counts(path))]);
    let scopes = (up_to(old), up_to(new));
    // Two that part elsewhere name such a namespace among their arguments.
    ((counts(old) || counts(new)) && scopes.0 != scopes.1).then_some(scopes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::mangled::view;

    #[test]
    fn scopes_part_where_paths_differ() {
        let path = |name: &str| view(name).unwrap().path;
        let (a, b) = (path("_ZN2ns1A3fooEv"), path("_ZN5other1A3fooEv"));
        assert_eq!(parted(&a, &b), ("ns".into(), "other".into()));
        assert_eq!(parted(&path("_Z3foov"), &a), (String::new(), "ns::A".into()));
        assert_eq!(without("ns::A::foo(ns::B, ins::C)", &("ns".into(), "other".into())), "A::foo(B, ins::C)");
        let (a, b) = (path("_ZN3lib2v11A3fooEv"), path("_ZN3lib2v21A3fooEv"));
        assert_eq!(versioned((&a, &b)), Some(("lib::v1".into(), "lib::v2".into())));
        assert_eq!(versioned((&path("_ZN3lib1A3fooEv"), &b)), Some(("lib".into(), "lib::v2".into())));
        assert_eq!(versioned((&a, &a)), None);
        for (old, new, expected) in [
            ("a::UnsignedDivisonInfo", "a::UnsignedDivisionInfo", true),
            ("a::MMIAddrLabelMap", "a::AddrLabelMap", true),
            ("geo", "geometry", true),
            ("AddressSanitizerPass", "LICMPass", false),
            ("llvm::zlib", "llvm::zstd", false),
            ("", "geo", false),
        ] {
            assert_eq!(alike(old, new), expected, "{old} {new}");
        }
    }
}
