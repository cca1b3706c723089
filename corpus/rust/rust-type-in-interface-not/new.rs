#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
pub struct Pair {
    pub small: u8,
    pub large: u32,
    pub last: u16,
}

#[unsafe(no_mangle)]
pub extern "C" fn large_of(large: u32) -> u32 {
    large
}

#[unsafe(no_mangle)]
pub extern "C" fn pair_large(pair: Pair) -> u32 {
    pair.large
}

pub struct Other {
    pub small: u8,
    pub large: u32,
    pub last: u16,
}

#[unsafe(no_mangle)]
pub extern "C" fn other_large(other: &Other) -> u32 {
    other.large
}
