enum access { ACCESS_RO, ACCESS_RW, ACCESS_NONE };

int access_bits(enum access access);
