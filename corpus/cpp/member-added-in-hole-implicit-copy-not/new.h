struct label {
    label();
    label(const label &);
    ~label();
    label &operator=(const label &);
    int length;
};

class entry {
public:
    explicit entry(int first);
    entry(const entry &);
    entry &operator=(const entry &);
    int weight() const;
    bool ready;
    bool fast;
    label name;
    int count;
};
