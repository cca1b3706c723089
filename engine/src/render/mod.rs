//! One renderer a file: it lays out, cuts and colours what the model holds, and adds no facts.

pub mod catalogue;
pub mod check;
mod condense;
pub mod deps;
pub mod gate;
pub mod history;
pub mod html;
pub mod impact;
pub mod json;
pub mod markdown;
pub mod pages;
pub mod text;
mod told;
pub mod why;
