#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
pub extern "C" fn one() -> u32 {
    1
}

#[inline(never)]
pub extern "C" fn thrice(n: u32) -> u32 {
    n * 3
}
