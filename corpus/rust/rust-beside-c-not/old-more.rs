#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
pub struct Range {
    pub from: u32,
    pub to: u32,
}

#[unsafe(no_mangle)]
pub extern "C" fn point_double(n: i32) -> i32 {
    n.wrapping_mul(2)
}

#[unsafe(no_mangle)]
pub extern "C" fn range_length(range: *const Range) -> u32 {
    unsafe { (*range).to.wrapping_sub((*range).from as u32) }
}
