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
    Last([u64; 3]),
}

#[unsafe(no_mangle)]
pub extern "C" fn second_code(events: &[Event; 2]) -> u64 {
    match events[1] {
        Event::Key(code) => code as u64,
        _ => 0,
    }
}
