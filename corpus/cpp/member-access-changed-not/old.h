class counter {
public:
    counter();
    int count;

private:
    int step;
};
