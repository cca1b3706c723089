struct limits {
    static const int least = 1;
    static const int most = 8;
};

struct ring : limits {
    int used;
};

int room(const ring *what);
