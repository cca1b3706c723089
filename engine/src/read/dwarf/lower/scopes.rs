//! What a DIE is declared in: namespaces and records around it, also where a skeleton stands for a record that lives in
//! a type unit.

use super::die::die_at;
use super::local::Target;
use super::target::place_of;
use super::{FastMap, Lowering, MAX_DEPTH, sibling};
use crate::graph::cpp_name::canonical;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::{Cursor, Value};
use crate::read::dwarf::read::error::{DwarfError, Result};
use crate::read::dwarf::read::plan::{Family, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

/// How deep types of type units may be nested in each other.
const DEEP: usize = 16;

impl Lowering {
    /// Opens the scopes around a DIE.
    pub(super) fn open_scopes(&mut self, file: &DwarfFile<'_>, names: &[(StrRef, Option<u64>)]) {
        for &(name, signature) in names {
            match signature {
                // The skeleton stands for the whole name, whatever is around it.
                Some(signature) => {
                    if let Some(&known) = self.spelt.signed.get(&signature) {
                        self.around = known;
                        continue;
                    }
                    let whole = self.signed_name(file, signature, 0);
                    if whole.is_empty() {
                        self.open_scope(file, name);
                    } else {
                        self.around = self.spelt.scope_of(&whole, &mut self.arena, &mut self.names);
                        self.spelt.signed.insert(signature, self.around);
                    }
                }
                None => self.open_scope(file, name),
            }
        }
    }

    fn open_scope(&mut self, file: &DwarfFile<'_>, name: StrRef) {
        self.around = self.spelt.inside(self.around, name, file, &mut self.arena, &mut self.names);
    }

    /// What a skeleton adds to the scopes that are open, so that the whole is the name of its type.
    pub(super) fn signed_scope(&mut self, file: &DwarfFile<'_>, signature: u64) -> StrRef {
        let whole = self.signed_name(file, signature, 0);
        if whole.is_empty() || !self.names.take(whole.len()) {
            return StrRef::NONE;
        }
        let scope = self.scope_of_names(file);
        let around = self.spelt.text(scope, &self.arena);
        let open = if whole.starts_with(around) { around.len() } else { 0 };
        let start = self.arena.len();
        self.arena.extend_from_slice(&whole);
        self.arena.push(0);
        StrRef::arena(start + open)
    }

    /// The name of a type that lives in a type unit, with its scopes; empty if there is none.
    fn signed_name(&mut self, file: &DwarfFile<'_>, signature: u64, depth: usize) -> Vec<u8> {
        if self.signed_of != file.serial {
            self.signed.clear();
            self.signed_of = file.serial;
        }
        if let Some(known) = self.signed.get(&signature) {
            return known.clone();
        }
        // One that contains itself ends here.
        self.signed.insert(signature, Vec::new());
        let name = if depth < DEEP { self.find_signed(file, signature, depth).unwrap_or_default() } else { Vec::new() };
        self.signed.insert(signature, name.clone());
        name
    }

    fn find_signed(&mut self, file: &DwarfFile<'_>, signature: u64, depth: usize) -> Option<Vec<u8>> {
        let Ok(Some((info, offset))) = place_of(file, Target::Signature(signature)) else { return None };
        let context = UnitContext::open(file, file.unit_at(info, offset)?).ok()?;
        let unit = context.unit;
        let (_, attrs) = die_at(file, &context, offset)?;
        let place = match attrs.get(Slot::Specification) {
            Some(Value::UnitRef(at)) => unit.start.saturating_add(at),
            _ => offset,
        };
        let mut scopes = Scopes::of(file, &context).ok()?;
        let mut out: Vec<u8> = Vec::new();
        for (name, signature) in scopes.around(file, &context, place).ok()? {
            let whole = signature.map(|s| self.signed_name(file, s, depth + 1)).filter(|n| !n.is_empty());
            match whole {
                Some(whole) => out = whole,
                None => match file.string(name, &[]).unwrap_or_default() {
                    b"" => out.extend_from_slice(b"(anonymous)"),
                    text => canonical(text, &mut out),
                },
            }
            out.extend_from_slice(b"::");
        }
        let text = file.string(context.str(file, &attrs, Slot::Name), &[]).unwrap_or_default();
        canonical(text, &mut out);
        (!text.is_empty() && self.names.take(out.len())).then_some(out)
    }
}

/// What is kept of other units while one is lowered.
#[derive(Default)]
pub(super) struct Foreign<'a> {
    pub(super) contexts: FastMap<usize, UnitContext<'a>>,
    /// Also of the unit itself.
    pub(super) scopes: FastMap<usize, Scopes>,
}

/// The namespaces and records of a unit, in the order of their offsets.
#[derive(Default)]
pub(super) struct Scopes {
    scopes: Vec<NamedScope>,
    /// Functions, which are jumped over until somebody asks for what stands in one.
    bodies: Vec<Body>,
}

struct NamedScope {
    start: u64,
    end: u64,
    name: StrRef,
    /// The type that it stands for, of a skeleton without a name.
    signature: Option<u64>,
    /// Index of the one around it.
    around: Option<usize>,
}

struct Body {
    start: u64,
    end: u64,
    /// Index of the scope around it.
    around: Option<usize>,
    /// What stands in it, once that was read.
    inside: Option<Vec<NamedScope>>,
}

impl Scopes {
    pub(super) fn of<'a>(file: &'a DwarfFile<'a>, context: &UnitContext<'a>) -> Result<Self> {
        let mut bodies = Vec::new();
        let (start, end) = (context.first_child, context.unit.end);
        let scopes = scopes_between(file, context, start, end, Some(&mut bodies))?;
        Ok(Self { scopes, bodies })
    }

    /// Names of those around a DIE, outermost first; of skeletons also the signature of the type.
    pub(super) fn around<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        offset: u64,
    ) -> Result<Vec<(StrRef, Option<u64>)>> {
        let mut names = Vec::new();
        let body = self.bodies.partition_point(|b| b.start < offset).checked_sub(1);
        let body = body.and_then(|i| self.bodies.get_mut(i)).filter(|b| offset < b.end);
        let mut innermost = self.scopes.partition_point(|s| s.start < offset).checked_sub(1);
        if let Some(body) = body {
            let inside = match &mut body.inside {
                Some(known) => known,
                unread => unread.insert(scopes_between(file, context, body.start as usize, body.end, None)?),
            };
            let at = inside.partition_point(|s| s.start < offset).checked_sub(1);
            name_around(inside, at, offset, &mut names);
            innermost = body.around;
        }
        name_around(&self.scopes, innermost, offset, &mut names);
        names.reverse();
        Ok(names)
    }
}

/// The names of scopes around an offset, innermost first.
fn name_around(scopes: &[NamedScope], innermost: Option<usize>, offset: u64, names: &mut Vec<(StrRef, Option<u64>)>) {
    let mut at = innermost;
    while let Some(scope) = at.and_then(|i| scopes.get(i)) {
        if offset < scope.end {
            names.push((scope.name, scope.signature));
        }
        at = scope.around;
    }
}

/// The scopes among the DIEs between two offsets. Functions are jumped over where somebody takes note of them.
fn scopes_between<'a>(
    file: &'a DwarfFile<'a>,
    context: &UnitContext<'a>,
    start: usize,
    end: u64,
    mut bodies: Option<&mut Vec<Body>>,
) -> Result<Vec<NamedScope>> {
    let unit = context.unit;
    let section = file.infos[unit.info as usize].section;
    let mut cursor = Cursor::new(section, file.main.big_endian, start);
    cursor.limit(end as usize);
    let mut attrs = Attrs::default();
    let mut scopes: Vec<NamedScope> = Vec::new();
    // For each open DIE the innermost scope, itself if it is one.
    let mut stack: Vec<(Option<usize>, bool)> = Vec::new();
    while !cursor.at_end() {
        let at = cursor.pos as u64;
        let code = cursor.uleb()?;
        if code == 0 {
            if let Some((Some(scope), true)) = stack.pop() {
                scopes[scope].end = cursor.pos as u64;
            }
            continue;
        }
        let plan = context.plans.get(code)?;
        attrs.read(&mut cursor, &context.plans, plan, unit.encoding)?;
        if !plan.has_children {
            continue;
        }
        if stack.len() >= MAX_DEPTH {
            return Err(DwarfError::BadTree);
        }
        let around = stack.last().and_then(|s| s.0);
        if plan.family == Family::Subprogram
            && let Some(bodies) = &mut bodies
            && let Some(next) = sibling(unit, &attrs, at)
        {
            bodies.push(Body { start: at, end: next as u64, around, inside: None });
            cursor.pos = next;
            continue;
        }
        let is_scope = matches!(plan.family, Family::Namespace | Family::Record);
        if is_scope {
            let name = context.str(file, &attrs, Slot::Name);
            let signature = match attrs.get(Slot::Signature) {
                Some(Value::Sig8(signature)) => Some(signature),
                _ => None,
            };
            scopes.push(NamedScope { start: at, end, name, signature, around });
        }
        stack.push((if is_scope { Some(scopes.len() - 1) } else { around }, is_scope));
    }
    Ok(scopes)
}
