class counter {
public:
    explicit counter(int first);
    int get() const;
    bool ready;
    int count;
};
