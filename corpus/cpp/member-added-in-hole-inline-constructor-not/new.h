class counter {
public:
    explicit counter(int first);
    int get() const;
    bool ready;
    bool fast;
    int count;
};
