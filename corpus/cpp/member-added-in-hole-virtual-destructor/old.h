struct node {
    node();
    virtual ~node();
    void touch();
    int first;
    bool flag;
    int last;
};
