class task {
public:
    virtual int second() = 0;
    virtual int first() = 0;
    int both();
};
