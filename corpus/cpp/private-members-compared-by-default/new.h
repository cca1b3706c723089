class box {
public:
    explicit box(bool);
    box(const box &);
    box &operator=(const box &);
    ~box();
    bool operator==(const box &) const = default;

private:
    float count;
    int rest;
};
