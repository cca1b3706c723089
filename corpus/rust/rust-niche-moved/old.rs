#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

pub enum Answer {
    Known(bool),
    Unknown,
}

#[unsafe(no_mangle)]
pub extern "C" fn answer_value(answer: Answer) -> u32 {
    match answer {
        Answer::Known(known) => known as u32,
        Answer::Unknown => 7,
    }
}
