class counter {
public:
    int tick();

protected:
    counter();

private:
    long count;
};
