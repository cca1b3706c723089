int __blend_row(int row, int alpha);
int blend(int rows, int alpha);
