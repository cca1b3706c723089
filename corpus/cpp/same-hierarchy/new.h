struct empty {
};
struct other_empty {
};
struct top {
    virtual ~top();
    virtual top *clone() const;
    virtual int kind() const = 0;
    int id = 1;
};
struct left : virtual top {
    int kind() const override;
    virtual int go();
    int l = 2;
};
struct right : virtual top, empty {
    int kind() const override;
    virtual int stop() noexcept;
    int r = 3;
};
struct bottom : left, private right, other_empty {
    bottom();
    ~bottom() override;
    bottom *clone() const override;
    int kind() const final;
    int stop() noexcept override;
    char tail = 4;
};
struct leaf final : bottom {
    int go() override;
    char more = 5;
};

bottom *make_bottom();
int kind_of(const top *what);
