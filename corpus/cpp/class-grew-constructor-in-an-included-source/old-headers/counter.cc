inline counter::counter() : all(1) {}
