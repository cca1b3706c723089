struct listener {
    virtual int opened() = 0;
};

int run(listener *who);
