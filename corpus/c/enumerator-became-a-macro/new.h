enum mode { MODE_FAST, MODE_EXACT };
#define MODE_LEGACY (0x2L) /* as ever */

int mode_set(enum mode mode);
