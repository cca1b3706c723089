struct other {
    float scale;
    short low;
    short high;
};

class counter : private other {
public:
    counter();
    counter(const counter &other);
    ~counter();
    counter &operator=(const counter &other);
    int get() const;
    int all;
};
