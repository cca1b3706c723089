//! What rustc writes into debug information, in little: enums with variant parts, tuples, closures, traits.

#![crate_type = "lib"]
#![no_std]
#![allow(improper_ctypes_definitions)]

use core::num::NonZeroU32;

#[repr(C)]
pub struct Pair<T: 'static> {
    first: T,
    rest: Option<&'static Pair<T>>,
}

#[repr(C, u8)]
pub enum Tagged {
    Empty,
    Number(u64),
    Named { x: i16, y: (u8, char) },
}

pub enum Niche {
    One(NonZeroU32),
    Two(bool, [u8; 3]),
    Three,
}

#[repr(u16)]
#[derive(Clone, Copy)]
pub enum Plain {
    A = 1,
    B = 500,
}

#[repr(C)]
pub union Either {
    integer: u128,
    pair: core::mem::ManuallyDrop<(i8, f32)>,
}

pub trait Shape {
    fn area(&self) -> u32;
}

impl Shape for Niche {
    fn area(&self) -> u32 {
        match self {
            Self::One(n) => n.get(),
            Self::Two(..) => 2,
            Self::Three => 3,
        }
    }
}

#[no_mangle]
pub static mut LAST: Option<Plain> = None;

#[no_mangle]
pub extern "C" fn visit(pair: &Pair<u32>, tagged: Tagged, niche: &Niche, plain: Plain) -> u32 {
    let sum = |n: u32| n + pair.first + pair.rest.map_or(0, |p| p.first);
    sum(niche.area()) + plain as u32 + if let Tagged::Named { x, .. } = tagged { x as u32 } else { 0 }
}

#[no_mangle]
pub extern "C" fn shape(shape: &dyn Shape, name: &str, either: &Either, call: fn(&mut [u8]) -> bool) -> u32 {
    let _ = either;
    shape.area() + name.len() as u32 + call(&mut [0]) as u32
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
