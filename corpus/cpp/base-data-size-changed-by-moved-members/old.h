class writer {
public:
    writer();
    ~writer();
    void open();

private:
    void *file;
    bool owns;
};
