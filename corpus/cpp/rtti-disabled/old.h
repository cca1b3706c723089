struct shape {
    virtual int area();
};

shape *make_shape();
