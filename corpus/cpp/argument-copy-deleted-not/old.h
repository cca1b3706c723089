struct token {
    explicit token(int id) : id(id) {}
    token(const token&) = default;
    token(token &&) = default;
    int id;
};

int id_of(token what);
