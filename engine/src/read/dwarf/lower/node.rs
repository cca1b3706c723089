//! Nodes and edges, as their DIEs state them.

use super::Lowering;
use super::die::alignment;
use super::local::{LocalEdge, LocalNode, Target};
use super::qualified::ScopeId;
use crate::graph::{EdgeKind, Flags, Kind};
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

impl Lowering {
    /// A new node, of which the DIE states what all kinds may state.
    pub(super) fn push<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        kind: Kind,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) -> u32 {
        let local = self.nodes.len() as u32;
        let (mut name, mut name_hash) = (StrRef::NONE, 0);
        if kind.is_tagged() || kind == Kind::Typedef {
            name = context.str(file, attrs, Slot::Name);
            if !name.is_none() {
                let (scope, is_c) = (self.scope_of_names(file), context.is_c);
                if scope != ScopeId::NONE || !is_c {
                    let (arena, names) = (&mut self.arena, &mut self.names);
                    (name, name_hash) = self.spelt.qualified(scope, name, is_c, file, arena, names);
                }
            }
        }
        let mut flags = context.silent;
        if context.is_rust && (kind.is_tagged() || matches!(kind, Kind::Typedef | Kind::Base)) {
            flags.set(Flags::RUST);
        }
        if !demanded && !context.is_c && !context.is_rust && kind.is_tagged() {
            // What functions define is lowered on demand alone.
            flags.set(Flags::LINKED);
        }
        if attrs.flag(Slot::Declaration) {
            flags.set(Flags::DECLARATION);
            if context.leaves_out && kind.is_record() {
                flags.set(Flags::LEFT_OUT);
            } else if !context.is_c && !context.is_rust && kind.is_record() {
                // Type units do not name who made them.
                flags.set(if context.maker.is_gcc() { Flags::THIN_IF_DYNAMIC } else { Flags::THIN });
            }
        }
        let (file_index, key) = self.declared_in(file, context, attrs);
        self.nodes.push(LocalNode {
            kind,
            flags,
            name_hash,
            name,
            byte_size: attrs.unsigned(Slot::ByteSize).unwrap_or(0),
            alignment: alignment(attrs).unwrap_or(0),
            line: attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0),
            aux: 0,
            file: key,
            file_index,
            unit: context.index as u32,
            scope: if context.is_c || context.is_rust { u32::MAX } else { self.innermost_record() },
            first_edge: 0,
            edges: 0,
        });
        self.note(context, at, demanded, local);
        local
    }

    /// Takes note of what a DIE became.
    #[inline]
    pub(super) fn note(&mut self, context: &UnitContext<'_>, at: u64, demanded: bool, local: u32) {
        if demanded {
            self.extra.insert((context.unit.info, at), local);
        } else {
            self.index.insert((at - context.unit.start) as usize, local);
        }
    }

    /// The file in which something is declared, and the key of its path.
    #[inline]
    pub(super) fn declared_in<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
    ) -> (u32, u64) {
        let index = attrs.unsigned(Slot::DeclFile).and_then(|v| u32::try_from(v).ok()).unwrap_or(u32::MAX);
        let key = if index == u32::MAX { 0 } else { context.file_key(file, u64::from(index), &mut self.paths) };
        (index, key)
    }

    /// A new edge.
    #[inline]
    pub(super) fn edge(&mut self, owner: u32, kind: EdgeKind, target: Target, value: i64) {
        if self.edges.last().is_some_and(|e| e.owner > owner) {
            self.interleaved = true;
        }
        self.edges.push(LocalEdge::new(owner, kind, target, value));
    }

    /// Gives the edge that was pushed last its name and line.
    #[inline]
    pub(super) fn name_edge<'a>(&mut self, file: &'a DwarfFile<'a>, context: &UnitContext<'a>, attrs: &Attrs) {
        let name = context.str(file, attrs, Slot::Name);
        if let Some(e) = self.edges.last_mut() {
            e.name = name;
            e.line = attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0);
        }
    }
}
