#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

use core::ffi::c_void;
use core::ptr::NonNull;

#[repr(C)]
pub struct Callbacks {
    pub open: Option<extern "C" fn(Option<NonNull<c_void>>, i32) -> i32>,
    pub data: Option<NonNull<c_void>>,
}

#[unsafe(no_mangle)]
pub extern "C" fn callbacks_open(callbacks: Option<&Callbacks>, n: i32) -> i32 {
    let Some(callbacks) = callbacks else { return -1 };
    match callbacks.open {
        Some(open) => open(callbacks.data, n),
        None => -1,
    }
}
