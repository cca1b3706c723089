#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C, u32)]
pub enum Event {
    None = 0,
    Key(u32) = 1,
    Move { x: i16, y: i64 } = 2,
}

#[unsafe(no_mangle)]
pub extern "C" fn event_code(event: Event) -> u64 {
    match event {
        Event::Key(code) => code as u64,
        _ => 0,
    }
}
