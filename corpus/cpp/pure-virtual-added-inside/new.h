class device {
public:
    virtual int open() = 0;
    virtual int reset() = 0;
    virtual int close() = 0;

protected:
    ~device() {}

private:
    device() {}
    friend class disk;
};

device *make_device();
