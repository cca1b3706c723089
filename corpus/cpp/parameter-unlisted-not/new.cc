#include "new.h"

token::token() : id(1) {}
token::token(const token &other) : id(other.id) {}
token::~token() {}

int first(int way, token, token, block what) { return static_cast<int>(what.words[way]); }
int last(token, block what, box<int>, box<token>, int way) { return static_cast<int>(what.words[way]); }
int locked(key, block what) { return static_cast<int>(what.words[0]); }
token made(token) { return token(); }
template struct box<int>;
template struct box<token>;
int none() { return 0; }
