struct named {
    named();
    virtual int kind();
    long id;
};
struct button : virtual named {
    button();
    virtual int press();
    long colour;
    long width;
};
