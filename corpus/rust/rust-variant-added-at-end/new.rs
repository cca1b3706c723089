#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
pub enum Event {
    None,
    Key(u32),
    Move { x: i16, y: i64 },
    Last(u8),
}

#[unsafe(no_mangle)]
pub extern "C" fn event_code(event: Event) -> u64 {
    match event {
        Event::Key(code) => code as u64,
        _ => 0,
    }
}
