struct tag {
};

int first_of(int first, tag);
