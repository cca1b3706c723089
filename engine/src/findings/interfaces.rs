//! The two inputs as they are compared: their interfaces, and what has to be told before anything is.

use std::borrow::Cow;

use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::compare::{evidence, symbols};
use crate::findings::{beside, diagnostic, empty, is_for_another_machine};
use crate::graph::loaded::Loaded;
use crate::graph::{Graph, Machine, Traits, interface};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::Sides;
use crate::ground::options::{Options, Profile};
use crate::judge::reach::{Declared, Seen};
use crate::model::report::Report;

/// OLD and NEW, of which only what belongs to the interface is left.
pub(crate) struct Interfaces<'a> {
    old: Cow<'a, Loaded>,
    new: Cow<'a, Loaded>,
    /// Which types count that no export reaches.
    declared: Declared,
    /// How many there are on each side that do not.
    unreached: [usize; 2],
    /// Both sides with those.
    whole: (&'a Graph, &'a Graph),
}

impl<'a> Interfaces<'a> {
    pub(crate) fn new(old: &'a Loaded, new: &'a Loaded, o: &Options) -> Self {
        let whole = (&old.graph, &new.graph);
        let kernel = interface::of_kernel(&old.graph, &new.graph);
        let (mut old, mut new) = (interface::interface(old, kernel), interface::interface(new, kernel));
        adopt(&mut old, &mut new);
        let unreached = [&old.graph, &new.graph].map(beside::unreached);
        let declared = beside::which([&old.graph, &new.graph], o);
        if declared == Declared::None {
            beside::leave_out(&mut old, o);
            beside::leave_out(&mut new, o);
        }
        Self { old, new, declared, unreached, whole }
    }

    /// OLD and NEW as they are compared.
    pub(crate) fn graphs(&self) -> (&Graph, &Graph) {
        (&self.old.graph, &self.new.graph)
    }

    /// What consumers see of OLD.
    pub(crate) fn seen<'s>(&'s self, o: &'s Options) -> Seen<'s> {
        Seen { headers: &o.public_headers, shipped: self.old.shipped.as_ref(), declared: self.declared }
    }

    /// A report that says of each side what it is, and of both what stands in the way; `Err` where nothing can be compared.
    #[expect(clippy::result_large_err, reason = "it is the outcome, and made once")]
    pub(crate) fn report(&self, o: &Options) -> Result<Report, Report> {
        let (old, new) = (&*self.old, &*self.new);
        let mut out = empty(old, new);
        if self.declared == Declared::None {
            [out.old.unreached, out.new.unreached] = self.unreached;
        }
        out.public_headers = beside::told(&old.graph, &self.seen(o));
        out.profile = (o.profile == Profile::Core).then_some(Profile::Core);
        if is_for_another_machine(&mut out, old, new) {
            return Err(out);
        }
        // A BTF of types alone is compared by their names.
        if self.declared != Declared::All {
            out.diagnostics.extend(exports_nothing(old, new));
        }
        conventions_differ(&mut out, old, new);
        Ok(out)
    }

    /// Where both are for different machines: that, and nothing of what is in them. `None` for whoever loads neither.
    pub(crate) fn platforms(&self, o: &Options) -> Option<(Comparison<'_>, Exports)> {
        let (g, h) = self.graphs();
        let mut c = Comparison::new(g, h);
        symbols::platforms(&mut c);
        (!c.changes.is_empty() && o.profile != Profile::Core).then(|| (c, Exports::default()))
    }

    /// Takes what each side asks others for into its interface.
    pub(crate) fn add_asked(&mut self, out: &mut Report) {
        out.diagnostics.extend(symbols::asked::append(&mut self.old, &mut self.new).map(diagnostic));
    }

    /// The pairs of exports and of types that are compared, and what could not be told.
    pub(crate) fn compare(&self, o: &Options, out: &mut Report) -> (Comparison<'_>, Exports) {
        let (g, h) = self.graphs();
        let mut c = Comparison::new(g, h);
        c.core = out.profile.is_some();
        c.tells_ways = true;
        c.words.clone_from(&o.public_headers.words);
        c.texts.clone_from(&o.public_headers.texts);
        c.whole = self.whole;
        c.sources = self.old.sources.clone().zip(self.new.sources.clone()).map(|(old, new)| Sides { old, new });
        let exports = symbols::pair(g, h);
        symbols::compare(&mut c, &exports);
        let headers = (&o.public_headers, beside::words_of(&c));
        let doubts = evidence::doubts(&self.old, &self.new, &exports, &c.owners, headers);
        c.unstated.left_out.tell(doubts.iter().flat_map(|doubt| doubt.of.only_declared()));
        let unknown: Vec<Diagnostic> = doubts.into_iter().map(diagnostic).collect();
        if unknown.iter().any(|d| d.code == "members-unknown") {
            // They say the same, and of whom.
            out.diagnostics.retain(|d| d.code != "members-unknown");
        }
        out.diagnostics.extend(unknown);
        c.run();
        out.diagnostics.extend(super::rust::layouts(c.new));
        out.diagnostics.extend(super::randomized::layouts(g, h, &self.new.path));
        out.diagnostics.extend(beside::unknown_headers(&c, &o.public_headers, &self.old.path));
        out.diagnostics.extend(beside::compare(&mut c, &self.seen(o)));
        if self.declared == Declared::Public {
            super::inline::gone(&mut c, &o.public_headers);
        }
        if !o.exports_only {
            super::constants::changed(&mut c, &self.seen(o));
        }
        (c, exports)
    }
}

/// BTF by itself does not name its machine: it takes the other side's.
fn adopt(old: &mut Cow<'_, Loaded>, new: &mut Cow<'_, Loaded>) {
    let (a, b) = (old.graph.machine, new.graph.machine);
    let shape = |m: Machine| (m.pointer_size, m.big_endian);
    if a != b && shape(a) == shape(b) {
        if a.e_machine == 0 {
            old.to_mut().graph.machine = b;
        } else if b.e_machine == 0 {
            new.to_mut().graph.machine = a;
        }
    }
}

/// Where only one side mixes calling conventions, some object of it is for another machine than it was.
fn conventions_differ(out: &mut Report, old: &Loaded, new: &Loaded) {
    const CODE: &str = "mixed-conventions";
    let mixed = |side: &Loaded| side.diagnostics.iter().any(|d| d.code == CODE);
    if mixed(old) != mixed(new) {
        out.diagnostics.iter_mut().filter(|d| d.code == CODE).for_each(|d| d.level = DiagnosticLevel::Lost);
    }
}

/// Sides without an interface: nothing of the other one can be held against such a side, which may as well be the wrong file. Where
/// neither has one that is no loss if it is known: of one build nothing can differ, and dynamic symbols are all that others bind to.
fn exports_nothing(old: &Loaded, new: &Loaded) -> Vec<Diagnostic> {
    let without: Vec<&Loaded> = [old, new].into_iter().filter(|side| side.graph.exports.is_empty()).collect();
    let (level, message) = match &without[..] {
        [_, _] if [old, new].into_iter().all(tells_dynamic_symbols) => (
            DiagnosticLevel::Note,
            "exports nothing, by its dynamic symbols: nobody is linked with it. What it hands to others when it runs, no \
             symbol tells",
        ),
        [_, _] if old.is_same_build(new) => {
            (DiagnosticLevel::Note, "exports nothing: there is nothing to compare, and both sides are one build")
        }
        _ => (DiagnosticLevel::Lost, "exports nothing: there is nothing to compare"),
    };
    let diagnostic = |side: &Loaded| Diagnostic {
        level,
        code: "no-exports",
        object: side.path.clone(),
        section: String::new(),
        offset: None,
        message: message.to_owned(),
    };
    without.into_iter().map(diagnostic).collect()
}

/// Whether each object is one whose interface is that of its dynamic symbols. Other tables of symbols may be stripped.
fn tells_dynamic_symbols(side: &Loaded) -> bool {
    let objects = &side.graph.objects;
    !objects.is_empty() && objects.iter().all(|object| object.linkage.traits.has(Traits::DYNAMIC))
}
