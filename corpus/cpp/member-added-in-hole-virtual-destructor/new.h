struct node {
    node();
    virtual ~node();
    void touch();
    int first;
    bool flag;
    bool marked;
    int last;
};
