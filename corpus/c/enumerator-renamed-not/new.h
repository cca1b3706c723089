enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_CENTRE = ALIGN_CENTER };

int align_shift(enum align align, int space);
