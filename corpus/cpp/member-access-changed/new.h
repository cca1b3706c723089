class counter {
public:
    counter();

private:
    int count;
    int step;
};
