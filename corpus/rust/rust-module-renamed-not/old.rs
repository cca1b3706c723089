#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

mod inner {
    pub fn large(pair: &super::Pair) -> u32 {
        pair.large
    }
}

#[repr(C)]
pub struct Pair {
    pub small: u8,
    pub large: u32,
}

#[unsafe(no_mangle)]
pub extern "C" fn pair_large(pair: Pair) -> u32 {
    inner::large(&pair)
}
