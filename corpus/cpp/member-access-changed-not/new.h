class counter {
public:
    counter();
    int count;

protected:
    int step;
};
