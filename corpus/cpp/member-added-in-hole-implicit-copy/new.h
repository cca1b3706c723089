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
    int weight() const;
    bool ready;
    bool fast;
    label name;
    int count;
};
