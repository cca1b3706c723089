int log(int level);
