//! Parameters that clang does not list: those that travel by the address of a copy and that no code reads, in functions
//! that it compiles without optimizing (its selection of instructions drops the argument, and with it the variable). The
//! name of a function of C++ tells its parameters all the same.

use super::local::{LocalEdge, LocalNode, Target, Unlisted};
use super::{FastMap, Lowering};
use crate::graph::canon::table::hash_name;
use crate::graph::cpp_name::{FUNDAMENTAL, bare, canonical_text};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind, mangled};
use crate::read::dwarf::form::Compiler;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

/// What a unit holds, by what names lead to.
struct Known {
    /// Where typedefs and qualifiers lead.
    targets: FastMap<u32, Target>,
    /// Classes and enums by the hashes of their names.
    classes: FastMap<u64, u32>,
}

impl Known {
    fn of(lowering: &Lowering) -> Self {
        let node = |local: u32| &lowering.nodes[local as usize];
        let leads_on = |kind: Kind| kind == Kind::Typedef || kind.is_qualifier();
        let targets = lowering.edges.iter().filter(|e| e.kind == EdgeKind::Target && leads_on(node(e.owner).kind));
        let classes = (0..).zip(&lowering.nodes).filter(|(_, n)| n.kind.is_tagged() && n.name_hash != 0);
        Self {
            targets: targets.map(|e| (e.owner, e.target)).collect(),
            classes: classes.map(|(local, n)| (n.name_hash, local)).collect(),
        }
    }
}

impl Lowering {
    /// Takes note of a function that is described without a declaration that lists its parameters.
    pub(super) fn note_unlisted<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        node: u32,
    ) {
        let is_of_clang = context.maker.compiler == Compiler::Clang && !context.is_c && !context.is_rust;
        if is_of_clang && !attrs.flag(Slot::Declaration) {
            let symbol = context.str(file, attrs, Slot::LinkageName);
            if !symbol.is_none() {
                self.unlisted.push(Unlisted { node, symbol, silent: context.silent });
            }
        }
    }

    /// Adds the parameters that names tell and DIEs do not. Edges are not grouped yet, and all references are followed.
    /// The functions that got some are handed back: their edges are in no order.
    pub(super) fn add_unlisted(&mut self, file: &DwarfFile<'_>) -> Vec<u32> {
        let functions = std::mem::take(&mut self.unlisted);
        if functions.is_empty() {
            return Vec::new();
        }
        let mut listed: FastMap<u32, Vec<usize>> = functions.iter().map(|f| (f.node, Vec::new())).collect();
        for (i, e) in self.edges.iter().enumerate().filter(|(_, e)| e.kind == EdgeKind::Param) {
            if let Some(list) = listed.get_mut(&e.owner) {
                list.push(i);
            }
        }
        let mut out = Vec::new();
        let mut known: Option<Known> = None;
        for function in functions {
            let symbol = file.string(function.symbol, &self.arena).unwrap_or_default();
            let Some(named) = mangled::view(&String::from_utf8_lossy(symbol)).and_then(|view| view.parameters) else {
                continue;
            };
            let named: Vec<&str> = named.iter().map(String::as_str).filter(|text| *text != "...").collect();
            let list = listed.remove(&function.node).unwrap_or_default();
            if list.len() < named.len() {
                let known = known.get_or_insert_with(|| Known::of(self));
                self.add_parameters(file, known, function, (&named, &list));
                out.push(function.node);
            }
        }
        self.interleaved |= !out.is_empty();
        out
    }

    /// Of one function; `list`: the edges that its DIE gave.
    fn add_parameters(
        &mut self,
        file: &DwarfFile<'_>,
        known: &mut Known,
        function: Unlisted,
        (named, list): (&[&str], &[usize]),
    ) {
        let mut left = list.iter().copied().peekable();
        let mut missing = named.len() - list.len();
        for (place, text) in named.iter().enumerate() {
            let value = i64::try_from(place).unwrap_or(i64::MAX);
            let is_listed = |&edge: &usize| missing == 0 || self.is_spelt(file, known, edge, text);
            if let Some(edge) = left.next_if(is_listed) {
                self.edges[edge].value = value;
                continue;
            }
            missing = missing.saturating_sub(1);
            let target =
                if is_class_name(text) { self.class_named(known, text, function.silent) } else { Target::Unknown };
            let target = if target == Target::Unknown { self.unknown() } else { target };
            let mut edge = LocalEdge::new(function.node, EdgeKind::Param, target, value);
            edge.flags = EdgeFlags::UNLISTED;
            self.edges.push(edge);
        }
    }

    /// Whether a parameter may be what a name spells so.
    fn is_spelt(&self, file: &DwarfFile<'_>, known: &Known, edge: usize, text: &str) -> bool {
        let mut at = self.edges[edge].target;
        for _ in 0..64 {
            let Target::Local(local) = at else { return !is_class_name(text) };
            let node = &self.nodes[local as usize];
            if node.kind.is_tagged() {
                let name = String::from_utf8_lossy(file.string(node.name, &self.arena).unwrap_or_default());
                // Where arguments stand apart (`-gsimple-template-names`), the rest tells.
                return *name == *canonical_text(text) || !name.ends_with('>') && bare(&name) == bare(text);
            }
            if node.kind != Kind::Typedef && !node.kind.is_qualifier() {
                return !is_class_name(text);
            }
            at = known.targets.get(&local).copied().unwrap_or(Target::Void);
        }
        false
    }

    /// A declaration of the class of a name.
    fn class_named(&mut self, known: &mut Known, text: &str, silent: Flags) -> Target {
        let name = canonical_text(text);
        let hash = hash_name(name.as_bytes());
        if let Some(&class) = known.classes.get(&hash) {
            return Target::Local(class);
        }
        if !self.names.take(name.len()) {
            return Target::Unknown;
        }
        let local = self.nodes.len() as u32;
        let mut flags = silent;
        flags.set(Flags::DECLARATION);
        flags.set(Flags::THIN);
        let start = StrRef::arena(self.arena.len());
        self.arena.extend_from_slice(name.as_bytes());
        self.arena.push(0);
        self.nodes.push(LocalNode { name_hash: hash, name: start, ..LocalNode::new(Kind::Struct, flags) });
        known.classes.insert(hash, local);
        Target::Local(local)
    }

    /// Puts the parameters of such functions into their order, once edges are grouped.
    pub(super) fn order_unlisted(&mut self, functions: &[u32]) {
        for &function in functions {
            let n = &self.nodes[function as usize];
            let (first, end) = (n.first_edge as usize, (n.first_edge + n.edges) as usize);
            self.edges[first..end].sort_by_key(|e| (e.kind == EdgeKind::Param, e.value));
        }
    }
}

/// Whether a type in a mangled name is a class or an enum: a name with scopes and arguments, and nothing around it.
fn is_class_name(text: &str) -> bool {
    const OTHERS: [&str; 5] = ["decltype", "__float128", "const", "volatile", "std::nullptr_t"];
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c == '_' || c == ':' || c.is_alphanumeric() => {}
            _ => return false,
        }
    }
    !text.is_empty() && !FUNDAMENTAL.contains(&text) && !OTHERS.contains(&text) && !text.starts_with("_Float")
}

#[cfg(test)]
mod tests {
    use super::is_class_name;

    #[test]
    fn classes_are_told_from_other_types() {
        for text in ["box", "std::pair<int, char*>", "ns::a<(char)65>::b"] {
            assert!(is_class_name(text), "{text}");
        }
        for text in
            ["int", "unsigned long", "box *", "const box &", "int (*)(box)", "box[2]", "(anonymous)::x", "", "_Float16"]
        {
            assert!(!is_class_name(text), "{text}");
        }
    }
}
