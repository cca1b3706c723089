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
    int count;
};

int weight(const entry *one);
