int root_of(int square);
