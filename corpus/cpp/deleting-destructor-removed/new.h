struct shape {
    virtual ~shape();
    virtual int area();
};

shape *make_shape();
