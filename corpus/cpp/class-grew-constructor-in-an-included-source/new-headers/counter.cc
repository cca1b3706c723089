inline counter::counter() : all(1), last(2) {}
