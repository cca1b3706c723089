#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
pub struct Pair {
    pub large: u32,
    pub small: u32,
}

#[unsafe(no_mangle)]
pub extern "C" fn pair_large(pair: &Pair) -> u32 {
    pair.large
}
