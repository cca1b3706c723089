struct node {
    node();
    virtual ~node();
    void touch();
    int first;
    bool flag;
    int last;

private:
    node(const node &);
    node &operator=(const node &);
};
