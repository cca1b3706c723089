struct point {
    int x;
    int y;
    int z;
};

void reset(point &what);
