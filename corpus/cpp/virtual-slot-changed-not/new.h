struct shape {
    virtual int area();
    int colour();
    int sides();
    virtual int corners();
};

shape *make_shape();
