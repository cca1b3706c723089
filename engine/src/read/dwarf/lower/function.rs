//! Functions: what a prototype states, and its parameters.

use super::local::LocalParameter;
use super::symbols::stub;
use super::target::{target, target_of};
use super::{Lowering, Scope};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind};
use crate::read::dwarf::language::is_c;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::plan::{Family, Plan, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

impl Lowering {
    pub(super) fn function<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
        index: bool,
    ) -> u32 {
        let node = if index {
            self.push(file, context, Kind::Function, attrs, at, demanded)
        } else {
            let before = self.extra.len();
            let node = self.push(file, context, Kind::Function, attrs, at, true);
            debug_assert!(self.extra.len() >= before);
            node
        };
        let n = &mut self.nodes[node as usize];
        n.byte_size = 0;
        n.alignment = 0;
        n.flags = function_flags(context, attrs);
        n.aux = convention(attrs);
        // What a definition apart from its declaration gives, a stub tells as well.
        let declared = attrs.get(Slot::Specification).filter(|_| !attrs.has(Slot::Type));
        let result = declared.and_then(|v| stub(file, context, v)).flatten();
        let to = target(context, attrs.get(Slot::Type).or(result));
        self.edge(node, EdgeKind::Return, to, 0);
        node
    }

    /// What stands in a function.
    #[inline]
    pub(super) fn part_of_function<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        scope: Scope,
    ) {
        match scope {
            Scope::Function(owner) => self.parameter(file, context, plan, attrs, owner),
            Scope::Method(method) => self.method_parameter(file, context, plan, attrs, method),
            _ => {}
        }
    }

    /// The same of a member function that is not virtual.
    #[inline]
    fn method_parameter<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        method: u32,
    ) {
        let m = &mut self.methods[method as usize];
        match plan.family {
            Family::Param => {
                let artificial = attrs.flag(Slot::Artificial);
                if artificial && m.parameters > 0 {
                    // What GCC hands to constructors and destructors of classes with virtual bases.
                    return;
                }
                m.parameters += 1;
                self.takes_this |= artificial;
                let (name, flags) = match artificial {
                    true => (StrRef::NONE, EdgeFlags::ARTIFICIAL),
                    false => (context.str(file, attrs, Slot::Name), EdgeFlags::default()),
                };
                self.parameters.push(LocalParameter { target: target_of(context, attrs), name, name_hash: 0, flags });
            }
            Family::UnspecifiedParams => unspecified_follow(&mut m.flags, m.parameters > 0),
            _ => {}
        }
    }

    #[inline]
    fn parameter<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        owner: u32,
    ) {
        match plan.family {
            Family::Param => {
                let index = self.frames.last_mut().map_or(0, |f| {
                    f.count += 1;
                    f.count - 1
                });
                let artificial = attrs.flag(Slot::Artificial);
                if artificial && index > 0 {
                    // What GCC hands to constructors and destructors of classes with virtual bases.
                    if let Some(f) = self.frames.last_mut() {
                        f.count -= 1;
                    }
                    return;
                }
                let to = target_of(context, attrs);
                self.edge(owner, EdgeKind::Param, to, i64::from(index));
                self.name_edge(file, context, attrs);
                if let Some(e) = self.edges.last_mut() {
                    e.line = 0;
                    if artificial {
                        (e.flags, e.name) = (EdgeFlags::ARTIFICIAL, StrRef::NONE);
                        self.takes_this = true;
                    }
                }
            }
            Family::UnspecifiedParams => {
                let any = self.frames.last().is_some_and(|f| f.count > 0);
                unspecified_follow(&mut self.nodes[owner as usize].flags, any);
            }
            _ => {}
        }
    }
}

/// Takes note of unspecified parameters, behind others or alone. `f()` of C has them too: that is no `...`.
fn unspecified_follow(flags: &mut Flags, any: bool) {
    if any || !flags.has(Flags::UNPROTOTYPED) {
        flags.set(Flags::VARIADIC);
        flags.0 &= !Flags::UNPROTOTYPED.0;
    }
}

/// What the DIE of a function states of it apart from its types.
pub(super) fn function_flags(context: &UnitContext<'_>, attrs: &Attrs) -> Flags {
    let mut flags = context.silent;
    if !attrs.flag(Slot::Prototyped) && is_c(context.language) {
        flags.set(Flags::UNPROTOTYPED);
    }
    if attrs.flag(Slot::Noreturn) {
        flags.set(Flags::NORETURN);
    }
    flags
}

/// How it is called, if not as usual: 1 is normal; 3 (`nocall`) says only that debuggers must not call it.
pub(super) fn convention(attrs: &Attrs) -> u64 {
    attrs.unsigned(Slot::CallingConvention).filter(|&cc| cc != 1 && cc != 3).unwrap_or(0)
}
