extern "C" int log_level(int level);
