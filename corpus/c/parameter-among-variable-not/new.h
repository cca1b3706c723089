int total(int mode, int first, ...);
