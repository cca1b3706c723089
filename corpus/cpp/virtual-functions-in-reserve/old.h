class device {
public:
    virtual int open();
    virtual void reserved1();
    virtual void reserved2();

private:
    int state = 3;
};

device *make_device();
