int should_print(int level);
