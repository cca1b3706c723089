class counter {
public:
    counter();
    int step();
private:
    int count;
};
