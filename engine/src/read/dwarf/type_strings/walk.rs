//! From a DIE to the strings of it and of all that it leads to, in the order in which gendwarfksyms goes there
//! (`process_type` of scripts/gendwarfksyms/dwarf.c): what it says of a member may hang on what it saw before.

use gimli::constants as dw;

use super::body::Body;
use super::dies::{Die, Dies, Place, Reference};
use super::how::{Failure, How};
use super::kabi::{self, Status};
use super::names::{Scans, Scoped};
use crate::ground::maps::{FastMap, FastSet};
use crate::read::dwarf::read::error::DwarfError;

/// How many DIEs that are being written out may be begun again in one unit, their children counted: a kernel's have some hundred.
const BEGUN_AGAIN: usize = 1 << 18;

/// Which children of a DIE are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Members and variant parts; others are left out, or unknown.
    OfRecord,
    Enumerators,
    Members,
    Parameters,
    Subranges,
    All,
}

/// What is to do next. Bodies are named by their index.
enum Step {
    /// The string of the DIE at a place becomes a part of a body.
    Type(Place, Option<usize>),
    /// The same for a child.
    Child(Box<Die>, usize),
    Text(usize, &'static str),
    Break(usize),
    /// Where `DW_AT_type` leads.
    TypeOf(usize, Reference),
    Children(usize, Shown, std::vec::IntoIter<Die>),
    /// Name and numbers of a member or parameter.
    MemberEnd(usize, Option<Vec<u8>>),
    /// Numbers behind a type.
    TypeEnd(usize),
    VariantEnd(usize),
    /// A body is whole; whether structures are written out again is as it was before.
    Whole(usize, bool),
    /// The same without a body.
    Back(bool),
}

/// The strings that the DIEs of one unit lead to.
pub(super) struct Walk<'w, 'a> {
    dies: &'w mut Dies<'a>,
    how: How<'w>,
    scans: &'w Scans,
    /// The unit from which exports are followed.
    unit: usize,
    pub(super) bodies: Vec<Body>,
    /// By place, and whether the DIE is written out.
    known: FastMap<(Place, bool), usize>,
    /// Those of symbols, which no other string leads to.
    symbols: FastMap<Place, Result<usize, Failure>>,
    steps: Vec<Step>,
    /// Why bodies are not whole.
    failures: FastMap<usize, Failure>,
    /// Nothing of the list was shown yet.
    is_first: bool,
    /// Structures are written out.
    expands: bool,
    /// Those of this symbol that are.
    expanded: FastSet<Place>,
    /// The old name of a renamed member, from the union that says it.
    old_name: Option<Vec<u8>>,
    /// What unions are to the kABI.
    unions: FastMap<Place, Option<Status>>,
    /// Bytes of names in all bodies.
    text: u64,
    /// Structures and enumerations that were begun.
    records: usize,
    /// DIEs that were begun again: see [`Self::begins_again`].
    again: usize,
}

fn is_expandable(tag: dw::DwTag) -> bool {
    matches!(
        tag,
        dw::DW_TAG_class_type | dw::DW_TAG_structure_type | dw::DW_TAG_union_type | dw::DW_TAG_enumeration_type
    )
}

/// How a type that leads to one other is called.
fn modifier(tag: dw::DwTag) -> Option<&'static str> {
    Some(match tag {
        dw::DW_TAG_atomic_type => "atomic_type",
        dw::DW_TAG_const_type => "const_type",
        dw::DW_TAG_immutable_type => "immutable_type",
        dw::DW_TAG_packed_type => "packed_type",
        dw::DW_TAG_pointer_type => "pointer_type",
        dw::DW_TAG_reference_type => "reference_type",
        dw::DW_TAG_restrict_type => "restrict_type",
        dw::DW_TAG_rvalue_reference_type => "rvalue_reference_type",
        dw::DW_TAG_shared_type => "shared_type",
        dw::DW_TAG_template_type_parameter => "template_type_parameter_type",
        dw::DW_TAG_volatile_type => "volatile_type",
        dw::DW_TAG_typedef => "typedef_type",
        _ => return None,
    })
}

impl<'w, 'a> Walk<'w, 'a> {
    pub(super) fn new(dies: &'w mut Dies<'a>, how: How<'w>, scans: &'w Scans, unit: usize) -> Self {
        Self {
            dies,
            how,
            scans,
            unit,
            bodies: Vec::new(),
            known: FastMap::default(),
            symbols: FastMap::default(),
            steps: Vec::new(),
            failures: FastMap::default(),
            is_first: false,
            expands: true,
            expanded: FastSet::default(),
            old_name: None,
            unions: FastMap::default(),
            text: 0,
            records: 0,
            again: 0,
        }
    }

    /// The body of a symbol: of a function, or of a variable, or of what a pointer points to.
    pub(super) fn symbol(&mut self, place: Place, is_function: bool) -> Result<usize, Failure> {
        if let Some(made) = self.symbols.get(&place) {
            return made.clone();
        }
        let made = self.new_symbol(place, is_function);
        self.symbols.insert(place, made.clone());
        made
    }

    fn new_symbol(&mut self, place: Place, is_function: bool) -> Result<usize, Failure> {
        self.expands = true;
        self.expanded.clear();
        self.old_name = None;
        let die = self.dies.at(place).map_err(|e| Failure::unreadable(place, e))?;
        let body = self.bodies.len();
        self.bodies.push(Body::new(die));
        if is_function {
            self.subroutine(body, &die, "subprogram")?;
        } else {
            self.then([Step::Text(body, "variable "), Step::TypeOf(body, die.type_)]);
        }
        match self.run() {
            Ok(()) => {
                self.bodies[body].is_whole = true;
                Ok(body)
            }
            Err(failure) => {
                for step in self.steps.drain(..) {
                    if let Step::Whole(unfinished, _) = step {
                        self.failures.insert(unfinished, failure.clone());
                    }
                }
                Err(failure)
            }
        }
    }

    /// Why a body is not whole.
    pub(super) fn failure(&self, body: usize) -> Failure {
        let unread = || Failure::new(self.bodies[body].die.place, "it was not read");
        self.failures.get(&body).cloned().unwrap_or_else(unread)
    }

    /// The body of the DIE at a place, written out where there is such a one.
    pub(super) fn body(&self, place: Place) -> Option<usize> {
        self.known.get(&(place, true)).or_else(|| self.known.get(&(place, false))).copied()
    }

    /// Those of types, in the order in which they were found; each DIE once.
    pub(super) fn types(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.bodies.len()).filter(|&body| self.body(self.bodies[body].die.place) == Some(body))
    }

    fn then<const N: usize>(&mut self, steps: [Step; N]) {
        self.steps.extend(steps.into_iter().rev());
    }

    fn run(&mut self) -> Result<(), Failure> {
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Type(place, parent) => {
                    let die = self.dies.at(place).map_err(|e| Failure::unreadable(place, e))?;
                    self.visit(&die, parent)?;
                }
                Step::Child(die, parent) => self.visit(&die, Some(parent))?,
                Step::Text(body, text) => self.bodies[body].add(text.as_bytes()),
                Step::Break(body) => self.bodies[body].break_line(),
                Step::TypeOf(body, reference) => self.type_of(body, reference),
                Step::Children(body, shown, rest) => self.next_child(body, shown, rest)?,
                Step::MemberEnd(body, name) => self.end_member(body, name),
                Step::TypeEnd(body) => self.end_type(body),
                Step::VariantEnd(body) => {
                    let value = self.bodies[body].die.value;
                    self.bodies[body].add_number("discr_value", value);
                }
                Step::Whole(body, expands) => {
                    self.bodies[body].is_whole = true;
                    self.expands = expands;
                }
                Step::Back(expands) => self.expands = expands,
            }
        }
        Ok(())
    }

    /// Where a reference leads; the tool follows none to a type unit, and takes it for `void`.
    fn target(&self, reference: Reference) -> Option<Place> {
        match reference {
            Reference::None => None,
            Reference::Die(place) => Some(place),
            Reference::Signature(signature) if self.how.corrected => self.dies.signed(signature),
            Reference::Signature(_) => None,
        }
    }

    fn type_of(&mut self, body: usize, reference: Reference) {
        match self.target(reference) {
            Some(place) => self.steps.push(Step::Type(place, Some(body))),
            None => self.bodies[body].add(b"base_type void"),
        }
    }

    /// The name of a DIE with its scope. What stands in a unit that was not looked through yet has none.
    fn full_name(&self, die: &Die) -> Vec<u8> {
        if die.unit > self.unit {
            return Vec::new();
        }
        let scoped: Option<&Scoped> = self.scans.get(die.unit);
        match scoped.and_then(|s| s.get(&die.place)) {
            Some(name) => name.clone(),
            None => self.dies.text(die.name).unwrap_or_default().to_vec(),
        }
    }

    fn visit(&mut self, die: &Die, parent: Option<usize>) -> Result<(), Failure> {
        let before = self.expands;
        // Whether a structure was written out before matters only to what `old_name` is then.
        let mut written_out = true;
        if self.how.replays && is_expandable(die.tag) {
            self.expands &= !self.expanded.contains(&die.place);
            if self.expands {
                self.expanded.insert(die.place);
            }
            written_out = self.expands;
        }
        if let Some(parent) = parent {
            self.bodies[parent].add_die(die.place);
        }
        if let Some(&body) = self.known.get(&(die.place, written_out))
            && !self.begins_again(die, body)?
        {
            if self.how.replays && self.bodies[body].is_whole {
                self.steps.push(Step::Back(before));
                let parts = self.bodies[body].parts.iter().rev().map(|&(_, place)| Step::Type(place, None));
                self.steps.extend(parts);
            } else {
                self.expands = before;
            }
            return Ok(());
        }
        let body = self.bodies.len();
        // Each name goes into its body and into the texts made of that.
        self.text += self.dies.text(die.name).map_or(0, |name| name.len() as u64);
        if self.text > self.dies.file.most_text() {
            let error = DwarfError::TooMuchText(self.dies.file.most_text());
            return Err(Failure::unreadable(die.place, error));
        }
        self.records += usize::from(is_expandable(die.tag));
        let mut begun = Body::new(*die);
        begun.records = self.records;
        self.bodies.push(begun);
        // Of several the tool takes the one that it began last.
        self.known.insert((die.place, written_out), body);
        self.steps.push(Step::Whole(body, before));
        self.begin(body, die, parent)
    }

    /// Whether a DIE whose body is not whole is begun again. The tool knows only whole ones: where the second parameter of a callback leads
    /// to a structure with that callback, it begins the callback anew, finds the first parameter known, takes the second for the first
    /// of the list, and leaves out the comma. Structures end such circles, as each is written out once.
    fn begins_again(&mut self, die: &Die, body: usize) -> Result<bool, Failure> {
        let Body { is_whole, records, .. } = self.bodies[body];
        // What leads to itself through no structure at all does so without an end.
        if is_whole || is_expandable(die.tag) || self.how.corrected || records == self.records {
            return Ok(false);
        }
        self.again += 1;
        if self.again > BEGUN_AGAIN {
            return Err(Failure::new(die.place, "leads to itself on more ways than are followed"));
        }
        Ok(true)
    }

    fn begin(&mut self, body: usize, die: &Die, parent: Option<usize>) -> Result<(), Failure> {
        if let Some(word) = modifier(die.tag) {
            self.begin_named(body, die, word);
            self.bodies[body].add(b" {");
            self.then([
                Step::Break(body),
                Step::TypeOf(body, die.type_),
                Step::Break(body),
                Step::Text(body, "}"),
                Step::TypeEnd(body),
            ]);
            return Ok(());
        }
        match die.tag {
            dw::DW_TAG_base_type => {
                self.begin_named(body, die, "base_type");
                let size = self.byte_size(body);
                let body = &mut self.bodies[body];
                body.add_number("byte_size", size);
                body.add_number("encoding", die.encoding);
                body.add_number("alignment", die.alignment);
            }
            dw::DW_TAG_class_type => self.record(body, die, "class_type", Shown::OfRecord)?,
            dw::DW_TAG_structure_type => self.record(body, die, "structure_type", Shown::OfRecord)?,
            dw::DW_TAG_union_type => self.union(body, die)?,
            dw::DW_TAG_enumeration_type => self.record(body, die, "enumeration_type", Shown::Enumerators)?,
            dw::DW_TAG_enumerator => self.enumerator(body, die, parent),
            dw::DW_TAG_formal_parameter => self.member(body, die, "formal_parameter ")?,
            dw::DW_TAG_member => self.member(body, die, "member ")?,
            dw::DW_TAG_subrange_type => {
                let text = match (die.count, die.upper_bound) {
                    (Some(count), _) => format!("[{count}]"),
                    (None, Some(last)) => format!("[{}]", last.wrapping_add(1)),
                    (None, None) => "[]".to_owned(),
                };
                self.bodies[body].add(text.as_bytes());
            }
            dw::DW_TAG_array_type => {
                let children = self.children(die)?;
                self.bodies[body].add(b"array_type");
                self.is_first = true;
                self.then([
                    Step::Children(body, Shown::Subranges, children),
                    Step::Text(body, " {"),
                    Step::Break(body),
                    Step::TypeOf(body, die.type_),
                    Step::Break(body),
                    Step::Text(body, "}"),
                ]);
            }
            dw::DW_TAG_subroutine_type => self.subroutine(body, die, "subroutine_type")?,
            dw::DW_TAG_variant => self.list(body, die, "variant {", Shown::Members, Step::VariantEnd(body))?,
            dw::DW_TAG_variant_part => self.list(body, die, "variant_part {", Shown::All, Step::Text(body, ""))?,
            dw::DW_TAG_unspecified_type => self.bodies[body].add(b"unspecified_type"),
            other => return Err(Failure::new(die.place, format!("gendwarfksyms has no text for {other}"))),
        }
        Ok(())
    }

    fn children(&mut self, die: &Die) -> Result<std::vec::IntoIter<Die>, Failure> {
        let children = self.dies.children(die).map_err(|e| Failure::unreadable(die.place, e))?;
        Ok(children.into_iter())
    }

    fn begin_named(&mut self, body: usize, die: &Die, word: &str) {
        let name = self.full_name(die);
        let body = &mut self.bodies[body];
        body.add(word.as_bytes());
        if !name.is_empty() {
            body.add(b" ");
            body.add(&name);
        }
        body.name = name;
    }

    /// `DW_AT_byte_size`, or what a rule says instead.
    fn byte_size(&self, body: usize) -> Option<u64> {
        let body = &self.bodies[body];
        let size = body.die.byte_size?;
        Some(self.how.rules.and_then(|rules| rules.byte_size(&body.name)).unwrap_or(size))
    }

    fn end_type(&mut self, body: usize) {
        let size = self.byte_size(body);
        let body = &mut self.bodies[body];
        body.add_number("byte_size", size);
        let alignment = body.die.alignment;
        body.add_number("alignment", alignment);
    }

    fn comma(&mut self, body: usize) {
        if !std::mem::take(&mut self.is_first) {
            self.bodies[body].add(b" ,");
            self.bodies[body].break_line();
        }
    }

    fn record(&mut self, body: usize, die: &Die, word: &'static str, shown: Shown) -> Result<(), Failure> {
        self.begin_named(body, die, word);
        self.bodies[body].add(b" {");
        let name = &self.bodies[body].name;
        let is_defined = !die.is_declaration && !self.how.rules.is_some_and(|rules| rules.is_declaration_only(name));
        let private = |e| Failure::unreadable(die.place, e);
        if !self.expands || !is_defined || self.dies.is_private(die).map_err(private)? {
            self.then([Step::Break(body), Step::Text(body, "}")]);
            return Ok(());
        }
        let children = self.children(die)?;
        self.is_first = true;
        self.then([
            Step::Break(body),
            Step::Children(body, shown, children),
            Step::Break(body),
            Step::Text(body, "}"),
            Step::TypeEnd(body),
        ]);
        Ok(())
    }

    fn union(&mut self, body: usize, die: &Die) -> Result<(), Failure> {
        if self.how.rules.is_some() {
            match self.union_status(die.place)? {
                Some(Status::Reserved(placeholder, old)) => {
                    self.old_name = old;
                    self.steps.push(Step::Type(placeholder, Some(body)));
                    return Ok(());
                }
                Some(Status::Ignored) => return Ok(()),
                Some(Status::Normal) | None => {}
            }
        }
        self.record(body, die, "union_type", Shown::OfRecord)
    }

    fn list(&mut self, body: usize, die: &Die, word: &'static str, shown: Shown, end: Step) -> Result<(), Failure> {
        let children = self.children(die)?;
        self.comma(body);
        self.bodies[body].add(word.as_bytes());
        self.is_first = true;
        self.then([
            Step::Break(body),
            Step::Children(body, shown, children),
            Step::Break(body),
            Step::Text(body, "}"),
            end,
        ]);
        Ok(())
    }

    fn subroutine(&mut self, body: usize, die: &Die, word: &'static str) -> Result<(), Failure> {
        let children = self.children(die)?;
        if self.again > 0 {
            self.again += children.len();
        }
        self.bodies[body].add(word.as_bytes());
        self.is_first = true;
        self.then([
            Step::Text(body, " ("),
            Step::Break(body),
            Step::Children(body, Shown::Parameters, children),
            Step::Break(body),
            Step::Text(body, ")"),
            Step::Break(body),
            Step::Text(body, "-> "),
            Step::TypeOf(body, die.type_),
        ]);
        Ok(())
    }

    fn member(&mut self, body: usize, die: &Die, word: &'static str) -> Result<(), Failure> {
        let mut name = self.dies.text(die.name).map(<[u8]>::to_vec);
        if self.how.rules.is_some() {
            name = name.filter(|name| !kabi::is_marked(name));
            self.old_name = None;
            // The old name belongs to the member that has the union as its type, and to none around it.
            if self.how.corrected
                && let Some(place) = self.target(die.type_)
                && let Some(Status::Reserved(_, Some(old))) = self.union_status(place)?
            {
                name = Some(old);
            }
        }
        self.comma(body);
        self.bodies[body].add(word.as_bytes());
        self.then([Step::TypeOf(body, die.type_), Step::MemberEnd(body, name)]);
        Ok(())
    }

    fn end_member(&mut self, body: usize, name: Option<Vec<u8>>) {
        let name = if self.how.corrected { name } else { self.old_name.clone().or(name) };
        let body = &mut self.bodies[body];
        if let Some(name) = name {
            body.add(b" ");
            body.add(&name);
        }
        let die = body.die;
        body.add_number("accessibility", die.accessibility);
        body.add_number("bit_size", die.bit_size);
        body.add_number("data_bit_offset", die.data_bit_offset);
        body.add_number("data_member_location", die.member_location);
    }

    fn enumerator(&mut self, body: usize, die: &Die, enumeration: Option<usize>) {
        let name = self.full_name(die);
        let mut value = die.value;
        if let Some(rules) = self.how.rules {
            let of = enumeration.map(|of| &*self.bodies[of].name).unwrap_or_default();
            // It stays a part of its list, one without a text.
            if rules.is_ignored(of, &name) {
                return;
            }
            value = rules.enumerator_value(of, &name).or(value);
        }
        self.comma(body);
        let body = &mut self.bodies[body];
        body.add(b"enumerator");
        if !name.is_empty() {
            body.add(b" ");
            body.add(&name);
        }
        if let Some(value) = value {
            body.add(format!(" = {value}").as_bytes());
        }
    }

    /// What the union at a place is; `None` where none stands there.
    fn union_status(&mut self, place: Place) -> Result<Option<Status>, Failure> {
        if let Some(known) = self.unions.get(&place) {
            return Ok(known.clone());
        }
        let die = self.dies.at(place).map_err(|e| Failure::unreadable(place, e))?;
        let is_union = die.tag == dw::DW_TAG_union_type;
        let status = if is_union { Some(kabi::status(self.dies, place)?) } else { None };
        self.unions.insert(place, status.clone());
        Ok(status)
    }

    /// Whether a child is shown.
    fn shows(&mut self, shown: Shown, child: &Die) -> Result<bool, Failure> {
        Ok(match (shown, child.tag) {
            (Shown::All, _)
            | (Shown::Members, dw::DW_TAG_member)
            | (Shown::Parameters, dw::DW_TAG_formal_parameter)
            | (Shown::Subranges, dw::DW_TAG_subrange_type)
            | (Shown::Enumerators, dw::DW_TAG_enumerator)
            | (Shown::OfRecord, dw::DW_TAG_variant_part) => true,
            (Shown::OfRecord, dw::DW_TAG_member) => match (self.how.rules, self.target(child.type_)) {
                (None, _) => true,
                (Some(_), Some(place)) => self.union_status(place)? != Some(Status::Ignored),
                (Some(_), None) => return Err(Failure::new(child.place, "a member that has no type")),
            },
            (
                Shown::OfRecord,
                dw::DW_TAG_class_type
                | dw::DW_TAG_enumeration_type
                | dw::DW_TAG_structure_type
                | dw::DW_TAG_template_type_parameter
                | dw::DW_TAG_union_type
                | dw::DW_TAG_subprogram,
            ) => false,
            (Shown::OfRecord, other) => {
                let what = format!("gendwarfksyms has no text for {other} in a structure");
                return Err(Failure::new(child.place, what));
            }
            _ => false,
        })
    }

    fn next_child(&mut self, body: usize, shown: Shown, mut rest: std::vec::IntoIter<Die>) -> Result<(), Failure> {
        while let Some(child) = rest.next() {
            if self.shows(shown, &child)? {
                self.steps.push(Step::Children(body, shown, rest));
                self.steps.push(Step::Child(Box::new(child), body));
                return Ok(());
            }
        }
        self.is_first = false;
        Ok(())
    }
}
