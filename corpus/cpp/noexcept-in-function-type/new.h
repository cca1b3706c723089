int at_exit(int (*what)() noexcept);
