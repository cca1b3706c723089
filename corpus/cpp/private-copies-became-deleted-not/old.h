class counter {
public:
    counter();
    int step();
private:
    counter(const counter &);
    counter &operator=(const counter &);
    int count;
};
