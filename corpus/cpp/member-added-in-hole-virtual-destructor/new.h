struct node {
    node();
    virtual ~node();
    void touch();
    int first;
    bool flag;
    bool marked;
    int last;

private:
    node(const node &);
    node &operator=(const node &);
};
