enum mode { MODE_FAST, MODE_EXACT };
#define MODE_LEGACY 16

int mode_set(enum mode mode);
