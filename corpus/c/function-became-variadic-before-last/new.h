int configure(int what, ...);
