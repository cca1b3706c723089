#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
pub struct Flags {
    pub small: u8,
    pub more: u8,
    pub large: u32,
}

#[unsafe(no_mangle)]
pub extern "C" fn flags_sum(f: *const Flags) -> u32 {
    unsafe { (*f).small as u32 + (*f).large }
}
