enum mode { MODE_FAST, MODE_EXACT, MODE_OBSOLETE2, __MODE_UNUSED };

int mode_set(enum mode mode);
