struct token {
    explicit token(int id) : id(id) {}
    int id;
};

int id_of(token what);
