//! A consumer as built against what it will meet: the types of its own debug information beside those of the
//! provider, from the symbols that it imports.
//!
//! The consumer's graph has its imports for exports (see `read/load.rs`). What the consumer only
//! declares is opaque there, so a change of it shows as nothing worse than a definition that became visible.

use crate::compare::evidence::Lack;
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::compare::{evidence, symbols};
use crate::concluded;
use crate::findings::{empty, is_for_another_machine};
use crate::graph::interface::{is_assembled, says_something};
use crate::graph::loaded::Loaded;
use crate::graph::{Export, Flags, Graph, Kind, ObjectId, ObjectInfo, SymbolKind};
use crate::ground::headers::PublicHeaders;
use crate::ground::headers::is_source_file;
use crate::ground::maps::FastMap;
use crate::ground::options::NoObserver;
use crate::judge::reach;
use crate::model::report::{Finding, Report};
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;

/// What is known of a provider once for all its consumers.
pub(crate) struct Surroundings {
    /// Tagged types of which its interface gives out pointers.
    handed_out: FastMap<String, Vec<Kind>>,
    /// Its exports by name, the image's before those of modules, as the kernel looks them up.
    exports: FastMap<String, u32>,
    /// For each object whether its exports name their declarations: not those of BTF.
    by_dwarf: Vec<bool>,
    /// For each export what is not known of its type.
    pub(crate) lacks: Vec<Option<Lack>>,
}

/// See [`Surroundings`].
pub(crate) fn surroundings(provider: &Graph) -> Surroundings {
    let mut handed_out: FastMap<String, Vec<Kind>> = FastMap::default();
    let headers = PublicHeaders { everything: true, ..PublicHeaders::default() };
    let seen = reach::Seen { headers: &headers, shipped: None, declared: reach::Declared::None };
    let facts = reach::reach(provider, &seen).types;
    for id in provider.ids() {
        if facts[id.index()].handed_out && provider.node(id).kind.is_tagged() {
            handed_out.entry(provider.name(id).to_owned()).or_default().push(provider.node(id).kind);
        }
    }
    let mut exports: FastMap<String, u32> = FastMap::default();
    let is_image = |e: u32| {
        let object = provider.exports[e as usize].object;
        provider.objects[object.0 as usize].module.as_deref() == Some("vmlinux")
    };
    for (i, e) in (0..).zip(&provider.exports) {
        let slot = exports.entry(provider.str(e.name).to_owned()).or_insert(i);
        if !is_image(*slot) && is_image(i) {
            *slot = i;
        }
    }
    let mut by_dwarf = vec![false; provider.objects.len()];
    for e in &provider.exports {
        by_dwarf[e.object.0 as usize] |= !e.pos.file.is_none();
    }
    Surroundings { handed_out, exports, by_dwarf, lacks: evidence::lacks(provider) }
}

impl Surroundings {
    /// Whether an export of the provider can be compared with what a consumer was compiled with.
    pub(crate) fn compares(&self, provider: &Graph, name: &str) -> bool {
        self.exports.get(name).is_some_and(|&e| {
            self.is_comparable(provider, &provider.exports[e as usize]) && self.lacks[e as usize].is_none()
        })
    }

    /// The provider of these exports alone.
    pub(crate) fn only(mut self, wanted: impl Fn(&str) -> bool) -> Self {
        self.exports.retain(|name, _| wanted(name));
        self
    }

    /// The same, where the types of functions in BTF count: for a kernel of which nothing else is at hand. What BTF has no way to
    /// state is no difference, and what it states otherwise is nothing that a consumer meets.
    pub(crate) fn with_btf(mut self) -> Self {
        self.by_dwarf.fill(true);
        self
    }

    /// A consumer's types come from DWARF. BTF names no declarations, and functions of assembler have a prototype there that
    /// nobody wrote: whoever takes it in has to leave those out.
    fn is_comparable(&self, g: &Graph, e: &Export) -> bool {
        is_typed(g, e) && self.by_dwarf[e.object.0 as usize]
    }
}

/// Whether the type of an export says what it is.
pub(crate) fn is_typed(g: &Graph, e: &Export) -> bool {
    let Some(t) = e.type_id else { return false };
    says_something(g, t) || !is_assembled(g, e) && !g.node(t).flags.has(Flags::UNPROTOTYPED)
}

/// Compares what a consumer was compiled with, with a provider. Imports that one of both has no type for are
/// left out. What an undefined symbol does not say (kind, binding, alignment) is filled in from the provider.
pub(crate) fn consumer(consumer: &mut Loaded, provider: &Loaded, around: &Surroundings) -> Report {
    let h = &provider.graph;
    let mut exports = Exports::default();
    let mut owners: FastMap<usize, usize> = FastMap::default();
    let g = &mut consumer.graph;
    for i in 0..g.exports.len() {
        let Some(&j) = around.exports.get(g.names.get(g.exports[i].name)) else { continue };
        let offered = &h.exports[j as usize];
        let Some(t) = g.exports[i].type_id.filter(|_| around.is_comparable(h, offered)) else { continue };
        let kind = if g.node(t).kind == Kind::Function { SymbolKind::Function } else { SymbolKind::Object };
        // An undefined symbol says nothing of these; only types are compared.
        let e = &mut g.exports[i];
        e.kind = kind;
        e.binding = offered.binding;
        e.visibility = offered.visibility;
        e.variant_pcs = offered.variant_pcs;
        e.alignment = offered.alignment;
        // What changed at the symbol itself is the provider's matter, and one finding for all consumers.
        let owner = offered.object.0 as usize;
        let next = g.objects.len();
        let at = *owners.entry(owner).or_insert(next);
        if at == next {
            let (name, module) = (h.objects[owner].name.clone(), h.objects[owner].module.clone());
            g.objects.push(ObjectInfo { name, module, ..ObjectInfo::default() });
        }
        g.exports[i].object = ObjectId(at as u32);
        exports.both.push((i as u32, j));
    }
    let mut out = empty(consumer, provider);
    if is_for_another_machine(&mut out, consumer, provider) {
        return out;
    }
    let g = &consumer.graph;
    let mut c = Comparison::new(g, h);
    symbols::both(&mut c, &exports);
    let handed_out = |kind: Kind, name: &str| around.handed_out.get(name).is_some_and(|kinds| kinds.contains(&kind));
    let mut out = concluded(out, c, &exports, || reach::of_consumer(g, handed_out), true, None, &NoObserver);
    let dropped: Vec<String> = out.findings.iter().filter(|f| is_no_difference(f)).map(|f| f.id.clone()).collect();
    out.findings.retain(|f| !is_no_difference(f));
    for set in &mut out.reach_sets {
        set.retain(|id| !dropped.contains(id));
    }
    out
}

/// What looks different only because a consumer is not the provider.
fn is_no_difference(f: &Finding) -> bool {
    // Headers declare `extern T x[];` of what is defined with a length.
    let open_length = f.rule == Rule::FlexibleArrayChanged && f.subject.kind == SubjectKind::Variable;
    // The consumer defines in a source file what headers only declare: a type of its own, opaque to all others.
    let own_type = f.rule == Rule::TypeBecameOpaque
        && f.declared.old.as_ref().is_some_and(|declared| is_source_file(&declared.file));
    open_length || own_type
}
