#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

use core::ffi::c_void;

#[repr(C)]
pub struct Callbacks {
    pub open: extern "C" fn(*mut c_void, i32) -> i32,
    pub data: *mut c_void,
}

#[unsafe(no_mangle)]
pub extern "C" fn callbacks_open(callbacks: *const Callbacks, n: i32) -> i32 {
    unsafe { ((*callbacks).open)((*callbacks).data, n) }
}
