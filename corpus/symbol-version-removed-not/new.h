int resize(int width);
