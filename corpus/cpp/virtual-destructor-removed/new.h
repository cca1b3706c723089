struct shape {
    virtual int area();
    ~shape();
};

shape *make_shape();
