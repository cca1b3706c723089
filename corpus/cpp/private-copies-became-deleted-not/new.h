class counter {
public:
    counter();
    int step();
    counter(const counter &) = delete;
    counter &operator=(const counter &) = delete;
private:
    int count;
};
