#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[allow(unused_imports)]
use core::num::NonZeroU64;

#[unsafe(no_mangle)]
pub extern "C" fn value_of(value: Option<NonZeroU64>) -> u64 {
    value.map_or(0, NonZeroU64::get)
}
