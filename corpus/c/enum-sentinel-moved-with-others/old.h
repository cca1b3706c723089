enum mode { MODE_FAST, MODE_SAFE, MODE_SLOW, MODE_MAX };

int mode_set(enum mode mode);
