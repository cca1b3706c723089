//! `MODVERSIONS`: what kernels record of their exports beside the types, and what a changed CRC means.
//!
//! [`symvers`] reads the CRCs, `states` pairs them, `tokens` and `walk` tell what genksyms could see change,
//! [`witness`] asks the objects themselves,
//! `export` tells of one export, `by_graph` does where inputs hold no units, [`proved`] adds what symtypes prove, [`explain`] puts it together with the comparison of what consumers see.

mod by_graph;
pub(crate) mod causes;
pub mod explain;
mod export;
mod missed;
pub mod proved;
pub mod question;
pub mod recomputed;
pub mod series;
pub(crate) mod states;
pub mod symvers;
pub(crate) mod tokens;
pub(crate) mod walk;
pub mod witness;
