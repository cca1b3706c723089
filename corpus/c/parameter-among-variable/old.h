int total(int first, ...);
