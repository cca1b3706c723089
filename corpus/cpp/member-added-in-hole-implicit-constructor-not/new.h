struct range {
    int first;
    int last;
};

struct entry : range {
    bool ready;
    bool fast;
    int count;
};

int weight(const entry *one);
