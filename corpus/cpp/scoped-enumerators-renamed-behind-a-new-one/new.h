enum class Mode : unsigned char { modeNone, modeFast, modeSafe };

int is_fast(Mode mode);
