class shape {
public:
    explicit shape(int);
    virtual ~shape();
    virtual int size(int scale) const;
    virtual shape *clone() const;

protected:
    virtual int inner() const;
    int counted;
};

class left : public virtual shape {
public:
    left();
    int size(int) const override;
    left *clone() const override;
    long more;
};

class right : public virtual shape {
public:
    right();
    virtual int name() const;
    char letter;
};

class both : public left, private right {
public:
    both();
    ~both() override;
    both *clone() const override;
    int name() const override;
};
