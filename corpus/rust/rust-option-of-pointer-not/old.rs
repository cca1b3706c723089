#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

use core::ffi::c_void;

#[unsafe(no_mangle)]
pub extern "C" fn is_empty(data: *mut c_void, otherwise: i32) -> i32 {
    if data.is_null() { 1 } else { otherwise }
}
