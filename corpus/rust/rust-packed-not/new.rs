#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C, packed(4))]
pub struct Header {
    pub kind: u8,
    pub length: u32,
}

#[unsafe(no_mangle)]
pub extern "C" fn header_length(header: *const Header) -> u32 {
    unsafe { (*header).length }
}
