long visit(int (*each)(int id));
