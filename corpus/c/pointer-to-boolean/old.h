int level_bits(const char *level);
