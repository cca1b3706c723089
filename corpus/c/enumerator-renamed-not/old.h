enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

int align_shift(enum align align, int space);
