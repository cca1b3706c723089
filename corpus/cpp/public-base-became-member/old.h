struct state {
    int value;
    int step;
};

class counter : public state {
public:
    counter();
    counter(const counter &other);
    ~counter();
    counter &operator=(const counter &other);
    int get() const;
    int all;
};
