int pixel_write(int colour, int alpha);
