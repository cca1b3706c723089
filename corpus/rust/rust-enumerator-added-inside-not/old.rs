#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
#[derive(Clone, Copy)]
pub enum Mode {
    Off,
    On = 1,
}

#[unsafe(no_mangle)]
pub extern "C" fn mode_is_on(mode: Mode) -> bool {
    matches!(mode, Mode::On)
}
