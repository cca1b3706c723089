#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

use core::ffi::{c_char, c_int, c_void};

#[repr(C)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

#[repr(C)]
#[derive(PartialEq)]
pub enum Mode {
    Off,
    On,
}

#[repr(C)]
pub struct Callbacks {
    pub open: Option<extern "C" fn(*mut c_void, *const c_char) -> c_int>,
}

#[unsafe(no_mangle)]
pub static mut version: u32 = 7;

#[unsafe(no_mangle)]
pub extern "C" fn point_sum(point: *const Point, mode: Mode) -> i32 {
    if mode == Mode::On { unsafe { (*point).x + (*point).y as i32 } } else { 0 }
}

#[unsafe(no_mangle)]
pub extern "C" fn callbacks_open(callbacks: &Callbacks, name: *const c_char) -> c_int {
    match callbacks.open {
        Some(open) => open(core::ptr::null_mut(), name),
        None => -1,
    }
}
