int log(int level, ...);
