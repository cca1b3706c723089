int blend(int rows, int alpha);
