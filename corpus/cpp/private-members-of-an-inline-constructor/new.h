class box {
public:
    box() : rest(1), count(7) {}
    box(const box &);
    box &operator=(const box &);
    ~box();
    int get() const;

private:
    box(int);
    int rest;
    int count;
};
