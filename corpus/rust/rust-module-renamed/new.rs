#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

pub mod geometry {
    #[repr(C)]
    pub struct Point {
        pub x: i32,
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn point_x(point: geometry::Point) -> i32 {
    point.x
}
