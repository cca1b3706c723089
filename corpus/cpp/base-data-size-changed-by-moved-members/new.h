class writer {
public:
    writer();
    ~writer();
    void open();

private:
    bool owns;
    void *file;
};
