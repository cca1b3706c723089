struct item {
    int price;
};
struct field {
    int item::*get;
    int width;
};

field *make_field();
