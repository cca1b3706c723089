class device {
public:
    virtual int open() = 0;

protected:
    ~device() {}

private:
    device() {}
    friend class disk;
};

device *make_device();
