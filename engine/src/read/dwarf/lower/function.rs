//! Functions: what a prototype states, and its parameters.

use super::Lowering;
use super::target::{target, target_of};
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
        n.flags = context.silent;
        if !attrs.flag(Slot::Prototyped) && is_c(context.language) {
            n.flags.set(Flags::UNPROTOTYPED);
        }
        if attrs.flag(Slot::Noreturn) {
            n.flags.set(Flags::NORETURN);
        }
        if let Some(cc) = attrs.unsigned(Slot::CallingConvention) {
            // 1 is normal; 3 (`nocall`) says only that debuggers must not call it.
            if cc != 1 && cc != 3 {
                n.aux = cc;
            }
        }
        let to = target(context, attrs.get(Slot::Type));
        self.edge(node, EdgeKind::Return, to, 0);
        node
    }

    #[inline]
    pub(super) fn parameter<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
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
                let n = &mut self.nodes[owner as usize];
                // `f()` of C has unspecified parameters too: that is no `...`.
                if any || !n.flags.has(Flags::UNPROTOTYPED) {
                    n.flags.set(Flags::VARIADIC);
                    n.flags.0 &= !Flags::UNPROTOTYPED.0;
                }
            }
            _ => {}
        }
    }
}
