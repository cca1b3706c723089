struct shape {
    virtual int scale(int by);
    virtual int corners();
};

shape *make_shape();
