struct item {
    int price;
    int twice() const;
};
struct field {
    int item::*get;
    int width;
};

field *make_field();
