enum mode { MODE_FAST, MODE_EXACT, MODE_LEGACY };

int mode_set(enum mode mode);
