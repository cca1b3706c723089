struct ring {
    static const int most = 8;
    static const int least = 1;
    int used;
};

int room(const ring *what);
