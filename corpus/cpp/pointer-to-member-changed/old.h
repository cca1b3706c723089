struct item {
    int price;
    int price_of() const;
};
struct field {
    int item::*get;
    int width;
};

field *make_field();
