enum access { ACCESS_RO, ACCESS_READ_WRITE, ACCESS_NONE };

int access_bits(enum access access);
