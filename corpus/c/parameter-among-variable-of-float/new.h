int total(int first, float weight, ...);
