class task {
public:
    virtual int first() = 0;
    virtual int second() = 0;
    int both();
};
