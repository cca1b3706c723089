struct body {
    virtual int mass();
    virtual ~body();
};
struct shape : body {
    virtual int area();
    ~shape();
};

shape *make_shape();
