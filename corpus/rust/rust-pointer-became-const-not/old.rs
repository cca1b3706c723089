#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[repr(C)]
pub struct Point {
    pub x: i32,
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn point_x(point: *const Point) -> i32 {
    unsafe { (*(point as *const Point)).x }
}
