union number {
    int whole;
    float broken;
};

number *make_number();
