struct label {
    label();
    label(const label &);
    ~label();
    label &operator=(const label &);
    int length;
};

struct entry {
    label name;
    bool ready;
    bool fast = false;
    int count;
};

int weight(const entry *one);
