struct range {
    int first;
    int last;
};

struct entry : range {
    bool ready;
    int count;
};

int weight(const entry *one);
