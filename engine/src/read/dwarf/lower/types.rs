//! Types that are made of others, and records and enums as far as their own DIE states them.

use gimli::constants as dw;

use super::order::other_order;
use super::target::{target, target_of};
use super::{Lowering, Scope};
use crate::graph::{EdgeKind, Flags, Kind};
use crate::read::dwarf::lower::local::{LocalNode, Target};
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::plan::{Plan, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

impl Lowering {
    /// Pointer, reference, qualifier, typedef.
    #[inline]
    pub(super) fn unary<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) {
        let kind = match plan.tag {
            dw::DW_TAG_pointer_type => Kind::Pointer,
            dw::DW_TAG_reference_type => Kind::Reference,
            dw::DW_TAG_rvalue_reference_type => Kind::RvalueReference,
            dw::DW_TAG_const_type | dw::DW_TAG_immutable_type => Kind::Const,
            dw::DW_TAG_volatile_type => Kind::Volatile,
            dw::DW_TAG_restrict_type => Kind::Restrict,
            dw::DW_TAG_atomic_type => Kind::Atomic,
            _ => Kind::Typedef,
        };
        let node = self.push(file, context, kind, attrs, at, demanded);
        let n = &mut self.nodes[node as usize];
        if matches!(kind, Kind::Pointer | Kind::Reference | Kind::RvalueReference) {
            if n.byte_size == 0 {
                n.byte_size = u64::from(context.unit.encoding.address_size);
            }
            n.aux = attrs.unsigned(Slot::AddressClass).unwrap_or(0);
        } else {
            n.byte_size = 0;
        }
        let target = if context.is_rust && kind == Kind::Pointer {
            self.pointee(file, context, attrs, node)
        } else {
            target(context, attrs.get(Slot::Type))
        };
        self.edge(node, EdgeKind::Target, target, 0);
    }

    /// Array or vector. Its dimensions follow as children.
    #[inline]
    pub(super) fn array<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) -> u32 {
        let node = self.push(file, context, Kind::Array, attrs, at, demanded);
        let n = &mut self.nodes[node as usize];
        if attrs.flag(Slot::GnuVector) {
            n.flags.set(Flags::VECTOR);
        } else {
            n.byte_size = 0;
        }
        n.flags.set(Flags::FLEXIBLE);
        let element = target_of(context, attrs);
        self.edge(node, EdgeKind::Target, element, 0);
        node
    }

    /// The scope that a record makes for its children. One that its unit declares elsewhere, in the scope that it belongs
    /// to, takes its name from there (`DW_AT_specification`: nested classes, and classes of GCC's type units).
    fn declared_elsewhere<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        node: u32,
    ) -> StrRef {
        let name = context.str(file, attrs, Slot::Name);
        if context.is_c || context.is_rust {
            return name;
        }
        if attrs.flag(Slot::Declaration) {
            self.declared.insert(at, node);
        }
        let Some(Value::UnitRef(offset)) = attrs.get(Slot::Specification) else { return name };
        let Some(&declaration) = self.declared.get(&context.unit.start.saturating_add(offset)) else { return name };
        let LocalNode { name: whole, name_hash, .. } = self.nodes[declaration as usize];
        let scope = self.scope_of_names(file);
        let text = file.string(whole, &self.arena).unwrap_or_default();
        if text.is_empty() {
            return name;
        }
        // The scopes that are open already are a part of it.
        let around = self.spelt.text(scope, &self.arena);
        let open = if text.starts_with(around) { around.len() } else { 0 };
        let n = &mut self.nodes[node as usize];
        (n.name, n.name_hash) = (whole, name_hash);
        whole.from(open)
    }

    /// Record or enum, and what its children are walked as.
    #[inline]
    pub(super) fn tagged<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) -> Option<(Scope, Option<StrRef>)> {
        let kind = match plan.tag {
            dw::DW_TAG_structure_type => Kind::Struct,
            dw::DW_TAG_union_type => Kind::Union,
            dw::DW_TAG_enumeration_type => Kind::Enum,
            _ => Kind::Class,
        };
        if self.is_c_void(file, context, plan, attrs) {
            let node = self.push(file, context, Kind::Void, attrs, at, demanded);
            self.nodes[node as usize].byte_size = 0;
            return None;
        }
        let node = self.push(file, context, kind, attrs, at, demanded);
        if let Some(Value::Sig8(signature)) = attrs.get(Slot::Signature) {
            // GCC's skeleton of a type that lives in a type unit: an alias of it.
            let n = &mut self.nodes[node as usize];
            n.kind = Kind::Typedef;
            (n.name, n.name_hash) = (StrRef::NONE, 0);
            n.flags = Flags::default();
            self.edge(node, EdgeKind::Target, Target::Signature(signature), 0);
            if !plan.has_children || kind == Kind::Enum {
                return None;
            }
            // What it declares belongs to the scope of the type, which may stand elsewhere here.
            let name = self.signed_scope(file, signature);
            return Some((Scope::Namespace, Some(name)));
        }
        match attrs.unsigned(Slot::CallingConvention) {
            Some(4) => self.nodes[node as usize].flags.set(Flags::PASSED_BY_REFERENCE),
            Some(5) => self.nodes[node as usize].flags.set(Flags::PASSED_BY_VALUE),
            _ => {}
        }
        if kind != Kind::Enum {
            let name = self.declared_elsewhere(file, context, attrs, at, node);
            return Some((Scope::Record(node), Some(name)));
        }
        self.declared_elsewhere(file, context, attrs, at, node);
        if attrs.flag(Slot::EnumClass) && !context.is_rust {
            self.nodes[node as usize].flags.set(Flags::ENUM_CLASS);
        }
        if let Some(order) = other_order(file, attrs) {
            self.reorder(file, node, order);
        }
        if attrs.has(Slot::Type) {
            let to = target(context, attrs.get(Slot::Type));
            self.edge(node, EdgeKind::Target, to, 0);
        }
        Some((Scope::Enum(node), None))
    }
}
