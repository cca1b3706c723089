struct listener {
    virtual int opened() = 0;
    virtual int closed() = 0;
};

int run(listener *who);
