struct ring {
    static const int least = 1;
    int used;
};

int room(const ring *what);
