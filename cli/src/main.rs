//! Command line of abilens.
fn main() {}
