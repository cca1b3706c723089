int log_level(const char *logger, int level);
