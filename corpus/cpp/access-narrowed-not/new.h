class counter {
public:
    counter();
    int now() { return count; }
    int step();
private:
    int count;
};
