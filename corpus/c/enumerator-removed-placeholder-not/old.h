enum mode { MODE_FAST, MODE_EXACT, MODE_RESERVED_MEMORY };

int mode_set(enum mode mode);
