//! `MODVERSIONS`: what kernels record of their exports beside the types, and what a changed CRC means.

pub mod symvers;
