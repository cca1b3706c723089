struct name;

class box {
public:
    explicit box(const name *of, unsigned long start = 7);
    ~box();
    int get() const;

private:
    box(const box &);
    box &operator=(const box &);
    int count;
    int rest;
};
