int log_level(int level);
