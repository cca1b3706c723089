//! C spelling of types, declarations, members and prototypes.
//!
//! A C declarator reads inside out: walking a type from its outermost node towards its base, each pointer
//! goes in front of what is spelt so far, each array dimension and parameter list behind it, and a pointer
//! that is followed by one of these gets parentheses. Parameters are declarations of their own and go on an
//! explicit stack. Depth, steps and length are bounded: past the bound stands `...`.

use super::{Edge, EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId};

/// What stands for the members of a type without a name.
pub(crate) const BODY: &str = "{...}";
/// What stands for a type that a reference does not lead to.
pub(crate) const UNKNOWN: &str = "<unknown>";

/// Longest chain of nodes in one declarator, and deepest nesting of parameter lists.
const MAX_LEVELS: usize = 64;
/// Nodes visited for one spelling, over all parameter lists.
const MAX_STEPS: usize = 4096;
/// The same where a type only has to be told from others.
const BRIEF_STEPS: usize = 64;
/// Bytes of one declarator; longer ones come from absurd names only.
const MAX_BYTES: usize = 1 << 16;

/// Spelling of a type alone: `const struct device *`, `int (*)(struct foo *, unsigned int)`, `char [16]`.
#[must_use]
pub fn type_name(g: &Graph, id: TypeId) -> String {
    spell(g, id, "", false)
}

/// [`type_name`] as far as some dozen nodes go: what tells the types of one prototype from each other.
#[must_use]
pub(crate) fn brief(g: &Graph, id: TypeId) -> String {
    spell_steps(g, Frame::new(id, "", false), BRIEF_STEPS)
}

/// Declaration of `declarator` with a type: `int (*cb)(void *)`, `char name[16]`.
#[must_use]
pub fn declaration(g: &Graph, id: TypeId, declarator: &str) -> String {
    spell(g, id, declarator, false)
}

/// A type behind this many pointers: `int (**)(void)` for a function behind two.
#[must_use]
pub fn behind(g: &Graph, id: TypeId, pointers: u32) -> String {
    let mut frame = Frame::new(id, &"*".repeat(pointers as usize), false);
    frame.after_pointer = pointers > 0;
    spell_frame(g, frame)
}

/// Prototype of an exported function, with the names of its parameters: `int f(struct foo *dev, ...)`.
/// `(void)` without parameters, `()` if unprototyped. A variable comes out as [`declaration`].
#[must_use]
pub fn function(g: &Graph, export_type: TypeId, name: &str) -> String {
    spell(g, export_type, name, true)
}

/// The type of a function, and whether it returns.
#[must_use]
pub fn function_that(g: &Graph, function: TypeId, is_noreturn: bool) -> String {
    let attribute = if is_noreturn { "__attribute__((noreturn)) " } else { "" };
    format!("{attribute}{}", self::function(g, function, ""))
}

/// An edge of a record or enum as its line in the source, without semicolon: `unsigned int x : 3`,
/// `union {...}` if anonymous, `NAME = 3` for an enumerator, the class for a base class.
#[must_use]
pub fn member(g: &Graph, edge: &Edge) -> String {
    let name = g.str(edge.name);
    match edge.kind {
        EdgeKind::Enumerator => format!("{name} = {}", enumerator_value(edge)),
        EdgeKind::Base if edge.flags.has(EdgeFlags::VIRTUAL) => format!("virtual {}", type_name(g, edge.target)),
        EdgeKind::StaticMember => format!("static {}", declaration(g, edge.target, name)),
        EdgeKind::VirtualSlot => format!("virtual {}", declaration(g, edge.target, name)),
        _ if edge.flags.has(EdgeFlags::BIT_FIELD) => {
            format!("{} : {}", declaration(g, edge.target, name), edge.bit_size)
        }
        _ => declaration(g, edge.target, name),
    }
}

/// Value of an enumerator; an unsigned one is taken as such.
#[must_use]
pub fn enumerator_value(edge: &Edge) -> i128 {
    if edge.flags.has(EdgeFlags::UNSIGNED) { i128::from(edge.value.cast_unsigned()) } else { i128::from(edge.value) }
}

/// `struct`, `union`, `class`, `enum`; empty for what has no tag.
#[must_use]
pub fn keyword(kind: Kind) -> &'static str {
    match kind {
        Kind::Struct => "struct",
        Kind::Class => "class",
        Kind::Union => "union",
        Kind::Enum => "enum",
        _ => "",
    }
}

/// Qualifiers that wait for the pointer or base type they belong to, in canonical order.
const QUALIFIERS: [(Kind, &str); 4] =
    [(Kind::Const, "const"), (Kind::Volatile, "volatile"), (Kind::Restrict, "restrict"), (Kind::Atomic, "_Atomic")];

#[derive(Clone, Copy, Default)]
struct Pending(u8);

impl Pending {
    fn add(&mut self, kind: Kind) {
        if let Some(i) = QUALIFIERS.iter().position(|(k, _)| *k == kind) {
            self.0 |= 1 << i;
        }
    }
    fn has(self, kind: Kind) -> bool {
        QUALIFIERS.iter().position(|(k, _)| *k == kind).is_some_and(|i| self.0 & (1 << i) != 0)
    }
    /// The words, each followed by a space.
    fn take(&mut self) -> String {
        let mut out = String::new();
        for (i, (_, word)) in QUALIFIERS.iter().enumerate() {
            if self.0 & (1 << i) != 0 {
                out.push_str(word);
                out.push(' ');
            }
        }
        self.0 = 0;
        out
    }
}

/// One declarator in the making.
struct Frame {
    /// What is spelt so far.
    text: String,
    /// The last thing spelt was a pointer: a suffix needs parentheses.
    after_pointer: bool,
    qualifiers: Pending,
    /// Attribute of the base type.
    suffix: String,
    /// Where the walk stands.
    current: TypeId,
    levels: usize,
    /// The parameter list under way: its text and the edge to look at next.
    parameters: Option<(String, usize)>,
    /// Parameters are spelt with their names.
    named: bool,
}

impl Frame {
    fn new(current: TypeId, declarator: &str, named: bool) -> Self {
        Self {
            text: declarator.to_owned(),
            after_pointer: false,
            qualifiers: Pending::default(),
            suffix: String::new(),
            current,
            levels: 0,
            parameters: None,
            named,
        }
    }

    fn pointer(&mut self, sign: &str) {
        let words = self.qualifiers.take();
        let words = if self.text.is_empty() { words.trim_end() } else { words.as_str() };
        self.text.insert_str(0, words);
        self.text.insert_str(0, sign);
        self.after_pointer = true;
    }

    fn close_pointer(&mut self) {
        if self.after_pointer {
            self.text.insert(0, '(');
            self.text.push(')');
            self.after_pointer = false;
        }
    }

    /// The base type is reached: the declaration is complete.
    fn finish(mut self, base: &str) -> String {
        let mut out = self.qualifiers.take();
        out.push_str(base);
        out.push_str(&self.suffix);
        if !self.text.is_empty() {
            out.push(' ');
            out.push_str(&self.text);
        }
        out
    }
}

/// What the walk needs next.
enum Step {
    Again,
    /// Spell this parameter first.
    Parameter(Frame),
    /// The frame is complete.
    Done(String),
}

fn spell(g: &Graph, id: TypeId, declarator: &str, named: bool) -> String {
    spell_frame(g, Frame::new(id, declarator, named))
}

fn spell_frame(g: &Graph, first: Frame) -> String {
    spell_steps(g, first, MAX_STEPS)
}

fn spell_steps(g: &Graph, first: Frame, most: usize) -> String {
    let mut stack = vec![first];
    let mut steps = 0;
    while let Some(frame) = stack.last_mut() {
        steps += 1;
        let step = if steps > most { Step::Done("...".to_owned()) } else { advance(g, frame) };
        let done = match step {
            Step::Again => continue,
            Step::Parameter(next) if stack.len() < MAX_LEVELS => {
                stack.push(next);
                continue;
            }
            Step::Parameter(_) => "...".to_owned(),
            Step::Done(text) => {
                stack.pop();
                text
            }
        };
        match stack.last_mut() {
            None => return done,
            Some(outer) => {
                if let Some((list, _)) = &mut outer.parameters {
                    separate(list);
                    list.push_str(&done);
                }
            }
        }
    }
    String::new()
}

fn separate(list: &mut String) {
    if !list.is_empty() {
        list.push_str(", ");
    }
}

/// Moves a frame by one node or one parameter.
fn advance(g: &Graph, frame: &mut Frame) -> Step {
    let node = *g.node(frame.current);
    if frame.parameters.is_some() {
        return parameter(g, frame);
    }
    frame.levels += 1;
    if frame.levels > MAX_LEVELS || frame.text.len() > MAX_BYTES {
        return done(frame, "...");
    }
    match node.kind {
        Kind::Pointer if node.aux != 0 => pointer(g, frame, &format!("{} *", address_space(g, node.aux))),
        Kind::Pointer => pointer(g, frame, "*"),
        Kind::Reference => pointer(g, frame, "&"),
        Kind::RvalueReference => pointer(g, frame, "&&"),
        Kind::PtrToMember => {
            let class = g.edges(frame.current).iter().find(|e| e.kind == EdgeKind::Containing);
            let class = class.map_or("", |e| g.name(e.target));
            pointer(g, frame, &format!("{class}::*"))
        }
        Kind::Const | Kind::Volatile | Kind::Restrict | Kind::Atomic => {
            frame.qualifiers.add(node.kind);
            frame.current = g.target(frame.current);
            Step::Again
        }
        Kind::Array if node.flags.has(Flags::VECTOR) => {
            let bytes = g.size_of(frame.current).unwrap_or(0);
            frame.suffix = format!(" __attribute__((vector_size({bytes})))");
            frame.current = g.target(frame.current);
            Step::Again
        }
        Kind::Array => {
            frame.close_pointer();
            if node.flags.has(Flags::FLEXIBLE) {
                frame.text.push_str("[]");
            } else {
                frame.text.push_str(&format!("[{}]", node.aux));
            }
            frame.current = g.target(frame.current);
            Step::Again
        }
        Kind::Function => {
            frame.close_pointer();
            frame.parameters = Some((String::new(), 0));
            Step::Again
        }
        Kind::Void
        | Kind::Base
        | Kind::Typedef
        | Kind::Struct
        | Kind::Class
        | Kind::Union
        | Kind::Enum
        | Kind::Unknown => done(frame, &base_name(g, frame.current)),
    }
}

fn pointer(g: &Graph, frame: &mut Frame, sign: &str) -> Step {
    frame.pointer(sign);
    frame.current = g.target(frame.current);
    Step::Again
}

/// How C names the address space of a pointer: GCC numbers those of x86 as its keywords stand here.
fn address_space(g: &Graph, class: u64) -> String {
    let x86 = matches!(g.machine.e_machine, 3 | 62);
    match class {
        1 if x86 => "__seg_fs".to_owned(),
        2 if x86 => "__seg_gs".to_owned(),
        n => format!("__attribute__((address_space({n})))"),
    }
}

fn done(frame: &mut Frame, base: &str) -> Step {
    let frame = std::mem::replace(frame, Frame::new(TypeId::VOID, "", false));
    Step::Done(frame.finish(base))
}

/// The next parameter of the function type a frame stands at, or the end of its list.
fn parameter(g: &Graph, frame: &mut Frame) -> Step {
    let edges = g.edges(frame.current);
    let Some((list, next)) = &mut frame.parameters else { return Step::Again };
    while let Some(edge) = edges.get(*next) {
        *next += 1;
        if edge.kind == EdgeKind::Param {
            if list.len() > MAX_BYTES {
                *next = edges.len();
                list.push_str(", ...");
                break;
            }
            let name = if frame.named { g.str(edge.name) } else { "" };
            return Step::Parameter(Frame::new(edge.target, name, false));
        }
    }
    let flags = g.node(frame.current).flags;
    if flags.has(Flags::VARIADIC) {
        separate(list);
        list.push_str("...");
    } else if list.is_empty() && !flags.has(Flags::UNPROTOTYPED) {
        list.push_str("void");
    }
    frame.text.push('(');
    frame.text.push_str(list);
    frame.text.push(')');
    frame.parameters = None;
    frame.named = false;
    // A qualified function type has no spelling in C: GCC means its attributes by it.
    for (kind, attribute) in [(Kind::Const, "const"), (Kind::Volatile, "noreturn")] {
        if frame.qualifiers.has(kind) {
            frame.text.push_str(&format!(" __attribute__(({attribute}))"));
        }
    }
    frame.qualifiers = Pending::default();
    frame.current = edges.iter().find(|e| e.kind == EdgeKind::Return).map_or(TypeId::VOID, |e| e.target);
    Step::Again
}

/// A type that ends a declarator: by its name, with its keyword in C.
fn base_name(g: &Graph, id: TypeId) -> String {
    let node = g.node(id);
    let name = g.name(id);
    match node.kind {
        Kind::Void if name.is_empty() => "void".to_owned(),
        Kind::Unknown => UNKNOWN.to_owned(),
        Kind::Base if name.is_empty() => format!("/* unnamed base type of {} bytes */", node.byte_size),
        Kind::Void | Kind::Base | Kind::Typedef => name.to_owned(),
        kind if name.is_empty() => format!("{} {BODY}", keyword(kind)),
        // Qualified names and template instances are C++, where the keyword is not written.
        Kind::Class => name.to_owned(),
        // Rust has names of its own for what it makes: `&str`, `(u8, u32)`.
        _ if node.flags.has(Flags::RUST) => name.to_owned(),
        _ if name.contains("::") || name.contains('<') => name.to_owned(),
        kind => format!("{} {name}", keyword(kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::builder::GraphBuilder;
    use super::*;

    #[test]
    fn declarators() {
        let mut b = GraphBuilder::new();
        let int = b.int();
        let uint = b.base("unsigned int", 4, 7);
        let char_ = b.base("char", 1, 6);
        let device = b.opaque(Kind::Struct, "device");
        let anonymous = b.structure("", 4, vec![]);
        let const_char = b.wrap(Kind::Const, char_);
        let p_const_char = b.pointer(const_char);
        let p_char = b.pointer(char_);
        let const_p_char = b.wrap(Kind::Const, p_char);
        let pp_char = b.pointer(const_p_char);
        let vc = b.wrap(Kind::Const, int);
        let vc = b.wrap(Kind::Volatile, vc);
        let cv = b.wrap(Kind::Volatile, int);
        let cv = b.wrap(Kind::Const, cv);
        let a3 = b.array(int, Some(3));
        let a23 = b.array(a3, Some(2));
        let pa = b.pointer(a3);
        let ap = b.array(p_char, None);
        let ca = b.wrap(Kind::Const, a3);
        let p_device = b.pointer(device);
        let void_p = b.pointer(TypeId::VOID);
        let cb = b.function(int, &[("ctx", p_device), ("n", uint)], Flags::default());
        let p_cb = b.pointer(cb);
        let cpcb = b.wrap(Kind::Const, p_cb);
        let acb = b.array(p_cb, Some(4));
        let takes_cb = b.function(p_cb, &[("cb", p_cb), ("", void_p)], Flags::VARIADIC);
        let none = b.function(TypeId::VOID, &[], Flags::default());
        let knr = b.function(TypeId::VOID, &[], Flags::UNPROTOTYPED);
        let vec4 = b.array(int, Some(4));
        b.node_mut(vec4).flags.set(Flags::VECTOR);
        let bits = b.bit_field("x", 3, 3, uint);
        let inner = b.member("", 0, anonymous);
        let e = b.enumerator("A", -1);
        let eu = Edge { flags: EdgeFlags::UNSIGNED, ..e };
        let g = b.finish();
        assert_eq!(type_name(&g, p_device), "struct device *");
        assert_eq!(declaration(&g, p_device, "dev"), "struct device *dev");
        assert_eq!(type_name(&g, p_const_char), "const char *");
        assert_eq!(type_name(&g, const_p_char), "char *const");
        assert_eq!(declaration(&g, const_p_char, "p"), "char *const p");
        assert_eq!(declaration(&g, pp_char, "p"), "char *const *p");
        assert_eq!(type_name(&g, vc), "const volatile int");
        assert_eq!(type_name(&g, cv), "const volatile int");
        assert_eq!(type_name(&g, a3), "int [3]");
        assert_eq!(declaration(&g, a23, "m"), "int m[2][3]");
        assert_eq!(declaration(&g, pa, "p"), "int (*p)[3]");
        assert_eq!(declaration(&g, ap, "names"), "char *names[]");
        assert_eq!(type_name(&g, ca), "const int [3]");
        assert_eq!(type_name(&g, p_cb), "int (*)(struct device *, unsigned int)");
        assert_eq!(declaration(&g, cpcb, "cb"), "int (*const cb)(struct device *, unsigned int)");
        assert_eq!(declaration(&g, acb, "t"), "int (*t[4])(struct device *, unsigned int)");
        assert_eq!(function(&g, cb, "f"), "int f(struct device *ctx, unsigned int n)");
        assert_eq!(
            function(&g, takes_cb, "f"),
            "int (*f(int (*cb)(struct device *, unsigned int), void *, ...))(struct device *, unsigned int)"
        );
        assert_eq!(function(&g, none, "f"), "void f(void)");
        assert_eq!(type_name(&g, knr), "void ()");
        assert_eq!(declaration(&g, vec4, "v"), "int __attribute__((vector_size(16))) v");
        assert_eq!(member(&g, &bits), "unsigned int x : 3");
        assert_eq!(member(&g, &inner), "struct {...}");
        assert_eq!(member(&g, &e), "A = -1");
        assert_eq!(member(&g, &eu), "A = 18446744073709551615");
    }

    #[test]
    fn depth_is_bounded() {
        let mut b = GraphBuilder::new();
        let mut deep = b.int();
        for _ in 0..100_000 {
            deep = b.pointer(deep);
        }
        let own = b.function(TypeId::VOID, &[], Flags::default());
        let to_own = b.pointer(own);
        let edge = Edge { kind: EdgeKind::Param, ..GraphBuilder::edge(EdgeKind::Param, to_own) };
        b.edges_mut(own).extend([edge, edge]);
        let loops = b.pointer(TypeId::VOID);
        b.edges_mut(loops)[0].target = loops;
        let g = b.finish();
        assert_eq!(type_name(&g, deep), format!("... {}", "*".repeat(64)));
        assert_eq!(type_name(&g, loops), format!("... {}", "*".repeat(64)));
        assert!(type_name(&g, own).len() < 200_000);
    }
}
