enum mode { MODE_FAST, MODE_EXACT };

int mode_set(enum mode mode);
