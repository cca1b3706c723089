int pixel_write(int colour);
