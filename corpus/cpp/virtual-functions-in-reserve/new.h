class device {
public:
    virtual int open();
    virtual void reset();
    virtual void reserved2();

private:
    int state = 3;
};

device *make_device();
