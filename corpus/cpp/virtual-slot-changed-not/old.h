struct shape {
    virtual int area();
    int sides();
    int colour();
    virtual int corners();
};

shape *make_shape();
