struct shape {
    virtual int area();
    virtual ~shape();
};

shape *make_shape();
