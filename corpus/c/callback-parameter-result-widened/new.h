long visit(long (*each)(int id));
