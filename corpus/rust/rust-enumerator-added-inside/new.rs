#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
#[derive(Clone, Copy)]
pub enum Mode {
    Off,
    Half,
    On,
}

#[unsafe(no_mangle)]
pub extern "C" fn mode_is_on(mode: Mode) -> bool {
    matches!(mode, Mode::On)
}
