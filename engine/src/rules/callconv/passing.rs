//! Where an argument or a result travels.

/// How a value travels. Two types with equal `Passing` use the same registers in the same order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Passing {
    /// Not at all: `void`, and the empty struct of GNU C (size 0).
    None,
    /// In registers, one entry for each, in the order of the value's bytes.
    Registers(Vec<RegClass>),
    /// As a parameter: copied to the stack. As a result: written through a hidden pointer that the caller
    /// passes.
    Memory,
    /// The caller makes a copy and passes its address like a pointer (AAPCS64 stage B.4, s390x).
    Reference,
    /// No table for the machine, or a type of which the size is not known. Not comparable, not even to itself.
    Unknown,
}

/// One register of the file that a part of a value travels in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RegClass {
    /// General register.
    Integer,
    /// General register that must be even-numbered: the first of a pair (AAPCS64 C.10, AAPCS32 C.3). A register
    /// before it may stay unused.
    IntegerEven,
    /// Low eight bytes of an SSE register, holding one or more floating-point values (x86).
    Sse,
    /// x87 stack register.
    X87,
    /// Floating-point register holding one value of this many bytes (AArch64, ARM, s390x).
    Float(u8),
    /// Vector register, this many bytes of it.
    Vector(u8),
}
