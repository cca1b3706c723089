#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
pub extern "C" fn one() -> u32 {
    1
}

#[inline(never)]
pub fn leaked(n: u32) -> u32 {
    n * 3
}

pub trait Reads {
    fn read(&self) -> u32;
}

pub struct Meter(pub u32);

impl Reads for Meter {
    #[inline(never)]
    fn read(&self) -> u32 {
        self.0
    }
}
