//! Tying exports to their DIEs: by address and name, then by name, then by address.

use super::die::{alignment, die_at};
use super::target::target;
use super::{Lowering, Scope, Wanted};
use crate::graph::{EdgeKind, Flags, Kind};
use crate::read::dwarf::language::{is_assembler, is_c};
use crate::read::dwarf::lower::local::{Role, SymbolHit, Target, sure};
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

impl Lowering {
    /// A function DIE outside any body: is it an export?
    pub(super) fn subprogram<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        wanted: &Wanted,
    ) -> Option<(Scope, Option<StrRef>)> {
        self.note_type(attrs);
        // Another source file may be one that headers include for the templates in it.
        if let Some(Value::UnitRef(declaration)) = attrs.get(Slot::Specification).filter(|_| self.source != 0)
            && self.declared_in(file, context, attrs).1 == self.source
        {
            self.of_source.push(declaration);
        }
        let address = match attrs.get(Slot::LowPc) {
            None if wanted.in_pieces => {
                let is_entry = |address| wanted.by_address.contains_key(&address);
                attrs.get(Slot::Ranges).and_then(|v| context.entry(file, v, is_entry))
            }
            at => at.and_then(|v| context.address(file, v)),
        };
        self.external |= attrs.flag(Slot::External) && !attrs.flag(Slot::Declaration);
        let found = self.described(file, context, attrs, address, wanted, true);
        let resolvers = address.filter(|_| !wanted.resolvers.is_empty()).and_then(|a| wanted.resolvers.get(&a));
        let resolved: Vec<(u32, u8)> = resolvers.into_iter().flatten().map(|&e| (e, sure::RESOLVER)).collect();
        if found.is_empty() && resolved.is_empty() {
            return None;
        }
        // Every function of Rust has a prototype, and its compiler does not say so.
        let states = attrs.flag(Slot::Prototyped) || context.is_rust;
        let role = if states { Role::Typed } else { Role::Bare };
        let origin = attrs.get(Slot::Origin).or_else(|| attrs.get(Slot::Specification));
        // What is deduced (`auto`) only the definition knows; it lists its parameters as well.
        let deduced = attrs.has(Slot::Specification) && attrs.has(Slot::Type);
        let stub = attrs.get(Slot::Specification).and_then(|v| stub(file, context, v));
        let target = match origin.filter(|_| !deduced && stub.is_none()) {
            // The concrete copy of an inlined function, or a definition apart from its declaration.
            Some(v) => target(context, Some(v)),
            None => {
                let node = self.function(file, context, attrs, at, false, false);
                if origin.is_none() {
                    self.note_unlisted(file, context, attrs, node);
                }
                self.hit(file, context, attrs, &found, (Target::Local(node), role), false);
                self.hit(file, context, attrs, &resolved, (Target::Local(node), Role::Resolver), false);
                return Some((Scope::Function(node), None));
            }
        };
        self.hit(file, context, attrs, &found, (target, Role::Typed), true);
        self.hit(file, context, attrs, &resolved, (target, Role::Resolver), true);
        None
    }

    /// Takes away what states no type, and leads indirect functions to theirs. Edges are grouped by now.
    pub(super) fn settle(&mut self, language: u16) {
        if self.hits.iter().all(|h| h.role == Role::Typed) {
            return;
        }
        let mut hits = std::mem::take(&mut self.hits);
        hits.retain_mut(|hit| match (hit.role, hit.target) {
            (Role::Bare, Target::Local(function)) if self.states_nothing(function, is_assembler(language)) => {
                if is_assembler(language) {
                    self.stated.push(hit.export);
                }
                false
            }
            (Role::Resolver, Target::Local(function)) => match self.resolved_type(function) {
                Some(to) => {
                    hit.target = Target::Local(to);
                    // Where it is declared, the DIE of the resolver does not say.
                    (hit.file, hit.file_index, hit.line) = (0, u32::MAX, 0);
                    true
                }
                None => false,
            },
            _ => true,
        });
        self.hits = hits;
    }

    /// Whether a function without a prototype says nothing of what it takes and returns: neither parameters nor a
    /// result. In C that is `void f()`, unless the result is stated to be unknown.
    fn states_nothing(&self, function: u32, assembler: bool) -> bool {
        let n = &self.nodes[function as usize];
        let mut edges = self.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize].iter();
        let unknown = |target| matches!(target, Target::Local(t) if self.nodes[t as usize].kind == Kind::Unknown);
        !n.flags.has(Flags::VARIADIC)
            && edges.all(|e| e.kind == EdgeKind::Return && (assembler && e.target == Target::Void || unknown(e.target)))
    }

    /// The function type that the result of a resolver points to; `None` if it is `void *` or no pointer.
    fn resolved_type(&self, resolver: u32) -> Option<u32> {
        let edge = |node: u32, kind| {
            let n = &self.nodes[node as usize];
            let edges = &self.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize];
            edges.iter().find(|e| e.kind == kind).map(|e| e.target)
        };
        let mut at = edge(resolver, EdgeKind::Return)?;
        let mut pointers = 0;
        // Typedefs and qualifiers on the way; nobody nests them deeper.
        for _ in 0..64 {
            let Target::Local(node) = at else { return None };
            match self.nodes[node as usize].kind {
                Kind::Function => return (pointers == 1).then_some(node),
                Kind::Pointer => pointers += 1,
                Kind::Typedef | Kind::Const | Kind::Volatile | Kind::Restrict | Kind::Atomic => {}
                _ => return None,
            }
            at = edge(node, EdgeKind::Target)?;
        }
        None
    }

    /// Whether the unit says nothing of types: no DIE of a type, and no function or variable that has one.
    pub(in crate::read::dwarf) fn is_typeless(&self) -> bool {
        !self.typed && self.nodes.iter().all(|n| n.kind == Kind::Function)
    }

    /// Takes note of a function or variable that has a type, or leads into another unit, which may know one.
    fn note_type(&mut self, attrs: &Attrs) {
        let leads_out = |slot| attrs.get(slot).is_some_and(|v| !matches!(v, Value::UnitRef(_)));
        self.typed |= attrs.flag(Slot::Prototyped)
            || attrs.has(Slot::Type)
            || leads_out(Slot::Origin)
            || leads_out(Slot::Specification);
    }

    /// The exports that a DIE describes, and how sure that is.
    ///
    /// Several functions can share an address: aliases, which one DIE describes, and what a linker folded or left
    /// empty, where each has its own. So an address alone is less than a definition of the export's name, unless
    /// that stands elsewhere.
    fn described<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        address: Option<u64>,
        wanted: &Wanted,
        is_function: bool,
    ) -> Vec<(u32, u8)> {
        // What a linker leaves where it took the code away.
        let address = address.filter(|&a| a > 1 && a < 0xffff_ffff_ffff_fffe && a != 0xffff_ffff);
        let here = address.and_then(|a| wanted.by_address.get(&a)).map_or(&[][..], Vec::as_slice);
        let is_declaration = attrs.flag(Slot::Declaration);
        // What is not external may have a name of its own: GCC's copy of a constructor, whose class declares it, and clang's
        // definition of a thread-local member, which has no address that could be looked up.
        let has_name = || {
            let elsewhere = attrs.has(Slot::Origin) || !is_function && attrs.has(Slot::Specification);
            elsewhere && attrs.has(Slot::LinkageName)
        };
        // What is defined apart from its class bears its name there. GCC gives a function that it folded into another no
        // address.
        let is_folded = !wanted.folded.is_empty()
            && is_function
            && !is_declaration
            && !attrs.has(Slot::LinkageName)
            && (address.is_none() || here.iter().any(|e| wanted.folded.contains(e)));
        if here.is_empty() && !is_declaration && !attrs.flag(Slot::External) && !has_name() && !is_folded {
            return Vec::new();
        }
        let (named, by_linkage_name, has_name) = self.by_name(file, context, attrs, wanted, is_folded);
        let is_told = |e: &&u32| !is_folded || attrs.flag(Slot::External) || wanted.folded.contains(*e);
        // What C declares as `T f()`, and what GCC declares of its own accord (`__builtin_memcpy`, which it calls by
        // the linkage name `memcpy`), state no parameters.
        let bare = is_declaration && is_function && is_c(context.language) && !attrs.flag(Slot::Prototyped);
        if bare && by_linkage_name && here.is_empty() {
            return Vec::new();
        }
        // LLVM makes one function of several whose code is equal, whatever their types (MergeFunctions), and rustc asks it to:
        // what lies at one address has not one type.
        let address_tells = !(context.is_rust && is_function && has_name);
        let is_static = !attrs.flag(Slot::External) && !attrs.has(Slot::Specification) && !attrs.has(Slot::Origin);
        let by_address = if is_static { sure::ADDRESS_OF_STATIC } else { sure::ADDRESS };
        let strength = |e: &u32| if named.contains(e) { sure::ADDRESS_AND_NAME } else { by_address };
        let tied = here.iter().filter(|e| address_tells || named.contains(e));
        let mut found: Vec<(u32, u8)> = tied.map(|e| (*e, strength(e))).collect();
        if is_declaration || here.is_empty() {
            let base = match (is_declaration, address) {
                (true, _) if bare => sure::UNPROTOTYPED,
                (true, _) => sure::DECLARATION,
                (false, None) => sure::NAME,
                // Where functions have descriptors, no address agrees.
                (false, Some(_)) => sure::NAME_ELSEWHERE,
            };
            let strength = base + u8::from(by_linkage_name);
            found.extend(named.iter().filter(|e| !here.contains(e)).filter(is_told).map(|&e| (e, strength)));
        }
        found
    }

    /// The exports of a DIE's name, whether that is the linkage name, and whether it has one. `elsewhere`: it may stand at the
    /// declaration.
    fn by_name<'a, 'w>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        wanted: &'w Wanted,
        elsewhere: bool,
    ) -> (&'w [u32], bool, bool) {
        // A mangled name decides; the plain one may be an overload's.
        let linkage_name = context.str(file, attrs, Slot::LinkageName);
        let mut is_linkage_name = !linkage_name.is_none();
        let mut name = if is_linkage_name { linkage_name } else { context.str(file, attrs, Slot::Name) };
        if name.is_none() && (context.is_rust || elsewhere) {
            (name, is_linkage_name) = super::die::name_elsewhere(file, context, attrs);
        }
        if name.is_none() {
            return (&[], false, false);
        }
        let hash = self.names.of(file, name, &self.arena);
        (wanted.by_name.get(&hash).map_or(&[], Vec::as_slice), is_linkage_name, true)
    }

    /// A variable: a static data member of a class, or one that may be exported.
    pub(super) fn variable_somewhere<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        wanted: Option<&Wanted>,
        scope: Scope,
    ) {
        if let Scope::Record(owner) = scope
            && !context.is_rust
        {
            self.static_member(file, context, attrs, owner);
        }
        if let Some(wanted) = wanted
            && matches!(scope, Scope::Unit | Scope::Namespace)
        {
            self.constant(file, context, attrs);
            self.variable(file, context, attrs, wanted);
        }
    }

    fn variable<'a>(&mut self, file: &'a DwarfFile<'a>, context: &mut UnitContext<'a>, attrs: &Attrs, wanted: &Wanted) {
        self.note_type(attrs);
        let address = attrs.get(Slot::Location).and_then(|v| context.location(file, v));
        let found = self.described(file, context, attrs, address, wanted, false);
        if found.is_empty() {
            return;
        }
        let to = match (attrs.get(Slot::Type), attrs.get(Slot::Specification)) {
            (Some(t), _) => target(context, Some(t)),
            (None, Some(s)) => target(context, Some(s)),
            // `extern` variable without a type (linker symbols of GNU as units).
            (None, None) => match attrs.get(Slot::Origin) {
                Some(o) => target(context, Some(o)),
                None => {
                    if is_assembler(context.language) {
                        self.stated.extend(found.iter().map(|f| f.0));
                    }
                    return;
                }
            },
        };
        let before = self.hits.len();
        self.hit(file, context, attrs, &found, (to, Role::Typed), !attrs.has(Slot::Type));
        if !attrs.has(Slot::Alignment)
            && let Some(Value::UnitRef(offset)) = attrs.get(Slot::Specification)
            && let Some((_, declared)) = die_at(file, context, context.unit.start.saturating_add(offset))
            && let Some(alignment) = alignment(&declared)
        {
            // GCC writes the alignment at the declaration that the definition completes.
            for hit in &mut self.hits[before..] {
                hit.alignment = alignment;
            }
        }
    }

    pub(super) fn hit<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        found: &[(u32, u8)],
        (target, role): (Target, Role),
        by_origin: bool,
    ) {
        if found.is_empty() {
            return;
        }
        let file_index = attrs.unsigned(Slot::DeclFile).and_then(|v| u32::try_from(v).ok()).unwrap_or(u32::MAX);
        let key =
            if file_index == u32::MAX { 0 } else { context.file_key(file, u64::from(file_index), &mut self.paths) };
        for &(export, strength) in found {
            self.hits.push(SymbolHit {
                export,
                strength,
                target,
                by_origin,
                role,
                // rustc states that of the type.
                alignment: alignment(attrs).filter(|_| !context.is_rust).unwrap_or(0),
                line: attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0),
                file: key,
                file_index,
            });
        }
    }
}

/// Of a declaration that lists no parameters its result; `None` if it lists some. GCC's skeletons of classes that live
/// in type units declare their functions so: what they take only definitions tell.
pub(super) fn stub<'a>(
    file: &'a DwarfFile<'a>,
    context: &UnitContext<'a>,
    declaration: Value,
) -> Option<Option<Value>> {
    let Value::UnitRef(offset) = declaration else { return None };
    if context.is_c {
        return None;
    }
    let (plan, attrs) = die_at(file, context, context.unit.start.saturating_add(offset))?;
    (!plan.has_children).then(|| attrs.get(Slot::Type))
}
