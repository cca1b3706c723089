#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[allow(unused_imports)]
use core::num::NonZeroU64;

#[unsafe(no_mangle)]
pub extern "C" fn value_of(value: u64) -> u64 {
    value
}
