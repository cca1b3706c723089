class store {
public:
    store();
    ~store();
    void reserve();

    void *bytes;
    short used;
};
