struct point {
    int x;
    int y;
};

void reset(point &what);
