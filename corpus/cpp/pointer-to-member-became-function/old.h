struct counter {
    int count;
    int step();
};

struct handler {
    int counter::*which;
    int times;
};

int times_of(const handler &what);
