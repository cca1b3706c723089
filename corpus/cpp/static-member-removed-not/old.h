struct limits {
    static const int least = 1;
};

struct ring : limits {
    static const int most = 8;
    int used;
};

int room(const ring *what);
