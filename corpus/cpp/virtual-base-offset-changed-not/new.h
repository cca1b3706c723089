struct named {
    named();
    virtual int kind();
    long id;
};
class button : public virtual named {
public:
    static button *make();
    virtual int press();

private:
    button();
    ~button();
    long colour;
    long width;
};
