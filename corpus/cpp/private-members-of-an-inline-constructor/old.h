class box {
public:
    box() : count(7), rest(1) {}
    box(const box &);
    box &operator=(const box &);
    ~box();
    int get() const;

private:
    box(int);
    int count;
    int rest;
};
