//! Lowering on demand: what a reference finds missing after the walk (a type inside a function body, in
//! another unit, in a type unit or in the supplementary file).

use gimli::constants as dw;

use super::class::METHOD;
use super::qualified::ScopeId;
use super::scopes::{Foreign, Scopes};
use super::symbols::stub;
use super::target::{place_of, target};
use super::{FastMap, Lowering, MAX_ON_DEMAND, Scope};
use crate::graph::{Flags, Kind};
use crate::read::dwarf::language::is_c;
use crate::read::dwarf::lower::local::{LocalEdge, LocalMember, LocalMethod, LocalNode, LocalParameter, Target};
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::{Cursor, Value};
use crate::read::dwarf::read::error::{DwarfError, Result};
use crate::read::dwarf::read::plan::{Family, Plan, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, UnitContext};

/// What is kept while the references of a unit are followed.
#[derive(Default)]
struct Search<'a> {
    foreign: Foreign<'a>,
    /// How many DIEs were lowered on demand.
    demanded: usize,
    first_error: Option<DwarfError>,
}

impl Lowering {
    /// The local node of a DIE, if it has one; a member function gets one now.
    #[inline]
    pub(super) fn find(&mut self, context: &UnitContext<'_>, info: u32, offset: u64) -> Option<u32> {
        let found = self.known(context, info, offset)?;
        Some(if found & METHOD == 0 { found } else { self.node_of(found & !METHOD) })
    }

    #[inline]
    fn known(&self, context: &UnitContext<'_>, info: u32, offset: u64) -> Option<u32> {
        if info == context.unit.info && offset >= context.unit.start && offset < context.unit.end {
            let local = self.index.get((offset - context.unit.start) as usize);
            if local.is_some() {
                return local;
            }
        }
        if self.extra.is_empty() { None } else { self.extra.get(&(info, offset)).copied() }
    }

    /// Resolves every reference; lowers what is missing, repeatedly.
    pub(super) fn on_demand<'a>(&mut self, file: &'a DwarfFile<'a>, context: &mut UnitContext<'a>) -> Result<()> {
        // Where exports were found, what names mean must be known: another unit may hold one of several definitions.
        self.whole = !self.hits.is_empty();
        let mut search = Search::default();
        // The first of each list that may lead nowhere yet: what is lowered makes the lists longer.
        let (mut edge, mut member, mut method, mut parameter, mut hit) = (0, 0, 0, 0, 0);
        loop {
            if let Some(LocalEdge { target, .. }) = self.edges.get(edge).copied() {
                self.edges[edge].target = self.resolved(file, context, &mut search, target);
                edge += 1;
            } else if let Some(LocalMember { target, .. }) = self.members.get(member).copied() {
                self.members[member].target = self.resolved(file, context, &mut search, target);
                member += 1;
            } else if let Some(&LocalMethod { result, .. }) = self.methods.get(method) {
                self.methods[method].result = self.resolved(file, context, &mut search, result);
                method += 1;
            } else if let Some(LocalParameter { target, .. }) = self.parameters.get(parameter).copied() {
                self.parameters[parameter].target = self.resolved(file, context, &mut search, target);
                parameter += 1;
            } else if hit < self.hits.len() {
                hit += usize::from(self.resolve_hit(file, context, &mut search, hit));
            } else {
                break;
            }
        }
        self.skip_aliases();
        search.first_error.map_or(Ok(()), Err)
    }

    /// Where a reference of a type leads.
    #[inline]
    fn resolved<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        search: &mut Search<'a>,
        wanted: Target,
    ) -> Target {
        if let Target::Die(info, offset) = wanted
            && let Some(local) = self.find(context, info, offset)
        {
            return Target::Local(local);
        }
        match self.follow(file, context, search, wanted) {
            Ok(target @ (Target::Local(_) | Target::Void)) => target,
            Ok(_) => self.lost(search, DwarfError::NoReference),
            Err(e) => self.lost(search, e),
        }
    }

    /// Where what was found for an export leads. Whether that is known; else it is a DIE to look at.
    fn resolve_hit<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        search: &mut Search<'a>,
        hit: usize,
    ) -> bool {
        let wanted = self.hits[hit].target;
        if let Ok(Some(place)) = place_of(file, wanted)
            && self.find(context, place.0, place.1).is_none()
            && self.is_elsewhere(file, context, hit, place)
        {
            return true;
        }
        let followed = self.follow(file, context, search, wanted);
        self.hits[hit].target = followed.unwrap_or_else(|e| self.lost(search, e));
        // A declaration stands for another DIE.
        followed.is_err() || matches!(followed, Ok(Target::Local(_) | Target::Void))
    }

    /// Follows a reference: to the node of its DIE, or to what that stands for.
    fn follow<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        search: &mut Search<'a>,
        wanted: Target,
    ) -> Result<Target> {
        let Some((info, offset)) = place_of(file, wanted)? else { return Ok(wanted) };
        if let Some(local) = self.find(context, info, offset) {
            return Ok(Target::Local(local));
        }
        search.demanded += 1;
        if search.demanded > MAX_ON_DEMAND {
            return Err(DwarfError::BadTree);
        }
        self.demand(file, context, &mut search.foreign, info, offset)
    }

    fn lost(&mut self, search: &mut Search<'_>, e: DwarfError) -> Target {
        search.first_error.get_or_insert(e);
        self.unknown()
    }

    /// The node of a type that cannot be told: one a unit.
    pub(super) fn unknown(&mut self) -> Target {
        if self.unknown == u32::MAX {
            self.unknown = self.nodes.len() as u32;
            self.nodes.push(LocalNode::new(Kind::Unknown, Flags::default()));
        }
        Target::Local(self.unknown)
    }

    /// Whether an export is described by a DIE of another unit. Split units know no other unit with code.
    fn is_elsewhere(&self, file: &DwarfFile<'_>, own: &UnitContext<'_>, hit: usize, place: (u32, u64)) -> bool {
        self.hits[hit].by_origin
            && !file.main.is_split
            && file.unit_at(place.0, place.1).is_some_and(|unit| unit != own.index)
    }

    /// Leads past GCC's skeletons of types that live in type units: they are no types of their own.
    pub(in crate::read::dwarf) fn skip_aliases(&mut self) {
        let is_alias = |n: &LocalNode| n.kind == Kind::Typedef && n.name.is_none();
        if !self.nodes.iter().any(is_alias) {
            return;
        }
        let aliases: FastMap<u32, Target> = self
            .edges
            .iter()
            .filter(|e| is_alias(&self.nodes[e.owner as usize]))
            .map(|e| (e.owner, e.target))
            .collect();
        let past = |target: &mut Target| {
            // Few steps do; a ring is broken input.
            for _ in 0..64 {
                let Target::Local(local) = *target else { break };
                let Some(&next) = aliases.get(&local) else { break };
                *target = next;
            }
        };
        self.edges.iter_mut().for_each(|e| past(&mut e.target));
        self.hits.iter_mut().for_each(|h| past(&mut h.target));
        self.members.iter_mut().for_each(|m| past(&mut m.target));
        self.methods.iter_mut().for_each(|m| past(&mut m.result));
        self.parameters.iter_mut().for_each(|p| past(&mut p.target));
    }

    /// Lowers one DIE that the walk did not make a node of.
    pub(super) fn demand<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        own: &mut UnitContext<'a>,
        foreign: &mut Foreign<'a>,
        info: u32,
        offset: u64,
    ) -> Result<Target> {
        let bad = DwarfError::BadOffset(offset);
        let index = file.unit_at(info, offset).ok_or(bad)?;
        let is_foreign = index != own.index;
        let context = if is_foreign {
            match foreign.contexts.entry(index) {
                hashbrown::hash_map::Entry::Occupied(e) => e.into_mut(),
                hashbrown::hash_map::Entry::Vacant(e) => e.insert(UnitContext::open(file, index)?),
            }
        } else {
            own
        };
        let unit = context.unit;
        if offset < unit.dies {
            return Err(bad);
        }
        let section = file.infos[info as usize].section;
        let at = usize::try_from(offset).map_err(|_| bad)?;
        let mut cursor = Cursor::new(section, file.main.big_endian, at);
        cursor.limit(unit.end as usize);
        let code = cursor.uleb()?;
        if code == 0 {
            return Err(bad);
        }
        let plan = context.plans.get(code)?;
        let mut attrs = Attrs::default();
        attrs.read(&mut cursor, &context.plans, plan, unit.encoding)?;
        if let Some(target) = stands_for(file, context, plan, &attrs, bad)? {
            return Ok(target);
        }
        self.around = ScopeId::NONE;
        self.frames.clear();
        if !is_c(context.language) && (is_foreign || matches!(plan.family, Family::Record | Family::Enum)) {
            let scopes: &mut Scopes = match foreign.scopes.entry(index) {
                hashbrown::hash_map::Entry::Occupied(e) => e.into_mut(),
                hashbrown::hash_map::Entry::Vacant(e) => e.insert(Scopes::of(file, context)?),
            };
            // A class that is declared elsewhere belongs to the scope of the declaration.
            let place = match attrs.get(Slot::Specification) {
                Some(Value::UnitRef(at)) if matches!(plan.family, Family::Record | Family::Enum) => {
                    unit.start.saturating_add(at)
                }
                _ => offset,
            };
            let around = scopes.around(file, context, place)?;
            self.open_scopes(file, &around);
        }
        let name = context.str(file, &attrs, Slot::Name);
        let is_definition_elsewhere = is_foreign
            && !self.whole
            && !name.is_none()
            && (matches!(plan.family, Family::Record | Family::Enum) || plan.tag == dw::DW_TAG_typedef)
            && !attrs.has(Slot::Signature);
        let before = self.nodes.len();
        if is_definition_elsewhere {
            // Named types are referred to by name; the unit that holds it lowers it. No export is seen from here.
            let kind = match plan.tag {
                dw::DW_TAG_structure_type => Kind::Struct,
                dw::DW_TAG_union_type => Kind::Union,
                dw::DW_TAG_enumeration_type => Kind::Enum,
                dw::DW_TAG_typedef => Kind::Typedef,
                _ => Kind::Class,
            };
            let node = self.push(file, context, kind, &attrs, offset, true);
            let n = &mut self.nodes[node as usize];
            n.byte_size = 0;
            n.alignment = 0;
            n.flags = Flags::DECLARATION;
        } else {
            cursor.pos = at;
            self.walk(file, context, &mut cursor, None, Scope::Unit, true)?;
        }
        self.around = ScopeId::NONE;
        if self.nodes.len() == before {
            return Err(bad);
        }
        Ok(Target::Local(before as u32))
    }
}

/// The DIE or type that a DIE stands for which is no type itself: a definition for what it completes, a variable for its
/// type.
fn stands_for<'a>(
    file: &'a DwarfFile<'a>,
    context: &UnitContext<'a>,
    plan: Plan,
    attrs: &Attrs,
    bad: DwarfError,
) -> Result<Option<Target>> {
    match plan.family {
        Family::Variable => {
            // A declaration that a definition points to: its type.
            return Ok(Some(match attrs.get(Slot::Type).or_else(|| attrs.get(Slot::Specification)) {
                Some(v) => target(context, Some(v)),
                None => Target::Unknown,
            }));
        }
        Family::Subprogram => {
            let stub = attrs.get(Slot::Specification).and_then(|v| stub(file, context, v));
            if let Some(v) =
                attrs.get(Slot::Origin).or_else(|| attrs.get(Slot::Specification).filter(|_| stub.is_none()))
            {
                return Ok(Some(target(context, Some(v))));
            }
        }
        // A static data member, as DWARF 4 declares it.
        Family::Member => {
            return Ok(Some(match attrs.get(Slot::Type) {
                Some(v) => target(context, Some(v)),
                None => Target::Unknown,
            }));
        }
        Family::Skip | Family::Unit | Family::Namespace | Family::Transparent => {
            return Err(bad);
        }
        _ => {}
    }
    Ok(None)
}
