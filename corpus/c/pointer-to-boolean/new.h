int level_bits(const _Bool *level);
