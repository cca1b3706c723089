//! What names and types are put together from: text with its joints.

/// How a type is gone on with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Plain,
    /// Pointers and references.
    Pointer,
    Function,
    Array,
}

/// A type as text: what stands before a name of that type, and what stands behind it.
#[derive(Clone, Debug, Default)]
pub(super) struct Type {
    pub(super) left: String,
    pub(super) right: String,
    pub(super) shape: Shape,
    /// The name that it is, where it is one.
    pub(super) named: Option<Box<Named>>,
}

impl Type {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { left: text.into(), ..Self::default() }
    }

    pub(super) fn text(&self) -> String {
        // `void (int)`, but `int[3]` and `int (*)[3]`.
        let gap = self.shape == Shape::Function && !self.left.ends_with(' ');
        format!("{}{}{}", self.left, if gap { " " } else { "" }, self.right)
    }

    /// `*`, `&`, `&&` or `C::*` of it.
    pub(super) fn pointer(mut self, sign: &str) -> Self {
        self.named = None;
        if sign.starts_with('&') && self.shape == Shape::Pointer && self.left.ends_with('&') {
            // A reference to a reference is one of the two (dcl.ref).
            if sign == "&" && self.left.ends_with("&&") {
                self.left.pop();
            }
            return self;
        }
        match self.shape {
            Shape::Function | Shape::Array => {
                self.left.push_str(if self.left.ends_with(['*', '&', '(']) { "(" } else { " (" });
                self.right.insert(0, ')');
            }
            Shape::Plain | Shape::Pointer if !self.left.ends_with(['*', '&', '(']) => self.left.push(' '),
            Shape::Plain | Shape::Pointer => {}
        }
        self.left.push_str(sign);
        self.shape = Shape::Pointer;
        self
    }

    /// `const`, `volatile` or `restrict` of it.
    pub(super) fn qualified(mut self, word: &str) -> Self {
        self.named = None;
        match self.shape {
            // What an argument of a template says may be said again.
            Shape::Pointer if self.left.ends_with(word) => {}
            Shape::Plain if self.left.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')) => {}
            Shape::Pointer => {
                if !self.left.ends_with(['*', '&']) {
                    self.left.push(' ');
                }
                self.left.push_str(word);
            }
            Shape::Function => {
                self.right.push(' ');
                self.right.push_str(word);
            }
            Shape::Plain | Shape::Array => self.left = format!("{word} {}", self.left),
        }
        self
    }
}

/// One component of a qualified name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Component {
    /// Without tags and arguments.
    pub(crate) name: String,
    /// Its abi tags.
    pub(crate) tags: Vec<String>,
    /// Arguments of a template as text, without brackets.
    pub(crate) arguments: Option<String>,
    /// The module that it is attached to.
    pub(crate) module: String,
}

impl Component {
    pub(super) fn put(&self, out: &mut String) {
        out.push_str(&self.name);
        if !self.module.is_empty() {
            out.push('@');
            out.push_str(&self.module);
        }
        for tag in &self.tags {
            out.push_str("[abi:");
            out.push_str(tag);
            out.push(']');
        }
        if let Some(arguments) = &self.arguments {
            // `operator<` and its arguments are two things.
            if out.ends_with('<') {
                out.push(' ');
            }
            out.push('<');
            out.push_str(arguments);
            out.push('>');
        }
    }
}

/// A qualified name.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) path: Vec<Component>,
    /// Of a member function, each with a blank before it.
    pub(super) qualifiers: String,
    /// A constructor or destructor (`C`, `I` for an inherited one, `D`) and its variant.
    pub(super) structor: Option<(u8, u8)>,
    /// Where the digit of that variant stands.
    pub(super) variant_at: usize,
    /// A conversion operator, whose type is its name.
    pub(super) is_conversion: bool,
    /// It lies in a function.
    pub(super) is_local: bool,
    /// The module that it is attached to.
    pub(super) module: String,
}

impl Named {
    pub(super) fn text(&self) -> String {
        joined(&self.path)
    }

    /// Whether the type of the function that it names starts with the result: of templates, where the name does not tell.
    pub(super) fn has_result(&self) -> bool {
        self.structor.is_none()
            && !self.is_conversion
            && self.path.last().is_some_and(|component| component.arguments.is_some())
    }
}

/// A path as text.
pub(super) fn joined(path: &[Component]) -> String {
    let mut out = String::new();
    for (i, component) in path.iter().enumerate() {
        if i > 0 {
            out.push_str("::");
        }
        component.put(&mut out);
    }
    out
}

/// An argument of a template.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    One(Type),
    Pack(Vec<Type>),
}

/// What a substitution stands for.
#[derive(Clone, Debug)]
pub(super) enum Known {
    Name(Named),
    Type(Type),
}

/// Arguments of a template as text.
pub(super) fn spelt(arguments: &[Argument]) -> String {
    let mut out: Vec<String> = Vec::new();
    for argument in arguments {
        match argument {
            Argument::One(type_) => out.push(type_.text()),
            Argument::Pack(types) => out.extend(types.iter().map(Type::text)),
        }
    }
    out.join(", ")
}
